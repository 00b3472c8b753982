"""The .xls reader on files made record by record: values, what lies around them, damage, hostile claims."""

from __future__ import annotations

import json
import math
import struct
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.errors import UnreadableWorkbook
from qingjian.model.figure import stored
from qingjian.model.grid import Area, Cell, Oddity
from qingjian.resources import schemas
from qingjian.sheets import guard
from qingjian.sheets.compound import Compound
from qingjian.sheets.xls import read_xls
from qingjian.sheets.xls_claims import claimed_cells
from qingjian.sheets.xls_properties import custom_properties
from qingjian.sheets.xls_second import second_opinion
from support.biff import Tab, compound, dimensions, label, merged, number, record, truth_or_error, workbook

_UNKNOWN = Oddity("formulas-unknown")
_VALUES = dimensions(3, 3) + number(0, 0, 4299.4) + label(0, 1, "清洁生产") + number(2, 2, 7400000)


def xls(records: bytes = _VALUES, *, extra: bytes = b"", **streams: bytes) -> bytes:
    return compound({"Workbook": workbook([Tab("表2-2", records)], extra), **streams})


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableWorkbook) as refusal:
        read_xls(data)
    assert refusal.value.code in json.loads((schemas() / "refusals.json").read_bytes())
    return refusal.value.code


def test_values_and_that_both_readers_agree() -> None:
    grid = read_xls(
        xls(_VALUES + truth_or_error(2, 0, 1, is_error=False) + truth_or_error(2, 1, 0x17, is_error=True))
    )
    assert {(c.row, c.col): (c.kind, c.text) for _, row in grid.sheets[0].stream() for c in row.values()} == {
        (1, 1): ("number", "4299.4"),
        (1, 2): ("text", "清洁生产"),
        (3, 1): ("bool", "TRUE"),
        (3, 2): ("error", "#REF!"),
        (3, 3): ("number", "7400000"),
    }
    assert grid.format == "xls"
    assert grid.oddities == [_UNKNOWN]


@given(st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False))
def test_the_text_of_a_number_is_that_double(value: float) -> None:
    cell = read_xls(xls(dimensions(1, 1) + number(0, 0, value))).sheets[0].cell(1, 1)
    assert cell is not None
    assert float(cell.text) == value
    assert len(cell.text.lstrip("-0.").replace(".", "").split("e")[0].strip("0")) <= 17
    assert stored(cell.text) is not None


def test_what_excel_cannot_hold_is_zero() -> None:
    assert read_xls(xls(dimensions(1, 1) + number(0, 0, 5e-324))).sheets[0].text(1, 1) == "0"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(UnreadableWorkbook, match="bad-number: 表2-2!B1"):
        read_xls(xls(number(0, 1, value)))


def test_a_panic_of_the_second_reader_is_said_quietly(capfd: pytest.CaptureFixture[str]) -> None:
    """A formula whose tokens end too early: one reader takes the stored result, the other panics."""
    cut_off = struct.pack("<3HdHIH", 0, 0, 0, 4.5, 0, 0, 3) + b"\x24\x00\x00"
    grid = read_xls(xls(record(0x06, cut_off)))
    assert grid.sheets[0].text(1, 1) == "4.5"
    assert grid.oddities == [_UNKNOWN, Oddity("one-reader-only", "PanicException")]
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("missing", [(3, 3), (4, 2), (6, 5)])
def test_a_cell_that_one_reader_misses_is_flagged(missing: tuple[int, int]) -> None:
    data = xls(number(2, 2, 1.5) + number(3, 1, 2.5) + number(5, 4, 3.5))
    grid = read_xls(data)
    row, col = missing
    first = grid.sheets[0]
    kept = {n: {c: cell for c, cell in cells.items() if (n, c) != missing} for n, cells in first.stream()}
    value = first.text(row, col)
    first.rows = kept
    assert second_opinion(data, grid) == [Oddity("readers-disagree", f" / {value}", "表2-2", row, col)]


@pytest.mark.parametrize("more", [(1, 1), (3, 9), (20, 20)])
def test_a_cell_that_only_one_reader_sees_is_flagged(more: tuple[int, int]) -> None:
    data = xls(number(2, 2, 1) + number(5, 4, 3))
    grid = read_xls(data)
    row, col = more
    rows = {n: dict(cells) for n, cells in grid.sheets[0].stream()}
    rows.setdefault(row, {})[col] = Cell(row, col, "number", "8")
    grid.sheets[0].rows = rows
    assert second_opinion(data, grid) == [Oddity("readers-disagree", "8 / ", "表2-2", row, col)]


def test_hidden_sheets_merges_and_links() -> None:
    link = record(0x1AE, struct.pack("<2H", 1, 5) + b"\0other")
    tabs = [
        Tab("一", _VALUES + merged((0, 1, 0, 2), (5, 5, 1, 1), (3, 2, 0, 1))),
        Tab("二", _VALUES, visibility=1),
        Tab("三", _VALUES, visibility=2),
    ]
    grid = read_xls(compound({"Workbook": workbook(tabs, link)}))
    assert [sheet.state for sheet in grid.sheets] == ["visible", "hidden", "veryHidden"]
    assert grid.sheets[0].merges == (Area(1, 1, 2, 3),)
    assert {oddity.code for oddity in grid.oddities} >= {"bad-merge", "external-link"}


