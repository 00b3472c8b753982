"""Reports in every format; each reporter is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final, cast

from qingjian.model.verdict import Report
from qingjian.reporters.style import Reporter, Style

FORMATS: Final[Mapping[str, str]] = MappingProxyType(
    {"text": "text", "json": "json_", "html": "html", "xlsx": "xlsx", "md": "md", "sarif": "sarif"}
)
"""Format → module of this package with a function `report`."""
BINARY: Final = frozenset({"xlsx"})
"""Formats that are no text: their `report` gives bytes, and they go into files alone."""
PICTURED: Final = frozenset({"html"})
"""Formats that show parts of the sheets beside the findings."""
REPORTERS: Final[tuple[str, ...]] = tuple(name for name in FORMATS if name not in BINARY)
"""Formats that are text."""


def reporter(name: str) -> Reporter:
    """The reporter of a format that is text."""
    return cast("Reporter", _module(name).report)


def as_file(name: str, found: Report, style: Style) -> bytes:
    """A report in any format, as what a file of it holds."""
    made: str | bytes = _module(name).report(found, style)
    return made if isinstance(made, bytes) else made.encode("utf-8", "backslashreplace")


def _module(name: str) -> Any:
    return import_module(f"{__name__}.{FORMATS[name]}")


__all__ = ["BINARY", "FORMATS", "PICTURED", "REPORTERS", "Reporter", "Style", "as_file", "reporter"]
