"""Which kinds of rules there are, and which rules are written as code: two dicts, filled by explicit imports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.model.finding import Finding, Skipped
from qingjian.named_tuple import NamedTuple
from qingjian.rules.plan import BlockPlan
from qingjian.rules.view import View

MOST: Final = 1_000
"""Findings of one rule in one table; a hundred thousand equal ones tell nobody more, and fill the memory."""


class More(NamedTuple):
    """Findings of a rule in one table beyond the most that are told: no more than their number was kept."""

    table: str
    number: int


Outcomes = Iterable[Finding | Skipped | More]
Check = Callable[[View, RuleSpec], Outcomes]
Judged = Callable[[BlockPlan, RuleSpec], tuple[Field, ...]]
Formula = Callable[[RuleSpec], "str | None"]
Precondition = Callable[[View, RuleSpec], Skipped | None]


def _nothing(_block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
    return ()


def _always(_view: View, _spec: RuleSpec) -> Skipped | None:
    return None


def _no_formula(_spec: RuleSpec) -> str | None:
    return None


class Kind(NamedTuple):
    """An algorithm that rules share. `check` is None where others emit the findings; the third face,
    what to call it in words, is schemas/kinds.json."""

    check: Check | None
    judged: Judged = _nothing
    """The fields of a block that the rule looks at."""
    precondition: Precondition = _always
    """Why the rule cannot run on this form at all."""
    formula: Formula = _no_formula
    """What the official workbook computes where the rule checks, shown for cells of its own choice."""

    @property
    def names_columns(self) -> bool:
        """Whether the rule says which columns it looks at."""
        return self.judged is not _nothing


ACROSS: Final = "across"
"""The kind of rules that need every file of a batch; no single form can be judged by them."""
KINDS: Final[dict[str, Kind]] = {}
CODED: Final[dict[str, Kind]] = {}
"""Rules of kind `python`, by code."""


def kind(
    name: str,
    *,
    judged: Judged = _nothing,
    precondition: Precondition = _always,
    formula: Formula = _no_formula,
) -> Callable[[Check], Check]:
    """Register a kind of rule."""

    def register(check: Check) -> Check:
        if name in KINDS:
            raise ValueError(f"the kind {name} is registered twice")
        KINDS[name] = Kind(check, judged, precondition, formula)
        return check

    return register


def rule(
    code: str, *, judged: Judged = _nothing, precondition: Precondition = _always
) -> Callable[[Check], Check]:
    """Register the one function of a rule that is written as code."""

    def register(check: Check) -> Check:
        if code in CODED:
            raise ValueError(f"the rule {code} is registered twice")
        CODED[code] = Kind(check, judged, precondition)
        return check

    return register


def kind_of(spec: RuleSpec) -> Kind:
    """The algorithm of a rule."""
    return CODED[spec.code] if spec.kind == "python" else KINDS[spec.kind]
