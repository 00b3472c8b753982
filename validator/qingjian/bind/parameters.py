"""The 参数 sheet: who reports, for which year, with which factors."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from qingjian.bind.captions import keyed, wanted
from qingjian.bind.entries import is_not_applicable, is_placeholder
from qingjian.bind.notices import Notices
from qingjian.bind.page import Page, Region
from qingjian.catalog.edition import LEVELS, Edition
from qingjian.catalog.tables import table
from qingjian.functions import numbers
from qingjian.model.figure import Figure, printed, stored
from qingjian.model.finding import Place
from qingjian.model.form import FactorChoice, Parameters
from qingjian.model.grid import Cell, Grid

_REPORTER: Final = ("unit", "level")
_UNREAD: Final = frozenset({"codes", "results", "season", "previous", "sources", "decisions", "collected"})
_OWN: Final = ("factor_own", "factor_own_document")


@cache
def _declared() -> Mapping[str, Any]:
    return table("parameters.json")


@cache
def _helper_names() -> Mapping[str, str]:
    """Normal form of a helper sheet's name → which one it is."""
    names = {keyed(_declared()["sheet"]).full: "parameters"}
    for kind, words in table("workbook.json")["sheets"].items():
        names.update((keyed(word).full, kind) for word in words.values())
    return names


def helper(sheet_name: str) -> str | None:
    """Which of our own sheets a name stands for: parameters, or a key of `sheets` in schemas/workbook.json."""
    return _helper_names().get(keyed(sheet_name).full)


def is_helper(sheet_name: str) -> bool:
    """One of our own sheets behind the form."""
    return keyed(sheet_name).full in _helper_names()


def is_unread_helper(sheet_name: str) -> bool:
    """A sheet of ours that a check has no need to read: code lists, an earlier result, what the bureau tells."""
    return _helper_names().get(keyed(sheet_name).full) in _UNREAD


def read(grid: Grid, edition: Edition, notices: Notices) -> Parameters:
    """What 参数 declares; says so when the year is missing or another form's."""
    cells = _cells(grid)
    if cells is None:
        notices.add("QJ1009", variant="bare")
        return Parameters()
    declared = {
        name: cell.text.strip()
        for name, (cell, _) in cells.items()
        if cell is not None and not is_placeholder(cell.text)
    }
    places = {name: place for name, (_, place) in cells.items()}
    year = _year(declared.get("report_year"))
    _tell_year(year, edition, places.get("report_year", Place()), notices)
    _tell_reporter(declared, places, notices)
    return Parameters(
        unit=declared.get("unit"),
        level=_level(declared.get("level")),
        province=declared.get("province"),
        report_year=year,
        electricity=_electricity(declared, cells, places),
        gas=_figure(cells.get("gas_coefficient", (None, Place()))[0]),
        places=places,
        present=True,
    )


def _cells(grid: Grid) -> dict[str, tuple[Cell | None, Place]] | None:
    sheet = next(
        (sheet for sheet in grid.sheets if _helper_names().get(keyed(sheet.name).full) == "parameters"), None
    )
    if sheet is None:
        return None
    page = Page(sheet)
    found: dict[str, tuple[Cell | None, Place]] = {}
    for parameter in _declared()["parameters"]:
        names = parameter["caption"]
        hits = page.find(wanted(names["zh"], (names["en"],)), Region(1, page.last_row))
        if hits:
            row, col = hits[0].row, page.right_of(hits[0])
            found[parameter["id"]] = sheet.cell(row, col), Place(sheet.name, row, col)
    return found


def _year(text: str | None) -> int | None:
    value = stored(text.rstrip("年度 ")) if text else None
    return int(value) if value is not None and value == int(value) and 1990 <= value <= 2100 else None


def _tell_year(year: int | None, edition: Edition, place: Place, notices: Notices) -> None:
    if year is None:
        notices.add("QJ1009", place)
    elif year < edition.years.first or (edition.years.last is not None and year > edition.years.last):
        first, last = edition.years.first, edition.years.last
        notices.add("QJ1010", place, declared=str(year), found=f"{first}–{last or ''}")


def _tell_reporter(declared: Mapping[str, str], places: Mapping[str, Place], notices: Notices) -> None:
    for parameter in _declared()["parameters"]:
        name = parameter["id"]
        if name in _REPORTER and name in places and name not in declared:
            notices.add("QJ1018", places[name], caption=parameter["caption"]["zh"])


def _level(text: str | None) -> Any:
    names = {name: level for level, name in _declared()["levels"].items()}
    level = names.get(text or "")
    return level if level in LEVELS else None


def _electricity(
    declared: Mapping[str, str], cells: Mapping[str, tuple[Cell | None, Place]], places: Mapping[str, Place]
) -> FactorChoice | None:
    choice = declared.get("factor_choice")
    if choice is None and not any(name in declared for name in _OWN):
        return None
    own = choice is None or choice in _declared()["own_factor"].values()
    source = "factor_own" if own else "factor"
    return FactorChoice(
        value=_figure(cells.get(source, (None, Place()))[0]),
        id=None if own else declared.get("factor_id"),
        label=choice or "",
        kind=declared.get("factor_kind", ""),
        area=declared.get("factor_area", ""),
        year=declared.get("factor_year", ""),
        document=declared.get("factor_own_document" if own else "factor_document", ""),
        place=places.get("factor_choice", Place()),
    )


def _figure(cell: Cell | None) -> Figure | None:
    if cell is None or is_not_applicable(cell.text):
        return None
    if cell.kind == "number":
        return printed(cell.text, cell.format)
    reading = numbers.read(cell.text) if cell.kind == "text" else None
    return reading.figure if reading else None
