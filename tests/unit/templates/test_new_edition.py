"""Next year's edition is data only: started by `new`, edited as JSON, checked, compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qingjian.bind.extract import extract
from qingjian.catalog import editions
from qingjian.catalog.lint import lint
from qingjian.catalog.meta import misfits, misfits_of
from qingjian.errors import BadSchema, UnknownEdition
from qingjian.templates.data_schema import data_schema
from qingjian.templates.diff import diff, worded
from qingjian.templates.new import new
from support.drafts import edited, own_schemas
from support.forms import form

Json = dict[str, Any]
NEXT = "liaoning/2091"
"""A year that no real edition will take from these tests."""
ADD = {
    "op": "add",
    "after": "2-1/companies/vocs",
    "value": {"id": "tn", "caption": "总氮（吨）", "type": "figure", "unit": "吨", "total": True},
}
RENAME = {"op": "replace", "at": "1/fund/fund/money", "value": {"caption": "额度（万元）"}}
NOTE = {
    "op": "note",
    "at": "1",
    "printed": "[8]企业投资包括企业的银行贷款",
    "text": "[8]企业投资包括企业的银行贷款和自筹资金",
}


def test_next_years_edition_takes_no_python(tmp_path: Path) -> None:
    with own_schemas(tmp_path) as root:
        told = new(NEXT, source="liaoning/2024")
        edited(root, NEXT, lambda document: document["changes"].extend([ADD, RENAME, NOTE]))
        editions.forget()
        assert lint(NEXT) == ()
        assert misfits(editions.declared(NEXT), "edition") == ()
        old, young = editions.edition("liaoning/2024"), editions.edition(NEXT)
        schema = data_schema(young)
        data = extract(*form({"2-1": {"companies": {"rows": [{"name": "甲公司", "tn": "1.5"}]}}}, NEXT))
    assert f"schemas/templates/{NEXT}.json" in told
    assert young.years.default == young.years.first == 2091
    assert [worded(change) for change in diff(old, young)] == [
        "表1 标题“总额（万元）”改为“额度（万元）”",
        "表1 注文“[8]企业投资包括企业的银行贷款”改为“[8]企业投资包括企业的银行贷款和自筹资金”",
        "表2-1、表3-1 增加一栏“总氮（吨）”，位于“VOCs（吨）”之后",
    ]
    assert data["tables"]["2-1"]["companies"]["rows"][0]["tn"] == "1.5"
    assert misfits_of(data, schema) == ()


def test_a_fresh_edition_is_ready_as_it_stands(tmp_path: Path) -> None:
    with own_schemas(tmp_path):
        new(NEXT, source="liaoning/2024")
        assert lint(NEXT) == ()
        declared = editions.declared(NEXT)
        assert diff(editions.edition("liaoning/2024"), editions.edition(NEXT)) == ()
        assert editions.edition(NEXT).hash != editions.edition("liaoning/2024").hash
    assert declared["title"]["zh"] == "2091年清洁生产审核工作总结表（辽宁）"
    assert (declared["extends"], declared["changes"]) == ("liaoning/2024", [])


def test_the_child_of_a_child_becomes_its_sibling(tmp_path: Path) -> None:
    with own_schemas(tmp_path):
        new("chongqing/2027", source="chongqing/2025")
        declared = editions.declared("chongqing/2027")
        assert lint("chongqing/2027") == ()
        assert diff(editions.edition("chongqing/2025"), editions.edition("chongqing/2027")) == ()
    assert declared["extends"] == "mee/2020"
    assert declared["years"] == {"default": 2027, "from": 2027, "until": None}


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    with own_schemas(tmp_path) as root:
        before = (root / "templates" / "mee" / "2020.json").read_bytes()
        with pytest.raises(BadSchema, match="not overwritten"):
            new("mee/2020", source="liaoning/2024")
        assert (root / "templates" / "mee" / "2020.json").read_bytes() == before


@pytest.mark.parametrize("name", ["liaoning", "liaoning/25", "../2025", "Liaoning/2025", "liaoning/2025/x"])
def test_an_id_is_issuer_and_year(name: str, tmp_path: Path) -> None:
    with own_schemas(tmp_path), pytest.raises(BadSchema, match="issuer/year"):
        new(name, source="liaoning/2024")


def test_the_source_must_exist(tmp_path: Path) -> None:
    with own_schemas(tmp_path), pytest.raises(UnknownEdition):
        new(NEXT, source="liaoning/1999")


def test_instructions_in_english_name_the_same_steps(tmp_path: Path) -> None:
    with own_schemas(tmp_path):
        zh = new(NEXT, source="liaoning/2024")
        en = new("liaoning/2092", source="liaoning/2024", lang="en")
    assert zh.count("{") == en.count("{")
    assert "tools/lock.py liaoning/2092" in en
