"""The command line called in this process, and a folder of files for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from qingjian.api.tour import Demonstrated, demo
from qingjian.cli import run


class Ran(NamedTuple):
    """What a command gave back and said."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def qingjian(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """qingjian(*arguments), in an empty folder and without the environment's language."""
    monkeypatch.delenv("QINGJIAN_LANG", raising=False)
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Demonstrated:
    """The files of the demo, made once."""
    return demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def sound(toured: Demonstrated, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled form that passes: demo's data in a workbook."""
    path = tmp_path_factory.mktemp("sound") / "甲区.xlsx"
    path.write_bytes(toured.files.filled.read_bytes())
    return path


@pytest.fixture(scope="session")
def broken(toured: Demonstrated, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with mistakes."""
    path = tmp_path_factory.mktemp("broken") / "乙区.xlsx"
    path.write_bytes(toured.files.broken.read_bytes())
    return path


def summary(out: str) -> dict[str, int]:
    """The summary of a JSON report."""
    found: dict[str, int] = json.loads(out)["summary"]
    return found
