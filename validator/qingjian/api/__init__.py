"""Everything the command line does, as functions."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qingjian.api.annotate import annotate
    from qingjian.api.check import check
    from qingjian.api.data import extract, transcribe, write
    from qingjian.api.fill import fill

_WHERE = {
    "annotate": "annotate",
    "check": "check",
    "extract": "data",
    "fill": "fill",
    "transcribe": "data",
    "write": "data",
}
"""Imported when first used: a command pays for what it needs."""

__all__ = ["annotate", "check", "extract", "fill", "transcribe", "write"]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
