"""Small filled forms made by hand, without files: what a rule's examples and properties are judged on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from qingjian.catalog.edition import Edition, Field
from qingjian.catalog.editions import edition as edition_of
from qingjian.functions import numbers
from qingjian.model.figure import shown, stored
from qingjian.model.finding import Place
from qingjian.model.form import (
    Entry,
    FactorChoice,
    FilledBlock,
    FilledList,
    FilledRecord,
    FilledRow,
    Form,
    Match,
    Parameters,
    Table,
)
from qingjian.model.grid import Area, Grid, Oddity, Sheet, Span, parse_a1
from qingjian.rules.plan import BlockPlan, plan

FIRST_ROW = 3
"""Lists begin here: their captions stand on row 2."""


def entry(content: str | Mapping[str, Any], place: Place) -> Entry:
    """A cell as the binder would give it. A leading apostrophe is text that looks like a number; an
    object says more: text, kind, formula, format."""
    spec: Mapping[str, Any] = {"text": content} if isinstance(content, str) else content
    text, formula, pattern = spec.get("text", ""), spec.get("formula"), spec.get("format", "General")
    if "kind" in spec:
        return Entry(place, spec["kind"], text, None, formula, pattern)
    if text.startswith("'"):
        return Entry(place, "text", text[1:], None, formula, "@")
    if not text.strip():
        return Entry(place, "blank", text, None, formula, pattern)
    value = stored(text)
    if value is not None:
        return Entry(place, "number", text, shown(value, pattern), formula, pattern)
    is_mark = numbers.mark(text) in ("not-applicable", "dash")
    return Entry(place, "na" if is_mark else "text", text, None, formula, pattern)


def form(
    tables: Mapping[str, Mapping[str, Any]],
    edition_id: str = "liaoning/2024",
    *,
    parameters: Mapping[str, str] | None = None,
    how: str = "content",
    hidden: Mapping[str, Any] | None = None,
    merges: Mapping[str, Sequence[str]] | None = None,
    grid_format: str = "xlsx",
    oddities: Sequence[Sequence[str]] = (),
) -> tuple[Form, Edition]:
    """A form of the tables given, by block: {"rows": […], "total": {…}} or {"cells": {…}}."""
    known = edition_of(edition_id)
    bound: dict[str, Table] = {}
    sheets: list[Sheet] = []
    for table, blocks in tables.items():
        name = known.sheet(table).name
        spans = (hidden or {}).get(table, {})
        sheets.append(
            Sheet(
                name,
                hidden_rows=tuple(Span(row, row) for row in spans.get("rows", ())),
                hidden_columns=tuple(Span(col, col) for col in spans.get("columns", ())),
                merges=tuple(_area(reference) for reference in (merges or {}).get(table, ())),
            )
        )
        bound[table] = Table(table, name, _blocks(known, table, name, blocks))
    met = [Oddity(code, detail) for code, detail in oddities]
    grid = Grid(sheets, oddities=met, format=grid_format)  # type: ignore[arg-type]  # examples are validated by their schema
    match = Match(known.id, "stamp" if how == "stamp" else "content", Decimal(1))
    return Form(match, _parameters(parameters), bound, grid), known


def _area(reference: str) -> Area:
    (top, left), (bottom, right) = map(parse_a1, reference.split(":"))
    return Area(top, left, bottom, right)


def _blocks(known: Edition, table: str, sheet: str, blocks: Mapping[str, Any]) -> dict[str, FilledBlock]:
    made: dict[str, FilledBlock] = {}
    top = FIRST_ROW
    for block in plan(known).blocks:
        if block.table != table or block.spec.id not in blocks:
            continue
        content = blocks[block.spec.id]
        made[block.spec.id] = filled = (
            _list(block, sheet, content, top) if block.is_list else _record(block, sheet, content, top)
        )
        top = (filled.last_row + 4) if isinstance(filled, FilledList) else top + 3
    return made


def _record(block: BlockPlan, sheet: str, content: Mapping[str, Any], top: int) -> FilledRecord:
    cells = content.get("cells", {})
    _refuse_strangers(block.fields, cells)
    return FilledRecord(
        {
            field.id: entry(cells.get(field.id, ""), Place(sheet, top, col))
            for col, field in enumerate(block.fields, 2)
        }
    )


def _list(block: BlockPlan, sheet: str, content: Mapping[str, Any], top: int) -> FilledList:
    columns = {field.id: col for col, field in enumerate(block.fields, 1)}
    rows: list[FilledRow] = []
    for index, raw in enumerate(content.get("rows", ())):
        numbered: dict[str, Any] = {"seq": str(index + 1), **raw} if "seq" in columns else dict(raw)
        item, dots = numbered.pop("#item", None), bool(numbered.pop("#dots", False))
        rows.append(_made(block, numbered, sheet, top + index, index, item=item, dots=dots))
    last = top + len(rows) - 1
    total = content.get("total")
    line = None if total is None else _made(block, dict(total), sheet, last + 1, -1)
    return FilledList(tuple(rows), line, columns, top - 1, last)


def _made(
    block: BlockPlan,
    cells: dict[str, Any],
    sheet: str,
    number: int,
    index: int,
    *,
    item: str | None = None,
    dots: bool = False,
) -> FilledRow:
    _refuse_strangers(block.fields, cells)
    entries = {
        field.id: entry(cells.get(field.id, ""), Place(sheet, number, col))
        for col, field in enumerate(block.fields, 1)
    }
    return FilledRow(number, index, entries, item, dots)


def _refuse_strangers(fields: tuple[Field, ...], cells: Mapping[str, Any]) -> None:
    strangers = set(cells) - {field.id for field in fields}
    if strangers:
        raise KeyError(f"no such fields: {sorted(strangers)}")


def _parameters(raw: Mapping[str, str] | None) -> Parameters:
    if raw is None:
        return Parameters()
    electricity, gas = raw.get("electricity"), raw.get("gas")
    names = ("unit", "level", "province", "report_year", "factor_choice", "gas_coefficient")
    places = {name: Place("参数", row, 2) for row, name in enumerate(names, 2)}
    value = stored(electricity) if electricity else None
    gas_value = stored(gas) if gas else None
    return Parameters(
        unit=raw.get("unit"),
        level=raw.get("level"),  # type: ignore[arg-type]  # examples are validated by their schema
        province=raw.get("province"),
        report_year=int(raw["report_year"]) if raw.get("report_year") else None,
        electricity=FactorChoice(
            shown(value),
            raw.get("electricity_id"),
            document=raw.get("electricity_document", ""),
            place=places["factor_choice"],
        )
        if value is not None
        else None,
        gas=shown(gas_value) if gas_value is not None else None,
        places=places,
        present=True,
    )
