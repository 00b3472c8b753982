"""What the reporters show: accepted texts, the contract of the JSON, and nothing that a stranger put in."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.catalog.meta import misfits
from qingjian.catalog.rules import rule, rule_codes
from qingjian.model.finding import Place
from qingjian.model.verdict import Report
from qingjian.reporters import REPORTERS, Style, reporter
from qingjian.reporters.layout import wrapped
from qingjian.reporters.safe import is_steering, visible, width
from support import reports
from support.payloads import PAYLOADS
from support.snapshot import Snapshot

LANGS = ("zh", "en")
INVISIBLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def bare(text: str) -> str:
    """Without the page's own style and script, which are files of their own."""
    text = re.sub(r"(?s)(<(style|script)>).*?(</\2>)", r"\1\3", text)
    return re.sub(r"sha256-[^&]*&", "sha256-…&", text)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", REPORTERS)
def test_a_report_looks_as_accepted(name: str, lang: Any, snapshot: Snapshot) -> None:
    snapshot(bare(reporter(name)(reports.report(), Style(lang))), suffix=f".{name}")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", REPORTERS)
def test_items_with_their_consequences_look_as_accepted(name: str, lang: Any, snapshot: Snapshot) -> None:
    snapshot(bare(reporter(name)(reports.linked(), Style(lang))), suffix=f".{name}")


def test_a_consequence_stands_below_its_cause_and_nowhere_else() -> None:
    text = reporter("text")(reports.linked(), Style())
    lines = text.splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("      F5 "))
    assert [line.strip().split()[1] for line in lines if "↳" in line][:5] == [
        "F30",
        "G30",
        "H30",
        "I30",
        "J30",
    ]
    assert "由其引起的还有 2 处" in text
    assert lines[first + 3].lstrip().startswith("↳ F30")
    assert "强制性 2 项（必须改正；另有 7 处由其引起，列在其下）" in text


@pytest.mark.parametrize("key", ["cause", "entangled"])
def test_what_the_json_refers_to_is_there(key: str) -> None:
    (file,) = json.loads(reporter("json")(reports.linked(), Style()))["files"]
    known = {one["id"] for one in file["findings"]}
    referred = [one[key] for one in file["findings"] if one[key]]
    assert referred
    assert all({name} <= known if isinstance(name, str) else set(name) <= known for name in referred)


def test_rules_that_ran_are_told_apart() -> None:
    file = json.loads(reporter("json")(reports.report(), Style()))["files"][0]
    told = file["rules"]
    assert set(told["passed"]) | set(told["found"]) <= set(told["ran"])
    assert not set(told["passed"]) & {one["code"] for one in (*told["skipped"], *file["findings"])}


def test_what_is_explained_or_on_trial_counts_apart() -> None:
    document = json.loads(reporter("json")(reports.linked(), Style()))
    counts = document["summary"]
    assert (counts["mandatory"], counts["verify"], counts["advice"]) == (9, 1, 2)
    assert (counts["explained"], counts["trial"]) == (1, 1)
    told = [one["explanation"] for one in document["files"][0]["findings"] if one["explanation"]]
    assert told == ["甲公司当年停产，数据由乙公司合并填报"]


def test_all_rules_are_named_on_request() -> None:
    plain = reporter("text")(reports.report(), Style())
    told = reporter("text")(reports.report(), Style(verbose=True))
    assert "没有发现问题的规则  QJ2101" in told
    assert "没有发现问题的规则" not in plain


def test_many_rules_with_much_to_say_stay_a_page() -> None:
    codes = [code for code in rule_codes() if rule(code).severity == "mandatory"][:30]
    findings = tuple(
        rule(code).finding(Place("表1", row, 2), value="x", row="甲", caption="栏") for code in codes
        for row in range(1, 200)
    )  # fmt: skip
    report = Report((reports.returned()._replace(findings=findings),), lambda: "00" * 32, "1.2.3")
    text = reporter("text")(report, Style())
    assert len(text.splitlines()) < 6 * len(codes)
    assert all(f"{code} 还有 197 条" in text for code in codes)
    assert reporter("html")(report, Style()).count('class="cell"') == 50 * len(codes)


def test_a_terminal_gets_colour_and_lines_that_fit(snapshot: Snapshot) -> None:
    text = reporter("text")(reports.report(), Style("zh", colour=True, width=60))
    assert "\x1b[1;31m" in text
    bare = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert max(width(line) for line in bare.splitlines()) <= 60
    snapshot(text.replace("\x1b", "<ESC>"))


@pytest.mark.parametrize("lang", LANGS)
def test_the_json_keeps_its_contract(lang: Any) -> None:
    for report in (
        reports.report(),
        Report((), lambda: "00" * 32, "1.2.3"),
        reports.linked(),
        *map(reports.hostile, PAYLOADS.values()),
    ):
        document = json.loads(reporter("json")(report, Style(lang)))
        assert misfits(document, "report") == ()


def test_the_contract_can_be_broken() -> None:
    document = json.loads(reporter("json")(reports.report(), Style()))
    document["files"][0]["findings"][0]["severity"] = "fatal"
    assert [misfit.path for misfit in misfits(document, "report")] == ["files/0/findings/0/severity"]


def test_the_same_report_gives_the_same_bytes() -> None:
    for name in REPORTERS:
        once, again = (reporter(name)(reports.report(), Style()) for _ in range(2))
        assert once == again


def test_findings_of_one_rule_are_capped_in_text_only() -> None:
    text = reporter("text")(reports.report(), Style())
    assert text.count("“节电量（度）”合计为") == 5
    assert "QJ2101 还有 3 条" in text
    assert reporter("html")(reports.report(), Style()).count("“节电量（度）”合计为") == 8


def test_the_page_fetches_nothing_and_runs_its_own_script_alone() -> None:
    page = reporter("html")(reports.report(), Style())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    known = html.unescape(policy.group(1))
    for tag, rule_of in (("style", "style-src"), ("script", "script-src")):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{rule_of} 'sha256-{digest}';" in known
    assert known.startswith("default-src 'none';")
    assert "unsafe" not in known
    assert not re.search(r"<[^>]+ (?:style|on\w+)=", page)  # would be refused by the policy
    addresses = re.findall(
        r"(?:https?:)?//[a-z0-9.]+", re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    )
    assert set(addresses) <= {"http://www.w3.org"}  # the name of SVG, which nobody fetches


@given(st.text(max_size=80), st.integers(20, 60))
def test_wrapping_loses_nothing_but_spaces(text: str, room: int) -> None:
    line = visible(text)
    parts = list(wrapped(line, room))
    assert "".join(parts).replace(" ", "") == line.replace(" ", "")


@given(st.text(max_size=200))
def test_nothing_that_steers_is_left(text: str) -> None:
    shown = visible(text)
    assert INVISIBLE.search(shown) is None
    assert "\n" not in shown
    shown.encode("utf-8")


def test_every_character_that_steers_is_written_out() -> None:
    steering = [chr(code) for code in range(0x20000) if is_steering(chr(code))]
    assert len(steering) > 10_000  # unassigned ones among them
    assert [char for char in steering if visible(char) == char] == []
