"""A row of a list, or a record, as the rules look at it, and one cell of it."""

from __future__ import annotations

from collections.abc import Mapping

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.model.figure import plain
from qingjian.model.finding import Finding, Place
from qingjian.model.form import Entry, FilledRow
from qingjian.model.stretch import Stretch
from qingjian.named_tuple import NamedTuple
from qingjian.rules.plan import BlockPlan


class Line(NamedTuple):
    """One row of a list or the cells of a record, with the edition's knowledge of it."""

    block: BlockPlan
    entries: Mapping[str, Entry]
    row: FilledRow | None = None
    """None for a record."""
    is_total: bool = False

    @property
    def label(self) -> str:
        """What the clerk calls the row."""
        if self.is_total:
            return getattr(self.block.spec, "total", None) or ""
        if self.row is None:
            return ""
        name = self.entries.get(self.block.name or "")
        if name is not None and not name.is_empty:
            return " ".join(name.text.split())
        return str(self.row.nth + 1)


class Spot(NamedTuple):
    """One cell of the form and what the edition says about it."""

    line: Line
    field: Field
    entry: Entry

    @property
    def caption(self) -> str:
        return self.line.block.captions[self.field.id]

    def finding(
        self,
        spec: RuleSpec,
        *,
        value: str | None = None,
        expected: str | None = None,
        difference: str | None = None,
        related: tuple[Place, ...] = (),
        variant: str | None = None,
        **params: str,
    ) -> Finding:
        """A finding of a rule at this cell; its own text is the value unless one is given."""
        return spec.finding(
            self.entry.place,
            table=self.line.block.table,
            row=self.line.label,
            field=self.field.id,
            value=value if value is not None else told(self.entry),
            expected=expected,
            difference=difference,
            related=related,
            variant=variant,
            caption=self.caption,
            **params,
        )


class Lines(NamedTuple):
    """A stretch of plain rows, with the edition's knowledge of it."""

    block: BlockPlan
    stretch: Stretch

    def line(self, index: int) -> Line:
        """One of the rows, for a closer look."""
        row = self.stretch.row(index)
        return Line(self.block, row.entries, row)


def told(entry: Entry) -> str:
    """An entry's value as a finding shows it."""
    return plain(entry.figure.value) if entry.figure is not None else entry.text
