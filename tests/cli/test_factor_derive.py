"""`qingjian factor derive`: the working behind a carbon figure, line by line."""

from __future__ import annotations

import pytest

from qingjian.cli import run


def derived(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert run(["factor", "derive", *arguments]) == 0
    return capsys.readouterr().out.splitlines()


def test_electricity_with_its_factor(capsys: pytest.CaptureFixture[str]) -> None:
    lines = derived(capsys, "electricity", "30000", "--factor", "ndrc-average:average:2012:东北")
    assert lines[0] == "30000 × 0.7769 ÷ 1000 = 23.307 tCO2"
    assert "ndrc-average:average:2012:东北" in lines[2]


def test_gas_by_way_of_standard_coal(capsys: pytest.CaptureFixture[str]) -> None:
    lines = derived(capsys, "gas", "44178", "--gas", "1.15")
    assert "44178 × 1.15 ÷ 1000 = 50.8047 tce" in lines
    assert "50.8047 × 2.7725 = 140.85603075 tCO2" in lines


@pytest.mark.parametrize(
    ("energy", "last"), [("coal", "2 × 2.7725 = 5.545 tCO2"), ("oil", "2.8572 × 2.7725 = 7.921587 tCO2")]
)
def test_coal_and_oil_need_nothing_else(capsys: pytest.CaptureFixture[str], energy: str, last: str) -> None:
    assert last in derived(capsys, energy, "2")


@pytest.mark.parametrize(
    "arguments",
    [("gas", "5"), ("coal", "一些"), ("electricity", "5"), ("electricity", "5", "--factor", "没有")],
)
def test_what_is_missing_is_asked_for(arguments: tuple[str, ...]) -> None:
    assert run(["factor", "derive", *arguments]) == 2
