"""What belongs into computed cells, where the energy figure is no plain number."""

from __future__ import annotations

import pytest

from qingjian.bind.computed import computed
from support.forms import form


@pytest.mark.parametrize(
    ("power", "expected"),
    [("1000", "0.6"), ("0", "0"), ("/", "/"), ("—", "/"), ("无", "/"), ("", ""), ("3.6吨", "pending")],
)
def test_carbon_of_what_was_written(power: str, expected: str) -> None:
    made, known = form(
        {"2-2": {"companies": {"rows": [{"name": "甲公司", "power": power}], "total": {}}}},
        parameters={"electricity": "0.6"},
    )
    cells = {
        (cell.field.id, cell.row is not None and cell.row.nth): cell.expected
        for cell in computed(made, known)
    }
    found = cells["power_tco2", 0]
    assert (found.text or found.kind.replace("empty", "")) == expected


def test_no_carbon_by_a_gas_coefficient_out_of_range() -> None:
    made, known = form(
        {"2-2": {"companies": {"rows": [{"name": "甲公司", "gas": "1000"}], "total": {}}}},
        parameters={"gas": "1.5"},
    )
    assert {cell.expected.kind for cell in computed(made, known) if cell.field.id == "gas_tco2"} == {
        "pending"
    }
