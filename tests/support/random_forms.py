"""Forms that are filled in correctly, for any edition, dealt out from a shape: extracted JSON."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final, cast

from qingjian.catalog import factors
from qingjian.catalog.codes import Version, industries
from qingjian.catalog.edition import Bound, Edition, Field, ListBlock, Score, Text
from support.agreeing import agree
from support.random_names import companies, credit_codes
from support.random_shapes import Shape, plain

Json = dict[str, Any]
Value = str | None
TCE: Final = Decimal("2.7725")
OIL: Final = Decimal("1.4286")
_GAS: Final = Decimal("1.2143")
"""Behind the carbon of a filer who declared no coefficient: any value of note (7) will do."""


def form(edition: Edition, shape: Shape) -> Json:
    """The form of a shape; the same every time."""
    return _Dealer(edition, shape).form()


def inputs_only(edition: Edition, data: Json) -> Json:
    """The data without what the workbook computes by itself."""
    tables: Json = {}
    for sheet in edition.sheets:
        tables[sheet.id] = {}
        for block in sheet.blocks():
            computed = frozenset(f.id for f in block.fields if f.carbon or (f.sum and f.exact))
            content = data["tables"][sheet.id][block.id]
            tables[sheet.id][block.id] = (
                _without(content, computed) if computed or isinstance(block, ListBlock) else content
            )
    return {**data, "tables": tables, "unread": []}


def _without(content: Any, computed: frozenset[str], path: str = "") -> Any:
    if isinstance(content, list):
        rows: list[Any] = content  # pyright: ignore[reportUnknownVariableType]  # plain JSON
        return [_without(row, computed) for row in rows]
    if not isinstance(content, dict):
        return content
    kept: Json = {}
    for key, value in cast("Json", content).items():
        here = f"{path}{key}"
        is_total_row = key == "total" and isinstance(value, dict)
        if is_total_row or here in computed:
            continue
        inside = "" if key == "rows" or isinstance(value, list) else f"{here}."
        kept[key] = _without(value, computed, inside)
    return kept


class _Dealer:
    """Deals a shape out over the cells of an edition."""

    def __init__(self, edition: Edition, shape: Shape) -> None:
        self.edition = edition
        self.shape = shape
        self.random = random.Random(shape.seed)
        self.level = shape.level if "level" in edition.parameters else None
        self.companies = companies(self.random)
        self.credit_codes = credit_codes(self.random)
        self.lists = 0
        self.rows_of: dict[str, list[tuple[str, str]]] = {}
        """Table → company and industry of each row, for the other table of its pair."""
        version = cast("Version", edition.industry.get("offered", "2017"))
        self.industries = [one.name for one in industries(version).values() if one.level == "小类"]
        self.factor, self.gas = self._coefficients()

    def _coefficients(self) -> tuple[Decimal | None, Decimal | None]:
        known = factors.factor(self.shape.factor or "")
        chosen = known.value if known else Decimal(self.shape.factor) if self.shape.factor else None
        gas = Decimal(self.shape.gas) if self.shape.gas else None
        asked = self.edition.parameters
        return chosen if "electricity_factor" in asked else None, gas if "gas_coefficient" in asked else None

    def form(self) -> Json:
        asked = self.edition.parameters
        tables = {
            sheet.id: {block.id: self._block(sheet.id, block) for block in sheet.blocks()}
            for sheet in self.edition.sheets
        }
        agree(tables, self.shape.unit if "unit" in asked else None)
        return {
            "format": 1,
            "edition": self.edition.id,
            "report_year": self.shape.year,
            "unit": self.shape.unit if "unit" in asked else None,
            "level": self.level,
            "parameters": self._parameters(),
            "tables": tables,
            "unread": [],
        }

    def _parameters(self) -> Json:
        known = factors.factor(self.shape.factor or "")
        factor = None
        if self.factor is not None:
            factor = {"id": known.id if known else None, "value": plain(self.factor)}
            if known is None:
                factor["document"] = "某省生态环境厅2023年第5号公告"
        return {"electricity_factor": factor, "gas_coefficient": plain(self.gas) if self.gas else None}

    def _block(self, table: str, block: Bound) -> Any:
        if isinstance(block, Text):
            return self._text(block.field)
        if isinstance(block, ListBlock):
            return self._items(block) if block.items else self._list(table, block)
        most = _maxima(block)
        cells = {field.id: self._typed(field, most.get(field.id)) for field in block.fields}
        tree: Json = {}
        for name, value in self._settled(block.fields, cells).items():
            _put(tree, name.split("."), value)
        return tree

    def _list(self, table: str, block: ListBlock) -> Json:
        named = self._named_rows(table)
        rows: list[dict[str, Value]] = []
        for index in range(self._size() if named is None else len(named)):
            cells = self._row(block.fields)
            if named is not None:
                cells |= self._identity(block.fields, named[index])
            rows.append(self._settled(block.fields, cells))
        self._remember(table, block.fields, rows)
        content: Json = {"rows": rows}
        if block.total is not None:
            content["total"] = {
                f.id: _sum((row[f.id] for row in rows), f.digits) for f in block.fields if f.total
            }
        return content

    def _size(self) -> int:
        self.lists += 1
        return self.shape.sizes[self.lists % len(self.shape.sizes)]

    def _named_rows(self, table: str) -> list[tuple[str, str]] | None:
        """The companies of the table's partner, where it has been dealt."""
        partner = next((first for first, second in self.edition.pairs if second == table), "")
        return self.rows_of.get(partner)

    def _identity(self, fields: Iterable[Field], named: tuple[str, str]) -> dict[str, Value]:
        kinds = {"company": named[0], "industry": named[1]}
        return {field.id: kinds[field.type] for field in fields if field.type in kinds}

    def _remember(self, table: str, fields: Sequence[Field], rows: Sequence[Mapping[str, Value]]) -> None:
        name, kind = (next((f.id for f in fields if f.type == t), "") for t in ("company", "industry"))
        if name and kind:
            self.rows_of[table] = [(row[name] or "", row[kind] or "") for row in rows]

    def _row(self, fields: Sequence[Field]) -> dict[str, Value]:
        """Cells of one row; the first text says whose row it is and is always there."""
        inputs = [field for field in fields if field.type not in ("sequence", "item")]
        cells = {field.id: self._typed(field, None) for field in inputs}
        first = next(field for field in inputs if not field.is_numeric)
        cells[first.id] = self._filled(first) if cells[first.id] is None else cells[first.id]
        return cells

    def _items(self, block: ListBlock) -> Json:
        rows: Json = {}
        for item in block.items:
            if item.sublist is not None:
                rows[item.id] = [self._row(block.fields) for _ in range(self._size())]
                continue
            inputs = [field for field in block.fields if field.type not in ("sequence", "item")]
            is_asked = (self.level or "district") in item.required
            is_there = is_asked or self._chance(100 - self.shape.blank)
            rows[item.id] = self._row(block.fields) if is_there else {field.id: None for field in inputs}
        return {"rows": rows}

    def _typed(self, field: Field, most: Decimal | None) -> Value:
        """What a person puts into a cell; computed ones are settled afterwards."""
        if field.is_computed:
            return None
        must = (self.level or "district") in field.required
        if not must and self._chance(self.shape.blank):
            return None
        may_slash = field.is_numeric or field.type in ("free", "text", "longtext", "yesno")
        if may_slash and (not must or field.is_numeric) and self._chance(self.shape.slash):
            return "/"
        if field.is_numeric and self.shape.odd and self._chance(20):
            return self.random.choice(self.shape.odd)
        if field.type == "score":
            return plain(Decimal(self.random.randint(0, int((most or Decimal(5)) * 2))) / 2)
        return self._filled(field)

    def _filled(self, field: Field) -> str:
        if field.choices:
            return self.random.choice(field.choices)
        makers: Mapping[str, Callable[[], str]] = {
            "count": lambda: self.random.choice(self.shape.counts),
            "figure": lambda: self.random.choice(self.shape.figures),
            "amount": lambda: self.random.choice(self.shape.figures),
            "percent": lambda: plain(Decimal(self.random.randint(0, 10000)).scaleb(-2)),
            "yesno": lambda: self.random.choice(("是", "否")),
            "company": lambda: next(self.companies),
            "credit_code": lambda: next(self.credit_codes),
            "industry": lambda: self.random.choice(self.industries),
            "region": lambda: self.random.choice(("涪陵区", "万州区", "经开区")),
            "method": lambda: self.random.choice(("强审", "自愿")),
            "date": lambda: (
                f"{self.shape.year}年{self.random.randint(1, 12)}月{self.random.randint(1, 28)}日"
            ),
        }
        return makers.get(field.type, lambda: self._text(field) or self.shape.texts[0])()

    def _text(self, field: Field) -> Value:
        must = (self.level or "district") in field.required
        if not must and self._chance(self.shape.blank):
            return None
        return self.random.choice(self.shape.texts)

    def _settled(self, fields: Iterable[Field], cells: dict[str, Value]) -> dict[str, Value]:
        """Carbon first, then sums, those of sums last."""
        known = list(fields)
        for field in known:
            if field.carbon is not None:
                cells[field.id] = self._carbon(field, cells)
        waiting = [field for field in known if field.sum]
        while waiting:
            ready = [f for f in waiting if not any(part == other.id for part in f.sum for other in waiting)]
            for field in ready:
                self._total(field, cells)
            waiting = [field for field in waiting if field not in ready]
        return cells

    def _total(self, field: Field, cells: dict[str, Value]) -> None:
        must = (self.level or "district") in field.required
        if must and all(cells[part] is None for part in field.sum):
            cells[field.sum[0]] = "0"
        cells[field.id] = _sum((cells[part] for part in field.sum), field.digits)

    def _carbon(self, field: Field, cells: dict[str, Value]) -> Value:
        assert field.carbon is not None
        if field.carbon.by == "electricity" and self.factor is None:
            cells[field.carbon.of] = self.random.choice((None, "/"))  # nobody saves by a factor unknown
        energy = cells[field.carbon.of]
        amount = number(energy)
        if amount is None:
            return "/" if energy == "/" else None
        per_unit = {
            "electricity": (self.factor or Decimal(0)) / 1000,
            "coal": TCE,
            "oil": OIL * TCE,
            "gas": (self.gas or _GAS) * TCE / 1000,
        }[field.carbon.by]
        return plain((amount * per_unit).quantize(Decimal(1).scaleb(-(field.digits or 0)), ROUND_HALF_UP))

    def _chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent


def number(text: Value) -> Decimal | None:
    """A figure of the data."""
    return (
        Decimal(text)
        if text and text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit()
        else None
    )


def _sum(parts: Iterable[Value], digits: int | None) -> Value:
    kept = list(parts)
    found = [value for value in map(number, kept) if value is not None]
    if not found:
        return "/" if "/" in kept else None
    total = sum(found, Decimal(0))
    return plain(total if digits is None else total.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def _maxima(block: Bound) -> Mapping[str, Decimal]:
    if not isinstance(block, Score):
        return {}
    return {f"{part.id}.{item.id}": Decimal(item.score) for part in block.sections for item in part.items}


def _put(tree: Json, path: list[str], value: Value) -> None:
    for step in path[:-1]:
        tree = tree.setdefault(step, {})
    tree[path[-1]] = value
