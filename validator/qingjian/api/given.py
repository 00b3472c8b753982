"""Data that somebody wants written into a form, held against the JSON Schema of the edition."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

from qingjian.catalog.editions import edition
from qingjian.catalog.meta import Misfit, misfits_of
from qingjian.errors import BadData
from qingjian.templates.data_schema import data_schema


def read_data(path: Path, edition_id: str) -> dict[str, Any]:
    """The data in a JSON file; BadData names the first place that does not fit the edition."""
    try:
        data = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as problem:
        raise BadData(str(path), "", str(problem)) from problem
    for misfit in misfits(data, edition_id):
        raise BadData(str(path), misfit.path, misfit.detail)
    return cast("dict[str, Any]", data)


def misfits(data: object, edition_id: str) -> tuple[Misfit, ...]:
    """Every place where data departs from what the edition holds."""
    return misfits_of(data, data_schema(edition(edition_id)))
