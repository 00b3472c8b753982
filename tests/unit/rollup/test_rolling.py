"""Forms rolled up: one is itself, N copies are N times one, nothing is guessed, nothing gets lost."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from qingjian.api.judge import open_form
from qingjian.bind.extract import extract
from qingjian.catalog.editions import edition
from qingjian.functions import totals
from qingjian.functions.names import normal
from qingjian.rollup.rolling import RolledUp, Wanted, rolled_up
from qingjian.rollup.source import Source
from qingjian.templates.book import build
from support.units import Json, Unit, companies, read, renamed, unit, units

EDITIONS = ("liaoning/2024", "mee/2020", "chongqing/2025", "chongqing/2026-plan")
OWN = ("unit", "level")


@cache
def some(edition_id: str, count: int = 3) -> tuple[Unit, ...]:
    return units(count, edition_id)


def rolled(sources: Sequence[Source], target: str, **more: Any) -> RolledUp:
    year = next((one.year for one in sources if one.year), None)
    return rolled_up(sources, Wanted(edition(target), year=year, unit="某市生态环境局", level="city", **more))


def result(done: RolledUp, target: str) -> Json:
    """What a reader finds in the workbook."""
    return data_of(build(edition(target), data=done.data))


def data_of(workbook: bytes) -> Json:
    bound = open_form(workbook, "全市.xlsx")
    assert bound is not None
    return extract(*bound)


def bare(data: Json) -> Json:
    """Without what is the reporting unit's own."""
    data = {key: value for key, value in data.items() if key not in OWN}
    data["tables"] = {name: table for name, table in data["tables"].items() if name != "cover"}
    data["tables"].get("plan", {}).pop("head", None)
    data["unread"] = [{"path": one["path"], "text": one["text"]} for one in data["unread"]]
    return data


def codes(done: RolledUp) -> set[str]:
    return {one.code for one in done.matters}


def changed(name: str, change: Callable[[Json], None], edition_id: str = "liaoning/2024") -> Source:
    """The first unit's form with a change, under another name."""
    data = copy.deepcopy(some(edition_id)[0].data)
    change(data)
    return unit(name, data).source()._replace(unit=name)


@pytest.mark.parametrize("name", EDITIONS)
def test_of_one_unit_it_is_that_unit(name: str) -> None:
    for one in some(name):
        done = rolled([one.source()], name)
        assert bare(result(done, name)) == bare(data_of(one.workbook))


@pytest.mark.parametrize("name", EDITIONS)
def test_of_copies_it_is_as_many_times_one(name: str) -> None:
    one, count = some(name)[0], 3
    names = companies(one.data)
    copies = [unit(f"{at}区", renamed(one.data, names, f"{at}厂")).source() for at in range(count)]
    whole = result(rolled(copies, name), name)
    alone = data_of(one.workbook)
    for table, blocks in alone["tables"].items():
        for block, content in blocks.items():
            if block == "companies":
                assert len(whole["tables"][table][block]["rows"]) == count * len(content["rows"])
                if table == "2-2":
                    check_totals(whole["tables"][table][block]["total"], content["total"], count)
    if "1" in alone["tables"]:
        for field in ("proposed", "done", "money"):
            check_totals(
                whole["tables"]["1"]["schemes"][field], alone["tables"]["1"]["schemes"][field], count
            )
        documents = [
            row for row in alone["tables"]["1"]["documents"]["rows"] if row["number"] not in (None, "/")
        ]
        rows = whole["tables"]["1"]["documents"]["rows"]
        assert [row for row in rows if row["number"] not in (None, "/")] == documents


def check_totals(whole: Json, alone: Json, count: int) -> None:
    for field, value in alone.items():
        if value not in (None, "/") and not field.endswith(
            "tco2"
        ):  # filed with more digits than the total keeps
            assert Decimal(whole[field]) == count * Decimal(value)


