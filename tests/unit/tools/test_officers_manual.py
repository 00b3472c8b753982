"""The officer's manual: its pictures, its commands and its double-click steps are those that there are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Final

import click
import pytest

from qingjian.catalog.tables import table
from qingjian.cli.app import command
from qingjian.cli.grammar import Group

MANUAL: Final = Path(__file__).resolve().parents[3] / "docs" / "manual"
TEXT: Final = (MANUAL / "officer.md").read_text("utf-8")
READMES: Final = tuple(MANUAL.parents[1] / name for name in ("README.md", "README.en.md"))
LINE: Final = re.compile(
    r"(?:^|`)qingjian ((?:season|notice|ledger|rollup|check|explain|factor|template) [^`\n]*)", re.MULTILINE
)


def test_every_picture_is_shown_and_light() -> None:
    shown = set(re.findall(r"!\[[^\]]+\]\((officer/[^)]+)\)", TEXT))
    assert shown == {f"officer/{path.name}" for path in (MANUAL / "officer").iterdir()}
    assert max(path.stat().st_size for path in (MANUAL / "officer").iterdir()) <= 300 * 1024


def test_every_step_has_its_place() -> None:
    steps = [one["name"] for one in table("season.json")["steps"]]
    assert [name for name in steps if f"`{name}" not in TEXT] == []


def _lines() -> list[str]:
    texts = [TEXT, *(path.read_text("utf-8") for path in READMES)]
    found = [line for text in texts for line in LINE.findall(text)]
    assert len(found) > 25
    return sorted(set(found))


@pytest.mark.parametrize("line", _lines())
def test_every_command_is_understood(line: str) -> None:
    """Options and arguments are those of the command; what they mean is another matter."""
    words = shlex.split(re.split(r" {4,}", line)[0])
    found: click.Command = command
    while isinstance(found, Group) and words:
        inner = found.get_command(click.Context(found), words.pop(0))
        assert inner is not None, line
        found = inner
    known = {name for one in found.params if isinstance(one, click.Option) for name in one.opts}
    assert {word for word in words if re.match(r"--?[a-z]", word)} <= known
