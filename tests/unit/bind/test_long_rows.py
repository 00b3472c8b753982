"""Long lists: read from the sheet row by row, and the same in everything but memory."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Iterator

import pytest

from qingjian.bind import bind, lists
from qingjian.bind.computed import computed
from qingjian.bind.extract import extract
from qingjian.bind.long_rows import LONG, LongRows
from qingjian.catalog.edition import Edition
from qingjian.model.form import FilledList, Form
from qingjian.model.grid import Grid, Span
from qingjian.rules.registry import MOST
from qingjian.rules.runner import run
from support.markdown import grid

ROWS = 5_000
HEAD = "| 序号 | 企业名称 | 所属行业 | 节水（吨） | 节电（度） | 节电的碳减排量(tCO2) | 节煤（吨） | 节油（吨） | 经济效益（万元） |"
TWIN = "| 序号 | 企业名称 | 所属行业 | 废水（吨） | COD（吨） | 氨氮（吨） | 总磷（吨） |"
ODD = {
    7: "| 7 | | 水泥制造 | 650 | / | / | / | / | 31.69 |",
    8: "| 8 | 第7厂 | 水泥制造 | 约3吨 | -4 | / | / | / | 31.69 |",
    9: "| 9 | 第9厂 | C2611 无机酸制造 | 1 | 30000 | 99 | 5 | 无 | 一百 |",
    2_600: "| 3 | 第2600厂 | | 1 | 30000 | | 5 | - | 0 |",
    4_000: "| …… | 第4000厂 | 水泥制造 | 1 | 3e4 | | | | |",
}
"""Rows with something wrong, early and late."""


def row(number: int) -> str:
    return ODD.get(
        number, f"| {number} | 第{number}厂 | 水泥制造 | {number % 90} | 30000 | 23.307 | / | | 0 |"
    )


def workbook(rows: int) -> Grid:
    listed = "\n".join(row(number) for number in range(1, rows + 1))
    twins = "\n".join(f"| {n} | 第{n + n // 3000}厂 | 水泥制造 | 1 |" for n in range(1, rows + 1))
    text = f"""
## 表2-1
| 表2-1 污染物削减情况 |
{TWIN}
{twins}
| 合计 | | | {rows} |

## 表2-2
| 表2-2 资源能源节约及经济效益情况 |
{HEAD}
{listed}
| 合计 | | | 17 | 30000 | 23.307 | / | / | 158.36 |
| 注：[1]按照国民经济行业分类标准 |
"""
    made = grid(text)
    made.sheets[-1].hidden_rows = (Span(3_001, 3_003),)
    return made


def bound(rows: Grid) -> tuple[Form, Edition]:
    found = bind(rows, template="liaoning/2024")
    assert found is not None
    return found


def savings(form: Form) -> FilledList:
    block = form.block("2-2", "companies")
    assert isinstance(block, FilledList)
    return block


@pytest.fixture
def all_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """No list counts as long."""
    with monkeypatch.context() as patched:
        patched.setattr(lists, "LONG", sys.maxsize)
        yield patched


def test_short_lists_keep_their_rows() -> None:
    assert isinstance(savings(bound(workbook(LONG))[0]).entries, tuple)
    assert isinstance(savings(bound(workbook(LONG + 1))[0]).entries, LongRows)


def test_nothing_differs_but_the_memory(all_kept: pytest.MonkeyPatch) -> None:
    rows = workbook(ROWS)
    kept, edition = bound(rows)
    all_kept.undo()
    read, _ = bound(rows)
    assert isinstance(savings(read).entries, LongRows)
    assert len(savings(read).entries) == len(savings(kept).entries) == ROWS
    assert tuple(savings(read).entries) == savings(kept).entries
    assert savings(read).total == savings(kept).total
    assert savings(read).last_row == savings(kept).last_row
    told = run(kept, edition)
    assert run(read, edition) == told
    assert {"QJ2004", "QJ2014", "QJ2017", "QJ2101", "QJ3001"} <= {finding.code for finding in told.findings}
    assert list(computed(read, edition)) == list(computed(kept, edition))
    assert extract(read, edition) == extract(kept, edition)


def test_rows_can_be_asked_for_in_any_order() -> None:
    entries = savings(bound(workbook(ROWS))[0]).entries
    kept = list(entries)
    assert entries[-1] == kept[-1] == entries[ROWS - 1]
    assert entries[3:5] == tuple(kept[3:5])
    assert kept[8].entries["coal"].text == "5"
    assert kept[8].entries.get("nothing") is None
    assert list(kept[8].entries) == list(savings(bound(workbook(9))[0]).entries[8].entries)
    with pytest.raises(IndexError):
        entries[ROWS]


def peak(rows: Grid) -> int:
    """Bytes that judging adds to a workbook already read."""
    tracemalloc.start()
    try:
        run(*bound(rows))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_judging_a_long_list_takes_a_fraction_of_the_memory(all_kept: pytest.MonkeyPatch) -> None:
    rows = workbook(ROWS)
    everything = peak(rows)
    all_kept.undo()
    assert peak(rows) < everything * 0.6


def test_equal_findings_are_listed_up_to_a_number() -> None:
    rows = workbook(ROWS)
    listed = next(sheet for sheet in rows.sheets if sheet.name == "表2-2")
    listed.rows = {
        number: {
            col: cell._replace(kind="text", text="约3吨")
            if col == 4 and cell.kind == "number" and cells[1].kind == "number"
            else cell
            for col, cell in cells.items()
        }
        for number, cells in listed.rows.items()
    }
    outcome = run(*bound(rows), only=["QJ2004"])
    assert len(outcome.findings) == MOST
    assert outcome.findings[0].place.row == 3
    assert [(left.reason, left.detail) for left in outcome.skipped if left.reason == "too-many"] == [
        ("too-many", str(ROWS - MOST))  # every row but the ……, and 一百 in another column
    ]


def test_rows_beyond_the_number_are_counted_and_not_kept() -> None:
    form, edition = bound(workbook(ROWS))
    outcome = run(form, edition, only=["QJ5003"])
    assert len(outcome.findings) == MOST
    told = [left.detail for left in outcome.skipped if left.reason == "too-many"]
    without_benefit = sum(not (row.entries["benefit"].value or 0) for row in savings(form).entries)
    assert told == [str(without_benefit - 1 - MOST)]  # one row says 一百, which is no missing benefit
