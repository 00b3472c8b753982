"""What a cell's text is, shared strings looked up only when one is met."""

from __future__ import annotations

from xml.sax.saxutils import unescape

from qingjian.sheets.book import Book
from qingjian.sheets.outline import Element, Outline, number


class Texts:
    """The texts of one workbook's cells."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._shared: list[str] | None = None

    def of(self, seen: Outline, cell: Element) -> str:
        """The constant or the cached result that a cell shows, as text; empty when it shows nothing."""
        inline = cell.first("is")
        if cell.attributes.get("t") == "inlineStr":
            return _runs(seen, inline) if inline is not None else ""
        value = cell.first("v")
        text = _plain(seen, value) if value is not None else ""
        return self._lookup(text) if cell.attributes.get("t") == "s" and text else text

    def _lookup(self, index: str) -> str:
        if self._shared is None:
            self._shared = list(self._read())
        at = number(index.strip(), otherwise=-1)
        return self._shared[at] if 0 <= at < len(self._shared) else index

    def _read(self) -> list[str]:
        package = self._book.package
        part = package.related(self._book.part, "sharedStrings")
        if not part:
            return []
        seen = package.outline(part)
        return [_runs(seen, item) for item in seen.root.all("si")]


def _runs(seen: Outline, item: Element) -> str:
    """All <t> of a rich text, without the phonetic hints."""
    direct = [*item.all("t"), *(text for run in item.all("r") for text in run.all("t"))]
    return "".join(_plain(seen, text) for text in direct)


def _plain(seen: Outline, element: Element) -> str:
    return unescape(seen.inner(element).decode("utf-8", "replace"), {"&quot;": '"', "&apos;": "'"})
