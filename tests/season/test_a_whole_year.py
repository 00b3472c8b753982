"""A city of forty-one units plays a whole season with the commands that its officer types, and every number is known."""

from __future__ import annotations

import copy
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, Final, cast

import pytest
from openpyxl import Workbook

from qingjian.catalog.editions import edition
from qingjian.sheets.read import read
from qingjian.templates.book import build
from support.mailbox import UNITS, ZERO, dealt, of_unit
from support.word_rewritten import rewritten

Json = dict[str, Any]
EDITION: Final = "liaoning/2024"
YEAR: Final = 2024
DEADLINE: Final = "2099-01-20"
"""Far off: the machine's own clock says what day it is."""
SILENT: Final = UNITS[-2]
WRONG: Final = UNITS[13:19]
"""A total of 表1 that its parts do not give: must be corrected."""
ODD: Final = UNITS[19:22]
"""More firms published than their classes give: to be verified."""
EXPLAINED, CHANGED, WAIVED = ODD
LISTED: Final = UNITS[22:27]
"""They have firms on the city's own list, one of which is not done by the end of the year."""
UNDONE: Final = "某某精细化工有限公司（{unit}）"
WHY: Final = "其中一家企业同时属于两类，分别统计，合计按企业去重"
SIGNED: Final = {"回复人": "李工", "回复日期": "2025年1月15日"}
X_TABLES: Final = ("2-1", "2-2", "3-1", "3-2")
COUNTS: Final = (
    "published.total",
    "published.class1",
    "published.planned",
    "mandatory.started.total",
    "mandatory.result.accepted",
    "voluntary.started.agency",
    "schemes.proposed.low",
    "schemes.money.firm",
)


def _forms() -> Mapping[str, Json]:
    """A correct form for each unit; the same every time."""
    found: dict[str, Json] = {}
    full, zero = (
        (form for form in dealt(EDITION, is_zero=is_zero) if form.data["report_year"] == YEAR)
        for is_zero in (False, True)
    )
    for unit in UNITS:
        found[unit] = of_unit(unit, next(zero if unit in ZERO else full)).data
        if unit in ZERO:
            for section in ("published", "disclosed", "mandatory", "voluntary"):
                found[unit]["tables"]["1"][section] = _nothing(found[unit]["tables"]["1"][section])
    return found


def _nothing(part: Any) -> Any:
    """Every count 0."""
    if isinstance(part, dict):
        return {key: _nothing(inner) for key, inner in cast("Json", part).items()}
    return "0" if isinstance(part, str) and part.isdigit() else part


