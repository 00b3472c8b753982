"""The extension installed for an ordinary user: functions in a sheet, commands by their menu's address."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Generator
from pathlib import Path
from typing import Any, cast

import openpyxl
import pytest

from excel.package import write
from libreoffice import build_oxt, identity
from qingjian.api.checking import check
from qingjian.api.data import write as write_form
from qingjian.model.finding import SEVERITIES
from qingjian_addin.commands import NAMES
from qingjian_addin.words import function_help
from support.broken import broken
from support.extension import office_with
from support.office import Content, Office
from support.realistic.deal import EDITIONS, realistic

pytestmark = pytest.mark.libreoffice

HERE = Path(__file__)
ROOT = HERE.parents[3]
SAMPLE = ROOT / "workbooks" / "samples" / "liaoning-2024-filled.xlsx"
CASES: list[dict[str, Any]] = json.loads(
    (ROOT / "tests/addin/functions/cases.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Generator[tuple[Office, Path]]:
    """One office with the extension for all tests here; the folder is open to whoever runs it."""
    package = build_oxt.build(tmp_path_factory.mktemp("oxt") / build_oxt.NAME)
    with office_with(package) as (office, folder):
        yield office, folder


@pytest.fixture
def office(installed: tuple[Office, Path]) -> Office:
    return installed[0]


@pytest.fixture
def scripts(installed: tuple[Office, Path]) -> Path:
    path = installed[1] / "extension_scripts.py"
    if not path.exists():
        path.write_bytes(HERE.with_name(path.name).read_bytes())
    return path


def _rows(answer: Any) -> list[list[Any]]:
    return cast("list[list[Any]]", answer) if isinstance(answer, list) else [[answer]]


def test_functions_answer_in_a_sheet_as_they_do_in_python(office: Office, scripts: Path) -> None:
    given = [case | {"shape": [len(_rows(case["answer"])), len(_rows(case["answer"])[0])]} for case in CASES]
    with office.document() as document:
        found = document.run(scripts, "cases", given=given)
    wrong = [
        (case["function"], case["args"], answer)
        for case, answer in zip(CASES, found, strict=True)
        if not _same(_rows(case["answer"]), answer)
    ]
    assert wrong == []


def _same(expected: list[list[Any]], found: list[list[Any]]) -> bool:
    """Calc has no truth values among its answers, and counts in doubles."""
    return [[_plain(cell) for cell in row] for row in expected] == [
        [_plain(cell) for cell in row] for row in found
    ]


def _plain(cell: Any) -> Any:
    return round(cell, 9) if isinstance(cell, (int, float)) else cell


def test_mistakes_in_formulas_are_told_as_calc_tells_them(office: Office, scripts: Path) -> None:
    with office.document() as document:
        found = document.run(
            scripts, "formulas", given=["=QJ_NOSUCH(1)", "=QJ_CO2_COAL(1/0)", "=QJ_CO2_COAL(100)"]
        )
    assert found == ["#525", "#532", 277.25]


@pytest.mark.parametrize("suffix", [".ods", ".xlsx"])
def test_functions_survive_in_files_that_calc_writes_and_calc_opens(
    installed: tuple[Office, Path], scripts: Path, suffix: str
) -> None:
    office, folder = installed
    path = folder / f"travelled{suffix}"
    with office.document() as document:
        document.run(scripts, "formulas", given=["=QJ_CO2_COAL(100)"])
        document.save_as(path)
    assert _only_cell(office, path).value == 277.25


def test_functions_do_not_travel_between_calc_and_excel(
    installed: tuple[Office, Path], scripts: Path
) -> None:
    """Calc writes a name into .xlsx that Excel does not know, and does not know the one that Excel writes.

    Hence official workbooks have native formulas alone, and the manual says so."""
    office, folder = installed
    path = folder / "from-calc.xlsx"
    with office.document() as document:
        document.run(scripts, "formulas", given=["=QJ_CO2_COAL(100)"])
        document.save_as(path)
    with zipfile.ZipFile(path) as package:
        assert "ORG.QINGJIAN.FUNCTIONS.CO2COAL(100)" in package.read("xl/worksheets/sheet1.xml").decode()

    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "=QJ_CO2_COAL(100)"
    book.save(folder / "from-excel.xlsx")
    assert _only_cell(office, folder / "from-excel.xlsx").error == "#NAME?"


def _only_cell(office: Office, path: Path) -> Content:
    with office.document(path) as document:
        document.recalculate()
        sheet = next(iter(document.sheets()))
        (content,) = document.get(sheet).values()
        return content


def test_the_wizard_explains_every_function(office: Office, scripts: Path) -> None:
    with office.document() as document:
        shown = document.run(scripts, "wizard")
    assert shown.keys() == function_help().keys()
    for name, entry in function_help().items():
        description, arguments = shown[name]
        assert description == entry.help
        assert [argument[:2] for argument in arguments] == [[one.name, one.help] for one in entry.arguments]


def test_menu_and_toolbar_offer_every_command(office: Office, scripts: Path) -> None:
    with office.document() as document:
        shown = document.run(scripts, "offered")
    urls = [url for url in shown["menu"] if url != "private:separator"]
    assert {url.removeprefix("org.qingjian.command:") for url in urls} == set(NAMES)
    assert [url for url, _ in shown["bar"]] == shown["menu"]
    assert shown["title"] == "清检"
    assert shown["docked"] == [True, 0, True, "清检"]


def test_a_check_from_the_menu_marks_and_lists(installed: tuple[Office, Path], scripts: Path) -> None:
    office, folder = installed
    workbook = folder / SAMPLE.name
    workbook.write_bytes(SAMPLE.read_bytes())
    workbook.chmod(0o666)
    with office.document(workbook) as document:
        ((sentence, _),) = document.run(scripts, "dispatch", commands=["validate"])
        assert sentence.startswith("校验完成"), _log(folder) or sentence
        assert "校验结果" in document.sheets()
        assert any(document.comments(sheet) for sheet in document.sheets())
        ((sentence, _),) = document.run(scripts, "dispatch", commands=["clear_marks"])
        assert sentence == "标记已清除。"
        assert not any(document.comments(sheet) for sheet in document.sheets())


def test_ctrl_z_takes_no_half_of_a_command_back(installed: tuple[Office, Path], scripts: Path) -> None:
    """Calc records the colours of a check, and not its list."""
    office, folder = installed
    workbook = folder / "undo.xlsx"
    workbook.write_bytes(SAMPLE.read_bytes())
    workbook.chmod(0o666)
    with office.document(workbook) as document:
        document.run(scripts, "typed", at="$N$61", text="31")
        before = document.run(scripts, "undoable")
        document.run(scripts, "dispatch", commands=["about", "next"])
        assert before
        assert document.run(scripts, "undoable") == before, "what changes nothing leaves the user's steps"
        document.run(scripts, "dispatch", commands=["fill_totals", "validate"])
        assert document.run(scripts, "undoable") == []


@pytest.mark.parametrize("edition", [name for name, _ in EDITIONS])
def test_on_every_edition_the_menu_marks_what_the_validator_finds(
    installed: tuple[Office, Path], scripts: Path, edition: str, tmp_path: Path
) -> None:
    office, folder = installed
    workbook = folder / f"{edition.replace('/', '-')}.xlsx"
    made = tmp_path / workbook.name
    write_form(edition, realistic(11, edition, most=6, least=3).data, made)
    workbook.write_bytes(made.read_bytes())
    workbook.chmod(0o666)
    with office.document(workbook) as document:
        for sheet, cells in broken(edition).items():
            document.set(sheet, {at: text.removeprefix("'") for at, text in cells.items()})
        (before,) = check([document.save_as(folder / f"before-{workbook.name}")]).files
        ((sentence, _),) = document.run(scripts, "dispatch", commands=["validate"])
        noted = {(sheet, at) for sheet in document.sheets() for at in document.comments(sheet)}
        (after,) = check([document.save_as(folder / f"after-{workbook.name}")]).files
    marked = {
        (one.place.sheet, one.place.address)
        for one in before.findings
        if one.place.address and one.standing in SEVERITIES
    }
    assert before.findings, "the form was broken on purpose"
    assert noted == marked, _log(folder) or sentence
    assert after.status == before.status
    assert len(after.findings) == len(before.findings)


def test_a_document_that_may_only_be_read_is_refused_with_the_reason(
    installed: tuple[Office, Path], scripts: Path
) -> None:
    """Calc itself lets nobody write into it; half of the marks would be there, the list would not."""
    office, folder = installed
    workbook = folder / "read-only.xlsx"
    workbook.write_bytes(SAMPLE.read_bytes())
    workbook.chmod(0o444)
    with office.document(workbook) as document:
        ((sentence, _),) = document.run(scripts, "dispatch", commands=["validate"])
        assert "只读" in sentence
        assert not any(document.comments(sheet) for sheet in document.sheets())


def test_a_python_too_old_is_told_by_the_menu(tmp_path: Path) -> None:
    parts = build_oxt.parts()
    source = parts[identity.COMPONENT].decode()
    assert "= (3, 11)" in source
    parts[identity.COMPONENT] = source.replace("= (3, 11)", "= (9, 9)").encode()
    write(parts, tmp_path / "old.oxt")
    with office_with(tmp_path / "old.oxt") as (office, folder), office.document() as document:
        scripts = folder / "extension_scripts.py"
        scripts.write_bytes(HERE.with_name(scripts.name).read_bytes())
        ((sentence, _),) = document.run(scripts, "dispatch", commands=["validate"])
        assert document.run(scripts, "formulas", given=["=QJ_CO2_COAL(100)"]) == ["#525"]
    assert "9.9" in sentence


def _log(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in folder.rglob("errors.log"))


def test_the_self_test_finds_everything_in_order(office: Office, scripts: Path) -> None:
    with office.document() as document:
        answers = document.run(scripts, "dispatch", commands=["selftest", "about"])
    assert "全部正常" in answers[0][0]
    assert answers[1][0].startswith("清检")
