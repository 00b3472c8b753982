"""A season's declaration: read whole, units merged on their day, contradictions refused by name."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from qingjian.api.season import accepted_factors, folders, season, units
from qingjian.errors import BadData, BadSeason, UnknownEdition

BARE: dict[str, Any] = {
    "year": 2025,
    "edition": "liaoning/2024",
    "name": "某市生态环境局",
    "deadline": "2026-01-20",
    "units": ["和平区", "市本级"],
}


def _declared(folder: Path, **more: Any) -> Path:
    text = json.dumps({**BARE, **more}, ensure_ascii=False)
    (folder / "season.json").write_text(text, "utf-8")
    return folder


def test_a_season_is_read_whole(tmp_path: Path) -> None:
    found = season(
        _declared(
            tmp_path, factor={"value": "0.5810", "document": "省厅通知"}, accepts=["mee/2020"], contact="张"
        )
    )
    assert (found.year, found.edition, found.name, found.deadline) == (
        2025,
        "liaoning/2024",
        "某市生态环境局",
        date(2026, 1, 20),
    )
    assert found.factor is not None
    assert (found.factor.value, found.factor.document) == (Decimal("0.5810"), "省厅通知")
    assert [(one.name, one.level) for one in found.units] == [("和平区", "district"), ("市本级", "city")]
    assert accepted_factors(tmp_path) == (Decimal("0.5810"),)


def test_the_places_of_a_season_are_beside_its_file(tmp_path: Path) -> None:
    places = folders(tmp_path)
    assert {place.parent for place in places} == {tmp_path}
    assert len({place.name for place in places}) == len(places)


def test_whoever_was_merged_before_the_last_day_does_not_report(tmp_path: Path) -> None:
    old = {"name": "双桥区", "until": "2025-10-31", "successor": "大足区"}
    folder = _declared(tmp_path, units=[old, "大足区", {"name": "新区", "since": "2026-02-01"}])
    found = season(folder)
    assert [one.name for one in units(folder)] == ["大足区"]
    assert [one.name for one in found.reporting()] == ["大足区"]
    assert found.answering(found.units[0]) == found.units[1]
    assert found.merged_into(found.units[1]) == (found.units[0],)
    assert found.answering(found.units[2]) is None


def test_its_last_day_still_counts(tmp_path: Path) -> None:
    old = {"name": "双桥区", "until": "2026-01-20", "successor": "大足区"}
    assert [one.name for one in units(_declared(tmp_path, units=[old, "大足区"]))] == ["双桥区", "大足区"]


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("incomplete", {"year": None}),
        ("incomplete", {"units": []}),
        ("no-such-day", {"deadline": "2026-02-30"}),
        ("no-units", {"units": [{"name": "新区", "since": "2027-01-01"}]}),
        ("same-name", {"units": ["和平区", {"name": "沈河区", "aliases": ["和平 区"]}]}),
        ("ends-before", {"units": ["甲区", {"name": "乙区", "since": "2025-02-01", "until": "2025-01-01"}]}),
        ("no-successor", {"units": ["甲区", {"name": "乙区", "until": "2025-01-01", "successor": "丙区"}]}),
        ("no-heir", {"units": ["甲区", {"name": "乙区", "until": "2025-01-01", "successor": "乙区"}]}),
        ("covered-twice", {"units": [{"name": "甲区", "areas": ["丁镇"]}, {"name": "乙区", "areas": ["丁镇"]}]}),
    ],
)  # fmt: skip
def test_contradictions_are_refused_by_name(code: str, more: dict[str, Any], tmp_path: Path) -> None:
    document = {key: value for key, value in {**BARE, **more}.items() if value is not None}
    (tmp_path / "season.json").write_text(json.dumps(document), "utf-8")
    with pytest.raises(BadSeason) as told:
        season(tmp_path)
    assert told.value.code == code


def test_a_slip_of_the_pen_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "season.json").write_text('{\n"year": 2025，\n"units": []}', "utf-8")
    with pytest.raises(BadSeason) as told:
        season(tmp_path)
    assert (told.value.code, told.value.detail) == ("not-json", "2")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_it_may_have_been_saved_by_an_older_notepad(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "season.json").write_text(json.dumps(BARE, ensure_ascii=False), encoding)
    assert season(tmp_path).name == "某市生态环境局"


def test_an_edition_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownEdition):
        season(_declared(tmp_path, edition="liaoning/1999"))


def test_a_slip_is_told_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(BadData) as told:
        season(_declared(tmp_path, units=["甲区", {"name": "乙区", "successor": "甲区"}]))
    assert told.value.where == "units/1"
