"""Payloads all the way: as names of files and as texts inside a form, through the command line in every format."""

from __future__ import annotations

import copy
import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from qingjian.api.data import extract, write
from qingjian.catalog.tables import table
from qingjian.reporters import FORMATS
from qingjian.reporters.safe import visible
from qingjian.sheets.xlsx import read_xlsx
from support.payloads import PAYLOADS, file_names
from support.xlsx_reading import addressed

Run = Callable[..., Any]
TEXTS: Final = tuple(text for name, text in PAYLOADS.items() if name not in {"half-character", "very-long"})
"""What a workbook can hold in one cell."""
STEERING: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def filled(names: Sequence[str]) -> dict[str, Any]:
    """The demo's form with companies of these names, every total wrong."""
    data: dict[str, Any] = copy.deepcopy(table("demo.json")["data"])
    companies = data["tables"]["2-1"]["companies"]
    row = companies["rows"][0]
    companies["rows"] = [{**row, "name": name, "cod": f"{number}吨"} for number, name in enumerate(names, 1)]
    data["tables"]["1"]["problems"] = "；".join(names)
    data["unit"] = names[0]
    return data


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "form.xlsx"
    write("liaoning/2024", filled(TEXTS), path)
    return path


def formulas(path: Path) -> list[tuple[str, str, str]]:
    return [
        (sheet.name, f"{cell.row}.{cell.col}", cell.formula)
        for sheet in read_xlsx(path.read_bytes()).sheets
        for _, row in sheet.stream()
        for cell in row.values()
        if cell.formula is not None
    ]


def test_a_form_holds_them_as_texts_and_gives_them_back(form: Path, tmp_path: Path) -> None:
    write("liaoning/2024", filled(["甲"] * len(TEXTS)), tmp_path / "甲.xlsx")
    assert formulas(form) == formulas(tmp_path / "甲.xlsx")
    rows = extract(form)["tables"]["2-1"]["companies"]["rows"]
    assert [row["name"] for row in rows] == list(TEXTS)


@pytest.mark.parametrize("name", FORMATS)
def test_every_report_of_such_a_form_is_text(name: str, qingjian: Run, form: Path, tmp_path: Path) -> None:
    target = tmp_path / f"结果.{name}"
    assert qingjian("check", form, "--format", name, "-o", target).code == 1
    if name == "xlsx":
        assert formulas(target) == []
        cells = {cell.text for cell in addressed(read_xlsx(target.read_bytes()), 1).values()}
        assert {visible(text) for text in TEXTS} <= cells
        return
    told = target.read_text("utf-8")
    assert STEERING.search(told) is None
    assert name != "html" or not re.search(
        r"<(?:script>alert|img |a href=.javascript|iframe|svg/|meta http-equiv=.refresh|h1>通过)", told
    )


def test_marked_and_completed_copies_hold_no_formula_of_a_stranger(
    qingjian: Run, form: Path, tmp_path: Path
) -> None:
    qingjian("check", form, "--annotate", tmp_path / "退回")
    links = re.compile(r'HYPERLINK\("#[^"]+",')
    kept = formulas(form)
    added = set(formulas(tmp_path / "退回" / form.name)) - set(kept)
    assert added
    assert [formula for _, _, formula in added if not links.match(formula)] == []
    qingjian("fill", form, "-o", tmp_path / "补填.xlsx")
    before = {(sheet, cell) for sheet, cell, _ in kept}
    assert {(sheet, cell) for sheet, cell, _ in formulas(tmp_path / "补填.xlsx")} <= before


@pytest.fixture
def mailbox(tmp_path: Path, sound: Path) -> Path:
    folder = tmp_path / "收件"
    folder.mkdir()
    for name in file_names().values():
        (folder / name).write_bytes(b"x")
    for name in ("=cmd|x", "<img src=x>", "\u202e甲", "..甲"):
        (folder / f"{name}.xlsx").write_bytes(sound.read_bytes())
    return folder


@pytest.mark.parametrize("name", FORMATS)
def test_files_of_such_names_are_named_and_left_alone(
    name: str, qingjian: Run, mailbox: Path, tmp_path: Path
) -> None:
    before = sorted(mailbox.iterdir())
    shown = [path.name for path in before if not path.name.startswith(".")]
    target = tmp_path / f"结果.{name}"
    ran = qingjian("check", mailbox, "--format", name, "-o", target)
    assert ran.code == 2  # some that are called .xlsx hold one letter
    assert STEERING.search(ran.err) is None
    assert sorted(mailbox.iterdir()) == before
    if name == "json":
        paths = [file["path"] for file in json.loads(target.read_text("utf-8"))["files"]]
        assert sorted(paths) == shown
    elif name == "xlsx":
        with zipfile.ZipFile(io.BytesIO(target.read_bytes())) as package:
            assert b"<f" not in package.read("xl/worksheets/sheet1.xml")
        told = {cell.text for cell in addressed(read_xlsx(target.read_bytes())).values()}
        assert set(map(visible, shown)) <= told
    else:
        assert STEERING.search(target.read_text("utf-8")) is None
