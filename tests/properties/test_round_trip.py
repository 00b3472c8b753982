"""extract → write → extract changes nothing, and what it gives is valid under the published data schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from qingjian.api.judge import open_form
from qingjian.bind.extract import extract
from qingjian.catalog.edition import Edition
from qingjian.catalog.editions import edition, edition_ids
from qingjian.resources import schemas
from qingjian.templates.book import build
from support.random_forms import form
from support.random_shapes import Shape, shapes, texts

Json = dict[str, Any]
EDITIONS = edition_ids()
EXAMPLES = -(
    -settings().max_examples // (2 * len(EDITIONS))
)  # as many as the profile asks for, over both properties
BUILDING_TAKES_A_WHILE = [HealthCheck.too_slow]
ODD = (
    "3.6吨",
    "待定",
    "650 ",
    "１６９，１００",
    "约5",
    "1.2.3",
    "=1+1",
    "1e5",
    "12",
    "无",
    "_x0041_",
    "  7",
    "a\nb",
)
TROUBLE = (
    "=1+1",
    "'quoted",
    "007",
    "1e5",
    "_x0041_",
    '<&>"',
    "  spaces  ",
    "a\tb",
    "第一行\n第二行\n",
    "𠮷野家😀",
    "TRUE",
    "#REF!",
    "12.50",
    "-",
)
"""Texts that a careless writer takes for something else."""


def read_back(data: Json, known: Edition) -> Json:
    opened = open_form(build(known, data=data), "form.xlsx")
    assert opened is not None
    assert opened[1] == known
    return extract(*opened)


def validator(known: Edition) -> Draft202012Validator:
    schema = schemas() / "data" / f"{known.id}.schema.json"
    return Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", EDITIONS)
def test_a_correct_form_comes_back_as_it_was(name: str) -> None:
    known = edition(name)

    @settings(max_examples=EXAMPLES, suppress_health_check=BUILDING_TAKES_A_WHILE)
    @given(shapes(known))
    def same(shape: Shape) -> None:
        data = form(known, shape)
        first = read_back(data, known)
        assert first["tables"] == data["tables"]
        assert first["unread"] == []
        for member in ("edition", "report_year", "unit", "level"):
            assert first[member] == data[member]
        assert_declared_alike(first["parameters"], data["parameters"])
        assert read_back(first, known) == first

    same()


def assert_declared_alike(found: Json, declared: Json) -> None:
    """The label of a factor is added on the way; nothing that was declared is lost."""
    assert found["gas_coefficient"] == declared["gas_coefficient"]
    factor, wanted = found["electricity_factor"], declared["electricity_factor"]
    assert factor == wanted or factor | wanted == factor


@pytest.mark.parametrize("name", EDITIONS)
def test_what_cannot_be_read_comes_back_as_it_was(name: str) -> None:
    known = edition(name)
    schema = validator(known)

    @settings(max_examples=EXAMPLES, suppress_health_check=BUILDING_TAKES_A_WHILE)
    @given(shapes(known, odd=ODD), st.permutations(TROUBLE), texts())
    def same(shape: Shape, strange: list[str], answer: str) -> None:
        troubled = with_texts(form(known, shape), [answer, *strange])
        first = read_back(apart(troubled), known)
        assert list(schema.iter_errors(first)) == []  # pyright: ignore[reportUnknownMemberType]  # jsonschema has no full types
        assert with_unread(first)["tables"] == troubled["tables"]
        assert read_back(json.loads(json.dumps(first)), known) == first

    same()


def with_texts(data: Json, strange: list[str]) -> Json:
    """The data with every free text replaced, in turn, by a strange one."""
    turn = iter(strange * 10_000)

    def replaced(content: Any) -> Any:
        if isinstance(content, dict):
            return {key: replaced(value) for key, value in cast("Json", content).items()}
        if isinstance(content, list):
            values: list[Any] = content  # pyright: ignore[reportUnknownVariableType]  # plain JSON
            return [replaced(value) for value in values]
        return next(turn) if isinstance(content, str) and is_free(content) else content

    return {**data, "tables": replaced(data["tables"])}


def is_free(text: str) -> bool:
    """Neither a figure nor a mark nor one of the odd texts for figures."""
    return text not in ODD and text not in ("/", "是", "否") and not text.replace(".", "").isdigit()


def apart(data: Json) -> Json:
    """The data with odd texts told as `extract` tells them: nothing in their place, the text as unread."""
    whole: Json = json.loads(json.dumps(data))
    whole["unread"] = list(_taken(whole["tables"], "/tables"))
    return whole


def _taken(here: dict[Any, Any] | list[Any], path: str) -> Iterator[Json]:
    for key in range(len(here)) if isinstance(here, list) else list(here):
        value: Any = here[key]
        if isinstance(value, dict | list):
            yield from _taken(here[key], f"{path}/{key}")
        elif value in ODD:
            here[key] = None
            yield {"path": f"{path}/{key}", "sheet": "", "cell": "A1", "text": value}


def with_unread(data: Json) -> Json:
    """The data with every unread text where it was found."""
    whole: Json = json.loads(json.dumps(data))
    for unread in data["unread"]:
        *parents, last = unread["path"].lstrip("/").split("/")
        here: Any = whole
        for step in parents:
            here = here[int(step) if isinstance(here, list) else step]
        assert here[last] is None
        here[last] = unread["text"]
    return whole


@pytest.mark.parametrize("name", EDITIONS)
def test_a_blank_workbook_gives_valid_data(name: str) -> None:
    known = edition(name)
    opened = open_form(build(known), "blank.xlsx")
    assert opened is not None
    blank = extract(*opened)
    assert list(validator(known).iter_errors(blank)) == []  # pyright: ignore[reportUnknownMemberType]  # as above
    assert read_back(blank, known) == blank
