"""Words of the add-in: schemas/functions.json for worksheet functions, schemas/messages/addin.json for commands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from qingjian.catalog.messages import Lang
from qingjian.catalog.tables import table

LANG: Final[Lang] = "zh"
"""Add-ins speak Chinese: their buttons and descriptions are built in one language."""


class Argument(NamedTuple):
    name: str
    help: str
    is_optional: bool


class Help(NamedTuple):
    """What an application shows of a worksheet function."""

    name: str
    method: str
    """Its name in the interface of the Calc add-in."""
    help: str
    arguments: tuple[Argument, ...]


@cache
def function_help() -> Mapping[str, Help]:
    """Every worksheet function, by name."""
    return {
        entry["name"]: Help(
            name=entry["name"],
            method=entry["method"],
            help=entry[LANG],
            arguments=tuple(
                Argument(one["name"], one[LANG], one.get("optional", False)) for one in entry["args"]
            ),
        )
        for entry in _document("functions.json")["functions"]
    }


def category() -> str:
    """The group under which applications list the functions."""
    return str(_document("functions.json")["category"][LANG])


def answer(key: str, **values: object) -> str:
    """A sentence that a worksheet function gives."""
    return str(_document("functions.json")["says"][key][LANG]).format_map(values)


def listed(names: Iterable[str]) -> str:
    """Names as one enumeration, each once."""
    return answer("semicolon").join(dict.fromkeys(names))


def say(key: str, **values: object) -> str:
    """A sentence of a command, at a dotted key."""
    found: Any = _document("messages/addin.json")
    for step in key.split("."):
        found = found[step]
    return str(found[LANG]).format_map(values)


@cache
def _document(path: str) -> Mapping[str, Any]:
    return table(path)
