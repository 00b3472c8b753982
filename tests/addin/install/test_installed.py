"""The self-test and the shortcuts of an installation, as far as they run without Windows."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from qingjian_addin import installed, shortcuts


class Shell:
    """WScript.Shell with a desktop and a Send-to folder."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.made: dict[str, Any] = {}

    def SpecialFolders(self, name: str) -> str:  # noqa: N802 -- as Windows calls it
        return str(self._home / name)

    def CreateShortcut(self, path: str) -> Any:  # noqa: N802
        def save() -> None:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_text("", encoding="utf-8")

        self.made[path] = SimpleNamespace(Save=save)
        return self.made[path]


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    found = Shell(tmp_path)
    module = ModuleType("win32com.client")
    vars(module)["Dispatch"] = {"WScript.Shell": found}.__getitem__
    monkeypatch.setitem(sys.modules, "win32com", ModuleType("win32com"))
    monkeypatch.setitem(sys.modules, "win32com.client", module)
    return found


def test_shortcuts_start_python_without_a_window(shell: Shell, tmp_path: Path) -> None:
    shortcuts.make()
    assert {Path(path).parent.name for path in shell.made} == {"Desktop", "SendTo"}
    for path, made in shell.made.items():
        assert Path(path).name == "清检校验.lnk"
        assert Path(made.TargetPath).name == "pythonw.exe"
        assert made.Arguments == "-I -B -X utf8 -m qingjian_addin.dropped"
    assert len(list(tmp_path.rglob("*.lnk"))) == 2


def test_shortcuts_are_taken_away_again(shell: Shell, tmp_path: Path) -> None:
    shortcuts.make()
    other = tmp_path / "Desktop" / "other.lnk"
    other.write_text("", encoding="utf-8")
    shortcuts.remove()
    shortcuts.remove()
    assert list(tmp_path.rglob("*.lnk")) == [other]
    assert len(shell.made) == 2


def test_the_self_test_tries_every_step_and_names_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "Roaming"))
    assert installed.main() == 1  # there is no COM here, and no add-in
    said = capsys.readouterr().out.splitlines()
    steps = [line for line in said if line.startswith("[")]
    assert [line[1:3] for line in steps] == ["正常", "正常", "正常", "异常", "异常", "异常", "正常"]
    log = (tmp_path / "Local" / "qingjian" / "installed.log").read_text(encoding="utf-8-sig")
    assert log.splitlines() == said[:-1]
    assert "qingjian.xlam" in log
