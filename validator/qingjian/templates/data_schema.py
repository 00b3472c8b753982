"""Edition → the plain JSON Schema of its extracted data, for anybody's off-the-shelf validator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from qingjian.catalog.edition import LEVELS, Bound, Edition, Field, ListBlock, Score
from qingjian.catalog.years import replaced

Json = dict[str, Any]
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
FORMAT: Final = 1
_DECIMAL: Final = r"^-?[0-9]+(\.[0-9]+)?$"
_DEFINITIONS: Final[Mapping[str, Json]] = {
    "figure": {
        "description": "十进制数的文字，“/”表示不涉及，null 表示未填。 / A decimal as text, / for not applicable, null for blank.",
        "type": ["string", "null"],
        "pattern": rf"{_DECIMAL}|^/$",
    },
    "decimal": {
        "description": "十进制数的文字。 / A decimal as text.",
        "type": ["string", "null"],
        "pattern": _DECIMAL,
    },
    "text": {"description": "文字，null 表示未填。 / Text, null for blank.", "type": ["string", "null"]},
}


def data_schema(edition: Edition) -> Json:
    """JSON Schema 2020-12 of what `extract` gives for a form of this edition."""
    tables = {sheet.id: _object(_blocks(sheet.blocks()), title=sheet.name) for sheet in edition.sheets}
    members: Json = {
        "format": {"const": FORMAT},
        "edition": {"const": edition.id},
        "report_year": {"type": ["integer", "null"], "minimum": 1990, "maximum": 2100},
        "unit": {"$ref": "#/$defs/text"},
        "level": {"enum": [*LEVELS, None]},
        "parameters": _parameters(),
        "tables": {**_object(tables), "required": sorted(tables)},
        "unread": {"type": "array", "items": _unread()},
    }
    required = ["format", "edition", "report_year", "tables"]
    return {
        "$schema": DIALECT,
        "$id": f"{edition.id}.schema.json",
        "title": edition.title["zh"],
        "description": edition.title["en"],
        **_object(members),
        "required": required,
        "$defs": dict(_DEFINITIONS),
    }


def _object(members: Mapping[str, Json], *, title: str | None = None) -> Json:
    described = {} if title is None else {"title": title}
    return {**described, "type": "object", "additionalProperties": False, "properties": dict(members)}


def _blocks(blocks: Iterable[Bound]) -> dict[str, Json]:
    return {block.id: _block(block) for block in blocks}


def _block(block: Bound) -> Json:
    if isinstance(block, ListBlock):
        return _list(block)
    if block.kind == "text":
        return _value(block.field)
    tree: Json = {}
    for known in block.fields:
        _plant(tree, known.id.split("."), _limited(known, block))
    return _object(_grown(tree))


def _plant(tree: Json, path: list[str], leaf: Json) -> None:
    for step in path[:-1]:
        tree = tree.setdefault(step, {"properties": {}})["properties"]
    tree[path[-1]] = leaf


def _grown(tree: Json) -> dict[str, Json]:
    """Inner nodes hold nothing but their members so far; leaves are finished."""
    return {
        key: _object(_grown(node["properties"])) if list(node) == ["properties"] else node
        for key, node in tree.items()
    }


def _list(block: ListBlock) -> Json:
    inputs = [known for known in block.fields if known.type not in ("sequence", "item")]
    row = _object({known.id: _value(known) for known in inputs})
    if block.items:
        items = {
            item.id: {"title": item.caption, **({"type": "array", "items": row} if item.sublist else row)}
            for item in block.items
        }
        return _object({"rows": _object(items)})
    members: Json = {"rows": {"type": "array", "items": row}}
    if block.total is not None:
        totals = {known.id: _value(known) for known in inputs if known.total}
        members["total"] = _object(totals, title=block.total)
    return _object(members)


def _limited(known: Field, block: Bound) -> Json:
    """A score says its maximum in words: JSON Schema cannot compare decimals held as text."""
    if not isinstance(block, Score):
        return _value(known)
    most = {f"{part.id}.{item.id}": item.score for part in block.sections for item in part.items}
    described = {"description": f"0–{most[known.id]}"} if known.id in most else {}
    return {**_value(known), **described}


def _value(known: Field) -> Json:
    caption = replaced(" / ".join(known.path), lambda _: "", "")
    shown = {"title": caption} if caption else {}
    unit = {"description": known.unit} if known.unit and known.unit not in caption else {}
    return {**shown, "$ref": f"#/$defs/{'figure' if known.is_numeric else 'text'}", **unit}


def _parameters() -> Json:
    texts = {name: {"$ref": "#/$defs/text"} for name in ("id", "label", "kind", "area", "year", "document")}
    factor = _object({**texts, "value": {"$ref": "#/$defs/decimal"}})
    return _object(
        {
            "province": {"$ref": "#/$defs/text"},
            "electricity_factor": {**factor, "type": ["object", "null"]},
            "gas_coefficient": {"$ref": "#/$defs/decimal"},
        }
    )


def _unread() -> Json:
    members: Json = {
        "path": {"type": "string", "pattern": "^/tables/"},
        "sheet": {"type": "string"},
        "cell": {"type": "string", "pattern": "^[A-Z]{1,3}[1-9][0-9]*$"},
        "text": {"type": "string"},
    }
    return {**_object(members), "required": list(members)}
