"""Rule files as data: valid, complete in both languages, and each with its algorithm."""

from __future__ import annotations

import json
import string
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from qingjian.catalog.messages import LANGS, VOCABULARIES, reasons
from qingjian.catalog.rules import RuleSpec, parse, rule, rule_codes, rules
from qingjian.errors import BadSchema, UnknownRule
from qingjian.model.finding import Place
from qingjian.resources import schemas
from qingjian.rules import families
from qingjian.rules.registry import CODED, KINDS, kind, kind_of
from qingjian.rules.registry import rule as register

families.load()
FAMILIES = ("QJ0", "QJ1", "QJ2", "QJ3", "QJ4", "QJ5", "QJ6", "QJ7", "QJ8", "QJ9")


def _raw(code: str) -> Any:
    return json.loads((schemas() / "rules" / f"{code}.json").read_text("utf-8"))


def _problems(raw: Any) -> list[str]:
    schema = json.loads((schemas() / "meta" / "rule.schema.json").read_text("utf-8"))
    validator: Any = Draft202012Validator(schema)
    return [str(error.message) for error in validator.iter_errors(raw)]


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _wordings(spec: RuleSpec) -> Iterator[Mapping[str, str]]:
    for wording in (spec.wording, *spec.variants.values()):
        yield wording.message
        yield wording.hint


@pytest.mark.parametrize("code", rule_codes())
def test_a_rule_file_is_what_its_meta_schema_promises(code: str) -> None:
    assert _problems(_raw(code)) == []


def test_the_meta_schema_is_one_and_refuses_strangers() -> None:
    schema = json.loads((schemas() / "meta" / "rule.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    good = _raw("QJ2101")
    for bad in (
        {**good, "severty": "advice"},
        {**good, "severity": "error"},
        {**good, "examples": good["examples"][:1]},
    ):
        assert _problems(bad)


@pytest.mark.parametrize("code", rule_codes())
def test_both_languages_use_the_same_placeholders(code: str) -> None:
    for wording in _wordings(rule(code)):
        assert _placeholders(wording["zh"]) == _placeholders(wording["en"])
        assert all(name.isidentifier() for name in _placeholders(wording["zh"]))


@pytest.mark.parametrize("code", rule_codes())
def test_a_rule_has_an_example_that_passes_and_one_that_fails(code: str) -> None:
    outcomes = {bool(example["findings"]) for example in rule(code).examples}
    assert outcomes == {True, False}


def test_every_coded_rule_has_a_file_and_every_file_its_algorithm() -> None:
    coded = {spec.code for spec in rules() if spec.kind == "python"}
    assert coded == set(CODED)
    kinds = {spec.kind for spec in rules()} - {"python"}
    assert kinds == set(KINDS)
    assert all(kind_of(spec) for spec in rules())


def test_codes_belong_to_families_and_names_are_unique() -> None:
    assert all(code.startswith(FAMILIES) for code in rule_codes())
    names = [spec.name for spec in rules()]
    assert len(names) == len(set(names))


def test_every_required_rule_and_vocabulary_is_there() -> None:
    for spec in rules():
        assert set(spec.requires) <= set(rule_codes())
        assert set(spec.words.values()) <= set(VOCABULARIES)


def test_reasons_speak_both_languages() -> None:
    for code, sentence in reasons("zh").items():
        assert _placeholders(sentence) == _placeholders(reasons("en")[code])


@pytest.mark.parametrize("lang", LANGS)
def test_vocabularies_speak_both_languages(lang: str) -> None:
    assert all(set(words("zh")) == set(words(lang)) for words in VOCABULARIES.values())


def test_a_second_registration_is_refused() -> None:
    with pytest.raises(ValueError, match="QJ2010"):
        register("QJ2010")(lambda _view, _spec: ())
    with pytest.raises(ValueError, match="list_total"):
        kind("list_total")(lambda _view, _spec: ())


def test_an_unknown_code_and_a_broken_file_are_refused() -> None:
    with pytest.raises(UnknownRule, match="QJ8888"):
        rule("QJ8888")
    good = _raw("QJ2101")
    with pytest.raises(BadSchema, match="QJ2101"):
        parse(good, "QJ2102")
    del good["message"]
    with pytest.raises(BadSchema, match="message"):
        parse(good, "QJ2101")


def test_a_finding_does_not_name_its_own_cell_again() -> None:
    here, there = Place("表2-2", 3, 5), Place("表2-2", 4, 5)
    assert rule("QJ2101").finding(here, related=(here, there)).related == (there,)
