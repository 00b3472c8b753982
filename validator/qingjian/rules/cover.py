"""The cover: who reports, and how to reach them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.functions import names
from qingjian.patterns import pattern
from qingjian.rules.lines import Line, Spot
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Judged, Outcomes, rule
from qingjian.rules.view import View

_COVER: Final = "cover"
_NUMBERS: Final = pattern(r"[、，,；;/\s]+")
_PHONE: Final = pattern(
    r"(?:\+?86-?)?(?:(?:\(?0[0-9]{2,3}\)?-?)?[2-9][0-9]{6,7}(?:-[0-9]{1,6}|转[0-9]{1,6})?|1[3-9][0-9]{9}|[48]00-?[0-9]{3}-?[0-9]{4}|1[0-9]{4})"
)
"""Fixed lines with or without area code and extension, mobiles, 400 and 800 numbers, 12345 and the like."""
_MAIL: Final = pattern(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")


def _fields(*ids: str) -> Judged:
    def judged(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
        return (
            tuple(block.by_id[name] for name in ids if name in block.by_id) if block.spec.id == _COVER else ()
        )

    return judged


def _spots(view: View, *ids: str) -> Iterator[Spot]:
    for block, record in view.records():
        if block.spec.id == _COVER:
            line = Line(block, record.entries)
            yield from (
                Spot(line, block.by_id[name], record.entries[name]) for name in ids if name in record.entries
            )


@rule("QJ1020", judged=_fields("filler", "phone"))
def contact_missing(view: View, spec: RuleSpec) -> Outcomes:
    """Nobody to ask: the name or the telephone of the one who filled in the form."""
    for spot in _spots(view, "filler", "phone"):
        if spot.entry.is_empty or spot.entry.state == "na":
            yield spot.finding(spec)


@rule("QJ3110", judged=_fields("phone"))
def odd_phone(view: View, spec: RuleSpec) -> Outcomes:
    """A number that no telephone has."""
    for spot in _spots(view, "phone"):
        if spot.entry.is_empty or spot.entry.state not in ("text", "number"):
            continue
        numbers = _NUMBERS.split(names.normal(spot.entry.text))
        if not any(_PHONE.fullmatch(one) for one in (*numbers, "".join(numbers))):
            yield spot.finding(spec)


@rule("QJ3111", judged=_fields("email"))
def odd_mail(view: View, spec: RuleSpec) -> Outcomes:
    """An address that no letter reaches."""
    for spot in _spots(view, "email"):
        if spot.entry.is_empty or spot.entry.state != "text":
            continue
        addresses = _NUMBERS.split(names.normal(spot.entry.text))
        if not any(_MAIL.fullmatch(one) for one in addresses):
            yield spot.finding(spec)


@rule("QJ3112", judged=_fields("unit"))
def another_unit(view: View, spec: RuleSpec) -> Outcomes:
    """The cover and 参数 name different units."""
    declared = view.form.parameters.unit
    place = view.form.parameters.places.get("unit")
    if not declared or place is None:
        return
    known = names.normal(declared)
    for spot in _spots(view, "unit"):
        said = names.normal(spot.entry.text)
        if said and spot.entry.state == "text" and said not in known and known not in said:
            yield spot.finding(spec, expected=declared, related=(place,))
