"""Text as the XML of a workbook spells it."""

from __future__ import annotations

from typing import Final

from qingjian.patterns import pattern

_FORBIDDEN: Final = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ILLEGAL: Final = pattern("[\x00-\x08\x0b-\x1f\ufffe\uffff]")  # and \r, which XML turns into \n
_LOOKS_ESCAPED: Final = pattern("_(?=x[0-9A-Fa-f]{4}_)")


def markup(text: str) -> str:
    """Escaped for element content and for attributes in double quotes; what XML forbids becomes U+FFFD."""
    text = _FORBIDDEN.sub("\ufffd", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def cell_text(text: str) -> str:
    """Escaped as Excel escapes strings: what XML cannot hold becomes _xHHHH_."""
    text = _LOOKS_ESCAPED.sub("_x005F_", text)
    return markup(_ILLEGAL.sub(lambda found: f"_x{ord(found.group()):04X}_", text))


def text_element(tag: str, text: str) -> str:
    """<t> with its blanks kept."""
    return f'<{tag} xml:space="preserve">{cell_text(text)}</{tag}>'
