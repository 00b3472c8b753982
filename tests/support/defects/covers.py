"""The cover page and the texts of 表1, wrongly or half filled in."""

from __future__ import annotations

from collections.abc import Sequence

from support.defects.draft import Draft, Spot
from support.defects.kinds import CORE, COVERED, Target, kind


def _cover(draft: Draft, field: str, value: str | None) -> Sequence[Target]:
    draft.put("cover", "cover", field, value)
    return [Spot("cover", field, None, "cover")]


@kind("封面没有联系电话", "10", editions=COVERED)
def phone_missing(draft: Draft) -> Sequence[Target]:
    return _cover(draft, "phone", None)


@kind("联系电话位数不对", "31", "20", editions=COVERED)
def phone_too_short(draft: Draft) -> Sequence[Target]:
    return _cover(draft, "phone", "0427-28")


@kind("电子信箱没有 @", "31", "20", editions=COVERED)
def mail_without_at(draft: Draft) -> Sequence[Target]:
    return _cover(draft, "email", "hbjkjk.example.cn")


@kind("封面单位与参数不一致", "31", "10", "33", editions=COVERED)
def another_unit(draft: Draft) -> Sequence[Target]:
    return [*_cover(draft, "unit", "牡丹江市西安区生态环境局"), "参数"]


@kind("有文号没有文件名称", "20", "22", "10", editions=CORE)
def document_without_name(draft: Draft) -> Sequence[Target]:
    draft.content("1", "documents")["rows"] = [{"name": None, "number": "环办发〔2024〕12号"}]
    return ["表1"]


@kind("是否栏填了别的话", "20", "22", editions=CORE)
def neither_yes_nor_no(draft: Draft) -> Sequence[Target]:
    draft.put("1", "fund", "exists", "100万元")
    return [Spot("1", "exists", None, "fund")]
