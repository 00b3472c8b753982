"""A city's mailbox in January: forty-one units, what they sent in and how, and what a person would say of each file."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from qingjian.catalog.editions import edition as edition_of
from qingjian.templates.book import build
from support.defects.draft import NotHere
from support.defects.kinds import KINDS
from support.defects.sow import Sown, sow
from support.docx import document, paragraph
from support.docx_forms import word_form
from support.realistic.deal import Realistic, realistic
from support.sent import mail, named, packed

CITY: Final = "辽海市"
UNITS: Final = (
    *(
        f"{name}区"
        for name in [
            "和平",
            "沈河",
            "大东",
            "皇姑",
            "铁西",
            "苏家屯",
            "浑南",
            "沈北",
            "于洪",
            "辽中",
            "中山",
            "西岗",
            "甘井子",
            "旅顺口",
            "金州",
            "普兰店",
        ]
    ),
    *(
        f"{name}县"
        for name in [
            "康平",
            "法库",
            "长海",
            "台安",
            "岫岩",
            "抚顺",
            "新宾",
            "清原",
            "本溪",
            "桓仁",
            "宽甸",
            "黑山",
            "义",
            "盘山",
            "大洼",
            "铁岭",
            "西丰",
            "昌图",
            "建平",
        ]
    ),
    "辽海高新技术产业开发区",
    "辽海经济技术开发区",
    "沿海新区",
    "辽海新城",
    "保税区",
    "市本级",
)
SILENT: Final = ("桓仁县", "宽甸县")
"""Nothing came from them."""
ZERO: Final = UNITS[2:13]
"""Eleven that have no listed firm and say so."""
OLD: Final = UNITS[13:17]
"""They used the ministry's form of 2020."""
OTHERS: Final = UNITS[17:19]
"""They used the form of another province."""
WORD: Final = ("和平区", "康平县", "法库县", "黑山县", "建平县")
TWICE: Final = ("义县", "盘山县")
"""A corrected form came after the first."""
BROKEN: Final = ("铁岭县", "西丰县", "昌图县")
"""What they sent cannot be read; nothing else came from them."""
ZIPPED: Final = ("长海县", "台安县", "岫岩县")
MAILED: Final = ("抚顺县", "新宾县")
TROUBLE: Final = 25
"""Kinds of mistakes, each in the form of one unit (where units do not suffice, in more forms of the same)."""


class Sent(NamedTuple):
    """One file as the check names it."""

    path: str
    unit: str | None
    status: str
    """passed, returned, attachment, unreadable; `any` where a mistake may be worth advice only."""
    family: tuple[str, ...] = ()
    """Codes, or their beginnings, of which one must be found."""
    edition: str | None = None


class Mailbox(NamedTuple):
    folder: Path
    sent: tuple[Sent, ...]
    shared: str
    """A company that two units list."""


def made(folder: Path) -> Mailbox:
    """Fill a folder; the same every time."""
    writer = _Writer(folder)
    writer.run()
    return Mailbox(folder, tuple(sorted(writer.sent)), writer.shared)


