"""Every example of a rule across files, judged by its own rule; and units however they write their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from qingjian.catalog.messages import LANGS, render
from qingjian.catalog.rules import rules
from qingjian.model.digest import Digest, ExpectedUnit, Named, Roster
from qingjian.model.finding import Finding, Place
from qingjian.model.season import Setting
from qingjian.model.verdict import Verdict
from qingjian.rules.across import CHECKS, across
from qingjian.rules.registry import ACROSS
from qingjian.rules.units import matched, missing

LIST = "名单.txt"


def _cases() -> Iterator[Any]:
    for spec in rules():
        for number, example in enumerate(spec.examples):
            if "files" in example:
                yield pytest.param(spec.code, example, id=f"{spec.code}-{number}")


def _verdict(file: Mapping[str, Any]) -> Verdict:
    codes = file.get("codes", ())
    lists = {
        table: tuple(
            Named(name, Place(f"表{table}", row, 2), codes[row] if row < len(codes) else "")
            for row, name in enumerate(companies)
        )
        for table, companies in file.get("companies", {}).items()
    }
    digest = Digest(file.get("unit"), file["year"], file["edition"], lists)
    return Verdict(file["path"], file.get("sha256", file["path"]), "passed", digest=digest)


def _roster(units: list[str] | None) -> Roster | None:
    return None if units is None else Roster(LIST, tuple(map(ExpectedUnit, units)))


@pytest.mark.parametrize(("code", "example"), list(_cases()))
def test_an_example_gives_the_findings_it_announces(code: str, example: Mapping[str, Any]) -> None:
    files = [_verdict(file) for file in example["files"]]
    found = across(files, _roster(example.get("units")), only=[code])
    assert len(found) == len(example["findings"])
    for one, wanted in zip(found, example["findings"], strict=True):
        assert one.severity == wanted.get("severity", one.severity)
        assert one.params.get("variant") == wanted.get("variant")
        assert {key: one.params[key] for key in wanted.get("params", {})} == wanted.get("params", {})
        if "paths" in wanted:
            assert list(dict.fromkeys(path for path, _ in one.where)) == wanted["paths"]
        for lang in LANGS:
            said = render(Finding(one.code, one.severity, Place(), params=one.params), lang)
            assert all(said)
            assert "{" not in "".join(said)


def test_every_rule_across_files_has_its_function() -> None:
    assert {spec.code for spec in rules() if spec.kind == ACROSS} == set(CHECKS)


def test_the_order_of_files_does_not_matter_to_what_is_found() -> None:
    files = [
        _verdict(
            {
                "path": f"{name}.xlsx",
                "unit": name,
                "year": 2024,
                "edition": "liaoning/2024",
                "companies": {"2-1": ["甲", "乙", name]},
            }
        )
        for name in ("甲区", "乙县", "丙区")
    ]
    one, other = across(files), across(files[::-1])
    assert {(found.code, frozenset(found.where)) for found in one} == {
        (found.code, frozenset(found.where)) for found in other
    }
    assert [found.code for found in one] == ["QJ8004", "QJ8004"]


def test_names_that_lead_to_each_other_are_one_company() -> None:
    chain = ["天一化工厂", "天二化工厂（原天一化工厂）", "天三化工厂（原名天二化工厂）", "地一化工厂"]
    files = [
        _verdict(
            {
                "path": f"{place}.xlsx",
                "unit": f"{place}区",
                "year": 2024,
                "edition": "liaoning/2024",
                "companies": {"2-1": [name]},
            }
        )
        for place, name in enumerate(chain)
    ]
    (found,) = across(files, only=["QJ8004"])
    assert len(found.where) == 3


def test_a_season_demotes_or_switches_off() -> None:
    files = [
        _verdict({"path": f"{n}.xlsx", "unit": "甲区", "year": 2024, "edition": "mee/2020"}) for n in "ab"
    ]
    (found,) = across(files, season={"QJ8003": Setting("advice", "约定", "某处")})
    assert found.severity == "advice"
    assert across(files, season={"QJ8003": Setting("off", "约定", "某处")}) == ()
    assert across(files, skip=["QJ80"]) == ()


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [
        ("渝北区", "渝北区"),
        ("重庆市渝北区生态环境局", "渝北区"),
        ("渝北区环保局", "渝北区"),
        ("两江新区管委会", "两江新区"),
        ("两江新区 直管区", "两江新区"),
        ("市本级", "市本级"),
        ("江北区", "江北区"),
        ("北区", None),
        ("沈阳市", None),
    ],
)
def test_a_unit_is_known_by_what_it_calls_itself(unit: str, wanted: str | None) -> None:
    roster = Roster(
        LIST,
        (
            ExpectedUnit("渝北区"),
            ExpectedUnit("江北区"),
            ExpectedUnit("两江新区", ("两江新区直管区",)),
            ExpectedUnit("市本级"),
        ),
    )
    found = matched(unit, roster)
    assert (found.name if found else None) == wanted


def test_a_name_that_two_units_could_mean_is_nobodys() -> None:
    roster = Roster(LIST, (ExpectedUnit("甲市新区"), ExpectedUnit("乙市新区")))
    assert matched("新区", roster) is None
    assert [one.name for one in missing(["甲市新区"], roster)] == ["乙市新区"]
