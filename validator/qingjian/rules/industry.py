"""Industries as filed: letter, number and name against each other and against GB/T 4754."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from qingjian.catalog.codes import VERSIONS, Industry, industries, is_printed
from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.functions import industry, numbers
from qingjian.functions.industry import Entry
from qingjian.model.finding import Place
from qingjian.named_tuple import NamedTuple
from qingjian.rules.lines import Line, Lines, Spot
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.sweep import each_line
from qingjian.rules.view import View

LETTER: Final = "QJ3201"
NO_SUCH_CODE: Final = "QJ3202"
UNKNOWN_CLASS: Final = "QJ3203"
NAME_AGAINST_CODE: Final = "QJ3204"
UNKNOWN_NAME: Final = "QJ3205"
OLD_VERSION: Final = "QJ3206"
WRITING: Final = "QJ3207"

_CURRENT: Final = VERSIONS[-1]
_SUGGESTIONS: Final = 3
_ALIKE: Final = 0.5
"""Names less alike than this are no suggestion."""
_LONGEST_MARK: Final = 8


class Doubt(NamedTuple):
    """What one text gives rise to, and what was probably meant."""

    code: str
    entry: Entry
    meant: tuple[Industry, ...] = ()


class Filed(NamedTuple):
    """A doubtful industry in a row of a list."""

    doubt: Doubt
    spot: Spot


@lru_cache(maxsize=4_096)
def doubts(text: str) -> tuple[Doubt, ...]:
    """Everything to be said about an industry as written; a few dozen texts come in thousands of rows."""
    if _is_current(text):
        return ()
    entry = industry.judge(text)
    found = _of_code(entry) or _of_name(entry)
    return (*found, Doubt(WRITING, entry)) if _is_odd(entry) else found


def _is_current(text: str) -> bool:
    """Right by the version in force and plainly written: the older versions need not be read."""
    if is_printed(text, _CURRENT):
        return True
    entry = industry.judge(text, (_CURRENT,))
    return not _is_odd(entry) and bool(entry.versions or not (entry.name or entry.number))


def _is_odd(entry: Entry) -> bool:
    """Whether a code is written with odd characters."""
    return entry.number is not None and entry.text.strip() != _plainly(entry.text).strip()


def _of_code(entry: Entry) -> tuple[Doubt, ...]:
    match entry.problem:
        case "letter":
            return (Doubt(LETTER, entry, _by_number(entry)),)
        case "length" | "division-unknown":
            return (Doubt(NO_SUCH_CODE, entry, _nearest(entry)),)
        case "class-unknown":
            return (Doubt(UNKNOWN_CLASS, entry, _nearest(entry)),)
        case None:
            return ()


def _of_name(entry: Entry) -> tuple[Doubt, ...]:
    if entry.number is None:
        is_known = bool(entry.versions) or not entry.name
        return () if is_known else (Doubt(UNKNOWN_NAME, entry, _nearest(entry)),)
    if all(fit.name in ("other", None) for fit in entry.fits) and any(fit.name for fit in entry.fits):
        return (Doubt(NAME_AGAINST_CODE, entry, (*entry.candidates, *_nearest(entry))[:_SUGGESTIONS]),)
    if not any(fit.version == _CURRENT and fit.is_whole for fit in entry.fits) and entry.versions:
        return (Doubt(OLD_VERSION, entry, _by_number(entry)),)
    return ()


def _by_number(entry: Entry) -> tuple[Industry, ...]:
    """What the number means, newest version first."""
    return tuple(fit.number for fit in reversed(entry.fits) if fit.number is not None)[:1]


def _nearest(entry: Entry) -> tuple[Industry, ...]:
    """Entries of the current version whose names are most like the one written."""
    if entry.candidates:
        return entry.candidates[:_SUGGESTIONS]
    from difflib import get_close_matches  # noqa: PLC0415  # most names are known

    known = _names()
    alike = get_close_matches(entry.name, known, _SUGGESTIONS, _ALIKE) if entry.name else []
    return tuple(known[name] for name in alike)


@cache
def _names() -> dict[str, Industry]:
    """Name → the narrowest entry that bears it."""
    return {entry.name: entry for entry in industries(_CURRENT).values()}


def _plainly(text: str) -> str:
    """With half-width letters and digits, and a capital letter."""
    return "".join(unicodedata.normalize("NFKC", c) if c.isalnum() else c for c in text).upper()


def _industry(block: BlockPlan, _spec: RuleSpec | None = None) -> tuple[Field, ...]:
    return block.of_type.get("industry", ())


def _with_doubtful(_view: View, lines: Lines) -> Iterator[int]:
    """A few dozen texts come in hundreds of rows."""
    for field in _industry(lines.block):
        texts = lines.stretch.texts(field.id)
        doubtful = {text for text in set(texts) if text.strip() and doubts(text)}
        yield from (row for row, text in enumerate(texts) if text in doubtful)


@each_line(lambda _view, block: block.is_list and bool(_industry(block)), closer=_with_doubtful)
def _doubtful(_view: View, line: Line) -> Iterator[Filed]:
    for field in _industry(line.block):
        entry = line.entries.get(field.id)
        if entry is None or entry.state not in ("text", "number") or entry.is_empty:
            continue
        if len(entry.text) <= _LONGEST_MARK and numbers.mark(entry.text) is not None:
            continue
        for doubt in doubts(entry.text):
            yield Filed(doubt, Spot(line, field, entry))


def _found(view: View, spec: RuleSpec) -> Outcomes:
    """One finding per company and text: the tables that belong together repeat both."""
    said: dict[tuple[str, str], tuple[Filed, list[Place]]] = {}
    for filed in view.met(_doubtful):
        if filed.doubt.code == spec.code:
            key = filed.spot.line.label, filed.doubt.entry.text
            said.setdefault(key, (filed, []))[1].append(filed.spot.entry.place)
    for filed, places in said.values():
        entry, meant = filed.doubt.entry, filed.doubt.meant
        yield filed.spot.finding(
            spec,
            related=tuple(places),
            variant=None if meant else _bare(spec),
            code=(entry.letter or "") + (entry.number or ""),
            letter=entry.letter or "",
            number=entry.number or "",
            name=entry.name,
            meant="；".join(map(_told, meant)),
            section=meant[0].section if meant else "",
            versions="、".join(entry.versions),
            written=_plainly(entry.text).strip(),
        )


def _bare(spec: RuleSpec) -> str | None:
    """The wording for when there is nothing to suggest."""
    return "nothing-near" if "nothing-near" in spec.variants else None


def _told(meant: Industry) -> str:
    return f"{meant.full}{meant.name}"


for _code in (LETTER, NO_SUCH_CODE, UNKNOWN_CLASS, NAME_AGAINST_CODE, UNKNOWN_NAME, OLD_VERSION, WRITING):
    rule(_code, judged=_industry)(_found)
