"""Totals that are off together: by the same share, by the same sum, or by accident."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import pytest

from qingjian.catalog.editions import edition
from qingjian.catalog.rules import rule
from qingjian.model.finding import Finding, Place
from qingjian.rules import alongside
from qingjian.rules.alongside import along
from qingjian.rules.plan import plan

KNOWN: Final = plan(edition("liaoning/2024"))


def _total(field: str, off: str | None, whole: str | None = None, table: str = "2-2") -> Finding:
    return rule("QJ2101").finding(Place("表", 9, 1), table=table, field=field, difference=off, expected=whole)


def _causes(*findings: Finding) -> dict[str, str]:
    return {findings[at].field: findings[cause].field for at, cause in along(findings, KNOWN)}


def _energy(tonnes: str, whole: str = "7.769", *, off: str = "100", base: str = "10000") -> bool:
    causes = _causes(_total("power_tco2", tonnes, whole), _total("power", off, base))
    return causes == {"power_tco2": "power"}


@pytest.mark.parametrize(
    ("tonnes", "follows"),
    [
        ("0.7769", False),
        ("0.07769", True),
        ("0.08", True),
        ("0.085", False),
        ("-0.07769", False),
        ("1", False),
    ],
)
def test_carbon_is_off_by_the_share_of_its_energy(tonnes: str, *, follows: bool) -> None:
    assert _energy(tonnes) is follows


def test_where_nothing_is_made_from_energy_nothing_follows() -> None:
    assert not _energy("5", base="0")
    assert not _energy("5", base="")
    assert _causes(_total("power_tco2", "0.07769", "7.769")) == {}


def test_a_sum_of_carbon_follows_the_first_of_its_parts() -> None:
    coal, power, whole = _total("coal_tco2", "2"), _total("power_tco2", "3"), _total("carbon_tco2", "5")
    assert _causes(coal, whole, power) == {"carbon_tco2": "power_tco2"}
    assert _causes(coal, whole) == {}
    assert _causes(coal._replace(difference="5"), whole) == {"carbon_tco2": "coal_tco2"}


def test_only_totals_that_must_be_cleared_take_part() -> None:
    coal, whole = _total("coal_tco2", "5"), _total("carbon_tco2", "5")
    assert _causes(coal._replace(severity="verify"), whole) == {}
    assert _causes(coal._replace(code="QJ2008"), whole) == {}
    assert _causes(_total("coal_tco2", None), whole) == {}
    assert _causes(_total("coal_tco2", "5", table="3-2"), whole) == {}


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("100", "97.999", True),
        ("100", "97.998", False),
        ("-97.999", "-100", True),
        ("-97.998", "-100", False),
    ],
)
def test_two_per_cent_and_a_step_are_rounding(one: str, other: str, *, is_one: bool) -> None:
    assert alongside._close(Decimal(one), Decimal(other), Decimal("0.001")) is is_one
