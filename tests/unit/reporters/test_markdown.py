"""The report as Markdown: read by a real parser, and readable where nothing renders it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from qingjian.model.finding import Place
from qingjian.model.verdict import CrossFinding, Report
from qingjian.reporters import Style, reporter
from qingjian.reporters.markdown import code, plain
from qingjian.reporters.safe import visible
from support import reports

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
FULL_WIDTH = str.maketrans("＠：．＃－", "@:.#-")


def made(report: Report) -> str:
    return reporter("md")(report, Style())


def headings(text: str) -> list[str]:
    found = MARKDOWN.parse(text)
    return [after.content for one, after in pairwise(found) if one.type == "heading_open"]


def test_every_file_has_its_heading_with_the_verdict() -> None:
    assert headings(made(reports.report())) == [
        "清检校验报告",
        "文件一览",
        "退回 `收件/甲区.xlsx`",
        "强制性 8 项（必须改正）",
        "核实性 1 项（请核对，确需如此的在“情况说明”表中写明理由）",
        "通过 `收件/乙区.xlsx`",
        "附件 `收件/盖章件.pdf`",
        "无法读取 `收件/坏.xlsx`",
        "无法读取 `收件/没有.xlsx`",
    ]


def test_a_mail_lists_some_of_many_and_says_how_many_more() -> None:
    findings = tuple(reports.total(Place("表2-2", row, 5)) for row in range(1, 26))
    follow = tuple(reports.total(Place("表2-2", row, 6))._replace(cause=1) for row in range(1, 16))
    text = made(Report((reports.returned()._replace(findings=findings + follow),), str, ""))
    assert text.count("\n- **E") == 10
    assert "QJ2101 还有 15 条" in text
    assert text.count("  - ↳ F") == 10
    assert "由其引起的还有 5 处" in text


def test_a_finding_across_files_names_them() -> None:
    where = (("甲.xlsx", Place("表2-1", 5, 2)), ("乙.xlsx", Place()), ("甲.xlsx", Place("表2-1", 6, 2)))
    across = CrossFinding("QJ2101", "verify", where, {"caption": "企业名称"})
    assert "- **核实性** `甲.xlsx`，`乙.xlsx` " in made(Report((), str, "", cross=(across,)))


def test_no_line_ends_in_blanks_and_paragraphs_stand_apart() -> None:
    for report in (reports.report(), reports.linked(), reports.hostile("甲")):
        lines = made(report).split("\n")
        assert [line for line in lines if line != line.rstrip()] == []
        for before, line in pairwise(lines):
            assert not line.startswith("#") or before == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*甲* _乙_", "\\*甲\\* \\_乙\\_"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("http://x.invalid", "http：//x.invalid"),
        ("www.x.invalid", "www．x.invalid"),
        ("甲@x.invalid", "甲＠x.invalid"),
        ("1#锅炉 #2", "1#锅炉 ＃2"),
        ("GH-1 gh-2 A-1", "GH－1 gh－2 A-1"),
        ("ftp.x.invalid mailto:x", "ftp．x.invalid mailto：x"),
        ("12:30，3.6 吨", "12:30，3.6 吨"),
    ],
)
def test_only_what_would_mean_something_is_changed(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text(max_size=60) | st.text("`*_[]()<>&@#:/.!~|\\$ 甲a1\n", max_size=24))
def test_any_text_is_shown_and_means_nothing(text: str) -> None:
    (_, inline, _) = MARKDOWN.parse(f"字 {plain(text)} 字")
    children = inline.children or []
    assert {one.type for one in children} <= {"text", "text_special"}
    assert "".join(one.content for one in children).translate(FULL_WIDTH) == (
        f"字 {visible(text)} 字".translate(FULL_WIDTH)
    )


@given(st.text(max_size=60) | st.text("`\\ <&甲", max_size=12))
def test_any_name_is_shown_as_code(text: str) -> None:
    (_, inline, _) = MARKDOWN.parse(f"字 {code(text)} 字")
    (found,) = [one for one in inline.children or [] if one.type != "text"]
    assert found.type == "code_inline"
    assert found.content.strip(" ") == visible(text).strip(" ")
