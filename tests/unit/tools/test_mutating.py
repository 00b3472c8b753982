"""tools/mutate.py: which changes are tried, how they are named, and that every explanation still has its change."""

from __future__ import annotations

from typing import Any

import pytest

from mutant_operators import compiled, mutants, value_of
from mutant_page import page
from mutate import ROOT, WATCHED, all_mutants, explained, sources

SOURCE = '''
"""A module."""
_LEAST = 3

def told(rows, least=_LEAST):
    """Those that count."""
    for row in rows:
        if row < least and row not in (7, 8):
            continue
        yield row * 2
'''


def _changes(source: str) -> list[str]:
    return [one.id for one in mutants("m", source)]


def _made(source: str, change: str) -> dict[str, Any]:
    (mutant,) = (one for one in mutants("m", source) if one.change == change)
    space: dict[str, Any] = {}
    exec(compiled(source, "m.py", mutant), space)  # noqa: S102  # ten lines of our own
    return space


def test_changes_are_named_by_function_and_text() -> None:
    found = _changes(SOURCE)
    assert len(set(found)) == len(found)
    assert "m: _LEAST = 3 → _LEAST = 4" in found
    assert "m.told: row < least and row not in (7, 8) → True" in found
    assert "m.told: row < least → row <= least" in found
    assert "m.told: continue → break" in found
    assert "m.told: without yield (row * 2)" in found
    assert "m.told: row * 2 → row / 2" in found


def test_docstrings_defaults_and_types_are_left_alone() -> None:
    found = _changes(
        '"""Doc."""\nfrom typing import Literal\nCase = Literal["a"]\nclass A:\n    x: int = 1\ndef f(a: int = 1):\n    "Doc."\n'
    )
    assert found == []


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        ("row < least and row not in (7, 8) → False", [2, 6, 14]),
        ("row < least → row >= least", [2, 14]),
        ("continue → break", []),
        ("without yield (row * 2)", []),
        ("row * 2 → row / 2", [1.5, 3.5]),
    ],
)
def test_a_change_is_made(change: str, rows: list[float]) -> None:
    assert list(_made(SOURCE, change)["told"]([1, 3, 7])) == rows


def test_a_closure_keeps_its_variables() -> None:
    source = "def outer(a):\n    def inner(b):\n        return a + b\n    return inner\n"
    made = _made(source, "return a + b → return None")["outer"](1)
    assert made(2) is None
    assert made.__code__.co_freevars == ("a",)


def test_a_constant_has_another_value() -> None:
    mutant = mutants("m", SOURCE)[0]
    name, value = value_of(SOURCE, "m.py", mutant)
    assert (name, eval(value)) == ("_LEAST", 4)  # noqa: S307  # a number


def test_every_explanation_has_its_mutant_and_gives_a_reason() -> None:
    reasons = explained()
    assert sorted(reasons.keys() - {one.id for one in all_mutants()}) == []
    assert all(reason.strip() for reason in reasons.values())


def test_the_page_names_what_is_unexplained() -> None:
    found = mutants("m", SOURCE)[:4]
    verdicts = dict(
        zip((one.id for one in found), ("killed", "survived", "survived", "unknown"), strict=True)
    )
    text = page(found, lambda one: verdicts[one.id], {found[1].id: "nobody asks"})
    assert "| m | 4 | 1 | 0 | 1 | 1 | 1 |" in text
    assert f"`{found[1].id}`: nobody asks" in text
    assert f"`{found[2].id}`: **unexplained**" in text


def test_modules_are_watched_by_tests_that_exist() -> None:
    assert WATCHED.keys() <= sources().keys()
    assert all((ROOT / test).is_file() for tests in WATCHED.values() for test in tests)
