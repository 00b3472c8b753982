"""What the tests of commands do in a real LibreOffice; each function sees the document and answers in JSON."""

from __future__ import annotations

import os
import traceback
from pathlib import Path
from typing import Any

import xlwings as xw

from qingjian_addin import commands, uno_engine
from qingjian_addin.hosts.calc import CalcHost


class Recorded:
    """Windows that answer by themselves and remember what they were asked."""

    def __init__(self, folder: str | None, *, answer: bool) -> None:
        self.said: list[str] = []
        self._folder = None if folder is None else Path(folder)
        self._answer = answer

    def tell(self, text: str, title: str) -> None:
        self.said.append(f"{title}: {text}")

    def ask(self, text: str, title: str) -> bool:
        self.said.append(f"{title}? {text}")
        return self._answer

    def choose_folder(self, start: Path | None) -> Path | None:
        self.said.append(f"folder from {start.name if start else None}")
        return self._folder

    def show(self, path: Path) -> None:
        self.said.append(f"shown {path.name}")


def run(
    context: Any,
    document: Any,
    *,
    names: list[str],
    state: str,
    cells: dict[str, dict[str, Any]] | None = None,
    selected: list[str] | None = None,
    folder: str | None = None,
    answer: bool = True,
) -> Any:
    """Set cells, select one, run commands one after the other; what each said, and where the user is then."""
    os.environ["XDG_STATE_HOME"] = state
    book = uno_engine.book_of(context, document)
    for sheet, contents in (cells or {}).items():
        for at, content in contents.items():
            book.sheets[sheet].range(at).value = content
    if selected:
        book.sheets[selected[0]].activate()
        book.sheets[selected[0]].range(selected[1]).select()
    windows = Recorded(folder, answer=answer)
    host = CalcHost(context, windows)
    said = [_said(name, book, host) for name in names]
    return {"said": said, "windows": windows.said, "selected": _selected(book), "sheets": _state(book)}


def _said(name: str, book: xw.Book, host: CalcHost) -> str:
    try:
        return commands.run(name, book, host)
    except Exception:  # noqa: BLE001 -- pyuno hides where an error came from
        return traceback.format_exc()


def _selected(book: xw.Book) -> list[str]:
    selection = book.app.selection
    return (
        []
        if selection is None
        else [selection.sheet.name, selection.address.replace("$", "").partition(":")[0]]
    )


def _state(book: xw.Book) -> dict[str, Any]:
    return {
        sheet.name: {
            "notes": {
                note.location.address.replace("$", "").partition(":")[0]: note.text for note in sheet.notes
            }
        }
        for sheet in book.sheets
    }


def colours(context: Any, document: Any, sheet: str, addresses: list[str]) -> Any:
    book = uno_engine.book_of(context, document)
    return [book.sheets[sheet].range(at).color for at in addresses]


def decorate(context: Any, document: Any, sheet: str, cells: list[str]) -> None:
    """What a user does to cells: a colour, a note, a number format."""
    book = uno_engine.book_of(context, document)
    for number, at in enumerate(cells):
        cell = book.sheets[sheet].range(at)
        cell.color = (200 + number, 230, 255)
        cell.add_note(f"我的批注{number}\n第二行")
        cell.number_format = "0.0000"


def hide(context: Any, document: Any, sheet: str) -> None:
    uno_engine.book_of(context, document).sheets[sheet].visible = False


def drop(context: Any, document: Any, sheet: str) -> None:
    uno_engine.book_of(context, document).sheets[sheet].delete()


def lock(context: Any, document: Any, sheet: str, password: str) -> None:  # noqa: ARG001 -- all are called alike
    document.Sheets.getByName(sheet).protect(password)


def unname(context: Any, document: Any) -> None:
    """Without the list of marks that native totals refer to."""
    uno_engine.book_of(context, document).names["QJ_MARKS"].delete()