@pytest.mark.parametrize("name", EDITIONS)
def test_companies_of_both_halves_stand_in_one_order(name: str) -> None:
    done = rolled([one.source() for one in some(name)], name)
    for left, right in edition(name).pairs:
        first, second = (done.data["tables"][table]["companies"]["rows"] for table in (left, right))
        assert [normal(row["name"]) for row in first] == [normal(row["name"]) for row in second]
        expected = [
            row["name"] for one in some(name) for row in one.data["tables"][left]["companies"]["rows"]
        ]
        assert [row["name"] for row in first if row["name"] != "/"] == [x for x in expected if x and x != "/"]


def test_marks_stay_marks_and_blanks_stay_blank() -> None:
    def marked(data: Json) -> None:
        data["tables"]["1"]["schemes"]["money"]["state"] = "/"
        data["tables"]["1"]["voluntary"]["result"]["rejected"] = None

    done = rolled([changed("甲区", marked), changed("乙区", marked)], "liaoning/2024")
    assert done.data["tables"]["1"]["schemes"]["money"]["state"] == "/"
    assert done.data["tables"]["1"]["voluntary"]["result"]["rejected"] is None


def test_a_figure_that_cannot_be_read_is_left_out_by_name() -> None:
    def broken(data: Json) -> None:
        data["tables"]["1"]["schemes"]["proposed"]["low"] = "约二十"

    def plain(data: Json) -> None:
        data["tables"]["1"]["schemes"]["proposed"]["low"] = "7"

    done = rolled([changed("甲区", plain), changed("乙区", broken)], "liaoning/2024")
    assert done.data["tables"]["1"]["schemes"]["proposed"]["low"] == "7"
    (matter,) = [one for one in done.matters if one.code == "unreadable"]
    assert matter.params == {"unit": "乙区", "text": "约二十"}
    assert matter.parts[0].given.places[0].address


def test_a_companys_unreadable_figure_goes_along_as_it_is() -> None:
    def broken(data: Json) -> None:
        data["tables"]["2-2"]["companies"]["rows"][0]["water"] = "约五百"

    base = next(one for one in some("liaoning/2024") if one.data["tables"]["2-2"]["companies"]["rows"])
    data = copy.deepcopy(base.data)
    broken(data)
    done = rolled([unit("甲区", data).source(), some("liaoning/2024")[2].source()], "liaoning/2024")
    assert [one["text"] for one in done.data["unread"]] == ["约五百"]
    assert [one["text"] for one in result(done, "liaoning/2024")["unread"]] == ["约五百"]


def test_shared_documents_and_agencies_count_once_and_are_told() -> None:
    def shared(staff: str) -> Callable[[Json], None]:
        def change(data: Json) -> None:
            first = data["tables"]["1"]
            first["documents"] = {"rows": [{"name": "关于做好审核工作的通知", "number": "环办〔2024〕1号"}]}
            first["agencies"] = {
                "rows": [{"name": "某某咨询有限公司", "staff": staff}],
                "total": {"staff": staff},
            }

        return change

    done = rolled([changed("甲区", shared("8")), changed("乙区", shared("9"))], "liaoning/2024")
    assert len(done.data["tables"]["1"]["documents"]["rows"]) == 1
    assert done.data["tables"]["1"]["agencies"]["rows"] == [{"name": "某某咨询有限公司", "staff": "8"}]
    told = {
        one.code: one
        for one in done.matters
        if one.spot and one.spot.asked.path in {"1/documents/name", "1/agencies/name"}
    }
    assert told["shared"].params["row"] == "关于做好审核工作的通知"
    assert {one.given.text for one in told["shared-differs"].parts} == {
        "某某咨询有限公司，8",
        "某某咨询有限公司，9",
    }


