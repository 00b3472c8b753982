"""Names of OpenDocument elements and attributes, as expat reports them: namespace, space, local name."""

from __future__ import annotations

from typing import Final

_ODF: Final = "urn:oasis:names:tc:opendocument:xmlns:"

OFFICE: Final = _ODF + "office:1.0 "
TABLE: Final = _ODF + "table:1.0 "
TEXT: Final = _ODF + "text:1.0 "
STYLE: Final = _ODF + "style:1.0 "
NUMBER: Final = _ODF + "datastyle:1.0 "
META: Final = _ODF + "meta:1.0 "
FORM: Final = _ODF + "form:1.0 "
CALCEXT: Final = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
LOEXT: Final = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0 "

DOCUMENT_CONTENT: Final = OFFICE + "document-content"
SPREADSHEET: Final = OFFICE + "spreadsheet"
SHEET: Final = TABLE + "table"
ROW: Final = TABLE + "table-row"
CELL: Final = TABLE + "table-cell"
COVERED: Final = TABLE + "covered-table-cell"
COLUMN: Final = TABLE + "table-column"
PARAGRAPH: Final = TEXT + "p"
ANNOTATION: Final = OFFICE + "annotation"
