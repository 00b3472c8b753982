"""Tables of Word documents: merged cells, nested tables, what stands around them, and what it is called."""

from __future__ import annotations

import pytest

from qingjian.model.grid import Area, Grid, Span
from qingjian.sheets.docx import read_docx
from qingjian.sheets.docx_titles import labelled, name, parted
from support.docx import cell, document, paragraph, row, table

SPAN = '<w:gridSpan w:val="{}"/>'
FIRST, MORE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def grid(*pieces: str) -> Grid:
    return read_docx(document("".join(pieces)))


def shown(found: Grid, number: int = 0) -> dict[str, str]:
    """Texts by row and column."""
    sheet = found.sheets[number]
    return {f"{row}.{col}": cell.text for row, cells in sheet.stream() for col, cell in cells.items()}


def test_merged_cells_are_areas() -> None:
    rows = [
        row([cell("甲", FIRST), cell("乙", SPAN.format(2)), cell("丙")]),
        row([cell("", MORE), cell("一"), cell("二"), cell("三")]),
        row([cell("", '<w:vMerge w:val="continue"/>'), cell("四", SPAN.format(3) + FIRST)]),
        row([cell("戊"), cell("", SPAN.format(3) + MORE)]),
    ]
    found = grid(table(rows))

    assert shown(found) == {
        "1.1": "甲", "1.2": "乙", "1.4": "丙", "2.2": "一", "2.3": "二", "2.4": "三", "3.2": "四", "4.1": "戊",
    }  # fmt: skip
    merged = {area for area in found.sheets[0].merges if area[:2] != area[2:]}
    assert merged == {Area(1, 1, 3, 1), Area(1, 2, 1, 3), Area(3, 2, 4, 4)}
    assert Area(2, 2, 2, 2) in found.sheets[0].merges  # of a drawn table every cell is known


