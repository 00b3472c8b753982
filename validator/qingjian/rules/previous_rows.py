"""The companies of this year's lists held against last year's: who is back, and with whose figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qingjian.catalog.edition import Field
from qingjian.catalog.editions import edition
from qingjian.catalog.rules import RuleSpec
from qingjian.model.finding import Skipped
from qingjian.model.form import FilledList
from qingjian.model.previous import NoPast, Past
from qingjian.named_tuple import NamedTuple
from qingjian.rules.companies import Known
from qingjian.rules.lines import Line, Spot
from qingjian.rules.plan import BlockPlan, plan
from qingjian.rules.previous_form import Sums, company_of, key, row_digest, typed
from qingjian.rules.sweep import each_line
from qingjian.rules.view import View


class Again(NamedTuple):
    """A row whose company was listed last year; small, because there may be a hundred thousand."""

    block: BlockPlan
    position: int
    name: str
    before: str
    """The list of last year that has it."""
    is_same: bool
    """All figures are last year's."""


class Columns(dict[str, Sums]):
    """The sums of each list, added up as the rows go by."""

    def of(self, block: BlockPlan) -> Sums:
        """Those of one list."""
        known = self.get(key(block))
        if known is None:
            known = self[key(block)] = Sums(block)
        return known


def past(view: View) -> Past | None:
    """Last year's form, where there is one to compare with."""
    return view.previous if isinstance(view.previous, Past) else None


@each_line(lambda view, block: past(view) is not None and company_of(block) is not None)
def again(view: View, line: Line) -> Iterator[Again]:
    """The row, if its company was listed last year in the same list or else in another."""
    before, sums = past(view), view.kept(Columns).of(line.block)
    sums.add(line.entries)
    named = line.entries.get(sums.company)
    if before is None or line.row is None or named is None or named.state != "text" or named.is_empty:
        return
    own = key(line.block)
    for name in view.kept(Known)[named.text]:
        found = _found(before, own, name)
        if found is not None:
            digest = before.lists[found].companies[name] if found == own else 0
            is_same = bool(digest) and digest == row_digest(sums.fields, line.entries)
            yield Again(line.block, line.row.nth, name, found, is_same)
            return


def same_lists(view: View) -> Iterator[str]:
    """Lists with the companies and the sums of last year, and nothing else."""
    before = past(view)
    met = view.met(again)
    for name, sums in view.kept(Columns).items():
        was = before.lists.get(name) if before is not None else None
        if was is None or not sums.rows or sums.rows != was.rows or sums.broken:
            continue
        back = sum(1 for one in met if key(one.block) == name == one.before)
        figures = {field: value for field, value in sums.known.items() if value}
        if back == sums.rows and figures and figures == {f: v for f, v in was.totals.items() if v}:
            yield name


def shared_fields(view: View, block: BlockPlan) -> frozenset[str]:
    """Fields that mean the same in last year's edition: the same key, type and unit."""
    before = past(view)
    if before is None:
        return frozenset()
    if before.edition == view.edition.id:
        return frozenset(block.by_id)
    blocks: Mapping[str, BlockPlan] = {key(one): one for one in plan(edition(before.edition)).blocks}
    then = blocks.get(key(block))
    if then is None:
        return frozenset()
    return frozenset(
        name
        for name, field in block.by_id.items()
        if (was := then.by_id.get(name)) is not None and (was.type, was.unit) == (field.type, field.unit)
    )


def refused(view: View, spec: RuleSpec) -> Skipped | None:
    """Why there is nothing to compare with."""
    why = view.previous
    return Skipped(spec.code, why.reason, why.detail) if isinstance(why, NoPast) else None


def judged_figures(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
    """Figures are compared as the filer types them."""
    return typed(block)


def path_then(view: View) -> str:
    """The file that is meant by last year's."""
    before = past(view)
    return before.path if before is not None else ""


def sheet_then(before: Past, name: str) -> str:
    """The sheet of one of last year's lists."""
    table = name.partition("/")[0]
    return plan(edition(before.edition)).sheets.get(table, table)


def name_spot(view: View, block: BlockPlan, position: int) -> Spot | None:
    """The cell that names the company of a row."""
    filled, company = view.form.block(block.table, block.spec.id), company_of(block)
    if not isinstance(filled, FilledList) or company is None:
        return None
    row = filled.entries[position]
    return Spot(Line(block, row.entries, row), company, row.entries[company.id])


def _found(before: Past, own: str, name: str) -> str | None:
    if own in before.lists and name in before.lists[own].companies:
        return own
    return next((other for other, was in before.lists.items() if name in was.companies), None)
