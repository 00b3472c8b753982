"""What is said of a carbon figure: its factor, the energy beside it, and nothing of electricity where it is coal."""

from __future__ import annotations

from typing import Any

import pytest

from qingjian.model.finding import Finding
from support.by_columns import run
from support.forms import form

DECLARED = {"electricity": "0.5703", "gas": "2.1622", "report_year": "2024"}


def _found(*only: str, lost: str = "", **cells: Any) -> tuple[Finding, ...]:
    rows = [{"name": "甲公司", **cells}]
    filled, known = form({"2-2": {"companies": {"rows": rows}}}, parameters=DECLARED)
    block: Any = filled.block("2-2", "companies")
    block.entries[0].entries.pop(lost, None)
    return run(filled, known, only=only).findings


def test_each_source_is_told_with_its_own_factor() -> None:
    (gas,) = _found("QJ4104", gas="10000", gas_tco2="77")
    assert gas.params["factor"] == "2.1622"
    (power,) = _found("QJ4101", power="10000", power_tco2="77")
    assert power.params["factor"] == "0.5703"
    for code, cells in (
        ("QJ4102", {"coal": "10", "coal_tco2": "77"}),
        ("QJ4103", {"oil": "10", "oil_tco2": "77"}),
    ):
        (found,) = _found(code, **cells)
        assert found.params["factor"] == ""
        assert not {"implied", "candidates", "variant"} & found.params.keys()


def test_a_slip_of_units_is_told_of_every_source() -> None:
    (found,) = _found("QJ4102", coal="10", coal_tco2="0.026")
    assert found.params["variant"] == "slip"


@pytest.mark.parametrize("lost", ["power", "power_tco2"])
def test_a_column_that_was_not_found_leaves_the_others(lost: str) -> None:
    found = _found(
        "QJ4101",
        "QJ4102",
        "QJ4107",
        "QJ4108",
        lost=lost,
        power="10000",
        power_tco2="77",
        coal="10",
        coal_tco2="77",
    )
    assert [(one.code, one.field) for one in found] == [("QJ4102", "coal_tco2")]


def test_energy_without_carbon_is_told_as_a_figure() -> None:
    (found,) = _found("QJ4107", power="10000.50")
    assert found.params["amount"] == "10000.5"
    (found,) = _found("QJ4108", power="/", power_tco2="5")
    assert found.params["amount"] == "/"