def test_old_files_merge_sideways_cell_by_cell() -> None:
    cells = [cell("甲", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("乙")]
    found = grid(table([row(cells)]))
    assert shown(found) == {"1.1": "甲", "1.3": "乙"}
    assert Area(1, 1, 1, 2) in found.sheets[0].merges


def test_a_row_may_begin_later_and_a_merge_without_a_beginning_is_one() -> None:
    found = grid(table([row(["甲"], '<w:gridBefore w:val="2"/>'), row([cell("乙", MORE), cell("丙")])]))
    assert shown(found) == {"1.3": "甲", "2.1": "乙", "2.2": "丙"}


def test_what_lies_beneath_a_merge_is_kept() -> None:
    found = grid(table([row([cell("甲", FIRST)]), row([cell("30", MORE)])]))
    assert shown(found) == {"1.1": "甲", "2.1": "30"}
    assert Area(1, 1, 2, 1) in found.sheets[0].merges


def test_a_hidden_row_is_read_and_marked() -> None:
    found = grid(table([row(["甲"]), row(["乙"], "<w:hidden/>"), row(["丙"], '<w:hidden w:val="false"/>')]))
    assert found.sheets[0].hidden_rows == (Span(2, 2),)
    assert shown(found)["2.1"] == "乙"


def test_a_list_has_no_area_for_each_cell() -> None:
    found = grid(table([["甲", "乙"]] * 501))
    assert found.sheets[0].merges == ()


def test_titles_stand_above_and_notes_below() -> None:
    found = grid(
        paragraph("表1"), paragraph("2024年清洁生产审核工作基本情况"), paragraph(""), table([["甲"]]),
        paragraph("注：[1]第一类企业"), paragraph("[2]第二类企业"),
        paragraph("表2"), paragraph("2024年绩效表"), paragraph("表2-1  主要污染物产生量削减情况"), table([["乙"]]),
        paragraph("填报说明：（1）企业统计范围"),
    )  # fmt: skip
    assert [sheet.name for sheet in found.sheets] == ["表1", "表2-1"]
    assert list(shown(found).values()) == [
        "表1", "2024年清洁生产审核工作基本情况", "甲", "注：[1]第一类企业", "[2]第二类企业",
    ]  # fmt: skip
    assert list(shown(found, 1).values())[:4] == [
        "表2",
        "2024年绩效表",
        "表2-1  主要污染物产生量削减情况",
        "乙",
    ]


def test_a_table_right_below_another_one_continues_it() -> None:
    found = grid(
        paragraph("表1"),
        table([["甲"]]),
        paragraph(""),
        table([["乙"]]),
        paragraph("（续表）"),
        table([["丙"]]),
    )
    assert len(found.sheets) == 1
    assert shown(found) == {"1.1": "表1", "2.1": "甲", "3.1": "乙", "4.1": "丙"}


def test_a_table_whose_first_row_is_its_title_begins_anew() -> None:
    found = grid(
        table([["表2-1 削减情况"], ["甲"]]),
        table([["表2-2 节约情况"], ["乙"]]),
        paragraph("正文"),
        table([["丙"]]),
    )
    assert [sheet.name for sheet in found.sheets] == ["表2-1", "表2-2", "正文"]


def test_a_table_within_a_table_follows_it() -> None:
    inner = table([["内"]])
    found = grid(paragraph("外表"), table([row([cell("外"), cell(paragraph("旁") + inner + paragraph(""))])]))
    assert [sheet.name for sheet in found.sheets] == ["外表", "第2个表"]
    assert shown(found) == {"1.1": "外表", "2.1": "外", "2.2": "旁"}
    assert shown(found, 1) == {"1.1": "内"}


def test_names_are_not_used_twice() -> None:
    found = grid(*(paragraph("名单") + table([["甲"]]) for _ in range(3)))
    assert [sheet.name for sheet in found.sheets] == ["名单", "名单（2）", "名单（3）"]


def test_a_letter_has_no_sheets() -> None:
    assert grid(paragraph("关于报送总结的函"), paragraph("各区县生态环境局：")).sheets[1:] == []
    assert grid().sheets == []


def test_a_cover_is_read_label_by_label() -> None:
    found = grid(
        paragraph("2020年清洁生产审核工作总结表"), paragraph("单位名称： 某县生态环境局   （盖章）"),
        paragraph("填 表 人：______"), paragraph("电话：0411-1"), paragraph("表1"), table([["甲"]]),
    )  # fmt: skip
    assert [sheet.name for sheet in found.sheets] == ["正文", "表1"]
    assert shown(found) == {
        "1.1": "2020年清洁生产审核工作总结表", "2.1": "单位名称（盖章）", "2.2": "某县生态环境局", "3.1": "填表人",
        "4.1": "电话", "4.2": "0411-1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("titles", "found"),
    [
        (["表2", "表2-1 削减"], "表2-1"),
        (["表 1  基本情况"], "表1"),
        (["附件1", "强制性清洁生产审核企业名单"], "强制性清洁生产审核企业名单"),
        (["一" * 32], "第3个表"),
        ([], "第3个表"),
    ],
)
def test_what_a_table_is_called(titles: list[str], found: str) -> None:
    assert name(titles, 3) == found


@pytest.mark.parametrize(
    ("lines", "titles"),
    [
        (["正文第一段。", "附件4", "计划名单"], ["附件4", "计划名单"]),
        (["正文。" * 30, "名单"], ["名单"]),
        (["注：说明", "名单"], ["名单"]),
        (["联系人：某某", "名单"], ["名单"]),
        (["一", "二", "三", "四"], ["二", "三", "四"]),
        (["Sheet 9: 参数"], ["参数"]),
        (["表彰先进单位的有关情况如下，请各单位认真组织学习。" * 3], []),
    ],
)
def test_titles_are_the_last_short_lines(lines: list[str], titles: list[str]) -> None:
    assert parted(lines).titles == titles


@pytest.mark.parametrize(
    "line", ["注：[1]第一类企业", "填报说明：（1）范围", "[1]：x", "（1）节电：按度", "没有冒号", "2024：x"]
)
def test_notes_are_no_labels(line: str) -> None:
    assert labelled(line) is None
