"""Reads .docx files: the tables of a Word document into a Grid, with the lines around them."""

from __future__ import annotations

from typing import Final

from qingjian.errors import UnreadableWorkbook
from qingjian.model.grid import Grid, Oddity
from qingjian.sheets import xml
from qingjian.sheets.container import Container
from qingjian.sheets.docx_body import Body
from qingjian.sheets.docx_sheets import sheets
from qingjian.sheets.xlsx_package import only, relations, worth_telling

_ADVICE: Final = "word-form"


def read_docx(data: bytes) -> Grid:
    """The tables of a Word document; none where it is a letter. Refused if it is damaged or too big."""
    container = Container(data)
    part = only(relations(container, ""), "officeDocument") or "word/document.xml"
    if part not in container:
        raise UnreadableWorkbook("missing-part", part)
    body = Body(container.budget)
    xml.parse(container.stream(part), part, body.start, end=body.end, text=body.text)
    found, oddities = sheets(body.items)
    told = (Oddity(code, detail) for code, detail in body.codes.items())
    return Grid(found, format="docx", oddities=[Oddity(_ADVICE), *worth_telling(container), *told, *oddities])
