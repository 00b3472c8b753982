"""Reports as text, JSON and HTML; each reporter is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Final, cast

from qingjian.reporters.style import Reporter, Style

REPORTERS: Final[Mapping[str, str]] = MappingProxyType({"text": "text", "json": "json_", "html": "html"})
"""Format → module of this package with a function `report`."""


def reporter(name: str) -> Reporter:
    """The reporter of a format."""
    return cast("Reporter", import_module(f"{__name__}.{REPORTERS[name]}").report)


__all__ = ["REPORTERS", "Reporter", "Style", "reporter"]
