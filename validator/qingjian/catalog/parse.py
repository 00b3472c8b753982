"""A resolved declaration as typed, immutable objects."""

from __future__ import annotations

from typing import Any, Final, Literal

from qingjian.catalog import resolve
from qingjian.catalog.edition import (
    LEVELS,
    Beside,
    Block,
    Carbon,
    Edition,
    Erratum,
    Field,
    Grade,
    GridSpec,
    Item,
    Labels,
    Level,
    ListBlock,
    Matrix,
    Node,
    Record,
    Rows,
    Score,
    ScoreItem,
    ScoreSection,
    Section,
    SheetSpec,
    Text,
    Title,
    Years,
    leaf_fields,
)
from qingjian.errors import BadSchema

Json = dict[str, Any]
_INHERITED: Final = ("type", "unit", "digits", "total")
_NO_ROWS: Final = Rows(print=0, start=0, dots=False)


def parse(whole: Json) -> Edition:
    """Typed objects from a resolved declaration."""
    years = whole["years"]
    return Edition(
        id=whole["id"],
        title=whole["title"],
        source=whole["source"],
        province=whole.get("province"),
        years=Years(years["default"], years["from"], years.get("until")),
        parameters=tuple(whole.get("parameters", ())),
        pairs=tuple((first, second) for first, second in whole.get("pairs", ())),
        industry=whole.get("industry", {}),
        sheets=tuple(_sheet(sheet) for sheet in whole["sheets"]),
        errata=tuple(
            Erratum(e["at"], e["printed"], e["meant"], e["reason"]) for e in whole.get("errata", ())
        ),
        hash=resolve.digest(whole),
    )


def _sheet(raw: Json) -> SheetSpec:
    grid = raw.get("grid")
    return SheetSpec(
        id=raw["id"],
        name=raw["name"],
        titles=tuple(Title(t["text"], t.get("align", "center"), t.get("level", 1)) for t in raw["titles"]),
        sections=tuple(
            Section(
                s["id"],
                s.get("caption"),
                tuple(_block(block) for block in s["blocks"]),
                s.get("above", False),
            )
            for s in raw["sections"]
        ),
        grid=GridSpec(grid["caption"], grid["columns"], grid["width"]) if grid else None,
        head=tuple(raw.get("head", ())),
        notes=tuple(raw.get("notes", ())),
    )


def _block(raw: Json) -> Block:
    match raw["kind"]:
        case "record":
            return Record(raw["id"], _nodes(raw["columns"]), raw.get("fill", False))
        case "list":
            return _list(raw)
        case "labels":
            default: Json = {"type": raw.get("type", "text")}
            return Labels(
                raw["id"],
                tuple(_labelled(item, default) for item in raw["items"]),
                raw.get("span"),
                raw.get("across", 1),
            )
        case "text":
            return Text(raw["id"], _field(raw, "", (), {"type": "longtext"}))
        case "matrix":
            return _matrix(raw)
        case "score":
            return _score(raw)
        case "beside":
            return Beside(tuple(_block(inner) for inner in raw["blocks"]), tuple(raw["spans"]))
        case other:
            raise BadSchema(raw.get("id", "?"), f"unknown kind of block {other!r}")


def _list(raw: Json) -> ListBlock:
    total = raw.get("total")
    rows = raw.get("rows")
    return ListBlock(
        id=raw["id"],
        columns=_nodes(raw["columns"]),
        rows=_rows(rows) if rows else _NO_ROWS,
        items=tuple(_fixed(item) for item in raw.get("items", ())),
        total=total["caption"] if total else None,
        unit_row=raw.get("unit_row", False),
        rows_from=raw.get("rows_from"),
    )


def _rows(raw: Json) -> Rows:
    return Rows(raw["print"], raw["start"], raw["dots"], raw.get("unnumbered", False))


def _fixed(raw: Json) -> Item:
    sublist = raw.get("sublist")
    return Item(
        raw["id"],
        raw["caption"],
        sublist=_rows(sublist) if sublist else None,
        numbered=bool(sublist and sublist.get("numbered")),
        required=_levels(raw.get("required")),
    )


def _labelled(raw: Json, default: Json) -> Item:
    spans = raw.get("spans")
    field = _field(raw, raw["id"], (raw["caption"],), default)
    return Item(raw["id"], raw["caption"], field=field, spans=(spans[0], spans[1]) if spans else None)


def _matrix(raw: Json) -> Matrix:
    columns = _nodes(raw["columns"])
    items = tuple(_matrix_item(item) for item in raw["items"])
    fields = tuple(
        _crossing(quantity, item["caption"], column)
        for item in raw["items"]
        for column in leaf_fields(columns)
        for quantity in item.get("parts") or (item,)
    )
    return Matrix(raw["id"], raw.get("corner", ""), items, columns, fields, raw.get("span"))


