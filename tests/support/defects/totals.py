"""合计 rows and the sums of 表1 that do not add up, and the ways they come to that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from support.defects.book import Book
from support.defects.draft import TOTAL, Draft, NotHere, Spot, Where
from support.defects.kinds import CORE, Target, kind
from support.realistic.draws import plain
from support.realistic.sums import number

_TABLES = ("2-1", "2-2", "3-1", "3-2")


@kind("合计没有填", "21", editions=CORE)
def total_missing(draft: Draft) -> Sequence[Target]:
    spot = draft.any_total(*_TABLES)
    draft.set(spot, None)
    return [spot]


@kind("整行合计没有填", "21", editions=CORE)
def total_row_empty(draft: Draft) -> Sequence[Target]:
    spot = draft.any_total(*_TABLES)
    filled = [name for name, value in draft.totals(spot.table).items() if (number(value) or 0) > 0]
    for name in draft.totals(spot.table):
        draft.set(Spot(spot.table, name, TOTAL), None)
    return [Spot(spot.table, name, TOTAL) for name in filled]


@kind("合计末位差一", "21", editions=CORE)
def total_off_by_one(draft: Draft) -> Sequence[Target]:
    spot = draft.any_total(*_TABLES)
    value = Decimal(draft.value(spot))
    draft.set(spot, plain(value + Decimal((0, (1,), int(value.as_tuple().exponent)))))
    return [spot]


@kind("合计数字颠倒", "21", editions=CORE)
def total_digits_swapped(draft: Draft) -> Sequence[Target]:
    spot = draft.any_total(*_TABLES)
    draft.set(spot, _swapped(draft, draft.value(spot)))
    return [spot]


@kind("有数却写“/”的合计", "21")
def total_slash(draft: Draft) -> Sequence[Target]:
    spot = draft.any_total(*_TABLES)
    draft.set(spot, "/")
    return [spot]


@kind("合计漏了最后一行", "21", editions=CORE)
def total_without_last_row(draft: Draft) -> Sequence[Target]:
    spot = draft.one_of(
        [
            Spot(table, name, TOTAL)
            for table in _TABLES
            for name, value in draft.totals(table).items()
            if number(value) and number(draft.rows(table)[-1].get(name))
        ]
    )
    last = number(draft.rows(spot.table)[-1][spot.field]) or Decimal(0)
    draft.set(spot, plain(Decimal(draft.value(spot)) - last))
    return [spot]


@kind("合计重复计算一遍", "21")
def total_doubled(draft: Draft) -> Sequence[Target]:
    spot = draft.any_total(*_TABLES)
    draft.set(spot, plain(Decimal(draft.value(spot)) * 2))
    return [spot]


@kind("合计写到相邻一栏", "21")
def total_in_next_column(draft: Draft) -> Sequence[Target]:
    spot = draft.any_total("2-1", "3-1")
    names = list(draft.totals(spot.table))
    here = names.index(spot.field)
    other = names[here + 1 if here + 1 < len(names) else here - 1]
    target = Spot(spot.table, other, TOTAL)
    one, two = draft.value(spot), draft.totals(spot.table)[other]
    if one == two:
        raise NotHere
    draft.set(spot, two)
    draft.set(target, one)
    return [spot, target]


@kind("SUM 区域漏行", "21", editions=CORE)
def sum_range_short(draft: Draft) -> Sequence[Target]:
    spot = draft.one_of(
        [
            Spot(table, name, TOTAL)
            for table in _TABLES
            for name, value in draft.totals(table).items()
            if number(value) and number(draft.rows(table)[-1].get(name)) and len(draft.rows(table)) > 1
        ]
    )
    parts = [number(row[spot.field]) or Decimal(0) for row in draft.rows(spot.table)[:-1]]

    def shorten(book: Book, where: Where) -> None:
        col, first = where.letters(spot), where.first(spot.table)
        formula = f"SUM({col}{first}:{col}{first + len(parts) - 1})"
        book.computed(where.sheet(spot.table), where(spot), formula, plain(sum(parts, Decimal(0))))

    draft.then(shorten)
    return [spot]


@kind("公式保存的是旧结果", "21")
def stale_result(draft: Draft) -> Sequence[Target]:
    spot = draft.any_total(*_TABLES)

    def age(book: Book, where: Where) -> None:
        sheet, address = where.sheet(spot.table), where(spot)
        old = plain(Decimal(draft.value(spot)) + 17)
        book.computed(sheet, address, book.formula(sheet, address) or "", old)

    draft.then(age)
    return [spot]


@kind("公式改填成同样的数", "2108")
def formula_overwritten(draft: Draft) -> Sequence[Target]:
    spot = draft.any_total(*_TABLES)
    draft.then(lambda book, where: book.number(where.sheet(spot.table), where(spot), draft.value(spot)))
    return [spot]


@kind("合计行被删", "10", editions=CORE)
def total_row_deleted(draft: Draft) -> Sequence[Target]:
    table, _ = draft.any_row(*_TABLES)
    spot = Spot(table, "name", TOTAL)
    draft.then(lambda book, where: book.delete_row(where.sheet(table), where.row(spot)))
    return [draft.edition.sheet(table).name]


@kind("填报数字多打一位（合计为手填）", "21", "41", "50")
def digit_too_many(draft: Draft) -> Sequence[Target]:
    return _typo(draft, lambda text: text.replace(text[0], text[0] * 2, 1))


@kind("填报数字少打一位（合计为手填）", "21", "41", "50", editions=CORE)
def digit_lost(draft: Draft) -> Sequence[Target]:
    return _typo(draft, lambda text: text[:-1])


@kind("填报数字颠倒（合计为手填）", "21", "41", "50", editions=CORE)
def digits_swapped(draft: Draft) -> Sequence[Target]:
    return _typo(draft, lambda text: _swapped(draft, text))


@kind("小数点错一位（合计为手填）", "21", "41", "50")
def point_shifted(draft: Draft) -> Sequence[Target]:
    return _typo(draft, lambda text: plain(Decimal(text) * 10))


@kind("度写成万度（合计为手填）", "21", "41", "50")
def unit_slip_typed(draft: Draft) -> Sequence[Target]:
    return _typo(draft, lambda text: plain(Decimal(text) / 10000), only=("power", "gas"))


@kind("表1 方案数合计错", "21", "22", editions=CORE)
def schemes_do_not_add_up(draft: Draft) -> Sequence[Target]:
    return _summary(draft, "schemes", ("proposed", "done"), ("low", "high"))


@kind("表1 资金合计错", "21", "22", editions=CORE)
def money_does_not_add_up(draft: Draft) -> Sequence[Target]:
    return _summary(draft, "schemes", ("money",), ("firm", "state"))


@kind("表1 自行与委托之和不等于合计", "21", "22", editions=CORE)
def audits_do_not_add_up(draft: Draft) -> Sequence[Target]:
    block = draft.one_of(("mandatory", "voluntary"))
    return _summary(draft, block, ("started",), ("self", "agency"))


@kind("表1 公布企业数合计错", "21", "22", editions=CORE)
def classes_do_not_add_up(draft: Draft) -> Sequence[Target]:
    total = Decimal(draft.record("1", "published", "total") or 0)
    draft.put("1", "published", "total", plain(total + 3))
    names = ("total", "class1", "class2", "class3", "planned")
    return [Spot("1", name, None, "published") for name in names]


@kind("咨询机构人数合计错", "21")
def agencies_do_not_add_up(draft: Draft) -> Sequence[Target]:
    rows = draft.rows("1", "agencies")
    if not rows:
        raise NotHere
    draft.totals("1", "agencies")["staff"] = str(sum(int(row["staff"] or 0) for row in rows) + 5)
    return ["表1"]


@kind("评分表总分错", "21", "22", editions=("fujian/2008-assessment",))
def score_total_wrong(draft: Draft) -> Sequence[Target]:
    total = Decimal(draft.record("score", "score", "total") or 0)
    draft.put("score", "score", "total", plain(total + 2))
    return ["评估评分表"]


@kind("得分超过该项标准分", "20", "22", editions=("fujian/2008-assessment",))
def score_above_its_most(draft: Draft) -> Sequence[Target]:
    old = Decimal(draft.record("score", "score", "procedure.plan") or 0)
    total = Decimal(draft.record("score", "score", "total") or 0)
    draft.put("score", "score", "procedure.plan", "12")
    draft.put("score", "score", "total", plain(total - old + 12))
    return ["评估评分表"]


@kind("绩效表合计错", "21", "22", editions=("guangdong/2009-performance",))
def matrix_does_not_add_up(draft: Draft) -> Sequence[Target]:
    name = draft.one_of(("number", "investment", "cod"))
    total = Decimal(draft.record("performance", "schemes", f"{name}.both.done") or 0)
    draft.put("performance", "schemes", f"{name}.both.done", plain(total + 4))
    return ["审核绩效表"]


def _typo(draft: Draft, spoil: Callable[[str], str], *, only: Sequence[str] = ()) -> Sequence[Target]:
    """A figure mistyped in a form whose totals and carbon were worked out on paper."""
    spot = draft.any_figure(*_TABLES, only=only, least="100")
    old = draft.value(spot)
    new = spoil(old).rstrip(".")
    total = Decimal(draft.totals(spot.table)[spot.field] or 0)
    unseen = Decimal(1).scaleb(int(total.as_tuple().exponent))  # a total of fewer digits hides as much
    if number(new) is None or abs(Decimal(new) - Decimal(old)) <= unseen:
        raise NotHere
    draft.set(spot, new)
    return [spot, Spot(spot.table, spot.field, TOTAL), Spot(spot.table, f"{spot.field}_tco2", spot.row)]


def _summary(draft: Draft, block: str, groups: Sequence[str], parts: Sequence[str]) -> Sequence[Target]:
    group = draft.one_of(groups)
    total = draft.record("1", block, f"{group}.total")
    draft.put("1", block, f"{group}.total", plain(Decimal(total or 0) + draft.dice.randint(1, 9)))
    return [Spot("1", f"{group}.{name}", None, block) for name in ("total", *parts)]


def _swapped(draft: Draft, text: str) -> str:
    """Two neighbouring digits that differ change places."""
    places = [i for i in range(len(text) - 1) if text[i : i + 2].isdigit() and text[i] != text[i + 1]]
    if not places:
        raise NotHere
    at = draft.dice.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
