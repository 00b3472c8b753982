"""The carbon that a page draws of a form: what its totals state, or its rows where there is no total."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import pytest

from qingjian.model.finding import Finding, Place
from qingjian.model.form import Form
from qingjian.model.grid import Cell
from qingjian.rules.picture import picture
from support.forms import form

ROWS: Final = [
    {"name": "甲公司", "power_tco2": "5.703", "gas_tco2": "2"},
    {"name": "乙公司", "power_tco2": "11.406", "coal_tco2": "/"},
]


def _carbon(tables: dict[str, Any], edition: str = "liaoning/2024") -> dict[str, str]:
    filled, known = form(tables, edition)
    return {source: str(tonnes) for source, tonnes in picture(filled, known, (), 0).carbon.items() if tonnes}


def _companies(**more: Any) -> dict[str, Any]:
    return {"2-2": {"companies": {"rows": ROWS, **more}}}


def test_a_form_without_energy_has_no_carbon() -> None:
    filled, known = form({"2-1": {"companies": {"rows": [{"name": "甲公司", "cod": "1"}]}}})
    assert dict(picture(filled, known, (), 0).carbon) == {}


def test_the_total_says_what_was_saved() -> None:
    total = {"power_tco2": "30", "gas_tco2": "4"}
    assert _carbon(_companies(total=total)) == {"electricity": "30", "gas": "4"}
    assert _carbon(_companies(total={"gas_tco2": "4"})) == {"gas": "4"}


@pytest.mark.parametrize(
    "more", [{}, {"total": {}}, {"total": {"power_tco2": "0", "gas_tco2": "无"}}], ids=str
)
def test_rows_are_added_up_where_no_total_states_any(more: dict[str, Any]) -> None:
    assert _carbon(_companies(**more)) == {"electricity": "17.109", "gas": "2"}


def test_the_tables_of_a_form_are_added_up() -> None:
    tables = {**_companies(), "3-2": {"companies": {"rows": ROWS, "total": {"power_tco2": "3"}}}}
    assert _carbon(tables) == {"electricity": "20.109", "gas": "2"}


def test_a_column_that_was_not_found_states_nothing() -> None:
    filled, known = form(_companies())
    block: Any = filled.block("2-2", "companies")
    for row in block.entries:
        del row.entries["power_tco2"]
    assert {key: str(value) for key, value in picture(filled, known, (), 0).carbon.items() if value} == {
        "gas": "2"
    }


def test_so_many_rows_are_added_up_at_most() -> None:
    filled, known = form(_companies())
    found = picture(_longer(filled, 10_001), known, (), 0).carbon
    assert (found["gas"], found["electricity"]) == (Decimal(20_000), Decimal(171_090))


def _longer(filled: Form, count: int) -> Form:
    block: Any = filled.block("2-2", "companies")
    table = filled.tables["2-2"]
    longer = block._replace(entries=block.entries * count)
    return filled._replace(tables={"2-2": table._replace(blocks={"companies": longer})})


def test_windows_and_carbon_are_one_picture() -> None:
    filled, known = form(_companies())
    filled.grid.sheets[0].rows = {3: {2: Cell(3, 2, "text", "甲公司")}}
    found = Finding("QJ2004", "mandatory", Place("表2-2", 3, 2))
    made = picture(filled, known, (found,), 100)
    assert ([one.sheet for one in made.windows], made.carbon["gas"]) == (["表2-2"], Decimal(2))
