"""Everything the command line does, as functions."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qingjian.api.annotating import annotate
    from qingjian.api.checking import check
    from qingjian.api.data import extract, transcribe, write
    from qingjian.api.explaining import explain
    from qingjian.api.filling import fill
    from qingjian.api.tour import demo

_WHERE = {
    "annotate": "annotating",
    "check": "checking",
    "demo": "tour",
    "explain": "explaining",
    "extract": "data",
    "fill": "filling",
    "transcribe": "data",
    "write": "data",
}
"""Imported when first used: a command pays for what it needs."""

JUDGES = "qingjian.api.judge"
"""What a child has to load that judges files; a third of the time of checking one, see `sheets.child.start_ahead`."""

__all__ = ["annotate", "check", "demo", "explain", "extract", "fill", "transcribe", "write"]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
