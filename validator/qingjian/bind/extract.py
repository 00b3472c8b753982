"""Form → the plain JSON of the edition's data schema; what cannot be read goes to `unread`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from qingjian.catalog.edition import Bound, Edition, Field, ListBlock, SheetSpec
from qingjian.catalog.wording import pending
from qingjian.model.form import (
    Entry,
    FactorChoice,
    FilledBlock,
    FilledList,
    FilledRecord,
    FilledRow,
    Form,
    Parameters,
)

Json = dict[str, Any]
FORMAT: Final = 1
_NOTHING: Final[Mapping[str, Entry]] = {}


def extract(form: Form, edition: Edition) -> Json:
    """The typed data of a form, valid under the edition's data schema."""
    return _Extractor(edition, as_written=form.grid.format == "docx").form(form)


@dataclass(slots=True)
class _Extractor:
    edition: Edition
    as_written: bool = False
    """A Word form has no numbers: what stands in a text field is the text, 12.50 included."""
    unread: list[Json] = field(default_factory=list[Json])

    def form(self, form: Form) -> Json:
        tables = {sheet.id: self._table(form, sheet) for sheet in self.edition.sheets}
        return {
            "format": FORMAT,
            "edition": self.edition.id,
            "report_year": form.parameters.report_year,
            "unit": form.parameters.unit,
            "level": form.parameters.level,
            "parameters": _parameters(form.parameters),
            "tables": tables,
            "unread": self.unread,
        }

    def _table(self, form: Form, sheet: SheetSpec) -> Json:
        return {
            block.id: self._block(form.block(sheet.id, block.id), block, f"/tables/{sheet.id}/{block.id}")
            for block in sheet.blocks()
        }

    def _block(self, filled: FilledBlock | None, block: Bound, path: str) -> Any:
        if isinstance(block, ListBlock):
            return self._list(filled if isinstance(filled, FilledList) else None, block, path)
        entries = filled.entries if isinstance(filled, FilledRecord) else _NOTHING
        if block.kind == "text":
            return self._value(entries.get(block.field.id), block.field, path)
        tree: Json = {}
        for known in block.fields:
            _put(
                tree,
                known.id.split("."),
                self._value(entries.get(known.id), known, f"{path}/{known.id.replace('.', '/')}"),
            )
        return tree

    def _list(self, filled: FilledList | None, block: ListBlock, path: str) -> Json:
        inputs = [known for known in block.fields if known.type not in ("sequence", "item")]
        rows = filled.entries if filled else ()
        if block.items:
            return {"rows": self._items(rows, block, inputs, f"{path}/rows")}
        content: Json = {
            "rows": [self._row(row.entries, inputs, f"{path}/rows/{index}") for index, row in enumerate(rows)]
        }
        if block.total is not None:
            totals = filled.total.entries if filled and filled.total else _NOTHING
            content["total"] = self._row(totals, [known for known in inputs if known.total], f"{path}/total")
        return content

    def _items(self, rows: Iterable[FilledRow], block: ListBlock, inputs: list[Field], path: str) -> Json:
        content: Json = {}
        by_item: dict[str, list[FilledRow]] = {}
        for row in rows:
            by_item.setdefault(row.item or "", []).append(row)
        for item in block.items:
            own = by_item.get(item.id, [])
            if item.sublist is None:
                content[item.id] = self._row(own[0].entries if own else _NOTHING, inputs, f"{path}/{item.id}")
            else:
                content[item.id] = [
                    self._row(row.entries, inputs, f"{path}/{item.id}/{i}") for i, row in enumerate(own)
                ]
        return content

    def _row(self, entries: Mapping[str, Entry], fields: Iterable[Field], path: str) -> Json:
        return {known.id: self._value(entries.get(known.id), known, f"{path}/{known.id}") for known in fields}

    def _value(self, found: Entry | None, known: Field, path: str) -> str | None:
        if found is None or found.state == "blank" or (found.state == "text" and not found.text.strip()):
            return None
        if not known.is_numeric:
            is_number = found.figure is not None and not self.as_written
            return str(found.figure) if is_number else found.text
        if found.figure is not None:
            return str(found.figure)
        if found.state == "na":
            return "/"
        if found.state == "uncalculated" or _is_pending(found):
            return None
        self.unread.append(
            {"path": path, "sheet": found.place.sheet, "cell": found.place.address, "text": found.text}
        )
        return None


def _is_pending(found: Entry) -> bool:
    """A formula of ours that waits for a correction: its words are no data."""
    return found.formula is not None and found.text in pending()


def _put(tree: Json, path: list[str], value: str | None) -> None:
    for step in path[:-1]:
        tree = tree.setdefault(step, {})
    tree[path[-1]] = value


def _parameters(declared: Parameters) -> Json:
    return {
        "province": declared.province,
        "electricity_factor": _factor(declared.electricity) if declared.electricity else None,
        "gas_coefficient": str(declared.gas) if declared.gas else None,
    }


def _factor(choice: FactorChoice) -> Json:
    return {
        "id": choice.id,
        "label": choice.label or None,
        "value": str(choice.value) if choice.value else None,
        "kind": choice.kind or None,
        "area": choice.area or None,
        "year": choice.year or None,
        "document": choice.document or None,
    }
