"""Which files take part: one version of each unit, of the right year and kind; the others with a reason."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import pytest

from qingjian.catalog.rules import rule
from qingjian.model.digest import ExpectedUnit, Roster
from qingjian.model.finding import Place
from qingjian.model.verdict import Reason, Recognised, Verdict
from qingjian.rollup.choosing import Chosen, Standing, Terms, chosen, target, undecided, year

LIAONING: Final = "liaoning/2024"
ROSTER: Final = Roster("season.json", (ExpectedUnit("乙区"), ExpectedUnit("甲区")))


def form(
    path: str, unit: str, *, edition: str = LIAONING, when: int = 2024, wrong: int = 0, sha256: str = ""
) -> Verdict:
    finding = rule("QJ2101").finding(Place("表2-2", 5, 5))
    return Verdict(
        path,
        sha256 or path,
        "returned" if wrong else "passed",
        unit=unit,
        report_year=when,
        template=Recognised(edition, {"zh": edition, "en": edition}, "stamp", Decimal(1)),
        findings=(finding,) * wrong,
    )


def whys(*verdicts: Verdict, terms: Terms | None = None) -> dict[str, str | None]:
    return {one.verdict.path: one.why for one in chosen(verdicts, LIAONING, terms or Terms())}


def test_units_stand_in_the_order_of_the_season_whatever_the_order_of_the_files() -> None:
    files = [form("1.xlsx", "甲区生态环境局"), form("2.xlsx", "乙区生态环境局"), form("3.xlsx", "丙县")]
    terms = Terms(roster=ROSTER)
    expected = ["乙区", "甲区", "丙县"]
    assert [one.unit for one in chosen(files, LIAONING, terms)] == expected
    assert [one.unit for one in chosen(files[::-1], LIAONING, terms)] == expected


@pytest.mark.parametrize(
    ("verdict", "why"),
    [
        (Verdict("a.pdf", "1", "attachment", Reason("attached", "pdf")), "attachment"),
        (Verdict("a.xlsx", "1", "unreadable", Reason("bad-checksum")), "unreadable"),
        (form("a.xlsx", "丙县", edition="fujian/2008-assessment"), "refused"),
        (form("a.xlsx", "丙县", edition="chongqing/2026-plan"), "other-form"),
        (form("a.xlsx", "丙县", when=2023), "another-year"),
        (form("a.xlsx", "丙县", wrong=2), "returned"),
        (form("a.xlsx", "甲区", sha256="same"), None),
        (form("z.xlsx", "甲区", sha256="same"), "same-bytes"),
    ],
)
def test_why_a_file_takes_no_part(verdict: Verdict, why: str | None) -> None:
    others = [form("m.xlsx", "甲区", sha256="same"), form("n.xlsx", "乙区")]
    assert whys(verdict, *others)[verdict.path] == why


def test_of_two_versions_the_one_without_mandatory_findings_counts() -> None:
    assert whys(form("1.xlsx", "甲区", wrong=1), form("2.xlsx", "甲区")) == {
        "1.xlsx": "replaced",
        "2.xlsx": None,
    }


def test_of_two_sound_versions_none_counts_and_the_officer_is_told() -> None:
    picked = chosen([form("1.xlsx", "甲区"), form("2.xlsx", "甲区生态环境局")], LIAONING, Terms())
    assert [one.why for one in picked] == ["several", "several"]
    assert {one.params["unit"] for one in undecided(picked)} == {"甲区", "甲区生态环境局"}


def test_the_ledger_knows_which_version_is_the_last_and_what_was_sent_back() -> None:
    files = [form("1.xlsx", "甲区"), form("2.xlsx", "甲区", wrong=1), form("3.xlsx", "乙区")]
    ledger = {"甲区": Standing("2.xlsx", is_back=False), "乙区": Standing("3.xlsx", is_back=True)}
    terms = Terms(roster=ROSTER, ledger=ledger)
    assert whys(*files, terms=terms) == {"1.xlsx": "superseded", "2.xlsx": None, "3.xlsx": "sent-back"}
    assert whys(*files, terms=terms._replace(with_returned=True))["3.xlsx"] is None


def test_edition_and_year_are_those_of_most_forms_unless_somebody_says_otherwise() -> None:
    files = [
        form("1.xlsx", "甲区"),
        form("2.xlsx", "乙区"),
        form("3.xlsx", "丙县", edition="mee/2020", when=2020),
    ]
    assert target(files, Terms()) == LIAONING
    assert target(files, Terms("mee/2020")) == "mee/2020"
    assert year(files, LIAONING, Terms()) == 2024
    assert year(files, LIAONING, Terms(year=2020)) == 2020
    assert target([], Terms()) is None


def test_a_form_without_a_unit_goes_under_its_own_name() -> None:
    (only,) = chosen([form("收件/某某.xlsx", "")], LIAONING, Terms())
    assert only == Chosen(only.verdict, "某某")
