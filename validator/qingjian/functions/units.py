"""Conversion between the units that stand in the forms and those that people write."""

from __future__ import annotations

from decimal import Decimal

from qingjian.catalog.notation import Unit, normal, notation
from qingjian.model.figure import Figure


def unit(spelling: str) -> Unit | None:
    """The unit a spelling stands for: kWh, 千瓦时 and 度 are one. None if it is not on the list."""
    return notation().units.get(normal(spelling.strip()))


def ratio(source: str, target: str, *, substance: str | None = None) -> Decimal | None:
    """How many `target` one `source` is; None where they do not measure the same thing."""
    one, other = unit(source), unit(target)
    if one is None or other is None:
        return None
    bridge = _bridge(one.dimension, other.dimension, substance)
    return None if bridge is None else bridge * one.factor / other.factor


def convert(figure: Figure, source: str, target: str, *, substance: str | None = None) -> Figure | None:
    """The figure in another unit, exact; the digits move with the point."""
    factor = ratio(source, target, substance=substance)
    if factor is None:
        return None
    value = (figure.value * factor).normalize()
    return Figure(value, max(0, figure.digits - factor.adjusted()))


def _bridge(source: str, target: str, substance: str | None) -> Decimal | None:
    if source == target:
        return Decimal(1)
    for bridge in notation().bridges:
        if bridge.substance == substance and (bridge.source, bridge.target) == (source, target):
            return bridge.factor
        if bridge.substance == substance and (bridge.target, bridge.source) == (source, target):
            return 1 / bridge.factor
    return None
