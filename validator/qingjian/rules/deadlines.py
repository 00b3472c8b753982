"""Dates of the last 验收 against the year of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.model.finding import Skipped
from qingjian.model.form import Entry
from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern
from qingjian.rules.lines import Line, Lines, Spot
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.sweep import each_line
from qingjian.rules.view import View

_YEAR: Final = pattern(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_LAST_SERIAL: Final = 73_050
"""The end of the year 2099."""


class Dated(NamedTuple):
    """When a company was last accepted, by year."""

    year: int
    spot: Spot


def _judged(block: BlockPlan, _spec: RuleSpec | None = None) -> tuple[Field, ...]:
    return tuple(f for f in block.fields if f.id == "last_accepted")


def _with_date(_view: View, lines: Lines) -> Iterator[int]:
    for field in _judged(lines.block):
        yield from (row for row, text in enumerate(lines.stretch.texts(field.id)) if text)


@each_line(lambda _view, block: bool(_judged(block)), closer=_with_date)
def last_accepted(_view: View, line: Line) -> Iterator[Dated]:
    """When the companies of a plan were last accepted, as far as a year can be read."""
    for field in _judged(line.block):
        entry = line.entries.get(field.id)
        year = _year(entry) if entry is not None else None
        if entry is not None and year is not None:
            yield Dated(year, Spot(line, field, entry))


def _year(entry: Entry) -> int | None:
    found = _YEAR.search(entry.text)
    if found is not None:
        return int(found.group())
    if entry.state == "date" and entry.text.isdecimal() and int(entry.text) <= _LAST_SERIAL:
        return _year_of(int(entry.text))
    return None


def _year_of(serial: int) -> int:
    from datetime import date, timedelta  # noqa: PLC0415  # most forms ask for no date

    return (
        date(1899, 12, 30) + timedelta(serial)
    ).year  # day 0 of spreadsheets, as they count from March 1900


def _is_year_declared(view: View, spec: RuleSpec) -> Skipped | None:
    """The year of a plan is declared, never taken from the edition, which serves until the form changes."""
    is_asked = any(_judged(block) for block in view.plan.blocks)
    return (
        Skipped(spec.code, "year-undeclared") if is_asked and not view.form.parameters.report_year else None
    )


@rule("QJ6001", judged=_judged, precondition=_is_year_declared)
def longer_than_the_term(view: View, spec: RuleSpec) -> Outcomes:
    """More years since the last 验收 than the term between two audits."""
    year, term = view.form.parameters.report_year or 0, spec.args["years"]
    for dated in view.met(last_accepted):
        passed = year - dated.year
        if passed > term:
            yield dated.spot.finding(spec, years=str(passed), term=str(term))


@rule("QJ6002", judged=_judged, precondition=_is_year_declared)
def accepted_in_the_future(view: View, spec: RuleSpec) -> Outcomes:
    """A 验收 that lies after the year of the plan."""
    year = view.form.parameters.report_year or 0
    for dated in view.met(last_accepted):
        if dated.year > year:
            yield dated.spot.finding(spec, year=str(year))
