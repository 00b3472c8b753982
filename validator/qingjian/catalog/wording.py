"""Words that stand in the workbooks themselves: schemas/workbook.json and schemas/parameters.json."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from qingjian import resources
from qingjian.catalog.tables import table
from qingjian.named_tuple import NamedTuple

ParameterKind = Literal["text", "level", "province", "year", "factor", "number", "computed", "gas"]


class Parameter(NamedTuple):
    """One line of the sheet 参数: its caption stands in column A, its value beside it."""

    id: str
    belongs: str
    """What an edition asks for: unit, level, province, report_year, electricity_factor, gas_coefficient."""
    caption: str
    name: str
    """Defined name of the value's cell."""
    kind: ParameterKind
    required: bool
    prompt: str


class Pending(NamedTuple):
    """What a computed cell shows while it cannot be computed."""

    part: str
    factor: str
    gas: str


def parameters() -> tuple[Parameter, ...]:
    """Every line of the sheet 参数, in order."""
    return tuple(
        Parameter(
            id=entry["id"],
            belongs=entry["belongs"],
            caption=entry["caption"]["zh"],
            name=entry["name"],
            kind=entry["kind"],
            required=entry["required"],
            prompt=entry["prompt"]["zh"],
        )
        for entry in _document("parameters.json")["parameters"]
    )


def parameter_sheet() -> Mapping[str, Any]:
    """Name, heading and fixed words of the sheet 参数."""
    return _document("parameters.json")


def levels() -> Mapping[str, str]:
    """Level → what the sheet 参数 calls it."""
    return dict(_document("parameters.json")["levels"])


def own_factor() -> str:
    """The choice that stands for a factor which is not on the list."""
    return str(_document("parameters.json")["own_factor"]["zh"])


def pending() -> Pending:
    """The three reasons why a computed cell may have to wait."""
    words = _document("workbook.json")["pending"]
    return Pending(*(words[key]["zh"] for key in Pending._fields))


def dots() -> str:
    """What stands for "and so on" in a list."""
    return str(_document("workbook.json")["dots"])


def word(*path: str, lang: Literal["zh", "en"] = "zh") -> str:
    """A sentence of schemas/workbook.json by its path."""
    found: Any = _document("workbook.json")
    for step in path:
        found = found[step]
    return str(found[lang])


def workbook() -> Mapping[str, Any]:
    """The whole of schemas/workbook.json, for its tables."""
    return _document("workbook.json")


def spellings() -> tuple[str, ...]:
    """The marks that a sum skips, each once, as Excel compares texts: letter case does not count."""
    marks = table("notation.json")["marks"].values()
    seen = {spelling.casefold(): spelling for mark in marks for spelling in mark["spellings"]}
    return tuple(seen.values())


def _document(name: str) -> Mapping[str, Any]:
    return _read(resources.root(), name)


@cache
def _read(root: str, name: str) -> Mapping[str, Any]:
    del root  # only tells one schemas folder from another
    return table(name)
