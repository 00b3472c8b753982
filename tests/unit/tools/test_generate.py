"""tools/generate.py: what is out of date is named, written, and what is left over is removed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from generate import stale, write


class Pages(NamedTuple):
    """A part that generates two pages."""

    contents: Mapping[str, bytes | str]
    OWNS: tuple[str, ...] = ("docs/rules/*.md", "docs/cli.md")

    def files(self) -> Mapping[str, bytes | str]:
        return self.contents


def test_missing_changed_and_left_over_files_are_found_and_put_right(tmp_path: Path) -> None:
    (tmp_path / "docs/rules").mkdir(parents=True)
    (tmp_path / "docs/rules/old.md").write_text("withdrawn", encoding="utf-8")
    (tmp_path / "docs/cli.md").write_text("as before", encoding="utf-8")
    (tmp_path / "docs/by-hand.md").write_text("nobody's", encoding="utf-8")
    part = Pages({"docs/cli.md": "now", "docs/rules/new.md": "清检\n"})
    changes = stale(part, tmp_path)
    assert {path.name: content for path, content in changes.items()} == {
        "cli.md": b"now",
        "new.md": "清检\n".encode(),
        "old.md": None,
    }
    write(changes)
    assert stale(part, tmp_path) == {}
    assert sorted(path.name for path in tmp_path.rglob("*.md")) == ["by-hand.md", "cli.md", "new.md"]


def test_a_part_writes_only_where_it_also_cleans(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="outside"):
        stale(Pages({"docs/elsewhere.md": "x"}), tmp_path)
