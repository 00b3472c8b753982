"""Benefit against savings: where exactly a price begins to be odd, and what is told of it."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import pytest

from qingjian.model.finding import Finding
from qingjian.rules.registry import MOST
from support.by_columns import run
from support.forms import form

ERROR: Final = {"text": "#REF!", "kind": "error"}
WORTH: Final = ("QJ5001", "QJ5002", "QJ5003")


def _found(*rows: dict[str, Any], only: tuple[str, ...] = WORTH) -> tuple[Finding, ...]:
    named = [{"name": f"第{at}化工有限公司", **row} for at, row in enumerate(rows)]
    return run(*form({"2-2": {"companies": {"rows": named}}}), only=only).findings


def _codes(**row: Any) -> list[tuple[str, str | None]]:
    return [(one.code, one.params.get("variant")) for one in _found(row)]


@pytest.mark.parametrize(
    ("benefit", "told"),
    [
        ("0.012", None),
        ("0.0119", "low"),
        ("0.375", None),
        ("0.376", "high"),
        ("0.00001", "low"),
    ],
)
def test_the_price_of_a_kilowatt_hour_begins_to_be_odd(benefit: str, told: str | None) -> None:
    found = _found({"power": "1000", "benefit": benefit})
    assert [one.code for one in found] == ["QJ5001"] * bool(told)
    assert [one.params.get("variant") for one in found] == [told if told == "low" else None] * bool(told)


@pytest.mark.parametrize(
    ("benefit", "codes"),
    [("0.0026", []), ("0.00259", ["QJ5002"]), ("57.5", []), ("57.6", ["QJ5002"])],
)
def test_several_savings_are_worth_their_sum(benefit: str, codes: list[str]) -> None:
    rows = _found({"power": "1000", "water": "1000", "benefit": benefit})
    assert [one.code for one in rows] == codes


@pytest.mark.parametrize(
    ("benefit", "codes"),
    [("0.0000026", []), ("0.0000025", ["QJ5002"]), ("0.0575", []), ("0.0576", ["QJ5002"])],
)
def test_small_savings_are_worth_no_more_than_their_sum(benefit: str, codes: list[str]) -> None:
    rows = _found({"power": "1", "water": "1", "benefit": benefit})
    assert [one.code for one in rows] == codes


@pytest.mark.parametrize("lost", ["water", "coal", "benefit", "power"])
def test_a_column_that_was_not_found_is_worth_nothing(lost: str) -> None:
    rows = [{"name": "甲公司", "power": "1000", "benefit": "1"}, {"name": "乙公司", "power": "1"}]
    filled, known = form({"2-2": {"companies": {"rows": rows}}})
    block: Any = filled.block("2-2", "companies")
    for row in block.entries:
        del row.entries[lost]
    told = [one.code for one in run(filled, known, only=["QJ500"]).findings]
    wanted = {"benefit": ["QJ5005"], "power": []}
    assert told == wanted.get(lost, ["QJ5005", "QJ5001", "QJ5003"])


def test_a_column_that_was_not_found_leaves_the_others_their_worth() -> None:
    filled, known = form(
        {"2-2": {"companies": {"rows": [{"name": "甲公司", "water": "1000", "benefit": "500"}]}}}
    )
    block: Any = filled.block("2-2", "companies")
    del block.entries[0].entries["power"]
    assert [one.code for one in run(filled, known, only=WORTH).findings] == ["QJ5001"]


def test_prices_are_told_with_what_is_usual() -> None:
    (found,) = _found({"power": "1000", "benefit": "1.2345678"})
    told = {name: found.params[name] for name in ("benefit", "price", "low", "high")}
    assert told == {"benefit": "1.2345678", "price": "12.3", "low": "0.3", "high": "1.5"}
    assert [place.address for place in found.related] == ["E3"]
    (found,) = _found({"power": "1000", "water": "3000", "benefit": "200"})
    told = {name: found.params[name] for name in ("benefit", "low", "high")}
    assert told == {"benefit": "200", "low": "3300", "high": "31500"}
    assert {place.address for place in found.related} == {"D3", "E3"}


@pytest.mark.parametrize("benefit", ["0", "-1", "", "/", "—"])
def test_savings_without_a_benefit_are_told(benefit: str) -> None:
    (found,) = _found({"power": "1000", "benefit": benefit})
    assert (found.code, found.params.get("variant"), [p.address for p in found.related]) == (
        "QJ5003",
        None,
        ["E3"],
    )


@pytest.mark.parametrize(
    "row",
    [
        {"benefit": "3"},
        {"power": "0", "benefit": "3"},
        {"power": "-5", "benefit": "3"},
        {"power": "/", "benefit": ""},
        {"power": "1000", "benefit": "约三"},
        {"power": "1000", "benefit": ERROR},
        {"power": "1000", "coal": "3吨", "benefit": ""},
        {"coal": "3吨", "benefit": "3"},
    ],
)
def test_what_cannot_be_weighed_is_not(row: dict[str, Any]) -> None:
    assert _found(row) == ()


def test_one_part_below_zero_does_not_count() -> None:
    assert _codes(power="1000", water="-10", benefit="0.5") == _codes(power="1000", benefit="0.5")


def _outweighs(*amounts: str | dict[str, str]) -> list[tuple[str, str, str]]:
    found = _found(*({"power": one} for one in amounts), only=("QJ5005",))
    return [(one.place.address, one.params["share"], one.params["rows"]) for one in found]


def test_one_company_outweighs_all_others_together() -> None:
    assert _outweighs("95", "5") == [("E3", "95%", "2")]
    assert _outweighs("5", "95", "/") == [("E4", "95%", "2")]
    assert _outweighs("94.9", "5.1") == []
    assert _outweighs("95") == []
    assert _outweighs("95", "0") == []
    assert _outweighs("1000", "3吨", "2") == []
    assert _outweighs("1000", "", "2") == [("E3", "100%", "2")]
    assert _outweighs("1000", "/", "2", "3") == [("E3", "100%", "3")]
    assert _outweighs("-1", "-2") == []
    assert _outweighs("0", "0") == []
    assert _outweighs("95", "3", "1", "0.5", "0.5") == [("E3", "95%", "5")]
    assert _outweighs("1000", "500", "1000") == []


@pytest.mark.parametrize(("count", "more"), [(1000, []), (1001, ["1"]), (1005, ["5"])])
def test_of_more_than_a_thousand_rows_the_number_is_told(count: int, more: list[str]) -> None:
    """By table and by rule: the other table and the other rule have room left."""
    missing = [{"name": f"第{at}化工有限公司", "power": "1000"} for at in range(count)]
    odd = [{"name": f"第{at}制药有限公司", "power": "1000", "benefit": "5"} for at in range(3)]
    tables = {"2-2": {"companies": {"rows": [*missing, *odd]}}, "3-2": {"companies": {"rows": missing[:7]}}}
    outcome = run(*form(tables), only=WORTH)
    told = Counter((one.code, one.place.sheet) for one in outcome.findings)
    assert told == {("QJ5003", "表2-2"): 1000, ("QJ5001", "表2-2"): 3, ("QJ5003", "表3-2"): 7}
    assert [one.detail for one in outcome.skipped if one.reason == "too-many"] == more


def test_a_thousand_rows_are_told_and_the_others_counted() -> None:
    """The odd row parts two stretches; by the second, enough has been said."""
    odd, fine = {"power": "1000", "water": "-1", "benefit": "200"}, {"power": "1000", "benefit": "0.1"}
    rows = [
        *[{"power": "1000", "benefit": "200"}] * MOST,
        odd,
        *[{"power": "1000", "benefit": "200"}] * 3,
        fine,
    ]
    named = [{"name": f"第{at}化工有限公司", **row} for at, row in enumerate(rows)]
    told = run(*form({"2-2": {"companies": {"rows": named}}}), only=["QJ5001"])
    assert [finding.place.row for finding in told.findings] == list(range(3, 3 + MOST))
    assert [skipped.detail for skipped in told.skipped if skipped.reason == "too-many"] == ["4"]


def test_nothing_is_said_of_prices_where_there_is_no_benefit() -> None:
    (blank,), (zero,) = (_found({"power": "1000", "benefit": benefit}) for benefit in ("", "0"))
    assert (blank.code, blank.params) == (zero.code, zero.params)
