"""The fast scanner: regular expressions for the rows that spreadsheets really write.

Matches must tile the rows without a gap, in ascending order; whatever else stands there is a `Deviation`,
and the careful scanner reads the whole sheet instead. It never refuses a file by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from operator import lt
from typing import Final

from qingjian.patterns import pattern
from qingjian.sheets import guard, xml
from qingjian.sheets.xlsx_alike import RowScan
from qingjian.sheets.xlsx_frame import FRAMES
from qingjian.sheets.xlsx_row import ATTRIBUTES, COLUMN
from qingjian.sheets.xlsx_sheet import SheetScan, is_hidden
from qingjian.sheets.xlsx_tail import tail_merges
from qingjian.sheets.xlsx_text import Deviation, attributes_of, is_plain

_HEAD: Final = pattern(
    rb'(?:\xef\xbb\xbf)?(?:<\?xml version="1\.0"(?: encoding="[Uu][Tt][Ff]-8")?(?: standalone="(?:yes|no)")? ?\?>)?\s*<'
)
_DATA: Final = pattern(rb"<sheetData ?/?>")
_ROW: Final = pattern(rf'<row r="([1-9][0-9]{{0,6}})"({ATTRIBUTES}) ?(/?)>')
_EMPTY_ROW: Final = pattern(
    rf'<row r="([1-9][0-9]{{0,6}})"({ATTRIBUTES}) ?(?:/>|>'
    rf'(?:<c r="(?:{COLUMN})\1"(?: s="[0-9]{{1,5}}")?(?: t="n")? ?/>)*</row>)'
)
_ATTRIBUTES: Final = frozenset(
    {
        *("spans", "s", "customFormat", "ht", "hidden", "customHeight", "outlineLevel", "collapsed"),
        *("thickTop", "thickBot", "ph"),
    }
)
_EXTENDED: Final = _ATTRIBUTES | {"x14ac:dyDescent"}
_ROW_BYTES: Final = 16 * guard.MIB
"""A longer row is left to the careful scanner."""
_LARGE: Final = 512 * 1024
"""In less it does not matter how rows of formatted nothing are passed over."""
_MEMO: Final = 10_000


class FastScan:
    """Reads the rows of one sheet by pattern, and everything around them through the careful scan's parser."""

    def __init__(self, into: SheetScan, rows: RowScan) -> None:
        self._into = into
        self._rows = rows
        self._number = 0
        self._allowed = _ATTRIBUTES
        self._hidden: dict[str, bool] = {}

    def scan(self, pieces: Iterable[bytes]) -> None:
        """Read a whole part, or raise `Deviation`."""
        source = iter(xml.readable(pieces, self._into.part))
        head, rest = _head(source)
        if b"xmlns:x14ac=" in head[head.find(b"<worksheet") :].partition(b">")[0]:
            self._allowed = _EXTENDED
        before = len(self._into.cells.context.oddities)
        parser = None if FRAMES.has_head(head) else self._headed(head)
        has_rows = parser is None or self._into.in_rows
        if has_rows:
            rest = self._body(source, rest)
        elif not head.endswith(b"/>"):
            raise Deviation
        following = next(source, None)
        frame = FRAMES.find(head, rest) if parser is None and following is None else None
        if frame is not None:
            self._into.surround(frame)
            return
        self._tail(parser or self._headed(head), rest, following, source)
        if has_rows and following is None and len(self._into.cells.context.oddities) == before:
            FRAMES.keep(head, rest, self._into.frame())

    def _headed(self, head: bytes) -> xml.Parser:
        parser = self._into.parser()
        parser.feed(head)
        return parser

    def _tail(
        self, parser: xml.Parser, rest: bytes, following: bytes | None, source: Iterator[bytes]
    ) -> None:
        merges = tail_merges(rest) if following is None else None
        if merges is not None:
            parser.hush()
            for reference in merges:
                self._into.merge(reference)
        parser.feed(rest)
        if following is not None:
            for piece in chain((following,), source):
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
            if not piece or len(rest) > _ROW_BYTES:
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
        if len(data) > _LARGE and text.count("</c>") < text.count("<row "):
            self._sparse(text)
        else:
            self._dense(text)

    def _sparse(self, text: str) -> None:
        """Mostly rows of formatted nothing: those are taken out in one go, the others read one by one."""
        parts = _EMPTY_ROW.split(text)
        done = 0
        for i in [i for i, gap in enumerate(parts[::3]) if gap]:
            self._skip(parts[done * 3 + 1 : i * 3 : 3], parts[done * 3 + 2 : i * 3 : 3])
            self._dense(parts[i * 3])
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

    def _dense(self, text: str) -> None:
        at = 0
        read, cells = self._rows.read, self._into.cells
        while at < len(text):
            found = _ROW.match(text, at)
            if found is None:
                raise Deviation
            number, attributes, is_closed = found.groups()
            row = int(number)
            if not self._number < row <= guard.ROW:
                raise Deviation
            self._number = row
            if self._is_hidden(attributes):
                self._into.hide(row)
            at = found.end()
            if not is_closed:
                end = text.find("</row>", at)
                if end < 0:
                    raise Deviation
                if end > at:
                    read(number, text[at:end], cells)
                at = end + 6

    def _is_hidden(self, attributes: str) -> bool:
        hidden = self._hidden.get(attributes)
        if hidden is None:
            hidden = is_hidden(attributes_of(attributes, self._allowed), "ht")
            if len(self._hidden) < _MEMO:
                self._hidden[attributes] = hidden
        return hidden


def _head(source: Iterator[bytes]) -> tuple[bytes, bytes]:
    """Everything up to and with <sheetData> (or <sheetData/>), and what was read beyond."""
    data = b""
    for piece in source:
        data += piece
        found = _DATA.search(data)
        if found is not None:
            break
        if len(data) > guard.TOKEN_BYTES:
            raise Deviation
    else:
        raise Deviation
    if _HEAD.match(data) is None:
        raise Deviation
    return data[: found.end()], data[found.end() :]
