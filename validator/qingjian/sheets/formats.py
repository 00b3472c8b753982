"""The style part of a workbook, to which fonts, fills and cell formats are appended."""

from __future__ import annotations

import re
from typing import Final

from qingjian.sheets.book import Book
from qingjian.sheets.outline import Element

_FONT_ORDER: Final = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color",
    "name", "family", "charset", "scheme",
)  # fmt: skip
_LINK_COLOUR: Final = "FF0563C1"


class Formats:
    """Collects what is appended; nothing that is there is changed or renumbered."""

    def __init__(self, book: Book, part: str) -> None:
        self._seen = book.package.outline(part)
        self._patch = book.package.patch(part)
        self._groups = {local: self._seen.root.first(local) for local in ("fonts", "fills", "cellXfs")}
        self._items = {
            local: list(group.children) if group is not None else [] for local, group in self._groups.items()
        }
        self._new: dict[str, list[str]] = {local: [] for local in self._groups}

    @classmethod
    def of(cls, book: Book) -> Formats | None:
        """None when the workbook has no formats to append to: no application writes such a file."""
        part = book.package.related(book.part, "styles")
        if not part:
            return None
        formats = cls(book, part)
        return formats if all(formats._items.values()) else None

    def items(self, local: str) -> list[Element]:
        """What was there: the children of fonts, fills or cellXfs."""
        return self._items[local]

    def add_fill(self, colour: str) -> int:
        """A solid fill by its ARGB colour, or by the attributes of a colour element."""
        attributes = colour if "=" in colour else f'rgb="{colour}"'
        fill, pattern, front, back = (
            self._tag(local) for local in ("fill", "patternFill", "fgColor", "bgColor")
        )
        return self._add(
            "fills",
            f'<{fill}><{pattern} patternType="solid"><{front} {attributes}/><{back} indexed="64"/>'
            f"</{pattern}></{fill}>",
        )

    def add_font(self, *, bold: bool = False, link: bool = False) -> int:
        """The workbook's default font, made bold or made to look like a link."""
        default = self._items["fonts"][0]
        children = {child.local: self._seen.raw(child).decode() for child in default.children}
        if bold:
            children["b"] = f"<{self._tag('b')}/>"
        if link:
            children["u"] = f"<{self._tag('u')}/>"
            children["color"] = f'<{self._tag("color")} rgb="{_LINK_COLOUR}"/>'
        inner = "".join(children[local] for local in _FONT_ORDER if local in children)
        return self._add("fonts", f"<{self._tag('font')}>{inner}</{self._tag('font')}>")

    def add_plain(self, font: int) -> int:
        """A cell format that differs from the default in its font."""
        xf = self._tag("xf")
        attributes = f'numFmtId="0" fontId="{font}" fillId="0" borderId="0" xfId="0" applyFont="1"'
        return self._add("cellXfs", f"<{xf} {attributes}/>")

    def add_wrapped(self, font: int) -> int:
        """A cell format for running text."""
        xf, alignment = self._tag("xf"), self._tag("alignment")
        return self._add(
            "cellXfs",
            f'<{xf} numFmtId="0" fontId="{font}" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">'
            f'<{alignment} vertical="top" wrapText="1"/></{xf}>',
        )

    def add_filled(self, base: int, fill: int) -> int:
        """A copy of a cell format with another fill; what exists already is found, not added again."""
        formats = self._items["cellXfs"]
        original = self._seen.raw(formats[base if base < len(formats) else 0]).decode()
        wanted = _with(_with(original, "fillId", str(fill)), "applyFill", "1")
        return self._add("cellXfs", wanted)

    def find_filled(self, base: int, fill: int) -> int:
        """The cell format that is like another but for its fill, added only if there is none."""
        own = self._items["cellXfs"]
        wanted = _bare(self._seen.raw(own[base]).decode())
        for index, item in enumerate(own):
            same_fill = item.attributes.get("fillId", "0") == str(fill)
            if same_fill and index != base and _bare(self._seen.raw(item).decode()) == wanted:
                return index
        return self.add_filled(base, fill)

    def close(self) -> None:
        """Write what was collected into the part."""
        for local, new in self._new.items():
            group = self._groups[local]
            if group is not None and new:
                self._patch.append(group, "".join(new).encode())
                if "count" in group.attributes:
                    self._patch.set_attribute(group, "count", str(len(self._items[local]) + len(new)))
        self._new = {local: [] for local in self._new}

    def _tag(self, local: str) -> str:
        return self._seen.root.sibling(local)

    def _add(self, local: str, new: str) -> int:
        if new not in self._new[local]:
            self._new[local].append(new)
        return len(self._items[local]) + self._new[local].index(new)


def _with(xml: str, name: str, value: str) -> str:
    """The element with one attribute of its open tag set."""
    opening = xml[: xml.index(">") + 1]
    changed, count = re.subn(
        rf"""(\s{name}\s*=\s*)(?:"[^"]*"|'[^']*')""", rf'\g<1>"{value}"', opening, count=1
    )
    if not count:
        changed = re.sub(r"\s*(/?>)\Z", rf' {name}="{value}"\1', opening)
    return changed + xml[len(opening) :]


def _bare(xml: str) -> str:
    """A cell format regardless of its fill."""
    return re.sub(r"""\s(?:fillId|applyFill)\s*=\s*(?:"[^"]*"|'[^']*')""", "", xml)
