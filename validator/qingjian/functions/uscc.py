"""Unified social credit codes: both check digits, alphabet, length and category, judged one by one."""

from __future__ import annotations

import unicodedata
from typing import Final, Literal

from qingjian.catalog.credit_code import credit_code_rules
from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern

Problem = Literal["length", "alphabet", "check-digit", "organisation-digit", "category"]

_IGNORED: Final = pattern("[\\s\u200b-\u200f\u2060\ufeff\\-]")
_TENTH: Final = "X"
"""GB 11714 writes the check value 10 as X, and 11 as 0."""


class CreditCode(NamedTuple):
    """A code as judged. Only `organisation-digit` and `category` leave room for doubt."""

    text: str
    code: str
    """Upper case, without spaces and hyphens, in half-width characters."""
    problems: tuple[Problem, ...]
    check: str | None = None
    """The 18th character that the first seventeen call for."""
    organisation_check: str | None = None
    """The 17th character that the eight before it call for."""

    @property
    def is_wrong(self) -> bool:
        return any(problem not in ("organisation-digit", "category") for problem in self.problems)

    @property
    def corrected(self) -> str | None:
        """The code to put in, where only the writing is at fault."""
        if self.text == self.code or judge(self.code).is_wrong:
            return None
        return self.code

    @property
    def division(self) -> str:
        """Code of the division that registered it; of use as a hint only, since firms move."""
        return self.code[2:8]


def judge(text: str) -> CreditCode:
    """Judge a code as written; lower case, full width and spaces inside count against the alphabet."""
    rules = credit_code_rules()
    code = _IGNORED.sub("", unicodedata.normalize("NFKC", text)).upper()
    if len(code) != rules.length:
        return CreditCode(text, code, ("length",))
    if any(character not in rules.alphabet for character in code):
        return CreditCode(text, code, ("alphabet",))
    check, organisation = check_digit(code[:17]), organisation_digit(code[8:16])
    problems: list[Problem] = []
    if text != code:
        problems.append("alphabet")
    if code[17] != check:
        problems.append("check-digit")
    elif code[16] != organisation:
        problems.append("organisation-digit")
    if code[:2] not in rules.categories:
        problems.append("category")
    return CreditCode(text, code, tuple(problems), check, organisation)


def check_digit(first: str) -> str:
    """The 18th character for seventeen symbols of the alphabet."""
    rules = credit_code_rules()
    total = sum(
        rules.alphabet.index(symbol) * weight for symbol, weight in zip(first, rules.weights, strict=True)
    )
    return rules.alphabet[-total % rules.modulus]


def organisation_digit(first: str) -> str:
    """The ninth character of an organisation code for its first eight."""
    rules = credit_code_rules()
    weighted = zip(first, rules.organisation_weights, strict=True)
    value = -sum(int(symbol, 36) * weight for symbol, weight in weighted) % rules.organisation_modulus
    return _TENTH if value == 10 else str(value)