def test_documents_without_a_number_may_be_different_ones_and_all_stay() -> None:
    def bare_title(data: Json) -> None:
        rows = [{"name": "关于报送企业名单的通知", "number": None}]
        data["tables"]["1"]["documents"] = {"rows": rows}

    done = rolled([changed("甲区", bare_title), changed("乙区", bare_title)], "liaoning/2024")
    assert len(done.data["tables"]["1"]["documents"]["rows"]) == 2
    assert "perhaps-shared" in codes(done)


def test_expert_pools_and_trainings_are_never_added() -> None:
    def pool(data: Json) -> None:
        data["tables"]["1"]["experts"]["people"] = "30"
        data["tables"]["1"]["training"]["local"] = {"sessions": "2", "people": "60"}

    done = rolled([changed("甲区", pool), changed("乙区", pool)], "liaoning/2024")
    assert done.data["tables"]["1"]["experts"]["people"] is None
    assert done.data["tables"]["1"]["training"]["local"] == {"sessions": None, "people": None}
    undecided = {one.spot.asked.path for one in done.matters if one.code == "not-summed" and one.spot}
    assert {"1/experts/people", "1/training/local.sessions", "1/training/local.people"} <= undecided


def test_a_company_of_two_units_keeps_both_rows_and_is_told() -> None:
    one = some("liaoning/2024")[0].source()
    rows = len(one.lists["2-1", "companies"]) + len(one.lists["3-1", "companies"])
    done = rolled([one, one._replace(unit="乙区", path="乙区.xlsx")], "liaoning/2024")
    assert rows
    assert sum(len(done.data["tables"][t]["companies"]["rows"]) for t in ("2-1", "3-1")) == 2 * rows
    assert "company-twice" in codes(done)


def test_texts_say_whose_they_are_and_what_is_too_long_stands_behind_the_form() -> None:
    def says(text: str) -> Callable[[Json], None]:
        return lambda data: data["tables"]["1"].update(problems=text)

    three = [
        changed(name, says(text)) for name, text in (("甲区", "缺人"), ("乙区", "缺钱"), ("丙区", "缺人"))
    ]
    assert rolled(three, "liaoning/2024").data["tables"]["1"]["problems"] == "甲区、丙区：缺人\n乙区：缺钱"
    long = [changed(f"{at}区", says(f"{at}" * 900)) for at in range(3)]
    done = rolled(long, "liaoning/2024")
    assert len(done.data["tables"]["1"]["problems"]) < 1500
    assert "long-text" in codes(done)


def test_a_total_without_its_parts_counts_and_is_told() -> None:
    def only_total(data: Json) -> None:
        data["tables"]["1"]["mandatory"]["started"] = {"self": None, "agency": None, "total": "5"}

    def whole(data: Json) -> None:
        data["tables"]["1"]["mandatory"]["started"] = {"self": "1", "agency": "2", "total": "3"}

    done = rolled([changed("甲区", only_total), changed("乙区", whole)], "liaoning/2024")
    assert done.data["tables"]["1"]["mandatory"]["started"] == {"self": "1", "agency": "2", "total": "8"}
    assert "parts-differ" in codes(done)


def test_a_wrong_total_as_filed_is_told_with_the_difference() -> None:
    def wrong(data: Json) -> None:
        data["tables"]["1"]["mandatory"]["started"] = {"self": "1", "agency": "2", "total": "30"}

    done = rolled([changed("甲区", wrong), changed("乙区", wrong)], "liaoning/2024")
    (matter,) = [
        one for one in done.matters if one.code == "total-differs" and one.spot and one.spot.position is None
    ]
    assert matter.params == {"filed": "60", "value": "6", "difference": "54"}


