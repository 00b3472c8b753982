"""Names of WordprocessingML that the reader of .docx knows, and what it does with the elements they name."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

WORD: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
"""Transitional, as Word and WPS save, and strict."""
_MATHS: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "http://purl.oclc.org/ooxml/officeDocument/math",
    }
)
_COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_ELSEWHERE: Final = "?"

SPACE: Final = "http://www.w3.org/XML/1998/namespace space"
TEXT_BOX: Final = "txbxContent"
REMOVED: Final = frozenset({"del", "moveFrom"})
"""What somebody struck out with change tracking on; of a row, its mark."""
ADDED: Final = frozenset({"ins", "moveTo"})
SKIPPED: Final = frozenset(
    {
        *REMOVED,
        _ELSEWHERE,
        "Fallback",
        "delInstrText",
        "delText",
        "drawing",
        "instrText",
        "object",
        "pPr",
        "pict",
        "rt",
        "sectPr",
        "tblPr",
        "tblPrEx",
        TEXT_BOX,
    }
)
"""Left out with all they hold; everything else is looked through."""
OFF: Final = frozenset({"0", "false", "off"})
LITERALS: Final = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
SYMBOLS: Final = {
    ("wingdings", 0x6F): "□",
    ("wingdings", 0xA8): "□",
    ("wingdings", 0xFB): "×",
    ("wingdings", 0xFC): "√",
    ("wingdings", 0xFD): "☒",
    ("wingdings", 0xFE): "☑",
    ("wingdings 2", 0x50): "√",
    ("wingdings 2", 0x4F): "×",
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0x54): "☒",
    ("wingdings 2", 0xA3): "□",
}
"""Ticks and boxes as people insert them: font and place in it → a character that says the same."""
_PRIVATE: Final = 0xF000
_BRANCHES: Final = frozenset({"AlternateContent", "Choice", "Fallback"})


@lru_cache(maxsize=1_024)  # a document has a few dozen of them
def word(name: str) -> str:
    """The local name of an element that counts; `?` for one that does not."""
    namespace, _, local = name.rpartition(" ")
    if namespace in WORD or (namespace == _COMPATIBILITY and local in _BRANCHES):
        return local
    if namespace in _MATHS:
        return local if local in ("t", "r") else "math"
    return _ELSEWHERE


def attribute(attributes: dict[str, str], name: str) -> str | None:
    """An attribute of Word's, in whichever of its namespaces."""
    for namespace in WORD:
        value = attributes.get(f"{namespace} {name}")
        if value is not None:
            return value
    return None


def symbol(font: str, code: str) -> str:
    """The character that a w:sym shows."""
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    known = SYMBOLS.get((font.strip().lower(), place & 0xFF if place & _PRIVATE == _PRIVATE else place))
    return known or (chr(place) if 0x20 <= place < 0xD800 or 0xE000 <= place <= 0xFFFD else "")
