"""One worksheet part by offset: find a cell, put a missing cell or row where it belongs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from typing import Final

from qingjian.errors import CannotWrite
from qingjian.model.grid import Area, a1, parse_a1
from qingjian.sheets import guard
from qingjian.sheets.book import SPREADSHEET
from qingjian.sheets.outline import Element, Outline, number, outline
from qingjian.sheets.package import Package
from qingjian.sheets.row_scan import scan, shorten

_NO_CELLS: Final[dict[int, Element]] = {}


class SheetPart:
    """A worksheet of which only the wanted rows are looked into; None wants them all.

    `spans` of rows and <dimension> stay as they are: both are hints for readers, and
    Excel, WPS and LibreOffice find cells outside of them."""

    def __init__(self, package: Package, part: str, *, rows: Collection[int] | None) -> None:
        self.part = part
        self._rows: dict[int, Element] = {}
        self._numbers: list[int] = []
        self._starts: list[int] = []
        self.outline = self._outlined(package.read(part), rows)
        self.patch = package.patch_on(self.outline)
        data = self.outline.root.first("sheetData")
        if data is None:
            raise CannotWrite("damaged-part", part)
        self.data = data
        self._cells: dict[int, dict[int, Element]] = {}
        self._new: dict[int, dict[int, str]] = {}
        self._merges: list[Area] | None = None

    def cell(self, row: int, col: int) -> Element | None:
        return self.cells(row).get(col)

    def cells(self, row: int) -> dict[int, Element]:
        """The cells of a wanted row, by column."""
        if row not in self._cells:
            element = self._rows.get(row)
            self._cells[row] = dict(self._numbered(row, element)) if element is not None else _NO_CELLS
        return self._cells[row]

    def all_cells(self) -> Iterator[Element]:
        """Every cell of the rows looked into."""
        for row in self._rows:
            yield from self.cells(row).values()

    def style(self, row: int, col: int) -> int:
        """The cell format that a cell has, or would have if it were there."""
        cell = self.cell(row, col)
        if cell is not None:
            return number(cell.attributes.get("s"))
        element = self._rows.get(row)
        if element is not None and element.attributes.get("customFormat") in ("1", "true"):
            return number(element.attributes.get("s"))
        for column in self._columns():
            if number(column.attributes.get("min")) <= col <= number(column.attributes.get("max")):
                return number(column.attributes.get("style"))
        return 0

    def merges(self) -> list[Area]:
        """Merged areas."""
        if self._merges is None:
            group = self.outline.root.first("mergeCells")
            items = group.all("mergeCell") if group is not None else []
            self._merges = [_area(item.attributes.get("ref", ""), self.part) for item in items]
        return self._merges

    def insert(self, row: int, col: int, *, style: int, kind: str = "", content: str = "") -> None:
        """Add a cell where there is none; it takes effect with `flush`."""
        if not (1 <= row <= guard.ROW and 1 <= col <= guard.COLUMN):
            raise CannotWrite("no-such-cell", f"{row},{col}")
        attributes = f' r="{a1(row, col)}"' + (f' s="{style}"' if style else "") + kind
        tag = self.data.sibling("c")
        whole = f"<{tag}{attributes}>{content}</{tag}>" if content else f"<{tag}{attributes}/>"
        self._new.setdefault(row, {})[col] = whole

    def flush(self) -> None:
        """Put the added cells and rows into the part, in ascending order."""
        for row in sorted(self._new):
            cells = self._new[row]
            element = self._rows.get(row)
            if element is None:
                self._insert_row(row, "".join(cells[col] for col in sorted(cells)))
                continue
            for col in sorted(cells):
                after = next((cell for at, cell in self.cells(row).items() if at > col), None)
                self._put(cells[col], before=after.start if after else None, inside=element)
        self._new = {}

    def _insert_row(self, row: int, cells: str) -> None:
        tag = self.data.sibling("row")
        at = bisect_right(self._numbers, row)
        before = self._starts[at] if at < len(self._starts) else None
        self._put(f'<{tag} r="{row}">{cells}</{tag}>', before=before, inside=self.data)

    def _put(self, new: str, *, before: int | None, inside: Element) -> None:
        if before is not None:
            self.patch.insert(before, new.encode())
        else:
            self.patch.append(inside, new.encode())

    def _outlined(self, xml: bytes, wanted: Collection[int] | None) -> Outline:
        """Of a part that is written as applications write it only the wanted rows are parsed."""
        rows = scan(xml) if wanted is not None else None
        if rows is None or wanted is None or (rows.numbers and rows.numbers[-1] > guard.ROW):
            return self._parsed_whole(xml, wanted)
        short = shorten(xml, rows, wanted)
        seen = outline(short.xml, self.part)
        data = seen.root.first("sheetData")
        found = data.all("row") if data is not None else []
        there = [row for row in rows.numbers if row in wanted]
        if len(found) != len(there):
            return self._parsed_whole(xml, wanted)
        short.restore(seen.root)
        self._numbers, self._starts = rows.numbers, rows.starts
        self._rows = dict(zip(there, found, strict=True))
        return Outline(self.part, xml, seen.root, seen.prefixes)

    def _parsed_whole(self, xml: bytes, wanted: Collection[int] | None) -> Outline:
        def into(element: Element) -> bool:
            if element.local != "row" or element.uri not in SPREADSHEET:
                return True
            last = self._numbers[-1] if self._numbers else 0
            row = number(element.attributes.get("r")) or last + 1
            if row <= last or row > guard.ROW:
                raise CannotWrite("damaged-part", f"{self.part}: row {row}")
            self._numbers.append(row)
            self._starts.append(element.start)
            self._rows[row] = element
            return wanted is None or row in wanted

        return outline(xml, self.part, into=into)

    def _numbered(self, row: int, element: Element) -> Iterator[tuple[int, Element]]:
        last = 0
        for cell in element.all("c"):
            address = cell.attributes.get("r")
            where = _parsed(address, self.part) if address else (row, last + 1)
            if where[0] != row or where[1] <= last:
                raise CannotWrite("damaged-part", f"{self.part}: {address}")
            last = where[1]
            yield last, cell

    def _columns(self) -> Iterator[Element]:
        for group in self.outline.root.all("cols"):
            yield from group.all("col")


def _parsed(address: str, part: str) -> tuple[int, int]:
    try:
        return parse_a1(address)
    except ValueError as error:
        raise CannotWrite("damaged-part", f"{part}: {address}") from error


def _area(reference: str, part: str) -> Area:
    first, _, last = reference.partition(":")
    top, left = _parsed(first, part)
    bottom, right = _parsed(last or first, part)
    return Area(top, left, bottom, right)
