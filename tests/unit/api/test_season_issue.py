"""A season begun and issued: what lies in the folder, whose companies are whose, and that nobody's writing is lost."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from qingjian.api.checking import check
from qingjian.api.season import FILE, folders, season
from qingjian.api.season_issue import Issue, issue
from qingjian.catalog.lists import published
from qingjian.errors import BadSeason, CannotWrite
from qingjian.resources import workbooks
from support.seasons import begun


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Issue]:
    folder = begun(tmp_path_factory.mktemp("issued"))
    return folder, issue(folder)


def test_every_unit_gets_one_workbook_with_its_companies(issued: tuple[Path, Issue]) -> None:
    folder, found = issued
    assert [(one.unit, one.what, one.firms, one.is_zero) for one in found.forms] == [
        ("涪陵区", "issued", 17, False),
        ("长寿区", "issued", 26, False),
        ("市本级", "issued", 0, True),
        ("万盛经开区", "issued", 7, False),
    ]
    every = sum(len(published(f"chongqing/2025-{name}").rows) for name in ("mandatory", "unfinished"))
    assert len(found.nobody) == every - 50
    assert {path.name for path in folders(folder).issued.iterdir()} == {one.unit for one in found.forms}


def test_what_is_issued_is_recognised_and_only_lacks_figures(issued: tuple[Path, Issue]) -> None:
    folder, _ = issued
    found = check([folders(folder).issued], season=folder)
    told = {
        one.unit: (one.status, one.report_year, {finding.code for finding in one.findings})
        for one in found.files
    }
    assert told["涪陵区"] == ("returned", 2025, {"QJ1020", "QJ2016"})
    assert told["市本级"] == ("passed", 2025, {"QJ1020"})


def test_the_sheets_beside_the_form_tell_what_the_bureau_knows(issued: tuple[Path, Issue]) -> None:
    book = openpyxl.load_workbook(issued[1].forms[0].path)
    notice = {row[0].value: row[1].value for row in book["填报须知"].iter_rows(min_row=3)}
    assert notice["报送截止日期"] == "2026-01-20"
    assert notice["统一的电力排放因子"] == "0.5810 kgCO2/kWh 省厅通知"
    rows = list(book["名单进度"].iter_rows(min_row=3, values_only=True))
    assert (len(rows), rows[0][2:4], rows[0][5]) == (17, ("涪陵区", "重庆华峰化工有限公司"), None)


def test_again_gives_the_same_bytes_and_spares_what_somebody_wrote(issued: tuple[Path, Issue]) -> None:
    folder, first = issued
    written = first.forms[1].path
    before = written.read_bytes()
    written.write_bytes(b"somebody's")
    assert [one.what for one in issue(folder).forms] == ["same", "kept", "same", "same"]
    assert written.read_bytes() == b"somebody's"
    assert issue(folder, force=True).forms[1].what == "replaced"
    assert written.read_bytes() == before


def test_a_merged_units_companies_go_to_its_successor(tmp_path: Path) -> None:
    folder = begun(tmp_path)
    document = json.loads((folder / FILE).read_text("utf-8"))
    document["units"][1] = {"name": "长寿区", "until": "2025-10-31", "successor": "涪陵区"}
    (folder / FILE).write_text(json.dumps(document), "utf-8")
    found = issue(folder)
    assert [(one.unit, one.firms) for one in found.forms][:2] == [("涪陵区", 43), ("市本级", 0)]
    notice = openpyxl.load_workbook(found.forms[0].path)["填报须知"]
    assert ("一并填报", "长寿区") in [(row[0].value, row[1].value) for row in notice.iter_rows()]


def test_a_list_of_the_bureaus_own(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["附件1"],
        ["序号", "所在区县", "企业名称"],
        [1, "和平区", "甲厂"],
        [2, None, "乙厂"],
        [3, "沈河区", "丙厂"],
    ):
        sheet.append(row)
    book.save(tmp_path / "附件1.xlsx")
    folder = begun(
        tmp_path, edition="liaoning/2024", units="和平区\n铁西区\n", lists=(str(tmp_path / "附件1.xlsx"),)
    )
    found = issue(folder)
    assert [(one.unit, one.firms, one.is_zero) for one in found.forms] == [
        ("和平区", 2, False),
        ("铁西区", 0, True),
    ]
    assert [firm.name for firm in found.nobody] == ["丙厂"]


def test_last_years_figures_stand_beside_the_form_and_not_in_it(tmp_path: Path) -> None:
    folder = begun(tmp_path, edition="liaoning/2024", units="某市，某市生态环境局\n乙县\n")
    found = issue(folder, previous=workbooks() / "samples" / "liaoning-2024-filled.xlsx")
    assert [one.has_previous for one in found.forms] == [True, False]
    rows = list(
        openpyxl.load_workbook(found.forms[0].path)["上年数据"].iter_rows(min_row=3, values_only=True)
    )
    assert len(rows) > 20
    (verdict,) = check([found.forms[0].path]).files
    assert {one.code for one in verdict.findings} <= {"QJ1020", "QJ2016"}


def test_without_lists_nobody_is_taken_for_a_zero_report(tmp_path: Path) -> None:
    assert not issue(begun(tmp_path, edition="liaoning/2024")).forms[2].is_zero


def test_a_season_that_is_there_is_left_alone(tmp_path: Path) -> None:
    folder = begun(tmp_path)
    before = (folder / FILE).read_bytes()
    with pytest.raises(BadSeason, match="exists"):
        begun(tmp_path)
    assert (folder / FILE).read_bytes() == before


def test_what_was_interrupted_can_be_begun_again(tmp_path: Path) -> None:
    in_the_way = tmp_path / "2025年度" / "1发出表格.cmd"
    in_the_way.mkdir(parents=True)
    with pytest.raises(CannotWrite):
        begun(tmp_path)
    in_the_way.rmdir()
    assert season(begun(tmp_path)).year == 2025


def test_nothing_is_written_where_something_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(BadSeason, match="other-years"):
        begun(tmp_path, edition="chongqing/2026-plan")
    assert not (tmp_path / "2025年度").exists()


def test_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSeason, match="chongqing/1999"):
        begun(tmp_path, lists=("chongqing/1999",))
    folder = begun(tmp_path, lists=("chongqing/2025-unfinished",))
    document = json.loads((folder / FILE).read_text("utf-8"))
    (folder / FILE).write_text(json.dumps(document | {"lists": ["附件3.xlsx"]}), "utf-8")
    with pytest.raises(BadSeason, match=r"附件3\.xlsx"):
        issue(folder)


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    found = season(begun(tmp_path))
    assert [one.aliases for one in found.units] == [(), (), (), ("万盛经济技术开发区",)]
