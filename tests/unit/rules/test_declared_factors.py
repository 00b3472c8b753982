"""The factor that a form declares, and what its figures say of one that it does not declare."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import pytest

from qingjian.catalog.factors import factor
from qingjian.model.finding import Finding, Place
from qingjian.rules.declared import factor_not_accepted
from qingjian.rules.factors import accepted
from qingjian.rules.view import View
from support.asking import asked
from support.by_columns import run
from support.forms import form

NARROW: Final = {"power": "30000", "power_tco2": "23.307"}
"""0.7769 and little else."""
WIDE: Final = {"power": "100", "power_tco2": "0.08"}
"""Anything around 0.8."""
OTHER: Final = {"power": "7400000", "power_tco2": "4299.4"}
"""0.581."""
DECLARED: Final = {"electricity": "0.7769"}


def _named(rows: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    return {"companies": {"rows": [{"name": f"第{at}化工有限公司", **row} for at, row in enumerate(rows)]}}


def _found(
    only: str,
    *rows: dict[str, Any],
    parameters: dict[str, str] | None = None,
    season: tuple[str, ...] = (),
) -> tuple[Finding, ...]:
    filled, known = form({"2-2": _named(rows)}, parameters=parameters)
    return run(filled, known, only=[only], factors=tuple(map(Decimal, season))).findings


@pytest.mark.parametrize(("value", "count"), [("0.0099", 1), ("0.01", 0), ("3", 0), ("3.001", 1)])
def test_the_ends_of_what_a_grid_emits_are_possible(value: str, count: int) -> None:
    found = _found("QJ4005", NARROW, parameters={"electricity": value})
    assert [(one.value, one.place.sheet) for one in found] == [(value, "参数")] * count


@pytest.mark.parametrize(("year", "count"), [("2019", 0), ("2020", 1), ("2021", 1)])
def test_a_factor_is_old_from_the_eighth_year_on(year: str, count: int) -> None:
    old = {"electricity": "0.7214", "electricity_id": "ndrc-average:average:2012:吉林", "report_year": year}
    found = _found("QJ4006", NARROW, parameters=old)
    assert [(one.params["data_year"], one.params["year"]) for one in found] == [("2012", year)] * count


def test_all_factors_that_a_season_accepts_are_named() -> None:
    filled, known = form({"2-2": _named((NARROW,))}, parameters=DECLARED)
    season = Decimal("0.5"), Decimal("0.60")
    assert accepted(View(filled, known, factors=season)) == "0.5、0.6"
    (found,) = asked(factor_not_accepted, filled, known, factors=season)
    assert found.params["accepted"] == "0.5、0.6"
    assert _found("QJ4007", NARROW, parameters=DECLARED, season=("0.5", "0.7769")) == ()


def _fitting(*rows: dict[str, Any]) -> int:
    (found,) = _found("QJ4001", *rows)
    return int(found.params["fitting"])


def test_candidates_are_the_factors_that_fit_every_row() -> None:
    few = _fitting(NARROW)
    assert 0 < few < _fitting(WIDE)
    assert _fitting(NARROW, WIDE) == _fitting(WIDE, NARROW) == few
    assert _fitting(NARROW, {"power": "5"}) == few
    assert _fitting(NARROW, OTHER) == 0


def test_three_candidates_are_named() -> None:
    (found,) = _found("QJ4001", WIDE)
    named = found.params["candidates"].split(",")
    assert len(named) == 3
    assert all(factor(one) is not None for one in named)


def test_without_a_place_to_declare_it_a_factor_is_missed_where_it_is_needed_first() -> None:
    tables = {"2-2": _named((NARROW, WIDE)), "3-2": _named((NARROW,))}
    (bare,) = run(*form(tables), only=["QJ4001"]).findings
    assert (bare.place.sheet, bare.place.address) == ("表2-2", "F3")
    assert (bare.table, bare.field, bare.params["count"]) == ("2-2", "power_tco2", "3")
    assert [(place.sheet, place.address) for place in bare.related] == [("表2-2", "F4"), ("表3-2", "F3")]
    (missed,) = run(*form(tables, parameters={"level": "district"}), only=["QJ4001"]).findings
    assert (missed.place.sheet, missed.table, missed.field) == ("参数", "", "")


def test_rows_of_several_factors_are_told_at_the_first() -> None:
    (found,) = _found("QJ4003", NARROW, OTHER, NARROW)
    assert (found.place.address, [place.address for place in found.related]) == ("F3", ["F4"])
    assert found.params["values"].split("、")[0].startswith("0.7769")
    assert found.params["count"] == "2"


def test_coefficients_of_gas_are_read_back_row_by_row() -> None:
    rows = ({"gas": "1000", "gas_tco2": one} for one in ("3.1", "3.6", "3.1"))
    (found,) = _found("QJ4109", *rows)
    assert (found.place.address, found.row) == ("L3", "第0化工有限公司")
    assert [place.address for place in found.related] == ["L4", "L5"]
    assert len(found.params["implied"].split("、")) == 2


def test_of_gas_that_was_lost_no_coefficient_is_read() -> None:
    lost = {"gas": "-1000", "gas_tco2": "-3.1"}
    (found,) = _found("QJ4109", lost, {"gas": "1000", "gas_tco2": "3.1"})
    assert found.params["implied"] == "1.0995～1.1367"
    assert _found("QJ4109", lost) == ()


def test_a_coefficient_that_is_needed_is_asked_for_where_it_is_declared() -> None:
    rows = ({"gas": "1000"}, {"gas": "2000"})
    (found,) = _found("QJ4109", *rows, parameters={"level": "district"})
    assert (found.place.sheet, found.row, found.params["variant"]) == ("参数", "第0化工有限公司", "needed")
    assert [place.address for place in found.related] == ["L3", "L4"]


def _suspected(*rows: dict[str, Any]) -> set[tuple[Place, ...]]:
    found = _found("QJ41", *rows, parameters=DECLARED)
    return {one.suspects for one in found if one.code == "QJ4101" and one.suspects}


FACTOR: Final = {(Place("参数", 6, 2),)}


def test_three_rows_that_agree_on_another_factor_make_the_declared_one_suspect() -> None:
    assert _suspected(OTHER, OTHER, OTHER) == FACTOR
    assert _suspected(OTHER, OTHER) != FACTOR
    assert _suspected(OTHER, OTHER, OTHER, NARROW) != FACTOR


def test_other_fuels_and_rows_without_electricity_say_nothing_of_the_factor() -> None:
    coal = {"power": "/", "power_tco2": "/", "coal": "100", "coal_tco2": "5"}
    right = {"coal": "100", "coal_tco2": "277.25"}
    assert _suspected(OTHER, OTHER, OTHER, coal) == FACTOR
    assert _suspected(OTHER, OTHER, {**OTHER, **right}, right) == FACTOR


def test_one_row_is_told_to_begin_with_and_the_others_follow() -> None:
    found = _found("QJ4101", OTHER, OTHER, OTHER, parameters=DECLARED)
    assert [one.cause for one in found] == [0, 1, 1]
