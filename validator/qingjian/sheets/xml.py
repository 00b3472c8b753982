"""The expat driver that every XML part goes through: no DOCTYPE, bounded depth and tokens, known encodings only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final
from xml.parsers import expat

from qingjian.errors import UnreadableWorkbook
from qingjian.patterns import pattern
from qingjian.sheets import guard

Start = Callable[[str, dict[str, str]], None]
"""Called with "namespace local" (or just "local") and the attributes, named alike."""
End = Callable[[str], None]
Text = Callable[[str], None]

_DECLARED: Final = pattern(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_NATIVE: Final = frozenset({"utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1"})
_NO_MEMORY: Final = 1
"""Expat's own code for it: the file may be sound, it only asks for too much."""
_CHINESE: Final = frozenset({"gbk", "gb2312", "gb18030"})


class Parser:
    """One part, fed in pieces. Text of one element arrives in one or a few calls."""

    def __init__(self, part: str, start: Start, *, end: End | None = None, text: Text | None = None) -> None:
        self.part = part
        self._fed = 0
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        depth = 0

        def started(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > guard.DEPTH:
                raise UnreadableWorkbook("xml-depth", part)
            start(name, attributes)

        def ended(name: str) -> None:
            nonlocal depth
            depth -= 1
            if end is not None:
                end(name)

        parser.StartElementHandler = started
        parser.EndElementHandler = ended
        if text is not None:
            parser.CharacterDataHandler = text

    def feed(self, piece: bytes, *, last: bool = False) -> None:
        """Parse one more piece; whatever expat objects to is a damaged part."""
        try:
            self._parser.Parse(piece, last)
        except expat.ExpatError as error:
            if error.code == _NO_MEMORY:
                raise MemoryError from error
            raise UnreadableWorkbook("xml-damaged", f"{self.part}:{error.lineno}") from error
        except (LookupError, ValueError) as error:
            raise UnreadableWorkbook("xml-encoding", self.part) from error
        self._fed += len(piece)
        if self._fed - self._parser.CurrentByteIndex > guard.TOKEN_BYTES and not last:
            raise UnreadableWorkbook("xml-damaged", f"{self.part}:{self._parser.CurrentLineNumber}")

    def hush(self) -> None:
        """From here on only watch that the XML is well formed; the caller answers for its depth."""
        self._parser.StartElementHandler = None
        self._parser.EndElementHandler = None
        self._parser.CharacterDataHandler = None

    def _refuse_doctype(self, *_: object) -> None:
        raise UnreadableWorkbook("xml-doctype", self.part)


def parse(
    data: bytes | Iterable[bytes],
    part: str,
    start: Start,
    *,
    end: End | None = None,
    text: Text | None = None,
) -> None:
    """Parse a whole part, given at once or in pieces; `part` names it in a refusal."""
    parser = Parser(part, start, end=end, text=text)
    for piece in readable(data, part):
        parser.feed(piece)
    parser.feed(b"", last=True)


def readable(data: bytes | Iterable[bytes], part: str) -> Iterator[bytes]:
    """The pieces in an encoding that expat knows: the Chinese ones become UTF-8, unknown ones are refused."""
    pieces = iter((data,)) if isinstance(data, bytes) else iter(data)
    first = next(pieces, b"")
    declared = _DECLARED.match(first)
    name = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    if declared and name in _CHINESE:
        whole = first + b"".join(pieces)
        yield _from_chinese(whole, declared.span(1), part)
        return
    if name not in _NATIVE:
        raise UnreadableWorkbook("xml-encoding", part)
    yield first
    yield from pieces


def local(name: str) -> str:
    """The name without its namespace."""
    return name.rpartition(" ")[2]


def _from_chinese(data: bytes, declared: tuple[int, int], part: str) -> bytes:
    first, last = declared
    try:
        text = (data[:first] + b"UTF-8" + data[last:]).decode("gb18030")
    except UnicodeDecodeError as error:
        raise UnreadableWorkbook("xml-encoding", part) from error
    return text.encode()
