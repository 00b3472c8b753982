"""A form in which every field is wrong: found in full, and still a report that somebody reads."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from typing import Final, TypeAlias

import pytest

from qingjian.api.judge import judge
from qingjian.catalog.editions import edition
from qingjian.model.verdict import Report, Verdict
from qingjian.reporters import Style, reporter
from qingjian.rules.registry import MOST
from qingjian.templates.book import build
from support.random_forms import form
from support.random_shapes import Shape

WRONG: Final = (
    "三吨左右", "-5", "１２万", "2024-05-01", "1,2,3", "约30", "#", "5.55吨", "0.3.4", "无数"
)  # fmt: skip
SHAPE: Final = Shape(
    level="district", factor="0.5703", gas="1.2143", year=2024, unit="某市生态环境局", sizes=(60,),
    figures=("650",), counts=("12",), texts=("已开展",), odd=(), blank=0, slash=0, seed=1,
)  # fmt: skip


Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"


def _spoiled(data: Json, dice: random.Random) -> Json:
    if isinstance(data, dict):
        return {key: _spoiled(value, dice) for key, value in data.items()}
    if isinstance(data, list):
        return [_spoiled(value, dice) for value in data]
    return dice.choice(WRONG) if isinstance(data, str) else data


@pytest.fixture(scope="module")
def verdict() -> Verdict:
    known = edition("liaoning/2024")
    data = dict(form(known, SHAPE))
    data["tables"] = _spoiled(data["tables"], random.Random(3))
    return judge(build(known, data=data), "全错.xlsx")


@pytest.fixture(scope="module")
def report(verdict: Verdict) -> Report:
    return Report((verdict,), lambda: "0" * 64, "1")


def test_thousands_are_found(verdict: Verdict) -> None:
    assert len(verdict.findings) > 2000


def test_the_text_is_a_few_pages(verdict: Verdict, report: Report) -> None:
    text = reporter("text")(report, Style(width=100))
    assert len(text.splitlines()) < 200
    codes = Counter(one.code for one in verdict.findings if not one.cause)
    for code, count in codes.items():
        assert count <= 2 or f"[{code}]" in text
    left = {code: int(more) for code, more in re.findall(r"(QJ\d{4}) 还有 (\d+) 条", text)}
    assert all(left[code] in (count - 5, count - 2) for code, count in codes.items() if count > 5)


def test_the_worst_comes_first(report: Report) -> None:
    text = reporter("text")(report, Style())
    places = [text.index(f"  {word} ") for word in ("强制性", "核实性", "提示性")]
    assert places == sorted(places)


def test_the_page_is_no_longer_than_a_browser_likes(verdict: Verdict, report: Report) -> None:
    page = reporter("html")(report, Style())
    assert page.count('<td class="cell">') < len(verdict.findings) / 3
    assert len(page) < 400_000


def test_the_json_holds_everything_up_to_the_bound(verdict: Verdict, report: Report) -> None:
    found = json.loads(reporter("json")(report, Style()))["files"][0]["findings"]
    assert len(found) == len(verdict.findings)
    assert max(Counter((one["code"], one["table"]) for one in found).values()) <= MOST
