"""A form reduced to what next year's is compared with: figures, sums, names, and digests of rows and texts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from qingjian.catalog.edition import Edition, Field
from qingjian.functions import names, numbers
from qingjian.model.figure import plain
from qingjian.model.form import Entry, FilledList, FilledRecord, Form
from qingjian.model.previous import Past, PastList
from qingjian.rules.plan import BlockPlan, plan

FEWEST: Final = 3
"""Figures that a row must have to be recognised by them."""
_LONG: Final = 50
"""Characters from which a text is an answer, and not 无 or a name that is the same every year."""
_NOTHING: Final = frozenset({"blank", "na"})
_DIGEST: Final = 8
"""Bytes; only rows and texts of one name are compared, so that an accident is out of the question."""


class Sums:
    """Columns being added up while the rows of a list go by."""

    __slots__ = ("broken", "company", "fields", "rows", "totals")

    def __init__(self, block: BlockPlan) -> None:
        company = company_of(block)
        self.company = company.id if company is not None else ""
        """The field that names whose row it is."""
        self.fields = tuple(field.id for field in typed(block))
        self.rows = 0
        self.totals: dict[str, Decimal] = {}
        self.broken: set[str] = set()
        """Fields with something in them that is no figure."""

    def add(self, entries: Mapping[str, Entry]) -> None:
        """One row."""
        self.rows += 1
        for name in self.fields:
            entry = entries.get(name)
            if entry is None:
                continue
            if entry.figure is not None:
                self.totals[name] = self.totals.get(name, Decimal(0)) + entry.figure.value
            elif entry.state not in _NOTHING:
                self.broken.add(name)

    @property
    def known(self) -> dict[str, Decimal]:
        """The sums that can be relied on."""
        return {name: value for name, value in self.totals.items() if name not in self.broken}


def summarise(form: Form, edition: Edition, path: str) -> Past:
    """What is kept of a form."""
    figures: dict[str, dict[str, Decimal]] = {}
    lists: dict[str, PastList] = {}
    answers: dict[str, dict[str, int]] = {}
    for block in plan(edition).blocks:
        filled = form.block(block.table, block.spec.id)
        if isinstance(filled, FilledRecord):
            figures[key(block)] = record_figures(block, filled.entries)
            answers[key(block)] = {
                field.id: said
                for field in long_answers(block)
                if (said := answer_digest(filled.entries.get(field.id)))
            }
        elif isinstance(filled, FilledList) and company_of(block) is not None:
            lists[key(block)] = _list(block, filled)
    return Past(path, edition.id, form.parameters.report_year, figures, lists, answers)


def reporting_unit(form: Form) -> str | None:
    """Who reports: as declared in 参数, else as the cover says."""
    if form.parameters.unit:
        return form.parameters.unit
    for table in form.tables.values():
        cover = table.blocks.get("cover")
        if isinstance(cover, FilledRecord):
            said = cover.entries.get("unit")
            if said is not None and said.state == "text" and not said.is_empty:
                return said.text.strip()
    return None


def key(block: BlockPlan) -> str:
    """How a block is called in a summary."""
    return f"{block.table}/{block.spec.id}"


def company_of(block: BlockPlan) -> Field | None:
    """The field that names the company, in lists that also have figures."""
    if not block.is_list or not typed(block):
        return None
    return next((field for field in block.fields if field.type == "company"), None)


def typed(block: BlockPlan) -> tuple[Field, ...]:
    """The figures that the filer types."""
    return tuple(field for field in block.numeric if not field.is_computed)


def long_answers(block: BlockPlan) -> tuple[Field, ...]:
    """The texts in which the filer tells what happened in the year."""
    if block.spec.kind not in ("text", "labels"):
        return ()
    return tuple(field for field in block.fields if field.type == "longtext")


def record_figures(block: BlockPlan, entries: Mapping[str, Entry]) -> dict[str, Decimal]:
    """The figures that a record holds; nothing for blanks and marks."""
    return {
        field.id: entry.figure.value
        for field in typed(block)
        if (entry := entries.get(field.id)) is not None and entry.figure is not None
    }


def row_digest(fields: tuple[str, ...], entries: Mapping[str, Entry]) -> int:
    """The figures of a row, zeros left out; 0 where there are too few to recognise the row by."""
    said = [
        f"{name}={plain(entry.figure.value)}"
        for name in fields
        if (entry := entries.get(name)) is not None and entry.figure is not None and entry.figure.value
    ]
    return _digest(";".join(sorted(said))) if len(said) >= FEWEST else 0


def answer_digest(entry: Entry | None) -> int:
    """A long text without its spaces; 0 for a short one."""
    if entry is None or entry.state != "text" or len(entry.text) < _LONG:
        return 0
    text = names.normal(entry.text)
    return _digest(text) if len(text) >= _LONG else 0


def called(text: str) -> tuple[str, ...]:
    """Every name of a company in normal form; none where the cell says 无."""
    return () if numbers.mark(text) is not None else tuple(sorted(names.parse(text).names))


def _list(block: BlockPlan, filled: FilledList) -> PastList:
    sums, companies = Sums(block), dict[str, int]()
    for row in filled.entries:
        sums.add(row.entries)
        named = row.entry(sums.company)
        if named is None or named.state != "text" or named.is_empty:
            continue
        digest = row_digest(sums.fields, row.entries)
        for name in called(named.text):
            companies.setdefault(name, digest)
    return PastList(sums.rows, companies, sums.known)


def _digest(text: str) -> int:
    import hashlib  # noqa: PLC0415  # most forms are compared with no other year

    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=_DIGEST).digest())
