"""One wrong number in a correct form: a finding points at it, no finding points elsewhere; in a full form all are one item."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qingjian.api.judge import open_form
from qingjian.catalog.edition import Edition
from qingjian.catalog.editions import edition, edition_ids
from qingjian.model.figure import plain, shown
from qingjian.model.finding import Finding, Place
from qingjian.model.form import Entry, FilledBlock, FilledList, FilledRow, Form
from qingjian.rules.plan import BlockPlan, plan
from qingjian.rules.runner import run
from qingjian.templates.book import build
from support.random_forms import form
from support.random_shapes import Shape, shapes

BINDING = [name for name in edition_ids() if any(b.sums or b.totals for b in plan(edition(name)).blocks)]
EXAMPLES = -(-settings().max_examples // len(BINDING))
MOST = 40
"""Numbers broken per form, picked at random: each costs a whole run of the rules."""
ON_NO_LIST = "QJ6003"
"""No list of a real year has a company of random name."""


class Bound(NamedTuple):
    """A number that some rule holds against others."""

    table: str
    block: str
    row: int | None
    """Index in the list, -1 for 合计, None outside lists."""
    field: str
    entry: Entry


def bound_numbers(filled: Form, known: Edition) -> Iterator[Bound]:
    """Parts and totals of sums, columns with a total, carbon figures and what they are computed from."""
    for block in plan(known).blocks:
        held = held_fields(block)
        for row, entries in rows(filled.block(block.table, block.spec.id)):
            summed = {field.id for field in block.totals} if row == -1 else held
            for name, entry in entries.items():
                if name in summed and entry.figure is not None:
                    yield Bound(block.table, block.spec.id, row, name, entry)


def held_fields(block: BlockPlan) -> frozenset[str]:
    sums = {part for field in block.sums for part in (field.id, *field.sum)}
    carbon = {part for field in block.carbons if field.carbon for part in (field.id, field.carbon.of)}
    return frozenset(sums | carbon | {field.id for field in block.totals})


def rows(block: FilledBlock | None) -> Iterator[tuple[int | None, Mapping[str, Entry]]]:
    if isinstance(block, FilledList):
        yield from ((row.nth, row.entries) for row in block.entries)
        if block.total is not None:
            yield -1, block.total.entries
    elif block is not None:
        yield None, block.entries


def without_formulas(filled: Form) -> Form:
    """As if every figure had been typed."""
    return mapped(filled, lambda entry: entry._replace(formula=None))


def broken(filled: Form, wrong: Bound) -> Form:
    """The same form with one number changed by more than any tolerance."""
    assert wrong.entry.figure is not None
    value = wrong.entry.figure.value * 3 + 1000
    instead = wrong.entry._replace(text=plain(value), figure=shown(value))
    return mapped(filled, lambda entry: instead if entry.place == wrong.entry.place else entry)


def mapped(filled: Form, change: Callable[[Entry], Entry]) -> Form:
    tables = {
        name: table._replace(blocks={key: _block(block, change) for key, block in table.blocks.items()})
        for name, table in filled.tables.items()
    }
    return filled._replace(tables=tables)


def _block(block: FilledBlock, change: Callable[[Entry], Entry]) -> FilledBlock:
    if not isinstance(block, FilledList):
        return block._replace(entries=_entries(block.entries, change))
    total = _row(block.total, change) if block.total is not None else None
    return block._replace(entries=tuple(_row(row, change) for row in block.entries), total=total)


def _row(row: FilledRow, change: Callable[[Entry], Entry]) -> FilledRow:
    return row._replace(entries=_entries(row.entries, change))


def _entries(entries: Mapping[str, Entry], change: Callable[[Entry], Entry]) -> Mapping[str, Entry]:
    return {name: change(entry) for name, entry in entries.items()}


class Judged(NamedTuple):
    """What there was to say, without the wording."""

    findings: tuple[Finding, ...]

    def new(self, before: Judged) -> list[Finding]:
        """What was not said before; advice that is given once per table may pick another cell for it."""
        known = {(found.code, found.place) for found in before.findings}
        advised = {(found.code, found.table) for found in before.findings if found.severity == "advice"}
        return [
            found
            for found in self.findings
            if (found.code, found.place) not in known and (found.code, found.table) not in advised
        ]


def judged(filled: Form, known: Edition) -> Judged:
    return Judged(run(filled, known).findings)


def names(found: Finding, place: Place) -> bool:
    return place in (found.place, *found.related)


@pytest.mark.parametrize("name", BINDING)
def test_a_broken_number_is_found_and_nothing_else_is(name: str) -> None:
    known = edition(name)

    @settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
    @given(shape=shapes(known, most_rows=12), typed=st.booleans())
    def found(shape: Shape, typed: bool) -> None:  # noqa: FBT001  # drawn by Hypothesis
        opened = open_form(build(known, data=form(known, shape), spare_rows=0), "form.xlsx")
        assert opened is not None
        right = without_formulas(opened[0]) if typed else opened[0]
        before = judged(right, known)
        assert [one for one in before.findings if one.severity != "advice" and one.code != ON_NO_LIST] == []
        numbers = list(bound_numbers(right, known))
        for wrong in random.Random(shape.seed).sample(numbers, min(MOST, len(numbers))):
            assert_found(wrong, right, known, before)

    found()


def assert_found(wrong: Bound, right: Form, known: Edition, before: Judged) -> list[Finding]:
    after = judged(broken(right, wrong), known).new(before)
    told = f"{wrong}: {[(one.code, one.place.address, one.value, one.expected) for one in after]}"
    assert any(names(one, wrong.entry.place) and one.severity != "advice" for one in after), told
    assert all(names(one, wrong.entry.place) for one in after), told
    return after


FULL = Shape(
    level="province", factor="0.5703", gas="1.2143", year=2026, unit="某市生态环境局", sizes=(3,),
    figures=("650", "131.1", "7400000"), counts=("12", "7"), texts=("已开展",), odd=(), blank=0, slash=0, seed=1,
)  # fmt: skip
"""Every cell holds something."""


@pytest.mark.parametrize("typed", [True, False], ids=["typed", "formulas"])
@pytest.mark.parametrize("name", BINDING)
def test_every_number_that_is_bound_is_watched(name: str, typed: bool) -> None:  # noqa: FBT001  # a parameter
    known = edition(name)
    opened = open_form(build(known, data=form(known, FULL), spare_rows=0), "form.xlsx")
    assert opened is not None
    right = without_formulas(opened[0]) if typed else opened[0]
    before = judged(right, known)
    numbers = list(bound_numbers(right, known))
    declared = {
        (block.table, block.spec.id, field) for block in plan(known).blocks for field in held_fields(block)
    }
    assert {(wrong.table, wrong.block, wrong.field) for wrong in numbers} == declared
    for wrong in numbers:
        after = assert_found(wrong, right, known, before)
        assert sum(1 for one in after if one.severity != "advice" and not one.cause) == 1, after
        assert all(wrong.entry.place in one.suspects for one in after if one.suspects), after
