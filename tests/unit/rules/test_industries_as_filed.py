"""Industries as filed: what is told of each, and once per company however many tables repeat it."""

from __future__ import annotations

from typing import Any

import pytest

from qingjian.model.finding import Finding
from qingjian.rules.industry import LETTER, OLD_VERSION, UNKNOWN_NAME, WRITING
from support.by_columns import run
from support.forms import form


def _found(*industries: str, only: str = "QJ32", tables: tuple[str, ...] = ("2-1",)) -> tuple[Finding, ...]:
    rows: list[dict[str, Any]] = [
        {"name": f"第{at}化工有限公司", "industry": one} for at, one in enumerate(industries)
    ]
    return run(*form({table: {"companies": {"rows": rows}} for table in tables}), only=[only]).findings


@pytest.mark.parametrize(
    ("mark", "count"),
    [("无", 0), ("无" + 7 * " ", 0), ("无" + 8 * " ", 1), ("/", 0), ("", 0), ("甲乙丙丁", 1)],
)
def test_a_word_for_nothing_is_no_industry(mark: str, count: int) -> None:
    assert [one.code for one in _found(mark)] == [UNKNOWN_NAME] * count


def test_what_was_not_written_is_not_told() -> None:
    (found,) = _found("甲乙丙丁")
    told = {name: found.params[name] for name in ("code", "letter", "number", "name", "section")}
    assert told == {"code": "", "letter": "", "number": "", "name": "甲乙丙丁", "section": ""}
    (found,) = _found("A26")
    told = {name: found.params[name] for name in ("code", "letter", "number", "name", "section")}
    assert told == {"code": "A26", "letter": "A", "number": "26", "name": "", "section": "C"}
    assert found.params["meant"].startswith("C26")


def test_of_several_suggestions_the_first_says_the_section() -> None:
    (found,) = _found("农药", only=UNKNOWN_NAME)
    sections = [one[0] for one in found.params["meant"].split("；")]
    assert found.params["section"] == sections[0]
    assert len(set(sections)) > 1


def test_a_number_of_an_older_version_is_known_by_what_it_meant_there() -> None:
    (found,) = _found("A3010", only=LETTER)
    assert found.params["section"] == "C"
    assert found.params["meant"]


def test_all_versions_that_know_an_entry_are_named() -> None:
    (found,) = _found("A0230", only=OLD_VERSION)
    assert found.params["versions"] == "2002、2011"


def test_two_tables_that_repeat_a_company_are_told_once() -> None:
    (found,) = _found("甲乙丙丁", tables=("2-1", "2-2"))
    assert (found.place.sheet, [place.sheet for place in found.related]) == ("表2-1", ["表2-2"])


def test_odd_writing_is_told_besides_what_else_is_wrong() -> None:
    codes = {one.code for one in _found("ｃ２６")}
    assert codes == {WRITING}
    (found,) = _found("ａ２６", only=WRITING)
    assert (found.expected, found.params["written"]) == (None, "A26")


@pytest.mark.parametrize(
    ("name", "count"), [("林木的培育和种植", 0), ("茶及其他饮料作物的种植", 0), ("豆类的零售与批发", 1)]
)
def test_a_name_that_any_version_knows_is_known(name: str, count: int) -> None:
    assert [one.code for one in _found(name)] == [UNKNOWN_NAME] * count
