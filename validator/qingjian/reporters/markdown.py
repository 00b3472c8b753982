"""Stranger's text inside Markdown: shown as it is, without emphasis, links, mentions, formulas or HTML."""

from __future__ import annotations

import re
from typing import Final

from qingjian.patterns import pattern
from qingjian.reporters.safe import visible

_ESCAPED: Final = str.maketrans(
    {**{char: f"\\{char}" for char in "\\`*_[]~$|"}, "&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "＠"}
)
"""Backslashes and references that every renderer knows. A name behind @ would be called on GitHub and an
address become a link in spite of both, so that sign becomes its full-width form."""
_SCHEME: Final = pattern(r"(?<=[A-Za-z]):(?=//|[A-Za-z0-9])")
_HOST: Final = pattern(r"\b(www|ftp)\.", re.IGNORECASE)
_ISSUE: Final = pattern(r"#(?=[0-9])|(?<=\bGH)-(?=[0-9])", re.IGNORECASE)
_TICKS: Final = pattern("`+")


def plain(text: str, *, limit: int | None = None) -> str:
    """The text on one line, meaning nothing. It must not begin a line: there `#` or `1.` would."""
    shown = _SCHEME.sub("：", visible(text, limit=limit))
    shown = _HOST.sub(r"\1．", shown)
    shown = _ISSUE.sub(lambda found: "＃" if found.group() == "#" else "－", shown)
    return shown.translate(_ESCAPED)


def code(text: str, *, limit: int | None = None) -> str:
    """The text as code, exact and inert: a name to be copied."""
    shown = visible(text, limit=limit).strip(" ") or " "
    fence = "`" * (1 + max((len(run) for run in _TICKS.findall(shown)), default=0))
    room = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{room}{shown}{room}{fence}"
