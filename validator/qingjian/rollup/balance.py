"""舍位平衡: figures rounded so that the printed parts add up to the printed total.

The method of the largest remainder: the total is rounded half away from zero, every part is cut off below, and the
units that are then missing go to the parts that lost most, of equals to the first. No part moves by a whole unit,
and a part that needs no rounding stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Context, Decimal
from typing import Final

from qingjian.model.figure import rounded

_WIDE: Final = Context(prec=1000)


def balanced(parts: Sequence[Decimal], digits: int) -> tuple[Decimal, ...]:
    """The parts with so many decimals; their sum is the rounded sum of the exact parts."""
    step = Decimal(1).scaleb(-digits)
    total = Decimal(0)
    for part in parts:
        total = _WIDE.add(total, part)
    cut = [part.quantize(step, rounding=ROUND_FLOOR, context=_WIDE) for part in parts]
    missing = rounded(total, digits)
    for part in cut:
        missing = _WIDE.subtract(missing, part)
    lost = [_WIDE.subtract(part, floor) for part, floor in zip(parts, cut, strict=True)]
    raised = sorted(range(len(parts)), key=lambda at: (-lost[at], at))[: int(missing / step)]
    for at in raised:
        cut[at] = _WIDE.add(cut[at], step)
    return tuple(cut)
