"""Findings that follow from another: linked after the run, so that one mistake is one item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from qingjian.catalog.rules import rule
from qingjian.model.finding import SEVERITIES, Finding, Place
from qingjian.model.grid import Grid
from qingjian.rules.alongside import along
from qingjian.rules.declaration import by_factor
from qingjian.rules.formula_text import refers
from qingjian.rules.suspects import Item, items
from qingjian.rules.view import View
from qingjian.rules.vouching import alone

_UNREAD: Final = frozenset({"written_number", "cell_state", "score_limit"})
"""Kinds whose findings concern one cell that others build on."""
_COMPUTED: Final = frozenset({"list_total", "record_sum", "computed_cell", "carbon", "carbon_presence"})
_FEW: Final = 50
"""So many unreadable cells are looked for in each formula."""
_OVERWRITTEN: Final = "overwritten"
_NARROW: Final = 4
"""Findings of more cells than that say too little of each."""


def link(findings: Sequence[Finding], view: View) -> list[Finding]:
    """The findings in the same order, each that follows from another with that one's number."""
    made = list(findings)
    if not made:
        return made
    causes = dict(_notes(made))
    _join(causes, _unread(made, view.form.grid))
    found = list(by_factor([_open(at, one, causes) for at, one in enumerate(made)], view))
    taken = {at for item in found for at in (item.head, *item.follow)}
    found.extend(items([None if at in taken else _open(at, one, causes) for at, one in enumerate(made)]))
    _join(causes, ((at, item.head) for item in found for at in item.follow))
    _join(causes, _beside(made, found, dict(causes)))
    _join(causes, along(made, view.plan))
    for at, cause in causes.items():
        made[at] = made[at]._replace(cause=_first(cause, causes) + 1)
    for item in found:
        head = made[item.head]
        made[item.head] = head._replace(suspects=item.suspects, entangled=_numbers(item.entangled))
    linked = {*causes, *causes.values(), *(at for item in found for at in (item.head, *item.entangled))}
    for at in alone(made, view):
        if at not in linked:
            made[at] = made[at]._replace(suspects=(made[at].place,))
    return made


def _open(at: int, found: Finding, causes: dict[int, int]) -> Finding | None:
    """A finding that may yet be part of an item."""
    return None if at in causes or found.standing in ("explained", "trial") else found


def _join(causes: dict[int, int], links: Iterable[tuple[int, int]]) -> None:
    """More links, none to a finding that has its cause already, and none that would lead back to it."""
    for at, cause in links:
        if at not in causes and _first(cause, causes) != at:
            causes[at] = cause


def _first(cause: int, causes: dict[int, int]) -> int:
    """The cause of a cause of a cause."""
    while cause in causes:
        cause = causes[cause]
    return cause


def _numbers(indices: Iterable[int]) -> tuple[int, ...]:
    return tuple(index + 1 for index in indices)


def _notes(findings: Sequence[Finding]) -> Iterator[tuple[int, int]]:
    """What is said of an explanation belongs to the point it was written for."""
    notes = [(at, one) for at, one in enumerate(findings) if "about" in one.params and one.related]
    if not notes:
        return
    known = {(one.code, one.place): at for at, one in enumerate(findings)}
    for at, one in notes:
        cause = known.get((one.params["about"], one.related[0]))
        if cause is not None:
            yield at, cause


def _unread(findings: Sequence[Finding], grid: Grid) -> Iterator[tuple[int, int]]:
    """Where a cell cannot be read as it stands, whatever is computed from it waits for it."""
    roots = {
        one.place: at
        for at, one in enumerate(findings)
        if rule(one.code).kind in _UNREAD and one.standing == "mandatory"
    }
    for at, one in enumerate(findings) if roots else ():
        if one.standing in ("explained", "trial"):
            continue
        if roots.get(one.place) == at:
            cause = _read_by(one.place, list(roots), grid)
        else:
            computed = rule(one.code).kind in _COMPUTED
            cause = next((place for place in one.related if computed and place in roots), None)
        if cause is not None:
            yield at, roots[cause]


def _read_by(place: Place, others: Sequence[Place], grid: Grid) -> Place | None:
    """The first of the other cells that a cell's formula reads: an error goes on from cell to cell."""
    sheet = grid.sheet(place.sheet)
    cell = sheet.cell(place.row, place.col) if sheet is not None else None
    if cell is None or cell.formula is None:
        return None
    own, formula = (place.row, place.col), cell.formula
    return next(
        (
            other
            for other in others[:_FEW]
            if other != place and other.sheet == place.sheet and refers(formula, own, (other.row, other.col))
        ),
        None,
    )


def _beside(
    findings: Sequence[Finding], found: Sequence[Item], causes: dict[int, int]
) -> Iterator[tuple[int, int]]:
    """What else is said of a cell that is wrong: the formula once stood there, its price does not fit."""
    wrong: dict[Place, int] = {}
    for at, one in enumerate(findings):
        if one.related and one.standing in SEVERITIES and at not in causes:
            wrong.setdefault(one.place, at)
    named = {item.suspects[0]: item.head for item in found if len(item.suspects) == 1}
    heads = {item.head for item in found}
    for at, one in enumerate(findings):
        if at in causes or at in heads or one.standing not in SEVERITIES:
            continue
        cause = _neighbour(one, named, wrong)
        if cause is not None and cause != at and _weighs_more(findings[cause], one):
            yield at, cause


def _neighbour(one: Finding, named: dict[Place, int], wrong: dict[Place, int]) -> int | None:
    if one.place in named:
        return named[one.place]
    if rule(one.code).kind == _OVERWRITTEN:
        return wrong.get(one.place)
    if rule(one.code).kind in _COMPUTED:
        return None  # held against the suspects already, figure by figure
    near = one.related if len(one.related) < _NARROW else ()
    return next((named[place] for place in near if place in named), None)


def _weighs_more(cause: Finding, one: Finding) -> bool:
    """Nothing hides behind what weighs less."""
    return SEVERITIES.index(cause.severity) <= SEVERITIES.index(one.severity)
