"""The golden cases once more, as the native formulas of official workbooks in a real LibreOffice."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl.formula import Tokenizer

from qingjian.catalog.wording import own_factor
from qingjian.functions import formulas
from qingjian.resources import workbooks
from qingjian_addin.ranges import rows_of
from support.office import Document, Formula, Office

CASES: Final[list[dict[str, Any]]] = json.loads((Path(__file__).parent / "cases.json").read_text("utf-8"))
CARBON: Final = {
    "QJ_CO2_POWER": "electricity",
    "QJ_CO2_COAL": "coal",
    "QJ_CO2_OIL": "oil",
    "QJ_CO2_GAS": "gas",
}
SHEET: Final = "表2-2"


def _carbon_cases() -> Iterator[Any]:
    """Those whose factor is a number: in a workbook, factors are looked up by choosing one in 参数."""
    for case in CASES:
        declared = case["args"][1] if len(case["args"]) > 1 else None
        if case["function"] in CARBON and not isinstance(declared, (list, str)):
            yield pytest.param(case, declared, id=f"{case['function']}-{case['args']!r:.40}")


@pytest.fixture(scope="module")
def official(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(
        shutil.copy(workbooks() / "official" / "liaoning-2024.xlsx", tmp_path_factory.mktemp("native"))
    )


@pytest.mark.parametrize(("case", "declared"), list(_carbon_cases()))
def test_carbon(office: Office, official: Path, case: dict[str, Any], declared: float | None) -> None:
    by = CARBON[case["function"]]
    cells: list[Any] = [cell for row in rows_of(case["args"][0]) for cell in row]
    with office.document(official) as doc:
        if declared is not None and by == "electricity":
            doc.set("参数", {"B7": own_factor(), "B8": Decimal(repr(declared))})
        if declared is not None and by == "gas":
            doc.set("参数", {"B16": Decimal(repr(declared))})
        for number, cell in enumerate(cells, 3):
            doc.set(SHEET, {f"E{number}": cell})
            doc.set(SHEET, {f"CA{number}": _calc(formulas.carbon(f"E{number}", by))})  # type: ignore[arg-type]  # one of CARBON
        doc.recalculate()
        shown = [_shown(doc, f"CA{number}") for number, _ in enumerate(cells, 3)]
    told: Any = case["answer"]
    assert shown == [answer for row in rows_of(told) for answer in row]


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["function"] == "QJ_TOTAL" and len(case["args"]) < 3]
)
def test_total(office: Office, official: Path, case: dict[str, Any]) -> None:
    cells: list[Any] = [cell for row in rows_of(case["args"][0]) for cell in row]
    digits = case["args"][1] if len(case["args"]) > 1 else None
    with office.document(official) as doc:
        doc.set(SHEET, {f"CA{number}": cell for number, cell in enumerate(cells, 3)})
        at = f"CA{len(cells) + 3}"
        doc.set(SHEET, {at: _calc(formulas.column_total("CA", 2, digits))})
        doc.recalculate()
        assert _shown(doc, at) == case["answer"]


def _calc(formula: str) -> Formula:
    """Excel's text of a formula as LibreOffice takes it."""
    return Formula("=" + "".join(";" if one.type == "SEP" else one.value for one in Tokenizer(formula).items))


def _shown(doc: Document, at: str) -> float | str:
    found = doc.value(SHEET, at)
    return "" if found is None else round(found, 9) if isinstance(found, float) else found
