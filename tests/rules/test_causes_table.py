"""One and two mistakes in every cell of a small table: what follows from what, and whom the findings suspect. Kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Final

import pytest

from qingjian.model.finding import Finding
from support.by_columns import run
from support.forms import form
from support.snapshot import Snapshot

Content = str | dict[str, str]
RULES: Final = ("QJ1009", "QJ2", "QJ4", "QJ5")
FIELDS: Final = ("power", "power_tco2", "carbon_tco2")
ROWS: Final = (
    {"power": "10000", "power_tco2": "5.703", "carbon_tco2": "5.703"},
    {"power": "20000", "power_tco2": "11.406", "carbon_tco2": "11.406"},
    {"power": "30000", "power_tco2": "17.109", "carbon_tco2": "17.109"},
    {"power": "60000", "power_tco2": "34.218", "carbon_tco2": "34.218"},
)
"""Three companies and their total."""
CELLS: Final = tuple((row, field) for row in (1, 2, 3) for field in FIELDS)
WRONG: Final[Mapping[str, Sequence[Content]]] = {
    "power": ("40000", "20001", "21000", "0", "", "/", "'20000", "2万", "-20000"),
    "power_tco2": ("13.406", "11.407", "11.5", "0", "", "/", "'11.406", "11.406吨", "11406"),
    "carbon_tco2": ("13.406", "11.407", "11.5", "0", "", "/", "'11.406", "11.406吨", "11406"),
}
FACTOR: Final = {"electricity": "0.5703", "electricity_document": "环办气候函〔2023〕43号"}
ERROR: Final = {"kind": "error", "text": "#REF!"}


def _said(*changes: tuple[int, str, Content], declared: bool = True) -> Iterator[str]:
    named = {"industry": "化学农药制造"}
    lines: list[dict[str, Any]] = [{"name": f"第{at}公司", **named, **row} for at, row in enumerate(ROWS)]
    for row, field, content in changes:
        lines[row][field] = content
    *rows, total = lines
    del total["name"], total["industry"]
    parameters = {"report_year": "2024"} | (FACTOR if declared else {})
    filled = form({"2-2": {"companies": {"rows": rows, "total": total}}}, parameters=parameters)
    findings = run(*filled, only=RULES).findings
    yield "# " + ", ".join(f"{row} {field} {content}" for row, field, content in changes)
    yield from (_line(one, findings) for one in findings if one.severity != "advice" or one.cause)


def _line(one: Finding, findings: Sequence[Finding]) -> str:
    cause = _named(findings[one.cause - 1]) if one.cause else "-"
    suspects = " ".join(place.address for place in one.suspects)
    tangled = " ".join(_named(findings[number - 1]) for number in one.entangled)
    return f"{_named(one)} < {cause} ? {suspects or '-'} & {tangled or '-'}"


def _named(one: Finding) -> str:
    return f"{one.code} {one.place.address}"


@pytest.mark.parametrize(("row", "field"), CELLS)
def test_one_mistake(row: int, field: str, snapshot: Snapshot) -> None:
    snapshot("\n".join(line for content in (*WRONG[field], ERROR) for line in _said((row, field, content))))


@pytest.mark.parametrize(("row", "field"), CELLS)
def test_one_mistake_without_a_factor(row: int, field: str, snapshot: Snapshot) -> None:
    contents = (*WRONG[field], ERROR)
    snapshot("\n".join(line for content in contents for line in _said((row, field, content), declared=False)))


@pytest.mark.parametrize("which", [(0, 0), (0, 2), (2, 0), (0, 4), (6, 0), (2, 2), (6, 6)], ids=str)
def test_two_mistakes(which: tuple[int, int], snapshot: Snapshot) -> None:
    lines: list[str] = []
    for (row, field), (other, beside) in combinations(CELLS, 2):
        lines += _said((row, field, WRONG[field][which[0]]), (other, beside, WRONG[beside][which[1]]))
    snapshot("\n".join(lines))


def test_a_mistake_that_goes_on(snapshot: Snapshot) -> None:
    """An energy figure with the carbon that belongs to it, then with its sum, then with another row's."""
    power, carbon, whole = (
        (1, field, content) for field, content in zip(FIELDS, ("40000", "22.812", "22.812"), strict=True)
    )
    both = ((0, "power", "15000"), (0, "power_tco2", "8.5545"), (0, "carbon_tco2", "8.555"))
    cases = (
        (power, carbon),
        (power, carbon, whole),
        (carbon, whole),
        (power, whole),
        (power, carbon, whole, *both),
    )
    snapshot("\n".join(line for case in cases for line in _said(*case)))
