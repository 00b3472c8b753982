"""schemas/lock.json: published editions keep their content, because forms sent out rely on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from qingjian.catalog import editions
from qingjian.catalog.tables import table
from qingjian.named_tuple import NamedTuple


class Departure(NamedTuple):
    """An edition that is not as schemas/lock.json has it."""

    edition: str
    how: Literal["changed", "missing", "draft"]


def locked() -> Mapping[str, str]:
    """Published editions and the hash of their resolved declaration."""
    return dict(table("lock.json")["editions"])


def departures() -> tuple[Departure, ...]:
    """Published editions that changed or vanished, and editions not yet published."""
    frozen = locked()
    declared = editions.edition_ids()
    missing = [Departure(name, "missing") for name in frozen if name not in declared]
    changed = [
        Departure(name, "changed")
        for name in frozen
        if name in declared and editions.edition(name).hash != frozen[name]
    ]
    return (*missing, *changed, *(Departure(name, "draft") for name in declared if name not in frozen))


def worded(departure: Departure, lang: Literal["zh", "en"] = "zh") -> str:
    """What happened to the edition, and what to do."""
    sentence: str = table("messages/lock.json")[departure.how][lang]
    return sentence.format(id=departure.edition)
