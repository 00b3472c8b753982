"""Write docs/images: every official workbook as it prints, a PNG a page. (make images)"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "validator")]  # LibreOffice is driven by the tests' harness

from support.office import Office, missing  # noqa: E402 -- found by the line above
from support.render import render  # noqa: E402


def main() -> None:
    if reason := missing():
        sys.exit(reason)
    official = ROOT / "workbooks" / "official"
    images = ROOT / "docs" / "images"
    with tempfile.TemporaryDirectory() as scratch:
        office = Office(Path(scratch))
        try:
            for workbook in sorted(official.rglob("*.xlsx")):
                place = images / workbook.relative_to(official).with_suffix("")
                for picture in _pictures(office, workbook, place):
                    print(picture.relative_to(ROOT))
        finally:
            office.stop()


def _pictures(office: Office, workbook: Path, place: Path) -> list[Path]:
    """Pages of a workbook in a folder of its own: page-1.png …; the PDF is not kept."""
    for old in place.glob("*.png"):
        old.unlink()
    pages = render(office, workbook, place)
    (place / f"{workbook.stem}.pdf").unlink()
    return [page.rename(page.with_name(page.name.replace(workbook.stem, "page", 1))) for page in pages]


if __name__ == "__main__":
    main()
