"""Industry entries as filed: letter, number and name apart, in every version."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.catalog import codes
from qingjian.functions import industry


@pytest.mark.parametrize(
    ("text", "versions"),
    [
        ("C2710化学药品原料药制造", ("2011", "2017")),
        ("C2631化学农药制造", ("2002", "2011", "2017")),
        ("C3433生产专用车辆制造", ("2011", "2017")),
        ("Ｃ２７１０　化学药品原料药制造", ("2011", "2017")),
        ("c2710-化学药品原料药制造业", ("2011", "2017")),
        ("化学药品原料药制造（C2710）", ("2011", "2017")),
        ("化学药品原药制造", ("2002",)),
        ("电力、热力生产和供应业", ("2002", "2011", "2017")),
        ("D4412", ("2002", "2011", "2017")),
        ("4412", ("2002", "2011", "2017")),
        ("D4412热电联产", ("2017",)),
        ("C", ("2002", "2011", "2017")),
    ],
)
def test_entries_that_fit(text: str, versions: tuple[str, ...]) -> None:
    entry = industry.judge(text)
    assert (entry.versions, entry.problem) == (versions, None)


def test_the_entry_of_the_filed_copy_that_fits_nowhere() -> None:
    entry = industry.judge("C4412电力、热力生产和供应业")
    assert (entry.letter, entry.number, entry.problem, entry.versions) == ("C", "4412", "letter", ())
    assert [fit.name for fit in entry.fits] == ["parent", "parent", "parent"]
    assert [(found.full, found.name) for found in entry.candidates] == [
        ("D44", "电力、热力生产和供应业"),
        ("D44", "电力、热力的生产和供应业"),
        ("D4412", "热电联产"),
        ("D4412", "水力发电"),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("C4412", "letter"),
        ("X2710", "letter"),
        ("C9999", "division-unknown"),
        ("C2799", "class-unknown"),
        ("D2799", "letter"),
        ("27101", "length"),
        ("化学农药制造", None),
        ("", None),
        ("不知道什么行业", None),
    ],
)
def test_what_makes_a_code_impossible(text: str, problem: str | None) -> None:
    entry = industry.judge(text)
    assert entry.problem == problem
    assert entry.versions == () or problem is None


def test_code_and_name_of_different_classes_fit_no_version() -> None:
    entry = industry.judge("C2631化学药品原料药制造")
    assert (entry.problem, entry.versions) == (None, ())
    assert {found.full for found in entry.candidates} == {"C271", "C2710", "C2631"}


@pytest.mark.parametrize("version", codes.VERSIONS)
def test_every_code_with_its_name_fits_its_version(version: codes.Version) -> None:
    for known in codes.industries(version).values():
        entry = industry.judge(known.full + known.name)
        assert version in entry.versions, known
        assert entry.problem is None


@given(st.text(max_size=40))
def test_any_text_is_judged_without_raising(text: str) -> None:
    entry = industry.judge(text)
    assert len(entry.fits) == 3
    assert len(set(entry.candidates)) == len(entry.candidates)


def test_a_name_as_printed_is_a_name_and_nothing_else() -> None:
    """On which the rules rely when they see it in the text of the table."""
    for version in codes.VERSIONS:
        for known in codes.industries(version).values():
            entry = industry.judge(known.name, (version,))
            assert (entry.letter, entry.number, entry.versions) == (None, None, (version,))
