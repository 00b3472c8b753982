"""The companies that lists name, each row by the names it carries."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

from qingjian.catalog.edition import Field
from qingjian.functions import names, numbers
from qingjian.model.form import FilledList
from qingjian.named_tuple import NamedTuple
from qingjian.rules.lines import Line, Lines, Spot
from qingjian.rules.plan import BlockPlan
from qingjian.rules.sweep import each_line
from qingjian.rules.view import View

_LONGEST_MARK: Final = 8


class Listed(NamedTuple):
    """A list of companies."""

    block: BlockPlan
    filled: FilledList
    company: Field
    industry: Field | None


class Company(NamedTuple):
    """A row of a list, by the company it names; small, because there may be a hundred thousand."""

    listed: Listed
    position: int
    names: tuple[str, ...]
    """All that it is called, sorted."""
    industry: str
    """As written; empty where nothing is said."""

    @property
    def spot(self) -> Spot:
        """The cell with the name."""
        return self._spot(self.listed.company)

    def industry_spot(self) -> Spot | None:
        """The cell with the industry."""
        return self._spot(self.listed.industry) if self.listed.industry is not None else None

    def _spot(self, field: Field) -> Spot:
        row = self.listed.filled.entries[self.position]
        return Spot(Line(self.listed.block, row.entries, row), field, row.entries[field.id])


class Lists(dict[tuple[str, str], Listed]):
    """The lists of companies met, by table and block."""


class Known(dict[str, tuple[str, ...]]):
    """The names that each text stands for, parsed once."""

    def __missing__(self, text: str) -> tuple[str, ...]:
        found = self[text] = _names(text)
        return found


class Twins(NamedTuple):
    """Two tables that should list the same companies."""

    first: tuple[Company, ...]
    second: tuple[Company, ...]
    sheets: tuple[str, str]
    matched: tuple[tuple[Company, Company], ...]
    only_first: tuple[Company, ...]
    only_second: tuple[Company, ...]


def twins(view: View) -> Iterator[Twins]:
    """Every pair of tables that the edition declares, as far as both are bound."""
    listed = dict(view.shared(_listed))
    for left, right in view.edition.pairs:
        if left in view.form.tables and right in view.form.tables:
            first, second = listed.get(left, ()), listed.get(right, ())
            sheets = view.form.tables[left].sheet, view.form.tables[right].sheet
            yield _matched(first, second, sheets)


def listed_in(view: View, table: str) -> tuple[Company, ...]:
    """The companies that a table lists; none where it is not bound."""
    return next((companies for name, companies in view.shared(_listed) if name == table), ())


def company_lists(view: View) -> Iterator[tuple[Company, ...]]:
    """The companies of every table that lists any."""
    for _, companies in view.shared(_listed):
        yield companies


def company_field(block: BlockPlan) -> tuple[Field, ...]:
    """The field that names the company, where a block has one."""
    return block.of_type.get("company", ())


def _matched(first: tuple[Company, ...], second: tuple[Company, ...], sheets: tuple[str, str]) -> Twins:
    by_name = {name: company for company in reversed(second) for name in company.names}
    listed = {name for company in first for name in company.names}
    found: list[tuple[Company, Company]] = []
    alone: list[Company] = []
    for company in first:
        other = next((by_name[name] for name in company.names if name in by_name), None)
        if other is None:
            alone.append(company)
        else:
            found.append((company, other))
    rest = tuple(company for company in second if not listed.intersection(company.names))
    return Twins(first, second, sheets, tuple(found), tuple(alone), rest)


def _listed(view: View) -> Iterator[tuple[str, tuple[Company, ...]]]:
    """The companies of every table that lists any."""
    found: dict[tuple[str, str], list[Company]] = {
        (block.table, block.spec.id): [] for block, _ in view.lists() if _company(block) is not None
    }
    for company in view.met(_companies):
        block = company.listed.block
        found[block.table, block.spec.id].append(company)
    for (table, _), companies in found.items():
        yield table, tuple(companies)


class Industries(dict[str, str]):
    """What the industries of plain rows say, by what is stored."""


def _companies_of_columns(view: View, lines: Lines) -> Iterator[Company]:
    listed, stretch = _list(view, lines.block), lines.stretch
    if listed is None:
        return
    known, said = view.kept(Known), view.kept(Industries)
    industries = stretch.texts(listed.industry.id if listed.industry is not None else "")
    for text in set(industries).difference(said):
        said[text] = _industry(listed, lines.line(industries.index(text)))
    names_of = stretch.texts(listed.company.id)
    for nth, (name, industry) in enumerate(zip(names_of, industries, strict=True), stretch.first):
        if named := known[name]:
            yield Company(listed, nth, named, said[industry])


@each_line(
    lambda _view, block: block.is_list and _company(block) is not None, by_columns=_companies_of_columns
)
def _companies(view: View, line: Line) -> Iterator[Company]:
    listed = _list(view, line.block)
    if listed is None or line.row is None:
        return
    entry = line.entries.get(listed.company.id)
    if entry is None or entry.state != "text" or entry.is_empty:
        return
    named = view.kept(Known)[entry.text]
    if named:
        yield Company(listed, line.row.nth, named, _industry(listed, line))


def _list(view: View, block: BlockPlan) -> Listed | None:
    known = view.kept(Lists)
    key = block.table, block.spec.id
    if key not in known:
        filled, company = view.form.block(*key), _company(block)
        industry = next((field for field in block.fields if field.type == "industry"), None)
        if not isinstance(filled, FilledList) or company is None:
            return None
        known[key] = Listed(block, filled, company, industry)
    return known[key]


def _names(text: str) -> tuple[str, ...]:
    """无 and the like name nobody."""
    is_mark = len(text.strip()) <= _LONGEST_MARK and numbers.mark(text) is not None
    return () if is_mark else names.sorted_names(text)


def _company(block: BlockPlan) -> Field | None:
    return next(iter(company_field(block)), None)


def _industry(listed: Listed, line: Line) -> str:
    entry = line.entries.get(listed.industry.id) if listed.industry is not None else None
    if entry is None or entry.is_empty or entry.state == "na":
        return ""
    return sys.intern(entry.text)  # a few dozen texts, each in thousands of rows
