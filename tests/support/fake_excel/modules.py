"""Stand-ins for pywin32 and the Windows parts of ctypes, enough for xlwings' own Windows engine to be imported.

Only for a process of its own: the modules stay. What is tested through them is xlwings' and our code, unchanged.
"""

from __future__ import annotations

import builtins
import ctypes
import sys
from types import ModuleType
from typing import Any


class ComError(Exception):
    """pywintypes.com_error: hresult, text, excepinfo, argument."""

    def __init__(self, hresult: int, text: str) -> None:
        self.hresult, self.excepinfo = hresult, (0, "Microsoft Excel", text, None, 0, hresult)
        super().__init__(hresult, text, self.excepinfo, None)


class Dispatched:
    """Base of every fake COM object, as win32com.client.CDispatch is of the real ones."""


class Anything:
    """For libraries that are looked up while a module is imported and never called."""

    def __getattr__(self, name: str) -> Anything:
        return Anything()

    def __call__(self, *_: Any) -> Anything:
        return Anything()


def install() -> None:
    """Put the modules in place and import xlwings' Windows engine over them."""
    _module("pywintypes", com_error=ComError, error=ComError, TimeType=type("Time", (), {}), IID=str)
    _module("pythoncom", __file__="pythoncom", CoInitialize=_nothing, ole_error=ComError)
    _module("win32api", MessageBox=_yes)
    _module("win32con", **dict.fromkeys(_BOX_STYLES, 0))
    _module("win32gui", FindWindowEx=_nothing)
    _module("win32process", GetWindowThreadProcessId=_process)
    _module("win32timezone", TimeZoneInfo=Anything())
    _module("win32com")
    _module("win32com.client", **dict.fromkeys(_CLASSES, Dispatched), Dispatch=_itself, DispatchEx=_itself)
    builtins.WindowsError = OSError  # type: ignore[attr-defined]  # Windows has it
    for name in ("windll", "oledll"):
        setattr(ctypes, name, Anything())
    ctypes.PyDLL = Anything()  # type: ignore[misc, assignment]  # replaced for this process on purpose
    sys.modules["xlwings._win32patch"] = _module("win32patch", CoClassBaseClass=Dispatched)


_BOX_STYLES = ("MB_OK", "MB_OKCANCEL", "MB_YESNO", "MB_YESNOCANCEL", "MB_ICONINFORMATION", "MB_ICONWARNING")
_CLASSES = ("CDispatch", "CoClassBaseClass", "DispatchBaseClass")


def _module(name: str, **members: Any) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(members)
    sys.modules[name] = module
    if "." in name:
        parent, _, child = name.rpartition(".")
        setattr(sys.modules[parent], child, module)
    return module


def _yes(*_: Any) -> int:
    return 6  # IDYES


def _nothing(*_: Any) -> int:
    return 0


def _process(_: Any) -> tuple[int, int]:
    return 1, 4711


def _itself(dispatch: Any) -> Any:
    return dispatch
