"""Unified social credit codes: written rightly, borne out by their check digits, and each company's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.functions import numbers, uscc
from qingjian.functions.uscc import CreditCode
from qingjian.model.form import FilledList
from qingjian.named_tuple import NamedTuple
from qingjian.rules.lines import Line, Lines, Spot
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.sweep import each_line
from qingjian.rules.view import View

_OLD_LENGTH: Final = 9
"""Characters of an organisation code, which the credit code replaced in 2015."""
_LONGEST_MARK: Final = 8


class Judged(NamedTuple):
    """A code that is not in order."""

    code: CreditCode
    spot: Spot


class Standing(NamedTuple):
    """Where a code stands."""

    block: BlockPlan
    field: Field
    nth: int

    def spot(self, view: View) -> Spot:
        """The cell, read again."""
        filled = view.form.block(self.block.table, self.block.spec.id)
        if not isinstance(filled, FilledList):
            raise TypeError(self.block.table)
        row = filled.entries[self.nth]
        return Spot(Line(self.block, row.entries, row), self.field, row.entries[self.field.id])


class First(dict[str, Standing]):
    """Code → where it came first."""


class Holders(dict[str, list[Standing]]):
    """Code → all places where it stands. Kept for codes that come twice only."""


def _hold(view: View, code: str, standing: Standing) -> None:
    first = view.kept(First).setdefault(code, standing)
    if first is not standing:
        view.kept(Holders).setdefault(code, [first]).append(standing)


def _codes(block: BlockPlan, _spec: RuleSpec | None = None) -> tuple[Field, ...]:
    return tuple(field for field in block.fields if field.type == "credit_code")


def _judged_by_columns(view: View, lines: Lines) -> Iterator[Judged]:
    """In the order of the rows: which company has a code first matters."""
    block, stretch = lines
    fields = _codes(block)
    for row, texts in enumerate(zip(*(stretch.texts(field.id) for field in fields), strict=True)):
        if not all(map(_is_in_order, texts)):
            yield from _judged(view, lines.line(row))
            continue
        for field, text in zip(fields, texts, strict=True):
            if text:
                _hold(view, text, Standing(block, field, stretch.first + row))


def _is_in_order(text: str) -> bool:
    return not text or (len(text) > _LONGEST_MARK and not uscc.judge(text).problems)


@each_line(lambda _view, block: block.is_list and bool(_codes(block)), by_columns=_judged_by_columns)
def _judged(view: View, line: Line) -> Iterator[Judged]:
    for field in _codes(line.block):
        entry = line.entries.get(field.id)
        if entry is None or entry.is_empty or entry.state not in ("text", "number"):
            continue
        if len(entry.text.strip()) <= _LONGEST_MARK and numbers.mark(entry.text) is not None:
            continue
        code = uscc.judge(entry.text)
        if line.row is not None:
            _hold(view, code.code, Standing(line.block, field, line.row.nth))
        if code.problems:
            yield Judged(code, Spot(line, field, entry))


@rule("QJ3101", judged=_codes)
def wrong_check_digit(view: View, spec: RuleSpec) -> Outcomes:
    """The last character contradicts the others: a slip of the pen somewhere."""
    for found in view.met(_judged):
        if "check-digit" in found.code.problems:
            yield found.spot.finding(spec, check=found.code.check or "", given=found.code.code[-1])


@rule("QJ3102", judged=_codes)
def impossible_code(view: View, spec: RuleSpec) -> Outcomes:
    """Too long, too short, or with characters that no code holds."""
    for found in view.met(_judged):
        problems = found.code.problems
        if "length" in problems:
            is_old = len(found.code.code) == _OLD_LENGTH
            yield found.spot.finding(
                spec, variant="organisation-code" if is_old else None, length=str(len(found.code.code))
            )
        elif "alphabet" in problems and found.code.check is None:
            yield found.spot.finding(spec, variant="characters")


@rule("QJ3103", judged=_codes)
def irregular_writing(view: View, spec: RuleSpec) -> Outcomes:
    """Lower case, full width or spaces: the code is clear, and other programs would not find it."""
    for found in view.met(_judged):
        corrected = found.code.corrected
        if corrected is not None:
            yield found.spot.finding(spec, expected=corrected)


@rule("QJ3104", judged=_codes)
def doubtful_code(view: View, spec: RuleSpec) -> Outcomes:
    """Possible, but unusual: the organisation's own digit or the category."""
    for found in view.met(_judged):
        if found.code.is_wrong and found.code.corrected is None:
            continue
        if "organisation-digit" in found.code.problems:
            yield found.spot.finding(spec, check=found.code.organisation_check or "")
        elif "category" in found.code.problems:
            yield found.spot.finding(spec, variant="category", category=found.code.code[:2])


@rule("QJ3105", judged=_codes)
def shared_code(view: View, spec: RuleSpec) -> Outcomes:
    """Two companies with one code."""
    view.met(_judged)
    for holders in view.kept(Holders).values():
        spots = [standing.spot(view) for standing in holders]
        first, last = spots[0], spots[-1]
        if any(spot.line.label != first.line.label for spot in spots):
            yield last.finding(spec, related=(first.entry.place,), other=first.line.label)
        # one company listed twice has a finding of its own
