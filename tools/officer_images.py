"""Write docs/manual/officer: what an officer sees from the first workbook that goes out to the city's form. (make officer)

The commands are those of the manual, run in a folder of their own; the figures are generated."""

from __future__ import annotations

import copy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / area) for area in ("tests", "validator")]

from openpyxl import load_workbook  # noqa: E402 -- found by the line above
from openpyxl.utils import get_column_letter  # noqa: E402
from openpyxl.worksheet.properties import PageSetupProperties  # noqa: E402

from page_image import browser, draw  # noqa: E402
from qingjian.catalog.editions import edition  # noqa: E402
from qingjian.catalog.lists import published  # noqa: E402
from qingjian.templates.book import build  # noqa: E402
from support.mailbox import UNITS, dealt, of_unit  # noqa: E402
from support.office import Office, missing  # noqa: E402
from support.render import pages, render  # noqa: E402

_TARGET: Final = ROOT / "docs" / "manual" / "officer"
_EDITION: Final = "liaoning/2024"
_SENT: Final = UNITS[:8]
_DPI: Final = 70
_ROWS: Final = 40
"""Rows of a picture."""


def main() -> None:
    if reason := missing():
        sys.exit(reason)
    shutil.rmtree(_TARGET, ignore_errors=True)
    _TARGET.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        office = Office(scratch / "office")
        try:
            _autumn(scratch / "2025年度", office)
            _winter(scratch / "2024年度", office)
        finally:
            office.stop()
    for picture in sorted(_TARGET.iterdir()):
        print(f"{picture.relative_to(ROOT)}  {picture.stat().st_size // 1024} KB")


def _run(folder: Path, *arguments: str) -> None:
    """A command; that something is found, or late, is no failure."""
    ran = subprocess.run([sys.executable, "-m", "qingjian", *arguments], cwd=folder, check=False)
    if ran.returncode > 1:
        sys.exit(f"qingjian {' '.join(arguments)}: {ran.returncode}")


def _begun(folder: Path, year: int, form: str, units: Iterator[str] | tuple[str, ...], deadline: str) -> None:
    folder.mkdir()
    (folder / "单位.txt").write_text("\n".join(units), encoding="utf-8")
    about = ("--year", str(year), "--edition", form, "--name", "某市生态环境局", "--deadline", deadline)
    _run(folder, "season", "new", ".", *about, "--units", "单位.txt", "--contact", "清洁生产专班")
    _run(folder, "season", "issue", ".")


def _autumn(folder: Path, office: Office) -> None:
    """What goes out: the firms of a unit, and how far each is."""
    areas = dict.fromkeys(row.values["area"] for row in published("chongqing/2025-mandatory").rows)
    _begun(folder, 2025, "chongqing/2025", islice(areas, 4), "2026-01-20")
    (form, *_) = sorted(folder.glob("发出/*/*.xlsx"))
    _take("issued", render(office, _alone(form, "名单进度", folder), folder / "png", dpi=_DPI)[0])


def _winter(folder: Path, office: Office) -> None:
    """What came in, what goes back, what goes up."""
    _begun(folder, 2024, _EDITION, _SENT, "2025-01-20")
    forms = (one for one in dealt(_EDITION, is_zero=False) if one.data["report_year"] == 2024)
    for number, unit in enumerate(_SENT[:-1]):
        data: Any = copy.deepcopy(of_unit(unit, next(forms)).data)
        if number == 1:
            data["tables"]["1"]["mandatory"]["started"]["total"] = "999"
            data["tables"]["1"]["published"]["total"] = "99"
        path = folder / "收件" / f"{unit}.xlsx"
        path.write_bytes(build(edition(_EDITION), data=data))
    _run(folder, "season", "intake", ".")
    _run(folder, "notice", ".")
    _run(folder, "rollup", "收件", "--season", ".", "-o", "汇总/全市.xlsx")
    draw(browser(), folder / "汇总" / "校验结果.html", _TARGET / "intake.png", "1300,900")
    (notice,) = folder.glob("退回/*/*.docx")
    for number, page in enumerate(_printed(notice, folder / "png")[:2], 1):
        _take(f"notice-{number}", page)
    city = folder / "汇总" / "全市.xlsx"
    for name, sheet in (("city", "表2-2"), ("sources", "来源"), ("open", "待定")):
        _take(name, render(office, _alone(city, sheet, folder), folder / "png", dpi=_DPI)[0])


def _alone(workbook: Path, sheet: str, folder: Path) -> Path:
    """A copy with one sheet, so that it prints: those behind the form never do."""
    book: Any = load_workbook(workbook, data_only=True)
    for other in book.sheetnames:
        if other != sheet:
            del book[other]
    shown: Any = book[sheet]
    shown.print_area = f"A1:{get_column_letter(shown.max_column)}{min(shown.max_row, _ROWS)}"
    shown.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    shown.page_setup.orientation, shown.page_setup.fitToHeight = "landscape", 0
    target = folder / f"{sheet}.xlsx"
    book.save(target)
    return target


def _printed(document: Path, folder: Path) -> list[Path]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(document),
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return pages(folder / f"{document.stem}.pdf", dpi=_DPI)


def _take(name: str, picture: Path) -> None:
    shutil.copy(picture, _TARGET / f"{name}.png")


if __name__ == "__main__":
    main()
