"""What Explorer's command lines hold, and what becomes of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian_addin import dropped

OFFICIAL = Path(__file__).resolve().parents[3] / "workbooks" / "official"
SCRIPT = "校验.cmd"
_NAMES = st.text(
    st.characters(blacklist_characters='"/\\:*?<>|', min_codepoint=32, max_codepoint=0x9FFF), min_size=1
)


def line_of(*paths: str) -> str:
    """As Explorer writes it: only names with a space are quoted."""
    names = " ".join(f'"{path}"' if " " in path else path for path in paths)
    return rf'C:\Windows\system32\cmd.exe /c ""D:\清检 kit\{SCRIPT}" {names}"'


def names_in(line: str, script: str = SCRIPT) -> list[str]:
    return dropped.dropped({"QINGJIAN_LINE": line, "QINGJIAN_SCRIPT": script})


@pytest.mark.parametrize(
    "paths",
    [
        (r"D:\上报\总结表.xlsx",),
        (r"D:\上报 2024\总结表.xlsx",),
        (r"D:\a&b.xlsx", r"D:\c^d%e!f(1).xlsx"),
        (r"D:\甲 乙.xlsx", r"D:\丙.xls", r"D:\丁 戊"),
        (r"\\server\共享\表.xlsx",),
    ],
)
def test_names_are_read_from_the_command_line(paths: tuple[str, ...]) -> None:
    assert names_in(line_of(*paths)) == list(paths)


def test_started_by_a_double_click_nothing_was_dropped() -> None:
    assert names_in(rf'C:\Windows\system32\cmd.exe /c ""D:\kit\{SCRIPT}" "') == []
    assert names_in(r'"C:\Windows\system32\cmd.exe"') == []
    assert dropped.dropped({}) == []


@given(st.lists(_NAMES.map(lambda name: rf"D:\{name}".rstrip()), min_size=1, max_size=4))
def test_any_names_come_through(paths: list[str]) -> None:
    # a blank other than the space is not quoted by Explorer either; it is no name that people type
    paths = [" ".join(path.split()) for path in paths]
    assert names_in(line_of(*paths)) == paths


def test_the_report_lies_beside_the_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "总结 表.xlsx"
    book.write_bytes((OFFICIAL / "liaoning-2024.xlsx").read_bytes())
    code = dropped.main([str(book)], {})
    report = tmp_path / "总结 表_校验报告.html"
    assert code in {0, 1}
    assert "总结 表.xlsx" in report.read_text(encoding="utf-8")
    assert str(report) in capsys.readouterr().out


def test_nothing_dropped_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert dropped.main([], {}) == 2
    assert "拖到" in capsys.readouterr().out


def test_behind_a_shortcut_there_is_no_terminal(tmp_path: Path) -> None:
    """pythonw has neither standard output nor standard error; what is to be said is said in a box."""
    book = tmp_path / "总结表.xlsx"
    book.write_bytes((OFFICIAL / "liaoning-2024.xlsx").read_bytes())
    program = (
        "import ctypes, sys, types; said = []; sys.stdout = sys.stderr = None;"
        "ctypes.windll = types.SimpleNamespace(user32=types.SimpleNamespace(MessageBoxW=lambda *a: said.append(a)));"
        "from qingjian_addin import dropped; code = dropped.main([sys.argv[1]], {});"
        "sys.exit(0 if code in (0, 1) and '总结表_校验报告.html' in said[0][1] else 1)"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run([sys.executable, "-c", program, str(book)], env=environment, check=False)
    assert run.returncode == 0
    assert (tmp_path / "总结表_校验报告.html").exists()
