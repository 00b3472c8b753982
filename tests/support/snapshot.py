"""Expected texts in files beside the tests: `snapshot(text)` compares, `--snapshot-update` writes.

The file is `<folder of the test>/snapshots/<module>/<test>[.<name>].txt`. What differs from machine to
machine (folders) is replaced by a word on both sides.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]


class Snapshot:
    """The expected texts of one test."""

    def __init__(self, test: Path, name: str, *, places: Mapping[str, Path], update: bool) -> None:
        self._stem = test.parent / "snapshots" / test.stem / re.sub(r"[^\w.\-]+", "_", name).strip("_")
        self._places = {"<root>": ROOT, **places}
        self._update = update

    def __call__(self, text: str, name: str = "", *, suffix: str = ".txt") -> None:
        """Compare with what was accepted earlier; several texts of one test need names."""
        path = self._stem.with_name(f"{self._stem.name}{'.' if name else ''}{name}{suffix}")
        found = self._normal(text)
        if self._update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(found, encoding="utf-8", newline="\n")
            return
        shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        if not path.exists():
            raise AssertionError(
                f"no {shown} yet; look at the output, then run with --snapshot-update:\n{found}"
            )
        expected = path.read_text(encoding="utf-8")
        if found != expected:
            raise AssertionError(f"differs from {shown}:\n{_difference(expected, found)}")

    def _normal(self, text: str) -> str:
        # longest first: a temporary folder may lie inside the checkout, or the reverse
        for word, place in sorted(self._places.items(), key=lambda item: -len(str(item[1]))):
            text = text.replace(place.as_uri(), f"file://{word}").replace(str(place), word)
        return text if text.endswith("\n") else text + "\n"


def _difference(expected: str, found: str) -> str:
    lines = difflib.unified_diff(expected.splitlines(), found.splitlines(), "expected", "found", lineterm="")
    return "\n".join(lines)
