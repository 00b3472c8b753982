"""What is changed in the package around the VBA project: ribbon, sheet, properties; and how it is zipped."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from excel import settings
from excel.ribbon import custom_ui
from excel.words import tab

_WORKBOOK: Final = "xl/workbook.xml"
_SHEET: Final = "xl/worksheets/sheet1.xml"
_STRINGS: Final = "xl/sharedStrings.xml"
_RIBBON: Final = "customUI/customUI.xml"
_CORE: Final = "docProps/core.xml"
_FIRST: Final = "[Content_Types].xml"
_THEIR_SHEET: Final = 'name="_myaddin.conf"'
_PATH: Final = "<mc:AlternateContent.*?</mc:AlternateContent>"


def parts(package: Path) -> dict[str, bytes]:
    """Every part of a package by name."""
    with zipfile.ZipFile(package) as found:
        return {name: found.read(name) for name in found.namelist()}


def ours(theirs: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts with our ribbon, our sheet and our name."""
    content = settings.cells()
    strings, table = settings.shared_strings(content)
    sheet = settings.with_cells(theirs[_SHEET].decode(), content, strings)
    return {
        **theirs,
        _RIBBON: custom_ui(),
        _SHEET: sheet.encode(),
        _STRINGS: table,
        _WORKBOOK: _workbook(theirs[_WORKBOOK].decode()).encode(),
        _CORE: _core(theirs[_CORE].decode()).encode(),
    }


def write(content: Mapping[str, bytes], path: Path) -> None:
    """Zip the parts so that the same parts always give the same bytes."""
    names = sorted(content, key=lambda name: (name != _FIRST, name))
    with zipfile.ZipFile(path, "w") as package:
        for name in names:
            entry = zipfile.ZipInfo(name)  # 1980: no clock
            # stored: what deflate makes of it differs between versions of zlib
            entry.compress_type = zipfile.ZIP_STORED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            package.writestr(entry, content[name])


def _workbook(text: str) -> str:
    # where their author's copy lay
    text = _once(_PATH, "", text)
    return _once(re.escape(_THEIR_SHEET), f'name="{settings.SHEET}"', text)


def _core(text: str) -> str:
    """Excel's list of add-ins shows the title."""
    text = _once("<dc:title ?/>", f"<dc:title>{tab()}</dc:title>", text)
    text = _once("<dc:creator>[^<]*", "<dc:creator>qingjian", text)
    return _once("<cp:lastModifiedBy>[^<]*", "<cp:lastModifiedBy>qingjian", text)


def _once(pattern: str, replacement: str, text: str) -> str:
    changed, times = re.subn(pattern, lambda _: replacement, text, flags=re.DOTALL)
    if times != 1:
        raise ValueError(f"xlwings' add-in looks different from what this builder knows: {pattern}")
    return changed
