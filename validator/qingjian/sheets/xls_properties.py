"""Custom document properties of an .xls file: the user-defined part of its OLE property set."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final
from uuid import UUID

from qingjian.sheets import guard

STREAM: Final = "\x05DocumentSummaryInformation"

_USER_DEFINED: Final = UUID("d5cdd505-2e9c-101b-9397-08002b2cf9ae").bytes_le
_DICTIONARY: Final = 0
_CODE_PAGE: Final = 1
_UNICODE: Final = 1200
_TEXT: Final = 0x1E
_WIDE_TEXT: Final = 0x1F
_ENCODINGS: Final = {936: "gb18030", 950: "big5", 1200: "utf-16-le", 1252: "cp1252", 65001: "utf-8"}


def custom_properties(data: bytes) -> dict[str, str]:
    """Name → text; a damaged property set has none, since nothing but the stamp depends on it."""
    try:
        return dict(_texts(data))
    except (struct.error, UnicodeDecodeError, LookupError):
        return {}


def _texts(data: bytes) -> Iterator[tuple[str, str]]:
    section = _section(data)
    if section is None:
        return
    places = _places(data, section)
    encoding = _encoding(data, places)
    names = _names(data, places[_DICTIONARY], encoding) if _DICTIONARY in places else {}
    for number, at in places.items():
        if number in names and number not in (_DICTIONARY, _CODE_PAGE):
            text = _text(data, at, encoding)
            if text is not None:
                yield names[number], text


def _section(data: bytes) -> int | None:
    (count,) = struct.unpack_from("<I", data, 24)
    for i in range(min(count, 2)):
        identity, at = struct.unpack_from("<16sI", data, 28 + 20 * i)
        if identity == _USER_DEFINED:
            return int(at)
    return None


def _places(data: bytes, section: int) -> dict[int, int]:
    """Number of a property → where it lies."""
    (count,) = struct.unpack_from("<I", data, section + 4)
    pairs = (
        struct.unpack_from("<2I", data, section + 8 + 8 * i) for i in range(min(count, guard.NAMED_ITEMS))
    )
    return {number: section + offset for number, offset in pairs}


def _encoding(data: bytes, places: dict[int, int]) -> str:
    if _CODE_PAGE not in places:
        return "cp1252"
    (page,) = struct.unpack_from("<H", data, places[_CODE_PAGE] + 4)
    return _ENCODINGS.get(page, f"cp{page}")


def _names(data: bytes, at: int, encoding: str) -> dict[int, str]:
    (count,) = struct.unpack_from("<I", data, at)
    at += 4
    names: dict[int, str] = {}
    is_wide = encoding == _ENCODINGS[_UNICODE]
    for _ in range(min(count, guard.NAMED_ITEMS)):
        number, length = struct.unpack_from("<2I", data, at)
        size = length * 2 if is_wide else length
        names[number] = _decoded(data, at + 8, size, encoding)
        # Wide names are padded to four bytes, narrow ones are not.
        at += 8 + (size + 3 & ~3 if is_wide else size)
    return names


def _text(data: bytes, at: int, encoding: str) -> str | None:
    kind, size = struct.unpack_from("<2I", data, at)
    if kind == _TEXT:
        return _decoded(data, at + 8, size, encoding)
    if kind == _WIDE_TEXT:
        return _decoded(data, at + 8, size * 2, "utf-16-le")
    return None


def _decoded(data: bytes, at: int, size: int, encoding: str) -> str:
    if size > guard.TEXT_CHARS * 4 or at + size > len(data):
        raise struct.error("text beyond the end")
    return data[at : at + size].decode(encoding).rstrip("\0")
