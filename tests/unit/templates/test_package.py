"""Workbook bytes depend on the content alone."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from qingjian.catalog.editions import edition, edition_ids
from qingjian.templates.book import build
from qingjian.templates.package import repacked
from support.ooxml_lint import lint


def zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts.items():
            target.writestr(name, text)
    return out.getvalue()


def test_parts_are_stored_in_order_and_without_dates() -> None:
    parts = {"xl/b.xml": "b", "docProps/core.xml": "c", "[Content_Types].xml": "t"}
    once = repacked(zipped(parts), {})
    assert once == repacked(zipped(dict(reversed(parts.items()))), {})
    with zipfile.ZipFile(io.BytesIO(once)) as found:
        entries = found.infolist()
        assert [entry.filename for entry in entries] == [
            "[Content_Types].xml",
            "docProps/core.xml",
            "xl/b.xml",
        ]
        assert {(entry.compress_type, entry.date_time) for entry in entries} == {(0, (1980, 1, 1, 0, 0, 0))}


def test_an_empty_result_is_a_stored_result_and_growing_rows_are_not_pinned() -> None:
    sheet = (
        '<row r="1" ht="30" customHeight="1"><c r="A1" s="2"><f>B1</f><v></v></c></row>'
        '<row r="2" spans="1:2" ht="30" customHeight="1" hidden="1"><c r="A2"><f>1</f><v>1</v></c></row>'
    )
    found = repacked(
        zipped({"xl/worksheets/sheet1.xml": sheet}), {"xl/worksheets/sheet1.xml": frozenset({2})}
    )
    with zipfile.ZipFile(io.BytesIO(found)) as book:
        text = book.read("xl/worksheets/sheet1.xml").decode()
    assert '<c r="A1" s="2" t="str"><f>B1</f><v></v></c>' in text
    assert '<row r="1" ht="30" customHeight="1">' in text
    assert '<row r="2" spans="1:2" ht="30" hidden="1">' in text


@pytest.mark.parametrize("name", edition_ids())
def test_two_builds_are_one(name: str) -> None:
    known = edition(name)
    data = build(known)
    assert data == build(known)
    assert lint(data) == []


def test_no_formula_is_left_without_a_result() -> None:
    with zipfile.ZipFile(io.BytesIO(build(edition("liaoning/2024")))) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/")]
    cells = [cell for sheet in sheets for cell in re.findall(r"<c [^>]*[^/]>(?:(?!</c>).)*</c>", sheet)]
    computed = [cell for cell in cells if "<f" in cell]
    assert len(computed) > 700
    assert not [cell for cell in computed if "<v>" not in cell]
    assert not [cell for cell in computed if "<v></v>" in cell and 't="str"' not in cell]
