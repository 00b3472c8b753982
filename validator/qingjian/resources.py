"""Where schemas/ and workbooks/ are: inside the installed package first, in the checkout second."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_chosen: ContextVar[Path | None] = ContextVar("_chosen", default=None)


def schemas() -> Path:
    """The folder that holds every schema, code list and factor."""
    return _chosen.get() or _folder("schemas")


@contextmanager
def schemas_at(folder: Path) -> Generator[None]:
    """Within the block, schemas/ is this folder: a maintainer's draft, a test's copy."""
    token = _chosen.set(folder)
    try:
        yield
    finally:
        _chosen.reset(token)


def workbooks() -> Path:
    """The folder that holds the generated official workbooks."""
    return _folder("workbooks")


@cache
def _folder(name: str) -> Path:
    packaged = _PACKAGE / "_data" / name
    if packaged.is_dir():
        return packaged
    checkout = _PACKAGE.parent.parent / name
    if checkout.is_dir():
        return checkout
    raise FileNotFoundError(f"{name}/ is neither in the package nor beside it: {packaged}, {checkout}")
