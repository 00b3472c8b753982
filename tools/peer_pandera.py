"""What pandera says of the tables of a workbook: checks on cells, on rows, and of 合计 against its column."""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from peer_tables import MARKS, Json, Said, address_of, cut

pandas: Any = importlib.import_module("pandas")
pandera: Any = importlib.import_module("pandera.pandas")


def said_by_pandera(book: Any, table: Json) -> Said:
    parts = cut(book, table)
    if parts is None:
        return [(table["sheet"], "")]
    captions, rows = parts
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
    return table["sheet"], address_of(table, int(index), name) if is_row else ""


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
    return value in MARKS or _number(value) is not None


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
        return tonnes is not None and abs(amount * factor - tonnes) <= Decimal(
            "0.06"
        )  # filers round to one digit

    return frame.apply(right, axis=1) | (frame.iloc[:, 0] == "合计")