def _matrix_item(raw: Json) -> Item:
    parts = tuple(Item(part["id"], part["caption"]) for part in raw.get("parts", ()))
    return Item(raw["id"], raw["caption"], group=raw.get("group"), parts=parts)


def _crossing(quantity: Json, caption: str, column: Field) -> Field:
    """The field where a row (or one quantity of it) and a column meet; the row's word counts."""
    own: Json = {key: quantity[key] for key in ("type", "unit", "digits") if key in quantity}
    summed = [f"{quantity['id']}.{part}" for part in column.sum]
    path = (caption, *([quantity["caption"]] if quantity["caption"] != caption else []), *column.path)
    return _field(
        {"type": column.type, "unit": column.unit, **own, "sum": summed},
        f"{quantity['id']}.{column.id}",
        path,
        {},
    )


def _score(raw: Json) -> Score:
    sections = tuple(
        ScoreSection(
            s["id"], s["caption"], s["score"], tuple(_score_item(i) for i in s["items"]), s.get("number", "")
        )
        for s in raw["sections"]
    )
    ids = [f"{s.id}.{i.id}" for s in sections for i in s.items]
    captions = {f"{s.id}.{i.id}": (s.caption, i.caption) for s in sections for i in s.items}
    fields = [_field({"type": "score"}, key, captions[key], {}) for key in ids]
    fields.append(_field({"type": "score", "sum": ids}, "total", (raw["total"],), {}))
    vetoes = tuple(_labelled(veto, {"type": "yesno"}) for veto in raw["vetoes"])
    fields.extend(_field({"type": "yesno"}, f"veto.{v.id}", (v.caption,), {}) for v in vetoes)
    grades = tuple(
        Grade(g["id"], g["caption"], g.get("at_least"), g.get("above"), g.get("below")) for g in raw["grades"]
    )
    return Score(
        id=raw["id"],
        sections=sections,
        headings=tuple(raw["headings"]),
        total=raw["total"],
        grades=grades,
        vetoes=vetoes,
        veto_caption=raw["veto_caption"],
        fields=tuple(fields),
        brackets=raw.get("brackets", False),
    )


def _score_item(raw: Json) -> ScoreItem:
    return ScoreItem(raw["id"], raw["caption"], raw["score"], raw.get("number", ""))


def _nodes(
    raw: list[Json], *, prefix: str = "", path: tuple[str, ...] = (), inherited: Json | None = None
) -> tuple[Node, ...]:
    return tuple(_node(node, prefix, path, inherited or {}) for node in raw)


def _node(raw: Json, prefix: str, path: tuple[str, ...], inherited: Json) -> Node:
    caption = raw["caption"]
    here = (*path, caption)
    own: Json = {**inherited, **{key: raw[key] for key in _INHERITED if key in raw}}
    name = f"{prefix}{raw['id']}" if "id" in raw else prefix.rstrip(".")
    if "columns" in raw:
        children = _nodes(raw["columns"], prefix=f"{name}." if name else "", path=here, inherited=own)
        return Node(caption, children, None, raw.get("span"), raw.get("width"))
    field = _field({**raw, "sum": [_part(prefix, part) for part in raw.get("sum", ())]}, name, here, own)
    return Node(caption, (), field, raw.get("span"), raw.get("width"))


def _part(prefix: str, part: str) -> str:
    """A part of a sum is a sibling, or with a leading slash any field of the block."""
    return part[1:] if part.startswith("/") else f"{prefix}{part}"


def _field(raw: Json, name: str, path: tuple[str, ...], inherited: Json) -> Field:
    merged = {**inherited, **raw}
    carbon = merged.get("carbon")
    return Field(
        id=name,
        caption=path[-1] if path else "",
        path=path,
        type=merged["type"],
        unit=merged.get("unit"),
        digits=merged.get("digits"),
        required=_levels(merged.get("required")),
        aliases=tuple(merged.get("aliases", ())),
        sum=tuple(merged.get("sum", ())),
        exact=merged.get("exact", True),
        carbon=Carbon(carbon["of"], carbon["by"]) if carbon else None,
        total=merged.get("total", False),
        prefill=merged.get("prefill"),
        choices=tuple(merged.get("choices", ())),
    )


def _levels(raw: Literal[True] | list[Level] | None) -> frozenset[Level]:
    if raw is True:
        return frozenset(LEVELS)
    return frozenset(raw or ())
