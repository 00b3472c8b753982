"""The sheets behind a rolled-up form, line by line: 来源, 待定 and the files that came in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, cast

from qingjian.catalog.edition import Level
from qingjian.catalog.editions import edition
from qingjian.functions.computed import carbon_of
from qingjian.model.figure import stored
from qingjian.model.finding import Place
from qingjian.named_tuple import NamedTuple
from qingjian.rollup.choosing import Chosen
from qingjian.rollup.rolling import RolledUp
from qingjian.rollup.source import Cells, Given, Source
from qingjian.rollup.traced import Matter, Part, Spot, Traced
from qingjian.rollup.ways import Asked, sentence, worded
from qingjian.rules.plan import caption
from qingjian.rules.zero_report import UNASKED, is_zero


class Jump(NamedTuple):
    """A cell to go to; of this workbook where there is no path."""

    text: str
    place: Place
    path: str = ""


Cell = str | Decimal | Jump | None
Line = tuple[Cell, ...]
Where = Callable[[Spot], Place | None]
_LONGEST: Final = 2_000
"""Characters of what the units have, in one cell of 待定; the whole stands on 来源."""


def source_lines(done: RolledUp, where: Where) -> Iterator[Line]:
    """A line for every cell that a value comes from, in the order of the form; then what has no place in it."""
    carbon = _Carbon(done)
    for one in (*done.traced, *done.lost):
        place = where(one.spot) if one.way != "lost" else None
        head = _head(one, place)
        for part in one.parts:
            again = carbon.again(one)
            yield (
                *head,
                part.unit,
                _shown(part.given),
                _jump(part),
                part.path,
                again,
                _gap(part.given, again),
            )
        if not one.parts and one.value is not None:
            yield (*head, "", None, None, "", None, None)


def matter_lines(done: RolledUp, where: Where) -> Iterator[Line]:
    """What the officer has to know or decide, numbered."""
    for number, one in enumerate(done.matters, 1):
        place = None if one.spot is None else where(one.spot)
        yield (
            Decimal(number),
            None if place is None else Jump(f"{place.sheet}!{place.address}", place),
            "" if one.spot is None else _caption(one.spot.asked),
            worded("matters", one.code, one.params),
            one.taken,
            _found(one),
        )


def file_lines(
    files: Sequence[Chosen], zero: frozenset[str], reason: Callable[[Chosen], str]
) -> Iterator[Line]:
    """Every file that came in: whether it takes part, and why not."""
    for one in files:
        path = one.verdict.path
        state = "excluded" if one.why is not None else "zero" if path in zero else "used"
        known = one.verdict.template
        yield (path, one.unit, known.id if known else "", sentence("states", state), reason(one))


def says_zero(source: Source) -> bool:
    """Whether it is a zero report; a form that does not say its level is taken for a district's."""
    rows = {"/".join(key): [_texts(cells)] for key, cells in source.records.items()}
    rows |= {"/".join(key): [_texts(row.cells) for row in found] for key, found in source.lists.items()}
    return is_zero(edition(source.edition), cast("Level", source.level or UNASKED), rows)


def _texts(cells: Cells) -> Mapping[str, str]:
    return {field: given.text for field, given in cells.items()}


def _head(one: Traced, place: Place | None) -> Line:
    return (
        None if place is None else Jump(f"{place.sheet}!{place.address}", place),
        one.spot.asked.table,
        one.row,
        _caption(one.spot.asked),
        _value(one.exact or one.value),
        sentence("ways", one.way),
    )


def _caption(one: Asked) -> str:
    return caption(one.field) or one.block.id


def _value(text: str | None) -> Cell:
    number = stored(text) if text else None
    return text if number is None else number


def _shown(given: Given) -> Cell:
    return _value(given.text)


def _jump(part: Part) -> Jump:
    places = part.given.places
    return Jump("、".join(f"{place.sheet}!{place.address}" for place in places), places[0], part.path)


def _found(one: Matter) -> str:
    text = "；".join(
        f"{part.unit}：{part.given.text}（{part.given.places[0].sheet}!{part.given.places[0].address}）"
        for part in one.parts
    )
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"


def _gap(given: Given, again: Cell) -> Cell:
    filed = stored(given.text)
    return filed - again if filed is not None and isinstance(again, Decimal) and filed != again else None


class _Carbon:
    """Carbon recomputed with what the form declares."""

    def __init__(self, done: RolledUp) -> None:
        self._declared = done.declared
        self._energy = {
            (one.spot.key, one.spot.asked.field.id, one.spot.position): one
            for one in done.traced
            if one.is_readable
        }

    def again(self, one: Traced) -> Cell:
        """What a carbon cell comes to; nothing for any other, and where no factor is declared."""
        field = one.spot.asked.field
        if field.carbon is None or one.spot.position is None or one.spot.position < 0:
            return None
        energy = self._energy.get((one.spot.key, field.carbon.of, one.spot.position))
        amount = None if energy is None or energy.value is None else stored(energy.value)
        if amount is None:
            return None
        value = carbon_of(
            amount,
            field.carbon.by,
            digits=field.digits,
            factor=self._declared.value,
            gas=self._declared.coefficient,
        )
        return value if isinstance(value, Decimal) else None
