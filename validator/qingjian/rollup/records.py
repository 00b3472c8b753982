"""Single cells rolled up: added, listed unit by unit, taken where all agree, or left to decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from qingjian.functions import names, totals
from qingjian.model.figure import plain, printed
from qingjian.rollup.fitting import Fitted, addend
from qingjian.rollup.source import Cells, Given
from qingjian.rollup.traced import Matter, Outcome, Part, Spot, Traced
from qingjian.rollup.ways import Asked, Way, longest, sentence, watched, way

_EMPTY: Final[Cells] = {}


def record_field(one: Asked, units: Sequence[Fitted]) -> Outcome:
    """One field of a record, of labels or of a text."""
    cells = [unit.source.records.get((one.table, one.block.id), _EMPTY) for unit in units]
    if one.field.sum and one.field.exact:
        return _of_parts(one, units, cells)
    found = [
        part(unit, had[one.field.id]) for unit, had in zip(units, cells, strict=True) if one.field.id in had
    ]
    return settled(Spot(one), found, way(one), units=len(units))


def part(unit: Fitted, given: Given) -> Part:
    """A value of a unit."""
    return Part(unit.source.unit, unit.source.path, given)


def settled(spot: Spot, found: Sequence[Part], how: Way, *, units: int, row: str = "") -> Outcome:
    """What becomes of the values that several units have in one place. Of a single form all is taken as it is."""
    if units == 1 and how != "own":
        kept = tuple(
            Traced(spot, one.given.text, how, (one,), row, is_readable=one.given.is_readable) for one in found
        )
        return Outcome(kept)
    value, matters = _texts(spot, found, units) if how == "texts" else _WAYS[how](spot, found)
    if value is None and not found:
        return Outcome()
    return Outcome((Traced(spot, value, how, tuple(found), row),), matters)


Taken = tuple[str | None, tuple[Matter, ...]]


def _sum(spot: Spot, found: Sequence[Part]) -> Taken:
    matters = [
        Matter("unreadable", spot, {"unit": one.unit, "text": one.given.text}, parts=(one,))
        for one in found
        if not one.given.is_readable
    ]
    value = totals.total(addend(one.given) for one in found if one.given.is_readable).text or None
    stated = [one for one in found if not one.given.is_mark and _is_something(one.given)]
    alike = {
        text: [one for one in stated if one.given.text == text] for text in {one.given.text for one in stated}
    }
    if watched(spot.asked):
        matters += [
            Matter("same-money", spot, {}, value or "", tuple(same))
            for _, same in sorted(alike.items())
            if len(same) > 1
        ]
    return value, tuple(matters)


def _same(spot: Spot, found: Sequence[Part]) -> Taken:
    stated = _stated(found)
    if not stated:
        return _mark(found), ()
    if len({names.normal(one.given.text) for one in stated}) == 1:
        return stated[0].given.text, ()
    return None, (Matter("not-alike", spot, parts=tuple(stated)),)


def _never(spot: Spot, found: Sequence[Part]) -> Taken:
    stated = _stated(found)
    if not stated:
        return _mark(found), ()
    return None, (Matter("not-summed", spot, parts=tuple(stated)),)


def _texts(spot: Spot, found: Sequence[Part], units: int) -> Taken:
    """Unit by unit, those that say the same together; what all say needs no name before it."""
    stated = _stated(found)
    if not stated:
        return _mark(found), ()
    groups: dict[str, list[Part]] = {}
    for one in stated:
        groups.setdefault(names.normal(one.given.text), []).append(one)
    if len(groups) == 1 and len(stated) == units:
        return stated[0].given.text, ()
    lines: list[str] = []
    said = list(groups.values())
    for number, same in enumerate(said):
        who = "、".join(one.unit for one in same)
        line = sentence("joining", "unit", unit=who, text=same[0].given.text)
        if sum(map(len, lines)) + len(lines) + len(line) > longest():
            left = tuple(one for group in said[number:] for one in group)
            lines.append(sentence("joining", "rest", count=len(left)))
            return "\n".join(lines), (Matter("long-text", spot, parts=left),)
        lines.append(line)
    return "\n".join(lines), ()


def _own(_spot: Spot, _found: Sequence[Part]) -> Taken:
    return None, ()


_WAYS: Final[Mapping[Way, Callable[[Spot, Sequence[Part]], Taken]]] = {
    "sum": _sum,
    "same": _same,
    "never": _never,
    "own": _own,
}


def _of_parts(one: Asked, units: Sequence[Fitted], cells: Sequence[Cells]) -> Outcome:
    """A total beside its parts: from the parts, and as filed where a unit gave nothing but the total."""
    spot, found, addends, from_parts = Spot(one), list[Part](), list[totals.Entry](), list[totals.Entry]()
    for unit, had in zip(units, cells, strict=True):
        filed = had.get(one.field.id)
        pieces = [addend(had[name]) for name in one.field.sum if name in had]
        from_parts += [piece for piece in pieces if piece.kind != "unreadable"]
        if filed is not None:
            found.append(part(unit, filed))
        if any(piece.kind == "figure" for piece in pieces) or filed is None:
            addends += [piece for piece in pieces if piece.kind != "unreadable"]
        elif filed.is_readable:
            addends.append(addend(filed))
    value, shown = totals.total(addends), totals.total(from_parts)
    if not found and value.figure is None:
        return Outcome()
    traced = Traced(spot, value.text or None, "parts", tuple(found), is_left=value.text == shown.text)
    return Outcome((traced,), tuple(_differences(traced, found, value, shown)))


def _differences(
    traced: Traced, found: Sequence[Part], value: totals.Total, shown: totals.Total
) -> list[Matter]:
    matters: list[Matter] = []
    filed = totals.total(addend(one.given) for one in found if one.given.is_readable)
    if filed.figure is not None and value.figure is not None and filed.figure.value != value.figure.value:
        gap = plain(filed.figure.value - value.figure.value)
        params = {"filed": filed.text, "value": value.text, "difference": gap}
        matters.append(Matter("total-differs", traced.spot, params, value.text, tuple(found)))
    if not traced.is_left and value.figure is not None:
        parts = shown.figure.value if shown.figure is not None else 0
        params = {"value": shown.text, "difference": plain(value.figure.value - parts)}
        matters.append(Matter("parts-differ", traced.spot, params, value.text, tuple(found)))
    return matters


def _stated(found: Sequence[Part]) -> list[Part]:
    return [one for one in found if not one.given.is_mark]


def _mark(found: Sequence[Part]) -> str | None:
    return found[0].given.text if found else None


def _is_something(given: Given) -> bool:
    figure = printed(given.text)
    return figure is not None and figure.value != 0
