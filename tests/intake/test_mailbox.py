"""A whole mailbox in one go: every file accounted for, every verdict and every finding across files as a person would say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from qingjian.api.checking import check
from qingjian.model.verdict import Report, Verdict
from support.mailbox import BROKEN, SILENT, TWICE, UNITS, Mailbox, Sent, made

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def mailbox(tmp_path_factory: pytest.TempPathFactory) -> Mailbox:
    return made(tmp_path_factory.mktemp("mailbox") / "收件")


@pytest.fixture(scope="module")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("roster") / "名单.txt"
    path.write_text("\n".join(UNITS), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def report(mailbox: Mailbox, roster: Path) -> Report:
    return check([mailbox.folder], units=roster, jobs=2)


def by_path(report: Report) -> dict[str, Verdict]:
    return {file.path.removeprefix("收件/"): file for file in report.files}


def test_every_file_is_accounted_for(mailbox: Mailbox, report: Report) -> None:
    assert sorted(by_path(report)) == sorted(one.path for one in mailbox.sent)


def test_every_verdict_is_what_a_person_would_say(mailbox: Mailbox, report: Report) -> None:
    found = by_path(report)
    wrong = {one.path: found[one.path].status for one in mailbox.sent if not _agrees(one, found[one.path])}
    assert wrong == {}


def _agrees(sent: Sent, found: Verdict) -> bool:
    if sent.status == "any":
        return any(
            one.code.startswith(sent.family, 2) or one.code.startswith(sent.family) for one in found.findings
        )
    return found.status == sent.status and all(
        any(one.code.startswith(code) for one in found.findings) for code in sent.family
    )


def test_editions_are_recognised(mailbox: Mailbox, report: Report) -> None:
    found = by_path(report)
    told = {one.path: found[one.path].template for one in mailbox.sent if one.edition}
    assert {path: one.id if one else None for path, one in told.items()} == {
        one.path: one.edition for one in mailbox.sent if one.edition
    }


def test_who_is_missing(report: Report) -> None:
    missing = [one.params["unit"] for one in report.cross if one.code == "QJ8001"]
    assert missing == [unit for unit in UNITS if unit in (*SILENT, *BROKEN)]


def test_forms_of_nobody_on_the_list(mailbox: Mailbox, report: Report) -> None:
    known = {f"收件/{one.path}" for one in mailbox.sent if one.unit}
    assert {path for one in report.cross if one.code == "QJ8002" for path, _ in one.where}.isdisjoint(known)


def test_who_reported_twice(report: Report) -> None:
    twice = {one.params["unit"]: len(one.where) for one in report.cross if one.code == "QJ8003"}
    assert {unit: twice.get(unit) for unit in TWICE} == dict.fromkeys(TWICE, 2)


def test_the_company_of_two_units(mailbox: Mailbox, report: Report) -> None:
    (found,) = [one for one in report.cross if one.code == "QJ8004"]
    assert found.params["company"] == mailbox.shared
    assert len({path for path, _ in found.where}) == 2


def test_what_each_unit_sent_is_known_by_its_name(mailbox: Mailbox, report: Report) -> None:
    found = by_path(report)
    for one in mailbox.sent:
        if one.unit is not None:
            assert one.unit in (found[one.path].unit or ""), one.path


def test_the_mailbox_is_as_mixed_as_it_should_be(mailbox: Mailbox) -> None:
    kinds = Counter(Path(one.path).suffix for one in mailbox.sent)
    assert kinds[".docx"] >= 5
    assert len([one for one in mailbox.sent if one.path.startswith("有问题/")]) == 25
    assert sum(one.status == "unreadable" for one in mailbox.sent) == 4
    assert len({one.edition for one in mailbox.sent if one.edition}) == 3
