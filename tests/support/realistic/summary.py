"""表1 as a unit fills it that audited so many companies: counts that hang together, texts, empty sections."""

from __future__ import annotations

import random
from typing import Any, Final, NamedTuple

from qingjian.catalog.edition import Edition, Field
from support.realistic import person
from support.realistic.draws import chance, count_of, pick, plain, spread
from support.realistic.sums import Cells, Value, nested, settle, total_row

Json = dict[str, Any]
_ANSWERS: Final = {
    "practice": "探索重点行业、工业园区整体审核模式，以行业审核带动提升。",
    "parks": "积极探索行业、工业园区和企业集群整体审核模式。",
    "permits": "利用排污许可证管理平台筛选强制性审核名单，将排污许可执行情况纳入审核内容。",
    "guides": "转发省厅印发的清洁生产审核指南及案例汇编。",
    "reductions": "全年通过方案实施削减挥发性有机物，节约用电。",
    "trading": "暂无企业参与排污权交易。",
    "information": "局网站设清洁生产专栏，定期上传信息。",
    "other": None,
}


class Work(NamedTuple):
    """What the year's work came to, behind every count."""

    mandatory: int
    """Companies whose mandatory audit passed acceptance: the rows of 表2."""
    voluntary: int
    published: int
    overlapping: int = 0
    """Companies published in two classes."""


def summary(dice: random.Random, edition: Edition, who: person.Reporter, year: int, work: Work) -> Json:
    """All blocks of 表1."""
    sheet = edition.sheet("1")
    fields = {block.id: tuple(block.fields) for block in sheet.blocks()}
    blocks: Json = {}
    for name, content in _sections(dice, fields, who, year, work).items():
        if name in fields:
            blocks[name] = content
    return blocks


def _sections(
    dice: random.Random, fields: dict[str, tuple[Field, ...]], who: person.Reporter, year: int, work: Work
) -> Json:
    blank: Value = pick(dice, ((None, 60), ("/", 30), ("0", 10)))
    word: Value = None if blank == "0" else blank
    made: Json = {
        "documents": {"rows": _documents(dice, year)},
        "disclosure": {"rows": _notices(dice, who, year)},
        "published": _published(dice, work, blank),
        "disclosed": _disclosed(dice, work),
        "mandatory": _audits(dice, fields["mandatory"], work.mandatory, work.published),
        "voluntary": _audits(dice, fields["voluntary"], work.voluntary, None),
        "schemes": _schemes(dice, fields["schemes"], work),
        "projects": nested(dict.fromkeys(("national.count", "national.money"), blank) | _local(dice, blank)),
        "fund": _fund(dice, word),
        "training": nested(_training(dice, fields["training"], who)),
        "penalties": pick(dice, (("无", 60), (None, 15), ("对2家逾期未开展审核的企业责令限期改正。", 25))),
        "awards": pick(dice, (("无", 60), (None, 20), ("对通过验收的企业给予通报表扬。", 20))),
        "problems": pick(dice, (("个别企业主体责任意识不强，资金投入不足。", 80), ("无", 20))),
    }
    if "agencies" in fields:
        made |= _capacity(dice, fields, who, word)
    is_one_answer = len(fields["practice"]) == 1
    made["practice"] = (
        _ANSWERS["practice"]
        if is_one_answer
        else {f.id: _ANSWERS[f.id] if chance(dice, 70) else None for f in fields["practice"]}
    )
    return made


def _documents(dice: random.Random, year: int) -> list[Cells]:
    """文号 is often left out, and some years nothing is issued."""
    titles = (
        f"关于报送{year}年度强制性清洁生产审核企业名单的通知",
        f"关于做好{year}年清洁生产审核工作的通知",
        "关于深入推进重点行业清洁生产审核工作的实施方案",
    )
    numbers = (None, f"环办发〔{year}〕{dice.randint(2, 60)}号")
    return [{"name": t, "number": dice.choice(numbers)} for t in titles[: dice.randint(0, 3)]]


def _notices(dice: random.Random, who: person.Reporter, year: int) -> list[Cells]:
    row: Cells = {
        "name": f"{year}年强制性清洁生产审核企业名单公告",
        "publisher": who.unit,
        "medium": dice.choice(("政府门户网站", "局网站、微信公众号")),
    }
    return [row] if chance(dice, 60) else []


def _published(dice: random.Random, work: Work, blank: Value) -> Json:
    classes = ("class1", "class2", "class3", "planned")
    left, parts = work.published + work.overlapping, dict[str, int]()
    for name in classes[:-1]:
        parts[name] = dice.randint(0, left) if chance(dice, 60) else 0
        left -= parts[name]
    parts["planned"] = left
    # The classes without companies stay as this clerk leaves them; one figure at least is written.
    cells: Cells = {name: str(n) if n else dice.choice(("0", blank)) for name, n in parts.items()}
    if not work.published:
        cells["class1"] = "0"
    return {"total": str(work.published), **cells}


