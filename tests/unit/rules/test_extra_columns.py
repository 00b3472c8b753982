"""Columns that a list did not ask for: where a caption may stand, which cells are its data, how far anybody looks."""

from __future__ import annotations

from typing import Any, Final

import pytest

from qingjian.model.grid import Cell, a1
from support.by_columns import run
from support.forms import form

HEADER: Final = 6
"""The last header row; the data follow in three rows, then 合计."""
COLUMNS: Final = {"seq": 1, "name": 2, "cod": 5}


def _found(
    texts: dict[tuple[int, int], str],
    *,
    header: int = HEADER,
    columns: dict[str, int] | None = None,
    table: str = "2-1",
) -> list[tuple[str, str]]:
    """Cell and caption of every column told, of a list with these columns and these texts in its sheet."""
    name = "companies" if table != "1" else "documents"
    filled, known = form({table: {name: {"rows": [{}]}}})
    block: Any = filled.block(table, name)
    placed = block._replace(
        entries=(),
        columns=COLUMNS if columns is None else columns,
        header_row=header,
        last_row=header + 3,
    )
    found = filled.tables[table]
    filled = filled._replace(tables={table: found._replace(blocks={name: placed})})
    filled.grid.sheets[0].rows = {
        row: {at: Cell(row, at, "text", text) for (line, at), text in texts.items() if line == row}
        for row in {row for row, _ in texts}
    }
    return [(one.place.address, one.params["found"]) for one in run(filled, known, only=["QJ1013"]).findings]


@pytest.mark.parametrize("row", [HEADER, HEADER - 1, HEADER - 2])
def test_a_caption_stands_in_one_of_three_rows(row: int) -> None:
    assert _found({(row, 3): "产能", (HEADER + 1, 3): "5"}) == [("C6", "产能")]


def test_the_lowest_caption_counts_and_no_higher_one() -> None:
    texts = {(HEADER, 3): " 实际\n产能 ", (HEADER - 1, 3): "其中", (HEADER + 1, 3): "5"}
    assert _found(texts) == [("C6", "实际产能")]
    assert _found({(HEADER - 3, 3): "产能", (HEADER + 1, 3): "5"}) == []


@pytest.mark.parametrize("row", [1, 2])
def test_a_list_may_stand_at_the_top_of_its_sheet(row: int) -> None:
    assert _found({(row, 3): "产能", (3, 3): "5"}, header=2) == [("C2", "产能")]


@pytest.mark.parametrize(
    ("row", "is_told"), [(HEADER + 1, True), (HEADER + 3, True), (HEADER + 4, False), (HEADER - 1, False)]
)
def test_a_captioned_column_is_told_where_a_row_of_the_list_fills_it(row: int, *, is_told: bool) -> None:
    assert _found({(HEADER, 3): "产能", (row, 3): "5"}) == ([("C6", "产能")] if is_told else [])
    assert _found({(HEADER, 3): "产能", (HEADER + 1, 3): "  "}) == []


def test_columns_between_and_right_beside_those_of_the_list() -> None:
    columns = (3, 4, 6, 7, 9)
    texts = {(HEADER, col): f"第{col}列" for col in columns} | {(HEADER + 2, col): "5" for col in columns}
    assert _found(texts) == [(a1(HEADER, col), f"第{col}列") for col in (3, 4, 6, 7)]
    del texts[HEADER, 3]
    assert _found(texts) == [(a1(HEADER, col), f"第{col}列") for col in (4, 6, 7)]
    assert _found(texts, columns={"name": 7}) == []


def test_lists_without_columns_and_lists_that_share_a_sheet_are_not_looked_at() -> None:
    texts = {(HEADER, 3): "产能", (HEADER + 1, 3): "5"}
    assert _found(texts, columns={}) == []
    assert _found(texts, columns={"name": 2}, table="1") == []
