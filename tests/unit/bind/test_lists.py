"""Lists by caption: moved columns, inserted rows, totals anywhere below."""

from __future__ import annotations

from qingjian.bind import bind
from qingjian.catalog.editions import edition
from qingjian.model.form import FilledList, Form
from qingjian.sheets.read import read
from qingjian.templates.book import build
from support.markdown import grid
from support.retyped import Retyping, retype

HEAD = "| 序号 | 企业名称 | 所属行业 | 节水（吨） | 节电（度） | 节电的碳减排量(tCO2) | 节煤（吨） | 节油（吨） | 经济效益（万元） |"


def savings(text: str) -> tuple[FilledList, Form]:
    """The list 2-2 of a workbook in which only that table stands."""
    bound = bind(grid(text), template="liaoning/2024")
    assert bound is not None
    form, _ = bound
    block = form.block("2-2", "companies")
    assert isinstance(block, FilledList)
    return block, form


def codes(form: Form) -> list[str]:
    return [finding.code for finding in form.findings if finding.table == "2-2"]


def column(block: FilledList, field: str) -> list[str]:
    return [row.entries[field].text for row in block.entries]


def test_rows_between_header_and_total() -> None:
    block, _ = savings(f"""
        ## 表2-2
        | 表2-2 资源能源节约及经济效益情况 |
        {HEAD}
        | 1 | 甲厂 | 水泥制造 | 600 | 30000 | 23.307 | / | / | 126.67 |
        | 2 | 乙厂 | 水泥制造 | 650 | / | / | / | / | 31.69 |
        | 3 |
        | …… |
        | 合计 | | | 1250 | 30000 | 23.307 | / | / | 158.36 |
        | 注：[1]按照国民经济行业分类标准 |
        """)
    assert column(block, "water") == ["600", "650"]
    assert [row.number for row in block.entries] == [3, 4]
    assert block.total is not None
    assert block.total.entries["benefit"].text == "158.36"
    assert block.total.number == 7


def test_columns_are_found_by_caption_not_by_position() -> None:
    block, form = savings("""
        ## 表2-2
        | 表2-2 |
        | 企业名称 | 经济效益（万元） | 节电（度） | 节水（吨） | 所属行业 | 序号 | 节煤（吨） |
        | 甲厂 | 5 | 100 | 7 | 水泥制造 | 1 | / |
        | 合计 | 5 | 100 | 7 | | | / |
        """)
    assert (column(block, "water"), column(block, "power"), column(block, "benefit")) == (
        ["7"],
        ["100"],
        ["5"],
    )
    assert block.total is not None
    missing = {
        finding.field for finding in form.findings if finding.code == "QJ1006" and finding.table == "2-2"
    }
    assert {"oil", "gas", "power_tco2"} <= missing
    assert "water" not in missing


def test_a_table_may_stand_anywhere_on_its_sheet() -> None:
    block, _ = savings(f"""
        ## 节约
        | | | 说明 |

        | | 表2-2 |
        {HEAD.replace("| 序号", "| | | 序号")}

        | | | 1 | 甲厂 | 水泥制造 | 600 | / | / | / | / | 1 |

        | | | 2 | 乙厂 | 水泥制造 | 50 | / | / | / | / | 2 |
        | | | 合 计 | | | 650 | / | / | / | / | 3 |
        """)
    assert column(block, "water") == ["600", "50"]
    assert block.total is not None


def test_companies_below_the_total_are_not_overlooked() -> None:
    block, form = savings(f"""
        ## 表2-2
        {HEAD}
        | 1 | 甲厂 | 水泥制造 | 600 | / | / | / | / | 1 |
        | 合计 | | | 600 | / | / | / | / | 1 |
        | 2 | 漏厂 | 水泥制造 | 5 | / | / | / | / | 1 |
        """)
    assert column(block, "name") == ["甲厂"]
    below = [finding for finding in form.findings if finding.code == "QJ1011"]
    assert [(finding.place.address, finding.row) for finding in below] == [("B4", "漏厂")]


