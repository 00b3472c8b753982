"""A correct form about to be spoilt: its data, what to do to its workbook, and where things stand in it."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeVar, cast

from qingjian.catalog.edition import Bound, Edition, Field
from qingjian.catalog.editions import edition as edition_of
from support.defects.book import Book
from support.realistic.deal import Realistic
from support.realistic.sums import Cells, Factors, number, settle, total_row

_T = TypeVar("_T")
Json = dict[str, Any]
Step = Callable[[Book, "Where"], None]
TOTAL: Final = -1


class Spot(NamedTuple):
    """A field in a list's row (TOTAL for 合计), or in a block of 表1 (row None)."""

    table: str
    field: str
    row: int | None = None
    block: str = "companies"


class NotHere(Exception):
    """This form offers no place for the mistake; another form may."""


class Draft:
    """A form that a kind of mistake is being put into."""

    def __init__(self, form: Realistic, dice: random.Random) -> None:
        self.edition: Edition = edition_of(form.edition)
        self.data: Json = copy.deepcopy(form.data)
        self.dice = dice
        self.steps: list[Step] = []

    def block(self, table: str, block: str = "companies") -> Bound:
        return next(one for one in self.edition.sheet(table).blocks() if one.id == block)

    def fields(self, table: str, block: str = "companies") -> Sequence[Field]:
        return self.block(table, block).fields

    def content(self, table: str, block: str) -> Json:
        return cast("Json", self.data["tables"][table][block])

    def rows(self, table: str, block: str = "companies") -> list[Cells]:
        return cast("list[Cells]", self.content(table, block)["rows"])

    def totals(self, table: str, block: str = "companies") -> Cells:
        return cast("Cells", self.content(table, block)["total"])

    def record(self, table: str, block: str, field: str) -> str | None:
        here: Any = self.content(table, block)
        for step in field.split("."):
            here = here[step]
        return cast("str | None", here)

    def put(self, table: str, block: str, field: str, value: str | None) -> None:
        *path, last = field.split(".")
        here = self.content(table, block)
        for step in path:
            here = here[step]
        here[last] = value

    def factors(self) -> Factors:
        parameters = self.data["parameters"]
        choice = parameters["electricity_factor"]
        gas = parameters["gas_coefficient"]
        return Factors(Decimal(choice["value"]) if choice else None, Decimal(gas) if gas else None)

    def recalculate(self, table: str) -> None:
        """As a live workbook does after a figure was typed."""
        for row in self.rows(table):
            settle(self.fields(table), row, self.factors())
        self.content(table, "companies")["total"] = total_row(self.fields(table), self.rows(table))

    def leave_computed(self, table: str) -> None:
        """The formulas show what they show."""
        computed = [field.id for field in self.fields(table) if field.is_computed]
        for row in self.rows(table):
            for name in computed:
                del row[name]
        del self.content(table, "companies")["total"]

    def any_figure(self, *tables: str, only: Sequence[str] = (), least: str = "0") -> Spot:
        """A filled-in figure that nobody computed."""
        found = [
            Spot(table, field.id, index)
            for table in tables
            for field in self.fields(table)
            if field.is_numeric and not field.is_computed and (not only or field.id in only)
            for index, row in enumerate(self.rows(table))
            if (value := number(row.get(field.id))) is not None and value > Decimal(least)
        ]
        return self.one_of(found)

    def any_total(self, *tables: str) -> Spot:
        """A 合计 that is a number."""
        return self.one_of(
            [
                Spot(table, name, TOTAL)
                for table in tables
                for name, value in self.totals(table).items()
                if (number(value) or 0) > 0
            ]
        )

    def any_row(self, *tables: str, least: int = 1) -> tuple[str, int]:
        found = [
            (t, index) for t in tables if len(self.rows(t)) >= least for index in range(len(self.rows(t)))
        ]
        return self.one_of(found)

    def one_of(self, found: Sequence[_T]) -> _T:
        if not found:
            raise NotHere
        return self.dice.choice(found)

    def value(self, spot: Spot) -> str:
        source = self.totals(spot.table) if spot.row == TOTAL else self.rows(spot.table)[spot.row or 0]
        return source[spot.field] or ""

    def set(self, spot: Spot, value: str | None) -> None:
        source = self.totals(spot.table) if spot.row == TOTAL else self.rows(spot.table)[spot.row or 0]
        source[spot.field] = value

    def then(self, step: Step) -> None:
        """Something to do to the workbook once it is written."""
        self.steps.append(step)

    def write_words(self, spot: Spot, text: str) -> None:
        """A text in the cell, whatever it looks like."""
        self.then(lambda book, where: book.words(where.sheet(spot.table), where(spot), text))


class Where:
    """Where the fields of a form stand in its workbook, found by reading the workbook itself."""

    def __init__(
        self, draft: Draft, book: Book, marked: Callable[[str], Mapping[tuple[str, str, str], str]]
    ) -> None:
        self.draft, self.book, self.marked = draft, book, marked

    def sheet(self, table: str) -> str:
        return self.draft.edition.sheet(table).name

    def __call__(self, spot: Spot) -> str:
        if spot.row is None:
            return self.marked(self.draft.edition.id)[spot.table, spot.block, spot.field]
        return f"{self.letters(spot)}{self.row(spot)}"

    def letters(self, spot: Spot) -> str:
        order = [field.id for field in self.draft.fields(spot.table, spot.block)]
        return letters(order.index(spot.field) + 1)

    def row(self, spot: Spot) -> int:
        first = self.first(spot.table)
        if spot.row != TOTAL:
            return first + (spot.row or 0)
        return next(
            n for n, text in self.book.column(self.sheet(spot.table), "A") if n > first and text == "合计"
        )

    def first(self, table: str) -> int:
        """The row below the header that the list's own numbering begins with."""
        return next(
            n for n, text in self.book.column(self.sheet(table), "A") if re.fullmatch("1(\\.0)?", text)
        )


def letters(col: int) -> str:
    return letters((col - 1) // 26) + chr(65 + (col - 1) % 26) if col else ""
