"""What frictionless says of the tables of a workbook, with the best schema it takes."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

from peer_tables import MARKS, Json, Said, address_of, cut, entries_of

frictionless: Any = importlib.import_module("frictionless")


def said_by_frictionless(book: Any, table: Json) -> Said:
    parts = cut(book, table)
    if parts is None:
        return [(table["sheet"], "")]
    captions, rows = parts
    names = [column["id"] for column in table["columns"]]
    found: Said = []
    if "cells" not in table and captions != [column["caption"] for column in table["columns"]]:
        found.append((table["sheet"], ""))
    entries = rows if "cells" in table else entries_of(rows)
    if not entries:
        return found
    schema = {"fields": [_field(column) for column in table["columns"]], "missingValues": list(MARKS)}
    resource = frictionless.Resource(data=[names, *entries], schema=frictionless.Schema(schema))
    checks = [frictionless.checks.row_constraint(formula=_formula(*one)) for one in table["sums"].items()]
    report = resource.validate(frictionless.Checklist(checks=checks))
    for number, field, note in report.flatten(["rowNumber", "fieldNumber", "note"]):
        row = rows.index(entries[number - 2]) if number else None
        summed = next((total for total in table["sums"] if f"({total} or" in str(note)), None)
        cells = [names[field - 1]] if field else [summed] if summed else names
        found += [(table["sheet"], "" if row is None else address_of(table, row, name)) for name in cells]
    return found


def _formula(total: str, parts: Sequence[str]) -> str:
    """Both sides equal to half a unit of the third digit; marks count as nothing."""
    added = " + ".join(f"({part} or 0)" for part in parts)
    return f"-0.0005 < ({total} or 0) - ({added}) < 0.0005"


def _field(column: Json) -> Json:
    kinds = {
        "figure": "number",
        "amount": "number",
        "percent": "number",
        "score": "number",
        "count": "integer",
    }
    kind = kinds.get(column["type"], "any" if column["type"] == "sequence" else "string")
    limits: Json = {}
    if column["required"]:
        limits["required"] = True
    if column["type"] == "count":
        limits["minimum"] = 0
    if column["type"] == "percent":
        limits["maximum"] = 100
    if column["type"] == "company" or column["type"] == "credit_code":
        limits["unique"] = True
    if column["type"] == "credit_code":
        limits["pattern"] = "[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}"
    if column["type"] == "industry":
        limits["pattern"] = "([A-T]?[0-9]{2,4})? ?[^0-9]*([A-T]?[0-9]{2,4}）)?"
    if column["choices"]:
        limits["enum"] = column["choices"]
    return {"name": column["id"], "type": kind, "constraints": limits}
