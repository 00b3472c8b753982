"""A batch gives the same report with any number of jobs, and one broken file costs one verdict."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qingjian.api import check

SAMPLE = Path(__file__).resolve().parents[3] / "workbooks" / "samples" / "liaoning-2024-filled.xlsx"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    for number in range(3):
        folder = tmp_path / f"区{number}"
        folder.mkdir()
        shutil.copy(SAMPLE, folder / "总结表.xlsx")
    (tmp_path / "空.xlsx").write_bytes(b"")
    (tmp_path / "盖章.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    (tmp_path / "区0" / "~$总结表.xlsx").write_bytes(b"\x04user" + b"\0" * 160)
    return tmp_path


def test_jobs_change_nothing(inbox: Path) -> None:
    one, two = check([inbox]), check([inbox], jobs=2)
    assert one == two
    assert [file.status for file in one.files] == [
        "attachment",
        "unreadable",
        "returned",
        "returned",
        "returned",
    ]


def test_a_lock_file_beside_a_workbook_is_advice(inbox: Path) -> None:
    report = check([inbox])
    codes = {file.path: {finding.code for finding in file.findings} for file in report.files}
    assert "QJ1015" in codes["区0/总结表.xlsx"]
    assert "QJ1015" not in codes["区1/总结表.xlsx"]


def test_progress_is_told_file_by_file(inbox: Path) -> None:
    told: list[tuple[int, int]] = []
    check([inbox], progress=lambda done, total, _: told.append((done, total)))
    assert told == [(number, 5) for number in range(1, 6)]


def test_a_file_that_vanished_is_one_verdict(inbox: Path) -> None:
    report = check([inbox / "没有.xlsx", inbox / "盖章.pdf"])
    assert [(file.status, file.reason and file.reason.code) for file in report.files] == [
        ("unreadable", "not-opened"),
        ("attachment", "attached"),
    ]


def test_names_are_relative_to_the_path_given(inbox: Path) -> None:
    assert [file.path for file in check([inbox / "区1"]).files] == ["总结表.xlsx"]
    assert {file.path for file in check([inbox]).files} >= {"区1/总结表.xlsx"}
