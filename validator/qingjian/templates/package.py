"""Repacks a workbook so that its bytes depend on its content alone: stored, sorted, without clock."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from qingjian.patterns import pattern

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_FIRST: Final = ("[Content_Types].xml", "_rels/.rels")
_APPLICATION: Final = b"<Application>Qingjian</Application>"
"""Not Excel's name: LibreOffice takes the stored results of a file from Excel for final."""
_VERSION: Final = pattern(rb"<fileVersion [^>]*/>")
_ROW: Final = pattern(rb'(<row r="([0-9]+)"[^>]*?) customHeight="1"([^>]*>)')
_EMPTY_RESULT: Final = pattern(rb"<c ((?:r|s)=[^>]*)><f>([^<]*)</f><v></v></c>")


def repacked(data: bytes, growing: Mapping[str, AbstractSet[int]]) -> bytes:
    """The same parts in a fixed order and without dates. `growing`: rows by part whose height is but
    a start, which the application may change as people write."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name not in _FIRST, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0
            target.writestr(entry, _settled(name, source.read(name), growing.get(name, frozenset())))
    return out.getvalue()


def _settled(name: str, part: bytes, growing: AbstractSet[int]) -> bytes:
    if name.startswith("xl/worksheets/"):
        # a formula that shows nothing says so: an empty text, not a result that was never stored
        shown = _EMPTY_RESULT.sub(rb'<c \1 t="str"><f>\2</f><v></v></c>', part)
        return _ROW.sub(lambda row: row[1] + row[3] if int(row[2]) in growing else row[0], shown)
    if name == "docProps/app.xml":
        return part.replace(b"<Application>Microsoft Excel</Application>", _APPLICATION)
    if name == "xl/workbook.xml":
        return _VERSION.sub(b"", part)
    return part
