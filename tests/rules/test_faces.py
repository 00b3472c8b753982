"""What every rule looks at in every edition, and the formula it has: fields that come or go are seen in review."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qingjian.catalog.editions import edition, edition_ids
from qingjian.catalog.rules import RuleSpec, rules
from qingjian.rules import families
from qingjian.rules.plan import plan
from qingjian.rules.registry import ACROSS, kind_of
from support.snapshot import Snapshot

families.load()
EDITIONS = edition_ids()
OF_A_FORM = [spec for spec in rules() if spec.kind != ACROSS]


@pytest.mark.parametrize("spec", OF_A_FORM, ids=lambda spec: spec.code)
def test_fields_looked_at(spec: RuleSpec, snapshot: Snapshot) -> None:
    snapshot("\n".join((f"formula: {kind_of(spec).formula(spec)}", *_judged(spec))))


def _judged(spec: RuleSpec) -> Iterator[str]:
    """Editions that agree are told together."""
    by_fields: dict[str, list[str]] = {}
    for name in EDITIONS:
        blocks = (
            (f"{block.table}.{block.spec.id}", kind_of(spec).judged(block, spec))
            for block in plan(edition(name)).blocks
        )
        told = "\n".join(f"  {block}: {' '.join(f.id for f in fields)}" for block, fields in blocks if fields)
        by_fields.setdefault(told, []).append(name)
    for fields, names in by_fields.items():
        yield " ".join(names) + ":"
        yield fields or "  nothing"
