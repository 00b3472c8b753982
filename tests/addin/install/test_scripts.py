"""The scripts of the kit, held against what cmd does with them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from install import scripts
from qingjian.api.command_scripts import shown

SCRIPTS: Mapping[str, bytes] = {name: data for name, data in scripts.ready().items() if name.endswith(".cmd")}


def lines(name: str) -> list[str]:
    return SCRIPTS[name].decode("gbk").split("\r\n")


@pytest.mark.parametrize("name", SCRIPTS)
def test_lines_end_as_cmd_wants_them(name: str) -> None:
    data = SCRIPTS[name]
    assert data.count(b"\n") == data.count(b"\r\n") > 3
    assert data.startswith(b"@echo off\r\n"), "no byte order mark: cmd would run it"


@pytest.mark.parametrize("name", SCRIPTS)
def test_chinese_stands_only_where_it_is_shown(name: str) -> None:
    for line in SCRIPTS[name].split(b"\r\n"):
        assert line.isascii() or line.startswith(b"echo ")
    shown = [line for line in lines(name) if line.startswith("echo ")]
    assert any(not line.isascii() for line in shown)
    assert any(line.isascii() for line in shown), "English beside it, where the code page is another"


@pytest.mark.parametrize("name", SCRIPTS)
def test_paths_may_hold_spaces(name: str) -> None:
    for line in lines(name):
        for variable in re.finditer(r"%~\w+|%(?:LOCALAPPDATA|ProgramData|QINGJIAN)%|!QINGJIAN!", line):
            before = line[: variable.start()]
            assert before.count('"') % 2 == 1, f"unquoted {variable.group()} in: {line}"


@pytest.mark.parametrize("name", SCRIPTS)
def test_nobody_needs_to_be_an_administrator_or_online(name: str) -> None:
    text = "\n".join(line for line in lines(name) if not line.startswith("rem ")).lower()
    for word in (
        "runas",
        "net session",
        "setx",
        "reg ",
        "regsvr32",
        "hklm",
        "program files",
        "powershell",
        "http",
    ):
        assert word not in text


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_label_exists_and_python_is_isolated(name: str) -> None:
    found = lines(name)
    asked = {word for line in found for word in re.findall(r"goto (\w+)", line)}
    assert asked <= {line.removeprefix(":") for line in found if line.startswith(":")}
    calls = [
        line for line in found if ("python.exe" in line and line.startswith('"')) or line.startswith('"!')
    ]
    calls += [line for line in found if line.startswith('"%QINGJIAN%"')]
    assert calls
    assert all(" -I -B -X utf8 " in line for line in calls)


def test_dropped_names_are_never_expanded_by_cmd() -> None:
    """`a&b.xlsx` comes without quotes: as an argument it would end the command and run b.xlsx."""
    found = [line for line in lines("校验.cmd") if not line.startswith("rem ")]
    assert not any(re.search(r"%[*1-9]|%~[a-z]*[1-9]", line) for line in found)
    assert "exit" in found
    assert not any(line.startswith("exit /b") for line in found)


@pytest.mark.parametrize("sentence", ["先解压 & 再运行", "100%", "（a|b）"])
def test_sentences_cmd_would_act_upon_are_refused(sentence: str) -> None:
    with pytest.raises(ValueError, match="cmd would act"):
        shown(sentence)


def test_chinese_in_a_script_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="ASCII"):
        scripts.script("@echo off\nset 甲=1\n")


def test_the_clerks_page_opens_in_notepad() -> None:
    (page,) = [data for name, data in scripts.ready().items() if name.endswith(".txt")]
    text = page.decode("utf-8")
    assert text.startswith("\ufeff")
    assert "\r\n" in text
    for name in ("install.cmd", "uninstall.cmd", "selftest.cmd", "校验.cmd"):
        assert name in text
        assert name in scripts.ready()
