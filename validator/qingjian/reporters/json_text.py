"""JSON as text that steers no terminal it is printed on; what it says is the same."""

from __future__ import annotations

import json
from typing import Any

from qingjian.reporters.safe import is_steering


def json_text(document: Any) -> str:
    """The document, indented; controls and invisible characters as JSON's own escapes."""
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return text.translate({ord(char): json.dumps(char)[1:-1] for char in set(text) if is_steering(char)})
