"""Where every element of an XML part stands, by byte offset, so that a part can be edited without rewriting it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from qingjian.errors import CannotWrite
from qingjian.patterns import pattern
from qingjian.sheets import guard

_OPEN_TAG: Final = pattern(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE: Final = pattern(rb"""\s([^\s=<>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_DECLARED: Final = pattern(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_DIGITS: Final = 10
_BYTEWISE: Final = frozenset({b"UTF-8", b"UTF8"})


@dataclass(slots=True)
class Element:
    """One element: `start` of its open tag, `inside` after it, `close` before its end tag, `end` after that."""

    uri: str
    local: str
    prefix: str
    attributes: dict[str, str]
    """By "local" or "namespace local", in the order of the file."""
    start: int
    inside: int = 0
    close: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list["Element"])

    @property
    def is_short(self) -> bool:
        """Written as one tag: <c r="B3"/>."""
        return self.close == self.end

    @property
    def tag(self) -> str:
        """The name as written, with its prefix."""
        return self.sibling(self.local)

    def sibling(self, local: str) -> str:
        """The name of another element of the same vocabulary."""
        return f"{self.prefix}:{local}" if self.prefix else local

    def all(self, local: str) -> list[Element]:
        """Children of the same vocabulary by this name."""
        return [child for child in self.children if child.local == local and child.uri == self.uri]

    def first(self, local: str) -> Element | None:
        return next(iter(self.all(local)), None)

    def walk(self) -> Iterator[Element]:
        """This element and everything below it, in the order of the file."""
        waiting: list[Element] = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))


@dataclass(slots=True)
class Outline:
    """A part with its elements. `prefixes` are those declared on the root: namespace → prefix."""

    part: str
    xml: bytes
    root: Element
    prefixes: dict[str, str]

    def raw(self, element: Element) -> bytes:
        """The element exactly as it stands in the part."""
        return self.xml[element.start : element.end]

    def inner(self, element: Element) -> bytes:
        """What stands between its tags."""
        return self.xml[element.inside : element.close]

    def attribute(self, element: Element, name: str) -> tuple[int, int] | None:
        """The span of the attribute's value, without quotes."""
        if name not in element.attributes:
            return None
        for found in _ATTRIBUTE.finditer(self.xml, element.start, element.inside):
            if found.group(1) == name.encode():
                return found.span(2 if found.group(2) is not None else 3)
        return None


def number(text: str | None, *, otherwise: int = 0) -> int:
    """A whole number in an attribute or a text; `otherwise` for anything that is none."""
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) <= _DIGITS
    return int(text) if text is not None and is_number else otherwise


def outline(xml: bytes, part: str, *, into: Callable[[Element], bool] | None = None) -> Outline:
    """Parse a part; an element for which `into` says no is noted without its children."""
    _refuse_encoding(xml, part)
    builder = _Builder(xml, part, into or _everything)
    builder.parse()
    if builder.root is None:
        raise CannotWrite("damaged-part", part)
    return Outline(part, xml, builder.root, builder.prefixes)


def _everything(_: Element) -> bool:
    return True


def _refuse_encoding(xml: bytes, part: str) -> None:
    """Offsets are bytes and insertions are UTF-8: other encodings are left alone."""
    declared = _DECLARED.match(xml)
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff") or (declared and declared.group(1).upper() not in _BYTEWISE):
        raise CannotWrite("other-encoding", part)


class _Builder:
    """Collects elements while expat runs over a part."""

    def __init__(self, xml: bytes, part: str, into: Callable[[Element], bool]) -> None:
        self.root: Element | None = None
        self.prefixes: dict[str, str] = {}
        self._xml = xml
        self._part = part
        self._into = into
        self._open: list[Element] = []
        self._words: dict[str, tuple[str, str, str]] = {}
        self._passed = 0  # depth below an element whose children are not noted
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.namespace_prefixes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartNamespaceDeclHandler = self._declare
        parser.StartDoctypeDeclHandler = self._refuse
        self._parser = parser

    def parse(self) -> None:
        try:
            self._parser.Parse(self._xml, True)
        except expat.ExpatError as error:
            raise CannotWrite("damaged-part", f"{self._part}:{error.lineno}") from error
        except (LookupError, ValueError) as error:
            raise CannotWrite("other-encoding", self._part) from error

    def _declare(self, prefix: str | None, uri: str) -> None:
        if self.root is None:
            self.prefixes.setdefault(uri or "", prefix or "")

    def _refuse(self, *_: object) -> None:
        raise CannotWrite("damaged-part", self._part)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._passed:
            self._passed += 1
            return
        start = self._parser.CurrentByteIndex
        opening = _OPEN_TAG.match(self._xml, start)
        if opening is None or len(self._open) >= guard.DEPTH:
            raise CannotWrite("damaged-part", self._part)
        words = self._words.get(name)
        if words is None:
            words = self._words[name] = _split(name)
        element = Element(*words, _named(attributes), start, opening.end())
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)
        self._passed = 0 if self._into(element) else 1

    def _end(self, _: str) -> None:
        if self._passed > 1:
            self._passed -= 1
            return
        self._passed = 0
        element = self._open.pop()
        at = self._parser.CurrentByteIndex
        if self._xml[element.inside - 2 : element.inside] == b"/>":
            element.close = element.end = element.inside
        else:
            element.close = at
            element.end = self._xml.index(b">", at) + 1


def _split(name: str) -> tuple[str, str, str]:
    parts = name.split(" ")
    if len(parts) == 1:
        return "", parts[0], ""
    return parts[0], parts[1], parts[2] if len(parts) > 2 else ""


def _named(attributes: dict[str, str]) -> dict[str, str]:
    if " " not in "".join(attributes):
        return attributes
    return {" ".join(name.split(" ")[:2]): value for name, value in attributes.items()}
