"""What the tests of the Calc host do in a real LibreOffice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlwings as xw

from qingjian_addin import uno_engine
from qingjian_addin.host import Protected
from qingjian_addin.hosts.calc import CalcHost


class Recorded:
    """Windows that write down what they show and answer as they were told to."""

    def __init__(self) -> None:
        self.shown: list[list[str]] = []

    def tell(self, text: str, title: str) -> None:
        self.shown.append([title, text])

    def ask(self, text: str, title: str) -> bool:
        self.shown.append([title, text])
        return True

    def choose_folder(self, start: Path | None) -> Path | None:
        return start

    def show(self, path: Path) -> None:
        self.shown.append([path.name])


def copy(context: Any, document: Any, target: str) -> dict[str, Any]:
    """A copy of a workbook that was changed and never saved."""
    book = uno_engine.book_of(context, document)
    book.sheets[0]["A1"].value = "改"
    before = [document.isModified(), document.URL, book.name]
    CalcHost(context, Recorded()).save_copy(book, Path(target))
    return {"before": before, "after": [document.isModified(), document.URL, book.name]}


def lifted(context: Any, document: Any, sheet: str, password: str) -> dict[str, Any]:
    """Write into a locked cell while the protection is lifted; an exception does not leave it off."""
    book = uno_engine.book_of(context, document)
    cells = document.Sheets.getByName(sheet)
    if password:
        cells.unprotect("")
        cells.protect(password)
    host = CalcHost(context, Recorded())
    answer: dict[str, Any] = {"refused": ""}
    try:
        with host.unprotected(book.sheets[sheet]):
            book.sheets[sheet]["A1"].value = "写"
            answer["inside"] = bool(cells.isProtected())
    except Protected as problem:
        answer["refused"] = problem.sheet
    try:
        with host.unprotected(book.sheets[sheet]):
            book.sheets["没有这张表"].activate()
    except (Protected, xw.XlwingsError):
        answer["after"] = bool(cells.isProtected())
    return answer | {"value": book.sheets[sheet]["A1"].value}


def words(context: Any, _document: Any) -> dict[str, Any]:
    """What passes through to the windows, and the application's name."""
    windows = Recorded()
    host = CalcHost(context, windows)
    host.tell("文", "题")
    answers = [host.ask("问", "题"), str(host.choose_folder(Path("/x"))), host.choose_folder(None)]
    host.show(Path("/x/y.xlsx"))
    return {"name": host.name, "answers": answers, "shown": windows.shown}
