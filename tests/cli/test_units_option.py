"""`check --units`: from whom nothing came, as an officer types it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qingjian.resources import workbooks

Run = Callable[..., Any]
FILLED = workbooks() / "samples" / "liaoning-2024-filled.xlsx"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "收件"
    folder.mkdir()
    shutil.copy(FILLED, folder / "a.xlsx")
    return folder


def crossing(qingjian: Run, *arguments: str | Path) -> list[Any]:
    found: list[Any] = json.loads(qingjian("check", *arguments, "--format", "json", "--rules", "QJ8").out)[
        "cross"
    ]
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_plain_list_says_who_is_missing(inbox: Path, tmp_path: Path, qingjian: Run, encoding: str) -> None:
    units = tmp_path / "名单.txt"
    units.write_text("# 2024\n某市，某市环保局\n乙县  # 山区\n\n", encoding=encoding)
    (found,) = crossing(qingjian, inbox, "--units", units)
    assert (found["code"], found["params"]["unit"]) == ("QJ8001", "乙县")
    assert found["where"] == [{"path": "名单.txt", "sheet": None, "cell": None}]
    assert found["message"] == "没有收到乙县的报表。"


def test_the_season_knows_its_units(inbox: Path, tmp_path: Path, qingjian: Run) -> None:
    units = ["甲区", {"name": "乙县", "aliases": ["某市生态环境局"]}]
    (tmp_path / "season.json").write_text(json.dumps({"units": units}), encoding="utf-8")
    (found,) = crossing(qingjian, inbox, "--season", tmp_path)
    assert found["params"]["unit"] == "甲区"


def test_one_file_alone_meets_nobody(inbox: Path, qingjian: Run) -> None:
    assert crossing(qingjian, inbox) == []


def test_the_same_file_twice_counts_once(inbox: Path, qingjian: Run) -> None:
    shutil.copy(FILLED, inbox / "b.xlsx")
    (found,) = crossing(qingjian, inbox)
    assert (found["code"], found["severity"]) == ("QJ8003", "advice")


def test_jobs_change_nothing(inbox: Path, tmp_path: Path, qingjian: Run) -> None:
    units = tmp_path / "units.txt"
    units.write_text("乙县", encoding="utf-8")
    for name in "bcd":
        shutil.copy(FILLED, inbox / f"{name}.xlsx")
    one = crossing(qingjian, inbox, "--units", units)
    assert crossing(qingjian, inbox, "--units", units, "--jobs", "2") == one
    assert len(one) == 6


@pytest.mark.parametrize("content", [b"", b"# nobody\n", b"\xff\xff\xff"])
def test_a_list_that_says_nothing_is_refused(
    inbox: Path, tmp_path: Path, qingjian: Run, content: bytes
) -> None:
    units = tmp_path / "units.txt"
    units.write_bytes(content)
    done = qingjian("check", inbox, "--units", units)
    assert done.code == 2
    assert "units.txt" in done.err
