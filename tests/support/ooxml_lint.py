"""Finds what makes Excel offer a repair: dangling relations, parts without a type, ids used twice, a wrong order."""

from __future__ import annotations

import io
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from typing import Final, TypeVar

_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_ORDER: Final = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]
_BOOK_ORDER: Final = [
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
]

_T = TypeVar("_T", bound=Hashable)


def lint(data: bytes) -> list[str]:
    """Everything wrong with a package; an empty list is a clean one."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        problems = [] if package.testzip() is None else ["a checksum is wrong"]
        parts = {name: package.read(name) for name in package.namelist()}
        problems += [f"part twice: {name}" for name in _twice(name.lower() for name in package.namelist())]
    problems += _malformed(parts)
    if problems:
        return problems
    return [
        *_types(parts),
        *_relations(parts),
        *_book(parts),
        *_sheets(parts),
        *_styles(parts),
        *_notes(parts),
    ]


def _malformed(parts: dict[str, bytes]) -> list[str]:
    problems: list[str] = []
    for name, data in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                ET.fromstring(data)
            except ET.ParseError as error:
                problems.append(f"{name}: {error}")
    return problems


def _types(parts: dict[str, bytes]) -> Iterator[str]:
    root = ET.fromstring(parts["[Content_Types].xml"])
    defaults = [item.attrib["Extension"].lower() for item in root.iter(f"{_TYPES}Default")]
    overrides = [item.attrib["PartName"].lstrip("/").lower() for item in root.iter(f"{_TYPES}Override")]
    yield from (f"extension declared twice: {name}" for name in _twice(defaults))
    yield from (f"type declared twice: {name}" for name in _twice(overrides))
    names = {name.lower() for name in parts}
    yield from (f"type of a missing part: {name}" for name in overrides if name not in names)
    for name in names - {"[content_types].xml"}:
        if name not in overrides and name.rpartition(".")[2] not in defaults and not name.endswith("/"):
            yield f"part without a type: {name}"


def _relations(parts: dict[str, bytes]) -> Iterator[str]:
    targets: set[str] = set()
    names = {name.lower() for name in parts}
    for rels in [name for name in parts if name.endswith(".rels")]:
        source = _source(rels)
        if source and source.lower() not in names:
            yield f"relations of a missing part: {rels}"
        ids = [item.attrib["Id"] for item in ET.fromstring(parts[rels])]
        yield from (f"{rels}: id twice: {id_}" for id_ in _twice(ids))
        used = set(
            re.findall(
                r':(?:id|embed|link|pict|relid)="([^"]+)"', parts.get(source, b"").decode("utf-8", "replace")
            )
        )
        yield from (f"{source}: no relation {id_}" for id_ in used - set(ids) if not source.endswith(".vml"))
        for item in ET.fromstring(parts[rels]).iter(f"{_RELS}Relationship"):
            if item.attrib.get("TargetMode") != "External":
                target = _target(source, item.attrib["Target"]).lower()
                targets.add(target)
                if target not in names:
                    yield f"{rels}: target is missing: {target}"
    for name in names:
        if name not in targets and not name.endswith((".rels", "/")) and name != "[content_types].xml":
            yield f"nothing points to {name}"


def _book(parts: dict[str, bytes]) -> Iterator[str]:
    root = ET.fromstring(parts["xl/workbook.xml"])
    yield from _disorder("xl/workbook.xml", root, _BOOK_ORDER)
    sheets = [item for item in root.iter() if _local(item) == "sheet"]
    yield from (
        f"sheet name twice: {name}" for name in _twice(item.attrib["name"].lower() for item in sheets)
    )
    yield from (f"sheet id twice: {id_}" for id_ in _twice(item.attrib["sheetId"] for item in sheets))
    names = [
        (item.attrib["name"], item.attrib.get("localSheetId"))
        for item in root.iter()
        if _local(item) == "definedName"
    ]
    yield from (f"name twice: {name}" for name in _twice(names))
    yield from (f"{name}: no such tab" for name, tab in names if tab is not None and int(tab) >= len(sheets))


def _sheets(parts: dict[str, bytes]) -> Iterator[str]:
    formats = _count(parts, "cellXfs")
    for name in [name for name in parts if re.match(r"xl/worksheets/[^/]+\.xml", name)]:
        root = ET.fromstring(parts[name])
        yield from _disorder(name, root, _ORDER)
        rows = [int(item.attrib["r"]) for item in root.iter() if _local(item) == "row" and "r" in item.attrib]
        if rows != sorted(set(rows)):
            yield f"{name}: rows out of order"
        cells = [item.attrib for item in root.iter() if _local(item) == "c"]
        yield from (
            f"{name}: cell twice: {ref}" for ref in _twice(item["r"] for item in cells if "r" in item)
        )
        yield from (
            f"{name}: no such format: {item['s']}"
            for item in cells
            if int(item.get("s", "0")) >= max(formats, 1)
        )


def _styles(parts: dict[str, bytes]) -> Iterator[str]:
    if "xl/styles.xml" not in parts:
        return
    for group in ET.fromstring(parts["xl/styles.xml"]):
        if "count" in group.attrib and int(group.attrib["count"]) != len(group):
            yield f"styles: {_local(group)} says {group.attrib['count']}, has {len(group)}"
    fonts, fills = _count(parts, "fonts"), _count(parts, "fills")
    for item in ET.fromstring(parts["xl/styles.xml"]).iter():
        if _local(item) == "xf" and (
            int(item.attrib.get("fontId", 0)) >= fonts or int(item.attrib.get("fillId", 0)) >= fills
        ):
            yield f"styles: a format points nowhere: {item.attrib}"


def _notes(parts: dict[str, bytes]) -> Iterator[str]:
    for name, data in parts.items():
        if name.endswith(".xml") and b"<commentList" in data:
            root = ET.fromstring(data)
            comments = [item.attrib for item in root.iter() if _local(item) == "comment"]
            authors = sum(_local(item) == "author" for item in root.iter())
            yield from (f"{name}: two comments on {ref}" for ref in _twice(item["ref"] for item in comments))
            yield from (
                f"{name}: no author {item['authorId']}"
                for item in comments
                if int(item["authorId"]) >= authors
            )
        if name.endswith(".vml"):
            yield from (
                f"{name}: shape twice: {id_}"
                for id_ in _twice(re.findall(r'\bid="(_x0000_s\d+)"', data.decode()))
            )


def _disorder(name: str, root: ET.Element, order: list[str]) -> Iterator[str]:
    places = [order.index(_local(child)) for child in root if _local(child) in order]
    if places != sorted(places):
        yield f"{name}: children out of order: {[_local(child) for child in root]}"


def _count(parts: dict[str, bytes], group: str) -> int:
    if "xl/styles.xml" not in parts:
        return 0
    return next((len(item) for item in ET.fromstring(parts["xl/styles.xml"]) if _local(item) == group), 0)


def _source(rels: str) -> str:
    folder, name = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _target(source: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")


def _local(item: ET.Element) -> str:
    return item.tag.rpartition("}")[2]


def _twice(items: Iterable[_T]) -> list[_T]:
    return [item for item, count in Counter(items).items() if count > 1]
