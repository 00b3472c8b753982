"""`qingjian factor` takes quantities as people write them, and shows the working of what it says."""

from __future__ import annotations

import pytest

from qingjian.cli import run

CaptureFixture = pytest.CaptureFixture[str]


def lines(capsys: CaptureFixture, *arguments: str) -> list[str]:
    assert run(["factor", *arguments]) == 0
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    "pair",
    [
        ("30000", "23.307"),
        ("30000", "kWh", "23.307"),
        ("30000kWh", "23.307", "tCO2"),
        ("3", "万度", "23.307吨"),
        ("3万", "23.307"),
        ("30", "MWh", "23307", "kgCO2"),
    ],
)
def test_a_pair_in_whatever_units(pair: tuple[str, ...], capsys: CaptureFixture) -> None:
    shown = lines(capsys, "infer", *pair)
    assert shown[0].startswith("23.307 tCO2（四舍五入前 23.3065 到 23.3075）÷ 30000 度")
    assert shown[2].split()[0] == "ndrc-average:average:2012:东北"


def test_what_two_factors_explain_is_called_ambiguous(capsys: CaptureFixture) -> None:
    shown = lines(capsys, "infer", "1000", "0.5777")
    assert shown[-1].startswith("以上 2 个因子都相符")


def test_what_only_guesses_explain_is_called_a_guess(capsys: CaptureFixture) -> None:
    assert "相符的都未经证实，只能作为线索。" in lines(capsys, "infer", "1000000", "775.3")


def test_a_volume_brings_the_gas_coefficient(capsys: CaptureFixture) -> None:
    shown = lines(capsys, "infer", "44178 m3", "140.856")
    assert "1.149996 到 1.150004 kgce/m3" in shown[1]
    assert shown[2].startswith("在填报说明（7）的范围")
    assert lines(capsys, "infer", "44178", "m3", "1408.56")[2].startswith("不在填报说明（7）的范围")


def test_a_comparison_shows_its_products(capsys: CaptureFixture) -> None:
    shown = lines(capsys, "compare", "3", "万度", "辽宁", "--year", "2012", "--tco2", "99")
    assert "30000 × 1.0935 ÷ 1000 = 32.805 tCO2" in shown[0]
    assert shown[-1].startswith("没有一个与填报相符")


@pytest.mark.parametrize(
    ("arguments", "result", "working"),
    [
        (("3.6", "万度", "kWh"), "36000 kWh", "3.6 万度 × 10000 = 36000 kWh"),
        (("3.6万度", "--to", "kWh"), "36000 kWh", "3.6 万度 × 10000 = 36000 kWh"),
        (("7", "m3", "吨", "--substance", "water"), "7 吨", "7 m3 × 1 = 7 吨"),
        (("100", "吨", "tce", "--substance", "原煤"), "71.43 tce", "100000 kg × 0.7143 kgce/kg"),
        (("1万m3", "tce", "--substance", "天然气"), "11 ~ 13.3 tce", "10000 m3 × 1.1000 ~ 1.3300 kgce/m3"),
        (("10", "万度", "tce", "--substance", "电力"), "12.29 tce", "100000 kWh × 0.1229 kgce/kWh"),
    ],
)
def test_a_conversion_shows_its_working(
    arguments: tuple[str, ...], result: str, working: str, capsys: CaptureFixture
) -> None:
    shown = lines(capsys, "convert", *arguments)
    assert shown[0] == result
    assert shown[1].strip().startswith(working)


def test_the_figure_of_a_factor_stands_for_it_if_it_is_the_only_one(capsys: CaptureFixture) -> None:
    shown = lines(capsys, "derive", "electricity", "3万度", "--factor", "0.7769")
    assert shown[0] == "30000 × 0.7769 ÷ 1000 = 23.307 tCO2"
    assert shown[-1] == "按印出的位数，结果在 23.30661155 到 23.30738845 之间。"


def test_what_is_not_offered_can_be_asked_for(capsys: CaptureFixture) -> None:
    assert "--all" in lines(capsys, "list", "--kind", "footprint")[0]
    assert lines(capsys, "list", "--area", "火星")[0] == "没有符合条件的因子。"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("infer", "5"), "要写两个数"),
        (("infer", "5", "6", "7"), "要写两个数"),
        (("infer", "5吨", "6"), "读不出数字，或单位不合：5吨, 6"),
        (("infer", "0 m3", "6"), "读不出数字"),
        (("compare", "一些", "辽宁"), "读不出数字"),
        (("derive", "electricity", "5"), "缺少 --factor"),
        (("derive", "gas", "5"), "缺少 --gas"),
        (("derive", "coal", "5度"), "读不出数字，或单位不合"),
        (
            ("derive", "electricity", "5", "--factor", "0.3648"),
            "baseline:BM:2015:南方、mee-nbs:average:2023:海南",
        ),
        (("convert", "5", "kWh"), "“5”不是一个数量加认识的单位"),
        (("convert", "5", "吨", "度"), "不能换算：5 吨 → 度"),
        (("convert", "5", "吨", "tce", "--substance", "木头"), "能折标准煤的有：原煤"),
    ],
)
def test_what_cannot_be_answered_is_said(
    arguments: tuple[str, ...], said: str, capsys: CaptureFixture
) -> None:
    assert run(["factor", *arguments]) == 2
    shown = capsys.readouterr()
    assert (said in shown.err, shown.out) == (True, ""), shown.err