def test_smoke_and_dust_become_one_column_and_never_the_other_way_round() -> None:
    old = units(1, "chongqing/2025")[0]
    data = copy.deepcopy(old.data)
    row = data["tables"]["2-1"]["companies"]["rows"][0]
    row.update(smoke="1.25", powder="2.5")
    merged = rolled([unit("甲区", data).source()], "liaoning/2024")
    assert merged.data["tables"]["2-1"]["companies"]["rows"][0]["dust"] == "3.75"
    (traced,) = [
        one for one in merged.traced if one.spot.asked.path == "2-1/companies/dust" and one.spot.position == 0
    ]
    assert len(traced.parts[0].given.places) == 2
    assert "merged" in codes(merged)
    back = rolled([one.source() for one in some("liaoning/2024")], "chongqing/2025")
    assert {
        row.get(name)
        for row in back.data["tables"]["2-1"]["companies"]["rows"]
        for name in ("smoke", "powder")
    } == {None}
    lost = {one.spot.asked.path for one in back.matters if one.code == "lost-field" and one.spot}
    assert "2-1/companies/dust" in lost
    assert any(one.spot.asked.path == "2-1/companies/dust" for one in back.lost)


def test_two_editions_in_one_city() -> None:
    sources = [some("liaoning/2024")[0].source(), some("mee/2020")[0].source()]
    done = rolled(sources, "liaoning/2024")
    rows = done.data["tables"]["2-1"]["companies"]["rows"]
    assert len(rows) == sum(
        sum(not row.says_nothing for row in one.lists["2-1", "companies"]) for one in sources
    )
    missing = {one.params["caption"] for one in done.matters if one.code == "missing-field"}
    assert any("碳减排" in caption for caption in missing)


def test_carbon_of_a_form_that_did_not_ask_for_it_is_left_to_the_formula() -> None:
    sources = [
        some("liaoning/2024")[0].source(),
        next(one for one in some("mee/2020") if companies(one.data)).source(),
    ]
    done = rolled(sources, "liaoning/2024")
    last = [row for table in ("2-2", "3-2") for row in done.data["tables"][table]["companies"]["rows"]][-1]
    assert "power_tco2" not in last


def test_a_factor_is_declared_only_where_all_agree() -> None:
    def other(data: Json) -> None:
        data["parameters"]["electricity_factor"] = {"id": None, "value": "0.5", "document": "某通知"}

    one = some("liaoning/2024")[0].source()
    assert rolled([one], "liaoning/2024").data["parameters"]["electricity_factor"] is not None
    done = rolled([one, changed("乙区", other)], "liaoning/2024")
    assert done.data["parameters"]["electricity_factor"] is None
    assert "factor" in codes(done)


def test_rounded_figures_add_up_to_the_rounded_total() -> None:
    sources = [one.source() for one in some("liaoning/2024")]
    exact, done = rolled(sources, "liaoning/2024"), rolled(sources, "liaoning/2024", is_rounded=True)
    for table, field in (("2-2", "benefit"), ("2-1", "cod"), ("2-2", "water")):

        def column(of: RolledUp, table: str = table, field: str = field) -> list[str | None]:
            return [row[field] for row in of.data["tables"][table]["companies"]["rows"]]

        before = totals.total((totals.entry(text) for text in column(exact) if text), digits=2)
        after = totals.total(totals.entry(text) for text in column(done) if text)
        assert (after.figure and after.figure.value) == (before.figure and before.figure.value)
    power = [row["power"] for row in done.data["tables"]["2-2"]["companies"]["rows"]]
    assert power == [row["power"] for row in exact.data["tables"]["2-2"]["companies"]["rows"]]
    assert any(one.exact is not None for one in done.traced)


def test_a_reading_gives_the_cell_of_every_value() -> None:
    one = some("liaoning/2024")[0]
    bound = open_form(one.workbook, "x.xlsx")
    assert bound is not None
    grid = {sheet.name: sheet for sheet in bound[0].grid.sheets}
    found = read(one.workbook, "x.xlsx")
    cells = [given for values in found.records.values() for given in values.values()]
    cells += [given for rows in found.lists.values() for row in rows for given in row.cells.values()]
    for given in cells:
        place = given.places[0]
        stored = grid[place.sheet].row(place.row)[place.col].text
        assert stored == given.text or Decimal(stored) == Decimal(given.text)
