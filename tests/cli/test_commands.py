"""The other commands, the words of all of them, wrong usage, and our own faults."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

import cli_page
import qingjian.cli.check
from qingjian import __version__
from qingjian.api.given import misfits
from qingjian.api.tour import Demonstrated
from qingjian.catalog.editions import edition
from qingjian.cli import app
from qingjian.cli.grammar import Group, argument_name, key_of, option_help, option_names, summary_of
from qingjian.cli.words import lang as language
from qingjian.cli.words import speaking
from qingjian.resources import schemas, schemas_at
from qingjian.templates.book import build
from support.office import Office
from support.snapshot import ROOT, Snapshot

Run = Callable[..., Any]
LANGS = ("zh", "en")


def walk(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    """Every command with the path to it."""
    found = [(path, command)]
    if isinstance(command, Group):
        for name, child in command.children():
            found += walk(child, (*path, name))
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_everything_has_words_in_both_languages(lang: str) -> None:
    with speaking(["--lang", lang]):
        for path, command in walk(app.command):
            assert summary_of(path)
            context = click.Context(command, info_name="qingjian")
            for parameter in command.get_params(context):
                if isinstance(parameter, click.Option):
                    assert option_help(path, parameter)
                    assert option_names(parameter).startswith("-")
                else:
                    assert isinstance(parameter, click.Argument)
                    assert argument_name(parameter)


def test_no_words_are_left_over() -> None:
    known = {key_of(path).removeprefix("commands.") for path, _ in walk(app.command)}
    words = json.loads((schemas() / "messages" / "cli.json").read_text("utf-8"))
    assert set(words["commands"]) == known


@pytest.mark.parametrize("lang", LANGS)
def test_help_looks_as_accepted(lang: str, qingjian: Run, snapshot: Snapshot) -> None:
    snapshot(qingjian("--help", "--lang", lang).out, "all")
    snapshot(qingjian("check", "--help", "--lang", lang).out, "check")
    snapshot(qingjian("template", "--help", "--lang", lang).out, "template")


def test_a_run_leaves_no_language_behind(qingjian: Run) -> None:
    qingjian("template", "list", "--lang", "en")
    assert language() == "zh"


def test_the_environment_chooses_the_language(qingjian: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QINGJIAN_LANG", "en")
    assert qingjian("--help").out.startswith("Usage: ")
    assert qingjian("--help", "--lang=zh").out.startswith("用法：")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("chek",), "没有“chek”这个命令。是不是“check”？"),
        (("template", "biuld"), "是不是“build”？"),
        (("check",), "缺少 路径…"),
        (("check", "x", "--formt", "json"), "没有“--formt”这个选项"),
        (("check", "x", "--format", "pdf"), "--format 只能是 text, json, html"),
        (("check", "x", "--format"), "“--format”后面缺少内容"),
        (("check", "x", "--jobs", "0"), "--jobs 的值“0”不能用"),
        (("check", "x", "--rules", "QJ99999"), "没有代码为“QJ99999”"),
        (("check", "x", "--template", "mee/1999"), "没有“mee/1999”这个版本"),
        (("fill", "x"), "缺少 --output"),
        (("fill", "x", "y", "z", "-o", "w"), "多出了参数：y z。"),
        (("explain", "QJ0000"), "没有代码为“QJ0000”"),
        (("factor", "infer", "甲", "1"), "读不出数字"),
        (("factor", "convert", "1", "吨", "度"), "不能换算"),
        (("template", "new", "x/2030", "--from", "y/2020"), "没有“y/2020”这个版本"),
    ],
)
def test_wrong_usage_is_said_in_chinese(
    arguments: tuple[str, ...], said: str, qingjian: Run, tmp_path: Path
) -> None:
    (tmp_path / "x").write_bytes(b"x")
    ran = qingjian(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_fault_of_our_own_is_one_sentence(
    qingjian: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fault(*_: object) -> None:
        raise ZeroDivisionError("x")

    monkeypatch.setattr(qingjian_check(), "_cache", fault)
    (tmp_path / "x.txt").write_bytes(b"x")
    ran = qingjian("check", "x.txt")
    assert ran.code == 3
    assert ran.err.count("\n") == 1
    assert "ZeroDivisionError" in ran.err
    ran = qingjian("check", "x.txt", "--debug")
    assert (ran.code, "qingjian-debug.log" in ran.err) == (3, True)
    assert "Traceback" in (tmp_path / "qingjian-debug.log").read_text("utf-8")


def qingjian_check() -> Any:
    """The module behind the command, whose name the fixture covers."""
    return qingjian.cli.check


def test_fill_completes_the_official_workbook(qingjian: Run, toured: Demonstrated, tmp_path: Path) -> None:
    before = toured.files.broken.read_bytes()
    ran = qingjian("fill", toured.files.broken, "-o", "补.xlsx")
    assert ran.code == 0
    assert "现填 575000，计算得 585000" in ran.out
    assert toured.files.broken.read_bytes() == before
    assert (tmp_path / "补.xlsx").is_file()


def test_fill_asks_for_no_figure_where_one_was_typed(qingjian: Run, tmp_path: Path) -> None:
    rows = [{"name": "甲公司", "power": "1000", "power_tco2": "0.6"}, {"name": "乙公司", "power": "2000"}]
    data = {"tables": {"2-2": {"companies": {"rows": rows}}}}
    (tmp_path / "无因子.xlsx").write_bytes(build(edition("liaoning/2024"), data=data))
    said = [line.split() for line in qingjian("fill", "无因子.xlsx", "-o", "补.xlsx").out.splitlines()]
    assert ["表2-2", "F4"] in said
    assert ["表2-2", "F3"] not in said


def test_fill_refuses_what_it_cannot_do(qingjian: Run, toured: Demonstrated, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("甲", encoding="utf-8")
    assert qingjian("fill", "x.txt", "-o", "y.xlsx").code == 2
    assert qingjian("fill", "没有.xlsx", "-o", "y.xlsx").code == 2
    ran = qingjian("fill", toured.files.filled, "-o", "y.xlsx", "--factor", "不存在")
    assert (ran.code, "没有编号为“不存在”的排放因子" in ran.err) == (2, True)
    assert not (tmp_path / "y.xlsx").exists()


def test_extract_write_extract_is_the_identity(qingjian: Run, sound: Path, tmp_path: Path) -> None:
    first = qingjian("extract", sound)
    data = json.loads(first.out)
    assert misfits(data, data["edition"]) == ()
    assert qingjian("extract", sound, "-o", "数据.json").code == 0
    assert (tmp_path / "数据.json").read_text("utf-8") == first.out
    assert qingjian("write", data["edition"], "数据.json", "-o", "新.xlsx").code == 0
    assert qingjian("extract", "新.xlsx").out == first.out


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"{", "不合版本要求"), (b'{"edition": "mee/2020"}', "不合版本要求"), (b"\xff", "不合版本要求")],
)
def test_write_refuses_data_that_does_not_fit(
    content: bytes, said: str, qingjian: Run, tmp_path: Path
) -> None:
    (tmp_path / "数据.json").write_bytes(content)
    ran = qingjian("write", "liaoning/2024", "数据.json", "-o", "新.xlsx")
    assert (ran.code, said in ran.err, (tmp_path / "新.xlsx").exists()) == (2, True, False)


def test_write_says_that_there_is_no_such_file(qingjian: Run) -> None:
    ran = qingjian("write", "liaoning/2024", "没有.json", "-o", "新.xlsx")
    assert (ran.code, "没有.json: 文件无法打开" in ran.err) == (2, True)


def test_transcribe_gives_a_form_that_passes(qingjian: Run, sound: Path) -> None:
    ran = qingjian("transcribe", sound, "-o", "转.xlsx")
    assert (ran.code, "liaoning/2024" in ran.out) == (0, True)
    assert "放不进" not in ran.out
    assert qingjian("check", "转.xlsx").code == 0


@pytest.mark.parametrize("suffix", [".ods", ".xls"])
def test_code_lists_of_other_formats_are_nothing_that_did_not_fit(
    suffix: str, qingjian: Run, sound: Path, office: Office, tmp_path: Path
) -> None:
    office.convert(sound, tmp_path / f"甲区{suffix}")
    assert "放不进" not in qingjian("transcribe", f"甲区{suffix}", "-o", "转.xlsx").out


def test_transcribe_names_what_did_not_fit(qingjian: Run, broken: Path) -> None:
    ran = qingjian("transcribe", broken, "-o", "转.xlsx")
    assert ran.out.splitlines()[1:] == ["以下 1 格内容放不进表格，请人工处理：", "  表2-1  E5  3.6吨"]


def test_editions_are_listed_built_and_compared(qingjian: Run, tmp_path: Path) -> None:
    assert "liaoning/2024" in qingjian("template", "list").out
    assert qingjian("template", "build", "chongqing/2026-plan", "-o", "表").code == 0
    assert [path.name for path in (tmp_path / "表").iterdir()] == ["chongqing-2026-plan.xlsx"]
    assert "“参数”表增加一项：电力排放因子" in qingjian("template", "diff", "mee/2020", "liaoning/2024").out
    assert "没有差别" in qingjian("template", "diff", "mee/2020", "mee/2020").out


def test_a_new_edition_is_started_and_looked_over(qingjian: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(schemas(), copy)
    with schemas_at(copy):
        ran = qingjian("template", "new", "liaoning/2031", "--from", "liaoning/2024")
        assert ran.code == 0
        started = json.loads((copy / "templates" / "liaoning" / "2031.json").read_text("utf-8"))
        assert (started["id"], started["extends"]) == ("liaoning/2031", "liaoning/2024")
        assert qingjian("template", "lint", "liaoning/2031").code == 0
        (copy / "templates" / "liaoning" / "2033.json").write_text("{,", encoding="utf-8")
        ran = qingjian("template", "lint", "liaoning/2033")
        assert (ran.code, ran.err.startswith("schemas/templates/liaoning/2033.json 有误")) == (2, True)
        started["sheets"] = []
        (copy / "templates" / "liaoning" / "2032.json").write_text(json.dumps(started), encoding="utf-8")
        ran = qingjian("template", "lint", "liaoning/2032")
        assert (ran.code, "→" in ran.out) == (1, True)


@pytest.mark.parametrize("lang", LANGS)
def test_a_rule_is_explained(lang: str, qingjian: Run, snapshot: Snapshot) -> None:
    snapshot(qingjian("explain", "qj2101", "--lang", lang).out)
    assert "QJ2101" in qingjian("explain", "--lang", lang).out


def test_factors(qingjian: Run) -> None:
    listed = qingjian("factor", "list", "--area", "辽宁", "--year", "2022", "--kind", "average").out
    assert listed.split("\n")[-2].split()[:2] == ["mee-nbs:average:2022:辽宁", "0.5626"]
    assert "mee-nbs:average:2022:辽宁" in qingjian("factor", "infer", "165000", "92.829").out
    compared = qingjian("factor", "compare", "165000", "辽宁", "--tco2", "92.829").out.splitlines()
    assert "与填报相符" in compared[0]
    assert "与填报不符" in compared[-1]
    assert "如果单位错了" in qingjian("factor", "infer", "165000", "92829").out
    assert qingjian("factor", "convert", "3.6万", "度", "万度").out.startswith("3.6 万度\n")


@pytest.mark.parametrize("lang", LANGS)
def test_the_demo_shows_the_whole_tour(lang: str, qingjian: Run, tmp_path: Path) -> None:
    ran = qingjian("demo", "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    assert len(list((tmp_path / "demo").iterdir())) == 5
    assert "QJ2101" in ran.out


def test_the_demo_breaks_only_what_it_says(toured: Demonstrated) -> None:
    assert list(toured.sound.findings()) == []
    codes = {found.code for found in toured.found.findings()}
    assert {"QJ2101", "QJ2003", "QJ2104", "QJ2016", "QJ4101"} <= codes


def subprocess_run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "qingjian", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT / "validator"), **environment},
        capture_output=True,
        check=False,
    )


def test_the_version_is_told_without_loading_anything() -> None:
    assert subprocess_run("--version").stdout.decode().split() == ["qingjian", __version__]
    program = "import sys, qingjian.cli as c; c.run(['--version']); print('click' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT / "validator")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split()[-1] == "False"


def test_a_real_process_speaks_utf8_whatever_the_locale(broken: Path) -> None:
    ran = subprocess_run("check", str(broken), LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert "强制性" in ran.stdout.decode("utf-8")


def test_a_reader_that_goes_away_is_no_fault(broken: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "qingjian", "check", str(broken)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "validator")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        assert (process.wait(), said) == (1, b"")


def test_the_page_of_the_command_line_is_current() -> None:
    for name, content in cli_page.files().items():
        assert (ROOT / name).read_text("utf-8") == content, "run tools/generate.py cli"


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_the_readme_shows_real_output(
    name: str, qingjian: Run, toured: Demonstrated, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(toured.files.broken.parent, tmp_path / "demo")
    monkeypatch.chdir(tmp_path)
    (shown,) = re.findall(r"```console\n\$ qingjian (.*)\n([^`]*)```", (ROOT / name).read_text("utf-8"))
    assert qingjian(*shown[0].split()).out == shown[1]
