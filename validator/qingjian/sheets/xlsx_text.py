"""Character data read without expat: what may stand in it, and what its entities mean."""

from __future__ import annotations

import re
from typing import Final

from qingjian.patterns import pattern

_NOT_PLAIN: Final = bytes(set(range(32)) - {9, 10})
"""Control characters that no XML may hold, and the carriage return that XML would turn into a line feed."""
_ENTITY: Final = pattern(r"&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));|&")
_ATTRIBUTE: Final = pattern(r' ([A-Za-z0-9:]+)="([^"]*)"')
_NAMED: Final = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}
_SPELLED: Final = (("&gt;", ">"), ("&lt;", "<"), ("&quot;", '"'), ("&apos;", "'"))


class Deviation(Exception):
    """The part is not written as the usual programs write it: no error, the careful scanner takes over."""


def is_plain(data: bytes) -> bool:
    """Whether expat would hand on these bytes as they are, entities apart: no end of CDATA, no U+FFFE or U+FFFF."""
    if len(data.translate(None, _NOT_PLAIN)) != len(data):
        return False
    if b"]]>" in data:
        return False
    return b"\xef\xbf" not in data or not (b"\xef\xbf\xbe" in data or b"\xef\xbf\xbf" in data)


def resolved(text: str) -> str:
    """The text with its entities replaced."""
    if "&" not in text:
        return text
    meant = text
    for spelled, character in _SPELLED:
        meant = meant.replace(spelled, character)
    # The ampersand comes last, so that what it makes is not replaced again.
    if meant.count("&") != meant.count("&amp;"):
        return _ENTITY.sub(_character, text)
    return meant.replace("&amp;", "&")


def attributes_of(text: str, allowed: frozenset[str]) -> dict[str, str]:
    """Attributes that are already known to be well formed; any other name, or one name twice, is a deviation."""
    if not text:
        return {}
    pairs: list[tuple[str, str]] = _ATTRIBUTE.findall(text)
    attributes = dict(pairs)
    if len(attributes) != len(pairs) or not allowed.issuperset(attributes):
        raise Deviation
    return attributes


def _character(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        return _NAMED[name]
    if not (decimal or hexadecimal):
        raise Deviation
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if code in (9, 10, 13) or 32 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF:
        return chr(code)
    raise Deviation
