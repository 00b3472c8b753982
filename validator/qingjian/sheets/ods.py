"""Reads .ods files: content, styles and properties of an OpenDocument spreadsheet into a Grid."""

from __future__ import annotations

from typing import Final

from qingjian.errors import UnreadableWorkbook
from qingjian.model.grid import Grid, Oddity
from qingjian.sheets import guard, xml
from qingjian.sheets.container import Container
from qingjian.sheets.ods_content import Content
from qingjian.sheets.ods_names import META, OFFICE
from qingjian.sheets.ods_styles import Styles

_CONTENT: Final = "content.xml"
_STYLES: Final = "styles.xml"
_META: Final = "meta.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_SIGNATURES: Final = "META-INF/documentsignatures.xml"
_COMMON_STYLES: Final = OFFICE + "styles"
_USER_DEFINED: Final = META + "user-defined"


def read_ods(data: bytes) -> Grid:
    """The workbook in an .ods file; refused if it is none, damaged, encrypted or too big."""
    container = Container(data)
    _refuse_encrypted(container)
    styles = Styles()
    if _STYLES in container:
        _read_common_styles(container, styles)
    content = _read_content(container, styles)
    if not content.sheets:
        raise UnreadableWorkbook("no-sheets")
    return Grid(
        content.sheets,
        format="ods",
        date1904=content.date1904,
        properties=_properties(container),
        names=content.names,
        oddities=[*_active_parts(container), *content.oddities],
    )


def _refuse_encrypted(container: Container) -> None:
    if b"encryption-data" in _manifest(container):
        raise UnreadableWorkbook("encrypted")
    if "encrypted-package" in container:
        raise UnreadableWorkbook("encrypted")
    if _CONTENT not in container:
        raise UnreadableWorkbook("missing-part", _CONTENT)


def _manifest(container: Container) -> bytes:
    """Searched for names only, without a parser: older writers put a DOCTYPE there, which it would refuse."""
    return container.read(_MANIFEST) if _MANIFEST in container else b""


def _read_common_styles(container: Container, styles: Styles) -> None:
    """Only the named styles: the automatic ones of styles.xml belong to page headers."""
    inside = False

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if inside:
            styles.start(element, attributes)
        elif element == _COMMON_STYLES:
            inside = True

    def end(element: str) -> None:
        nonlocal inside
        if element == _COMMON_STYLES:
            inside = False
        elif inside:
            styles.end(element)

    xml.parse(container.read(_STYLES), _STYLES, start, end=end, text=styles.text)


def _read_content(container: Container, styles: Styles) -> Content:
    content = Content(styles, container.budget)
    pieces = container.stream(_CONTENT)
    xml.parse(pieces, _CONTENT, content.start, end=content.end, text=content.text)
    if not content.is_spreadsheet:
        raise UnreadableWorkbook("not-a-workbook", "OpenDocument")
    return content


def _properties(container: Container) -> dict[str, str]:
    """User-defined properties; the stamp lives there."""
    properties: dict[str, str] = {}
    name: str | None = None

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal name
        if element == _USER_DEFINED:
            name = attributes.get(META + "name", "")
            properties[name] = ""
            if len(properties) > guard.NAMED_ITEMS:
                raise UnreadableWorkbook("too-many-items", _META)

    def end(_: str) -> None:
        nonlocal name
        name = None

    def text(data: str) -> None:
        if name is not None:
            properties[name] += data

    if _META in container:
        xml.parse(container.read(_META), _META, start, end=end, text=text)
    return properties


def _active_parts(container: Container) -> list[Oddity]:
    """Macros, embedded objects and signatures; recognised by where they lie, never opened."""
    found: list[Oddity] = []
    for name in container.names:
        folder = name.casefold().replace("\\", "/").lstrip("/")
        if folder.startswith(("basic/", "scripts/")) and len(found) < guard.ODDITIES:
            found.append(Oddity("macro", name))
    if b"vnd.sun.star.oleobject" in _manifest(container):
        found.append(Oddity("embedded-object", "OLE"))
    if _SIGNATURES in container:
        found.append(Oddity("signed"))
    return found
