"""What a unit declares of listed firms against its own 表2: who is meant, what contradicts, what is overdue."""

from __future__ import annotations

from typing import Final

import pytest

from qingjian.model.finding import Finding, Place
from qingjian.model.progress import Declared
from qingjian.rules.runner import Outcome
from support.by_columns import run
from support.forms import form

EDITION: Final = "chongqing/2025"
UNIT: Final = {"unit": "重庆市生态环境局", "level": "city", "report_year": "2025"}
FIRM: Final = "赛力斯汽车（湖北）有限公司重庆分公司"
"""Unfinished by the end of 2024."""
FORMER: Final = "东风小康汽车有限公司重庆分公司"
ANOTHER: Final = "玖龙纸业（重庆）有限公司"
UNKNOWN: Final = "沈阳某某化工有限公司"


def _judged(
    only: str,
    *lines: tuple[str, str],
    accepted: tuple[str, ...] = (),
    parameters: dict[str, str] = UNIT,
) -> Outcome:
    rows = [{"name": name, "industry": "C36"} for name in accepted]
    filled, known = form({"2-1": {"companies": {"rows": rows}}}, EDITION, parameters=parameters)
    said = (Declared(name, state, Place("名单进度", row, 2)) for row, (name, state) in enumerate(lines, 2))
    return run(filled._replace(progress=tuple(said)), known, only=[only])


def _found(only: str, *lines: tuple[str, str], accepted: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    return _judged(only, *lines, accepted=accepted).findings


@pytest.mark.parametrize("code", ["QJ6007", "QJ6008", "QJ6009"])
def test_progress_without_a_list_of_the_year_is_declared_in_vain(code: str) -> None:
    outcome = _judged(code, (FIRM, "看不懂"), parameters={**UNIT, "report_year": "2026"})
    assert outcome.findings == ()
    assert (code, "no-list", "") in outcome.skipped
    assert not any(one.reason == "no-list" for one in _judged(code, (FIRM, "未启动")).skipped)
    nothing = _judged(code, parameters={**UNIT, "report_year": "2026"})
    assert not any(one.reason == "no-list" for one in nothing.skipped)


def test_firms_that_no_list_has_and_words_that_nobody_knows_contradict_nothing() -> None:
    for line in ((UNKNOWN, "已启动"), (FIRM, "看不懂"), (UNKNOWN, "看不懂")):
        assert _found("QJ6007", line, accepted=(FIRM, UNKNOWN)) == ()
        assert _found("QJ6008", line) == ()


@pytest.mark.parametrize(
    ("declared", "accepted"),
    [
        (FIRM, FIRM),
        (FIRM, FORMER),
        (FORMER, FIRM),
        (f"某某汽车有限公司（原{FORMER}）", "某某汽车有限公司"),
        (f"某某汽车有限公司（原{FORMER}）", FIRM),
    ],
)
def test_a_firm_is_met_under_any_of_its_names(declared: str, accepted: str) -> None:
    (found,) = _found("QJ6007", (declared, "未启动"), accepted=(UNKNOWN, accepted))
    assert ([place.address for place in found.related], found.params.get("variant")) == (["B4"], None)
    assert (found.params["annex"], found.params["no"]) == ("附件2", "38")


@pytest.mark.parametrize(
    ("state", "accepted", "variants"),
    [
        ("已验收", (FIRM,), []),
        ("更名", (FIRM,), []),
        ("延期", (FIRM,), [None]),
        ("已验收", (), ["not-there"]),
        ("更名", (), []),
        ("延期", (), []),
    ],
)
def test_who_is_reported_as_accepted_is_accepted_or_has_another_name(
    state: str, accepted: tuple[str, ...], variants: list[str | None]
) -> None:
    found = _found("QJ6007", (FIRM, state), accepted=accepted)
    assert [one.params.get("variant") for one in found] == variants


def test_what_is_overdue_is_told_once_per_list() -> None:
    lines = ((ANOTHER, "已启动"), (FIRM, "已启动"), (UNKNOWN, "已启动"))
    (found,) = _found("QJ6008", *lines)
    assert (found.place.row, [place.row for place in found.related], found.params["count"]) == (2, [3], "2")
    (found,) = _found("QJ6008", *lines, accepted=(ANOTHER,))
    assert (found.place.row, found.related, found.params["year"]) == (3, (), "2024")
    assert _found("QJ6008", (FIRM, "关停")) == ()


def test_a_firm_is_told_as_it_was_written() -> None:
    (found,) = _found("QJ6008", ("赛力斯汽车（湖北）有限公司 \n 重庆分公司", "已启动"))
    assert found.row == "赛力斯汽车（湖北）有限公司 重庆分公司"


def test_a_word_that_nobody_knows_is_told_once_however_it_is_spaced() -> None:
    (found,) = _found("QJ6009", (FIRM, "看 不懂"), (ANOTHER, "看不 懂"), (UNKNOWN, "看不懂"))
    assert (found.place.row, [place.row for place in found.related]) == (2, [3, 4])
    assert (found.row, found.value, found.params["count"]) == (FIRM, "看 不懂", "3")
    assert [one.value for one in _found("QJ6009", (FIRM, "看不懂"), (ANOTHER, "不知道"))] == [
        "看不懂",
        "不知道",
    ]
