"""What a season's folder declares of single rules: the part `rules` of its season.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from qingjian.catalog.meta import misfits
from qingjian.catalog.rules import rule_codes
from qingjian.errors import BadData
from qingjian.model.season import Setting, Settings

FILE: Final = "season.json"


def settings(folder: Path) -> Settings:
    """The rules that the season demotes or switches off; a slip in the file is told with its place."""
    path = folder / FILE
    try:
        document: Any = json.loads(path.read_text("utf-8-sig"))
    except ValueError as problem:
        raise BadData(str(path), "", str(problem)) from problem
    for misfit in misfits(document, "season"):
        raise BadData(str(path), misfit.path, misfit.detail)
    found = {
        code: Setting(one["severity"], one["reason"].strip(), one["by"].strip())
        for code, one in document.get("rules", {}).items()
    }
    for code in found:
        if code not in rule_codes():
            raise BadData(str(path), f"rules/{code}", code)
    return found
