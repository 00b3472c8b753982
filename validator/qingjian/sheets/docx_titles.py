"""The lines around the tables of a Word document: which are titles, which are notes, what a table is called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern

_NUMBERED: Final = pattern(
    r"\s*(?:续\s*)?(?:表|附表|附件)\s*[0-9０-９]{0,2}(?:\s|[-－—–:：0-9０-９]|[^\s，。；]{0,60}\Z)"
)
_TABLE: Final = pattern(r"表\s*([0-9]{1,2})(?:\s*[-－—–]\s*([0-9]{1,2}))?")
_NOTE: Final = pattern(r"\s*(?:注\s*[:：]|填报说明|说明\s*[:：]|[\[［(（][0-9０-９]{1,2}[\])）］])")
_CONTINUED: Final = pattern(r"\s*[（(]?\s*(?:续\s*表?|续上表|接上表|转下页)\s*[)）]?\s*\Z")
_EXPORTED: Final = pattern(r"\s*(?:Sheet|Table|工作表|表格)\s*[0-9]{1,3}\s*[:：]\s*(?=\S)")
"""LibreOffice writes so above each sheet that it turns into a table."""
_LABEL: Final = pattern(
    r"\s*(?P<label>[^\W\d_](?:[^:：\n]{0,14}[^:：\s])?)\s*[:：]\s*"
    r"(?P<value>[^\n]{0,200}?)\s*(?P<seal>[(（]\s*盖\s*章\s*[)）])?\s*\Z"
)
_UNDERLINE: Final = " \t_＿\u00a0\u3000"
_TITLE_CHARS: Final = 60
_TITLES: Final = 3
"""Lines above a table that are its title where none of them is numbered."""
_NAME_CHARS: Final = 31
"""As long as the name of a sheet may be."""


class Around(NamedTuple):
    """The lines between two tables."""

    notes: Sequence[str]
    """Belong to the table above, or to nothing."""
    titles: Sequence[str]


def parted(lines: Sequence[str]) -> Around:
    """Notes first, then the title of the table below."""
    plain = [_EXPORTED.sub("", line) for line in lines]
    first = _numbered_from(plain)
    if first is None:
        first = len(plain)
        while first and len(plain) - first < _TITLES and _is_title(plain[first - 1]):
            first -= 1
    return Around(plain[:first], plain[first:])


def _numbered_from(lines: Sequence[str]) -> int | None:
    """Where a title with a number begins: 表2, its name, 表2-1 are one."""
    numbered = [index for index, line in enumerate(lines) if _is_numbered(line)]
    if not numbered:
        return None
    first = numbered.pop()
    while numbered and first - numbered[-1] < _TITLES and all(map(_is_title, lines[numbered[-1] : first])):
        first = numbered.pop()
    return first


def is_continuation(lines: Sequence[str]) -> bool:
    """Nothing stands between two tables, or only the word that the table goes on."""
    return all(_CONTINUED.match(line) for line in lines)


def is_numbered(line: str) -> bool:
    """The line begins a table with its number: 表2-1 …"""
    return _TABLE.match(line.strip()) is not None and len(line) <= _TITLE_CHARS


def name(titles: Sequence[str], number: int) -> str:
    """What a person calls the table: its number, or its title, or which one it is."""
    for title in reversed(titles):
        found = _TABLE.match(title.strip())
        if found is not None:
            return "表" + "-".join(part for part in found.groups() if part)
    title = " ".join(titles[-1].split()) if titles else ""
    return title if 0 < len(title) <= _NAME_CHARS else f"第{number}个表"


def labelled(line: str) -> tuple[str, str] | None:
    """A line of a cover sheet, "单位名称：某局（盖章）", as its label and what stands there."""
    found = _LABEL.match(line)
    if found is None or _NOTE.match(line):
        return None
    label = "".join(found["label"].split()) + (found["seal"] or "")
    return label, found["value"].strip(_UNDERLINE)


def _is_numbered(line: str) -> bool:
    return len(line) <= _TITLE_CHARS and _NUMBERED.match(line) is not None


def _is_title(line: str) -> bool:
    is_sentence = line.rstrip().endswith(("。", "；", ";"))
    return len(line) <= _TITLE_CHARS and not is_sentence and not _NOTE.match(line) and labelled(line) is None
