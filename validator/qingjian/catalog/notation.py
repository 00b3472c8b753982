"""The closed lists of marks, spellings and units that filled forms use (schemas/notation.json)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Literal

from qingjian.catalog.tables import table
from qingjian.named_tuple import NamedTuple

MarkKind = Literal["not-applicable", "dash", "none"]


class Unit(NamedTuple):
    """A unit and how many of its dimension's first unit it holds (万度 is 10000 度)."""

    name: str
    dimension: str
    factor: Decimal


class Bridge(NamedTuple):
    """For one substance, how much of the second dimension one of the first is."""

    substance: str
    source: str
    target: str
    factor: Decimal


class Notation(NamedTuple):
    """Everything in the file, keyed for look-up by normalised spelling."""

    marks: Mapping[str, MarkKind]
    """Normalised spelling → kind of mark."""
    write: Mapping[MarkKind, str]
    """Kind of mark → what the form wants there."""
    multipliers: Mapping[str, Decimal]
    currency: Mapping[str, str]
    units: Mapping[str, Unit]
    bridges: tuple[Bridge, ...]


@cache
def notation() -> Notation:
    """The lists, read once."""
    document = table("notation.json")
    marks = document["marks"]
    return Notation(
        marks={normal(word): kind for kind, mark in marks.items() for word in mark["spellings"]},
        write={kind: mark["write"] for kind, mark in marks.items()},
        multipliers={sign: Decimal(text) for sign, text in document["multipliers"].items()},
        currency=dict(document["currency"]),
        units={
            normal(spelling + suffix): Unit(entry["unit"], entry["dimension"], Decimal(entry["factor"]))
            for entry in document["units"]
            for spelling in entry["spellings"]
            for suffix in ("", *document["per_year"])
        },
        bridges=tuple(
            Bridge(entry["substance"], entry["from"], entry["to"], Decimal(entry["factor"]))
            for entry in document["bridges"]
        ),
    )


@cache
def oddity_names(lang: str) -> Mapping[str, str]:
    """Code of an oddity of writing → what to call it."""
    return {code: names[lang] for code, names in table("notation.json")["oddities"].items()}


def normal(spelling: str) -> str:
    """Full-width letters, superscripts and letter case do not tell marks or units apart."""
    return unicodedata.normalize("NFKC", spelling).casefold()
