"""Runs the rules that apply to a form, keeps them apart from each other and puts the findings in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Final

from qingjian.catalog.edition import Edition
from qingjian.catalog.rules import RuleSpec, rule, rules
from qingjian.errors import UnknownRule
from qingjian.model.finding import Finding, Place, Skipped
from qingjian.model.form import Form
from qingjian.model.previous import Previous
from qingjian.model.progress import Progress
from qingjian.model.season import NO_SETTINGS, Settings
from qingjian.named_tuple import NamedTuple
from qingjian.rules import explanations, families
from qingjian.rules.causes import link
from qingjian.rules.effects import weighed
from qingjian.rules.listing import reported
from qingjian.rules.registry import ACROSS, MOST, Check, Kind, More, Outcomes, kind_of
from qingjian.rules.season import demoted, is_off, switched_off
from qingjian.rules.view import View

FAILED: Final = "QJ9001"
families.load()


class Outcome(NamedTuple):
    """What the rules said of one form."""

    findings: tuple[Finding, ...]
    ran: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    progress: tuple[Progress, ...] = ()
    """How far the firms of published lists have come."""


def run(
    form: Form,
    edition: Edition,
    *,
    only: Collection[str] | None = None,
    skip: Collection[str] | None = None,
    season: Settings = NO_SETTINGS,
    previous: Previous = None,
    factors: tuple[Decimal, ...] = (),
) -> Outcome:
    """Judge a form. `only` and `skip` hold codes or beginnings of codes (QJ21); the findings met while
    binding are among the result. `previous` is last year's form, or why there is none; `factors`
    are the electricity factors that the season accepts."""
    view = View(form, edition, previous, factors)
    findings = [
        found
        for found in form.findings
        if _is_chosen(found.code, only, skip) and _is_alive(found.code, season)
    ]
    ran: list[str] = []
    skipped: list[Skipped] = []
    for spec in _applicable(edition, form.parameters.report_year):
        if not _is_chosen(spec.code, only, skip) or (spec.applies.previous and previous is None):
            continue
        if is_off(spec.code, season):
            skipped.append(switched_off(spec.code, season[spec.code]))
            continue
        kind = kind_of(spec)
        if kind.check is None:
            ran.append(spec.code)
            continue
        barred = _required(spec, findings) or kind.precondition(view, spec)
        if barred is not None:
            skipped.append(barred)
            continue
        ran.append(spec.code)
        skipped.extend(_unbound(view, kind, spec))
        for outcome in _outcomes(view, kind.check, spec):
            if isinstance(outcome, Skipped):
                skipped.append(outcome)
            else:
                findings.append(outcome)
    spoken = explanations.settle(form, demoted(findings, season))
    settled = [one for one in spoken if one.code in ran or one.code not in explanations.CODES]
    order = {name: index for index, name in enumerate(("", *(sheet.name for sheet in form.grid.sheets)))}
    settled.sort(key=lambda found: _rank(found, order))
    return Outcome(tuple(weighed(link(settled, view), view)), tuple(ran), tuple(skipped), _progress(view))


def _progress(view: View) -> tuple[Progress, ...]:
    try:
        return tuple(reported(view))
    except Exception:  # noqa: BLE001  # rules that ask the same judges have said so; no finding is lost over it
        return ()


def select(codes: Collection[str], known: Collection[str]) -> tuple[str, ...]:
    """The known codes that begin with one of the given; a beginning that fits none is a mistake."""
    for code in codes:
        if not any(one.startswith(code) for one in known):
            raise UnknownRule(code)
    return tuple(one for one in known if any(one.startswith(code) for code in codes))


def _applicable(edition: Edition, year: int | None) -> Iterator[RuleSpec]:
    for spec in rules():
        if spec.status != "withdrawn" and spec.kind != ACROSS and spec.applies.holds(edition.id, year):
            yield spec


def _is_alive(code: str, season: Settings) -> bool:
    """Neither withdrawn for good nor switched off for a season."""
    return rule(code).status != "withdrawn" and not is_off(code, season)


def _is_chosen(code: str, only: Collection[str] | None, skip: Collection[str] | None) -> bool:
    if only is not None and not any(code.startswith(one) for one in only):
        return False
    return not (skip and any(code.startswith(one) for one in skip))


def _required(spec: RuleSpec, findings: list[Finding]) -> Skipped | None:
    """A rule is silent while one that it builds on has something to say."""
    failed = (
        next((found.code for found in findings if found.code in spec.requires and not found.trial), None)
        if spec.requires
        else None
    )
    return Skipped(spec.code, "requirement-failed", failed) if failed else None


def _unbound(view: View, kind: Kind, spec: RuleSpec) -> Iterator[Skipped]:
    """Tables that the rule would have judged had they been found."""
    if len(view.form.tables) == len(view.plan.sheets):
        return
    missing = {
        block.table: block.sheet
        for block in view.plan.blocks
        if block.table not in view.form.tables and kind.judged(block, spec)
    }
    for sheet in missing.values():
        yield Skipped(spec.code, "table-not-bound", sheet)


def _outcomes(view: View, check: Check, spec: RuleSpec) -> list[Finding | Skipped]:
    try:
        return _bounded(check(view, spec), spec)
    except Exception as error:  # noqa: BLE001  # one bad rule must not hide the findings of the others
        return [_failure(spec.code, error)]


def _bounded(outcomes: Outcomes, spec: RuleSpec) -> list[Finding | Skipped]:
    """As many of each table as anybody reads, and the number of the others."""
    kept: list[Finding | Skipped] = []
    told: Counter[str] = Counter()
    more = 0
    for outcome in outcomes:
        if isinstance(outcome, More):
            more += outcome.number
            continue
        table = outcome.table if isinstance(outcome, Finding) else ""
        told[table] += 1
        if told[table] <= MOST:
            kept.append(outcome)
        else:
            more += 1
    return [*kept, Skipped(spec.code, "too-many", str(more))] if more else kept


def _failure(code: str, error: Exception) -> Finding:
    import logging  # noqa: PLC0415  # a tenth of the start-up time, and almost never needed
    import traceback  # noqa: PLC0415

    logging.getLogger(__name__).error("rule %s failed", code, exc_info=error)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return rule(FAILED).finding(
        Place(), failed=code, problem=type(error).__name__, where=f"{frame.name}:{frame.lineno}"
    )


def _rank(found: Finding, order: dict[str, int]) -> tuple[int, int, int, str]:
    place = found.place
    return order.get(place.sheet, len(order)), place.row, place.col, found.code
