"""The JSON Schema of extracted data accepts what the edition's forms hold, and nothing else."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from qingjian.bind.extract import extract
from qingjian.catalog.edition import ListBlock
from qingjian.catalog.editions import edition, edition_ids
from qingjian.catalog.meta import Misfit, misfits_of
from qingjian.resources import schemas
from qingjian.templates.data_schema import data_schema
from support.forms import form

Json = dict[str, Any]

DATA: Json = {
    "format": 1,
    "edition": "liaoning/2024",
    "report_year": 2024,
    "unit": "某区生态环境局",
    "level": "district",
    "parameters": {
        "electricity_factor": {"id": None, "value": "0.7769", "document": "某公告", "year": "2011"},
        "gas_coefficient": "1.1500",
        "province": "辽宁省",
    },
    "tables": {
        "1": {
            "documents": {"rows": [{"name": "关于报送名单的通知", "number": None}]},
            "published": {"total": "5", "class1": "0", "class2": "0", "class3": "5", "planned": None},
            "schemes": {"proposed": {"low": "29", "high": "12", "total": "41"}, "money": {"firm": "1400.72"}},
            "penalties": "无",
            "practice": {"parks": "探索整体审核"},
            "agencies": {"rows": [{"name": "甲公司", "staff": "20"}], "total": {"staff": "20"}},
            "support": {
                "rows": {"ndrc": {"name": "某中心", "people": "3"}, "city_centre": [{"name": "某中心"}]}
            },
        },
        "2-1": {
            "companies": {
                "rows": [{"name": "乙公司", "industry": "化学农药制造", "wastewater": "-650", "cod": "/"}],
                "total": {"wastewater": "-650"},
            }
        },
        "2-2": {"companies": {"rows": [], "total": {}}},
        "3-1": {},
        "3-2": {},
    },
    "unread": [{"path": "/tables/2-1/companies/rows/0/so2", "sheet": "表2-1", "cell": "H8", "text": "3.6吨"}],
}


def refused(name: str, data: Json) -> tuple[Misfit, ...]:
    return misfits_of(data, data_schema(edition(name)))


def at(document: Json, path: str, value: object) -> Json:
    changed: Json = copy.deepcopy(document)
    here: Any = changed
    *steps, last = path.split("/")
    for step in steps:
        here = here[int(step) if isinstance(here, list) else step]
    here[last] = value
    return changed


@pytest.mark.parametrize("name", edition_ids())
def test_it_is_a_schema_that_needs_nothing_of_ours(name: str) -> None:
    schema = data_schema(edition(name))
    Draft202012Validator.check_schema(schema)
    assert set(schema["$defs"]) == {"figure", "decimal", "text"}


def test_a_filled_form_is_valid() -> None:
    assert refused("liaoning/2024", DATA) == ()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("tables/2-1/companies/rows/0/cod", "3.6吨"),
        ("tables/2-1/companies/rows/0/cod", 3.6),
        ("tables/2-1/companies/rows/0/cod", ".5"),
        ("tables/2-1/companies/rows/0/cod", "1e3"),
        ("tables/2-1/companies/rows/0/cod", ""),
        ("tables/2-1/companies/rows/0/vocs2", "1"),
        ("tables/2-1/companies/rows/0/seq", "1"),
        ("tables/2-1/companies/total/industry", "1"),
        ("tables/1/penalties", ["无"]),
        ("tables/1/support/rows/somebody", {}),
        ("tables/1/support/rows/city_centre", {}),
        ("tables/1/schemes/proposed", "41"),
        ("tables/9", {}),
        ("tables", {}),
        ("parameters/gas_coefficient", "/"),
        ("parameters/electricity_factor/colour", "green"),
        ("level", "town"),
        ("edition", "mee/2020"),
        ("format", 2),
        ("unread/0/cell", "8H"),
        ("surprise", None),
    ],
)
def test_what_does_not_belong_is_refused(path: str, value: object) -> None:
    assert refused("liaoning/2024", at(DATA, path, value))


@pytest.mark.parametrize("name", edition_ids())
def test_what_extraction_gives_for_a_blank_form_is_valid(name: str) -> None:
    bare: Json = {sheet.id: {} for sheet in edition(name).sheets}
    data = extract(*form(bare, name))
    assert refused(name, data) == ()


@given(
    figure=st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9)
)
def test_every_plain_decimal_is_a_figure(figure: object) -> None:
    assert refused("liaoning/2024", at(DATA, "tables/2-1/companies/rows/0/tp", f"{figure:f}")) == ()


@pytest.mark.parametrize("name", edition_ids())
def test_every_field_but_the_printed_ones_has_its_place(name: str) -> None:
    tables = data_schema(edition(name))["properties"]["tables"]["properties"]
    for sheet in edition(name).sheets:
        for block in sheet.blocks():
            found = tables[sheet.id]["properties"][block.id]
            if isinstance(block, ListBlock) and not block.items:
                inputs = [known.id for known in block.fields if known.type not in ("sequence", "item")]
                assert list(found["properties"]["rows"]["items"]["properties"]) == inputs
            elif not isinstance(block, ListBlock):
                for known in block.fields:
                    node = found
                    for step in filter(None, known.id.split(".")):
                        node = node["properties"][step]
                    assert "$ref" in node


@pytest.mark.parametrize("name", edition_ids())
def test_the_checked_in_schemas_are_current(name: str) -> None:
    kept = (schemas() / "data" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert json.loads(kept) == data_schema(edition(name)), "run tools/generate.py data-schemas"
