"""OpenFormula, as .ods files store it, said in Excel's A1 syntax."""

from __future__ import annotations

import re
from typing import Final

from qingjian.patterns import pattern

_PREFIX: Final = pattern(r"([A-Za-z][\w.-]*):=")
_OPENFORMULA: Final = frozenset({"of", "oooc"})
_ERROR: Final = r"#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!)"
# Possessive throughout: a run of unclosed quotes must not make the search backtrack.
_QUOTED: Final = r"'[^']*+(?:''[^']*+)*+'"
_PIECE: Final = pattern(
    rf'"[^"]*+(?:""[^"]*+)*+"'
    rf"|\[(?:{_QUOTED}|[^\]'])*+\]"
    rf"|{_QUOTED}!?"
    rf"|{_ERROR}"
    r"|[^\W\d][\w.]*+(?=\()"
    r"|[;{}|~!]",
)
_SHEET: Final = rf"\$?(?:{_QUOTED}#\$?)?(?:{_QUOTED}|[^\s.'\[\]:#]+)"
_CELL: Final = r"(?:\$?[A-Za-z]{1,3}\$?[0-9]{1,7}|\$?[A-Za-z]{1,3}|\$?[0-9]{1,7})"
_REFERENCE: Final = pattern(
    rf"(?P<sheet>{_SHEET})?\.(?P<cell>{_CELL})(?::(?P<sheet2>{_SHEET})?\.(?P<cell2>{_CELL}))?\Z",
)
_PLAIN_NAME: Final = pattern(r"[^\W\d][\w.]*\Z")
_LOOKS_LIKE_CELL: Final = pattern(r"[A-Za-z]{1,3}[0-9]+\Z|[Rr][0-9]*[Cc]?[0-9]*\Z|[Cc]\Z")
_OPERATORS: Final = {"~": ",", "!": " "}


def translate(formula: str) -> str:
    """`of:=SUM([.D5:.D9];1)` is `SUM(D5:D9,1)`; what is no OpenFormula stays as written."""
    prefix = _PREFIX.match(formula)
    if prefix is None:
        return expression(formula.removeprefix("="))
    body = formula[prefix.end() :]
    return expression(body) if prefix.group(1) in _OPENFORMULA else body


def expression(body: str) -> str:
    """An OpenFormula expression without its leading `of:=`."""
    depth = 0

    def say(found: re.Match[str]) -> str:
        nonlocal depth
        piece = found.group()
        if piece in "{}":
            depth += 1 if piece == "{" else -1
            return piece
        if piece == ";":
            return ","
        if piece == "|":
            return ";" if depth > 0 else piece
        return _said(piece)

    return _PIECE.sub(say, body)


def reference(text: str) -> str:
    """`$'第 二页'.$B$1:.$B$3` is `'第 二页'!$B$1:$B$3`; a reference that was lost is #REF!."""
    found = _REFERENCE.match(text)
    if found is None:
        return "#REF!"
    cells = found["cell"]
    # One cell on a run of sheets is said once by Excel ('a:b'!A1), twice by OpenFormula.
    if found["cell2"] and not (found["sheet2"] and found["cell2"] == cells):
        cells += f":{found['cell2']}"
    if not found["sheet"]:
        return cells
    return f"{_sheets(found['sheet'], found['sheet2'])}!{cells}"


def _said(piece: str) -> str:
    first = piece[0]
    if first == "[":
        return reference(piece[1:-1])
    if first in "\"#'":
        return piece
    return _OPERATORS.get(piece) or _function(piece)


def _function(name: str) -> str:
    upper = name.upper()
    if upper.startswith("COM.MICROSOFT."):
        return "_xlfn." + name[len("COM.MICROSOFT.") :]
    if upper.startswith("LEGACY."):
        return name[len("LEGACY.") :]
    return name


def _sheets(first: str, second: str | None) -> str:
    """One sheet or a run of sheets, quoted as Excel would."""
    book, name = _parts(first)
    last = _parts(second)[1] if second else name
    if book:
        return _quoted(f"[{book}]{name}")
    if last == name:
        return name if _is_plain(name) else _quoted(name)
    run = f"{name}:{last}"
    return run if _is_plain(name) and _is_plain(last) else _quoted(run)


def _parts(sheet: str) -> tuple[str, str]:
    """The other workbook's address, if any, and the sheet's name without $ and quotes."""
    book, hash_mark, name = sheet.removeprefix("$").rpartition("'#")
    if not hash_mark:
        return "", _unquoted(sheet.removeprefix("$"))
    return _unquoted(f"{book}'"), _unquoted(name.removeprefix("$"))


def _unquoted(name: str) -> str:
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _is_plain(name: str) -> bool:
    return _PLAIN_NAME.match(name) is not None and _LOOKS_LIKE_CELL.match(name) is None
