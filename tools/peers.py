"""What general-purpose validators say of official workbooks: run by tools/compare.py in a venv that has them.

Both are given more than they would find by themselves: the tables are cut out for them, at the places where the
official workbook has them, and 表1 comes as a table of one row.
"""

from __future__ import annotations

import importlib
import json
import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, Final

Json = dict[str, Any]
Said = list[tuple[str, str]]
"""Sheet and address; the address is empty where a tool speaks of a column or of the table."""
_MARKS: Final = ("", "/", "／", "—", "-", "无")

openpyxl: Any = importlib.import_module("openpyxl")
frictionless: Any = importlib.import_module("frictionless")
pandas: Any = importlib.import_module("pandas")
pandera: Any = importlib.import_module("pandera.pandas")


def main() -> None:
    folder = Path(sys.argv[1])
    layouts: Json = json.loads((folder / "layouts.json").read_text(encoding="utf-8"))
    said: dict[str, Json] = {}
    for path in sorted(folder.glob("*.xlsx")):
        tables = layouts[path.name.split("~")[0].replace("_", "/")]
        book = openpyxl.load_workbook(path, data_only=True)
        said[path.name] = {
            "frictionless": [one for table in tables for one in _by_frictionless(book, table)],
            "pandera": [one for table in tables for one in _by_pandera(book, table)],
        }
    (folder / "said.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")


# ---------------------------------------------------------------- the cells of a table


def _cut(book: Any, table: Json) -> tuple[list[Any], list[list[Any]]] | None:
    """Captions and rows down to 合计; a table of one row has its own names for captions."""
    if table["sheet"] not in book.sheetnames:
        return None
    sheet = book[table["sheet"]]
    if "cells" in table:
        names = [column["id"] for column in table["columns"]]
        return names, [[sheet[table["cells"][name]].value for name in names]]
    width = range(1, len(table["columns"]) + 1)
    captions = [_squeezed(sheet.cell(table["header"], col).value) for col in width]
    rows: list[list[Any]] = []
    for number in range(table["first"], sheet.max_row + 1):
        row = [sheet.cell(number, col).value for col in width]
        rows.append(row)
        if row[0] == "合计":
            break
    return captions, rows


def _squeezed(text: object) -> str:
    return "".join(str(text or "").split())


def _address(table: Json, row: int, name: str) -> str:
    if "cells" in table:
        return str(table["cells"][name])
    col = [column["id"] for column in table["columns"]].index(name)
    return f"{chr(65 + col)}{table['first'] + row}"


def _entries(rows: Sequence[list[Any]]) -> list[list[Any]]:
    """The companies' rows: neither 合计 nor …… nor the numbered rows left empty."""
    return [
        row
        for row in rows
        if row[0] not in ("合计", "……") and any(value not in (None, "") for value in row[1:])
    ]


# ---------------------------------------------------------------- frictionless


def _by_frictionless(book: Any, table: Json) -> Said:
    cut = _cut(book, table)
    if cut is None:
        return [(table["sheet"], "")]
    captions, rows = cut
    names = [column["id"] for column in table["columns"]]
    found: Said = []
    if "cells" not in table and captions != [column["caption"] for column in table["columns"]]:
        found.append((table["sheet"], ""))
    entries = rows if "cells" in table else _entries(rows)
    if not entries:
        return found
    schema = {"fields": [_field(column) for column in table["columns"]], "missingValues": list(_MARKS)}
    resource = frictionless.Resource(data=[names, *entries], schema=frictionless.Schema(schema))
    checks = [frictionless.checks.row_constraint(formula=_formula(*one)) for one in table["sums"].items()]
    report = resource.validate(frictionless.Checklist(checks=checks))
    for number, field, note in report.flatten(["rowNumber", "fieldNumber", "note"]):
        row = rows.index(entries[number - 2]) if number else None
        summed = next((total for total in table["sums"] if f"({total} or" in str(note)), None)
        cells = [names[field - 1]] if field else [summed] if summed else names
        found += [(table["sheet"], "" if row is None else _address(table, row, name)) for name in cells]
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
        limits["pattern"] = "([A-T][0-9]{2,4})? ?[^0-9]+"
    if column["choices"]:
        limits["enum"] = column["choices"]
    return {"name": column["id"], "type": kind, "constraints": limits}


# ---------------------------------------------------------------- pandera


def _by_pandera(book: Any, table: Json) -> Said:
    cut = _cut(book, table)
    if cut is None:
        return [(table["sheet"], "")]
    captions, rows = cut
    names = [column["id"] for column in table["columns"]]
    if "cells" not in table and captions != [column["caption"] for column in table["columns"]]:
        return [(table["sheet"], "")]
    frame = pandas.DataFrame(rows, columns=names, dtype=object)
    columns = {
        column["id"]: pandera.Column(object, _checks(column), nullable=True) for column in table["columns"]
    }
    schema = pandera.DataFrameSchema(columns, checks=list(_wide(table, book)))
    try:
        schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as failed:
        return [_located(table, case) for case in failed.failure_cases.to_dict("records")]
    return []


