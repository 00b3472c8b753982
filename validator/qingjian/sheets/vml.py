"""The VML drawing that shows notes: a box for each, hidden until the cell is pointed at."""

from __future__ import annotations

from typing import Final

from qingjian.errors import CannotWrite
from qingjian.patterns import pattern
from qingjian.sheets.outline import Element, Outline, number
from qingjian.sheets.package import Package
from qingjian.sheets.patch import Patch

CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SPACES: Final = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_BLOCK: Final = 1024  # shape numbers are handed out to drawings in blocks of this size
_BOX: Final = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"{spaces}>'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE: Final = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:0;margin-top:0;'
    'width:216pt;height:72pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"{spaces}>'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 4, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>"
)
_LINE_CHARS: Final = 17
_SHAPE_ID: Final = pattern(rb"""_x0000_s([0-9]{1,9})\b""")
_BLOCKS: Final = pattern(rb"""<o:idmap[^>]*\sdata\s*=\s*["']([0-9]{1,6})\b""")


Box = tuple[int, int, str]
"""Row, column and text of a note."""


def readable(package: Package, part: str) -> Outline | None:
    """The drawing's elements; None for those that are not XML, as old versions of Excel wrote them."""
    try:
        return package.outline(part)
    except CannotWrite:
        return None


def new_drawing(boxes: list[Box]) -> bytes:
    """A drawing of its own for a sheet that has none."""
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items())
    layout = '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    shapes = "".join(_shape(box, _BLOCK + 1 + at, "") for at, box in enumerate(boxes))
    return f"<xml{spaces}>{layout}{_BOX.format(spaces='')}{shapes}</xml>".encode()


def append_boxes(patch: Patch, boxes: list[Box]) -> None:
    """Boxes behind the shapes that are there."""
    seen = patch.outline
    missing = {prefix: uri for prefix, uri in _SPACES.items() if seen.prefixes.get(uri) != prefix}
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in missing.items())
    if b'"_x0000_t202"' not in seen.xml and b"'_x0000_t202'" not in seen.xml:
        patch.append(seen.root, _BOX.format(spaces=spaces).encode())
    block = _BLOCKS.search(seen.xml)
    taken = [int(digits) for digits in _SHAPE_ID.findall(seen.xml)]
    first = max([int(block.group(1)) * _BLOCK if block else _BLOCK, *taken]) + 1
    for at, box in enumerate(boxes):
        patch.append(seen.root, _shape(box, first + at, spaces).encode())


def strip_boxes(patch: Patch, cells: set[tuple[int, int]]) -> None:
    """Take the note boxes of some cells out."""
    for shape in patch.outline.root.children:
        data = next((child for child in shape.children if child.local == "ClientData"), None)
        if (
            data is not None
            and data.attributes.get("ObjectType") == "Note"
            and _place(patch.outline, data) in cells
        ):
            patch.remove(shape)


def _place(seen: Outline, data: Element) -> tuple[int, int]:
    found = {child.local: seen.inner(child).decode("utf-8", "replace").strip() for child in data.children}
    return number(found.get("Row"), otherwise=-1) + 1, number(found.get("Column"), otherwise=-1) + 1


def _shape(box: Box, shape: int, spaces: str) -> str:
    row, col, text = box
    lines = sum(1 + len(line) // _LINE_CHARS for line in text.split("\n"))
    top = max(row - 2, 0)
    return _SHAPE.format(
        id=shape,
        spaces=spaces,
        left=col,
        right=col + 4,
        top=top,
        bottom=top + min(max(lines, 3), 30) + 1,
        row=row - 1,
        col=col - 1,
    )
