"""`qingjian explain`: editions, tables, fields, factors and terms, under the names that people use."""

from __future__ import annotations

import json

import pytest

from qingjian.api.fields import all_editions, asked, spot
from qingjian.catalog.editions import edition_ids
from qingjian.catalog.factors import factors, remark
from qingjian.catalog.glossary import terms
from qingjian.catalog.rules import rules
from qingjian.cli import run

CaptureFixture = pytest.CaptureFixture[str]


def told(capsys: CaptureFixture, *words: str) -> str:
    assert run(["explain", *words]) == 0
    return capsys.readouterr().out


def facts(capsys: CaptureFixture, *words: str) -> dict[str, list[str]]:
    assert run(["explain", *words, "--format", "json"]) == 0
    (article,) = json.loads(capsys.readouterr().out)
    found: dict[str, list[str]] = article["facts"]
    return found


def test_a_field_of_a_table_says_where_it_stands_and_what_judges_it(capsys: CaptureFixture) -> None:
    found = facts(capsys, "liaoning/2024", "表2-2", "节电的碳减排量")
    assert found["place"] == ["表2-2 F 列，第 3 行起"]
    assert found["unit"] == ["tCO2"]
    assert found["computed"][0] == "“节电（度）” × 申报的电力排放因子 ÷ 1000"
    assert any(note.startswith("（4）节电的碳减排量计算方法") for note in found["notes"])
    assert {"QJ4101", "QJ2101"} <= {line[:6] for line in found["judged_by"]}
    assert not {"QJ4102", "QJ2104", "QJ6003"} & {line[:6] for line in found["judged_by"]}


def test_two_tables_that_ask_alike_are_told_in_one(capsys: CaptureFixture) -> None:
    found = facts(capsys, "liaoning/2024", "节油的碳减排量")
    assert found["place"] == ["表2-2 J 列，第 3 行起", "表3-2 J 列，第 3 行起"]
    assert found["errata"][0].startswith("表2-2：“折标准煤系数1.4286 kgce/m3”应为")
    assert found["computed"][0] == "“节油（吨）” × 1.4286（kgce/kg）× 2.7725（tCO2/tce）"


def test_footnotes_of_a_table_printed_in_two_parts_stand_below_the_second(capsys: CaptureFixture) -> None:
    assert "GB/T 4754" in facts(capsys, "liaoning/2024", "2-1", "所属行业")["notes"][0]


def test_an_alias_and_an_id_mean_the_field_as_well(capsys: CaptureFixture) -> None:
    by_alias = facts(capsys, "liaoning/2024", "化学需氧量")
    assert by_alias == facts(capsys, "liaoning/2024", "companies.cod")
    assert by_alias["aliases"] == ["CODcr", "化学需氧量"]


def test_without_an_edition_the_newest_form_is_told_and_the_others_named(capsys: CaptureFixture) -> None:
    found = facts(capsys, "power_tco2")
    assert found["place"][0] == "表2-2 F 列，第 3 行起"
    assert "elsewhere" not in found, "no other form asks for it"
    others = facts(capsys, "表2-2", "节水")["elsewhere"]
    assert {line.partition("：")[0] for line in others} == {"liaoning/2024", "mee/2020"}


def test_a_table_lists_its_columns(capsys: CaptureFixture) -> None:
    columns = facts(capsys, "liaoning/2024", "表3-2")["columns"]
    assert len(columns) == 15
    assert columns[-1] == "O  经济效益（万元）  companies.benefit"


def test_an_edition_says_what_it_asks_and_which_rules_judge_it(capsys: CaptureFixture) -> None:
    found = facts(capsys, "Liaoning/2024")
    assert found["document"] == ["2024年清洁生产审核工作总结表（辽宁省用表）"]
    assert "电力排放因子（选择）" in found["parameters"][0]
    assert found["tables"][2] == "表2-2  资源能源节约及经济效益情况：15 栏，备有 30 行"
    assert len(found["errata"]) == 3
    assert found["changes"][0].startswith("与 mee/2020 有 ")
    assert any("QJ4101" in line for line in found["rules"])
    assert any("QJ3101" in line for line in found["rules_idle"]), "the form has no credit codes"
    assert any(line.startswith("QJ1020") and "mee/2020" in line for line in found["rules_not"])


