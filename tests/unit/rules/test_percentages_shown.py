"""Cells that show a percentage in a column that holds none, and what stands beside them."""

from __future__ import annotations

from typing import Any, Final

from qingjian.rules.digits import odd_precision, percent_format
from support.asking import asked
from support.forms import form

HALF: Final = {"text": "0.5", "format": "0%"}


def _form(row: dict[str, Any]) -> Any:
    return form({"2-1": {"companies": {"rows": [{"name": "甲化工有限公司", **row}]}}})


def test_what_follows_a_percentage_is_looked_at_as_well() -> None:
    mixed = _form({"cod": HALF, "so2": "1.2345678", "nox": HALF})
    assert [one.field for one in asked(percent_format, *mixed)] == ["cod", "nox"]
    assert [one.field for one in asked(odd_precision, *mixed)] == ["so2"]


def test_a_percentage_is_told_with_the_unit_of_its_column() -> None:
    (found,) = asked(percent_format, *_form({"cod": HALF}))
    assert found.params["declared"] == "吨"
    (found,) = asked(percent_format, *form({"1": {"published": {"cells": {"total": HALF}}}}))
    assert found.params["declared"] == ""
