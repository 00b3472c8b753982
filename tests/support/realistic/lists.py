"""The other editions: plan lists, published lists, score sheets and company tables."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any, Final

from qingjian.catalog.edition import Edition, Field, Score
from qingjian.catalog.lists import published
from support.random_names import credit_codes
from support.realistic import person
from support.realistic.companies import taken
from support.realistic.draws import chance, pick, plain, rounded, spread
from support.realistic.firms import firms
from support.realistic.sums import Cells, nested, settle

Json = dict[str, Any]
_LISTS: Final = {
    "chongqing/2025-mandatory-list": "chongqing/2025-mandatory",
    "chongqing/2025-unfinished-list": "chongqing/2025-unfinished",
    "mee/2023-pilots": "mee/2023-pilots",
}
_AREAS: Final = ("涪陵区", "长寿区", "江津区", "渝北区龙兴镇", "铜梁区", "重庆经开区")


def plan(dice: random.Random, year: int, count: int) -> Json:
    """A district's plan for the year: first-timers have no date, some addresses lie in a host district."""
    codes = credit_codes(dice)
    rows = [
        {
            "name": firm.name,
            "industry": firm.industry,
            "credit_code": next(codes),
            "address": f"重庆市{dice.choice(_AREAS)}{dice.choice(('化工', '兴业', '园区'))}大道{dice.randint(1, 300)}号",
            "method": pick(dice, (("强审", 75), ("自愿", 25))),
            "reason": dice.choice(("双超", "双有", "高耗能", "使用有毒有害原料")),
            "last_accepted": _last(dice, year),
        }
        for firm in taken(firms(dice, "chongqing", coded=chance(dice, 70)), count)
    ]
    head = {
        "filler": person.filler(dice),
        "phone": f"023-{dice.randint(4, 8)}000{dice.randint(1000, 9999)}",
        "date": f"{year - 1}年12月{dice.randint(1, 28)}日",
    }
    return {"plan": {"head": head, "companies": {"rows": rows}}}


def _last(dice: random.Random, year: int) -> str | None:
    """Re-audited before five years is allowed; first-timers have no date, and dates are written as people do."""
    then, month = year - dice.randint(2, 4), dice.randint(1, 12)
    return pick(
        dice,
        (
            (None, 40),
            ("/", 8),
            ("首次", 4),
            (f"{then}年{month}月", 28),
            (f"{then}.{month}", 8),
            (f"{then}-{month:02}-{dice.randint(1, 28):02}", 8),
            (f"{then}年{month}月{dice.randint(1, 28)}日", 4),
        ),
    )


def whole_list(edition: Edition) -> Json:
    """A published list as it was published."""
    (sheet,) = edition.sheets
    (block,) = sheet.blocks()
    inputs = [field.id for field in block.fields if field.type != "sequence"]
    rows = [{name: row.values[name] for name in inputs} for row in published(_LISTS[edition.id]).rows]
    return {sheet.id: {block.id: {"rows": rows}}}


def scores(dice: random.Random, edition: Edition) -> Json:
    """An assessment: scores up to each item's own, no veto as a rule."""
    (sheet,) = edition.sheets
    (block,) = sheet.blocks()
    assert isinstance(block, Score)
    most = {f"{part.id}.{item.id}": Decimal(item.score) for part in block.sections for item in part.items}
    cells: Cells = {}
    for field in block.fields:
        if field.id in most:
            steps = int(most[field.id] * 2)
            cells[field.id] = plain(Decimal(dice.randint(steps // 2, steps)) / 2)
        elif field.type == "yesno":
            cells[field.id] = "是" if chance(dice, 3) else "否"
    return {sheet.id: {block.id: nested(settle(block.fields, cells))}}


def performance(dice: random.Random, edition: Edition) -> Json:
    """A company over three years, and its schemes."""
    (sheet,) = edition.sheets
    firm = taken(firms(dice, "any", coded=False), 1)[0]
    tables: Json = {"company": {"name": firm.name}}
    for block in sheet.blocks():
        if block.kind == "matrix":
            cells = _years(dice, block.fields) if block.id == "years" else _schemes(dice, block.fields)
            tables[block.id] = nested(cells)
    tables["training"] = {"sessions": str(dice.randint(1, 5)), "people": f"{dice.randint(20, 300)}人次"}
    tables["problems"] = {"rows": []}
    tables["foot"] = {"filler": person.filler(dice), "phone": None, "fax": None, "date": "2009年3月12日"}
    return {sheet.id: tables}


def _years(dice: random.Random, fields: tuple[Field, ...]) -> Cells:
    """Discharged is at most what is produced; each year near the one before."""
    middle: dict[str, Decimal] = {}
    cells: Cells = {}
    for field in fields:
        stem, year = field.id.rsplit(".", 1)
        if field.type == "text":
            cells[field.id] = f"漂白浆{dice.randint(20, 90)}00吨"
            continue
        whole = stem.replace("_discharged", "_produced")
        key = f"{whole}.{year}"
        if key not in middle:
            base = middle.setdefault(whole, spread(dice, 2, 4000))
            middle[key] = base * Decimal(repr(round(dice.uniform(0.85, 1.1), 3)))
        amount = middle[key] * (Decimal("0.4") if stem.endswith("_discharged") else 1)
        if field.type == "count":
            cells[field.id] = str(int(amount) + 20)
        elif field.type == "percent":
            cells[field.id] = plain(Decimal(dice.randint(3000, 9800)) / 100)
        else:
            cells[field.id] = plain(rounded(dice, amount))
    return cells


def _schemes(dice: random.Random, fields: tuple[Field, ...]) -> Cells:
    cells: Cells = {}
    for field in fields:
        if field.sum:
            continue
        is_open = field.id.endswith(".open")
        if field.type == "count":
            cells[field.id] = str(dice.randint(0, 3) if is_open else dice.randint(1, 25))
        else:
            cells[field.id] = "0" if is_open else plain(rounded(dice, spread(dice, 0.5, 300)))
    return settle(fields, cells)
