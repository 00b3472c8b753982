"""Credit codes: the published vectors, and that every single slip is caught."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qingjian.catalog.credit_code import credit_code_rules
from qingjian.functions import uscc

RIGHT = [
    "91110000600037341L", "914403001922038216", "9144030071526726XG", "91330100799655058B", "91110000100010433L",
    "91110000710926094P", "9152000071430580XT", "91440300708461136T", "91370200264574251E",
]  # fmt: skip
ALPHABET = credit_code_rules().alphabet


@pytest.mark.parametrize("code", RIGHT)
def test_real_codes_are_right(code: str) -> None:
    assert uscc.judge(code).problems == ()
    assert uscc.judge(code).corrected is None


@pytest.mark.parametrize(
    ("text", "problems", "is_wrong"),
    [
        ("91520000714309985B", ("organisation-digit",), False),
        ("91110000600037431L", ("check-digit",), True),
        ("91110000600037341l", ("alphabet",), True),
        ("91110000600037341I", ("alphabet",), True),
        ("123", ("length",), True),
        ("", ("length",), True),
    ],
)
def test_the_other_vectors(text: str, problems: tuple[str, ...], *, is_wrong: bool) -> None:
    judged = uscc.judge(text)
    assert (judged.problems, judged.is_wrong) == (problems, is_wrong)


@pytest.mark.parametrize(
    "text",
    [
        "91110000600037341l",
        " 91110000600037341L",
        "9111 0000 6000 37341L",
        "９１１１００００６０００３７３４１Ｌ",
        "91110000-600037341L",
    ],
)
def test_a_fault_of_writing_alone_has_a_corrected_code(text: str) -> None:
    judged = uscc.judge(text)
    assert judged.problems == ("alphabet",)
    assert judged.corrected == "91110000600037341L"


def test_a_wrong_check_digit_has_no_corrected_code() -> None:
    assert uscc.judge("91110000600037431l").corrected is None


def test_the_character_called_for_is_told() -> None:
    judged = uscc.judge("91110000600037341A")
    assert (judged.check, judged.organisation_check) == ("L", "1")
    assert judged.division == "110000"


def test_unusual_categories_are_only_noted() -> None:
    body = "T1" + "110000" + "60003734" + uscc.organisation_digit("60003734")
    judged = uscc.judge(body + uscc.check_digit(body))
    assert (judged.problems, judged.is_wrong) == (("category",), False)


@given(st.sampled_from(RIGHT), st.integers(min_value=0, max_value=17), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_caught(code: str, place: int, symbol: str) -> None:
    assume(code[place] != symbol)
    assert uscc.judge(code[:place] + symbol + code[place + 1 :]).is_wrong


@given(st.text(alphabet=ALPHABET, min_size=17, max_size=17))
def test_a_computed_check_digit_is_right(body: str) -> None:
    assert not uscc.judge(body + uscc.check_digit(body)).is_wrong


@given(st.text())
def test_any_text_is_judged_without_raising(text: str) -> None:
    judged = uscc.judge(text)
    assert judged.is_wrong or len(judged.code) == 18
