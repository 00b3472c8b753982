"""Where schemas/ and workbooks/ are: inside the installed package first, in the checkout second.

Inside a check they are named by strings: `pathlib` takes as long to load as sixty rules."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PACKAGE = os.path.dirname(os.path.realpath(__file__))  # noqa: PTH120  # see above
_chosen: ContextVar[str | None] = ContextVar("_chosen", default=None)


def root() -> str:
    """The folder that holds every schema, code list and factor."""
    return _chosen.get() or _folder("schemas")


def schemas() -> Path:
    """The same, as a path."""
    return _path(root())


@contextmanager
def schemas_at(folder: Path) -> Generator[None]:
    """Within the block, schemas/ is this folder: a maintainer's draft, a test's copy."""
    token = _chosen.set(str(folder))
    try:
        yield
    finally:
        _chosen.reset(token)


def workbooks() -> Path:
    """The folder that holds the generated official workbooks."""
    return _path(_folder("workbooks"))


@cache
def _folder(name: str) -> str:
    packaged = f"{_PACKAGE}/_data/{name}"
    checkout = f"{_PACKAGE}/../../{name}"
    for folder in (packaged, checkout):
        if os.path.isdir(folder):  # noqa: PTH112  # see above
            return os.path.normpath(folder)
    raise FileNotFoundError(f"{name}/ is neither in the package nor beside it: {packaged}, {checkout}")


@cache
def _path(folder: str) -> Path:
    from pathlib import Path  # noqa: PLC0415  # see above

    return Path(folder)
