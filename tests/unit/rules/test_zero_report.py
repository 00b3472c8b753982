"""What is a zero report, and what is a form that says nothing yet."""

from __future__ import annotations

import pytest

from qingjian.catalog.edition import Level
from qingjian.catalog.editions import edition
from qingjian.rules.plan import plan
from qingjian.rules.zero_report import UNASKED, counts, is_zero

FORM = edition("chongqing/2025")
ZERO = {
    f"{block.table}/{block.spec.id}": [{name: "0" for fields in counts(block, "district") for name in fields}]
    for block in plan(FORM).blocks
    if list(counts(block, "district"))
}


def test_zeros_without_a_company() -> None:
    assert is_zero(FORM, "district", ZERO)


def test_documents_and_trainings_are_told_as_they_are() -> None:
    documents = {"1/documents": [{"name": "关于清洁生产的通知", "number": "1号"}]}
    assert is_zero(FORM, "district", ZERO | documents)


def test_a_blank_form_says_nothing_yet() -> None:
    assert not is_zero(FORM, "district", {})


@pytest.mark.parametrize("key", ZERO)
@pytest.mark.parametrize(("said", "expected"), [("3", False), ("/", True), ("", False), ("若干", False)])
def test_every_count_matters(key: str, said: str, expected: bool) -> None:  # noqa: FBT001
    (row,) = ZERO[key]
    name = next(iter(row))
    assert is_zero(FORM, "district", ZERO | {key: [row | {name: said}]}) is expected


@pytest.mark.parametrize(("said", "expected"), [("甲厂", False), ("/", True), ("无", True)])
def test_a_company_in_a_list(said: str, expected: bool) -> None:  # noqa: FBT001
    assert is_zero(FORM, "district", ZERO | {"2-1/companies": [{"name": said}]}) is expected


def test_a_form_that_says_no_level_is_a_districts() -> None:
    assert is_zero(FORM, UNASKED, ZERO)


def test_a_form_that_wants_no_count_is_never_a_zero_report() -> None:
    """A list of companies without companies is a list, not a report."""
    assert not is_zero(edition("chongqing/2025-mandatory-list"), "district", {})


def test_what_the_form_does_not_have_is_no_company() -> None:
    assert is_zero(FORM, "district", ZERO | {"2-1/companies": [{"beside": "甲厂"}]})


@pytest.mark.parametrize("level", ["district", "city", "province"])
def test_the_counts_that_the_form_of_liaoning_wants(level: Level) -> None:
    """Not the training of officials, which is a number and a share in words."""
    wanted = {
        f"{block.table}/{block.spec.id}": [name for fields in counts(block, level) for name in fields]
        for block in plan(edition("liaoning/2024")).blocks
    }
    audits = ["started.self", "started.agency", "result.assessed", "result.accepted"]
    assert {key: names for key, names in wanted.items() if names} == {
        "1/published": ["total"],
        "1/disclosed": ["firms"],
        "1/mandatory": audits,
        "1/voluntary": audits,
    }
