"""JSON as text that steers no terminal it is printed on; what it says is the same."""

from __future__ import annotations

import json
from typing import Any

from qingjian.reporters.safe import is_steering


def json_text(document: Any) -> str:
    """The document indented, to be read; controls and invisible characters as JSON's own escapes."""
    return _visible(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def json_line(document: Any) -> str:
    """The same on one line, in a quarter of the time."""
    return _visible(json.dumps(document, ensure_ascii=False, separators=(",", ":")))


def _visible(text: str) -> str:
    if text.isprintable():
        return text
    return text.translate({ord(char): json.dumps(char)[1:-1] for char in set(text) if is_steering(char)})
