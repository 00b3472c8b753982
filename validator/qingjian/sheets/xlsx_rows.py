"""The fast scanner: regular expressions for the rows that spreadsheets really write.

Matches must tile the rows without a gap, in ascending order; whatever else stands there is a `Deviation`,
and the careful scanner reads the whole sheet instead. It never refuses a file by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import lt
from typing import Final

from qingjian.sheets import guard, xml
from qingjian.sheets.rows import Slot
from qingjian.sheets.xlsx_cells import Cells
from qingjian.sheets.xlsx_formulas import Raw
from qingjian.sheets.xlsx_sheet import SheetScan, is_hidden
from qingjian.sheets.xlsx_text import Deviation, is_plain, resolved

_NUMBER: Final = r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?(?:[eE][-+]?[0-9]{1,2})?"
_COLUMN: Final = r"[A-Z]{1,2}|[A-W][A-Z]{2}|X[A-E][A-Z]|XF[A-D]"
_ATTRIBUTES: Final = r'(?: [A-Za-z0-9:]+="[^"<&\t\n]*")*'
_HEAD: Final = re.compile(
    rb'(?:\xef\xbb\xbf)?(?:<\?xml version="1\.0"(?: encoding="[Uu][Tt][Ff]-8")?(?: standalone="(?:yes|no)")? ?\?>)?\s*<'
)
_ROW: Final = re.compile(rf'<row r="([1-9][0-9]{{0,6}})"({_ATTRIBUTES}) ?(/?)>')
_EMPTY_CELL: Final = rf'<c r="(?:{_COLUMN})\1"(?: s="[0-9]{{1,5}}")?(?: t="n")? ?/>'
_EMPTY_ROW: Final = re.compile(
    rf'<row r="([1-9][0-9]{{0,6}})"({_ATTRIBUTES}) ?(?:/>|>(?:{_EMPTY_CELL})*</row>)'
)
_CELL: Final = re.compile(
    rf'<c r="({_COLUMN})([1-9][0-9]{{0,6}})"(?: s="([0-9]{{1,5}})")?(?: t="(n|s|str|b|e|inlineStr)")?(?: cm="[0-9]+")? ?'
    rf"(?:/>|>(?:<f({_ATTRIBUTES}) ?(?:/>|>([^<]*)</f>))?"
    rf'(?:<v>(?:({_NUMBER})</v>|([^<]*)</v>)|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
_GROUPS: Final = 10
"""Pieces that splitting by `_CELL` gives for each cell: the gap before it and nine groups."""
_NAME: Final = re.compile(r' ([A-Za-z0-9:]+)="([^"]*)"')
_ROW_ATTRIBUTES: Final = frozenset(
    {
        *("spans", "s", "customFormat", "ht", "hidden", "customHeight", "outlineLevel", "collapsed"),
        *("thickTop", "thickBot", "ph", "x14ac:dyDescent"),
    }
)
_FORMULA_ATTRIBUTES: Final = frozenset(
    {"t", "ref", "si", "ca", "aca", "bx", "dt2D", "dtr", "del1", "del2", "r1", "r2"}
)
_ROW_LIMIT: Final = 16 * guard.MIB
"""A longer row is left to the careful scanner."""
_MEMO: Final = 10_000


class FastScan:
    """Reads the rows of one sheet by pattern, and everything around them through the careful scan's parser."""

    def __init__(self, into: SheetScan) -> None:
        self._into = into
        self._cells: Cells = into.cells
        self._number = 0
        self._extended = False
        self._hidden: dict[str, bool] = {}
        self._shapes: dict[tuple[tuple[str | None, ...], ...], tuple[Slot, ...] | None] = {}

    def scan(self, pieces: Iterable[bytes]) -> None:
        """Read a whole part, or raise `Deviation`."""
        parser = self._into.parser()
        source = iter(xml.readable(pieces, self._into.part))
        head, rest = _head(source)
        self._extended = b"xmlns:x14ac=" in head[head.find(b"<worksheet") :].partition(b">")[0]
        parser.feed(head)
        if not self._into.in_rows:
            raise Deviation
        parser.feed(self._body(source, rest))
        for piece in source:
            parser.feed(piece)
        parser.feed(b"", last=True)

    def _body(self, source: Iterator[bytes], rest: bytes) -> bytes:
        """Read rows until their end tag; what follows is returned."""
        while (end := rest.find(b"</sheetData>")) < 0:
            cut = rest.rfind(b"<row ")
            if cut > 0:
                self._block(rest[:cut])
                rest = rest[cut:]
            piece = next(source, b"")
            if not piece or len(rest) > _ROW_LIMIT:
                raise Deviation
            rest += piece
        self._block(rest[:end])
        return rest[end:]

    def _block(self, data: bytes) -> None:
        if not is_plain(data):
            raise Deviation
        try:
            text = data.decode()
        except UnicodeDecodeError:
            raise Deviation from None
        if "<v/>" in text or "<v />" in text:
            text = text.replace("<v/>", "<v></v>").replace("<v />", "<v></v>")
        if text.count("</c>") < text.count("<row "):
            self._sparse(text)
        else:
            self._rows(text)

    def _sparse(self, text: str) -> None:
        """Mostly rows of formatted nothing: those are taken out in one go, the others read one by one."""
        parts = _EMPTY_ROW.split(text)
        done = 0
        for i in [i for i, gap in enumerate(parts[::3]) if gap]:
            self._skip(parts[done * 3 + 1 : i * 3 : 3], parts[done * 3 + 2 : i * 3 : 3])
            self._rows(parts[i * 3])
            done = i
        self._skip(parts[done * 3 + 1 :: 3], parts[done * 3 + 2 :: 3])

    def _skip(self, numbers: list[str], attributes: list[str]) -> None:
        """Pass over empty rows, but not over their order nor over their being hidden."""
        rows = list(map(int, numbers))
        if not rows:
            return
        if rows[0] <= self._number or rows[-1] > guard.ROW or not all(map(lt, rows, rows[1:])):
            raise Deviation
        self._number = rows[-1]
        hidden = {text for text in set(attributes) if self._is_hidden(text)}
        if hidden:
            for row, text in zip(rows, attributes, strict=True):
                if text in hidden:
                    self._into.hide(row)

    def _rows(self, text: str) -> None:
        at = 0
        while at < len(text):
            at = self._one(text, at)

    def _one(self, text: str, at: int) -> int:
        """Read the row that starts here; where it ends is returned."""
        found = _ROW.match(text, at)
        if found is None:
            raise Deviation
        self._open(found)
        if found.group(3):
            return found.end()
        end = text.find("</row>", found.end())
        if end < 0:
            raise Deviation
        if end > found.end():
            self._row(found.group(1), text[found.end() : end])
        return end + 6

    def _open(self, found: re.Match[str]) -> None:
        number = int(found.group(1))
        if not self._number < number <= guard.ROW:
            raise Deviation
        self._number = number
        if self._is_hidden(found.group(2)):
            self._into.hide(number)

    def _is_hidden(self, attributes: str) -> bool:
        hidden = self._hidden.get(attributes)
        if hidden is None:
            allowed = _ROW_ATTRIBUTES if self._extended else _ROW_ATTRIBUTES - {"x14ac:dyDescent"}
            hidden = is_hidden(_attributes(attributes, allowed), "ht")
            if len(self._hidden) < _MEMO:
                self._hidden[attributes] = hidden
        return hidden

    def _row(self, number: str, body: str) -> None:
        parts: list[str | None] = _CELL.split(body)  # pyright: ignore[reportAssignmentType]  # groups may be None
        count = len(parts) // _GROUPS
        if any(parts[::_GROUPS]) or parts[2::_GROUPS].count(number) != count:
            raise Deviation
        if not self._plain(parts, count):
            self._mixed(parts)

    def _plain(self, parts: list[str | None], count: int) -> bool:
        """Store a row of nothing but numbers, shared strings and blanks; False if it is not one."""
        for group in (5, 8, 9):
            if parts[group::_GROUPS].count(None) != count:
                return False
        stored = parts[7::_GROUPS]
        keys = (parts[1::_GROUPS], parts[3::_GROUPS], parts[4::_GROUPS])
        if None in stored:
            filled = [i for i, text in enumerate(stored) if text is not None]
            stored = [stored[i] for i in filled]
            keys = ([keys[0][i] for i in filled], [keys[1][i] for i in filled], [keys[2][i] for i in filled])
            if not stored:
                return True
        key = (tuple(keys[0]), tuple(keys[1]), tuple(keys[2]))
        shape = self._shapes[key] if key in self._shapes else self._shape(key)
        if shape is None:
            return False
        texts = self._texts(shape, stored)
        if texts is None:
            return False
        cells = self._cells
        cells.context.budget.fill(len(texts), f"{cells.context.sheet}!{self._number}")
        cells.rows.put(self._number, shape, texts)
        return True

    def _texts(self, shape: tuple[Slot, ...], stored: list[str | None]) -> list[str] | None:
        strings = self._cells.context.strings
        try:
            texts = [
                text if slot[1] == "number" else strings[int(text)] if text[0] != "-" else None
                for slot, text in zip(shape, stored, strict=True)
                if text is not None
            ]
        except (ValueError, IndexError):
            return None
        return [text for text in texts if text is not None] if all(texts) else None

    def _shape(self, key: tuple[tuple[str | None, ...], ...]) -> tuple[Slot, ...] | None:
        """The slots of a row whose cells have these columns, styles and types; None to judge them singly."""
        formats = self._cells.context.formats
        slots: list[Slot] = []
        before = 0
        for letters, style, kind in zip(*key, strict=True):
            col = _column(letters or "")
            if col <= before:
                raise Deviation
            before = col
            if kind not in (None, "n", "s") or int(style or 0) >= len(formats):
                return None
            slots.append((col, "text" if kind == "s" else "number", formats[int(style or 0)]))
        shape = self._cells.rows.shared(tuple(slots))
        if len(self._shapes) < _MEMO:
            self._shapes[key] = shape
        return shape

    def _mixed(self, parts: list[str | None]) -> None:
        """A row with formulas, inline texts, errors or anything else: cell by cell."""
        cells = self._cells
        cells.open(self._number)
        before = 0
        pieces = iter(parts)
        for _, letters, _, style, kind, attributes, formula, number, value, inline in zip(
            *[pieces] * _GROUPS, strict=False
        ):
            col = _column(letters or "")
            if col <= before:
                raise Deviation
            before = col
            raw = None
            if attributes is not None:
                raw = Raw(resolved(formula or ""), _attributes(attributes, _FORMULA_ATTRIBUTES))
            text = number if number is not None or value is None else resolved(value)
            shown = None if inline is None else resolved(inline)
            cells.put(col, style, kind or "n", value=text, inline=shown, formula=raw)
        cells.close()


def _head(source: Iterator[bytes]) -> tuple[bytes, bytes]:
    """Everything up to and with <sheetData>, and what was read beyond."""
    data = b""
    for piece in source:
        data += piece
        at = data.find(b"<sheetData>")
        if at >= 0:
            break
        if len(data) > guard.TOKEN_BYTES:
            raise Deviation
    else:
        raise Deviation
    if _HEAD.match(data) is None:
        raise Deviation
    return data[: at + 11], data[at + 11 :]


def _attributes(text: str, allowed: frozenset[str]) -> dict[str, str]:
    if not text:
        return {}
    pairs = _NAME.findall(text)
    attributes = dict(pairs)
    if len(attributes) != len(pairs) or not allowed.issuperset(attributes):
        raise Deviation
    return attributes


def _column(letters: str) -> int:
    col = 0
    for letter in letters:
        col = col * 26 + ord(letter) - 64
    return col
