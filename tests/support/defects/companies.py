"""Companies that are missing, doubled, misspelt or in the wrong row, and rows that are half done."""

from __future__ import annotations

from collections.abc import Sequence

from support.defects.book import Book
from support.defects.draft import TOTAL, Draft, NotHere, Spot, Where
from support.defects.kinds import CORE, Target, kind
from support.realistic.sums import number

_FIRST = ("2-1", "3-1")
_ALL = ("2-1", "2-2", "3-1", "3-2")


def _partner(table: str) -> str:
    return f"{table[0]}-{'2' if table[2] == '1' else '1'}"


def _by_name(table: str, row: int) -> Sequence[Target]:
    return [Spot(table, name, row) for name in ("name", "industry", "seq")]


def _added(draft: Draft, table: str) -> Sequence[Target]:
    """A row too many, whatever of it a reader points at, in this table and its partner."""
    halves = (table, _partner(table))
    return [Spot(half, f.id, len(draft.rows(half)) - 1) for half in halves for f in draft.fields(half)]


@kind("同一企业列两次", "30", editions=CORE)
def company_twice(draft: Draft) -> Sequence[Target]:
    table, row = draft.any_row(*_FIRST, least=2)
    for half in (table, _partner(table)):
        rows = draft.rows(half)
        rows.append(dict(rows[row]))
        draft.recalculate(half)
    return [*_added(draft, table), *(Spot(half, "name", row) for half in (table, _partner(table)))]


@kind("x-2 漏了一家企业", "30", editions=CORE)
def company_left_out(draft: Draft) -> Sequence[Target]:
    table, row = draft.any_row(*_FIRST, least=2)
    del draft.rows(_partner(table))[row]
    draft.recalculate(_partner(table))
    return _by_name(table, row)


@kind("x-2 多了一家企业", "30", editions=CORE)
def company_too_many(draft: Draft) -> Sequence[Target]:
    table, _ = draft.any_row("2-2", "3-2")
    rows = draft.rows(table)
    rows.append({**rows[0], "name": "辽宁新增环保材料科技有限公司"})
    draft.recalculate(table)
    return [Spot(table, field.id, len(rows) - 1) for field in draft.fields(table)]


@kind("x-2 企业名称错一个字", "30", "31", editions=CORE)
def name_misspelt(draft: Draft) -> Sequence[Target]:
    table, row = draft.any_row("2-2", "3-2")
    name = draft.rows(table)[row]["name"] or ""
    draft.rows(table)[row]["name"] = f"{name[:3]}囗{name[4:]}"
    return [Spot(half, "name", row) for half in (table, _partner(table))]


@kind("x-2 企业名称漏字", "30", "31")
def name_shortened(draft: Draft) -> Sequence[Target]:
    table, row = draft.any_row("2-2", "3-2")
    name = draft.rows(table)[row]["name"] or ""
    draft.rows(table)[row]["name"] = name[:2] + name[4:]
    return [Spot(half, "name", row) for half in (table, _partner(table))]


@kind("x-1 与 x-2 企业顺序不同", "30", editions=CORE)
def companies_in_another_order(draft: Draft) -> Sequence[Target]:
    table, row = draft.any_row("2-2", "3-2", least=2)
    rows = draft.rows(table)
    other = row - 1 if row else 1
    rows[row], rows[other] = rows[other], rows[row]
    return [draft.edition.sheet(table).name]


@kind("x-2 的企业名称整列错开一行", "20", "30", "10")
def names_shifted(draft: Draft) -> Sequence[Target]:
    table, _ = draft.any_row("2-2", "3-2", least=2)
    rows = draft.rows(table)
    names = [(row["name"], row["industry"]) for row in rows]
    rows.append(dict.fromkeys(rows[0]))
    for row, (name, industry) in zip(rows, [(None, None), *names], strict=True):
        row["name"], row["industry"] = name, industry
    return [draft.edition.sheet(table).name]


@kind("两张表行业不一致", "30", editions=CORE)
def another_industry(draft: Draft) -> Sequence[Target]:
    table, row = draft.any_row("2-2", "3-2")
    old = draft.rows(table)[row]["industry"] or ""
    draft.rows(table)[row]["industry"] = "水泥制造" if "水泥" not in old else "铝冶炼"
    return [Spot(half, "industry", row) for half in (table, _partner(table))]


@kind("有数字没有企业名称", "20", "30", editions=CORE)
def name_missing(draft: Draft) -> Sequence[Target]:
    table, row = draft.any_row("2-2", "3-2")
    draft.rows(table)[row]["name"] = None
    return [*_by_name(table, row), Spot(_partner(table), "name", row)]


@kind("没有填所属行业", "20", editions=CORE)
def industry_missing(draft: Draft) -> Sequence[Target]:
    table, row = draft.any_row(*_ALL)
    draft.rows(table)[row]["industry"] = None
    return [Spot(table, "industry", row)]


