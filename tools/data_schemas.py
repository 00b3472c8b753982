"""schemas/data: the JSON Schema of every edition's extracted data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from qingjian.catalog.editions import edition, edition_ids
from qingjian.templates.data_schema import data_schema

OWNS: Final = ("schemas/data/*/*.schema.json",)


def files() -> Mapping[str, str]:
    """Path and content of each schema."""
    return {
        f"schemas/data/{name}.schema.json": json.dumps(
            data_schema(edition(name)), ensure_ascii=False, indent=2
        )
        + "\n"
        for name in edition_ids()
    }
