"""A Word document as Word saves it again: runs split, rows and tables with properties of their own, parts deflated."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

_RUN = re.compile(r'<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)<w:t xml:space="preserve">([^<]*)</w:t></w:r>')
_ROW = re.compile(r"<w:tr>.*?</w:tr>")
_EMPTY = '<w:t xml:space="preserve"></w:t>'
_SPACES = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def rewritten(data: bytes, replies: Mapping[str, str], signed: Mapping[str, str]) -> bytes:
    """With replies in the last cell of the row that holds each mark, and beside the captions that are signed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text = parts["word/document.xml"].decode()
    text = _ROW.sub(lambda row: _answered(row.group(), replies, signed), text)
    text = _RUN.sub(_split, text).replace("<w:tr>", '<w:tr w:rsidR="00A77B3E" w14:paraId="1A2B3C4D">')
    text = text.replace('<w:tblLayout w:type="fixed"/>', '<w:tblStyle w:val="a3"/><w:tblLook w:val="04A0"/>')
    text = re.sub(r'(<w:tcW w:w=")[0-9]+(" w:type=")dxa', r"\g<1>0\g<2>auto", text)
    text = text.replace("<w:cantSplit/>", "").replace("<w:p>", '<w:p w:rsidR="00B1" w:rsidRDefault="00B1">')
    parts["word/document.xml"] = text.replace("<w:document ", f"<w:document {_SPACES} ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


def _answered(row: str, replies: Mapping[str, str], signed: Mapping[str, str]) -> str:
    for mark, text in replies.items():
        if mark in row:
            head, _, tail = row.rpartition(_EMPTY)
            return f"{head}<w:t>{escape(text)}</w:t>{tail}"
    for caption, text in signed.items():
        head, found, tail = row.partition(f">{caption}</w:t>")
        if found:
            row = head + found + tail.replace(_EMPTY, f"<w:t>{escape(text)}</w:t>", 1)
    return row


def _split(run: re.Match[str]) -> str:
    """Two characters to a run, with the marks of a spelling check between."""
    look, text = run.groups()
    if "&" in text:
        return run.group()
    pieces = [text[at : at + 2] for at in range(0, len(text), 2)] or [""]
    runs = [f'<w:r w:rsidRPr="00C5">{look}<w:t xml:space="preserve">{one}</w:t></w:r>' for one in pieces]
    return '<w:proofErr w:type="spellStart"/>'.join(runs)