@dataclass
class City:
    """The season's folder, the forms as they ought to be, and the command line."""

    folder: Path
    right: Mapping[str, Json]

    def run(self, *arguments: str | Path, code: int = 0) -> str:
        """What a command prints on both streams, in a process of its own."""
        ran = subprocess.run(
            [sys.executable, "-m", "qingjian", *map(str, arguments)],
            cwd=self.folder,
            env={**os.environ, "QINGJIAN_LANG": "zh", "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        assert ran.returncode == code, ran.stdout + ran.stderr
        return ran.stdout + ran.stderr

    def states(self) -> Mapping[str, str]:
        told = json.loads(self.run("season", "status", ".", "--format", "json"))
        return {one["unit"]: one["state"] for one in told["units"]}

    def send(self, name: str, data: Json) -> None:
        path = self.folder / "收件" / f"{name}.xlsx"
        path.write_bytes(build(edition(EDITION), data=data))

    def notice(self, unit: str) -> Path:
        (path,) = (self.folder / "退回" / unit).glob("*.docx")
        return path


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return City(tmp_path_factory.mktemp("season"), _forms())


def _listed(city: City) -> Iterator[tuple[str, str]]:
    """The city's own list: of five units a firm that is done by the end of the year, and one that is not."""
    for unit in LISTED:
        yield unit, city.right[unit]["tables"]["2-1"]["companies"]["rows"][0]["name"]
        yield unit, UNDONE.format(unit=unit)


def _with(data: Json, path: str, value: str) -> Json:
    changed = copy.deepcopy(data)
    *way, last = path.split(".")
    part = changed["tables"]["1"]
    for step in way:
        part = part[step]
    part[last] = value
    return changed


def _published(data: Json, more: int) -> Json:
    total = int(data["tables"]["1"]["published"]["total"]) + more
    return _with(data, "published.total", str(total))


def _figure(data: Json, path: str) -> Decimal:
    part: Any = data["tables"]["1"]
    for step in path.split("."):
        part = part[step]
    return Decimal(part) if part not in (None, "/") else Decimal(0)


def _rows(data: Json, table: str) -> Sequence[Json]:
    rows: Sequence[Json] = data["tables"][table]["companies"]["rows"]
    return rows


@pytest.mark.slow
def test_a_season_from_the_first_list_to_the_citys_form(city: City) -> None:
    _autumn(city)
    _january(city)
    _replies(city)
    _second_round(city)
    _decisions(city)
    _february(city)
    _next_year(city)
    _books(city)


def _autumn(city: City) -> None:
    """The folder is set up; a workbook goes out to every unit."""
    (city.folder / "单位.txt").write_text("\n".join(UNITS), encoding="utf-8")
    listed = Workbook()
    sheet: Any = listed.active
    sheet.append(["区县", "企业名称"])
    for row in _listed(city):
        sheet.append(row)
    listed.save(city.folder / "名单.xlsx")
    options = ("--year", YEAR, "--edition", EDITION, "--name", "辽海市生态环境局", "--deadline", DEADLINE)
    city.run(
        "season",
        "new",
        ".",
        *map(str, options),
        "--units",
        "单位.txt",
        "--list",
        "名单.xlsx",
        "--by",
        "王科长",
    )
    assert "41" in city.run("season", "issue", ".")
    issued = sorted(city.folder.glob("发出/*/*.xlsx"))
    assert len(issued) == len(UNITS) == 41
    for unit in LISTED:
        (form,) = (path for path in issued if path.parent.name == unit)
        words = {cell.text for sheet in read(form.read_bytes(), form.name).sheets for cell in _cells(sheet)}
        assert {name for owner, name in _listed(city) if owner == unit} <= words
    assert set(city.states().values()) == {"missing"}


def _cells(sheet: Any) -> Iterator[Any]:
    for _, row in sheet.stream():
        yield from row.values()


def _january(city: City) -> None:
    """Forty forms come in: six cannot be right, three have to be explained, eleven report nothing."""
    for unit, data in city.right.items():
        if unit in WRONG:
            city.send(unit, _with(data, "mandatory.started.total", "999"))
        elif unit in ODD:
            city.send(unit, _published(data, 1))
        elif unit != SILENT:
            city.send(unit, data)
    assert "40 份文件，新登记 40 份" in city.run("season", "intake", ".", "--by", "王科长", code=1)
    expected = {unit: "to_return" if unit in (*WRONG, *ODD) else "passed" for unit in UNITS}
    assert city.states() == expected | {SILENT: "missing"}
    zero = json.loads(city.run("season", "status", ".", "--format", "json"))
    assert sorted(one["unit"] for one in zero["units"] if one["zero"]) == sorted(ZERO)
    assert "40 份文件，新登记 0 份" in city.run("season", "intake", ".")
    city.run("notice", ".", "--record", "--by", "王科长")
    assert {path.parent.name for path in city.folder.glob("退回/*/*.docx")} == {*WRONG, *ODD}
    assert [unit for unit, state in city.states().items() if state == "returned"] == [*WRONG, *ODD]


def _replies(city: City) -> None:
    """One answers in the notice, one by phone, one not at all."""
    notice = city.notice(EXPLAINED)
    (mark,) = set(re.findall(r"QJ2107-[0-9A-F]{8}", _text(notice)))
    answer = city.folder / "回复.docx"
    answer.write_bytes(rewritten(notice.read_bytes(), {mark: WHY}, SIGNED))
    told = city.run("ledger", "reply", answer, "--by", "王科长")
    assert EXPLAINED in told
    city.run("ledger", "explain", CHANGED, "QJ2107", WHY, "--from", "赵工", "--by", "王科长")


def _text(notice: Path) -> str:
    grid = read(notice.read_bytes(), notice.name)
    return "\n".join(cell.text for sheet in grid.sheets for cell in _cells(sheet))


def _second_round(city: City) -> None:
    """What was wrong is corrected. What was explained still is where its figure stands, and no longer where it changed."""
    for unit in WRONG:
        city.send(f"{unit}（更正）", city.right[unit])
    again = _with(_published(city.right[EXPLAINED], 1), "problems", "审核资金不足。")
    city.send(f"{EXPLAINED}（更正）", again)
    city.send(f"{CHANGED}（更正）", _published(city.right[CHANGED], 2))
    assert "48 份文件，新登记 8 份" in city.run("season", "intake", ".", "--by", "王科长", code=1)
    found = city.states()
    assert [found[unit] for unit in WRONG] == ["passed"] * len(WRONG)
    assert (found[EXPLAINED], found[CHANGED], found[WAIVED]) == ("passed", "to_return", "returned")


def _decisions(city: City) -> None:
    """The bureau lets one pass with a reason, gets the last one's figure corrected, and accepts."""
    reason = "两类重复统计，名单已另行报送"
    city.run("ledger", "waive", WAIVED, "QJ2107", "--reason", reason, "--by", "张局")
    city.send(f"{CHANGED}（再次更正）", city.right[CHANGED])
    city.send(SILENT, city.right[SILENT])
    city.run("season", "intake", ".", "--by", "王科长")
    page = (city.folder / "汇总" / "校验结果.html").read_text("utf-8")
    for text in (reason, "张局", WHY, "李工"):
        assert text in page
    for unit in UNITS:
        city.run("ledger", "accept", unit, "--by", "张局")
    assert set(city.states().values()) == {"accepted"}


def _february(city: City) -> None:
    """The city's own form: every figure is what the units' figures give."""
    final = dict(city.right)
    for unit in (EXPLAINED, WAIVED):
        final[unit] = _published(final[unit], 1)
    target = city.folder / "汇总" / "全市.xlsx"
    told = city.run("rollup", "收件", "--season", ".", "-o", target)
    assert "汇总 41 份，其中零报告 11 份" in told
    whole: Json = json.loads(city.run("extract", target))
    for table in X_TABLES:
        filed = [row for unit in UNITS for row in _rows(final[unit], table)]
        assert [row["name"] for row in _rows(whole, table)] == [row["name"] for row in filed]
        assert [_plain(row) for row in _rows(whole, table)] == [_plain(row) for row in filed]
        for field, total in whole["tables"][table]["companies"]["total"].items():
            figures = [Decimal(row[field]) for row in filed if row.get(field) not in (None, "/")]
            shown = Decimal(total) if total not in (None, "/") else Decimal(0)
            digits = shown.as_tuple().exponent  # as many as the field's total shows
            summed = sum(figures, Decimal(0)).quantize(Decimal((0, (1,), int(digits))), ROUND_HALF_UP)
            assert shown == summed, (table, field)
    for path in COUNTS:
        assert _figure(whole, path) == sum(_figure(data, path) for data in final.values()), path
    checked = json.loads(city.run("check", target, "--format", "json", code=1))
    codes = {one["code"] for one in checked["files"][0]["findings"] if one["severity"] != "advice"}
    assert codes <= {"QJ2107", "QJ4001"}  # the explained points of two units, and the factors of many


def _plain(row: Json) -> Json:
    return {key: value for key, value in row.items() if key != "seq" and value is not None}


def _next_year(city: City) -> None:
    """Firms that are not done go onto next year's list."""
    city.run("season", "lists", ".", "-o", city.folder / "下一年.xlsx")
    words = _text(city.folder / "下一年.xlsx")
    for unit, name in _listed(city):
        assert (name in words) == (name == UNDONE.format(unit=unit)), name


def _books(city: City) -> None:
    """The ledger can be proved, has every version, and comes back from its copy."""
    assert "台账完好" in city.run("ledger", "verify")
    assert city.run("ledger", "history", WRONG[0]).count("重新报送") == 1
    city.run("ledger", "backup", "备份")
    (copied,) = (city.folder / "备份").iterdir()
    city.run("ledger", "restore", copied, "--ledger", "恢复.sqlite3")
    one, other = (
        city.run("ledger", "history", CHANGED, "--ledger", name) for name in ("台账.sqlite3", "恢复.sqlite3")
    )
    assert one == other
