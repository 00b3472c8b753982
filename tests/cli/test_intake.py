"""A folder of mail dropped on the command: zips and mails opened, verdicts kept, copies beside, people told how long."""

from __future__ import annotations

import json
import os
import select
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qingjian.api.cache import FILE, default_folder
from qingjian.cli import screen
from support.sent import mail, named, packed

Run = Callable[..., Any]


@pytest.fixture
def inbox(sound: Path, broken: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "收件"
    folder.mkdir()
    files = {"乙区/表.xlsx": broken.read_bytes(), "乙区/函.pdf": b"%PDF-1.4\n"}
    (folder / "乙.zip").write_bytes(packed(files, code="gbk"))
    (folder / "甲.eml").write_bytes(
        mail([(named("表.xlsx"), sound.read_bytes()), (named("坏.xlsx"), b"PK\3\4")])
    )
    return folder


def test_what_came_in_a_zip_or_a_mail_is_shown_with_it(qingjian: Run, inbox: Path) -> None:
    ran = qingjian("check", inbox)
    assert ran.code == 2
    assert "乙.zip/乙区/表.xlsx" in ran.out
    assert "甲.eml/坏.xlsx" in ran.out
    assert "4 份文件，通过 1，退回 1" in ran.out


def test_copies_of_what_came_in_a_zip(qingjian: Run, inbox: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in inbox.iterdir()}
    qingjian("check", inbox, "--annotate", tmp_path / "退回")
    copies = [path.relative_to(tmp_path / "退回").as_posix() for path in (tmp_path / "退回").rglob("*.xlsx")]
    assert copies == ["乙.zip/乙区/表.xlsx"]
    with zipfile.ZipFile(tmp_path / "退回" / copies[0]) as package:
        assert any("comments" in name for name in package.namelist())
    assert {path: path.read_bytes() for path in inbox.iterdir()} == before


def test_a_cache_on_request(qingjian: Run, inbox: Path, tmp_path: Path) -> None:
    plain = qingjian("check", inbox, "--format", "json").out
    for _ in range(2):
        assert qingjian("check", inbox, "--format", "json", "--cache", tmp_path / "c").out == plain
    assert (tmp_path / "c" / FILE).exists()


def test_a_cache_of_one_s_own_for_many_files(
    qingjian: Run, inbox: Path, sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "eigen"))
    (inbox / "多.zip").write_bytes(packed({f"{number}.txt": b"letter %d" % number for number in range(30)}))
    qingjian("check", sound)
    qingjian("check", inbox, "--no-cache")
    assert not (tmp_path / "eigen").exists()
    qingjian("check", inbox)
    assert (default_folder() / FILE).exists()
    assert default_folder().is_relative_to(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of POSIX")
def test_rate_and_time_left_on_a_real_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    shown, terminal = os.openpty()
    monkeypatch.setattr(screen, "_PATIENCE", -1.0)
    with os.fdopen(terminal, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        progress = screen.Progress()
        progress._started -= 100
        progress(10, 61, "甲.eml/表.xlsx")
        progress(1000, 1030, "乙")
        stream.flush()
        said = b""
        while select.select([shown], [], [], 1)[0]:  # a terminal hands on what it has by and by
            said += os.read(shown, 10_000)
    os.close(shown)
    assert "10/61，每秒 0.1 份，还需 8 分 30 秒" in said.decode()
    assert "1000/1030，每秒 10 份，还需 3 秒" in said.decode()


def test_json_says_whose_a_letter_is(qingjian: Run, inbox: Path) -> None:
    files = {
        one["path"]: one for one in json.loads(qingjian("check", inbox, "--format", "json").out)["files"]
    }
    form, letter = files["乙.zip/乙区/表.xlsx"], files["乙.zip/乙区/函.pdf"]
    assert form["unit"]
    assert (letter["unit"], letter["unit_by"]) == (form["unit"], "package")
    assert "unit_by" not in form
