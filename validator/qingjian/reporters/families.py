"""Which family of rules a code belongs to, and what the family is called."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from qingjian import resources
from qingjian.catalog.messages import Lang
from qingjian.catalog.tables import table


def families() -> tuple[str, ...]:
    """The beginnings of codes, in order."""
    return tuple(_titles(resources.root()))


def title(family: str, lang: Lang) -> str:
    """What the rules of a family look at."""
    return str(_titles(resources.root())[family][lang])


def family(code: str) -> str:
    """The family of a rule."""
    return _family(resources.root(), code)


@cache
def _family(root: str, code: str) -> str:
    return max((known for known in _titles(root) if code.startswith(known)), key=len)


@cache
def _titles(root: str) -> Mapping[str, Any]:
    del root  # only tells one schemas folder from another
    found: Mapping[str, Any] = table("messages/rule-page.json")["families"]
    return found
