"""UNO's exceptions made Python's own where they leave the engine.

PyUNO's exceptions do not let their traceback be set, so the first `with` block of contextlib that they pass
replaces them by another error, and what went wrong is lost.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from types import FunctionType
from typing import Any, TypeVar

import uno
from xlwings import XlwingsError

Class = TypeVar("Class", bound=type)


class OfficeRefused(XlwingsError):
    """The office did not do what it was asked for."""


def translating(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function with UNO's exceptions as OfficeRefused."""

    @functools.wraps(function)
    def translated(*arguments: Any, **named: Any) -> Any:
        try:
            return function(*arguments, **named)
        except Exception as problem:
            if isinstance(problem, uno.getClass("com.sun.star.uno.Exception")):
                said = f"{type(problem).__name__} {getattr(problem, 'Message', '')}".strip()
                raise OfficeRefused(f"{function.__qualname__}: {said}") from None
            raise

    return translated


def plain_errors(cls: Class) -> Class:
    """A class whose methods and properties never raise UNO's exceptions."""
    for name, member in list(vars(cls).items()):
        if isinstance(member, FunctionType):
            setattr(cls, name, translating(member))
        elif isinstance(member, property):
            get, put = (part and translating(part) for part in (member.fget, member.fset))
            setattr(cls, name, property(get, put, doc=member.__doc__))
    return cls
