"""Lint: nothing to say about the shipped editions, and each mistake found where it was made."""

from __future__ import annotations

import json
import string
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qingjian.catalog import editions
from qingjian.catalog.lint import lint, worded
from qingjian.resources import schemas
from support.drafts import edited, own_schemas

Json = dict[str, Any]
SENTENCES: Json = json.loads((schemas() / "messages" / "lint.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", editions.edition_ids())
def test_nothing_to_say_about_the_shipped_editions(name: str) -> None:
    assert [worded(problem) for problem in lint(name)] == []


def sheet(document: Json, table: str) -> Json:
    return next(one for one in document["sheets"] if one["id"] == table)


def column(document: Json, table: str, name: str) -> Json:
    block = sheet(document, table)["sections"][0]["blocks"][0]
    return next(one for one in block["columns"] if one["id"] == name)


def section(document: Json, name: str) -> Json:
    return next(one for one in sheet(document, "1")["sections"] if one["id"] == name)


def member(
    key: str, value: object, *, table: str = "2-2", name: str = "carbon_tco2"
) -> Callable[[Json], None]:
    return lambda document: column(document, table, name).update({key: value})


MISTAKES: dict[str, tuple[Callable[[Json], object], str, str]] = {
    "misspelt member": (
        member("captoin", "x"),
        "meta.additionalProperties",
        "sheets/2/sections/0/blocks/0/columns/12",
    ),
    "missing member": (lambda d: d.pop("years"), "meta.required", ""),
    "unknown type": (member("type", "number"), "meta.enum", "sheets/2/sections/0/blocks/0/columns/12/type"),
    "wrong type": (member("total", "yes"), "meta.type", "sheets/2/sections/0/blocks/0/columns/12/total"),
    "bad id": (member("id", "碳"), "meta.pattern", "sheets/2/sections/0/blocks/0/columns/12/id"),
    "format of the future": (lambda d: d.update(format=2), "meta.other", "format"),
    "like nothing": (lambda d: sheet(d, "3-1").update(like="9-1"), "unresolved", ""),
    "other file": (lambda d: d.update(id="liaoning/2023"), "file-name", "id"),
    "year out of range": (lambda d: d["years"].update(until=2023), "years", "years"),
    "same id": (member("id", "gas_tco2"), "duplicate-id", "2-2/companies"),
    "same sheet name": (lambda d: sheet(d, "2-1").update(name="表1"), "duplicate-id", ""),
    "same caption": (
        member("caption", "节电的碳减排量(tCO2)"),
        "duplicate-caption",
        "2-2/companies/carbon_tco2",
    ),
    "spaces for looks": (member("caption", "碳 减排(tCO2)"), "stray-space", "2-2/companies/carbon_tco2"),
    "unknown placeholder": (
        lambda d: section(d, "fund").update(caption="七、{yaer}年"),
        "placeholder",
        "1/fund",
    ),
    "sum of nothing": (
        member("sum", ["power_tco2", "steam_tco2"]),
        "unknown-part",
        "2-2/companies/carbon_tco2",
    ),
    "sum of words": (member("sum", ["power_tco2", "own"]), "part-not-numeric", "2-2/companies/carbon_tco2"),
    "sum of itself": (
        member("sum", ["power_tco2", "carbon_tco2"]),
        "circular-sum",
        "2-2/companies/carbon_tco2",
    ),
    "carbon of nothing": (
        member("carbon", {"of": "steam", "by": "coal"}),
        "unknown-energy",
        "2-2/companies/carbon_tco2",
    ),
    "total of words": (member("total", True, name="own"), "total-not-numeric", "2-2/companies/own"),
    "total without row": (
        lambda d: sheet(d, "2-2")["sections"][0]["blocks"][0].pop("total"),
        "total-without-row",
        "2-2/companies/water",
    ),
    "row without total": (
        lambda d: section(d, "capacity")["blocks"][0]["blocks"][0]["columns"][0]["columns"][2].pop("total"),
        "total-row-empty",
        "1/agencies",
    ),
    "columns too wide": (
        lambda d: section(d, "documents")["blocks"][0]["columns"][1].update(span=24),
        "spans",
        "1/documents/documents",
    ),
    "halves that do not fit": (
        lambda d: section(d, "capacity")["blocks"][0].update(spans=[16, 19]),
        "spans",
        "1/capacity",
    ),
    "captions without column": (
        lambda d: sheet(d, "1")["grid"].update(caption=0),
        "caption-without-column",
        "1/documents",
    ),
    "pair of nothing": (lambda d: d["pairs"].append(["2-1", "9-9"]), "unknown-pair", "pairs"),
    "unit elsewhere": (member("unit", "kg"), "unit-not-printed", "2-2/companies/carbon_tco2"),
    "unknown list": (
        lambda d: sheet(d, "2-1")["sections"][0]["blocks"][0].update(rows_from="liaoning/2024-none"),
        "unknown-list",
        "2-1/companies",
    ),
    "other list": (
        lambda d: sheet(d, "2-1")["sections"][0]["blocks"][0].update(rows_from="chongqing/2025-mandatory"),
        "list-columns",
        "2-1/companies/seq",
    ),
    "erratum nowhere": (lambda d: d["errata"][0].update(at="1/nowhere"), "erratum-place", "errata"),
    "erratum misquoted": (lambda d: d["errata"][0].update(printed="十一、"), "erratum-text", "errata"),
    "erratum on a missing note": (
        lambda d: d["errata"][1].update(at="2-2/notes/99"),
        "erratum-place",
        "errata",
    ),
    "unit that is printed": (
        lambda d: d["errata"][0].update(at="2-1/companies/cod/unit", printed=""),
        "erratum-text",
        "errata",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_found_where_it_was_made(mistake: str, tmp_path: Path) -> None:
    edit, code, path = MISTAKES[mistake]
    with own_schemas(tmp_path) as root:
        edited(root, "liaoning/2024", edit)
        found = [(problem.code, problem.path) for problem in lint("liaoning/2024")]
    assert (code, path) in found


def test_a_score_sheet_whose_items_do_not_add_up(tmp_path: Path) -> None:
    def edit(document: Json) -> None:
        document["sheets"][0]["sections"][0]["blocks"][0]["sections"][0]["items"][0]["score"] = "3"

    with own_schemas(tmp_path) as root:
        edited(root, "fujian/2008-assessment", edit)
        (problem,) = lint("fujian/2008-assessment")
    assert (problem.code, problem.path) == ("score-sum", "score/score/procedure")


def test_a_repeated_caption_needs_an_erratum(tmp_path: Path) -> None:
    with own_schemas(tmp_path) as root:
        edited(root, "guangdong/2009-performance", lambda document: document.pop("errata"))
        found = [(problem.code, problem.path) for problem in lint("guangdong/2009-performance")]
    assert found == [("duplicate-caption", "performance/schemes/other")]


def test_problems_are_told_in_both_languages() -> None:
    tested = {code for _, code, _ in MISTAKES.values()} | {"score-sum"}
    assert tested == SENTENCES.keys()
    for entry in SENTENCES.values():
        names = [
            sorted(name for _, name, _, _ in string.Formatter().parse(entry[lang]) if name)
            for lang in ("zh", "en")
        ]
        assert names[0] == names[1]
        assert entry["remedy"].keys() == {"zh", "en"}
