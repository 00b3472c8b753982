"""A finding as the ledger keeps it, and what makes two findings the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qingjian.catalog.messages import LANGS, render
from qingjian.ledger.event import canonical
from qingjian.model.finding import Finding
from qingjian.named_tuple import NamedTuple


class Same(NamedTuple):
    """Rule, cell and value: what has to agree for a decision about one finding to hold for another."""

    code: str
    sheet: str
    cell: str
    value: str
    """Where a finding has no value, what its sentence is made of."""


class Noted(NamedTuple):
    """One finding of a verdict on record."""

    code: str
    severity: str
    standing: str
    sheet: str
    cell: str
    table: str
    row: str
    field: str
    value: str | None
    params: Mapping[str, str]
    cause: int
    message: Mapping[str, str]

    @property
    def same(self) -> Same:
        return _same(self.code, self.sheet, self.cell, self.value, self.params)

    @property
    def line(self) -> Same | None:
        """The same by the row's name and the field; a row that moved is found by it."""
        return _line(self.code, self.table, self.row, self.field, self.value)

    def as_json(self) -> dict[str, Any]:
        """For a payload."""
        return {**self._asdict(), "params": dict(self.params), "message": dict(self.message)}


def noted(finding: Finding) -> Noted:
    """What is kept of a finding: the sentence as it was said, in both languages, for rules are reworded."""
    return Noted(
        finding.code,
        finding.severity,
        finding.standing,
        finding.place.sheet,
        finding.place.address,
        finding.table,
        finding.row,
        finding.field,
        finding.value,
        dict(sorted(finding.params.items())),
        finding.cause,
        {lang: render(finding, lang).message for lang in LANGS},
    )


def from_json(raw: Mapping[str, Any]) -> Noted:
    """Out of a payload."""
    return Noted(**raw)


def same(finding: Finding) -> Same:
    """As `Noted.same`, of a finding at hand."""
    place = finding.place
    return _same(finding.code, place.sheet, place.address, finding.value, finding.params)


def line(finding: Finding) -> Same | None:
    """As `Noted.line`, of a finding at hand."""
    return _line(finding.code, finding.table, finding.row, finding.field, finding.value)


def _same(code: str, sheet: str, cell: str, value: str | None, params: Mapping[str, str]) -> Same:
    return Same(code, sheet, cell, canonical(dict(params)) if value is None else value)


def _line(code: str, table: str, row: str, field: str, value: str | None) -> Same | None:
    """A row that is called by its number moves when another is inserted above: it is known by its cell alone."""
    if value is None or not field or not row or row.isdecimal():
        return None
    return Same(code, f"{table}/{field}", row, value)
