"""What counts as an explanation: generous to whoever tells something, strict with empty phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.rules.wordiness import bare, flaw, is_blank


@pytest.mark.parametrize(
    "text",
    [
        "无", "无。", "核实无误", "经核实，情况属实。", "情况属实", "属实", "已核实", "已核实，无误！", "核 实 无 误",
        "数据经核实无误，情况属实", "该数据属实", "企业数据真实有效", "没问题", "OK", "Verified.", "Checked and confirmed",
        "以上数据均已核实无误，情况属实，特此说明。", "按实际填报", "实际情况如此",
    ],
)  # fmt: skip
def test_empty_phrases_are_refused(text: str) -> None:
    assert flaw(text) == "empty"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("停了", "short"), ("——", "wordless"), ("1250", "wordless"), ("……！", "wordless"), ("同上", "reference"), ("同上。", "reference"), ("见上条", "reference")],
)  # fmt: skip
def test_what_says_too_little_is_refused(text: str, wrong: str) -> None:
    assert flaw(text) == wrong


@pytest.mark.parametrize(
    "text",
    [
        "当年停产",
        "甲公司当年停产，用水为零",
        "已核实，甲公司2024年6月停产，节水量为负是因为复产调试",
        "情况属实：企业扩建二期，用电增加",
        "企业搬迁",
        "该企业同属第一类和第二类，合计只计一次",
        "数据无误，系新增锅炉所致",
        "Plant 2 was rebuilt in May",
    ],
)
def test_reasons_are_accepted(text: str) -> None:
    assert flaw(text) is None


@given(st.text(max_size=40), st.sampled_from(["，", "。 ", "！", "  ", "（）", ""]))
def test_punctuation_changes_nothing(text: str, mark: str) -> None:
    assert flaw(mark + text + mark) == flaw(text)
    assert bare(mark + text) == bare(text)


def test_words_for_nothing() -> None:
    assert all(map(is_blank, ("", "  ", "空白", "（空）", "未填")))
    assert not any(map(is_blank, ("0", "/", "-3.6")))
