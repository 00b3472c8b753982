"""Every field of every edition has a stated way to be rolled up, and nothing is stated that does not exist."""

from __future__ import annotations

import re
import string
from pathlib import Path
from typing import Any

import pytest

from qingjian.catalog import tables
from qingjian.catalog.edition import ListBlock
from qingjian.catalog.editions import edition, edition_ids
from qingjian.catalog.meta import misfits
from qingjian.rollup import ways

_CODE = Path(ways.__file__).parent


@pytest.mark.parametrize("name", edition_ids())
def test_every_field_has_a_stated_way_or_the_edition_is_refused_with_a_reason(name: str) -> None:
    reason = ways.refused(name)
    if reason is not None:
        assert reason["zh"]
        assert reason["en"]
        return
    stated = {ways.way(one) for one in ways.asked(edition(name))}
    assert stated <= set(ways.stated()["ways"])
    lists = [(sheet.id, block) for sheet in edition(name).sheets for block in sheet.blocks()]
    for table, block in lists:
        if isinstance(block, ListBlock):
            known = {field.id for field in block.fields}
            assert set(ways.list_way(table, block).by) <= known


def test_the_ways_hold_to_their_schema_and_a_slip_is_named() -> None:
    told = tables.table("rollup.json")
    assert misfits(told, "rollup") == ()
    slips: list[tuple[str, Any]] = [
        ("types/figure", {**told, "types": {**told["types"], "figure": "summ"}}),
        ("blocks/2-1/companies", {**told, "blocks": {"2-1/companies": {"way": "rows"}}}),
        ("blocks/cover/cover", {**told, "blocks": {"cover/cover": {"way": "own", "by": ["name"]}}}),
        ("fields", {**told, "fields": {"experts.people": "never"}}),
        ("title", {**told, "title": {"zh": "汇总办法"}}),
        ("", {**told, "field": {}}),
    ]
    for path, document in slips:
        assert [misfit.path for misfit in misfits(document, "rollup")] == [path]


def test_what_is_stated_exists_in_some_edition() -> None:
    every = [one for name in edition_ids() for one in ways.asked(edition(name))]
    blocks = {f"{one.table}/{one.block.id}" for one in every}
    fields = {one.path for one in every}
    document = ways.stated()
    assert set(document["blocks"]) <= blocks
    assert set(document["fields"]) | set(document["watched"]) <= fields
    assert set(document["refused"]) <= set(edition_ids())
    for merge in ways.merges():
        for table in merge.tables:
            assert {f"{table}/companies/{name}" for name in (merge.to, *merge.pieces)} <= fields


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("1/experts/people", "never"),
        ("1/training/officials.five_years", "never"),
        ("1/training/local.sessions", "never"),
        ("1/training/national.people", "sum"),
        ("1/published/total", "sum"),
        ("1/mandatory/started.total", "parts"),
        ("1/fund/exists", "same"),
        ("1/documents/name", "distinct"),
        ("1/support/people", "same"),
        ("2-2/companies/power_tco2", "row"),
        ("cover/cover/phone", "own"),
    ],
)
def test_how_the_ministrys_form_is_rolled_up(path: str, way: str) -> None:
    known = [one for name in ("mee/2020", "liaoning/2024") for one in ways.asked(edition(name))]
    assert {ways.way(one) for one in known if one.path == path} == {way}


def test_both_languages_say_the_same_with_the_same_values() -> None:
    def holes(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    document = ways.stated()
    for section in ("ways", "matters", "reasons", "refusals", "joining", "headings", "states", "refused"):
        for code, words in document[section].items():
            assert holes(words["zh"]) == holes(words["en"]), code


def test_every_matter_is_raised_somewhere_and_every_one_raised_has_words() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in _CODE.glob("*.py"))
    raised = set(re.findall(r'Matter\(\s*"([a-z-]+)"', code)) | {"shared", "shared-differs"}
    assert raised == set(ways.stated()["matters"])