class _Writer:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sent: list[Sent] = []
        self.shared = ""
        self._forms = _forms()

    def run(self) -> None:
        for unit in UNITS:
            if unit not in (*SILENT, *BROKEN, *ZIPPED, *MAILED):
                self._unit(unit)
        self._more_trouble()
        self._zips()
        self._mail()
        self._broken()
        self._beside()

    # ------------------------------------------------------------ one form for each unit

    def _unit(self, unit: str) -> None:
        name = "mee/2020" if unit in OLD else "chongqing/2025" if unit in OTHERS else "liaoning/2024"
        form = of_unit(unit, next(self._forms[name, unit in ZERO]))
        if unit in WORD:
            document_ = word_form(edition_of(name), form.data, with_parameters=True)
            self._put(Sent(f"Word/{unit}.docx", unit, "passed", (), name), document_)
            return
        if unit in TWICE:
            spoilt = copy.deepcopy(form.data)
            spoilt["tables"]["1"]["mandatory"]["started"]["total"] = "999"
            self._put(
                Sent(f"{unit}.xlsx", unit, "returned", ("QJ2104",), name),
                build(edition_of(name), data=spoilt),
            )
        path = f"更正/{unit}（更正）.xlsx" if unit in TWICE else f"{unit}.xlsx"
        self._put(Sent(path, unit, "passed", (), name), built(form))

    def _put(self, sent: Sent, data: bytes) -> None:
        self._write(sent.path, data)
        self.sent.append(sent)

    def _write(self, path: str, data: bytes) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    # ------------------------------------------------------------ mistakes

    def _more_trouble(self) -> None:
        """Districts under the units hand in sheets of their own, each with one mistake."""
        for number, sown in enumerate(islice(_troubled(), TROUBLE), 1):
            path = f"有问题/{number:02d}-{sown.kind.id}.xlsx"
            self._put(Sent(path, None, "any", sown.kind.families, sown.form.edition), sown.workbook)

    # ------------------------------------------------------------ packages

    def _zips(self) -> None:
        """One zip as Chinese Windows packs it, one with folders; its unit lists a company of the first's."""
        *two, third = ZIPPED
        members: dict[str, bytes] = {}
        for unit in two:
            form = of_unit(unit, next(self._forms["liaoning/2024", False]))
            self.shared = _companies(form)[0]
            members[f"{unit}总结表.xlsx"] = built(form)
            self.sent.append(Sent(f"县区打包.zip/{unit}总结表.xlsx", unit, "passed", (), form.edition))
        self._write("县区打包.zip", packed(members, code="gbk"))
        form = of_unit(third, next(self._forms["liaoning/2024", False]))
        for table in ("2-1", "2-2"):
            form.data["tables"][table]["companies"]["rows"][0]["name"] = self.shared
        self._write(f"{third}.zip", packed({f"{third}/总结表.xlsx": built(form)}))
        self.sent.append(Sent(f"{third}.zip/{third}/总结表.xlsx", third, "passed", (), form.edition))

    def _mail(self) -> None:
        attached: list[tuple[str, bytes]] = []
        for unit in MAILED:
            form = of_unit(unit, next(self._forms["liaoning/2024", False]))
            attached.append((named(f"{unit}.xlsx", "gb18030"), built(form)))
            self.sent.append(Sent(f"来信.eml/{unit}.xlsx", unit, "passed", (), form.edition))
        self._write("来信.eml", mail(attached))

    # ------------------------------------------------------------ what cannot be read, and what is no form

    def _broken(self) -> None:
        whole = built(next(self._forms["liaoning/2024", False]))
        bomb = packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b" " * 300_000_000})
        contents = (whole[: len(whole) // 2], b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), bomb)
        for unit, content in zip((*BROKEN, "炸弹"), contents, strict=True):
            self._put(Sent(f"{unit}.xlsx", None, "unreadable"), content)

    def _beside(self) -> None:
        self._put(Sent("和平区盖章页.pdf", None, "attachment"), b"%PDF-1.4\n%%EOF\n")
        self._put(Sent("沈河区函.docx", None, "attachment"), _letter())
        self._put(Sent("旧版.rar", None, "attachment"), b"Rar!\x1a\x07\x00" + bytes(100))


def built(form: Realistic) -> bytes:
    return build(edition_of(form.edition), data=form.data)


def of_unit(unit: str, form: Realistic) -> Realistic:
    """The form with another unit's name wherever its own stood."""
    office = unit if unit == "市本级" else f"{unit}生态环境局"
    written = json.dumps(form.data).replace(json.dumps(form.data["unit"]), json.dumps(office))
    return form._replace(data=json.loads(written))


def _forms() -> Mapping[tuple[str, bool], Iterator[Realistic]]:
    names = ("liaoning/2024", "mee/2020", "chongqing/2025")
    return {(name, is_zero): dealt(name, is_zero=is_zero) for name in names for is_zero in (False, True)}


def dealt(name: str, *, is_zero: bool, first: int = 50_000) -> Iterator[Realistic]:
    """Forms of districts in which nothing has to be explained; no company twice among them."""
    seen: set[str] = set()
    for seed in range(first, first + 10_000):
        form = realistic(seed, name, least=0 if is_zero else 2, most=0 if is_zero else 8)
        firms = {
            row["name"]
            for table in ("2-1", "3-1")
            for row in form.data["tables"].get(table, {}).get("companies", {}).get("rows", ())
        }
        if form.data.get("level") in (None, "district") and not form.explain and not firms & seen:
            seen |= firms
            yield form


def _troubled() -> Iterator[Sown]:
    """Forms with a mistake, of the edition most units use; each kind once, each in a form that has room for it."""
    kinds = [kind for kind in KINDS.values() if "liaoning/2024" in kind.editions]
    random.Random(41).shuffle(kinds)
    forms = dealt("liaoning/2024", is_zero=False, first=70_000)
    for kind in kinds:
        with suppress(NotHere):
            yield sow(kind, next(forms), random.Random(kind.id))


def _companies(form: Realistic) -> list[str]:
    return [row["name"] for row in form.data["tables"]["2-1"]["companies"]["rows"]]


def _letter() -> bytes:
    return document(paragraph("关于报送总结表的函") + paragraph("现将有关材料报上，请审收。"))