def _located(table: Json, case: Json) -> tuple[str, str]:
    """The cell of a failure; checks over several cells carry the name of theirs in their error."""
    name, index = str(case["column"]), case["index"]
    if name not in {column["id"] for column in table["columns"]}:
        name = str(case["check"]).split(":", maxsplit=1)[0]
    if name not in {column["id"] for column in table["columns"]}:
        return table["sheet"], ""
    is_row = isinstance(index, int | float) and not math.isnan(index)
    return table["sheet"], _address(table, int(index), name) if is_row else ""


def _checks(column: Json) -> list[Any]:
    """What one cell has to be."""
    is_figure = column["type"] in ("figure", "amount", "percent", "score", "count")
    tests = [_is_figure] if is_figure else []
    tests += [_is_whole] if column["type"] == "count" else []
    tests += [_is_share] if column["type"] == "percent" else []
    checks = [pandera.Check(partial(_each, test=test), error=test.__name__) for test in tests]
    if column["choices"]:
        checks.append(
            pandera.Check(partial(_each, test=["", *column["choices"]].__contains__), error="choice")
        )
    return checks


def _each(cells: Any, test: Callable[[Any], bool]) -> Any:
    def passes(value: Any) -> bool:
        return not _is_there(value) or test(value)

    return cells.map(passes)


def _is_figure(value: Any) -> bool:
    return value in _MARKS or _number(value) is not None


def _is_whole(value: Any) -> bool:
    return _number(value) is None or (value >= 0 and value == int(value))


def _is_share(value: Any) -> bool:
    return _number(value) is None or value <= 100


def _wide(table: Json, book: Any) -> Iterator[Any]:
    """Checks over several cells of a row, and 合计 against its column."""
    for total, parts in table["sums"].items():
        yield _check(total, partial(_adds_up, total=total, parts=parts))
    if "cells" in table:
        for column in table["columns"]:
            if column["required"]:
                yield _check(column["id"], partial(_stated, name=column["id"]))
        return
    for name in table["totals"]:
        yield _check(name, partial(_column_adds_up, name=name))
    for column in table["columns"]:
        if column["required"]:
            yield _check(column["id"], partial(_filled, name=column["id"]))
        if column["type"] in ("company", "credit_code"):
            yield _check(column["id"], partial(_once, name=column["id"]))
    factor = _number(book["参数"]["B10"].value) if "参数" in book.sheetnames else None
    if factor is not None and "power_tco2" in {column["id"] for column in table["columns"]}:
        coal = Decimal("2.7725")
        for name, by in (("power", factor / 1000), ("coal", coal), ("oil", Decimal("1.4286") * coal)):
            yield _check(f"{name}_tco2", partial(_times, energy=name, carbon=f"{name}_tco2", factor=by))


def _check(name: str, test: Callable[[Any], Any]) -> Any:
    return pandera.Check(test, error=f"{name}: ")


def _number(value: object) -> Decimal | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and not math.isnan(value)
    return Decimal(repr(value)) if is_number else None


def _is_there(value: object) -> bool:
    return value not in (None, "") and not (isinstance(value, float) and math.isnan(value))


def _is_row(frame: Any) -> Any:
    names = [name for name in frame.columns if name != "seq"]
    return frame[names].map(_is_there).any(axis=1) & ~frame.iloc[:, 0].isin(["合计", "……"])


def _stated(frame: Any, name: str) -> Any:
    return frame[name].map(_is_there)


def _once(frame: Any, name: str) -> Any:
    return ~frame[name].duplicated(False) | frame[name].isna()


def _filled(frame: Any, name: str) -> Any:
    return ~_is_row(frame) | frame[name].map(_is_there)


def _adds_up(frame: Any, total: str, parts: Sequence[str]) -> Any:
    def right(row: Mapping[str, Any]) -> bool:
        return _agree(row[total], [row[part] for part in parts])

    return frame.apply(right, axis=1)


def _column_adds_up(frame: Any, name: str) -> Any:
    is_total = frame.iloc[:, 0] == "合计"
    parts: list[object] = list(frame.loc[_is_row(frame), name])

    def right(value: object) -> bool:
        return _agree(value, parts)

    return ~is_total | frame[name].map(right)


def _agree(total: object, parts: Sequence[object]) -> bool:
    known = [number for number in map(_number, parts) if number is not None]
    number = _number(total)
    if number is None:
        return not any(known)
    return abs(number - sum(known, Decimal(0))) < Decimal("0.0005")


def _times(frame: Any, energy: str, carbon: str, factor: Decimal) -> Any:
    def right(row: Mapping[str, Any]) -> bool:
        amount, tonnes = _number(row[energy]), _number(row[carbon])
        if amount is None:
            return tonnes is None
        return tonnes is not None and abs(amount * factor - tonnes) <= Decimal("0.001")

    return frame.apply(right, axis=1) | (frame.iloc[:, 0] == "合计")


if __name__ == "__main__":
    main()
