"""Whose a file is that names no unit: as it was said, as the form beside it, as its folder is called; else nobody's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qingjian.api import check
from qingjian.api.belonging import assigned
from qingjian.catalog.meta import misfits
from qingjian.errors import BadData
from qingjian.model.digest import ExpectedUnit, Roster
from qingjian.model.verdict import Reason, Verdict
from qingjian.reporters import Style, reporter
from support.sent import packed

ROSTER = Roster("units.txt", (ExpectedUnit("渝北区", ("两江新区渝北",)), ExpectedUnit("经开区")))


def form(path: str, unit: str | None) -> Verdict:
    return Verdict(path, "", "passed", unit=unit)


def letter(path: str) -> Verdict:
    return Verdict(path, "", "attachment", Reason("attached", "pdf"))


def whose(
    *verdicts: Verdict, roster: Roster | None = None, **by_hand: str
) -> dict[str, tuple[str | None, str | None]]:
    found = assigned(
        verdicts, by_hand={key.replace("_", "/"): unit for key, unit in by_hand.items()}, roster=roster
    )
    assert [one.path for one in found] == [one.path for one in verdicts]
    return {
        one.path: (one.unit, one.unit_by) for one in found if one.template is None and one.status != "passed"
    }


def test_a_letter_belongs_to_the_form_it_came_with() -> None:
    found = whose(
        form("a/表.xlsx", "甲局"),
        letter("a/函.pdf"),
        letter("b/函.pdf"),
        form("c.eml/表.xlsx", "丙局"),
        letter("c.eml/附件.zip/函.pdf"),
        letter("函.pdf"),
    )
    assert found == {
        "a/函.pdf": ("甲局", "package"),
        "b/函.pdf": (None, None),
        "c.eml/附件.zip/函.pdf": ("丙局", "package"),
        "函.pdf": (None, None),
    }


def test_a_folder_around_is_no_package() -> None:
    assert whose(form("2024/a/表.xlsx", "甲局"), letter("2024/b/函.pdf"))["2024/b/函.pdf"] == (None, None)


def test_forms_of_two_units_leave_it_open() -> None:
    found = whose(form("a/1.xlsx", "甲局"), form("a/2.xlsx", "乙局"), letter("a/函.pdf"))
    assert found["a/函.pdf"] == (None, None)
    found = whose(form("a/1.xlsx", "渝北区"), form("a/2.xlsx", "渝北区生态环境局"), letter("a/函.pdf"))
    assert found["a/函.pdf"] == ("渝北区", "package")


@pytest.mark.parametrize("folder", ["渝北区", "03-渝北区", "渝北区.zip", "两江新区渝北", "渝北区生态环境局"])
def test_a_folder_that_names_a_unit(folder: str) -> None:
    assert whose(letter(f"{folder}/函.pdf"), roster=ROSTER) == {f"{folder}/函.pdf": ("渝北区", "folder")}


def test_a_folder_that_names_a_division_or_a_unit_that_reported() -> None:
    found = whose(
        form("表.xlsx", "某某园区管委会"),
        letter("渝中区/函.pdf"),
        letter("某某园区/函.pdf"),
        letter("其他/函.pdf"),
    )
    assert found == {
        "渝中区/函.pdf": ("渝中区", "folder"),
        "某某园区/函.pdf": ("某某园区管委会", "folder"),
        "其他/函.pdf": (None, None),
    }


def test_what_is_said_by_hand_counts_first_but_not_against_the_form() -> None:
    found = assigned(
        [form("渝北区/表.xlsx", "渝北区"), letter("渝北区/函.pdf"), letter("渝北区/其他/函.pdf")],
        by_hand={"渝北区": "经开区", "渝北区/其他/函.pdf": "某局"},
        roster=ROSTER,
    )
    assert [(one.unit, one.unit_by) for one in found] == [
        ("渝北区", None), ("经开区", "hand"), ("某局", "hand")
    ]  # fmt: skip


def test_in_a_check(tmp_path: Path) -> None:
    inbox, season = tmp_path / "收件", tmp_path / "season.json"
    inbox.mkdir()
    (inbox / "散.zip").write_bytes(packed({"一.pdf": b"%PDF-1.4\n", "二.pdf": b"%PDF-1.4\n"}))
    season.write_text(json.dumps({"files": {"散.zip": "某局", "散.zip/二.pdf": "另一局"}}), "utf-8")
    report = check([inbox], season=tmp_path)
    assert [(one.path, one.unit) for one in report.files] == [
        ("散.zip/一.pdf", "某局"),
        ("散.zip/二.pdf", "另一局"),
    ]
    document = json.loads(reporter("json")(report, Style()))
    assert misfits(document, "report") == ()
    assert [one["unit_by"] for one in document["files"]] == ["hand", "hand"]
    season.write_text(json.dumps({"files": {"散.zip": " "}}), "utf-8")
    with pytest.raises(BadData, match=r"files/散\.zip"):
        check([inbox], season=tmp_path)
