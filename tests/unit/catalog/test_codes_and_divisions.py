"""Look-ups of industries, divisions and grids."""

from __future__ import annotations

from itertools import product

import pytest

from qingjian.catalog import codes, divisions


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("2631", ("化学农药制造", "化学农药制造", "化学农药制造")),
        ("C2710", ("化学药品原药制造", "化学药品原料药制造", "化学药品原料药制造")),
        ("3433", ("金属包装容器制造", "生产专用车辆制造", "生产专用车辆制造")),
        ("D4412", ("水力发电", "水力发电", "热电联产")),
    ],
)
def test_codes_mean_different_things_in_each_version(code: str, names: tuple[str, ...]) -> None:
    found = [codes.industry(code, version) for version in codes.VERSIONS]
    assert tuple(entry.name if entry else None for entry in found) == names


@pytest.mark.parametrize("code", ["C4412", "9999", "", "Z", "A0", "CC2710"])
def test_letters_that_do_not_fit_find_nothing(code: str) -> None:
    assert codes.industry(code, "2017") is None


def test_names_find_every_level_broadest_first() -> None:
    assert [entry.full for entry in codes.named("其他采矿业", "2017")] == ["B12", "B120", "B1200"]


def test_both_copies_of_a_2017_name_are_known() -> None:
    for name in ("酒、饮料和精制茶制造业", "酒、饮料及精制茶制造业", "酒饮料和精制茶制造业"):
        assert [entry.full for entry in codes.named(name, "2017")] == ["C15"]


def test_names_match_loosely_only_when_asked() -> None:
    assert codes.named("电力、热力生产和供应业", "2002") == ()
    assert [entry.full for entry in codes.named("电力、热力生产和供应业", "2002", loosely=True)] == ["D44"]


def test_every_industry_is_found_by_its_own_name_and_code() -> None:
    for version in codes.VERSIONS:
        for entry in codes.industries(version).values():
            assert codes.industry(entry.full, version) == entry
            assert entry in codes.named(entry.name, version)
            assert entry in codes.named(entry.name, version, loosely=True)


def test_names_are_found_as_if_each_were_looked_at() -> None:
    for version, loosely in product(codes.VERSIONS, (False, True)):
        made = codes.loose_name if loosely else codes.plain_name
        bearers: dict[str, list[codes.Industry]] = {}
        for entry in codes.industries(version).values():
            for name in {made(name) for name in (entry.name, *entry.variants)}:
                bearers.setdefault(name, []).append(entry)
        for name, entries in bearers.items():
            assert codes.named(name, version, loosely=loosely) == tuple(entries)


def test_a_name_is_seen_in_the_text_of_the_table() -> None:
    for version in codes.VERSIONS:
        names = {entry.name for entry in codes.industries(version).values()}
        assert all(codes.is_printed(name, version) for name in names)
        others = {entry.name for other in codes.VERSIONS for entry in codes.industries(other).values()}
        assert {name for name in others if codes.is_printed(name, version)} == names
    some = codes.industries("2017")["A"].name
    for name in ("", " ", some[:-1], f"{some} ", f'{some}", "level": "门类', "\\", some + "\n"):
        assert not codes.is_printed(name, "2017")


def test_what_stands_between_names_is_no_name() -> None:
    for name in ("", " ", "|", "农业|林业", "||", "｜"):
        for loosely in (False, True):
            assert codes.named(name, "2017", loosely=loosely) == ()


def names(*found: divisions.Division) -> set[str]:
    return {division.name for division in found}


def test_chongqing_counts_38_counties_before_and_37_after_the_merger() -> None:
    def counties(year: int) -> set[str]:
        return {
            division.name
            for division in divisions.valid_in(year, province="500000", level="county")
            if not division.is_placeholder
        }

    assert (len(counties(2024)), len(counties(2026))) == (38, 37)
    assert counties(2025) - counties(2024) == {"两江新区"}
    assert counties(2025) - counties(2026) == {"江北区", "渝北区"}


def test_liaoning_has_14_cities_and_100_counties() -> None:
    counties = [
        division
        for division in divisions.valid_in(2024, province="210000", level="county")
        if not division.is_placeholder
    ]
    assert len(counties) == 100
    assert len(divisions.valid_in(2024, province="210000", level="prefecture")) == 14
    panjin = names(*divisions.valid_in(2024, parent="211100")) - {"市辖区"}
    assert panjin == {"双台子区", "兴隆台区", "大洼区", "盘山县"}


def test_codes_that_were_used_again() -> None:
    reused = [division for division in divisions.divisions() if division.code == "500110"]
    assert [(division.name, division.is_valid(2024)) for division in reused] == [
        ("万盛区", False),
        ("綦江区", True),
    ]


def test_short_forms_and_functional_areas_of_the_notice() -> None:
    assert names(*divisions.by_name("石柱县", year=2025)) == {"石柱土家族自治县"}
    assert names(*divisions.by_name("酉阳县", year=2025)) == {"酉阳土家族苗族自治县"}
    assert [division.level for division in divisions.by_name("万盛经开区", year=2025)] == ["functional_area"]
    assert {division.level for division in divisions.by_name("两江新区", year=2025)} == {
        "functional_area",
        "county",
    }
    assert divisions.by_name("亚特兰蒂斯") == ()


@pytest.mark.parametrize(
    ("province", "series", "grids"),
    [
        ("辽宁", "baseline", [("东北", True)]),
        ("辽宁省", "mee-nbs", [("东北", True)]),
        ("重庆市", "baseline", [("华中", True)]),
        ("重庆市", "mee-nbs", [("西南", False)]),
        ("内蒙古自治区", "baseline", [("华北", False), ("东北", False)]),
        ("西藏", "baseline", []),
        ("台湾", "baseline", []),
    ],
)
def test_grids_say_how_sure_they_are(province: str, series: str, grids: list[tuple[str, bool]]) -> None:
    assert [(place.grid, place.is_certain) for place in divisions.grids_of(province, series)] == grids
