"""Every shipped edition loads, fits its meta-schema, and says what the official form says."""

from __future__ import annotations

from collections import Counter

import pytest

from qingjian.catalog import editions
from qingjian.catalog.edition import Beside, Edition, ListBlock, Matrix, Record, Score
from qingjian.catalog.lists import published
from qingjian.catalog.meta import misfits
from qingjian.errors import UnknownEdition

EVERY = editions.edition_ids()


def test_the_editions_of_the_sources_are_there() -> None:
    assert set(EVERY) >= {
        "mee/2020",
        "mee/2023-pilots",
        "liaoning/2024",
        "chongqing/2025",
        "chongqing/2025-mandatory-list",
        "chongqing/2025-unfinished-list",
        "chongqing/2026-plan",
        "fujian/2008-assessment",
        "guangdong/2009-performance",
    }


@pytest.mark.parametrize("name", EVERY)
def test_file_and_resolved_declaration_fit_the_meta_schema(name: str) -> None:
    assert misfits(editions.declared(name), "edition") == ()
    assert misfits(editions.declaration(name), "edition") == ()


def test_an_unknown_edition_is_named_with_those_that_exist() -> None:
    with pytest.raises(UnknownEdition, match="liaoning/2024"):
        editions.edition("liaoning/1999")


def fields(edition: Edition, table: str, block: str) -> list[str]:
    return [known.id for known in edition.sheet(table).block(block).fields]


@pytest.mark.parametrize(
    ("name", "positions_10_to_14"),
    [
        ("mee/2020", ["dust", "solid", "hazardous", "vocs", "other"]),
        ("liaoning/2024", ["dust", "solid", "hazardous", "vocs", "other"]),
        ("chongqing/2025", ["powder", "smoke", "solid", "hazardous", "other"]),
    ],
)
@pytest.mark.parametrize("table", ["2-1", "3-1"])
def test_the_pollutant_tables_have_14_columns_that_differ_from_the_tenth(
    name: str, table: str, positions_10_to_14: list[str]
) -> None:
    found = fields(editions.edition(name), table, "companies")
    assert found[9:] == positions_10_to_14
    assert found[:9] == ["seq", "name", "industry", "wastewater", "cod", "nh3n", "tp", "so2", "nox"]


@pytest.mark.parametrize(
    ("name", "columns"), [("mee/2020", 10), ("liaoning/2024", 15), ("chongqing/2025", 10)]
)
def test_columns_of_the_energy_tables(name: str, columns: int) -> None:
    edition = editions.edition(name)
    assert [len(fields(edition, table, "companies")) for table in ("2-2", "3-2")] == [columns, columns]


def test_printed_rows_of_the_national_form() -> None:
    edition = editions.edition("mee/2020")
    printed = {
        sheet.id: block.rows.print
        for sheet in edition.sheets
        for block in sheet.blocks()
        if isinstance(block, ListBlock) and block.id == "companies"
    }
    assert printed == {"2-1": 3, "2-2": 3, "3-1": 6, "3-2": 4}


def test_chongqing_keeps_the_words_of_its_notice() -> None:
    edition = editions.edition("chongqing/2025")
    form = edition.sheet("1")
    captions = {section.id: section.caption for section in form.sections}
    assert "capacity" not in captions
    assert captions["documents"] == "一、{year-1}年印发的与清洁生产有关的管理文件"
    assert captions["penalties"] == "九、强制性清洁生产执法处罚情况"
    assert captions["problems"] == "十二、迫切需要解决的问题"
    assert form.block("practice").kind == "text"
    assert form.titles[0].text == "表1  {blank}年清洁生产审核工作基本情况"
    assert edition.sheet("cover").titles[1].text == "{year}年清洁生产审核工作总结表"
    prefilled = {known.id: known.prefill for known in form.block("training").fields if known.prefill}
    assert prefilled == {"local.sessions": "/", "local.people": "/"}
    for table, number in (("2-2", "表2"), ("3-2", "表3")):
        assert edition.sheet(table).notes[2] == "[3]根据企业情况补充"
        assert (
            edition.sheet(table).notes[4].startswith(f"填报说明：（1）{number}的企业统计范围为{{year-1}}年")
        )


def test_chongqing_tells_passed_from_failed_assessments() -> None:
    for block in ("mandatory", "voluntary"):
        assert fields(editions.edition("chongqing/2025"), "1", block)[3:] == [
            "result.assess_passed",
            "result.assess_failed",
            "result.accepted",
            "result.rejected",
        ]


def test_agencies_stand_beside_the_pool_of_experts() -> None:
    capacity = next(s for s in editions.edition("mee/2020").sheet("1").sections if s.id == "capacity")
    beside, support = capacity.blocks
    assert isinstance(beside, Beside)
    agencies, experts = beside.blocks
    assert isinstance(agencies, ListBlock)
    assert isinstance(experts, Record)
    assert experts.fill
    assert isinstance(support, ListBlock)
    nested = {item.id: item.sublist for item in support.items if item.sublist}
    assert list(nested) == ["city_centre"]


def test_the_score_sheet_adds_up_to_100() -> None:
    block = editions.edition("fujian/2008-assessment").sheet("score").block("score")
    assert isinstance(block, Score)
    assert [part.score for part in block.sections] == ["10", "30", "10", "45", "5"]
    assert sum(int(item.score) for part in block.sections for item in part.items) == 100
    assert len(block.vetoes) == 6
    assert block.grades[0].above == "85"
    total = next(known for known in block.fields if known.id == "total")
    assert len(total.sum) == 26


def test_eleven_rows_of_the_performance_sheet_hold_two_quantities() -> None:
    sheet = editions.edition("guangdong/2009-performance").sheet("performance")
    years = sheet.block("years")
    schemes = sheet.block("schemes")
    assert isinstance(years, Matrix)
    assert isinstance(schemes, Matrix)
    assert Counter(len(item.parts) for item in years.items) == {2: 11, 0: 4}
    assert len(years.fields) == (11 * 2 + 4) * 3
    coal = next(known for known in years.fields if known.id == "coal.y2")
    assert (coal.unit, coal.path[0]) == ("万吨/年", "煤耗（万吨/年）/电耗（万度/年）")
    total = next(known for known in schemes.fields if known.id == "cod.total")
    assert total.sum == ("cod.both.done", "cod.both.open")
    assert len(schemes.items) == 13


@pytest.mark.parametrize("name", [name for name in EVERY if name.endswith(("-list", "-pilots"))])
def test_a_list_edition_has_the_rows_and_columns_of_its_list(name: str) -> None:
    (block,) = editions.edition(name).sheets[0].blocks()
    assert isinstance(block, ListBlock)
    assert block.rows_from is not None
    rows = published(block.rows_from)
    assert block.rows.start == len(rows.rows)
    assert [(known.id, known.caption) for known in block.fields] == [(c.id, c.caption) for c in rows.columns]
