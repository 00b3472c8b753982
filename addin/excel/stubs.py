"""Inert stand-ins for pywin32, so that xlwings' own Windows code can be imported anywhere."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


def install() -> None:
    """Put the modules in place that xlwings.udfs asks for; nothing of xlwings itself is replaced."""
    _module("pythoncom", CoInitialize=lambda: None)
    _module("pywintypes", com_error=type("com_error", (Exception,), {}))
    _module("win32com")
    _module("win32com.client", Dispatch=_itself)


def _itself(dispatch: Any) -> Any:
    return dispatch


def _module(name: str, **members: Any) -> None:
    module = ModuleType(name)
    vars(module).update(members)
    sys.modules[name] = module
