"""What the findings of every example come to, to the last word: places, figures, and the sentences in both languages.

An example announces what matters of it; this is all the rest, looked at once and kept."""

from __future__ import annotations

import pytest

from qingjian.catalog.rules import RuleSpec, rules
from support.examples import judged, told
from support.snapshot import Snapshot

SPECS = [spec for spec in rules() if any("tables" in example for example in spec.examples)]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.code)
def test_examples_are_told_in_full(spec: RuleSpec, snapshot: Snapshot) -> None:
    lines: list[str] = []
    for index, example in enumerate(spec.examples):
        if "tables" in example:
            lines += [f"# {index}", *told(judged(spec.code, example))]
    snapshot("\n".join(lines))