@pytest.mark.parametrize("name", edition_ids())
def test_every_rule_has_its_place_in_every_edition(name: str, capsys: CaptureFixture) -> None:
    found = facts(capsys, name)
    lines = [*found["rules"], *found.get("rules_idle", ()), *found.get("rules_not", ())]
    for spec in rules():
        assert sum(line.count(spec.code) for line in lines) == 1, spec.code


def test_no_placeholder_is_left_open(capsys: CaptureFixture) -> None:
    for name in edition_ids():
        assert "{" not in told(capsys, name, "--lang", "en")


def test_a_factor_says_what_it_may_be_mistaken_for(capsys: CaptureFixture) -> None:
    found = facts(capsys, "baseline:BM:2013:华北")
    assert found["value"] == ["0.5777 tCO2/MWh"]
    assert found["rounding"] == ["0.57765 到 0.57775"]
    assert found["same_value"] == ["footprint:footprint:2024:全国  0.5777 kgCO2e/kWh  电力碳足迹因子"]
    assert "内蒙古（部分）" in found["serves"][0]


def test_every_note_of_a_factor_is_told_in_either_language() -> None:
    noted = [one for one in factors() if one.note]
    assert len(noted) > 10
    for one in noted:
        assert remark(one, "zh")
        assert remark(one, "en")


def test_a_figure_brings_every_factor_that_has_it(capsys: CaptureFixture) -> None:
    shown = told(capsys, "0.5777")
    assert "baseline:BM:2013:华北" in shown
    assert "footprint:footprint:2024:全国" in shown


def test_unconfirmed_factors_are_not_offered(capsys: CaptureFixture) -> None:
    guess = next(one for one in factors() if one.confidence == "unconfirmed")
    assert facts(capsys, guess.id)["used"] == ["不能在任何版本中选用"]


def test_every_term_is_found_by_each_of_its_names(capsys: CaptureFixture) -> None:
    for term in terms():
        for name in (term.zh, *term.zh_forms, term.en):
            assert run(["explain", *name.split(), "--format", "json"]) == 0
            assert term.id in {one["id"] for one in json.loads(capsys.readouterr().out)}, name


def test_a_term_is_told_in_either_language(capsys: CaptureFixture) -> None:
    assert "acceptance" in told(capsys, "验收")
    shown = told(capsys, "acceptance", "--lang", "en")
    assert "验收" in shown
    assert "costly schemes" in shown


def test_the_beginning_of_codes_lists_a_family(capsys: CaptureFixture) -> None:
    shown = told(capsys, "qj41").splitlines()
    assert shown[0] == "QJ41"
    assert all(line.startswith("QJ41") for line in shown)
    assert len(shown) > 5
    assert run(["explain", "QJ89"]) == 2


def test_a_table_alone_means_that_of_the_newest_form(capsys: CaptureFixture) -> None:
    assert facts(capsys, "表2-2") == facts(capsys, "chongqing/2025", "表2-2")


def test_several_topics_follow_each_other(capsys: CaptureFixture) -> None:
    shown = told(capsys, "验收", "qj2101", "liaoning/2024", "--lang", "en")
    assert shown.index("acceptance") < shown.index("QJ2101") < shown.index("Liaoning")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["power_kwh"],
            "没有叫“power_kwh”的规则、版本、栏目、因子或术语。相近的有：节电 (companies.power)、",
        ),
        (["liaoning/2025"], "liaoning/2024"),
        (["重庆"], "chongqing/2025、"),
        (["ndrc-average:average:2012:东"], "ndrc-average:average:2012:东北"),
        (["liaoning/2024", "表2-2", "节能"], "节煤（吨） (companies.coal)"),
        (
            ["liaoning/2024", "1", "合计"],
            "“1 合计”有几种意思，请写明是哪一个：liaoning/2024 表1 published.total",
        ),
    ],
)
def test_a_word_that_means_nothing_or_too_much_brings_near_ones(
    words: list[str], said: str, capsys: CaptureFixture
) -> None:
    assert run(["explain", *words]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err
    assert shown.err.count("\n") == 1


@pytest.mark.parametrize("name", edition_ids())
def test_every_choice_and_every_listed_field_can_be_explained(name: str, capsys: CaptureFixture) -> None:
    edition = next(one for one in all_editions() if one.id == name)
    for one in asked(edition):
        assert spot(one) is not None or one.field.type in ("sequence", "item"), one.id
    last = list(asked(edition))[-1]
    assert told(capsys, name, last.sheet.name, last.id)