@kind("示例行没有删除", "20", "30", "31", editions=CORE)
def sample_row_left(draft: Draft) -> Sequence[Target]:
    table, _ = draft.any_row(*_FIRST)
    for half in (table, _partner(table)):
        rows = draft.rows(half)
        rows.append({**rows[-1], "name": "示例：某某化工有限公司"})
        draft.recalculate(half)
    return _added(draft, table)


@kind("企业名称写“同上”", "20", "30", "31")
def name_same_as_above(draft: Draft) -> Sequence[Target]:
    table, _ = draft.any_row(*_FIRST, least=2)
    for half in (table, _partner(table)):
        draft.rows(half)[1]["name"] = "同上"
    return [Spot(half, "name", 1) for half in (table, _partner(table))]


@kind("企业名称只是数字", "20", "30", "31")
def name_a_number(draft: Draft) -> Sequence[Target]:
    table, row = draft.any_row(*_FIRST)
    for half in (table, _partner(table)):
        draft.rows(half)[row]["name"] = "123456"
    return [Spot(half, "name", row) for half in (table, _partner(table))]


@kind("同一企业换了写法又列一次", "30", "31")
def nearly_the_same_company(draft: Draft) -> Sequence[Target]:
    table, row = draft.one_of(
        [
            (t, index)
            for t in _FIRST
            for index, cells in enumerate(draft.rows(t))
            if (cells["name"] or "").endswith("有限公司") and "股份" not in (cells["name"] or "")
        ]
    )
    for half in (table, _partner(table)):
        rows = draft.rows(half)
        name = (rows[row]["name"] or "").removesuffix("有限公司")
        rows.append({**rows[row], "name": f"{name}有限责任公司"})
        draft.recalculate(half)
    return [*_added(draft, table), *(Spot(half, "name", row) for half in (table, _partner(table)))]


@kind("同一企业同时列入表2和表3", "33", "30", editions=CORE)
def company_in_both_lists(draft: Draft) -> Sequence[Target]:
    if not draft.rows("2-1") or not draft.rows("3-1"):
        raise NotHere
    row = draft.rows("2-1")[0]
    for half in ("3-1", "3-2"):
        draft.rows(half)[0] |= {"name": row["name"], "industry": row["industry"]}
    return [Spot(half, "name", 0) for half in _ALL]


@kind("两家企业数字完全相同", "50")
def figures_copied(draft: Draft) -> Sequence[Target]:
    table, _ = draft.any_row("2-2", "3-2", least=2)
    rows = draft.rows(table)
    if sum(number(value) is not None for value in rows[0].values()) < 6:
        raise NotHere  # two or three equal figures are a coincidence
    for name, value in rows[0].items():
        if name not in ("name", "industry"):
            rows[1][name] = value
    draft.recalculate(table)
    return [draft.edition.sheet(table).name]


@kind("有数据的行被隐藏", "20", editions=CORE)
def row_hidden(draft: Draft) -> Sequence[Target]:
    table, row = draft.any_row(*_ALL)
    draft.then(lambda book, where: book.hide_row(where.sheet(table), where.row(Spot(table, "name", row))))
    return [Spot(table, field.id, row) for field in draft.fields(table)]


@kind("数据写在合计行下面", "10", editions=CORE)
def row_below_total(draft: Draft) -> Sequence[Target]:
    table, _ = draft.any_row("2-1", "3-1")

    def add(book: Book, where: Where) -> None:
        sheet, below = where.sheet(table), where.row(Spot(table, "name", TOTAL)) + 1
        for letters, text in (("B", "沈阳补报化工有限公司"), ("C", "化学农药制造")):
            _write_below(book, sheet, f"{letters}{below}", text)

    draft.then(add)
    return [draft.edition.sheet(table).name]


def _write_below(book: Book, sheet: str, address: str, text: str) -> None:
    book.row(sheet, int(address[1:]))
    book.words(sheet, address, text)


@kind("“……”行里填了数据", "20")
def dots_left(draft: Draft) -> Sequence[Target]:
    table, _ = draft.any_row("2-1", "3-1")

    def fill(book: Book, where: Where) -> None:
        sheet, dots = where.sheet(table), where.row(Spot(table, "name", TOTAL)) - 1
        book.words(sheet, f"B{dots}", "营口补充化工有限公司")
        book.words(sheet, f"C{dots}", "化学农药制造")

    draft.then(fill)
    return [draft.edition.sheet(table).name]


@kind("序号重号", "20", editions=CORE)
def numbers_repeated(draft: Draft) -> Sequence[Target]:
    table, row = draft.any_row(*_ALL, least=3)
    row = max(row, 1)
    spot = Spot(table, "seq", row)
    draft.then(lambda book, where: book.number(where.sheet(table), where(spot), str(row)))
    return [spot]


@kind("合计行下的名称被覆盖", "10", "20")
def total_caption_overwritten(draft: Draft) -> Sequence[Target]:
    table, _ = draft.any_row(*_ALL)
    spot = Spot(table, "seq", TOTAL)
    draft.then(lambda book, where: book.words(where.sheet(table), where(spot), "累计数额"))
    return [draft.edition.sheet(table).name]