def test_a_missing_total_row_is_said() -> None:
    _, form = savings(f"""
        ## 表2-2
        {HEAD}
        | 1 | 甲厂 | 水泥制造 | 600 | / | / | / | / | 1 |
        """)
    assert "QJ1017" in codes(form)


def test_a_header_repeated_at_a_page_break_is_no_row() -> None:
    block, _ = savings(f"""
        ## 表2-2
        {HEAD}
        | 1 | 甲厂 | 水泥制造 | 600 | / | / | / | / | 1 |
        {HEAD}
        | 2 | 乙厂 | 水泥制造 | 5 | / | / | / | / | 1 |
        | 合计 | | | 605 | / | / | / | / | 2 |
        """)
    assert column(block, "name") == ["甲厂", "乙厂"]


def test_units_in_a_row_of_their_own() -> None:
    block, form = savings("""
        ## 表2-2
        | 序号 | 企业名称 | 所属行业 | 节水 | 节电 | 节煤 | 节油 | 经济效益 |
        | | | | 吨 | 万度 | 吨 | 吨 | 万  元 |
        | 1 | 甲厂 | 水泥制造 | 600 | 3 | / | / | 1 |
        | 合计 | | | 600 | 3 | / | / | 1 |
        """)
    assert column(block, "water") == ["600"]
    changed = [finding for finding in form.findings if finding.code == "QJ1008"]
    assert [(finding.field, finding.params["found"]) for finding in changed] == [("power", "万度")]


def test_dots_beside_data_stay_a_row() -> None:
    block, _ = savings(f"""
        ## 表2-2
        {HEAD}
        | 1 | 甲厂 | 水泥制造 | 600 | / | / | / | / | 1 |
        | …… | 乙厂 | 水泥制造 | 5 | / | / | / | / | 1 |
        | …… | | | …… | | | | | |
        | 合计 | | | 605 | / | / | / | / | 2 |
        """)
    assert [row.is_dots for row in block.entries] == [False, True]


def test_two_tables_on_a_sheet_keep_apart() -> None:
    bound = bind(
        grid(f"""
        ## 表3
        | 表3 2024年自愿性清洁生产审核企业清洁生产审核绩效表 |
        | 表3-1 主要污染物产生量削减情况 |
        | 序号 | 企业名称 | 所属行业 | 废水（吨） | COD（吨） | 氨氮（吨） | 总磷（吨） | SO2（吨） | 氮氧化物（吨） |
        | 1 | 甲厂 | 水泥制造 | 1 | / | / | / | / | / |
        | 合计 | | | 1 | / | / | / | / | / |
        | 表3-2 资源能源节约及经济效益情况 |
        {HEAD}
        | 1 | 甲厂 | 水泥制造 | 600 | / | / | / | / | 1 |
        | 合计 | | | 600 | / | / | / | / | 1 |
        """),
        template="liaoning/2024",
    )
    assert bound is not None
    form, _ = bound
    first, second = form.block("3-1", "companies"), form.block("3-2", "companies")
    assert isinstance(first, FilledList)
    assert isinstance(second, FilledList)
    assert column(first, "wastewater") == ["1"]
    assert column(second, "water") == ["600"]
    assert "2-1" not in form.tables
    assert {finding.table for finding in form.findings if finding.code == "QJ1014"} == {"3-1", "3-2"}


def test_printed_numbers_of_an_empty_sublist_are_no_names() -> None:
    known = edition("liaoning/2024")
    blank = bind(read(build(known), "blank.xlsx"))
    assert blank is not None
    bare = retype(*blank, Retyping(0, 0, 0, wide=None, look="as printed", unit=None, seed=0))
    bound = bind(read(bare, "bare.xlsx"))
    assert bound is not None
    block = bound[0].block("1", "support")
    assert isinstance(block, FilledList)
    assert block.entries == ()
