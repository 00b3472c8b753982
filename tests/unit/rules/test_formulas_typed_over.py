"""Numbers typed where the official workbook has a formula, and files whose formulas nobody can read."""

from __future__ import annotations

from typing import Any, Final

import pytest

from qingjian.rules.formula_cells import overwritten
from support.asking import asked
from support.by_columns import run
from support.forms import form

TYPED: Final = {
    "name": "甲化工有限公司",
    "power": "1",
    "power_tco2": "0.1",
    "coal_tco2": {"text": "0", "formula": "1"},
}


def _form(*rows: dict[str, Any], grid_format: str = "xlsx") -> Any:
    return form({"2-2": {"companies": {"rows": list(rows)}}}, how="stamp", grid_format=grid_format)


def test_cells_typed_over_are_told_once_per_column() -> None:
    (found,) = asked(overwritten, *_form(TYPED, TYPED))
    assert (found.place.address, [place.address for place in found.related]) == ("F3", ["F4"])
    assert (found.params["cells"], found.params["count"]) == ("F3、F4", "2")


@pytest.mark.parametrize("code", ["QJ2108", "QJ2109"])
@pytest.mark.parametrize("kind", ["xls", "docx"])
def test_without_formulas_nothing_is_said_of_them(code: str, kind: str) -> None:
    outcome = run(*_form(TYPED, grid_format=kind), only=[code])
    assert outcome.findings == ()
    assert (code, "formulas-unknown", kind) in outcome.skipped


def test_only_official_workbooks_have_formulas_to_type_over() -> None:
    filled, known = form({"2-2": {"companies": {"rows": [TYPED]}}})
    outcome = run(filled, known, only=["QJ2108"])
    assert ("QJ2108", "formulas-optional") in {skipped[:2] for skipped in outcome.skipped}
