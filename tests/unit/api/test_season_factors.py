"""Electricity factors that a season accepts: what only deserved a hint has to be explained once they are declared."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from qingjian.api.checking import check
from qingjian.api.season import accepted_factors
from qingjian.errors import BadData

FILLED = Path(__file__).resolve().parents[3] / "workbooks" / "samples" / "liaoning-2024-filled.xlsx"
USED = "ndrc-average:average:2012:东北"
"""What the filled form declares: 0.7769."""


def _season(folder: Path, *factors: dict[str, Any]) -> Path:
    content = json.dumps({"year": 2024, "factors": list(factors)}, ensure_ascii=False)
    (folder / "season.json").write_text(content, "utf-8")
    return folder


def _told(season: Path | None) -> set[tuple[str, str, str]]:
    found = check([FILLED], season=season, only=["QJ4006", "QJ4007"]).findings()
    return {(one.code, one.severity, one.place.address) for one in found}


def test_without_a_season_an_old_factor_is_a_hint() -> None:
    assert _told(None) == {("QJ4006", "advice", "B7")}


def test_another_factor_than_the_accepted_has_to_be_explained(tmp_path: Path) -> None:
    season = _season(tmp_path, {"value": "0.5810", "document": "省厅通知"})
    assert _told(season) == {("QJ4006", "advice", "B7"), ("QJ4007", "verify", "B7")}


@pytest.mark.parametrize("declared", [{"id": USED}, {"value": "0.77690", "document": "省厅通知"}])
def test_an_accepted_factor_is_neither_old_nor_wrong(declared: dict[str, str], tmp_path: Path) -> None:
    assert _told(_season(tmp_path, {"value": "0.5810", "document": "省厅通知"}, declared)) == set()


def test_factors_are_read_by_id_and_by_value(tmp_path: Path) -> None:
    season = _season(tmp_path, {"id": USED}, {"value": "0.5810", "document": "省厅通知"})
    assert accepted_factors(season) == (Decimal("0.7769"), Decimal("0.5810"))
    (tmp_path / "season.json").write_text("{}", "utf-8")
    assert accepted_factors(tmp_path) == ()


@pytest.mark.parametrize(
    "declared",
    [{"id": "no-such-factor"}, {"value": "0.5810"}, {"value": "约0.58", "document": "x"}, {"id": USED, "value": "1"}, {}],
)  # fmt: skip
def test_a_slip_is_told_with_its_place(declared: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(BadData) as told:
        check([FILLED], season=_season(tmp_path, declared))
    assert told.value.where.startswith("factors/0")
