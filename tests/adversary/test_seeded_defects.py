"""Mistakes put into correct forms are found where they are, and nothing else is said."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from adversary.detection import Outcome, outcomes_of, verdicts
from qingjian.model.grid import a1
from support.defects.book import Book
from support.defects.draft import Draft, Spot, Where
from support.defects.sow import base, correct, kinds, marked

GAPS: dict[str, str] = json.loads(Path(__file__).with_name("gaps.json").read_text(encoding="utf-8"))
"""Kinds that are not always found, and why; they stay in the table of docs/defects.md."""


GROUPS = sorted({kind.group for kind in kinds()})


@pytest.mark.slow
@pytest.mark.parametrize("group", GROUPS)
def test_mistakes_are_found_where_they_are(group: str) -> None:
    done = list(outcomes_of([kind for kind in kinds() if kind.group == group], 1))

    missed = [one for one in done if not one.is_found and one.sown.kind.id not in GAPS]
    assert missed == [], "\n".join(map(_said, missed))
    astray = [one for one in done if len(one.elsewhere) > 1]
    assert astray == [], "\n".join(map(_said, astray))


def _said(outcome: Outcome) -> str:
    new = [(f.code, f.place.sheet, f.place.address, f.value) for f in outcome.new]
    return f"{outcome.sown.kind.id} {sorted(outcome.sown.cells)} {sorted(outcome.sown.sheets)}: {new}"


def test_there_are_sixty_kinds_at_least() -> None:
    assert len(kinds()) >= 60


def test_every_gap_is_a_kind_and_says_why() -> None:
    assert set(GAPS) <= {kind.id for kind in kinds()}
    assert all(GAPS.values())


def test_the_package_written_back_unchanged_says_the_same() -> None:
    """The editor of packages adds no findings of its own."""
    form = base("liaoning/2024", 0)
    plain = correct(form)
    (before, after) = verdicts([plain, Book(plain).bytes()])

    assert before.findings == after.findings
    assert after.template is not None
    assert after.template.how == "stamp"


@pytest.mark.parametrize("edition", ["liaoning/2024", "mee/2020", "chongqing/2025"])
def test_places_are_where_the_values_stand(edition: str) -> None:
    draft = Draft(base(edition, 0), Random(1))
    book = Book(correct(base(edition, 0)))
    where = Where(draft, book, marked)
    for table in ("2-1", "2-2"):
        for index, row in enumerate(draft.rows(table)):
            assert book.text(where.sheet(table), where(Spot(table, "name", index))) == row["name"]
    accepted = draft.record("1", "mandatory", "result.accepted")
    assert book.text("表1", where(Spot("1", "result.accepted", None, "mandatory"))) == accepted
    assert where(Spot("2-1", "cod", 0)) == a1(where.first("2-1"), 5)
