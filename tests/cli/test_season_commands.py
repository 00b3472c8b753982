"""A season as an officer types it, and as he double-clicks it."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qingjian.catalog.tables import table

Run = Callable[..., Any]
UNITS = "涪陵区\n长寿区\n市本级\n"
TOLD = (
    "--year", "2025", "--edition", "chongqing/2025", "--name", "某市生态环境局", "--units", "单位.txt", "--deadline", "2026-01-20",
)  # fmt: skip
SEASON = "2025年度 & 汇报"
"""A name that a careless script would trip over."""


@pytest.fixture
def season(tmp_path: Path, qingjian: Run) -> Path:
    (tmp_path / "单位.txt").write_text(UNITS, "utf-8")
    ran = qingjian("season", "new", SEASON, *TOLD, "--contact", "张工", "--by", "张工")
    assert (ran.code, ran.out) == (0, f"已建立填报季 {SEASON}：3 个单位，2026-01-20 截止。\n")
    return tmp_path / SEASON


@pytest.fixture
def cached(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.mark.usefixtures("cached")
def test_from_the_first_form_to_the_next_list(season: Path, qingjian: Run) -> None:
    ran = qingjian("season", "issue", SEASON)
    assert (ran.code, ran.out.splitlines()[2].split()[:3]) == (0, ["已生成", "市本级", "零报告"])
    assert "不归任何单位" in ran.err
    for path in (season / "发出").glob("*/*.xlsx"):
        if "长寿区" not in path.name:
            shutil.copy(path, season / "收件")
    ran = qingjian("season", "intake", SEASON, "--by", "张工")
    assert ran.code == 1
    assert "收到  涪陵区  2025年度报表_涪陵区.xlsx  退回" in ran.out
    assert "原样交回" in ran.err
    assert qingjian("season", "intake", SEASON).code == 0
    counts = json.loads(qingjian("season", "status", SEASON, "--format", "json").out)["counts"]
    assert (counts["missing"], counts["to_return"], counts["passed"], counts["zero"]) == (1, 1, 1, 1)
    ran = qingjian("season", "status", SEASON)
    assert [line.split()[:2] for line in ran.out.splitlines()[1:]] == [
        ["涪陵区", "待退回"],
        ["长寿区", "未报"],
        ["市本级", "通过，待接受"],
    ]
    ran = qingjian(
        "season",
        "demote",
        "QJ2016",
        "--to",
        "advice",
        "--reason",
        "表样有误",
        "--by",
        "李处",
        "--season",
        SEASON,
    )
    assert (ran.code, ran.out) == (0, "QJ2016：强制性 → 提示性\n")
    ran = qingjian("season", "recheck", SEASON)
    assert (ran.code, ran.out) == (
        1,
        "涪陵区  2025年度报表_涪陵区.xlsx  退回 → 通过\n  QJ2016  强制性 8 → 提示性 8（表样有误，李处）\n",
    )
    assert qingjian("season", "recheck", SEASON).code == 0
    ran = qingjian("season", "lists", SEASON)
    assert ran.code == 0
    assert (season / "汇总" / "下一年名单_草稿.xlsx").exists()


@pytest.mark.usefixtures("cached")
def test_what_passed_becomes_the_bureaus_own_form(season: Path, qingjian: Run) -> None:
    qingjian("season", "issue", SEASON)
    shutil.copy(season / "发出" / "市本级" / "2025年度报表_市本级.xlsx", season / "收件")
    assert qingjian("season", "intake", SEASON).code == 0
    ran = qingjian("season", "rollup", SEASON)
    assert ran.code == 0, ran.err
    assert (season / "汇总" / "2025年度汇总_某市生态环境局.xlsx").exists()


def test_what_somebody_wrote_in_is_spared(season: Path, qingjian: Run) -> None:
    qingjian("season", "issue", SEASON)
    form = season / "发出" / "涪陵区" / "2025年度报表_涪陵区.xlsx"
    form.write_bytes(b"mine")
    ran = qingjian("season", "issue", SEASON)
    assert ran.out.startswith("保留原有的  涪陵区")
    assert "--force" in ran.err
    assert form.read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", SEASON, *TOLD), "已经有了"),
        (("new", "x", *TOLD, "--factor", "0.58"), "--document"),
        (("new", "x", *TOLD[:-1], "2026-02-30"), "不是日期"),
        (("issue", "nowhere"), "season.json"),
        (("demote", "QJ9999", "--to", "off", "--reason", "x", "--by", "y", "--season", SEASON), "QJ9999"),
    ],
)
def test_slips_are_named(season: Path, qingjian: Run, arguments: tuple[str, ...], said: str) -> None:
    before = (season / "season.json").read_bytes()
    ran = qingjian("season", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert (season / "season.json").read_bytes() == before
    assert not (season.parent / "x").exists()


def test_every_refusal_has_words_in_both_languages() -> None:
    for code, words in table("season.json")["refusals"].items():
        assert set(words) == {"zh", "en"}, code
        for sentence in words.values():
            sentence.format(where="", detail="")


def test_scripts_for_windows_are_what_cmd_reads(season: Path) -> None:
    scripts = sorted(season.glob("*.cmd"))
    assert len(scripts) == len(table("season.json")["steps"])
    for script in scripts:
        data = script.read_bytes()
        assert data.count(b"\n") == data.count(b"\r\n") > 10
        assert data.startswith(b"@echo off\r\n")
        for line in data.split(b"\r\n"):
            assert line.isascii() or line.startswith(b"echo ")
            assert b"@command@" not in line
        text = data.decode("gbk")
        assert re.search(r"-m qingjian (?:season|notice) ", text)
        assert '\r\npushd "%~dp0"\r\n' in text


def test_scripts_for_linux_run_the_step_wherever_the_season_lies(season: Path, tmp_path: Path) -> None:
    script = season / "Linux" / "1发出表格.sh"
    assert script.stat().st_mode & stat.S_IXUSR
    ran = _ran([str(script)], tmp_path)
    assert (ran.returncode, ran.stderr.count("已就绪")) == (0, 1)
    assert len(list((season / "发出").glob("*/*.xlsx"))) == 3
    bare = subprocess.run(
        [str(script)], capture_output=True, text=True, env={"PATH": "/usr/bin:/bin"}, check=False
    )
    assert (bare.returncode, "没有安装" in bare.stdout) == (2, True)


def test_desktop_files_lead_to_their_script(season: Path, tmp_path: Path) -> None:
    entry = season / "Linux" / "3查看进度.desktop"
    (line,) = (line for line in entry.read_text("utf-8").splitlines() if line.startswith("Exec="))
    command = [str(entry) if word == "%k" else word for word in _words(line.removeprefix("Exec="))]
    ran = _ran(command, tmp_path)
    assert ran.returncode == 1, ran.stderr
    assert "涪陵区" in ran.stdout


def _words(line: str) -> list[str]:
    """The command of a desktop entry: first the file's own escapes, then those within quotes."""
    assert not re.search(r"(?<!\\)(?:\\\\)*\\[^\\sntr]", line), "an escape that no desktop knows"
    plain = line.replace("\\\\", "\\")
    found = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', plain)
    return [re.sub(r'\\([`"$\\])', r"\1", quoted) if quoted else bare for quoted, bare in found]


def _ran(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """With a `qingjian` on the path that is this checkout's."""
    program = folder / "bin" / "qingjian"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m qingjian "$@"\n')
    program.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        cwd="/",
        stdin=subprocess.DEVNULL,
    )
