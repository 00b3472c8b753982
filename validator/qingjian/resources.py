"""Where schemas/ and workbooks/ are: inside the installed package first, in the checkout second."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def schemas() -> Path:
    """The folder that holds every schema, code list and factor."""
    return _folder("schemas")


@cache
def workbooks() -> Path:
    """The folder that holds the generated official workbooks."""
    return _folder("workbooks")


def _folder(name: str) -> Path:
    packaged = _PACKAGE / "_data" / name
    if packaged.is_dir():
        return packaged
    checkout = _PACKAGE.parent.parent / name
    if checkout.is_dir():
        return checkout
    raise FileNotFoundError(f"{name}/ is neither in the package nor beside it: {packaged}, {checkout}")
