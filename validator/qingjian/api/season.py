"""What a season's folder declares for a check: the parts `rules`, `factors`, `units` and `files` of its season.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, cast

from qingjian.catalog.factors import factor
from qingjian.catalog.meta import misfits
from qingjian.catalog.rules import rule_codes
from qingjian.errors import BadData
from qingjian.model.digest import ExpectedUnit
from qingjian.model.season import Setting, Settings

FILE: Final = "season.json"


def settings(folder: Path) -> Settings:
    """The rules that the season demotes or switches off; a slip in the file is told with its place."""
    path, document = folder / FILE, _document(folder)
    found = {
        code: Setting(one["severity"], one["reason"].strip(), one["by"].strip())
        for code, one in document.get("rules", {}).items()
    }
    for code in found:
        if code not in rule_codes():
            raise BadData(str(path), f"rules/{code}", code)
    return found


def accepted_factors(folder: Path) -> tuple[Decimal, ...]:
    """The electricity factors that the season accepts, in kgCO2/kWh; none where it declares none."""
    return tuple(
        _value(folder, number, one) for number, one in enumerate(_document(folder).get("factors", ()))
    )


def units(folder: Path) -> tuple[ExpectedUnit, ...]:
    """The units that have to report, in the season's order; none where it does not list them."""
    return tuple(
        ExpectedUnit(one)
        if isinstance(one, str)
        else ExpectedUnit(one["name"], tuple(one.get("aliases", ())))
        for one in _document(folder).get("units", ())
    )


def files(folder: Path) -> Mapping[str, str]:
    """Whose the files are that name no unit: path within what came in → unit."""
    return {path.strip("/"): unit.strip() for path, unit in _document(folder).get("files", {}).items()}


def _value(folder: Path, number: int, declared: Mapping[str, str]) -> Decimal:
    if "value" in declared:
        return Decimal(declared["value"])
    known = factor(declared["id"])
    if known is None:
        raise BadData(str(folder / FILE), f"factors/{number}/id", declared["id"])
    return known.value


def _document(folder: Path) -> Mapping[str, Any]:
    path = folder / FILE
    try:
        document: Any = json.loads(path.read_text("utf-8-sig"))
    except ValueError as problem:
        raise BadData(str(path), "", str(problem)) from problem
    for misfit in misfits(document, "season"):
        raise BadData(str(path), misfit.path, misfit.detail)
    return cast("Mapping[str, Any]", document)
