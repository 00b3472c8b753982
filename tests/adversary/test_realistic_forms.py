"""Correct forms with everything that looks wrong and is right: nothing mandatory, nothing to verify."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import jsonschema
import pytest

from adversary.false_alarms import excuses, tried
from qingjian.catalog.tables import table
from qingjian.model.finding import Finding, Place
from support.realistic.companies import Explain
from support.realistic.deal import EDITIONS, Realistic, realistic
from support.realistic.sums import number

SHARE = 25


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 100, SHARE))
def test_correct_forms_raise_no_alarm(first: int) -> None:
    done = tried(range(first, first + SHARE))

    assert [str(alarm) for alarm in done.alarms] == []
    assert done.unread == ()


def test_a_seed_gives_the_same_form_every_time() -> None:
    assert realistic(7) == realistic(7)
    assert realistic(7) != realistic(8)


@pytest.mark.parametrize("edition", [edition for edition, _ in EDITIONS])
def test_the_data_are_those_of_the_edition(edition: str) -> None:
    schema = table(f"data/{edition}.schema.json")
    for seed in range(5):
        jsonschema.validate(realistic(seed, edition, most=20).data, schema)


def test_mandatory_findings_are_never_excused() -> None:
    point = Explain("", "", "anything")
    assert excuses(point, Finding("QJ3301", "verify", Place("表1", 1, 1)))
    assert not excuses(point, Finding("QJ3301", "mandatory", Place("表1", 1, 1)))
    assert not excuses(Explain("33", "表2-1", ""), Finding("QJ3301", "verify", Place("表1", 1, 1)))


# ---------------------------------------------------------------- every oddity is really dealt


def _counts(form: Realistic, block: str) -> dict[str, Any]:
    content: dict[str, Any] = form.data["tables"]["1"][block]
    return content


def _rows(form: Realistic) -> Iterator[dict[str, Any]]:
    for name, tables in form.data["tables"].items():
        if name in ("2-1", "2-2", "3-1", "3-2", "plan"):
            yield from tables["companies"]["rows"]


def _is_core(form: Realistic) -> bool:
    return "1" in form.data["tables"]


def _int(text: str | None) -> int:
    return int(number(text) or 0)


def _power(row: dict[str, Any]) -> Decimal:
    return number(row.get("power")) or Decimal(0)


def _same_water(form: Realistic) -> bool:
    tables = form.data["tables"]
    if "2-1" not in tables:
        return False
    pairs = zip(tables["2-1"]["companies"]["rows"], tables["2-2"]["companies"]["rows"], strict=True)
    return any(number(one["wastewater"]) and one["wastewater"] == other["water"] for one, other in pairs)


ODDITIES: dict[str, Callable[[Realistic], bool]] = {
    "a zero report": lambda form: _is_core(form) and not list(_rows(form)),
    "a whole province's companies": lambda form: sum(1 for _ in _rows(form)) > 300,
    "more accepted than assessed": lambda form: (
        _is_core(form)
        and "assessed" in _counts(form, "mandatory")["result"]
        and _int(_counts(form, "mandatory")["result"]["accepted"])
        > _int(_counts(form, "mandatory")["result"]["assessed"])
    ),
    "fewer started than published": lambda form: (
        _is_core(form)
        and _int(_counts(form, "mandatory")["started"]["total"]) < _int(_counts(form, "published")["total"])
    ),
    "fewer disclosed than published": lambda form: (
        _is_core(form)
        and _int(_counts(form, "disclosed")["firms"]) < _int(_counts(form, "published")["total"])
    ),
    "more schemes done than proposed": lambda form: (
        _is_core(form)
        and _int(_counts(form, "schemes")["done"]["total"])
        > _int(_counts(form, "schemes")["proposed"]["total"])
    ),
    "two classes": lambda form: any(point.sheet == "表1" for point in form.explain),
    "rows against counts": lambda form: any(point.family == "33" for point in form.explain),
    "a company in both lists": lambda form: any(point.family == "30" for point in form.explain),
    "a negative saving": lambda form: any(_power(row) < 0 for row in _rows(form)),
    "an industry by name alone": lambda form: any(not row["industry"][0].isascii() for row in _rows(form)),
    "an industry with its code": lambda form: any(row["industry"][0].isascii() for row in _rows(form)),
    "the filer's own indicator": lambda form: any(
        row.get("other") not in (None, "/", "0") for row in _rows(form)
    ),
    "a former name": lambda form: any("（原" in row["name"] for row in _rows(form)),
    "a branch": lambda form: any(row["name"].endswith(("分公司", "厂区", "二厂")) for row in _rows(form)),
    "saved water that is waste water": _same_water,
    "marks of every kind": lambda form: any(row.get("cod", "") == "0" for row in _rows(form)),
    "a factor of one's own": lambda form: (
        (form.data["parameters"]["electricity_factor"] or {"id": ""})["id"] is None
    ),
    "a functional area": lambda form: (
        "开发区" in (form.data["unit"] or "") or "新区" in (form.data["unit"] or "")
    ),
    "a province": lambda form: form.data["level"] == "province",
    "a first-timer's plan": lambda form: any(row.get("last_accepted", "") is None for row in _rows(form)),
}


@pytest.fixture(scope="module")
def dealt() -> list[Realistic]:
    return [realistic(seed) for seed in range(250)]


@pytest.mark.parametrize("oddity", ODDITIES)
def test_what_looks_wrong_and_is_right_is_dealt(oddity: str, dealt: list[Realistic]) -> None:
    assert any(ODDITIES[oddity](form) for form in dealt)
