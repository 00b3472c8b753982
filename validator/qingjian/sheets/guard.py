"""Every limit that a workbook from outside must keep, each with its reason."""

from __future__ import annotations

from typing import Final

from qingjian.errors import UnreadableWorkbook

MIB: Final = 1 << 20

# Before anything is read. "Seen" is the largest among 3,661 spreadsheets which libraries keep for their own tests.
FILE_BYTES: Final = 64 * MIB
"""A filled workbook has 50 KB to 2 MB; twenty times the largest form with pictures."""
ENTRIES: Final = 5_000
"""Parts of a package; seen: 1,033. More only costs time in the directory."""
PART_BYTES: Final = 256 * MIB
"""One part, inflated; seen: 57 MB. No limit on the ratio: honest workbooks with whole columns formatted reach 343:1."""
TOTAL_BYTES: Final = 512 * MIB
"""All parts that were read, inflated; seen: 60 MB."""
SMALL_PART_BYTES: Final = 32 * MIB
"""A part without cells (workbook, relations, styles, properties); Excel's own limit of 64,000 styles stays below."""

# What files were sent in: a zip or a mail, from which only one file at a time is taken out.
ARCHIVE_BYTES: Final = 256 * MIB
"""A zip; a province's workbooks with their stamped scans have about 100."""
ARCHIVE_FILES: Final = 5_000
"""Files in a zip; the whole nation has some three thousand units."""
ARCHIVE_TOTAL_BYTES: Final = 1_024 * MIB
"""What the files of a zip announce to have together, unpacked."""
ARCHIVE_RATIO: Final = 500
"""One file in a zip, unpacked; workbooks hardly shrink a second time, those with stored parts by less than 100."""
MAIL_PARTS: Final = 500
"""Parts of a mail, those of a forwarded one included."""

# While reading.
CHUNK_BYTES: Final = 256 << 10
"""Parts are inflated piece by piece, so that 256 MiB of blanks never lie in memory at once."""
TOKEN_BYTES: Final = 4 * MIB
"""One tag or comment; old expat rescans an unfinished one with every piece, in quadratic time."""
DEPTH: Final = 64
"""Elements within each other; spreadsheets need about a dozen."""
SHEETS: Final = 512
CELLS: Final = 2_000_000
"""Non-empty cells: a national list of 100,000 companies has 1.5 million."""
ROW: Final = 1_048_576
COLUMN: Final = 16_384
"""The last row and column that Excel, WPS and LibreOffice can hold."""
STRINGS: Final = 500_000
"""Different texts of a workbook: a national list of 100,000 companies has 150,000."""
TEXT_CHARS: Final = 32_767
"""Excel's own limit for one cell."""
FORMULA_CHARS: Final = 8_192
"""Excel's own limit for one formula."""
FORMULA_TOTAL_CHARS: Final = 64 * MIB
"""All formulas of a workbook: a shared formula repeats its text in every cell that shares it."""
NAMED_ITEMS: Final = 100_000
"""Styles, defined names, properties, comments, merges of one part: bounded like Excel's 64,000 styles."""
ODDITIES: Final = 1_000
"""More of them tell a person nothing new."""

# Around the process that reads (see child.py).
SECONDS: Final = 10.0
"""CPU for one file, and half of the wall clock; a typical one takes some thirty milliseconds."""
SECONDS_PER_MIB: Final = 1.0
"""As much again for each MiB of the file, as it is sent: 100,000 rows are 16 MiB and take about 8 seconds,
twice that where others use the machine. Who wants to claim the time has to send the bytes."""
MEMORY_BYTES: Final = 512 * MIB
"""Address space that reading one file may add."""


class Budget:
    """What one workbook has used of the limits that run over all its parts."""

    __slots__ = ("cells", "formula_chars", "inflated")

    def __init__(self) -> None:
        self.inflated = 0
        self.cells = 0
        self.formula_chars = 0

    def inflate(self, size: int) -> None:
        """Count inflated bytes."""
        self.inflated += size
        if self.inflated > TOTAL_BYTES:
            raise UnreadableWorkbook("inflates-too-big", f"{TOTAL_BYTES // MIB} MiB")

    def fill(self, cells: int, where: str) -> None:
        """Count non-empty cells; `where` names the place if it was too much."""
        self.cells += cells
        if self.cells > CELLS:
            raise UnreadableWorkbook("too-many-cells", where)

    def write(self, formula: str, where: str) -> None:
        """Count the text of a formula."""
        if not self.takes(formula):
            raise UnreadableWorkbook("formula-too-long", where)

    def write_all(self, chars: int, where: str) -> None:
        """Count the formulas of a row, none of which is too long by itself."""
        self.formula_chars += chars
        if self.formula_chars > FORMULA_TOTAL_CHARS:
            raise UnreadableWorkbook("formula-too-long", where)

    def takes(self, formula: str) -> bool:
        """Count the text of a formula; False if it was too much."""
        self.formula_chars += len(formula)
        return len(formula) <= FORMULA_CHARS and self.formula_chars <= FORMULA_TOTAL_CHARS
