"""The glossary: sound in itself, and kept to by every sentence that is said in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest

from qingjian.catalog.glossary import Term, by_subject, named, term, terms, titles
from qingjian.catalog.meta import misfits
from qingjian.catalog.tables import table

SCHEMAS = Path(__file__).parents[3] / "schemas"
SAID = (
    "messages/*.json",
    "rules/*.json",
    "kinds.json",
    "oddities.json",
    "parameters.json",
    "reasons.json",
    "refusals.json",
    "words.json",
    "write-refusals.json",
)
HOLE = re.compile(r"\{[a-z0-9_]*\}")


class Sentence(NamedTuple):
    at: str
    zh: str
    en: str


def sentences() -> Iterator[Sentence]:
    for pattern in SAID:
        for path in sorted(SCHEMAS.glob(pattern)):
            name = path.relative_to(SCHEMAS).as_posix()
            yield from found(json.loads(path.read_text("utf-8")), f"{name}#")


def found(part: object, at: str) -> Iterator[Sentence]:
    """Every pair of zh and en; the examples of rules are data, not sentences of the product."""
    if isinstance(part, dict):
        inside = cast("dict[str, Any]", part)
        if set(inside) == {"zh", "en"} and isinstance(inside["zh"], str):
            yield Sentence(at, inside["zh"], inside["en"])
            return
        for key, inner in inside.items():
            if key != "examples":
                yield from found(inner, f"{at}{'' if at.endswith('#') else '.'}{key}")
    elif isinstance(part, list):
        for index, inner in enumerate(cast("list[object]", part)):
            yield from found(inner, f"{at}.{index}")


WORDS = {word: one for one in terms() for word in (one.zh, *one.zh_forms)}
BOUND = r"(?<![A-Za-z]){}(?![A-Za-z])"
ANY = re.compile("|".join(BOUND.format(re.escape(word)) for word in sorted(WORDS, key=len, reverse=True)))
"""Longest first: within 强制性清洁生产审核 nobody means the severity 强制性."""


def drifts(sentence: Sentence) -> Iterator[Term]:
    """Terms of the Chinese sentence that the English one says in words of its own."""
    for word in dict.fromkeys(ANY.findall(HOLE.sub("", sentence.zh))):
        one = WORDS[word]
        if not one.is_everyday and not is_said(one, sentence.en):
            yield one


def is_said(one: Term, english: str) -> bool:
    """By an allowed form; Chinese in an English sentence only where it is a form, as names of sheets are."""
    forms = "|".join(re.escape(form) for form in (one.en, *one.en_forms))
    return re.search(BOUND.format(f"(?:{forms})"), english, re.IGNORECASE) is not None


def test_the_file_is_what_its_schema_says() -> None:
    assert misfits(table("glossary.json"), "glossary") == ()


def test_ids_are_unique_and_references_lead_somewhere() -> None:
    known = [one.id for one in terms()]
    assert len(known) == len(set(known))
    for one in terms():
        assert [term(other).id for other in one.see] == list(one.see)
        assert one.id not in one.see
    assert sum(len(by_subject(subject)) for subject in titles()) == len(known)


def test_a_chinese_word_stands_for_one_term() -> None:
    words = [word for one in terms() for word in (one.zh, *one.zh_forms)]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize(
    ("word", "identity"),
    [("折标煤", "standard-coal"), ("Operating Margin", "om"), ("OM", "om"), ("报送单位", "reporting-unit")],
)
def test_a_term_is_found_by_other_words_for_it(word: str, identity: str) -> None:
    assert [one.id for one in named(word)] == [identity]


def test_both_languages_speak_of_the_same_things() -> None:
    excepted = {(entry["at"], entry["term"]) for entry in table("glossary.json")["exceptions"]}
    drifting = {(sentence.at, one.id) for sentence in sentences() for one in drifts(sentence)}
    assert drifting - excepted == set(), "say it in the glossary's words, or except it with a reason"
    assert excepted - drifting == set(), "exceptions that nothing needs any more"


def test_drift_is_noticed() -> None:
    def drifting(zh: str, en: str) -> list[str]:
        return [one.id for one in drifts(Sentence("", zh, en))]

    assert drifting("请退回填报单位。", "Return it to the reporting unit.") == []
    assert drifting("请退回填报单位。", "Send it back to the sender.") == ["return", "reporting-unit"]
    assert drifting("强制性清洁生产审核的企业", "firms under mandatory audits") == []
    assert drifting("合计未填", "the subtotal is blank") == ["total"], "only whole words count"
    assert drifting("验收未通过", "the 验收 failed") == ["acceptance"], "left in Chinese"
    assert drifting("在“情况说明”表中写明", "say so in the sheet 情况说明") == []


def test_most_terms_are_used() -> None:
    text = "".join(sentence.zh for sentence in sentences())
    used = [one.id for one in terms() if any(word in text for word in (one.zh, *one.zh_forms))]
    assert len(used) > 2 * len(terms()) / 3
