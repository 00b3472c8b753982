"""What a page shows of a sheet: which rows and columns around the marked cells, how cells read, what is cut off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import pytest

from qingjian.model.finding import Finding, Place
from qingjian.model.form import FilledBlock, FilledList, FilledRecord, Form, Match, Parameters, Table
from qingjian.model.grid import Area, Cell, Grid, Sheet, Span, a1
from qingjian.model.picture import Window
from qingjian.rules.windows import COLUMNS, ROWS, windows
from support.forms import entry

NAME: Final = "表2-1"
PLENTY: Final = 20_000
Texts = Mapping[tuple[int, int], str]


def _sheet(texts: Texts, name: str = NAME, **more: Any) -> Sheet:
    rows: dict[int, dict[int, Cell]] = {}
    for (row, col), text in texts.items():
        rows.setdefault(row, {})[col] = Cell(row, col, "text", text)
    return Sheet(name, rows=rows, **more)


def _full(rows: Iterable[int], columns: Iterable[int]) -> Texts:
    wide = list(columns)
    return {(row, col): a1(row, col) for row in rows for col in wide}


def _list(header: int = 5, last: int = 200, columns: Sequence[int] = (1, 2)) -> FilledList:
    return FilledList((), None, {f"f{col}": col for col in columns}, header, last)


def _form(sheets: Sequence[Sheet], *blocks: FilledBlock) -> Form:
    table = Table("2-1", NAME, {f"b{at}": block for at, block in enumerate(blocks)})
    tables = {"2-1": table} if blocks else {}
    return Form(Match("liaoning/2024", "content", Decimal(1)), Parameters(), tables, Grid(list(sheets)))


def _at(row: int, col: int = 1, sheet: str = NAME, **more: Any) -> Finding:
    return Finding("QJ2004", more.pop("severity", "mandatory"), Place(sheet, row, col), **more)


def _window(
    sheet: Sheet, *marks: tuple[int, int], blocks: Sequence[FilledBlock] = (), most: int = PLENTY
) -> Window:
    (found,) = windows(_form([sheet], *blocks), [_at(row, col) for row, col in marks], most)
    return found


def _rows(window: Window) -> list[int]:
    return [row.number for row in window.rows]


def _drawn(window: Window) -> dict[str, tuple[str, int, int]]:
    """Cell → its text, and how many columns and rows of the window it takes."""
    return {
        a1(row.number, cell.col): (cell.text, cell.wide, cell.tall)
        for row in window.rows
        for cell in row.cells
    }


# ---------------------------------------------------------------- which rows


@pytest.mark.parametrize(("rows", "shown"), [(24, list(range(1, 25))), (25, [8, 9, 10, 11])])
def test_a_small_sheet_is_shown_whole_and_a_larger_one_around_its_marks(rows: int, shown: list[int]) -> None:
    assert _rows(_window(_sheet(_full(range(1, rows + 1), (1, 2))), (10, 1))) == shown


def test_rows_without_text_are_left_out_of_a_small_sheet() -> None:
    texts = {(1, 1): "甲", (2, 1): "", (7, 2): "乙"}
    assert _rows(_window(_sheet(texts), (1, 1))) == [1, 7]


def test_a_row_without_text_is_shown_where_something_is_missing_in_it() -> None:
    sheet = _sheet({(1, 1): "企业名称", (2, 1): "甲公司", (4, 1): "合计"})
    assert _rows(_window(sheet, (3, 1))) == [1, 2, 3, 4]
    assert _rows(_window(sheet, (9, 2))) == [1, 2, 4, 9]


@pytest.mark.parametrize(("stored", "shown"), [(500, [1, 2]), (501, [1, 2, 3])])
def test_a_sheet_of_very_many_rows_is_not_looked_through(stored: int, shown: list[int]) -> None:
    texts = {(row, 1): "甲" if row < 3 else "" for row in range(1, stored + 1)}
    assert _rows(_window(_sheet(texts), (2, 1))) == shown


LONG: Final = _full(range(1, 301), (1, 2))


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (1, [100]),
        (2, [5, 100]),
        (3, [4, 5, 100]),
        (4, [4, 5, 99, 100]),
        (5, [4, 5, 99, 100, 101]),
        (6, [4, 5, 98, 99, 100, 101]),
        (7, [4, 5, 98, 99, 100, 101]),
    ],
)
def test_captions_come_before_neighbours_where_room_is_scarce(room: int, shown: list[int]) -> None:
    assert _rows(_window(_sheet(LONG), (100, 1), blocks=[_list()], most=room * 8)) == shown
    assert _rows(_window(_sheet(LONG), (100, 1), blocks=[_list()], most=room * 8 + 7)) == shown


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        (1, [1, 2]),
        (2, [1, 2, 3]),
        (3, [1, 2, 3, 4]),
        (5, [3, 4, 5, 6]),
        (6, [4, 5, 6, 7]),
        (200, [4, 5, 198, 199, 200, 201]),
        (201, [4, 5, 199, 200, 201, 202]),
        (202, [200, 201, 202, 203]),
    ],
)
def test_the_captions_are_those_of_the_list_up_to_its_total(row: int, shown: list[int]) -> None:
    assert _rows(_window(_sheet(LONG), (row, 1), blocks=[_list()])) == shown


def test_every_list_of_a_sheet_has_its_captions() -> None:
    lists = [_list(5, 50), _list(60, 90)]
    assert _rows(_window(_sheet(LONG), (80, 1), blocks=lists)) == [59, 60, 78, 79, 80, 81]
    form = _form([_sheet(LONG)])
    tables = {name: Table(name, NAME, {"b": block}) for name, block in zip("12", lists, strict=True)}
    (window,) = windows(form._replace(tables=tables), [_at(30)], PLENTY)
    assert _rows(window) == [4, 5, 28, 29, 30, 31]


def test_a_record_has_no_captions_of_rows() -> None:
    record = FilledRecord({"a": entry("1", Place(NAME, 9, 2))})
    assert _rows(_window(_sheet(LONG), (9, 2), blocks=[record])) == [7, 8, 9, 10]


def test_so_many_rows_at_most() -> None:
    rows = _rows(_window(_sheet(LONG), *((row, 1) for row in range(10, 300, 10))))
    assert len(rows) == ROWS == 60
    assert rows[:8] == [8, 9, 10, 11, 18, 19, 20, 21]


@pytest.mark.parametrize(
    ("most", "shown"), [(64, [28, 29, 30, 60]), (80, [28, 29, 30, 60, 90]), (16, [30]), (15, [])]
)
def test_in_a_broad_sheet_marked_rows_come_before_their_neighbours(most: int, shown: list[int]) -> None:
    broad = _sheet(_full(range(1, 150), range(1, 17)))
    marks = ((30, 1), (60, 2), (90, 3), (120, 4), (140, 5), (30, 6))
    found = windows(_form([broad]), [_at(row, col) for row, col in marks], most)
    assert [row for one in found for row in _rows(one)] == shown


# ---------------------------------------------------------------- which columns


def test_all_columns_from_the_first_to_the_last_that_say_something() -> None:
    texts = {(1, 3): "甲", (1, 5): "", (2, 6): "乙", (2, 9): ""}
    assert _window(_sheet(texts), (1, 3)).columns == (3, 4, 5, 6)


def test_a_marked_cell_is_shown_though_nothing_stands_so_far_out() -> None:
    texts = {(1, 3): "甲", (2, 4): "乙"}
    assert _window(_sheet(texts), (2, 7)).columns == (3, 4, 5, 6, 7)
    assert _window(_sheet(texts), (2, 1)).columns == (1, 2, 3, 4)
    # for the second there is no room
    assert _window(_sheet(texts), (2, 4), (90, 9), most=16).columns == (3, 4)


def test_what_stands_beside_the_form_is_not_shown() -> None:
    sheet = _sheet(_full((1, 2), range(1, 10)))
    assert _window(sheet, (1, 1), blocks=[_list(1, 2, (1, 4))]).columns == (1, 2, 3, 4)
    assert _window(sheet, (1, 6), blocks=[_list(1, 2, (1, 4))]).columns == (1, 2, 3, 4, 5, 6)
    record = FilledRecord({"a": entry("1", Place(NAME, 1, 2)), "b": entry("1", Place(NAME, 1, 5))})
    assert _window(sheet, (1, 1), blocks=[record]).columns == (1, 2, 3, 4, 5)
    assert _window(sheet, (1, 1), blocks=[FilledRecord({})]).columns == tuple(range(1, 10))
    narrow = _sheet({(1, 1): "甲"})
    assert _window(narrow, (1, 1), blocks=[_list(1, 2, (1, 4))]).columns == (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("area", "last"),
    [(Area(1, 1, 1, 6), 6), (Area(1, 4, 1, 6), 6), (Area(1, 5, 1, 6), 4), (Area(1, 1, 1, 2), 4)],
)
def test_a_form_reaches_as_far_as_the_merged_cells_that_begin_in_it(area: Area, last: int) -> None:
    sheet = _sheet(_full((1, 2), range(1, 10)), merges=(area,))
    assert _window(sheet, (2, 1), blocks=[_list(1, 2, (1, 4))]).columns == tuple(range(1, last + 1))


def test_of_very_many_columns_the_first_and_those_around_the_marks() -> None:
    assert COLUMNS == 40
    assert len(_window(_sheet(_full((1, 2), range(2, 42))), (1, 30)).columns) == 40
    broad = _sheet(_full((1, 2), range(2, 101)))
    assert _window(broad, (1, 30)).columns == (2, 3, 4, 29, 30, 31)
    assert _window(broad, (1, 2), (2, 100)).columns == (2, 3, 4, 99, 100)
    many = _window(broad, *((1, col) for col in range(10, 100, 5)))
    assert (many.columns[:6], len(many.columns), max(many.columns)) == ((2, 3, 4, 9, 10, 11), 40, 69)


def test_hidden_columns_are_hidden_unless_they_are_marked() -> None:
    sheet = _sheet(_full((1, 2), range(1, 7)), hidden_columns=(Span(2, 4),))
    assert _window(sheet, (1, 1)).columns == (1, 5, 6)
    assert _window(sheet, (1, 3)).columns == (1, 3, 5, 6)


# ---------------------------------------------------------------- which sheets


def test_sheets_come_in_their_own_order_and_the_heaviest_findings_first() -> None:
    sheets = [_sheet(_full(range(1, 4), (1, 2)), name) for name in "甲乙丙"]
    found = [
        _at(1, 1, "丙", severity="advice"),
        _at(1, 1, "乙"),
        _at(2, 2, "甲", severity="verify"),
        _at(1, 1, "丁"),
    ]
    assert [one.sheet for one in windows(_form(sheets), found, PLENTY)] == ["甲", "乙", "丙"]
    assert [(one.sheet, _rows(one)) for one in windows(_form(sheets), [_at(1, 1, "丁"), *found], 24)] == [
        ("甲", [1, 2]),
        ("乙", [1, 2, 3]),
        ("丙", [1]),
    ]
    assert windows(_form(sheets), [], PLENTY) == ()


def test_cells_that_other_findings_point_at_come_last() -> None:
    other = _at(100, 1, related=(Place(NAME, 200, 1),), suspects=(Place(NAME, 250, 2),))
    form = _form([_sheet(LONG)])
    (window,) = windows(form, [other, _at(50, 1, severity="advice")], PLENTY)
    assert _rows(window) == [row + step for row in (50, 100, 200, 250) for step in (-2, -1, 0, 1)]
    (window,) = windows(form, [other, _at(50, 1, severity="advice")], 8 * 8)
    assert _rows(window) == [row + step for row in (50, 100) for step in (-2, -1, 0, 1)]
    (window,) = windows(form, [_at(50, 1, severity="advice"), _at(60, 1, severity="verify")], 4 * 8)
    assert _rows(window) == [58, 59, 60, 61]


@pytest.mark.parametrize("place", [Place(NAME), Place(NAME, 5, 0), Place(NAME, 0, 5), Place()])
def test_what_points_at_no_cell_marks_none(place: Place) -> None:
    assert windows(_form([_sheet(LONG)]), [Finding("QJ1004", "mandatory", place)], PLENTY) == ()


def test_a_sheet_without_anything_is_no_window() -> None:
    assert windows(_form([_sheet({})]), [_at(3, 3)], PLENTY) == ()


def test_there_is_no_more_than_there_is_room_for() -> None:
    sheets = [_sheet(_full(range(1, 4), (1, 2)), name) for name in "甲乙"]
    found = [_at(2, 1, "甲"), _at(1, 1, "乙")]
    for most in range(60):
        shown = windows(_form(sheets), found, most)
        assert sum(len(row.cells) for window in shown for row in window.rows) <= most
    assert [_rows(one) for one in windows(_form(sheets), found, 4)] == [[2], [1]]
    assert [_rows(one) for one in windows(_form(sheets), found, 2)] == [[2]]
    assert windows(_form(sheets), found, 0) == ()
    assert [_rows(one) for one in windows(_form([_sheet({(1, 1): "甲"})]), [_at(1)], 1)] == [[1]]


# ---------------------------------------------------------------- how cells read


def test_merged_cells_are_one_as_far_as_they_are_shown() -> None:
    sheet = _sheet({**_full((1, 2, 3), (1, 2, 3)), (1, 1): "标题"}, merges=(Area(1, 1, 2, 2),))
    assert _drawn(_window(sheet, (3, 3))) == {
        "A1": ("标题", 2, 2),
        "C1": ("C1", 1, 1),
        "C2": ("C2", 1, 1),
        "A3": ("A3", 1, 1),
        "B3": ("B3", 1, 1),
        "C3": ("C3", 1, 1),
    }


def test_a_merged_cell_whose_corner_is_not_shown_says_what_the_corner_says() -> None:
    merges = (Area(8, 1, 12, 1), Area(20, 1, 30, 2), Area(1, 1, 1, 90))
    drawn = _drawn(_window(_sheet({**LONG, (8, 1): "甲市"}, merges=merges), (12, 2)))
    assert drawn["A10"] == ("甲市", 1, 3)
    assert sorted(drawn) == ["A10", "A13", "B10", "B11", "B12", "B13"]


@pytest.mark.parametrize(
    ("areas", "drawn"),
    [
        ((Area(1, 1, 1, 2), Area(1, 1, 2, 1)), {"A1": (2, 1), "A2": (1, 1), "B2": (1, 1)}),
        ((Area(2, 2, 2, 3), Area(1, 1, 2, 2)), {"A1": (1, 1), "B1": (1, 1), "A2": (1, 1), "B2": (1, 1)}),
        ((Area(1, 1, 1, 2), Area(2, 1, 2, 2)), {"A1": (2, 1), "A2": (2, 1)}),
    ],
)
def test_of_merged_cells_that_overlap_the_first_holds(
    areas: tuple[Area, ...], drawn: dict[str, tuple[int, int]]
) -> None:
    window = _window(_sheet(_full((1, 2), (1, 2)), merges=areas), (1, 1))
    assert {place: (wide, tall) for place, (_, wide, tall) in _drawn(window).items()} == drawn


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("number", "0.30000000000000004", "0.3"),
        ("number", "-12.345678901234567", "-12.3456789012346"),
        ("number", "1234567890123456", "1234567890123460"),
        ("number", "0.12345678901234", "0.12345678901234"),
        ("number", "1.2345678901234567E+20", "1.2345678901234567E+20"),
        ("text", "912101001234567890", "912101001234567890"),
        ("text", "0.30000000000000004", "0.30000000000000004"),
        ("text", "某" * 60, "某" * 60),
        ("text", "某" * 61, "某" * 60 + "…"),
        ("error", "#REF!", "#REF!"),
    ],
)
def test_a_cell_reads_as_a_person_would_see_it(kind: Any, text: str, shown: str) -> None:
    sheet = Sheet(NAME, rows={1: {1: Cell(1, 1, kind, text), 3: Cell(1, 3, "text", "丙")}})
    assert _drawn(_window(sheet, (1, 1))) == {"A1": (shown, 1, 1), "B1": ("", 1, 1), "C1": ("丙", 1, 1)}
