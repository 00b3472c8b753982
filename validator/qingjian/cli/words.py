"""Words of the command line, schemas/messages/cli.json, and the language they are said in."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, Final

from qingjian import resources
from qingjian.catalog.messages import LANGS, Lang
from qingjian.catalog.tables import table

VARIABLE: Final = "QINGJIAN_LANG"
_chosen: ContextVar[Lang] = ContextVar("_chosen", default="zh")


def lang() -> Lang:
    """The language of this run."""
    return _chosen.get()


@contextmanager
def speaking(arguments: Sequence[str]) -> Generator[None]:
    """Within the block, the language of --lang wherever it stands, else the environment's, else Chinese.

    Looked for before click reads the arguments, because its complaints are in that language as well."""
    wanted = os.environ.get(VARIABLE, "")
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
        elif argument == "--lang" and index + 1 < len(arguments):
            wanted = arguments[index + 1]
    token = _chosen.set(wanted if wanted in LANGS else "zh")
    try:
        yield
    finally:
        _chosen.reset(token)


def say(key: str, **values: object) -> str:
    """The sentence at a dotted key, filled in."""
    return str(_at(key)[lang()]).format_map(values)


def has(key: str) -> bool:
    """Whether there are words at a dotted key."""
    try:
        _at(key)
    except KeyError:
        return False
    return True


def _at(key: str) -> Any:
    found: Any = _document(resources.root())
    for step in key.split("."):
        found = found[step]
    return found


@cache
def _document(root: str) -> Any:
    del root  # only tells one schemas folder from another
    return table("messages/cli.json")
