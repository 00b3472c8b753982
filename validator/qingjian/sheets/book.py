"""The workbook part of a package: its sheets, its defined names, and what forbids writing into it."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import unescape

from qingjian.errors import CannotWrite
from qingjian.named_tuple import NamedTuple
from qingjian.sheets.escape import markup
from qingjian.sheets.outline import Element, Outline
from qingjian.sheets.package import Package

_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
SPREADSHEET: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    }
)
_BEFORE_NAMES: Final = ("sheets", "functionGroups", "externalReferences")


class BookSheet(NamedTuple):
    """One tab; `part` is empty when it is not a worksheet."""

    name: str
    part: str
    element: Element


class Book:
    """The workbook of a package as of its last settling."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = _workbook(package)
        self.root = package.outline(self.part).root
        if self.root.uri not in SPREADSHEET:
            raise CannotWrite("not-xlsx")
        self.main = self.root.uri
        self.relations = _STRICT_RELATIONS if "purl.oclc.org" in self.main else _RELATIONS
        holder = self.root.first("sheets")
        if holder is None:
            raise CannotWrite("damaged-part", self.part)
        self.holder = holder
        arrows = {item.id: item for item in package.relations(self.part)}
        if any(item.is_kind("revisionHeaders") for item in arrows.values()):
            raise CannotWrite("shared")
        self.sheets: list[BookSheet] = []
        for element in holder.all("sheet"):
            arrow = arrows.get(element.attributes.get(f"{self.relations} id", ""))
            is_grid = arrow is not None and arrow.is_kind("worksheet") and arrow.target in package
            part = arrow.target if arrow is not None and is_grid else ""
            self.sheets.append(BookSheet(element.attributes.get("name", ""), part, element))

    def sheet(self, name: str) -> BookSheet:
        """A worksheet by its name."""
        for sheet in self.sheets:
            if sheet.name == name and sheet.part:
                return sheet
        raise CannotWrite("no-such-sheet", name)

    def kind(self, last: str) -> str:
        """A relationship type in the dialect of the file."""
        return f"{self.relations}/{last}"

    def reference(self, seen: Outline, id_: str) -> str:
        """r:id="…", with the prefix the part has for it, or one declared on the spot."""
        prefix = seen.prefixes.get(self.relations)
        if prefix:
            return f'{prefix}:id="{id_}"'
        return f'xmlns:r="{self.relations}" r:id="{id_}"'

    def name(self, name: str) -> Element | None:
        """A defined name of the whole workbook."""
        return next((item for item in self._names() if item.attributes.get("name") == name), None)

    def meaning(self, name: str) -> str | None:
        """What a defined name stands for."""
        element = self.name(name)
        if element is None:
            return None
        raw = self.package.outline(self.part).inner(element).decode()
        return unescape(raw, {"&quot;": '"', "&apos;": "'"})

    def define(self, names: dict[str, str]) -> None:
        """Add hidden names."""
        if not names:
            return
        patch = self.package.patch(self.part)
        tag = self.root.sibling("definedName")
        items = "".join(
            f'<{tag} name="{name}" hidden="1">{markup(meaning)}</{tag}>' for name, meaning in names.items()
        )
        group = self.root.first("definedNames")
        if group is not None:
            patch.append(group, items.encode())
            return
        tag = self.root.sibling("definedNames")
        at = max(child.end for local in _BEFORE_NAMES for child in self.root.all(local))
        patch.insert(at, f"<{tag}>{items}</{tag}>".encode())

    def undefine(self, *names: str) -> None:
        """Remove names; a group that would be empty goes with them."""
        going = [item for item in self._names() if item.attributes.get("name") in names]
        group = self.root.first("definedNames")
        if going and group is not None:
            patch = self.package.patch(self.part)
            for item in [group] if len(going) == len(group.children) else going:
                patch.remove(item)

    def _names(self) -> list[Element]:
        group = self.root.first("definedNames")
        return group.all("definedName") if group is not None else []


def quoted(sheet: str) -> str:
    """A sheet's name as references spell it."""
    return "'" + sheet.replace("'", "''") + "'"


def referred_sheet(reference: str) -> str:
    """The sheet that a reference such as '表2-2'!$A$1:$F$9 names."""
    sheet = reference.rpartition("!")[0]
    if sheet.startswith("'") and sheet.endswith("'"):
        return sheet[1:-1].replace("''", "'")
    return sheet


def _workbook(package: Package) -> str:
    if "[Content_Types].xml" not in package or "_rels/.rels" not in package:
        raise CannotWrite("not-xlsx")
    arrows = package.relations("")
    if any("/digital-signature/" in item.kind for item in arrows):
        raise CannotWrite("signed")
    parts = [item.target for item in arrows if item.is_kind("officeDocument")]
    if len(parts) != 1 or parts[0] not in package:
        raise CannotWrite("not-xlsx")
    if "binary" in package.content_type(parts[0]):
        raise CannotWrite("not-xlsx")
    return parts[0]
