"""Whatever a file holds, writing into it succeeds or is refused by name."""

from __future__ import annotations

import contextlib
import functools
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from qingjian.errors import CannotWrite
from qingjian.sheets.annotate import Note, ResultRow, ResultTable, annotate, clear
from qingjian.sheets.edit import CellEdit, fill_cells
from support.bare_package import parts, zipped
from support.rich_workbook import rich_workbook

NOTES = [Note("表2-2", 5, 2, "verify", "请核实"), Note("表2-2", 9, 6, "mandatory", "错")]
TABLE = ResultTable("校验结果", ("位置",), (ResultRow(("F8",), ("表2-2", 8, 6)),))
PIECES = st.sampled_from(
    [
        b"",
        b"0",
        b"-1",
        b"9999999999",
        b"abc",
        b'"',
        b"<",
        b"/>",
        b"&amp;",
        b" ",
        "中".encode(),
        b"\x00",
        b"\xff",
    ]
)


@functools.cache
def originals() -> tuple[dict[str, bytes], ...]:
    plain = rich_workbook()
    return parts(plain), parts(annotate(plain, NOTES, TABLE))


def write_all(data: bytes) -> None:
    with contextlib.suppress(CannotWrite):
        fill_cells(data, [CellEdit("表2-2", 8, 4, Decimal(1)), CellEdit("表2-2", 12, 3, "/")])
    with contextlib.suppress(CannotWrite):
        after = annotate(data, NOTES, TABLE)
        assert annotate(after, NOTES, TABLE) == after
    with contextlib.suppress(CannotWrite):
        clear(data)


@given(st.data())
def test_a_part_with_a_changed_spot(data: st.DataObject) -> None:
    before = dict(data.draw(st.sampled_from(originals())))
    names = [name for name in before if name.endswith((".xml", ".rels", ".vml", ".json"))]
    name = data.draw(st.sampled_from(names))
    xml = before[name]
    spots = [at for at in range(len(xml)) if xml[at : at + 1] in b'"0123456789<>/=']
    at = data.draw(st.sampled_from(spots))
    before[name] = xml[:at] + data.draw(PIECES) + xml[at + data.draw(st.integers(0, 3)) :]
    write_all(zipped(before))


@given(st.data())
def test_a_part_that_is_missing_or_is_another(data: st.DataObject) -> None:
    before = dict(data.draw(st.sampled_from(originals())))
    name = data.draw(st.sampled_from(sorted(before)))
    other = data.draw(st.sampled_from(sorted(before)))
    if name == other:
        del before[name]
    else:
        before[name] = before[other]
    write_all(zipped(before))


@given(st.data())
def test_a_file_with_changed_bytes(data: st.DataObject) -> None:
    whole = bytearray(zipped(data.draw(st.sampled_from(originals()))))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    write_all(bytes(whole[: data.draw(st.integers(len(whole) // 2, len(whole)))]))
