"""Long lists cut into stretches of plain rows, which rules may judge by columns, and the rows between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from operator import itemgetter
from typing import Final

from qingjian.bind.entries import is_date_format, is_placeholder, meaning
from qingjian.catalog.edition import Field
from qingjian.model.figure import EXACT_CHARS, format_digits
from qingjian.model.form import FilledRow
from qingjian.model.grid import CellKind, Sheet
from qingjian.model.rows import SEPARATOR, Shape
from qingjian.model.stretch import DECIMALS, SLASH, Given, Stretch
from qingjian.named_tuple import NamedTuple

CHUNK: Final = 512
"""Rows whose columns are held at a time."""
_WHOLE_DIGITS: Final = EXACT_CHARS - len(".") - DECIMALS
_NO_FIGURES: Final = frozenset({"", SLASH})
_NO_FORMULAS: Final[Mapping[int, str]] = {}


class _Plan(NamedTuple):
    """How the rows of one shape are read: what to pick from their texts and an empty one behind them."""

    fields: Callable[[Sequence[str]], tuple[str, ...]]
    numbers: Callable[[Sequence[str]], tuple[str, ...]]
    """What the file calls numbers …"""
    others: Callable[[Sequence[str]], tuple[str, ...]]
    """… and what else stands where numbers belong."""
    shown: tuple[int, ...]
    """By field that takes a number: so many decimals are shown of it."""


class Cutter:
    """Cuts the rows of one list. What it learns of a shape it keeps."""

    def __init__(self, sheet: Sheet, fields: Sequence[tuple[str, int, Field]], first: int) -> None:
        self._sheet = sheet
        self._fields = fields
        self._places = {field: column for field, column, _ in fields}
        self._order = {field: at for at, (field, _, _) in enumerate(fields)}
        self._numeric = tuple(at for at, (_, _, field) in enumerate(fields) if field.is_numeric)
        self._names = tuple(at for at, (_, _, field) in enumerate(fields) if field.type == "company")
        self._dots = next((at for at, (_, column, _) in enumerate(fields) if column == first), None)
        """The field in whose column …… may be printed."""
        self._nothing = ("",) * len(fields)
        self._all_shown = (DECIMALS,) * len(self._numeric)
        self._plans: dict[Shape, _Plan | None] = {}

    def cut(
        self, first: int, numbers: Sequence[int], row: Callable[[int], FilledRow]
    ) -> Iterator[Stretch | int]:
        """Stretches of some rows, and where in the list each row stands that is not plain."""
        texts: list[tuple[str, ...]] = []
        given: list[Given] = []
        shown: list[tuple[int, ...]] = []
        odd = set[int]()
        for at, number in enumerate(numbers):
            stored = self._sheet.stored(number)
            plan = self._plan(stored.shape) if stored is not None else None
            whole = (*stored.texts, "") if stored is not None else ()
            if (
                plan is not None
                and _NO_FIGURES.isdisjoint(plan.numbers(whole))
                and _NO_FIGURES.issuperset(plan.others(whole))
            ):
                texts.append(plan.fields(whole))
                shown.append(plan.shown)
            else:
                texts.append(self._nothing)
                shown.append(self._all_shown)
                odd.add(at)
            given.append(stored.given if stored is not None else _NO_FORMULAS)
        columns = tuple(zip(*texts, strict=True))
        odd.update(self._odd(columns, shown))
        for before, after in pairwise((-1, *sorted(odd), len(numbers))):
            if after - before > 1:
                inside = slice(before + 1, after)
                named = {field: columns[at][inside] for field, at in self._order.items()}
                start = first + before + 1
                yield Stretch(
                    start,
                    numbers[inside],
                    columns=named,
                    given=given[inside],
                    places=self._places,
                    row=row,
                )
            if after < len(numbers):
                yield first + after

    def _odd(self, columns: Sequence[Sequence[str]], shown: Sequence[tuple[int, ...]]) -> Iterator[int]:
        """The rows that hold other figures than plain ones, no name where one belongs, or ……"""
        least = map(min, zip(*set(shown), strict=True))
        for nth, (at, decimals) in enumerate(zip(self._numeric, least, strict=True)):
            if not _are_figures(columns[at], decimals):
                for row, text in enumerate(columns[at]):
                    if not _are_figures((text,), shown[row][nth]):
                        yield row
        for at in self._names:
            yield from (row for row, text in enumerate(columns[at]) if not _is_name(text))
        if self._dots is not None:
            yield from (row for row, text in enumerate(columns[self._dots]) if _is_dots(text))

    def _plan(self, shape: Shape) -> _Plan | None:
        """None where some field holds what no plain row does."""
        if shape not in self._plans:
            self._plans[shape] = self._planned(shape)
        return self._plans[shape]

    def _planned(self, shape: Shape) -> _Plan | None:
        picked: list[int] = []
        numbers: list[int] = []
        others: list[int] = []
        shown: list[int] = []
        for _, column, field in self._fields:
            at = shape.index.get(column, len(shape.slots))
            picked.append(at)
            _, kind, code = shape.slots[at] if at < len(shape.slots) else (column, "text", "")
            if field.is_numeric and kind == "number":
                numbers.append(at)
            elif field.is_numeric:
                others.append(at)
            if not _may_be_plain(field, kind, code):
                return None
            if field.is_numeric:
                shown.append(_shown(code))
        return _Plan(_picker(picked), _picker(numbers), _picker(others), tuple(shown))


def _may_be_plain(field: Field, kind: CellKind, code: str) -> bool:
    if kind == "number" and field.is_numeric:
        return "%" not in code and not is_date_format(code)
    if field.type == "sequence" or (field.type in ("date", "free") and kind in ("number", "date")):
        return True
    return kind == "text" and field.prefill is None


def _shown(code: str) -> int:
    limit = format_digits(code)
    return DECIMALS if limit is None else min(limit, DECIMALS)


def _picker(picked: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    if len(picked) > 1:
        return itemgetter(*picked)
    return lambda texts: tuple(texts[at] for at in picked)


def _are_figures(texts: Sequence[str], decimals: int) -> bool:
    """Plain figures with so many decimals at most, slashes and nothing; joined, because there are many."""
    return _figures(decimals).match(f"{SEPARATOR.join(texts)}{SEPARATOR}") is not None


@cache
def _figures(decimals: int) -> re.Pattern[str]:
    whole = f"(?:0|[1-9][0-9]{{0,{_WHOLE_DIGITS - 1}}})"
    broken = rf"(?:\.[0-9]{{0,{decimals - 1}}}[1-9])?" if decimals else ""
    return re.compile(f"(?:(?:{whole}{broken}|{SLASH})?{SEPARATOR})*+\\Z")


def _is_name(text: str) -> bool:
    return meaning.__wrapped__("text", text, "", None)[0] == "text"  # names are hardly worth remembering


def _is_dots(text: str) -> bool:
    return not text.isdecimal() and bool(text.strip()) and is_placeholder(text)
