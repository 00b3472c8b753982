"""The strict reader of .xlsx and .xlsm: values, results, formulas and formats as stored, or one refusal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from qingjian.errors import UnreadableWorkbook
from qingjian.model.grid import Grid, Oddity, Sheet
from qingjian.sheets import xlsx_styles
from qingjian.sheets.container import Container
from qingjian.sheets.xlsx_alike import row_scan
from qingjian.sheets.xlsx_cells import Cells, Context
from qingjian.sheets.xlsx_extras import comments, custom_properties
from qingjian.sheets.xlsx_package import Relation, only, relations, worth_telling
from qingjian.sheets.xlsx_rows import FastScan
from qingjian.sheets.xlsx_sheet import SheetScan, scan
from qingjian.sheets.xlsx_strings import shared_strings
from qingjian.sheets.xlsx_text import Deviation
from qingjian.sheets.xlsx_workbook import Tab, Workbook, read_workbook

_FINAL: Final = frozenset({"bad-checksum", "inflates-too-big", "part-too-big", "too-many-cells"})
"""Refusals of the fast scanner that a second, careful reading could only repeat, at ten times the price."""


def read_xlsx(data: bytes, *, skip: Callable[[str], bool] | None = None) -> Grid:
    """Read a workbook; sheets whose name `skip` accepts are listed without their rows."""
    container = Container(data)
    part = _workbook_part(container)
    workbook = read_workbook(container, part)
    reader = _Reader(container, workbook, relations(container, part))
    return Grid(
        [reader.sheet(tab, is_skipped=skip is not None and skip(tab.name)) for tab in workbook.tabs],
        date1904=workbook.date1904,
        properties=_properties(container),
        names=workbook.names,
        oddities=[*worth_telling(container), *workbook.oddities, *reader.oddities],
    )


def _workbook_part(container: Container) -> str:
    part = only(relations(container, ""), "officeDocument")
    if part is None:
        raise UnreadableWorkbook("archive")
    if part.endswith(".bin"):
        raise UnreadableWorkbook("xlsb")
    if part.startswith("word/"):
        raise UnreadableWorkbook("word")
    return part


def _properties(container: Container) -> dict[str, str]:
    part = only(relations(container, ""), "custom-properties")
    return custom_properties(container, part) if part is not None and part in container else {}


class _Reader:
    """Reads sheets one by one, with what they share."""

    def __init__(self, container: Container, workbook: Workbook, related: dict[str, Relation]) -> None:
        self.oddities: list[Oddity] = []
        self._container = container
        self._workbook = workbook
        self._related = related
        self._formats: Sequence[str] = xlsx_styles.GENERAL
        self._strings: Sequence[str | None] = ()
        styles, strings = only(related, "styles"), only(related, "sharedStrings")
        if styles is not None and styles in container:
            self._formats = xlsx_styles.formats(container.read(styles), styles)
        if strings is not None and strings in container:
            self._strings = shared_strings(container, strings)

    def sheet(self, tab: Tab, *, is_skipped: bool) -> Sheet:
        """One sheet. Charts and macro sheets have no rows and none are looked for."""
        relation = self._related.get(tab.relation)
        if relation is None:
            raise UnreadableWorkbook("missing-part", tab.name)
        if relation.is_external:
            raise UnreadableWorkbook("external-part", tab.name)
        if is_skipped or relation.kind != "worksheet":
            return Sheet(tab.name, tab.state)
        into = self._scanned(tab.name, relation.target)
        return Sheet(
            tab.name,
            tab.state,
            into.cells.finish(),
            merges=tuple(into.merges),
            hidden_rows=tuple(into.hidden_rows),
            hidden_columns=tuple(into.hidden_columns),
            comments=self._comments(tab.name, relation.target),
        )

    def _scanned(self, name: str, part: str) -> SheetScan:
        budget = self._container.budget
        before = (budget.inflated, budget.cells, budget.formula_chars, len(self.oddities))
        into = self._scan(name, part)
        try:
            FastScan(into, row_scan(tuple(self._formats))).scan(self._container.stream(part))
        except (Deviation, UnreadableWorkbook) as reason:
            if isinstance(reason, UnreadableWorkbook) and reason.code in _FINAL:
                raise
            budget.inflated, budget.cells, budget.formula_chars, oddities = before
            del self.oddities[oddities:]
            into = self._scan(name, part)
            scan(self._container.stream(part), into)
        return into

    def _scan(self, name: str, part: str) -> SheetScan:
        context = Context(name, self._formats, self._strings, self._container.budget, self.oddities)
        return SheetScan(part, Cells(context))

    def _comments(self, name: str, part: str) -> dict[tuple[int, int], str]:
        related = relations(self._container, part)
        notes = only(related, "comments")
        for relation in related.values():
            if relation.is_external and relation.kind != "hyperlink":
                self.oddities.append(Oddity("external-target", relation.target[:60], name))
        if notes is None or notes not in self._container:
            return {}
        return comments(
            self._container,
            notes,
            lambda place: self.oddities.append(Oddity("bad-comment", f"{name}!{place}", name)),
        )
