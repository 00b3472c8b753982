"""Parts of a wrong total that other equations bear out: only then is the total itself to be suspected."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import pytest

from qingjian.rules import vouching
from qingjian.rules.view import View
from support.by_columns import run
from support.forms import form

FACTOR: Final = {"electricity": "0.5703", "report_year": "2024"}
ROW: Final = {"power": "10000", "power_tco2": "5.703"}
COAL: Final = {"coal": "10", "coal_tco2": "27.725"}
GAS: Final = {"gas": "1000", "gas_tco2": "3.051"}


def _suspects(
    rows: list[dict[str, Any]], total: dict[str, str], declared: dict[str, str] | None = FACTOR
) -> dict[str, bool]:
    """Field of a wrong total → whether the total alone is suspected."""
    filled = form({"2-2": {"companies": {"rows": rows, "total": total}}}, parameters=declared)
    found = run(*filled, only=["QJ2101", "QJ4101", "QJ4105"]).findings
    return {
        one.field: one.suspects == (one.place,) for one in found if one.code == "QJ2101" and not one.cause
    }


@pytest.mark.parametrize(
    ("rows", "total", "is_alone"),
    [
        ([ROW, ROW], {"power": "50000"}, True),
        ([ROW, ROW], {"power_tco2": "50"}, False),
        ([ROW, {"power": "/", "power_tco2": "/"}], {"power": "50000"}, True),
        ([ROW, {"power": "0", "power_tco2": "0"}], {"power": "50000"}, True),
        ([ROW, {"power": "10000"}], {"power": "50000"}, False),
        ([ROW, {"power": "10000", "power_tco2": "0"}], {"power": "50000"}, False),
        ([ROW, {"power": "10000", "power_tco2": "9"}], {"power": "50000"}, False),
        ([{"power": "10000"}], {"power": "50000"}, False),
        ([COAL], {"coal": "50"}, True),
        ([COAL], {"coal_tco2": "50"}, False),
        ([GAS], {"gas": "5000"}, False),
        ([GAS], {"gas_tco2": "5"}, False),
        ([{"water": "3"}], {"water": "5"}, False),
        ([{"benefit": "3"}], {"benefit": "5"}, False),
        ([{**ROW, "carbon_tco2": "5.703"}], {"carbon_tco2": "9"}, True),
        ([{**ROW, "carbon_tco2": "5.703"}], {"power_tco2": "9"}, True),
        ([{**GAS, "carbon_tco2": "3.051"}], {"gas_tco2": "9"}, True),
        ([{**GAS, "carbon_tco2": "4"}], {"gas_tco2": "9"}, False),
        ([{**ROW, "carbon_tco2": "5.703", "water": "3"}], {"water": "9"}, False),
        ([ROW], {"power": "10001"}, False),
        ([ROW], {"power": "10002"}, True),
    ],
)
def test_every_part_has_to_be_borne_out(
    rows: list[dict[str, Any]], total: dict[str, str], *, is_alone: bool
) -> None:
    ((_, told),) = _suspects(rows, total).items()
    assert told is is_alone


@pytest.mark.parametrize(
    ("row", "name", "off", "is_seen"),
    [
        (ROW, "power_tco2", "0.001", False),
        (ROW, "power_tco2", "0.0011", True),
        (ROW, "power", "1.75", False),
        (ROW, "power", "1.76", True),
        (ROW, "coal", "100", False),
        ({"power": "-10000", "power_tco2": "5.703"}, "power", "1.76", True),
        ({"power": "10000", "power_tco2": ""}, "power", "100", False),
        ({"power": "", "power_tco2": "5.703"}, "power", "100", False),
        ({"power": "10000", "power_tco2": "0"}, "power", "100", False),
        ({"power": "0", "power_tco2": "5.703"}, "power_tco2", "100", False),
        ({"power": "10000", "power_tco2": "5.7"}, "power_tco2", "0.1", False),
    ],
)
def test_carbon_shows_what_is_larger_than_its_last_digit(
    row: dict[str, str], name: str, off: str, *, is_seen: bool
) -> None:
    view = View(*form({"2-2": {"companies": {"rows": [row]}}}, parameters=FACTOR))
    block = view.plan.block("2-2", "companies")
    (line,) = view.lines(block)
    assert vouching._carbon(view, line, name, block.by_id["power_tco2"], off=Decimal(off)) is is_seen
    assert not vouching._carbon(view, line, name, block.by_id["power"], off=Decimal(off))


def test_a_row_that_lost_its_columns_bears_nothing_out() -> None:
    view = View(*form({"2-2": {"companies": {"rows": [ROW]}}}, parameters=FACTOR))
    block = view.plan.block("2-2", "companies")
    (line,) = view.lines(block)
    for lost in ROW:
        left = line._replace(entries={name: one for name, one in line.entries.items() if name != lost})
        for name in ROW:
            assert not vouching._carbon(view, left, name, block.by_id["power_tco2"], off=Decimal(100))


def test_without_a_factor_electricity_bears_nothing_out() -> None:
    assert _suspects([ROW], {"power": "50000"}, None) == {"power": False}
    assert _suspects([COAL], {"coal": "50"}, None) == {"coal": True}
    view = View(*form({"2-2": {"companies": {"rows": [{**ROW, **COAL}]}}}))
    block = view.plan.block("2-2", "companies")
    (line,) = view.lines(block)
    seen = {
        name: vouching._carbon(view, line, name, block.by_id[f"{name}_tco2"], off=Decimal(5_000))
        for name in ("power", "coal")
    }
    assert seen == {"power": False, "coal": True}


def test_two_wrong_totals_are_each_borne_out_by_their_own() -> None:
    rows = [{**ROW, **COAL}]
    assert _suspects(rows, {"power": "50000", "coal": "90"}) == {"power": True, "coal": True}


def test_a_total_with_a_doubtful_part_does_not_hide_the_next() -> None:
    rows = [{**COAL, "power": "10000", "power_tco2": "9"}]
    assert _suspects(rows, {"power": "50000", "coal": "90"}) == {"power": False, "coal": True}


def test_a_total_to_be_verified_is_left_alone() -> None:
    assert _suspects([], {"power": "5"}) == {"power": False}


def test_a_part_that_another_finding_names_is_doubtful() -> None:
    filled = form(
        {
            "2-2": {
                "companies": {
                    "rows": [{**ROW, "power": "-10000", "power_tco2": "-5.703"}],
                    "total": {"power": "9"},
                }
            }
        },
        parameters=FACTOR,
    )
    both = run(*filled, only=["QJ2101", "QJ2013"]).findings
    assert [one.suspects for one in both if one.code == "QJ2101"] == [()]
    (found,) = run(*filled, only=["QJ2101"]).findings
    assert found.suspects == (found.place,)
    view = View(*filled)
    other = next(one for one in both if one.code == "QJ2013")
    assert list(vouching.alone([found], view)) == [0]
    assert list(vouching.alone([found, other], view)) == list(vouching.alone([other, found], view)) == []


@pytest.mark.parametrize(("most", "is_alone"), [(2, True), (1, False)])
def test_longer_columns_are_left_alone(monkeypatch: pytest.MonkeyPatch, most: int, *, is_alone: bool) -> None:
    assert vouching._FEW == 1_000
    monkeypatch.setattr(vouching, "_FEW", most)
    assert _suspects([ROW, ROW], {"power": "50000"}) == {"power": is_alone}
