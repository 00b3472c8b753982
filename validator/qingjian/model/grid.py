"""A workbook as a sparse grid of stored cells, whatever file format it came from."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, Literal

from qingjian.model.rows import Stored, shape
from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern

CellKind = Literal["number", "text", "bool", "error", "date", "uncalculated"]
SheetState = Literal["visible", "hidden", "veryHidden"]
GridFormat = Literal["xlsx", "xls", "ods", "docx"]

_ADDRESS: Final = pattern(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})\Z")


class Cell(NamedTuple):
    """One stored cell. `text` is what the file stores: the digits of a number as written, a string
    as sent, TRUE/FALSE, #REF!, an ISO date; empty for a formula whose result was never stored."""

    row: int
    col: int
    kind: CellKind
    text: str
    formula: str | None = None
    """The formula without its leading '=', in Excel's A1 syntax; None for a plain value."""
    format: str = "General"
    """The number-format code."""


class Area(NamedTuple):
    """A rectangle of cells, all bounds inclusive, 1-based."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, col: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= col <= self.right


class Span(NamedTuple):
    """Consecutive rows or columns, inclusive."""

    first: int
    last: int


class PackedRows(Mapping[int, Mapping[int, Cell]]):
    """Rows that can be asked without making cells."""

    __slots__ = ()

    @abstractmethod
    def texts(self) -> Iterator[tuple[int, int, str]]:
        """Row, column and text of every text that no formula gives."""

    @abstractmethod
    def stored(self, number: int) -> Stored | None:
        """A row as it is stored; None where there is none."""


_NO_CELLS: Final[Mapping[int, Cell]] = {}


class Sheet:
    """One sheet: rows of cells, ascending, plus what a reader must not overlook."""

    __slots__ = ("comments", "hidden_columns", "hidden_rows", "merges", "name", "rows", "state")

    def __init__(
        self,
        name: str,
        state: SheetState = "visible",
        rows: Mapping[int, Mapping[int, Cell]] | None = None,
        *,
        merges: tuple[Area, ...] = (),
        hidden_rows: tuple[Span, ...] = (),
        hidden_columns: tuple[Span, ...] = (),
        comments: dict[tuple[int, int], str] | None = None,
    ) -> None:
        self.name = name
        self.state: SheetState = state
        self.rows: Mapping[int, Mapping[int, Cell]] = {} if rows is None else rows
        """By number; a reader may keep them packed and make the cells of a row when it is asked for."""
        self.merges = merges
        self.hidden_rows = hidden_rows
        self.hidden_columns = hidden_columns
        self.comments: dict[tuple[int, int], str] = {} if comments is None else comments

    def cell(self, row: int, col: int) -> Cell | None:
        return self.rows.get(row, _NO_CELLS).get(col)

    def row(self, number: int) -> Mapping[int, Cell]:
        return self.rows.get(number, _NO_CELLS)

    def stored(self, number: int) -> Stored | None:
        """A row as it is stored; None where there is none."""
        if isinstance(self.rows, PackedRows):
            return self.rows.stored(number)
        cells = sorted(self.row(number).values())
        slots = tuple((cell.col, cell.kind, cell.format) for cell in cells)
        formulas = {cell.col: cell.formula for cell in cells if cell.formula is not None}
        return Stored(number, shape(slots), [cell.text for cell in cells], formulas) if cells else None

    def stream(self) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        """Non-empty rows in order."""
        for number in sorted(self.rows):
            yield number, self.rows[number]

    def texts(self) -> Iterator[tuple[int, int, str]]:
        """Row, column and text of every text that no formula gives."""
        if isinstance(self.rows, PackedRows):
            yield from self.rows.texts()
            return
        for number, cells in self.stream():
            for cell in cells.values():
                if cell.kind == "text" and cell.formula is None:
                    yield number, cell.col, cell.text

    def text(self, row: int, col: int) -> str:
        cell = self.cell(row, col)
        return cell.text if cell else ""

    def shows(self, row: int, col: int) -> bool:
        """Neither the row nor the column is hidden; asked for every cell of a form."""
        for span in self.hidden_columns:
            if span.first <= col <= span.last:
                return False
        return not (self.hidden_rows and self.is_row_hidden(row))

    def is_row_hidden(self, row: int) -> bool:
        for span in self.hidden_rows:  # noqa: SIM110  # asked too often for a generator
            if span.first <= row <= span.last:
                return True
        return False

    def is_column_hidden(self, col: int) -> bool:
        return any(span.first <= col <= span.last for span in self.hidden_columns)


class Oddity(NamedTuple):
    """Something about the file itself that a person should know: a macro, an external link, a
    second reader that disagrees. `code` is from the closed list in schemas/oddities.json."""

    code: str
    detail: str = ""
    sheet: str | None = None
    row: int | None = None
    col: int | None = None


class Grid:
    """A whole workbook as read."""

    __slots__ = ("date1904", "format", "names", "oddities", "properties", "sheets")

    def __init__(
        self,
        sheets: list[Sheet],
        *,
        format: GridFormat = "xlsx",  # noqa: A002  # the word that reports use
        date1904: bool = False,
        properties: dict[str, str] | None = None,
        names: dict[str, str] | None = None,
        oddities: list[Oddity] | None = None,
    ) -> None:
        self.sheets = sheets
        self.format: GridFormat = format
        self.date1904 = date1904
        self.properties: dict[str, str] = {} if properties is None else properties
        """Custom document properties; our stamp lives here."""
        self.names: dict[str, str] = {} if names is None else names
        """Defined names of the workbook: name → reference."""
        self.oddities: list[Oddity] = [] if oddities is None else oddities

    def sheet(self, name: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def letters(col: int) -> str:
    """Column 28 is AB."""
    text = ""
    while col:
        col, digit = divmod(col - 1, 26)
        text = chr(65 + digit) + text
    return text


@cache
def column(letters: str) -> int:
    """Column AB is 28."""
    col = 0
    for letter in letters:
        col = col * 26 + ord(letter) - 64
    return col


def a1(row: int, col: int) -> str:
    """Row 7, column 2 is B7."""
    return f"{letters(col)}{row}"


def parse_a1(address: str) -> tuple[int, int]:
    """B7 (or $B$7) is row 7, column 2."""
    found = _ADDRESS.match(address)
    if found is None:
        raise ValueError(address)
    return int(found.group(2)), column(found.group(1).upper())
