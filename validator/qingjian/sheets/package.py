"""An OOXML package as bytes: parts are read, patched, added and removed; untouched ones keep their compressed bytes."""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Iterator
from typing import Final

from qingjian.errors import CannotWrite, UnreadableWorkbook
from qingjian.named_tuple import NamedTuple
from qingjian.sheets.container import Container
from qingjian.sheets.escape import markup
from qingjian.sheets.outline import Outline, outline
from qingjian.sheets.part_names import key, relative, rels_name, resolved
from qingjian.sheets.patch import Patch, Undo
from qingjian.sheets.zipped import Stored, deflated, zipped

CONTENT_TYPES: Final = "[Content_Types].xml"
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OLE2: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"


class Relation(NamedTuple):
    """One arrow from a part to another; `target` is a part name, or empty for something outside."""

    id: str
    kind: str
    target: str

    def is_kind(self, last: str) -> bool:
        """Compares the end of the type, which transitional and strict files share."""
        return self.kind.rpartition("/")[2] == last


class Changes(NamedTuple):
    """What one settling changed."""

    undos: dict[str, tuple[Undo, ...]]
    added: tuple[str, ...]


class Package:
    """Edits are collected and take effect together, when the package is settled or packed."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._container = _container(data)
        self._names = {key(name): name for name in self._container.names}
        self._current: dict[str, bytes] = {}
        self._outlines: dict[str, Outline] = {}
        self._patches: dict[str, Patch] = {}
        self._added: list[str] = []
        self._related: dict[str, list[Relation]] = {}
        self._defaults: set[str] = set()

    def __contains__(self, part: str) -> bool:
        return key(part) in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names.values())

    def read(self, part: str) -> bytes:
        """A part as of the last settling."""
        name = self._name(part)
        if name not in self._current:
            self._current[name] = self._original(name)
        return self._current[name]

    def outline(self, part: str) -> Outline:
        """The elements of a part as of the last settling."""
        name = self._name(part)
        if name not in self._outlines:
            self._outlines[name] = outline(self.read(name), name)
        return self._outlines[name]

    def patch(self, part: str) -> Patch:
        """The edits of a part; its whole outline is at hand."""
        name = self._name(part)
        return self.patch_on(self._patches[name].outline if name in self._patches else self.outline(name))

    def patch_on(self, seen: Outline) -> Patch:
        """The edits of a part of which only this outline was taken."""
        return self._patches.setdefault(self._name(seen.part), Patch(seen))

    def write(self, part: str, data: bytes) -> None:
        """Put other bytes in the place of a part."""
        name = self._name(part)
        self._current[name] = data
        self._outlines.pop(name, None)

    def add(self, part: str, data: bytes, *, content_type: str = "") -> None:
        """A new part; without a content type the default of its extension holds."""
        self._names[key(part)] = part
        self._current[part] = data
        self._added.append(part)
        if content_type:
            override = f'PartName="/{markup(part)}" ContentType="{content_type}"'
            self._declare("Override", override)

    def default_type(self, extension: str, content_type: str) -> None:
        """Declare an extension unless it is declared."""
        types = self.outline(CONTENT_TYPES).root.all("Default")
        known = {item.attributes.get("Extension", "").lower() for item in types} | self._defaults
        if extension not in known:
            self._defaults.add(extension)
            self._declare("Default", f'Extension="{extension}" ContentType="{content_type}"')

    def content_type(self, part: str) -> str:
        """What the package says a part is."""
        root = self.outline(CONTENT_TYPES).root
        for item in root.all("Override"):
            if key(item.attributes.get("PartName", "")) == key(part):
                return item.attributes.get("ContentType", "")
        suffix = posixpath.splitext(part)[1][1:].lower()
        for item in root.all("Default"):
            if item.attributes.get("Extension", "").lower() == suffix:
                return item.attributes.get("ContentType", "")
        return ""

    def relations(self, part: str) -> list[Relation]:
        """The arrows that start at a part; the empty name is the package itself."""
        rels = rels_name(part)
        found: list[Relation] = []
        if rels in self:
            for item in self.outline(rels).root.all("Relationship"):
                outside = item.attributes.get("TargetMode") == "External"
                target = "" if outside else resolved(part, item.attributes.get("Target", ""))
                found.append(Relation(item.attributes.get("Id", ""), item.attributes.get("Type", ""), target))
        return found + self._related.get(part, [])

    def related(self, part: str, kind: str) -> str:
        """The one part of a kind that a part points to; empty when there is none."""
        targets = (item.target for item in self.relations(part) if item.is_kind(kind))
        return next((target for target in targets if target in self), "")

    def relate(self, part: str, kind: str, target: str) -> str:
        """Draw an arrow; gives its id."""
        taken = {item.id for item in self.relations(part)}
        number = 1
        while f"rIdQj{number}" in taken:
            number += 1
        relation = Relation(f"rIdQj{number}", kind, target)
        self._related.setdefault(part, []).append(relation)
        return relation.id

    def unused(self, pattern: str) -> str:
        """A part name that is free; `pattern` holds {} for a number."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def drop(self, part: str) -> None:
        """Take one part out, its declarations left as they are."""
        name = self._names.pop(key(part), None)
        if name is not None:
            self._current.pop(name, None)
            self._outlines.pop(name, None)
            self._patches.pop(name, None)

    def remove(self, part: str) -> None:
        """Take a part out with its relations, its content type and what only it pointed to.
        The arrow to it is the caller's to remove."""
        targets = [item.target for item in self.relations(part) if item.target in self]
        self.drop(rels_name(part))
        self.drop(part)
        patch = self.patch(CONTENT_TYPES)
        for item in patch.outline.root.all("Override"):
            if key(item.attributes.get("PartName", "")) == key(part):
                patch.remove(item)
        for target in targets:
            if target in self and not self._is_target(target):
                self.remove(target)

    def unrelate(self, part: str, target: str) -> None:
        """Remove every arrow from a part to another."""
        patch = self.patch(rels_name(part))
        for item in patch.outline.root.all("Relationship"):
            inside = item.attributes.get("TargetMode") != "External"
            if inside and key(resolved(part, item.attributes.get("Target", ""))) == key(target):
                patch.remove(item)

    def settle(self) -> Changes:
        """Let the edits take effect."""
        for part in list(self._related):
            self._write_relations(part, self._related.pop(part))
        undos: dict[str, tuple[Undo, ...]] = {}
        for name, patch in self._patches.items():
            data, undo = patch.render()
            if not undo:
                continue
            if name not in self._added:
                undos[name] = undo
            self.write(name, data)
        self._patches = {}
        self._defaults = set()
        added, self._added = tuple(self._added), []
        return Changes(undos, added)

    def pack(self) -> bytes:
        """The package as a file; the very same file when nothing has changed."""
        self.settle()
        originals = self._container.names
        untouched = list(self._names.values()) == originals and not any(map(self._is_changed, originals))
        return self._data if untouched else zipped(self._stored(name) for name in self._names.values())

    def _name(self, part: str) -> str:
        name = self._names.get(key(part))
        if name is None:
            raise CannotWrite("damaged-part", part)
        return name

    def _original(self, name: str) -> bytes:
        try:
            return b"".join(self._container.stream(name))
        except UnreadableWorkbook as error:
            raise CannotWrite("unreadable", f"{error.code} {error.detail}".strip()) from error

    def _is_changed(self, name: str) -> bool:
        """A checksum that differs spares inflating the original once more."""
        if name not in self._current:
            return False
        data, entry = self._current[name], self._container.entry(name)
        return (len(data), zlib.crc32(data)) != (entry.size, entry.crc) or data != self._original(name)

    def _stored(self, name: str) -> Stored:
        if name not in self._container or self._is_changed(name):
            return deflated(name, self.read(name))
        entry = self._container.entry(name)
        packed = self._data[entry.start : entry.start + entry.packed]
        return Stored(name, entry.method, entry.crc, entry.size, packed)

    def _declare(self, element: str, attributes: str) -> None:
        patch = self.patch(CONTENT_TYPES)
        tag = patch.outline.root.sibling(element)
        patch.append(patch.outline.root, f"<{tag} {attributes}/>".encode())

    def _is_target(self, part: str) -> bool:
        sources = ["", *(name for name in self if not name.endswith(".rels"))]
        return any(key(item.target) == key(part) for source in sources for item in self.relations(source))

    def _write_relations(self, part: str, relations: list[Relation]) -> None:
        rels = rels_name(part)
        prefix = ""
        if rels in self:
            root = self.outline(rels).root
            prefix = f"{root.prefix}:" if root.prefix else ""
        items = "".join(
            f'<{prefix}Relationship Id="{item.id}" Type="{item.kind}" Target="{markup(relative(part, item.target))}"/>'
            for item in relations
        )
        if rels in self:
            patch = self.patch(rels)
            patch.append(patch.outline.root, items.encode())
        else:
            whole = f'{DECLARATION}<Relationships xmlns="{_RELATIONS}">{items}</Relationships>'
            self.add(rels, whole.encode())


def announced(before: bytes, after: bytes) -> tuple[str, ...]:
    """The names of the parts that were changed, added or removed."""
    old, new = _container(before), _container(after)
    sums = {name: (old.entry(name).crc, old.entry(name).size) for name in old.names}
    other = {name: (new.entry(name).crc, new.entry(name).size) for name in new.names}
    return tuple(sorted(name for name in sums | other if sums.get(name) != other.get(name)))


def _container(data: bytes) -> Container:
    if data.startswith(_OLE2):
        raise CannotWrite("encrypted" if _ENCRYPTED in data else "not-xlsx")
    if not data.startswith(b"PK"):
        raise CannotWrite("not-xlsx")
    try:
        return Container(data)
    except UnreadableWorkbook as error:
        if error.code == "encrypted":
            raise CannotWrite("encrypted") from error
        raise CannotWrite("unreadable", f"{error.code} {error.detail}".strip()) from error
