"""How the rows and cells of the form are filled in: what is missing, out of order or mixed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress, count
from operator import ne
from typing import Final

from qingjian.catalog import rules as known_rules
from qingjian.catalog.edition import Field, Level, ListBlock
from qingjian.catalog.rules import RuleSpec
from qingjian.functions import numbers
from qingjian.model.finding import Finding, Place, Skipped
from qingjian.model.form import Entry, FilledList
from qingjian.rules.lines import Line, Lines, Spot, told
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.sweep import each_line
from qingjian.rules.view import View

_LEVEL: Final[Level] = "district"
"""Judged as the lowest level while none is declared: it is asked for the least."""
_LONGEST_MARK: Final = 8
_OFFERED: Final = "QJ2018"
_SILENT: Final = frozenset({"blank", "na"})


def _level(view: View) -> Level:
    return view.form.parameters.level or _LEVEL


def _required(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
    return block.required


@rule("QJ2015", judged=lambda block, spec: _required(block, spec) if block.is_list else ())
def half_filled_row(view: View, spec: RuleSpec) -> Outcomes:
    """A row of a list that has figures but lacks what it cannot be without."""
    for spot in view.met(_lacking):
        if spot.line.row is not None:
            yield spot.finding(spec, related=_filled(spot.line), number=str(spot.line.row.number))


def _perhaps_lacking(_view: View, lines: Lines) -> Iterator[int]:
    """Where nothing stands, or what may be no more than dots or a mark."""
    for field in lines.block.required:
        for row, text in enumerate(lines.stretch.texts(field.id)):
            if not text[:1].isalnum() or (field.type == "company" and _names_nobody(text)):
                yield row


@each_line(lambda _view, block: block.is_list and bool(block.required), closer=_perhaps_lacking)
def _lacking(view: View, line: Line) -> list[Spot]:
    level = _level(view)
    lacking = [
        Spot(line, field, entry)
        for field in line.block.required
        if level in field.required
        and (entry := line.entries.get(field.id)) is not None
        and _is_missing(entry, field)
    ]
    return lacking if lacking and _says_anything(line) else []


def _says_anything(line: Line) -> bool:
    """A row of slashes, or of 无, is how many people say that there is nothing to report."""
    for name, entry in line.entries.items():
        if entry.state in _SILENT or line.block.by_id[name].type in ("sequence", "item"):
            continue
        if entry.state != "text" or not (entry.is_empty or numbers.mark(entry.text)):
            return True
    return False


def _is_missing(entry: Entry, field: Field) -> bool:
    if entry.is_empty or field.type != "company":
        return entry.is_empty
    return entry.state == "na" or (entry.state == "text" and _names_nobody(entry.text))


def _names_nobody(text: str) -> bool:
    return len(text) <= _LONGEST_MARK and numbers.mark(text) is not None


def _filled(line: Line) -> tuple[Place, ...]:
    """The cells of the row that show it is meant to be one."""
    kept = (entry for name, entry in line.entries.items() if line.block.by_id[name].type != "sequence")
    return tuple(entry.place for entry in kept if not entry.is_empty)


@rule("QJ2016", judged=lambda block, spec: () if block.is_list else _required(block, spec))
def required_cell(view: View, spec: RuleSpec) -> Outcomes:
    """Single cells, and printed rows of lists, that the reporting level has to fill in."""
    level = _level(view)
    if view.form.parameters.level is None and _is_level_asked(view):
        yield Skipped(spec.code, "level-undeclared")
    for block, record in view.records():
        line = Line(block, record.entries)
        for field in block.required:
            entry = record.entries.get(field.id)
            if (
                level in field.required
                and entry is not None
                and entry.is_empty
                and not _has_parts(line, field)
            ):
                yield Spot(line, field, entry).finding(spec, level=level)
    for block, filled in view.lists():
        yield from _required_items(view, block, filled, spec)


def _has_parts(line: Line, field: Field) -> bool:
    """A total that is blank above its parts has a finding of its own, with the figure to enter."""
    parts = (line.entries.get(part) for part in field.sum)
    return any(part is not None and part.state == "number" for part in parts)


def _is_level_asked(view: View) -> bool:
    """Some cell is required at another level and not at the lowest."""
    demands = [field.required for block in view.plan.blocks for field in block.required]
    lists = [block.spec for block in view.plan.blocks if isinstance(block.spec, ListBlock)]
    demands += [item.required for spec in lists for item in spec.items if item.required]
    return any(_LEVEL not in levels for levels in demands)


def _required_items(view: View, block: BlockPlan, filled: FilledList, spec: RuleSpec) -> Iterator[Finding]:
    if not isinstance(block.spec, ListBlock) or not block.spec.items:
        return
    present = {row.item for row in filled.entries}
    sheet = view.form.tables[block.table].sheet
    for item in block.spec.items:
        if _level(view) in item.required and item.id not in present:
            place = Place(sheet, filled.header_row, min(filled.columns.values(), default=1))
            yield spec.finding(
                place, table=block.table, row=item.caption, caption=item.caption, level=_level(view)
            )


@rule(
    "QJ2014", judged=lambda block, _spec: tuple(field for field in block.fields if field.type == "sequence")
)
def row_numbers(view: View, spec: RuleSpec) -> Outcomes:
    """序号 of a list runs from 1; lists of fixed items print their own."""
    by_list: dict[tuple[str, str], list[Spot]] = {}
    for spot in view.met(_misnumbered):
        by_list.setdefault((spot.line.block.table, spot.line.block.spec.id), []).append(spot)
    for wrong in by_list.values():
        first = wrong[0]
        number = str(first.line.row.nth + 1) if first.line.row is not None else None
        related = tuple(spot.entry.place for spot in wrong)
        yield first.finding(spec, expected=number, related=related, count=str(len(wrong)))


def _with_other_numbers(_view: View, lines: Lines) -> Iterator[int]:
    field, stretch = _sequence(lines.block), lines.stretch
    if field is not None:
        expected = map(str, count(stretch.first + 1))
        yield from compress(count(), map(ne, stretch.texts(field.id), expected))


@each_line(lambda _view, block: _sequence(block) is not None, closer=_with_other_numbers)
def _misnumbered(_view: View, line: Line) -> Iterator[Spot]:
    field, row = _sequence(line.block), line.row
    if field is None or row is None or row.is_dots:
        return
    entry, number = line.entries.get(field.id), str(row.nth + 1)
    if entry is None or entry.text == number:
        return
    if entry.state != "uncalculated" and told(entry) != number:
        yield Spot(line, field, entry)


def _sequence(block: BlockPlan) -> Field | None:
    """The column of printed numbers, in a list that counts its rows."""
    if not isinstance(block.spec, ListBlock) or block.spec.items:
        return None
    return next(iter(block.of_type.get("sequence", ())), None)


@rule(_OFFERED, judged=lambda block, _spec: block.offered)
def choice_not_offered(view: View, spec: RuleSpec) -> Outcomes:
    """A text that is not among those offered."""
    for spot in view.met(_not_offered):
        offered = _offered(spot.field, spec)
        meant = spec.args["alike"].get("".join(told(spot.entry).split()), "")
        yield spot.finding(
            spec,
            expected=meant if meant in offered else None,
            variant="meant" if meant in offered else None,
            offered="、".join(offered),
        )


def _with_other_choices(_view: View, lines: Lines) -> Iterator[int]:
    spec = known_rules.rule(_OFFERED)
    for field in lines.block.offered:
        texts, offered = lines.stretch.texts(field.id), _offered(field, spec)
        other = {text for text in set(texts) if text and "".join(text.split()) not in offered}
        yield from (row for row, text in enumerate(texts) if text in other)


@each_line(lambda _view, block: bool(block.offered), closer=_with_other_choices)
def _not_offered(_view: View, line: Line) -> Iterator[Spot]:
    spec = known_rules.rule(_OFFERED)
    for field in line.block.offered:
        entry = line.entries.get(field.id)
        if entry is None or entry.is_empty or entry.state == "na":
            continue
        if "".join(told(entry).split()) not in _offered(field, spec):
            yield Spot(line, field, entry)


def _offered(field: Field, spec: RuleSpec) -> tuple[str, ...]:
    return field.choices or tuple(spec.args["yesno"])


@rule("QJ2019", judged=lambda block, _spec: block.fields[:1] if _has_dots(block) else ())
def dots_with_data(view: View, spec: RuleSpec) -> Outcomes:
    """A company typed into the row that still prints ……"""
    for spot in view.met(_named_dots):
        if spot.line.row is not None:
            yield spot.finding(spec, related=_filled(spot.line), number=str(spot.line.row.number))


@each_line(lambda _view, block: block.name is not None, closer=lambda _view, _lines: ())  # none of them is …
def _named_dots(_view: View, line: Line) -> Iterator[Spot]:
    if line.row is None or not line.row.is_dots or line.block.name is None:
        return
    name = line.entries.get(line.block.name)
    if name is not None and not name.is_empty:
        yield Spot(line, line.block.by_id[line.block.name], name)


def _has_dots(block: BlockPlan) -> bool:
    return isinstance(block.spec, ListBlock) and block.spec.rows.dots


@rule("QJ2009", judged=lambda block, _spec: block.numeric if block.is_list else ())
def mixed_notation(view: View, spec: RuleSpec) -> Outcomes:
    """Blank, / and 0 side by side in one list: said once per table."""
    for first in view.survey.absent.values():
        if len(first) > 1:
            spots = list(first.values())
            related = tuple(spot.entry.place for spot in spots)
            yield spots[0].finding(spec, related=related, mixed=",".join(first))
