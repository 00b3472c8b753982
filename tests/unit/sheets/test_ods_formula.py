"""OpenFormula in Excel's words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.sheets.ods_formula import reference, translate


@pytest.mark.parametrize(
    ("stored", "excel"),
    [
        ("of:=SUM([.D5:.D9])", "SUM(D5:D9)"),
        ("of:=SUM([.$B$1:.B$2];数据)", "SUM($B$1:B$2,数据)"),
        ("of:=[$'第 二页'.A1]*2", "'第 二页'!A1*2"),
        ("of:=[$'表2-2'.A1]+[$'it''s'.B2]+[$A1.B2]", "'表2-2'!A1+'it''s'!B2+'A1'!B2"),
        ("of:=SUM([$第三.A1:.B2])", "SUM(第三!A1:B2)"),
        ("of:=SUM([$'第 二页'.A1:$第三.A1])", "SUM('第 二页:第三'!A1)"),
        ("of:=SUM([$'a.b'.A1:$'a.b'.B2])", "SUM(a.b!A1:B2)"),
        ("of:=SUM([.B:.B])+SUM([.3:.4])", "SUM(B:B)+SUM(3:4)"),
        ('of:=IF([.A1]="x;y|~!{";1;"a""b")', 'IF(A1="x;y|~!{",1,"a""b")'),
        ("of:=INDEX({1;2|3;4};2;1)", "INDEX({1,2;3,4},2,1)"),
        ("of:=SUM(([.B1]~[.B2]))", "SUM((B1,B2))"),
        ("of:=SUM([.B1:.B3]![.B2:.B4])", "SUM(B1:B3 B2:B4)"),
        ("of:=#REF!+1", "#REF!+1"),
        ("of:=SUM([.#REF!:.B4])", "SUM(#REF!)"),
        ("of:=['file:///数据/x.ods'#$Sheet1.A1]", "'[file:///数据/x.ods]Sheet1'!A1"),
        ("of:=COM.MICROSOFT.CONCAT([.A1])", "_xlfn.CONCAT(A1)"),
        ("of:=LEGACY.NORMSDIST([.A1])", "NORMSDIST(A1)"),
        ("of:=IFERROR(1;)", "IFERROR(1,)"),
        ("oooc:=[.A1]+1", "A1+1"),
        ("msoxl:=SUM(A1,2)", "SUM(A1,2)"),
        ("=[.A1]+1", "A1+1"),
    ],
)
def test_translates(stored: str, excel: str) -> None:
    assert translate(stored) == excel


def test_a_named_range_is_a_reference() -> None:
    assert reference("$'表2-2'.$B$1:.$B$3") == "'表2-2'!$B$1:$B$3"


@given(st.text(alphabet="[].:;'\"$#{}|~!A1表 =", max_size=60))
def test_any_text_gives_some_text(body: str) -> None:
    assert isinstance(translate(f"of:={body}"), str)


@pytest.mark.parametrize("start", ["['", "'", '"', "[A"])
def test_unclosed_quotes_do_not_take_quadratic_time(start: str) -> None:
    began = time.perf_counter()
    translate("of:=" + start + "''" * 4_000)
    assert time.perf_counter() - began < 1
