"""What stands around the rows is parsed once for all workbooks of one form, and means what it meant."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from qingjian.sheets.xlsx_frame import FRAMES, Frame, Frames
from qingjian.sheets.xlsx_rows import FastScan
from support.bare_package import package, worksheet
from support.xlsx_reading import DECLARATION, careful, is_fast, outcome

_COLUMNS = '<cols><col min="3" max="4" hidden="1"/></cols>'
_AFTER = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
_ROW = '<row r="1"><c r="A1"><v>{}</v></c></row>'


def book(value: int, *, after: str = _AFTER) -> bytes:
    sheet = worksheet(_ROW.format(value), after=after).replace("<sheetData>", f"{_COLUMNS}<sheetData>")
    return package(DECLARATION + sheet)


@pytest.fixture(autouse=True)
def _no_frames() -> None:
    FRAMES.clear()


def test_a_frame_met_again_is_not_parsed_again() -> None:
    first = outcome(book(1))
    assert first == careful(book(1))
    with patch.object(FastScan, "_headed", None):
        assert outcome(book(1)) == first
        assert outcome(book(2)) == careful(book(2))


def test_a_known_head_says_nothing_of_another_tail() -> None:
    outcome(book(1))
    for after in ("", _AFTER.replace("B2", "C3"), '<mergeCells><mergeCell ref="nowhere"/></mergeCells>'):
        data = book(1, after=after)
        assert outcome(data) == careful(data)
        assert outcome(data) == careful(data)


def test_a_frame_that_is_damaged_or_odd_is_never_taken_for_known() -> None:
    for after in ("<open>", "<mergeCells><mergeCell ref='A1'/></mergeCells><sheetData/>"):
        data = book(1, after=after)
        assert outcome(data) == outcome(data) == careful(data)
        assert outcome(data).refusal is not None
    odd = book(1, after='<mergeCells><mergeCell ref="B2:A1"/></mergeCells>')
    assert outcome(odd) == outcome(odd) == careful(odd)


def test_a_sheet_without_rows_is_no_known_head() -> None:
    data = package(DECLARATION + worksheet("").replace("<sheetData></sheetData>", "<sheetData/>"))
    for _ in range(2):
        assert outcome(data) == careful(data)
        assert is_fast(data)


def test_frames_are_bounded() -> None:
    frames = Frames()
    frames.keep(b"<worksheet>", b"x" * 200_000, Frame((), ()))
    assert not frames.has_head(b"<worksheet>")
    for number in range(100):
        frames.keep(b"<worksheet>", b"%d" % number, Frame((), ()))
    found = [number for number in range(100) if frames.find(b"<worksheet>", b"%d" % number) is not None]
    assert 0 < len(found) <= 64
    assert found[-1] == 99
