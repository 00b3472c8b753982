"""What comes back: on record once, copies of what goes back, judged again when a rule is demoted, counted by unit."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from qingjian.api.checking import check
from qingjian.api.ledger import Ledger
from qingjian.api.season import FILE, folders, settings
from qingjian.api.season_intake import Taken, intake
from qingjian.api.season_lists import draft
from qingjian.api.season_rules import demote
from qingjian.api.season_status import Today, today
from qingjian.errors import BadLedger, BadSeason
from qingjian.resources import workbooks
from support.seasons import begun, filed, issued, received


@pytest.fixture
def season(tmp_path: Path) -> Path:
    return begun(tmp_path)


def take(season: Path) -> Taken:
    return intake(season, who="张工", jobs=1, cache=season.parent / "cache")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_what_came_in_is_on_record_and_what_goes_back_has_a_copy(season: Path) -> None:
    received(season, issued(season)["涪陵区"])
    filed(season, "长寿区")
    found = take(season)
    assert {(one.unit, one.what, one.status) for one in found.outcomes} == {
        ("涪陵区", "received", "returned"),
        ("长寿区", "received", "passed"),
    }
    assert list(files(folders(season).returned)) == ["涪陵区/2025年度报表_涪陵区-批注.xlsx"]
    assert {path.name for path in found.written} == {"校验结果.html", "校验结果.xlsx"}
    assert found.untouched == (("涪陵区", "2025年度报表_涪陵区.xlsx"),)


def test_a_second_run_does_only_what_is_new(season: Path) -> None:
    received(season, issued(season)["涪陵区"])
    take(season)
    before, rows = files(season), len(Ledger(folders(season).ledger, "").history("涪陵区"))
    found = take(season)
    assert ([one.what for one in found.outcomes], found.copied, found.untouched) == (["seen"], (), ())
    assert len(Ledger(folders(season).ledger, "").history("涪陵区")) == rows
    assert {name: data for name, data in files(season).items() if "sqlite" not in name} == {
        name: data for name, data in before.items() if "sqlite" not in name
    }


def test_a_copy_lost_with_a_killed_run_is_made_again(season: Path) -> None:
    received(season, issued(season)["涪陵区"])
    take(season)
    shutil.rmtree(folders(season).returned)
    assert [one.unit for one in take(season).copied] == ["涪陵区"]


def test_of_two_versions_that_came_together_the_younger_counts(season: Path) -> None:
    younger = filed(season, "涪陵区", name="a.xlsx")
    older = received(season, issued(season)["涪陵区"], name="b.xlsx")
    os.utime(older, (1_000_000_000, 1_000_000_000))
    os.utime(younger, (1_100_000_000, 1_100_000_000))
    found = take(season)
    assert [(one.path, one.what) for one in found.outcomes] == [
        ("b.xlsx", "received"),
        ("a.xlsx", "resubmitted"),
    ]
    page = (folders(season).rolled_up / "校验结果.html").read_text("utf-8")
    assert "a.xlsx" in page
    assert "b.xlsx" not in page


def test_a_copy_that_somebody_wrote_in_stays(season: Path) -> None:
    received(season, issued(season)["涪陵区"])
    take(season)
    copy = folders(season).returned / "涪陵区" / "2025年度报表_涪陵区-批注.xlsx"
    copy.write_bytes(b"somebody's")
    demote(season, "QJ1020", "off", reason="不要求", by="李处")
    take(season)
    assert copy.read_bytes() == b"somebody's"
    assert copy.with_stem(f"{copy.stem} (2)").exists()


def test_a_new_deadline_reaches_the_ledger(season: Path) -> None:
    document = json.loads((season / FILE).read_text("utf-8"))
    (season / FILE).write_text(json.dumps(document | {"deadline": "2026-02-10"}), "utf-8")
    found = today(season, who="张工", day=date(2026, 2, 1))
    assert (found.days_left, found.counts()["overdue"]) == (9, 0)
    assert today(season, who="张工", day=date(2026, 2, 11)).counts()["overdue"] == 4


def test_a_rule_demoted_in_january_is_told_with_reason_and_name(season: Path) -> None:
    received(season, issued(season)["涪陵区"])
    filed(season, "长寿区")
    take(season)
    done = demote(season, "qj2016", "advice", reason="表样有误", by="李处")
    assert (done.code, done.before, done.after) == ("QJ2016", "mandatory", "advice")
    (found,) = take(season).changed
    assert (found.unit, found.before, found.after, found.is_turned) == ("涪陵区", "returned", "passed", True)
    (rule,) = found.rules
    assert (rule.code, rule.before, rule.after) == ("QJ2016", (("mandatory", 8),), (("advice", 8),))
    assert rule.setting == settings(season)["QJ2016"]
    page = (folders(season).rolled_up / "校验结果.html").read_text("utf-8")
    assert "表样有误" in page
    assert "李处" in page
    assert take(season).changed == ()


def test_the_setting_is_taken_back_and_the_rest_of_the_file_stays(season: Path) -> None:
    before = (season / FILE).read_text("utf-8")
    demote(season, "QJ2016", "off", reason="试", by="李处")
    assert list(json.loads((season / FILE).read_text("utf-8"))) == list(json.loads(before))
    assert demote(season, "QJ2016", "own").after == "mandatory"
    assert (season / FILE).read_text("utf-8") == before


@pytest.mark.parametrize(
    ("code", "to", "reason", "refusal"),
    [("QJ9999", "off", "x", "no-rule"), ("QJ1020", "verify", "x", "stricter"), ("QJ2016", "off", " ", "no-reason")],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_refused(
    season: Path, code: str, to: str, reason: str, refusal: str
) -> None:
    before = (season / FILE).read_bytes()
    with pytest.raises(BadSeason, match=refusal):
        demote(season, code, to, reason=reason, by="李处")  # type: ignore[arg-type]
    assert (season / FILE).read_bytes() == before


def test_a_form_that_lies_there_no_longer_is_named(season: Path) -> None:
    form = filed(season, "长寿区")
    take(season)
    form.unlink()
    assert take(season).absent == (("长寿区", "长寿区.xlsx"),)


def test_a_form_that_was_not_asked_for_is_named(season: Path) -> None:
    shutil.copy(workbooks() / "samples" / "liaoning-2024-filled.xlsx", folders(season).received)
    (found,) = take(season).strange
    assert (found.edition, found.year) == ("liaoning/2024", 2024)
    assert take(season).strange == ()


def test_a_ledger_that_is_gone_is_told_and_not_made_on_the_quiet(season: Path) -> None:
    filed(season, "长寿区")
    assert not take(season).is_ledger_new
    folders(season).ledger.unlink()
    with pytest.raises(BadLedger):
        today(season, who="张工")
    found = take(season)
    assert (found.is_ledger_new, [one.what for one in found.outcomes]) == (True, ["received"])


def test_every_unit_has_its_state_and_zero_reports_are_told(season: Path) -> None:
    received(season, issued(season)["涪陵区"])
    filed(season, "市本级")
    take(season)
    found = today(season, who="张工", day=date(2026, 1, 21))
    assert [(one.state.unit, one.state.state, one.is_zero) for one in found.units] == [
        ("涪陵区", "to_return", False),
        ("长寿区", "missing", False),
        ("市本级", "passed", True),
        ("万盛经开区", "missing", False),
    ]
    assert found.as_json()["counts"] | {"zero": 1, "overdue": 3} == found.as_json()["counts"]
    assert found.days_left == -1


def test_a_merged_unit_is_shown_with_its_successor(season: Path) -> None:
    document = json.loads((season / FILE).read_text("utf-8"))
    document["units"][1] = {"name": "长寿区", "until": "2025-10-31", "successor": "涪陵区"}
    (season / FILE).write_text(json.dumps(document), "utf-8")
    found = today(season, who="张工")
    assert [(one.state.unit, one.merged) for one in found.units][:2] == [
        ("涪陵区", ("长寿区",)),
        ("市本级", ()),
    ]


def test_whoever_was_not_asked_is_not_counted(season: Path) -> None:
    other = begun_elsewhere(season)
    filed(other, "渝北区", name="x.xlsx").rename(folders(season).received / "x.xlsx")
    take(season)
    found: Today = today(season, who="张工")
    assert [(one.state.unit, one.is_expected) for one in found.units][-1] == ("渝北区", False)
    assert found.counts()["units"] == 4


def begun_elsewhere(season: Path) -> Path:
    other = season.parent / "other"
    other.mkdir()
    return begun(other, units="渝北区\n")


def test_next_years_list_holds_what_the_units_say_is_unfinished(season: Path) -> None:
    said = {
        "重庆华峰化工有限公司": "已验收",
        "重庆剑涛铝业有限公司": "已评估",
        "华新水泥重庆涪陵有限公司": "未启动",
        "重庆建峰浩康化工有限公司": "关停",
        "重庆建峰新材料有限责任公司能通分公司": "延期",
    }
    filed(season, "涪陵区", states=said)
    take(season)
    found = draft(season)
    mine = {one.firm.name: (one.kind, one.is_told) for one in found.firms if one.unit == "涪陵区"}
    assert {name: mine[name] for name in said} == {
        "重庆华峰化工有限公司": ("", True),
        "重庆剑涛铝业有限公司": ("未验收", True),
        "华新水泥重庆涪陵有限公司": ("未评估", True),
        "重庆建峰浩康化工有限公司": ("", True),
        "重庆建峰新材料有限责任公司能通分公司": ("未评估", True),
    }
    assert [kind for kind, is_told in mine.values() if not is_told].count("") == 0
    rows = openpyxl.load_workbook(found.workbook).worksheets[0].iter_rows(values_only=True)
    assert ("涪陵区", "重庆剑涛铝业有限公司", "未验收") in [row[1:4] for row in rows]
    assert json.loads(found.data.read_text("utf-8"))["report_year"] == 2026


def test_the_draft_serves_the_next_season(season: Path, tmp_path: Path) -> None:
    take(season)
    found = draft(season, tmp_path / "附件2.xlsx")
    assert check([found.workbook]).files[0].template is not None
    later = tmp_path / "later"
    later.mkdir()
    next_one = begun(later, lists=(str(found.workbook),))
    assert sum(one is not None for one in issued(next_one)) == 4
    sheet = openpyxl.load_workbook(issued(next_one)["涪陵区"])["名单进度"]
    mine = [one.firm.name for one in found.carried if one.unit == "涪陵区"]
    assert [row[3] for row in sheet.iter_rows(min_row=3, values_only=True)] == mine
