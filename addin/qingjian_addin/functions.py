"""Worksheet functions: ranges in, ranges out, errors as readable text. The judgement is the checker's own.

Nothing here is typed into official workbooks: their formulas are native. The functions serve people's own sheets.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

import xlwings as xw

from qingjian.functions import computed
from qingjian_addin import answers, ranges
from qingjian_addin.ranges import Answer, Given, each
from qingjian_addin.resultsheet import findings_at
from qingjian_addin.words import category, function_help

Worksheet = TypeVar("Worksheet", bound=Callable[..., Any])
Answers = Answer | list[list[Answer]]

FUNCTIONS: Final[dict[str, Callable[..., Answers]]] = {}
"""Every worksheet function by name, as the Calc add-in calls them."""


def worksheet(function: Worksheet) -> Worksheet:
    """Offer a function to spreadsheets, described as schemas/functions.json describes it."""
    help_ = function_help()[function.__name__]
    FUNCTIONS[function.__name__] = function
    function.__doc__ = help_.help
    # Excel's side would take our types for names of converters, and refuse every call (tests/addin/excel/test_udf.py)
    function.__annotations__ = {}
    offered: Any = xw.func(category=category())(function)
    for argument in reversed(help_.arguments):
        offered = xw.arg(argument.name, ndim=2, doc=argument.help)(offered)
    result: Worksheet = offered
    return result


@worksheet
def QJ_CO2_POWER(kwh: Given, factor: Given, year: Given = None, kind: Given = None) -> Answers:
    return each(answers.power, kwh, factor, year, kind)


@worksheet
def QJ_CO2_COAL(tonnes: Given) -> Answers:
    return each(answers.coal, tonnes)


@worksheet
def QJ_CO2_OIL(tonnes: Given) -> Answers:
    return each(answers.oil, tonnes)


@worksheet
def QJ_CO2_GAS(volume: Given, coefficient: Given) -> Answers:
    return each(answers.gas, volume, coefficient)


@worksheet
def QJ_GRID_FACTOR(area: Given, year: Given = None, kind: Given = None) -> Answers:
    return each(answers.grid_factor, area, year, kind)


@worksheet
def QJ_FACTOR_USED(kwh: Given, tco2: Given) -> Answers:
    return each(answers.factor_used, kwh, tco2)


@worksheet
def QJ_TOTAL(cells: Given, digits: Given = None, skip_text: Given = None) -> Answers:
    parts = list(ranges.cells(cells))
    if ranges.first(skip_text):
        parts = [part for part in parts if not isinstance(part, str) or computed.is_mark(part)]
    places = ranges.text(ranges.first(digits))
    return ranges.shown(computed.total(parts, int(places) if places.isdigit() else None))


@worksheet
def QJ_CREDIT_CODE(code: Given) -> Answers:
    return each(answers.credit_code, code)


@worksheet
def QJ_INDUSTRY(entry: Given) -> Answers:
    return each(answers.industry_entry, entry)


@worksheet
def QJ_INDUSTRY_NAME(code: Given, version: Given = None) -> Answers:
    return each(answers.industry_name, code, version)


@worksheet
def QJ_NUMBER(text: Given, unit: Given = None) -> Answers:
    return each(answers.number, text, unit)


@worksheet
def QJ_CONVERT(amount: Given, source: Given, target: Given, substance: Given = None) -> Answers:
    return each(answers.converted, amount, source, target, substance)


@worksheet
def QJ_COMPLETE(cells: Given, captions: Given = None) -> Answers:
    names = None if captions is None else ranges.values(captions)[0]
    said = [answers.complete(row, names) for row in ranges.values(cells)]
    return said[0] if len(said) == 1 else [[one] for one in said]


@worksheet
def QJ_FINDING(sheet: Given, cell: Given, results: Given) -> Answers:
    return findings_at(
        ranges.values(results), ranges.text(ranges.first(sheet)), ranges.text(ranges.first(cell))
    )