def test_macro_sheets_are_said() -> None:
    grid = read_xls(compound({"Workbook": workbook([Tab("表", _VALUES), Tab("宏", _VALUES, kind=1)])}))
    assert [sheet.name for sheet in grid.sheets] == ["表"]
    assert Oddity("macro-sheet", "宏") in grid.oddities


@pytest.mark.parametrize(
    ("rows", "cols"), [(65_536, 256), (0xFFFFFFFF, 0xFFFF), (0x7FFFFFFF, 0xFFFF), (0x80000000, 1)]
)
def test_a_claim_of_many_cells_is_no_reason_to_make_room(rows: int, cols: int) -> None:
    began = time.perf_counter()
    grid = read_xls(xls(dimensions(rows, cols) + number(0, 0, 1)))
    assert time.perf_counter() - began < 0.3
    assert grid.sheets[0].text(1, 1) == "1"
    assert grid.oddities == [_UNKNOWN, Oddity("one-reader-only", "dimensions")]


@pytest.mark.parametrize("claim", [struct.pack("<2I3H", 9, 1, 0, 1, 0), struct.pack("<2I3H", 0, 1, 5, 1, 0)])
def test_a_claim_that_ends_before_it_begins_is_kept_from_the_second_reader(claim: bytes) -> None:
    grid = read_xls(xls(record(0x200, claim) + number(0, 0, 1)))
    assert grid.oddities == [_UNKNOWN, Oddity("one-reader-only", "dimensions")]


def test_sheets_within_each_other_do_not_take_for_ever() -> None:
    inside = b"".join(record(0x85, struct.pack("<I4B", 16 * i, 0, 1, 0, 0)) for i in range(20_000))
    began = time.perf_counter()
    assert claimed_cells(inside) > guard.CELLS
    assert time.perf_counter() - began < 1


def test_a_stray_far_cell_is_read_without_the_second_reader() -> None:
    grid = read_xls(xls(number(0, 0, 1) + number(65_535, 255, 2)))
    assert grid.sheets[0].text(65_536, 256) == "2"
    assert grid.oddities == [_UNKNOWN, Oddity("one-reader-only", "dimensions")]


def test_a_stream_without_its_compound_file_has_one_reader() -> None:
    grid = read_xls(workbook([Tab("表", _VALUES)]))
    assert grid.sheets[0].text(1, 2) == "清洁生产"
    assert [oddity.code for oddity in grid.oddities] == ["formulas-unknown", "one-reader-only"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (xls()[:300], "truncated"),
        (xls()[:1_800], "truncated"),
        (b"PK\3\4" + bytes(600), "not-a-workbook"),
        (compound({"WordDocument": b"x"}), "not-a-workbook"),
        (compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), "encrypted"),
        (xls(extra=record(0x2F, bytes(54))), "encrypted"),
        (compound({"Workbook": workbook([])}), "no-sheets"),
        (compound({"Workbook": workbook([Tab("a", b""), Tab("A", b"")])}), "duplicate-sheet-name"),
        (xls(label(0, 0, "x" * 5)[:-3]), "xls-damaged"),
        (xls(record(0x203, b"\0")), "xls-damaged"),
        (xls(truth_or_error(0, 0, 0x99, is_error=True)), "bad-cell-type"),
    ],
)
def test_refusals(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_too_long_text_is_refused_with_its_address() -> None:
    piece = 4_000
    text = "x" * (guard.TEXT_CHARS + 1)
    pieces = [text[i : i + piece] for i in range(0, len(text), piece)]
    head = struct.pack("<2IHB", 1, 1, len(text), 0) + pieces[0].encode()
    shared = record(0xFC, head) + b"".join(record(0x3C, b"\0" + more.encode()) for more in pieces[1:])
    with pytest.raises(UnreadableWorkbook, match="text-too-long: 表2-2!A1"):
        read_xls(xls(record(0xFD, struct.pack("<3HI", 0, 0, 0, 0)), extra=shared))


def test_too_big_is_refused_before_anything_is_read() -> None:
    assert refused(xls()[:512] + bytes(guard.FILE_BYTES)) == "too-big"


def _with_table(data: bytes, sector: int, following: int) -> bytes:
    """The same file whose allocation table says that one sector follows another."""
    at = 512 + 4 * sector
    return data[:at] + struct.pack("<I", following) + data[at + 4 :]


@pytest.mark.parametrize("sector", [1, 2, 5])
def test_a_chain_in_a_circle_ends(sector: int) -> None:
    began = time.perf_counter()
    assert refused(_with_table(xls(), sector, sector)) == "xls-damaged"
    assert time.perf_counter() - began < 0.1


def test_a_directory_in_a_circle_ends() -> None:
    data = bytearray(xls())
    node = 1024 + 128
    data[node + 68 : node + 80] = struct.pack("<3I", 1, 1, 1)
    assert Compound(bytes(data)).names == ["Workbook"]


@given(st.lists(st.tuples(st.integers(0, 2_047), st.integers(0, 255)), min_size=1, max_size=12))
def test_a_mutated_frame_raises_only_the_refusal(changes: list[tuple[int, int]]) -> None:
    data = bytearray(xls())
    for at, byte in changes:
        data[at] = byte
    try:
        Compound(bytes(data)).stream("Workbook")
    except UnreadableWorkbook as refusal:
        assert refusal.code in {"xls-damaged", "truncated", "missing-part", "not-a-workbook"}  # noqa: PT017


@given(st.binary(max_size=120))
def test_any_property_set_gives_some_properties(data: bytes) -> None:
    assert isinstance(custom_properties(bytes(24) + data), dict)
