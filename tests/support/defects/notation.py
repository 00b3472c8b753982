"""Figures that are written so that a program, and often a person, cannot be sure of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from support.defects.book import Book
from support.defects.draft import TOTAL, Draft, Spot, Where
from support.defects.kinds import CORE, Target, kind
from support.realistic.sums import number

_WIDE: Final = str.maketrans("0123456789.", "０１２３４５６７８９．")
_FIGURES: Final = ("2-1", "2-2", "3-1", "3-2")


def _written(draft: Draft, text: str, *, least: str = "0") -> Sequence[Target]:
    """Some figure replaced by a writing of it."""
    spot = draft.any_figure(*_FIGURES, least=least)
    draft.write_words(spot, text.format(draft.value(spot)))
    return [spot]


def _respelt(draft: Draft, spot: Spot, text: str) -> Sequence[Target]:
    draft.write_words(spot, text)
    return [spot]


@kind("数字存成文本", "20", editions=CORE)
def number_as_text(draft: Draft) -> Sequence[Target]:
    return _written(draft, "{}")


@kind("全角数字", "20", editions=CORE)
def full_width_digits(draft: Draft) -> Sequence[Target]:
    spot = draft.any_figure(*_FIGURES)
    return _respelt(draft, spot, draft.value(spot).translate(_WIDE))


@kind("千分位逗号（文本）", "20", editions=CORE)
def thousands_comma(draft: Draft) -> Sequence[Target]:
    spot = draft.any_figure(*_FIGURES, least="1000")
    return _respelt(draft, spot, f"{Decimal(draft.value(spot)):,}")


@kind("全角逗号和全角数字", "20")
def full_width_comma(draft: Draft) -> Sequence[Target]:
    spot = draft.any_figure(*_FIGURES, least="1000")
    return _respelt(draft, spot, f"{Decimal(draft.value(spot)):,}".translate(_WIDE).replace(",", "，"))


@kind("单位写进单元格", "20", editions=CORE)
def unit_written(draft: Draft) -> Sequence[Target]:
    spot = draft.any_figure(*_FIGURES)
    unit = next(field.unit for field in draft.fields(spot.table) if field.id == spot.field) or "吨"
    return _respelt(draft, spot, draft.value(spot) + unit)


@kind("写成万度（带单位）", "20", "50")
def unit_of_ten_thousand(draft: Draft) -> Sequence[Target]:
    spot = draft.any_figure("2-2", "3-2", only=("power",))
    return _respelt(draft, spot, f"{Decimal(draft.value(spot)) / 10000}万度")


@kind("数字后有空格", "20")
def trailing_space(draft: Draft) -> Sequence[Target]:
    return _written(draft, "{} ")


@kind("字母 O 代替 0", "20")
def letter_for_zero(draft: Draft) -> Sequence[Target]:
    spot = draft.any_figure(*_FIGURES, least="9")
    return _respelt(draft, spot, draft.value(spot) + "O")


@kind("字母 l 代替 1", "20")
def letter_for_one(draft: Draft) -> Sequence[Target]:
    return _written(draft, "l{}")


@kind("两个小数点", "20")
def two_points(draft: Draft) -> Sequence[Target]:
    return _written(draft, "3..{}")


@kind("句号代替小数点", "20")
def full_stop_for_point(draft: Draft) -> Sequence[Target]:
    return _written(draft, "3。6")


@kind("写“约”", "20", editions=CORE)
def about(draft: Draft) -> Sequence[Target]:
    return _written(draft, "约{}")


@kind("写范围", "20")
def a_range(draft: Draft) -> Sequence[Target]:
    return _written(draft, "{}-9999")


@kind("写“见附件”", "20")
def see_annex(draft: Draft) -> Sequence[Target]:
    return _written(draft, "见附件")


@kind("写“同上”", "20")
def same_as_above(draft: Draft) -> Sequence[Target]:
    return _written(draft, "同上")


@kind("一格两个数", "20")
def two_figures(draft: Draft) -> Sequence[Target]:
    return _written(draft, "{}；320")


@kind("百分号", "20")
def percent_sign(draft: Draft) -> Sequence[Target]:
    return _written(draft, "12%")


@kind("科学记数法（文本）", "20")
def scientific(draft: Draft) -> Sequence[Target]:
    return _written(draft, "1.5E+05")


@kind("日期代替数字", "20", editions=CORE)
def date_for_number(draft: Draft) -> Sequence[Target]:
    spot = draft.any_figure(*_FIGURES)
    draft.then(lambda book, where: book.number(where.sheet(spot.table), where(spot), "45300", date=True))
    return [spot]


@kind("错误值 #DIV/0!", "20", editions=CORE)
def division_error(draft: Draft) -> Sequence[Target]:
    spot = draft.any_figure(*_FIGURES)
    draft.then(lambda book, where: book.error(where.sheet(spot.table), where(spot), "#DIV/0!"))
    return [spot]


@kind("错误值 #REF!（合计）", "20", "21")
def reference_error(draft: Draft) -> Sequence[Target]:
    spot = draft.any_total(*_FIGURES)
    draft.then(lambda book, where: book.error(where.sheet(spot.table), where(spot), "#REF!"))
    return [spot]


@kind("公式未保存结果", "20")
def never_calculated(draft: Draft) -> Sequence[Target]:
    spot = draft.any_total("2-2", "3-2")

    def forget(book: Book, where: Where) -> None:
        sheet, address = where.sheet(spot.table), where(spot)
        book.computed(sheet, address, book.formula(sheet, address) or "", None)

    draft.then(forget)
    return [spot]


@kind("负的个数", "20", "21", "22", editions=CORE)
def negative_count(draft: Draft) -> Sequence[Target]:
    field = draft.one_of(("started.agency", "result.accepted", "result.rejected"))
    draft.put("1", "mandatory", field, "-2")
    return [Spot("1", field, None, "mandatory")]


@kind("个数有小数", "20", editions=CORE)
def fraction_of_a_company(draft: Draft) -> Sequence[Target]:
    field = draft.one_of(("result.accepted", "result.rejected"))
    draft.put("1", "mandatory", field, "2.5")
    return [Spot("1", field, None, "mandatory")]


@kind("比例超过 100%", "20", "22", editions=("guangdong/2009-performance",))
def share_over_whole(draft: Draft) -> Sequence[Target]:
    year = draft.one_of(("y1", "y2", "y3"))
    draft.put("performance", "years", f"recycled.{year}", "124")
    return [Spot("performance", f"recycled.{year}", None, "years")]


@kind("负的节约量", "20")
def negative_saving(draft: Draft) -> Sequence[Target]:
    spot = draft.any_figure("2-2", "3-2", only=("water", "coal", "power"))
    draft.set(spot, f"-{draft.value(spot)}")
    draft.recalculate(spot.table)
    return [spot]


@kind("企业名称中有零宽字符", "20", "30", "31", "33", editions=CORE)
def invisible_character(draft: Draft) -> Sequence[Target]:
    table, row = draft.any_row("2-1", "3-1")
    name = draft.rows(table)[row]["name"] or ""
    draft.rows(table)[row]["name"] = f"{name[:3]}\u200b{name[3:]}"
    return [Spot(table, "name", row)]


@kind("企业名称中混入西里尔字母", "20", "30", "31", editions=CORE)
def lookalike_letter(draft: Draft) -> Sequence[Target]:
    table, row = draft.any_row("2-1", "3-1")
    for half in (table, f"{table[0]}-2"):
        name = draft.rows(half)[row]["name"] or ""
        draft.rows(half)[row]["name"] = f"{name[:2]}А{name[2:]}"  # Cyrillic А
    return [Spot(table, "name", row), Spot(f"{table[0]}-2", "name", row)]


@kind("合并单元格盖住了数字", "20")
def merged_over(draft: Draft) -> Sequence[Target]:
    spot = draft.any_figure("2-1", "3-1", only=("cod", "so2", "dust"))
    order = [field.id for field in draft.fields(spot.table)]
    left = Spot(spot.table, order[order.index(spot.field) - 1], spot.row)
    if number(draft.value(left)) is None:
        draft.set(left, "1.5")
        draft.recalculate(spot.table)

    def merge(book: Book, where: Where) -> None:
        book.merge(where.sheet(spot.table), f"{where(left)}:{where(spot)}")

    draft.then(merge)
    return [spot, left]


@kind("有数据的栏被隐藏", "20")
def column_hidden(draft: Draft) -> Sequence[Target]:
    spot = draft.any_figure("2-1", "3-1")
    order = [field.id for field in draft.fields(spot.table)]
    sheet = draft.edition.sheet(spot.table).name
    draft.then(lambda book, _: book.hide_column(sheet, order.index(spot.field) + 1))
    return [Spot(spot.table, spot.field, row) for row in (TOTAL, *range(len(draft.rows(spot.table))))]


@kind("显示位数太少，印出来加不起来", "20", "21")
def printed_digits(draft: Draft) -> Sequence[Target]:
    table, _ = draft.any_row("2-1", "3-1", least=4)
    for row in draft.rows(table):
        row["cod"] = "3.4"
    draft.recalculate(table)
    spots = [Spot(table, "cod", row) for row in (TOTAL, *range(len(draft.rows(table))))]

    def show(book: Book, where: Where) -> None:
        for spot in spots:
            book.whole_numbers(where.sheet(table), where(spot))

    draft.then(show)
    return spots
