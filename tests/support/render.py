"""Pictures of workbooks as they print: workbook → PDF (LibreOffice) → one PNG a page (pdftoppm)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from support.office import Office


def render(
    office: Office, source: Path, folder: Path, *, sheet: str | None = None, dpi: int = 100
) -> list[Path]:
    """PNG files of every printed page, in order; `sheet` limits the print to one sheet."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{source.stem}-{sheet}" if sheet else source.stem
    pdf = folder / f"{stem}.pdf"
    with office.document(source) as doc:
        doc.recalculate()
        doc.save_as(pdf, sheet=sheet)
    return pages(pdf, dpi=dpi)


def pages(pdf: Path, *, dpi: int = 100) -> list[Path]:
    """One PNG beside the PDF for each of its pages: name-1.png or name-01.png, as pdftoppm counts."""
    if shutil.which("pdftoppm") is None:
        raise FileNotFoundError("pdftoppm (poppler-utils) is not installed; tools/bootstrap installs it")
    stem = pdf.with_suffix("")
    for old in pdf.parent.glob(f"{pdf.stem}-*.png"):
        old.unlink()
    subprocess.run(["pdftoppm", "-png", "-r", str(dpi), str(pdf), str(stem)], check=True)
    return sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))
