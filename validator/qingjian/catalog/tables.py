"""Reads one JSON file of schemas/; the only place where its untyped content enters the catalogue."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from qingjian import resources
from qingjian.errors import BadSchema


def text(path: str) -> str:
    """What schemas/<path> holds, as it is written."""
    with open(f"{resources.root()}/{path}", "rb") as file:  # noqa: PTH123  # see resources
        return file.read().decode("utf-8")


def table(path: str) -> Mapping[str, Any]:
    """The object in schemas/<path>; callers keep what they make of it, so it is not cached here."""
    try:
        document = json.loads(text(path))
    except json.JSONDecodeError as error:
        raise BadSchema(f"schemas/{path}", str(error)) from error
    if not isinstance(document, dict):
        raise BadSchema(f"schemas/{path}", "not a JSON object")
    return cast("Mapping[str, Any]", document)
