"""Workbooks that lost, gained or renamed something on the way."""

from __future__ import annotations

from collections.abc import Sequence

from support.defects.book import Book
from support.defects.draft import Draft, Spot, Where, letters
from support.defects.kinds import CORE, Target, kind
from support.realistic.sums import number

_ALL = ("2-1", "2-2", "3-1", "3-2")


def _table(draft: Draft) -> str:
    return draft.one_of(_ALL)


@kind("缺一张工作表", "10", editions=CORE)
def sheet_missing(draft: Draft) -> Sequence[Target]:
    name = draft.edition.sheet(_table(draft)).name
    draft.then(lambda book, _: book.remove(name))
    return [""]


@kind("工作表改名", "10", editions=CORE)
def sheet_renamed(draft: Draft) -> Sequence[Target]:
    name = draft.edition.sheet(_table(draft)).name
    draft.then(lambda book, _: book.rename(name, "Sheet2"))
    return ["Sheet2", name]


@kind("多一张工作表", "10")
def sheet_too_many(draft: Draft) -> Sequence[Target]:
    draft.then(lambda book, _: book.copy("情况说明", "汇总草稿"))
    return ["汇总草稿", ""]


@kind("表2-2 有两份", "10", "30")
def sheet_twice(draft: Draft) -> Sequence[Target]:
    draft.then(lambda book, _: book.copy("表2-2", "表2-2 (2)"))
    return ["表2-2 (2)", "表2-2", ""]


@kind("栏目标题改成别的指标", "10", editions=CORE)
def caption_replaced(draft: Draft) -> Sequence[Target]:
    return _caption(draft, "2-1", "cod", "总氮（吨）")


@kind("栏目标题删除", "10", editions=CORE)
def caption_removed(draft: Draft) -> Sequence[Target]:
    return _caption(draft, "2-2", "benefit", "")


@kind("标题单位改为千克", "10")
def caption_unit_changed(draft: Draft) -> Sequence[Target]:
    return _caption(draft, "2-1", "cod", "COD（千克）")


@kind("标题单位改为万度", "10")
def caption_unit_scaled(draft: Draft) -> Sequence[Target]:
    return _caption(draft, "2-2", "power", "节电[2]（万度）")


@kind("两栏标题互换而数字没有换", "41", "10", "50")
def captions_swapped(draft: Draft) -> Sequence[Target]:
    if not any(number(row["power"]) and not number(row["coal"]) for row in draft.rows("2-2")):
        draft.one_of(())
    one, two = Spot("2-2", "power", 0), Spot("2-2", "coal", 0)

    def swap(book: Book, where: Where) -> None:
        header = where.first("2-2") - 1
        a, b = (f"{where.letters(spot)}{header}" for spot in (one, two))
        first, second = book.text("表2-2", a), book.text("表2-2", b)
        book.words("表2-2", a, second)
        book.words("表2-2", b, first)

    draft.then(swap)
    return ["表2-2"]


@kind("右边多一栏", "10")
def column_too_many(draft: Draft) -> Sequence[Target]:
    def add(book: Book, where: Where) -> None:
        first = where.first("2-1")
        col = letters(len(draft.fields("2-1")) + 1)
        book.words("表2-1", f"{col}{first - 1}", "总氮（吨）")
        book.number("表2-1", f"{col}{first}", "3.5")

    draft.then(add)
    return ["表2-1"]


@kind("报告年度没有填", "10", editions=CORE)
def year_missing(draft: Draft) -> Sequence[Target]:
    draft.then(lambda book, _: book.clear("参数", _parameter(book, "报告年度")))
    return ["参数", ""]


@kind("报告年度属于别的表", "10", editions=CORE)
def another_year(draft: Draft) -> Sequence[Target]:
    draft.then(lambda book, _: book.number("参数", _parameter(book, "报告年度"), "2016"))
    return ["参数", ""]


@kind("填报单位没有填", "10", editions=CORE)
def unit_missing(draft: Draft) -> Sequence[Target]:
    draft.data["unit"] = None
    return ["参数", "", "封面"]


@kind("删去一节", "10", editions=CORE)
def section_deleted(draft: Draft) -> Sequence[Target]:
    def cut(book: Book, where: Where) -> None:
        first = int("".join(c for c in where(Spot("1", "started.self", None, "voluntary")) if c.isdigit()))
        for _ in range(5):
            book.delete_row("表1", first - 3)

    draft.then(cut)
    return ["表1", ""]


@kind("整份空表", "10", "20", editions=CORE)
def nothing_filled(draft: Draft) -> Sequence[Target]:
    for sheet in draft.edition.sheets:
        for block in sheet.blocks():
            draft.data["tables"][sheet.id].pop(block.id, None)
    return [""]


@kind("删了一行，序号断开", "20")
def row_deleted(draft: Draft) -> Sequence[Target]:
    table, row = draft.any_row(*_ALL, least=3)
    row = min(max(row, 1), len(draft.rows(table)) - 2)
    spot = Spot(table, "seq", row)

    def delete(book: Book, where: Where) -> None:
        sheet, first = where.sheet(table), where.first(table)
        for index in range(len(draft.rows(table))):
            book.number(sheet, f"A{first + index}", str(index + 1))
        book.delete_row(sheet, where.row(spot))

    draft.then(delete)
    return [draft.edition.sheet(table).name, draft.edition.sheet(f"{table[0]}-{3 - int(table[2])}").name]


@kind("公式改成引用整列之外的数", "21", "20")
def formula_replaced(draft: Draft) -> Sequence[Target]:
    spot = draft.any_total(*_ALL)

    def replace(book: Book, where: Where) -> None:
        sheet = where.sheet(spot.table)
        book.computed(sheet, where(spot), "1000+500+7", "1507")

    draft.then(replace)
    return [spot]


def _caption(draft: Draft, table: str, field: str, text: str) -> Sequence[Target]:
    def write(book: Book, where: Where) -> None:
        header = _header(draft, book, where, Spot(table, field, 0))
        if text:
            book.words(where.sheet(table), header, text)
        else:
            book.clear(where.sheet(table), header)

    draft.then(write)
    return [draft.edition.sheet(table).name, ""]


def _header(draft: Draft, book: Book, where: Where, spot: Spot) -> str:
    """The cell of the caption, which stands above the units where these have a row of their own."""
    sheet, col = where.sheet(spot.table), where.letters(spot)
    caption = next(f.caption for f in draft.fields(spot.table) if f.id == spot.field)
    wanted = "".join(caption.split())[:2]
    above = range(where.first(spot.table) - 1, 0, -1)
    return next(
        f"{col}{n}" for n in above if book.text(sheet, f"{col}{n}").replace("\n", "").startswith(wanted)
    )


def _parameter(book: Book, caption: str) -> str:
    return "B" + book.find("参数", caption)[1:]
