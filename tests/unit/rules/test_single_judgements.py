"""Decisions that tables of contents do not reach: several cells at once, boundaries, and words for people."""

from __future__ import annotations

from typing import Any, Final

import pytest

from qingjian.catalog.messages import render
from qingjian.model.finding import Finding
from support.by_columns import run
from support.forms import form

OURS: Final = "ROUND(E3*QJ_FACTOR/1000,3)"


def _waiting(formula: str | None = "A1") -> dict[str, str]:
    return {"text": "", "kind": "uncalculated"} | ({"formula": formula} if formula else {})


def _judged(only: str, *rows: dict[str, Any], table: str = "2-2", **options: Any) -> tuple[Finding, ...]:
    named = [{"name": f"第{at}化工有限公司", **row} for at, row in enumerate(rows)]
    return run(*form({table: {"companies": {"rows": named}}}, **options), only=[only]).findings


def test_formulas_never_calculated_are_told_once_per_column() -> None:
    rows = [{"power": _waiting(), "coal": _waiting()}, {"power": _waiting()}, {"power": _waiting()}]
    power, coal = _judged("QJ2006", *rows)
    assert (power.place.address, [place.address for place in power.related]) == ("E3", ["E4", "E5"])
    assert (power.params["count"], power.params["cells"]) == ("3", "E3、E4、E5")
    assert (coal.params["count"], coal.related) == ("1", ())


@pytest.mark.parametrize(
    ("field", "formula", "variant"),
    [
        ("power_tco2", OURS, "ours"),
        ("power_tco2", "E3*2", None),
        ("power_tco2", None, None),
        ("power", OURS, None),
    ],
)
def test_what_the_workbook_computes_can_be_computed_again(
    field: str, formula: str | None, variant: str | None
) -> None:
    (found,) = _judged("QJ2006", {field: _waiting(formula)})
    assert found.params.get("variant") == variant


def test_nothing_below_zero_is_nothing() -> None:
    assert _judged("QJ2013", {"power": "-0"}, {"power": "-0.0"}) == ()
    assert [found.value for found in _judged("QJ2013", {"power": "-0.4"})] == ["-0.4"]


def test_of_many_factors_that_fit_three_are_named() -> None:
    (found,) = _judged("QJ4101", {"power": "100", "power_tco2": "0.06"}, parameters={"electricity": "0.7769"})
    assert found.params["candidates"].count(",") == 2
    assert int(found.params["fitting"]) > 3


@pytest.mark.parametrize(
    ("amount", "ratio"), [("2.3307", "10"), ("233.07", "10"), ("0.0023307", "10000"), ("233070", "10000")]
)
def test_slips_of_every_power_are_told(amount: str, ratio: str) -> None:
    (found,) = _judged(
        "QJ4101", {"power": "30000", "power_tco2": amount}, parameters={"electricity": "0.7769"}
    )
    assert found.params["ratio"] == ratio
    assert ratio in render(found).message
