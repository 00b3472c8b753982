"""The explicit list of modules that register kinds and rules."""

from __future__ import annotations

from qingjian.rules import (
    answers,
    carbon,
    cells,
    columns,
    companies,
    copied,
    counts,
    cover,
    credit,
    deadlines,
    declared,
    digits,
    elsewhere,
    explanations,
    factors,
    files,
    filling,
    formula_cells,
    identity,
    industry,
    list_progress,
    lists,
    merged,
    pairs,
    peers,
    previous,
    previous_changes,
    sums,
    writing,
)
from qingjian.rules.registry import CODED, KINDS

FAMILIES = (
    answers,
    carbon,
    cells,
    columns,
    companies,
    copied,
    counts,
    cover,
    credit,
    deadlines,
    declared,
    digits,
    elsewhere,
    explanations,
    factors,
    files,
    filling,
    formula_cells,
    identity,
    industry,
    list_progress,
    lists,
    merged,
    pairs,
    peers,
    previous,
    previous_changes,
    sums,
    writing,
)


def load() -> tuple[int, int]:
    """Importing this module has registered everything; says how many kinds and coded rules there are."""
    return len(KINDS), len(CODED)
