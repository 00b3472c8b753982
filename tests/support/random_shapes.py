"""What random forms are made of: drawn by Hypothesis, so that failures shrink.

How many rows, which figures and texts there are and what is declared is drawn; which cell takes which
of them is dealt out from a seed (support.random_forms).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from hypothesis import strategies as st

from qingjian.catalog import factors
from qingjian.catalog.edition import LEVELS, Edition


class Shape(NamedTuple):
    """What a form is made of."""

    level: str | None
    factor: str | None
    """Id of a known factor, or a value of the filer's own; None where none is declared."""
    gas: str | None
    year: int
    unit: str
    sizes: tuple[int, ...]
    """Rows of the lists, dealt out in turn."""
    figures: tuple[str, ...]
    counts: tuple[str, ...]
    texts: tuple[str, ...]
    odd: tuple[str, ...]
    """Texts that stand in some number cells; none in a correct form."""
    blank: int
    """Of a hundred cells that may be blank, so many are."""
    slash: int
    """Of a hundred cells that may hold /, so many do."""
    seed: int


def figures() -> st.SearchStrategy[str]:
    """Decimals with people's digits: up to nine of them, up to four after the point."""
    usual = st.sampled_from(
        ["0", "1", "650", "131.1", "7400000", "0.3", "23.307", "999999999", "0.0001", "1.005"]
    )
    drawn = st.tuples(st.integers(0, 999_999_999), st.integers(0, 4), st.integers(0, 8))
    return usual | drawn.map(lambda parts: plain(Decimal(parts[0] // 10 ** parts[2]).scaleb(-parts[1])))


def texts(longest: int = 1500) -> st.SearchStrategy[str]:
    """Answers from a few words to the longest that has to fit, several paragraphs included."""
    words = st.sampled_from(_PHRASES)
    short = st.lists(words, min_size=1, max_size=4).map("，".join)
    long = st.tuples(short, st.integers(1, 60), st.sampled_from(["；", "。\n", "。 "])).map(
        lambda parts: parts[2].join([parts[0]] * parts[1])[:longest].strip()
    )
    return short | long


def shapes(edition: Edition, *, most_rows: int = 40, odd: Sequence[str] = ()) -> st.SearchStrategy[Shape]:
    """`odd`: texts to put into some number cells."""
    known = [found.id for found in factors.selectable()]
    own = st.integers(2000, 12000).map(lambda value: plain(Decimal(value).scaleb(-4)))
    gas = st.integers(11000, 13300).map(lambda value: plain(Decimal(value).scaleb(-4)))
    last = edition.years.last or edition.years.first + 3
    return st.builds(
        Shape,
        level=st.sampled_from([*LEVELS, None]),
        factor=st.sampled_from([None, *known]) | own,
        gas=st.none() | gas,
        year=st.integers(edition.years.first, last),
        unit=st.sampled_from(
            ["沙河口区生态环境局", "某市生态环境局", "经济技术开发区（高新区）生态环境分局"]
        ),
        sizes=st.lists(st.integers(0, 5) | st.integers(0, most_rows), min_size=1, max_size=4).map(tuple),
        figures=st.lists(figures(), min_size=1, max_size=8).map(tuple),
        counts=st.lists(st.integers(0, 40) | st.integers(0, 99_999), min_size=1, max_size=4).map(
            lambda found: tuple(map(str, found))
        ),
        texts=st.lists(texts(), min_size=1, max_size=4).map(tuple),
        odd=st.lists(st.sampled_from(list(odd)), max_size=3).map(tuple) if odd else st.just(()),
        blank=st.sampled_from([0, 20, 60, 100]),
        slash=st.sampled_from([0, 20, 60, 100]),
        seed=st.integers(0, 2**32 - 1),
    )


def plain(value: Decimal) -> str:
    """A decimal as the data hold it."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


_PHRASES: Final = (
    "已组织辖区内重点企业开展清洁生产审核培训",
    "《关于做好2024年清洁生产审核工作的通知》",
    "辽环办发〔2024〕12号",
    "不再审批",
    "专项资金（含配套）",
    "市生态环境局官网、微信公众号",
    "削减化学需氧量3.6吨、氨氮0.2吨",
    "与排污许可证执行报告相衔接",
    "印染园区整体审核试点（2个）",
    'A公司<1号线>&"2号线"改造',
    "节约用电120万kWh",
    "每年12月底前报送",
    "建议加大财政支持力度",
    "100%",
    "2024-06-30",
    "甲醛",
)