def _disclosed(dice: random.Random, work: Work) -> Json:
    """Fewer than published: disclosure runs on until acceptance, some of it years later."""
    firms = work.published if chance(dice, 60) else count_of(dice, work.published, 0.6)
    written = bool(firms)
    return {
        "firms": str(firms),
        "content": "企业基本信息、污染物排放情况、能源消耗情况" if written else None,
        "medium": "全国排污许可证管理信息平台、企业网站" if written else None,
    }


def _audits(dice: random.Random, fields: tuple[Field, ...], accepted: int, published: int | None) -> Json:
    """Started, assessed and accepted are different companies: none bounds another."""
    started = count_of(dice, published, 0.7) if published is not None else count_of(dice, accepted + 3, 0.5)
    own = count_of(dice, started, 0.15)
    cells: Cells = {"started.self": str(own), "started.agency": str(started - own)}
    assessed = str(max(0, accepted + dice.randint(-3, 4)))
    failed = "0" if chance(dice, 85) else "1"
    for field in fields:
        last = field.id.removeprefix("result.")
        known = {"assessed": assessed, "assess_passed": assessed, "accepted": str(accepted)}
        if field.id.startswith("result."):
            cells[field.id] = known.get(last, failed)
    return nested(settle(fields, cells))


def _schemes(dice: random.Random, fields: tuple[Field, ...], work: Work) -> Json:
    firms = work.mandatory + work.voluntary
    low, high = firms * dice.randint(4, 14), firms * dice.randint(1, 3)
    # Schemes of an earlier round may be carried out this year: more done than proposed happens.
    fewer = (count_of(dice, low, 0.95), count_of(dice, high, 0.7))
    done = pick(dice, (((low, high), 50), (fewer, 40), ((low + firms, high), 10)))
    money = plain(spread(dice, 20, 900).quantize(spread(dice, 1, 1)) * firms) if firms else "0"
    cells: Cells = {
        "proposed.low": str(low),
        "proposed.high": str(high),
        "done.low": str(done[0]),
        "done.high": str(done[1]),
        "money.firm": money,
        "money.state": pick(dice, ((None, 50), ("0", 30), ("/", 10), ("15", 10 if firms else 0))),
    }
    return nested(settle(fields, cells))


def _local(dice: random.Random, blank: Value) -> Cells:
    if chance(dice, 20):
        return {
            "local.count": str(dice.randint(1, 6)),
            "local.money": plain(spread(dice, 5, 400).quantize(1)),
        }
    return {"local.count": blank, "local.money": blank}


def _fund(dice: random.Random, blank: Value) -> Json:
    if chance(dice, 15):
        return {
            "exists": "是",
            "document": "《清洁生产专项资金管理办法》",
            "purpose": "清洁生产审核补助",
            "money": "100",
            "origin": "财政预算",
        }
    keys = ("document", "purpose", "money", "origin")
    return {"exists": pick(dice, (("否", 60), (None, 40))), **dict.fromkeys(keys, blank)}


def _training(dice: random.Random, fields: tuple[Field, ...], who: person.Reporter) -> Cells:
    people = dice.randint(1, 60)
    known: Cells = {
        "national.people": str(dice.randint(1, 5)) if chance(dice, 30) else None,
        "local.sessions": "1",
        "local.people": str(people),
        "officials.people": str(min(people, dice.randint(1, 8))),
        "officials.managers": str(dice.randint(2, 10)),
        "officials.five_years": "120人，35%" if who.level == "province" else dice.choice(("20%", None, "/")),
    }
    if chance(dice, 25):
        known |= {"local.sessions": "/", "local.people": "/"}
    return {field.id: known[field.id] for field in fields}


def _capacity(
    dice: random.Random, fields: dict[str, tuple[Field, ...]], who: person.Reporter, blank: Value
) -> Json:
    names = ("辽宁绿源环保科技有限公司", "沈阳蓝天清洁生产咨询有限公司", "中环联合环境技术研究院有限公司")
    agencies: list[Cells] = [
        {"name": name, "staff": str(dice.randint(5, 40))} for name in names[: dice.randint(0, 3)]
    ]
    empty: Cells = dict.fromkeys(("name", "people", "remark"))
    centre: Cells = {"name": "省清洁生产中心", "people": str(dice.randint(5, 30)), "remark": None}
    given = centre if who.level == "province" else empty
    experts: Cells = {"exists": "是", "document": "专家库管理办法", "by_industry": "是", "people": "42"}
    none: Cells = {"exists": pick(dice, (("否", 60), (None, 40)))}
    none |= dict.fromkeys(("document", "by_industry", "people"), blank)
    return {
        "agencies": {"rows": agencies, "total": total_row(fields["agencies"], agencies)},
        "experts": {**(experts if chance(dice, 20) else none), "office": blank},
        "support": {
            "rows": {
                **{item: dict(given) for item in ("ndrc", "mee", "miit", "provincial_centre")},
                "city_centre": [{"name": "市清洁生产中心", "people": "6", "remark": None}]
                if chance(dice, 20)
                else [],
            }
        },
    }
