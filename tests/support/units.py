"""Forms of several units that agree on what a season would have told them: year, factor, coefficient of gas."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

from qingjian.api.judge import open_form
from qingjian.catalog.editions import edition
from qingjian.rollup.source import Source, source
from qingjian.templates.book import build
from support.realistic.deal import realistic

Json = dict[str, Any]
FACTOR: Final = {"id": "baseline:OM:2019:东北", "value": "1.1082"}
GAS: Final = "1.2"


class Unit(NamedTuple):
    """A unit's form: the workbook, and what a roll-up reads of it."""

    name: str
    data: Json
    workbook: bytes

    def source(self) -> Source:
        return read(self.workbook, f"{self.name}.xlsx")


def read(workbook: bytes, path: str) -> Source:
    """A workbook as a roll-up takes it."""
    bound = open_form(workbook, path)
    assert bound is not None
    return source(*bound, path)


def units(
    count: int, edition_id: str = "liaoning/2024", *, agreeing: bool = False, first: int = 50_000
) -> tuple[Unit, ...]:
    """Units with different companies; `agreeing` on factor and coefficient."""
    dealt = _dealt(edition_id, first, agreeing=agreeing)
    return tuple(unit(f"第{number:02d}区", data) for number, data in enumerate(islice(dealt, count), 1))


def unit(name: str, data: Json) -> Unit:
    """The data under a unit's name."""
    known = edition(data["edition"])
    own = {**data, "unit": f"{name}生态环境局"} if "unit" in known.parameters else data
    return Unit(name, own, build(known, data=own))


def renamed(data: Json, companies: Sequence[str], ending: str) -> Json:
    """The same data with other companies."""
    text = json.dumps(data, ensure_ascii=False)
    for name in companies:
        text = text.replace(f'"{name}"', f'"{name}{ending}"')
    copied: Json = json.loads(text)
    return copied


def companies(data: Json) -> list[str]:
    """Every company that the data name."""
    tables = data["tables"].values()
    found = [row["name"] for blocks in tables for row in blocks.get("companies", {}).get("rows", ())]
    return list(dict.fromkeys(name for name in found if name))


def _dealt(edition_id: str, first: int, *, agreeing: bool) -> Iterator[Json]:
    seen: set[str] = set()
    for seed in range(first, first + 40_000):
        data = realistic(seed, edition_id, least=0 if seed % 4 == 0 else 2, most=8).data
        names = set(companies(data))
        if data.get("level") in (None, "district") and not names & seen:
            seen |= names
            yield _agreeing(data) if agreeing else data


def _agreeing(data: Json) -> Json:
    """With the season's factor and coefficient, and carbon by the workbook's own formulas."""
    data["parameters"] |= {"electricity_factor": dict(FACTOR), "gas_coefficient": GAS}
    for table in ("2-2", "3-2"):
        content = data["tables"][table]["companies"]
        content.pop("total", None)
        for row in content["rows"]:
            for name in [name for name in row if name.endswith("_tco2")]:
                del row[name]
    return data
