"""A year held against the year before: which file belongs to which, and what is said where none does."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from qingjian.api import shelf
from qingjian.api.checking import check
from qingjian.api.previous import fetch
from qingjian.catalog.editions import edition
from qingjian.catalog.messages import LANGS, reason
from qingjian.catalog.tables import table
from qingjian.model.finding import Skipped
from qingjian.model.verdict import Report, Verdict
from qingjian.rules.previous_form import summarise
from qingjian.templates.book import build
from support.forms import form

CODES: Final = {"QJ5101", "QJ5102", "QJ5103", "QJ5104", "QJ5105", "QJ5106"}
Change = Callable[[Any], None]


def _workbook(
    path: Path,
    *,
    year: int = 2025,
    unit: str | None = "甲区生态环境局",
    edition_id: str = "liaoning/2024",
    change: Change = lambda _data: None,
) -> Path:
    data: Any = copy.deepcopy(table("demo.json")["data"])
    data |= {"report_year": year, "unit": unit}
    if edition_id != "liaoning/2024":
        data["tables"] = {"2-2": data["tables"]["2-2"]}
        for row in data["tables"]["2-2"]["companies"]["rows"]:
            for name in [name for name in row if name.endswith("_tco2")]:
                del row[name]
    change(data)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(build(edition(edition_id), data=data))
    return path


def _firms(data: Any) -> Iterator[Any]:
    for number in ("2-1", "2-2", "3-1", "3-2"):
        yield from data["tables"].get(number, {}).get("companies", {}).get("rows", ())


def _nothing(data: Any) -> None:
    """The same form as last year."""


def _others(data: Any) -> None:
    """Other companies with other figures, as every year brings them."""
    for row in _firms(data):
        row["name"] = "新" + row["name"]
    for row in data["tables"]["2-2"]["companies"]["rows"]:
        row["power"] = str(int(row.get("power", "0")) + 137)


@pytest.fixture
def now(tmp_path: Path) -> Path:
    return _workbook(tmp_path / "今年" / "甲区.xlsx")


def _one(report: Report) -> Verdict:
    (verdict,) = report.files
    return verdict


def _codes(verdict: Verdict) -> set[str]:
    return {one.code for one in verdict.findings}


def _why(verdict: Verdict) -> set[str]:
    """The reason why all of the rules could not run."""
    unrun = [one for one in verdict.skipped if one.reason.startswith("previous-")]
    assert {one.code for one in unrun} == CODES
    assert CODES.isdisjoint(verdict.ran)
    return {f"{one.reason} {one.detail}" for one in unrun}


def test_last_years_form_sent_again_is_to_be_verified(now: Path, tmp_path: Path) -> None:
    before = _workbook(tmp_path / "去年" / "甲区2024.xlsx", year=2024)
    verdict = _one(check([now], previous=before, only=["QJ51"]))
    tables = {one.table for one in verdict.findings if one.code == "QJ5101"}
    assert {"1", "2-1", "2-2"} <= tables
    assert _codes(verdict) <= {"QJ5101", "QJ5106"}
    assert verdict.status == "returned"
    assert {one.params["previous"] for one in verdict.findings} == {"甲区2024.xlsx"}


def test_without_previous_nothing_is_said_of_it(now: Path) -> None:
    verdict = _one(check([now]))
    assert CODES.isdisjoint({*verdict.ran, *(one.code for one in verdict.skipped)})


def test_a_form_of_this_year_gives_no_finding_against_an_ordinary_year(now: Path, tmp_path: Path) -> None:
    def ordinary(data: Any) -> None:
        _others(data)
        data["tables"]["1"] = {}

    before = _workbook(tmp_path / "去年" / "表.xlsx", year=2024, change=ordinary)
    verdict = _one(check([now], previous=before, only=["QJ51"]))
    assert verdict.findings == ()
    assert set(verdict.ran) == CODES


def test_each_file_finds_that_of_its_unit(tmp_path: Path) -> None:
    for name in ("甲", "乙", "丙"):
        _workbook(tmp_path / "今年" / name / "总结表.xlsx", unit=f"{name}区生态环境局")
        change = _nothing if name == "乙" else _others
        _workbook(tmp_path / "去年" / f"{name}.xlsx", unit=f"{name}区环保局", year=2024, change=change)
    one = check([tmp_path / "今年"], previous=tmp_path / "去年", only=["QJ5101"])
    said = {file.unit: {found.table for found in file.findings} for file in one.files}
    assert said["乙区生态环境局"] >= {"2-1", "2-2"}
    assert "2-1" not in said["甲区生态环境局"]
    assert check([tmp_path / "今年"], previous=tmp_path / "去年", only=["QJ5101"], jobs=2) == one


def test_where_no_unit_is_declared_the_name_of_the_file_tells(tmp_path: Path) -> None:
    for name in ("甲区", "乙区"):
        _workbook(tmp_path / "今年" / f"{name}2025年.xlsx", unit=None)
    _workbook(tmp_path / "去年" / "甲区2024年.xlsx", unit=None, year=2024)
    one, other = check([tmp_path / "今年"], previous=tmp_path / "去年", only=["QJ51"]).files
    assert _why(one) == {"previous-unmatched 乙区2025年.xlsx"}
    assert "QJ5101" in _codes(other)


def test_one_file_against_one_needs_no_name(tmp_path: Path) -> None:
    now, before = tmp_path / "今年.xlsx", tmp_path / "旧.xlsx"
    _workbook(now, unit=None)
    _workbook(before, year=2024)
    assert "QJ5101" in _codes(_one(check([now], previous=before)))


def test_one_file_against_another_units_is_not_compared(now: Path, tmp_path: Path) -> None:
    before = _workbook(tmp_path / "去年.xlsx", unit="乙区", year=2024)
    assert _why(_one(check([now], previous=before))) == {"previous-unmatched 甲区生态环境局"}


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ({"year": 2023}, "previous-other-year 去年/表.xlsx: 2023"),
        ({"year": 2025, "change": _others}, "previous-other-year 去年/表.xlsx: 2025"),
        ({"year": 2025}, "previous-same-file 今年/甲区.xlsx"),
    ],
)
@pytest.mark.usefixtures("now")
def test_another_year_is_refused(tmp_path: Path, before: dict[str, Any], why: str) -> None:
    _workbook(tmp_path / "去年" / "表.xlsx", **before)
    found = check([tmp_path], previous=tmp_path).files
    verdict = next(file for file in found if file.path.startswith("今年"))
    assert _why(verdict) == {why}


@pytest.mark.parametrize("years", [(None, 2020), (2025, None), (None, None), (2025, 2024)])
def test_a_year_that_is_not_declared_is_taken_on_trust(
    tmp_path: Path, years: tuple[int | None, int | None]
) -> None:
    now, before = years
    filled, known = form({}, parameters={"unit": "甲区", "report_year": str(now) if now else ""})
    past = summarise(filled, known, "去年.xlsx")
    shelf.store(tmp_path, "ab", past)
    stored = shelf.Stored("去年.xlsx", "ab", is_form=True, unit="甲区", report_year=before, edition=known.id)
    shelf.store_index(tmp_path, [stored], is_pair=True)
    assert fetch(tmp_path, filled, known, name="甲.xlsx", sha256="cd") == past


def test_of_several_years_the_last_is_taken(now: Path, tmp_path: Path) -> None:
    _workbook(tmp_path / "往年" / "2023.xlsx", year=2023)
    _workbook(tmp_path / "往年" / "2024.xlsx", year=2024, change=_others)
    verdict = _one(check([now], previous=tmp_path / "往年", only=["QJ5101"]))
    assert {one.params["previous"] for one in verdict.findings} <= {"2024.xlsx"}
    assert "QJ5101" in verdict.ran


def test_the_same_file_twice_is_one_and_two_of_one_unit_are_too_many(now: Path, tmp_path: Path) -> None:
    for name in ("一.xlsx", "二.xlsx"):
        _workbook(tmp_path / "去年" / name, year=2024)
    assert "QJ5101" in _codes(_one(check([now], previous=tmp_path / "去年")))
    _workbook(tmp_path / "去年" / "三.xlsx", year=2024, change=_others)
    assert _why(_one(check([now], previous=tmp_path / "去年"))) == {"previous-ambiguous 一.xlsx、三.xlsx"}


def test_attachments_are_no_forms_and_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    now = _workbook(tmp_path / "甲区.xlsx", unit=None)
    folder = tmp_path / "去年"
    folder.mkdir()
    (folder / "盖章.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    (folder / "甲区2024.xlsx").write_bytes(b"PK\x03\x04 torn")
    (folder / "名单.xlsx").write_bytes(build(edition("chongqing/2026-plan")))
    assert _why(_one(check([now], previous=folder))) == {"previous-unreadable 甲区2024.xlsx"}


def test_of_another_edition_only_what_means_the_same_is_compared(now: Path, tmp_path: Path) -> None:
    before = _workbook(tmp_path / "去年.xlsx", year=2024, edition_id="mee/2020")
    verdict = _one(check([now], previous=before, only=["QJ51"]))
    assert {one.table for one in verdict.findings if one.code != "QJ5106"} == {"2-2"}


def test_forms_that_are_not_handed_in_yearly_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "计划.xlsx"
    path.write_bytes(build(edition("chongqing/2026-plan")))
    verdict = _one(check([path], previous=path))
    assert CODES.isdisjoint({*verdict.ran, *(one.code for one in verdict.skipped)})


def test_a_path_that_is_not_there_is_the_callers_mistake(now: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        check([now], previous=tmp_path / "没有")


def test_progress_counts_both_years(now: Path, tmp_path: Path) -> None:
    before = _workbook(tmp_path / "去年.xlsx", year=2024)
    told: list[tuple[int, int, str]] = []
    check([now], previous=before, progress=lambda done, count, name: told.append((done, count, name)))
    assert told == [(1, 2, "去年.xlsx"), (2, 2, "甲区.xlsx")]


@pytest.mark.parametrize("lang", LANGS)
def test_reasons_name_the_file(lang: Any) -> None:
    codes = [code for code in table("reasons.json") if code.startswith("previous-")]
    assert all("甲.xlsx" in reason(Skipped("QJ5101", code, "甲.xlsx"), lang) for code in codes)
