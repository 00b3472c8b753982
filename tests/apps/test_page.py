"""The HTML page in a real browser: from the overview to the marked cell, filters, print, policy, 300 files."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Generator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from qingjian.api.judge import judge
from qingjian.api.options import Options
from qingjian.api.pictures import cells
from qingjian.model.finding import Place
from qingjian.model.picture import Picture, Shown, ShownRow, Window
from qingjian.model.verdict import CrossFinding, Reason, Report, Verdict
from qingjian.reporters import Style, reporter
from support import browser as real
from support import reports
from support.browser import Browser, Page
from support.defects.sow import kinds, sown
from support.payloads import PAYLOADS

_KINDS: Final = 4
_UNITS: Final = ("甲区", "乙区", "丙县")
Show = Callable[[Report], Page]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Generator[Browser]:
    if reason := real.missing():
        pytest.skip(reason)
    running = Browser(tmp_path_factory.mktemp("profile"))
    yield running
    running.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Generator[Show]:
    shown: list[Page] = []

    def opened(report: Report) -> Page:
        shown.append(browser.open(written(report, tmp_path)))
        return shown[-1]

    yield opened
    for page in shown:
        page.close()


def written(report: Report, folder: Path) -> Path:
    file = folder / "报告.html"
    file.write_text(reporter("html")(report, Style()), "utf-8")
    return file


@cache
def broken() -> tuple[Verdict, ...]:
    """Real forms, each with another mistake."""
    chosen = [kind for kind in kinds() if kind.id.startswith("carbon")][:_KINDS]
    workbooks = [next(iter(sown(kind, 1))).workbook for kind in chosen]
    found = tuple(judge(data, "x.xlsx", Options(picture=cells(300))) for data in workbooks)
    assert all(one.picture is not None and one.picture.windows for one in found)
    return found


def batch(files: int) -> Report:
    """So many files of three units, an attachment, a file that cannot be read, a unit that is missing."""
    verdicts: list[Verdict] = [
        broken()[at % _KINDS]._replace(path=f"收件/{at:03}.xlsx", unit=_UNITS[at % 3]) for at in range(files)
    ]
    verdicts.append(Verdict("收件/盖章.pdf", "ab" * 32, "attachment", Reason("attached", "pdf")))
    verdicts.append(
        Verdict("收件/坏.xlsx", "cd" * 32, "unreadable", Reason("bad-checksum", "xl/workbook.xml"))
    )
    twice = tuple((verdict.path, Place()) for verdict in verdicts[:2])
    cross = (
        CrossFinding("QJ8001", "verify", (("名单.txt", Place()),), {"unit": "丁县"}),
        CrossFinding("QJ8003", "verify", twice, {"unit": "甲区", "count": "2"}),
    )
    return Report(tuple(verdicts), lambda: "5c" * 32, "1.2.3", cross=cross)


def visible(page: Page, selector: str) -> int:
    return int(
        page.ask(
            f"[...document.querySelectorAll({selector!r})].filter((one) => one.checkVisibility()).length"
        )
    )


def in_view(page: Page) -> bool:
    return bool(
        page.ask(
            """(() => { const box = document.querySelector(":target").getBoundingClientRect();
            const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return document.querySelector(":target").contains(at); })()"""
        )
    )


def test_from_the_overview_to_the_marked_cell_and_back(show: Show) -> None:
    page = show(batch(6))
    assert visible(page, ".file .findings") == 0  # folded
    page.click("#files tbody tr:nth-child(4) a")  # the first is the missing unit
    assert page.ask("location.hash") == "#f3"
    page.until("document.querySelector('#f3 .findings').checkVisibility()")
    page.click("#f3 .mandatory td.cell a")
    page.until("location.hash.startsWith('#f3-')")
    assert page.ask("document.querySelector(':target').closest('table').className") == "window"
    assert page.ask("getComputedStyle(document.querySelector(':target')).outlineStyle") == "solid"
    assert in_view(page)
    told = page.ask("document.querySelector('#f3 .mandatory td.figure').textContent")
    assert page.ask("document.querySelector(':target').textContent") == told
    page.click(":target a")
    assert page.ask("document.querySelector(':target').closest('table').className") == "findings mandatory"
    assert in_view(page)


def test_a_finding_across_files_leads_to_each(show: Show) -> None:
    page = show(batch(6))
    page.click("#across a[href='#f2']")
    assert page.ask("location.hash") == "#f2"
    page.until("document.querySelector('#f2 .findings').checkVisibility()")


def test_who_is_missing_comes_first(show: Show) -> None:
    page = show(batch(6))
    assert page.ask("document.querySelector('#files tbody tr').textContent") == "未报送丁县"
    assert page.ask("document.querySelector('#files h2').textContent") == "报送情况：3 个单位，未报 1 个"


@pytest.mark.parametrize(
    ("field", "value", "rows", "files"),
    [
        ("status", "unreadable", 1, 1),
        ("status", "absent", 1, 0),
        ("status", "returned", 6, 6),
        ("severity", "mandatory", 6, 6),
        ("family", "QJ4", 6, 6),
        ("unit", "2", 2, 2),  # the missing one is the first
    ],
)
def test_filters(show: Show, field: str, value: str, rows: int, files: int) -> None:
    page = show(batch(6))
    assert (visible(page, "#files tbody tr"), visible(page, ".file")) == (9, 8)
    page.choose(f"[name={field}]", value)
    page.until(f"document.querySelector('output').textContent === '显示 {rows} / 9 份'")
    assert (visible(page, "#files tbody tr"), visible(page, ".file")) == (rows, files)
    page.click("#filters button")
    page.until("document.querySelector('output').textContent === '显示 9 / 9 份'")
    assert (visible(page, "#files tbody tr"), visible(page, ".file")) == (9, 8)


def test_words_are_sought_in_names_and_in_findings(show: Show) -> None:
    page = show(batch(6))
    page.type("[name=words]", "003.XLSX")
    page.until("document.querySelector('output').textContent.startsWith('显示 1 ')")
    page.click("#filters button")
    page.type("[name=words]", "校验不符，文件在保存或传输中损坏")
    page.until("document.querySelector('output').textContent.startsWith('显示 1 ')")
    assert visible(page, ".file") == 1


def test_a_filter_by_kind_leaves_the_findings_of_that_kind(show: Show) -> None:
    page = show(batch(6))
    page.click("#files tbody tr:nth-child(2) a")
    every = visible(page, "#f1 tr[data-family]")
    page.choose("[name=family]", "QJ4")
    page.until("document.querySelector('#f1').dataset.narrowed === '1'")
    left = visible(page, "#f1 tr[data-family]")
    assert 0 < left < every
    assert left == visible(page, "#f1 tr[data-family=QJ4]")
    page.click("#filters button")
    page.until("document.querySelector('#f1').dataset.narrowed === ''")
    assert visible(page, "#f1 tr[data-family]") == every


def test_a_link_shows_a_file_that_the_filters_hide(show: Show) -> None:
    page = show(batch(6))
    page.choose("[name=status]", "unreadable")
    page.until("document.querySelector('output').textContent.startsWith('显示 1 ')")
    page.click("#across a[href='#f1']")
    page.until("document.querySelector('#f1 .findings').checkVisibility()")


def test_without_scripts_everything_can_be_reached(browser: Browser, tmp_path: Path) -> None:
    page = browser.open(written(batch(3), tmp_path))
    page.reload_without_scripts()
    assert visible(page, "#filters") == 0
    page.click("#f1 > details.body > summary")
    page.click("#f1 .mandatory td.cell a")
    assert page.ask("document.querySelector(':target').closest('table').className") == "window"
    assert in_view(page)
    page.close()


def test_the_print_has_a_part_for_every_file_and_no_filters(show: Show, tmp_path: Path) -> None:
    page = show(batch(3))
    text = printed(page, tmp_path)
    parts = text.split("\f")
    assert "报送情况" in parts[0]
    assert "清除筛选" not in text
    starts = [at for at, part in enumerate(parts) if re.match(r"\s*退回\s+收件/00[0-9]\.xlsx\s*\n", part)]
    assert len(starts) == 3
    assert text.count("应为") >= 3  # though folded on the screen
    page.choose("[name=unit]", "2")
    page.until("document.querySelector('output').textContent.startsWith('显示 1 ')")
    assert "显示 1 / 6 份" in printed(page, tmp_path)  # nobody takes it for the whole


def printed(page: Page, folder: Path) -> str:
    (folder / "page.pdf").write_bytes(page.pdf())
    ran = subprocess.run(["pdftotext", "-layout", folder / "page.pdf", "-"], capture_output=True, check=True)
    return ran.stdout.decode("utf-8")


def test_the_policy_refuses_what_somebody_adds(browser: Browser, tmp_path: Path) -> None:
    file = written(batch(1), tmp_path)
    added = (
        "<script>window.ran = 1</script><p id=x onclick='window.ran = 1' style='color: red'>x</p>"
        "<img src='http://x.invalid/a.png' onerror='window.ran = 1'><script src='a.js'></script>"
        "<iframe src='http://x.invalid'></iframe><link rel=stylesheet href='http://x.invalid/a.css'></main>"
    )
    file.write_text(file.read_text("utf-8").replace("</main>", added), "utf-8")
    page = browser.open(file)
    page.click("#x")
    assert page.ask("window.ran === undefined")
    refused = set(page.ask("seen.refused"))
    assert {"script-src-elem", "script-src-attr", "style-src-attr", "img-src", "style-src-elem"} <= refused
    assert page.requests()[:1] == [file.as_uri()]
    page.close()


def test_payloads_stay_text(show: Show) -> None:
    page = show(attacked(tuple(PAYLOADS.values())))
    assert page.ask("seen") == {"refused": [], "errors": []}
    assert [one for one in page.requests() if not one.startswith("file:")] == []
    assert page.ask("document.querySelectorAll('img, iframe, link, base, object, embed, form').length") == 0
    assert page.ask("document.scripts.length") == 1 + 2 * len(PAYLOADS) // 20
    assert page.ask(
        "[...document.scripts].slice(0, -1).every((one) => one.textContent === '\"use strict\";')"
    )
    assert page.ask("[...document.links].every((one) => one.getAttribute('href').startsWith('#'))")
    assert page.ask("document.querySelectorAll('.file').length") == 2 * len(PAYLOADS)
    page.type("[name=words]", "<script>alert(1)")
    page.until("/显示 \\d+/.test(document.querySelector('output').textContent)")
    assert visible(page, ".file") > 0


def attacked(texts: Sequence[str]) -> Report:
    """Every text wherever a stranger can put one, in the picture of the sheet as well."""
    files: list[Verdict] = []
    cross: list[CrossFinding] = []
    for text in texts:
        report = reports.hostile(text)
        row = ShownRow(2, (Shown(2, text), Shown(3, text)))
        window = Window(text, (2, 3), (row,))
        files.append(report.files[0]._replace(picture=Picture((window,))))
        files.extend(report.files[1:])
        cross.extend(report.cross)
    return Report(tuple(files), lambda: "5c" * 32, "1.2.3", cross=tuple(cross))


@pytest.mark.slow
def test_300_files_are_one_page_to_click_through(browser: Browser, tmp_path: Path) -> None:
    file = written(batch(300), tmp_path)
    assert file.stat().st_size < 8_000_000
    page = browser.open(file)
    page.click("#files tbody tr:nth-child(290) a")
    page.click("#f289 .mandatory td.cell a")
    assert in_view(page)
    page.choose("[name=unit]", "3")
    page.until("document.querySelector('output').textContent === '显示 100 / 303 份'")
    assert visible(page, ".file") == 100
    assert page.ask("seen.refused.length + seen.errors.length") == 0
    page.close()
