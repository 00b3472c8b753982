"""What the rules work out of an edition beforehand: its fields by what is asked of them, names and captions."""

from __future__ import annotations

import pytest

from qingjian.catalog.edition import Field, FieldType
from qingjian.catalog.editions import edition, edition_ids
from qingjian.rules import plan as plans
from qingjian.rules.plan import plan


@pytest.mark.parametrize("name", edition_ids())
def test_the_plan_sorts_every_field_by_what_is_asked_of_it(name: str) -> None:
    for block in plan(edition(name)).blocks:
        assert list(block.by_id.values()) == list(block.fields)
        assert [one[:2] for one in block.scanned] == [(field.id, field) for field in block.fields]
        for _, field, is_numeric, is_typed, is_choosy in block.scanned:
            assert is_numeric is field.is_numeric is (field in block.numeric)
            assert is_typed is (is_numeric and not field.is_computed)
            assert is_choosy is (field.type in ("count", "percent"))
        assert block.typed == tuple(name for name, _, _, is_typed, _ in block.scanned if is_typed)
        assert set(block.totals) <= set(block.numeric)
        assert not block.totals or block.is_list
        assert all(field.carbon for field in block.carbons)
        assert all(field.is_computed and field.exact for field in block.computed)
        assert all(field.sum for field in block.sums)
        for field in block.sums:
            is_carbon = all(block.by_id[part].carbon is not None for part in field.sum)
            assert (field.id in block.carbon_sums) is is_carbon
        assert all("{" not in caption for caption in block.captions.values())
        assert block.name is None or block.is_list


def test_who_a_row_belongs_to() -> None:
    def named(name: str, table: str, block: str) -> str | None:
        return plan(edition(name)).block(table, block).name

    assert named("liaoning/2024", "2-2", "companies") == "name"
    assert named("liaoning/2024", "1", "schemes") is None
    found = {block.name for known in edition_ids() for block in plan(edition(known)).blocks if block.is_list}
    assert None not in found


def test_a_caption_in_a_sentence_has_no_gaps_to_fill_in() -> None:
    practice = plan(edition("chongqing/2025")).block("1", "practice")
    assert list(practice.captions.values()) == ["十一、推行清洁生产工作典型做法及取得的主要进展或成绩"]
    schemes = next(
        block for block in plan(edition("guangdong/2009-performance")).blocks if block.spec.id == "schemes"
    )
    assert schemes.captions["number.low.done"] == "方案数（个）：无低费方案：已实施"


def test_a_caption_in_a_sentence_has_neither_footnotes_nor_spaces() -> None:
    published = plan(edition("liaoning/2024")).block("1", "published")
    assert published.captions["class1"] == "本年度公布强制性清洁生产审核企业数（个）：第一类企业数"
    bare = Field("industry", " 所属\n行业[1] （{blank}）", (), "text")
    assert plans.caption(bare) == "所属行业"
    assert plans.caption(bare._replace(caption="[1]")) == "[1]"
    assert plans.caption(bare._replace(path=("{year-1}年度 废水", "削减 量[2]"))) == "废水：削减量"


@pytest.mark.parametrize(
    ("types", "named"),
    [
        (("sequence", "text", "item", "company"), "company"),
        (("sequence", "text", "item"), "item"),
        (("sequence", "count", "text", "longtext"), "text"),
        (("sequence", "longtext", "text"), "longtext"),
        (("sequence", "count"), None),
    ],
)
def test_companies_name_a_row_before_items_and_items_before_texts(
    types: tuple[FieldType, ...], named: str | None
) -> None:
    assert plans._name(tuple(Field(one, one, (), one) for one in types)) == named


def test_a_plan_is_made_once_per_declaration() -> None:
    known = edition("liaoning/2024")
    assert plan(known) is plan(known)
    assert plans.plan(known).sheets["2-2"] == "表2-2"
