"""Points to verify held against the sheet 情况说明: which of them are explained, and why the others are not."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from qingjian.catalog.notation import normal
from qingjian.catalog.rules import rule, rule_codes
from qingjian.functions import numbers
from qingjian.model.finding import Finding, Place
from qingjian.model.form import Explanation, Form
from qingjian.model.grid import Area, parse_a1
from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern
from qingjian.rules.registry import KINDS, Kind
from qingjian.rules.wordiness import flaw, is_blank

KIND: Final = "explanation"
_EMPTY, _LAPSED, _MANDATORY, _UNMATCHED = "QJ7001", "QJ7002", "QJ7003", "QJ7004"
CODES: Final = (_EMPTY, _LAPSED, _MANDATORY, _UNMATCHED)
_CODE: Final = pattern(r"QJ[0-9]{4}")
_CELL: Final = pattern(
    r"(?<![A-Z0-9])([A-Z]{1,3}[1-9][0-9]{0,6})(?::([A-Z]{1,3}[1-9][0-9]{0,6}))?(?![A-Z0-9])"
)
_BETWEEN: Final = pattern(r"[、；;\s]+")
_NAMED: Final = 3
"""So many places are named; a longer list helps nobody."""
_HUNDRED: Final = Decimal(100)

KINDS[KIND] = Kind(None)


class _Line(NamedTuple):
    """A line of the sheet, understood as far as it can be."""

    written: Explanation
    codes: tuple[str, ...]
    areas: tuple[Area, ...]

    def means(self, found: Finding, rivals: int) -> bool:
        """Whether the line speaks of a finding of its rule; `rivals` is how many of them there are."""
        place, sheet = found.place, normal(self.written.sheet.replace(" ", ""))
        if sheet and sheet not in (normal(place.sheet), found.table, f"表{found.table}"):
            return False
        if self.areas:
            return any(area.holds(place.row, place.col) for area in self.areas)
        return not self.written.cell and (rivals == 1 or not place.address)


def settle(form: Form, findings: Sequence[Finding]) -> list[Finding]:
    """The findings, those that are explained with the filer's words, and what is to be said of the rest."""
    settled = list(findings)
    lines = [_read(line) for line in form.explanations if line.text]
    if not lines:
        return settled
    rivals = Counter(found.code for found in findings)
    by_code: dict[str, list[_Line]] = {}
    for line in lines:
        for code in line.codes:
            by_code.setdefault(code, []).append(line)
    told: list[Finding] = []
    met: set[Place] = set()
    for at, found in enumerate(findings):
        if found.severity == "advice" or found.trial or found.code not in by_code:
            continue
        meant = [line.written for line in by_code[found.code] if line.means(found, rivals[found.code])]
        met.update(line.place for line in meant)
        refusals = [_refusal(form, found, line) for line in meant]
        if None in refusals:
            settled[at] = found._replace(explanation=meant[refusals.index(None)].text)
        else:
            told.extend(refusal for refusal in refusals if refusal is not None)
    lost = [line for line in lines if line.written.place not in met]
    return settled + told + list(_unmatched(settled, lost))


def _read(line: Explanation) -> _Line:
    cells = unicodedata.normalize("NFKC", line.cell).upper().replace("$", "")
    areas: list[Area] = []
    for first, last in _CELL.findall(cells):
        top, left = parse_a1(first)
        bottom, right = parse_a1(last or first)
        areas.append(Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right)))
    code = unicodedata.normalize("NFKC", line.code).upper().replace(" ", "")
    known = tuple(one for one in _CODE.findall(code) if one in rule_codes())
    return _Line(line, known, tuple(areas))


def _refusal(form: Form, found: Finding, line: Explanation) -> Finding | None:
    """Why a line does not explain a finding; None when it does."""
    if found.severity == "mandatory":
        return _told(_MANDATORY, found, line)
    wrong = flaw(line.text)
    if wrong is not None:
        return _told(_EMPTY, found, line, variant=wrong if wrong != "empty" else None)
    now = _current(form, found)
    if not any(_same(line.value, one) for one in now):
        variant = "unstated" if is_blank(line.value) else None
        return _told(_LAPSED, found, line, variant=variant, value=line.value, expected=now[0])
    return None


def _current(form: Form, found: Finding) -> list[str]:
    """What the finding's cell holds, as the finding shows it and as the file stores it."""
    sheet = form.grid.sheet(found.place.sheet) if found.place.address else None
    stored = sheet.text(found.place.row, found.place.col) if sheet is not None else ""
    return [found.value, stored] if found.value else [stored]


def _same(stated: str, now: str) -> bool:
    """One figure written in two ways, or one of several stated on the line."""
    if is_blank(stated) or is_blank(now):
        return is_blank(stated) and is_blank(now)
    wanted = _number(now)
    return any(
        normal(part) == normal(now) or (wanted is not None and _number(part) == wanted)
        for part in (stated, *_BETWEEN.split(stated))
    )


def _number(text: str) -> Decimal | None:
    share = text.strip().removesuffix("%")
    read = numbers.read(share)
    if read is None:
        return None
    return read.figure.value / _HUNDRED if share != text.strip() else read.figure.value


def _unmatched(findings: Sequence[Finding], lines: Sequence[_Line]) -> Iterator[Finding]:
    """Lines that hit nothing, while points like theirs wait for an explanation."""
    waiting = [one for one in findings if one.standing == "verify"]
    for line in lines if waiting else ():
        near = [one for one in waiting if one.code in line.codes] if line.codes else waiting
        if near and flaw(line.written.text) is None:
            yield _lost(line, near)


def _lost(line: _Line, near: Sequence[Finding]) -> Finding:
    written = line.written
    places = "、".join(dict.fromkeys(_where(one.place) for one in near[:_NAMED]))
    value = f"{written.sheet} {written.cell}".strip() if line.codes else written.code
    return rule(_UNMATCHED).finding(
        written.place,
        value=value,
        variant=None if line.codes else "no-code",
        about=near[0].code,
        where=places,
        text=written.text,
    )


def _told(
    code: str,
    found: Finding,
    line: Explanation,
    *,
    variant: str | None = None,
    value: str | None = None,
    expected: str | None = None,
) -> Finding:
    return rule(code).finding(
        line.place,
        value=value,
        expected=expected,
        related=(found.place,),
        variant=variant,
        about=found.code,
        where=_where(found.place),
        text=line.text,
    )


def _where(place: Place) -> str:
    return "!".join(part for part in (place.sheet, place.address) if part) or "—"
