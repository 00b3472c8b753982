"""The shared strings of a workbook: by pattern where they are plain, by expat where they are not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from qingjian.errors import UnreadableWorkbook
from qingjian.patterns import pattern
from qingjian.sheets import guard, xml
from qingjian.sheets.container import Container
from qingjian.sheets.xlsx_cells import unescaped
from qingjian.sheets.xlsx_text import Deviation, is_plain, resolved

_HEAD: Final = pattern(
    rb'(?:\xef\xbb\xbf)?<\?xml version="1\.0"(?: encoding="[Uu][Tt][Ff]-8")?(?: standalone="(?:yes|no)")? ?\?>\s*'
    rb'<sst xmlns="http://(?:schemas\.openxmlformats\.org/spreadsheetml/2006|purl\.oclc\.org/ooxml/spreadsheetml)/main"'
    rb'(?: (?:count|uniqueCount)="[0-9]*"){0,2}>'
)
_TAIL: Final = b"</sst>"
_OPENED: Final = "<si><t>"
_CLOSED: Final = "</t></si>"
_ITEM: Final = pattern(
    r'<si><t(?: xml:space="preserve")?+>([^<]*+)</t>(?:<phoneticPr fontId="[0-9]+"(?: type="[A-Za-z]+")?/>)?</si>'
)
_ITEM_END: Final = b"</si>"
_ODD_ITEMS: Final = 200
"""So many rich texts are read singly; with more, one parser for all is quicker."""


def shared_strings(container: Container, part: str) -> list[str | None]:
    """Every shared string; None for one that is longer than a cell may be."""
    inflated = container.budget.inflated
    try:
        return _fast(container.stream(part), part)
    except Deviation:
        container.budget.inflated = inflated
        return _careful(container.stream(part), part)


def _fast(pieces: Iterable[bytes], part: str) -> list[str | None]:
    """Whole items of one piece after the other; what is cut in two waits for the next piece."""
    strings: list[str | None] = []
    head, rest = b"", b""
    for piece in pieces:
        rest += piece
        if not head:
            head = _head(rest)
            rest = rest[len(head) :]
        end = rest.rfind(_ITEM_END) + len(_ITEM_END)
        if end < len(_ITEM_END):
            if len(rest) > guard.TOKEN_BYTES:
                raise Deviation
            continue
        strings += _items(rest[:end], head, part)
        rest = rest[end:]
        _bound(strings, part)
    after = rest.partition(_TAIL)
    if not after[1] or after[0].strip() or after[2].strip():
        raise Deviation
    return strings


def _head(data: bytes) -> bytes:
    """The root's tag with what stands before it."""
    head = _HEAD.match(data)
    if head is None or head.group().count(b" count=") > 1 or head.group().count(b" uniqueCount=") > 1:
        raise Deviation
    return head.group()


def _items(data: bytes, head: bytes, part: str) -> list[str | None]:
    if not is_plain(data):
        raise Deviation
    try:
        body = data.decode()
    except UnicodeDecodeError:
        raise Deviation from None
    texts = _alike(body)
    if texts is None:
        return _mixed(body, head, part)
    if "&" not in body and "_x" not in body and max(map(len, texts)) <= guard.TEXT_CHARS:
        return list(texts)
    return [_meant(text) for text in texts]


def _bound(strings: list[str | None], part: str) -> None:
    if len(strings) > guard.STRINGS:
        raise UnreadableWorkbook("too-many-items", part)


def _alike(body: str) -> list[str] | None:
    """The texts, where every item is written in the shortest way; every "<" is then one of those between them."""
    if not body.startswith(_OPENED) or not body.endswith(_CLOSED):
        return None
    texts = body[len(_OPENED) : -len(_CLOSED)].split(_CLOSED + _OPENED)
    return texts if body.count("<") == 4 * len(texts) else None


def _mixed(body: str, head: bytes, part: str) -> list[str | None]:
    """Plain items by pattern, the others by expat."""
    parts = _ITEM.split(body)
    gaps = parts[::2]
    if len(gaps) - gaps.count("") > _ODD_ITEMS:
        raise Deviation
    strings: list[str | None] = []
    for gap, text in zip(gaps, [*parts[1::2], None], strict=True):
        if gap:
            strings += _fragment(head, gap, part)
        if text is not None:
            strings.append(_meant(text))
    return strings


def _meant(text: str) -> str | None:
    if "&" not in text and "_x" not in text and len(text) <= guard.TEXT_CHARS:
        return text
    return _bounded(resolved(text))


def _fragment(head: bytes, items: str, part: str) -> list[str | None]:
    """Items that are not plain, read by expat under the part's own root."""
    try:
        return _careful((head + items.encode() + _TAIL,), part)
    except UnreadableWorkbook:
        raise Deviation from None


def _careful(pieces: Iterable[bytes], part: str) -> list[str | None]:
    scan = _Scan(part)
    xml.parse(pieces, part, scan.start, end=scan.end, text=scan.heard)
    return scan.strings


class _Scan:
    def __init__(self, part: str) -> None:
        self.strings: list[str | None] = []
        self._part = part
        self._item: list[str] = []
        self._depth = 0
        self._phonetic = 0
        self._hears = False

    def start(self, name: str, _: dict[str, str]) -> None:
        self._depth += 1
        local = xml.local(name)
        if self._depth == 1 and local != "sst":
            raise UnreadableWorkbook("not-a-sheet", self._part)
        if local == "si" and self._depth == 2:
            self._item = []
        elif local == "rPh":
            self._phonetic += 1
        elif local == "t":
            self._hears = not self._phonetic and self._depth > 2

    def end(self, name: str) -> None:
        local = xml.local(name)
        if local == "t":
            self._hears = False
        elif local == "rPh":
            self._phonetic -= 1
        elif local == "si" and self._depth == 2:
            self.strings.append(_bounded("".join(self._item)))
            _bound(self.strings, self._part)
        self._depth -= 1

    def heard(self, text: str) -> None:
        if self._hears:
            self._item.append(text)


def _bounded(text: str) -> str | None:
    text = unescaped(text)
    return text if len(text) <= guard.TEXT_CHARS else None
