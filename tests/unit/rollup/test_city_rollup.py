"""A whole city rolled up: every figure leads to its cell, an independent sum agrees, our own check passes the result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path, PureWindowsPath
from typing import Any, Final, NamedTuple, cast

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from qingjian.api.checking import check
from qingjian.api.data import extract
from qingjian.api.rollup import How, RollUp, rollup
from qingjian.model.grid import parse_a1
from qingjian.sheets.read import read
from support.units import Unit, companies, unit, units

pytestmark = pytest.mark.slow
_COUNT: Final = 41
_OLD: Final = 3
"""Of them, units that used the ministry's form."""
_TABLES: Final = ("表2-1", "表2-2", "表3-1", "表3-2")
_LINK: Final = re.compile(r"'(?P<sheet>.+)'!(?P<cell>\$[A-Z]+\$[0-9]+)")


class City(NamedTuple):
    folder: Path
    units: tuple[Unit, ...]
    result: Path
    done: RollUp


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    folder = tmp_path_factory.mktemp("city")
    received = folder / "收件"
    (folder / "汇总").mkdir()
    received.mkdir()
    sent = units(_COUNT, agreeing=True)
    for one in sent:
        (received / f"{one.name}.xlsx").write_bytes(one.workbook)
    result = folder / "汇总" / "全市.xlsx"
    done = rollup([received], result, how=How(name="某市生态环境局"))
    return City(folder, sent, result, done)


def test_every_unit_takes_part_and_zero_reports_are_counted(city: City) -> None:
    assert len(city.done.used) == _COUNT
    assert city.done.excluded == ()
    empty = sum(not companies(one.data) for one in city.units)
    assert sum(one.is_zero for one in city.done.used) >= empty


def test_our_own_check_finds_nothing_mandatory_in_the_result(city: City) -> None:
    (verdict,) = check([city.result]).files
    assert [(one.code, one.place) for one in verdict.findings if one.severity == "mandatory"] == []
    assert not {"QJ1001", "QJ1012"} & {one.code for one in verdict.findings}


def test_every_line_of_the_sources_leads_to_the_cell_that_says_so(city: City) -> None:
    book = openpyxl.load_workbook(city.result)
    ours = _Cells(city.result)
    lines = list(_lines(book["来源"]))
    assert len(lines) > 2_000
    sources: dict[Path, _Cells] = {}
    for line in lines:
        link = line["原表单元格"].hyperlink
        path = (city.result.parent / PureWindowsPath(link.target).as_posix()).resolve()
        assert path.name == line["文件"].value
        if path not in sources:
            sources[path] = _Cells(path)
        assert _alike(sources[path].at(link.location), line["原填"].value)
        if line["办法"].value == "逐行转入":
            assert _alike(ours.at(line["本表单元格"].hyperlink.location), line["汇总值"].value)


def test_an_independent_sum_agrees(city: City) -> None:
    """By pandas from the sheets as they are; our reader has no part in it."""
    sent = [_opened(city.folder / "收件" / f"{one.name}.xlsx") for one in city.units]
    result = _opened(city.result)
    for sheet in _TABLES:
        frames = [_table(book, sheet) for book in sent]
        ours = _table(result, sheet)
        whole = pd.concat(frames, ignore_index=True)
        figures = [name for name in ours.columns if "（" in name or "tCO2" in name]
        assert figures
        for name in figures:
            expected = pd.to_numeric(whole[name], errors="coerce").sum()
            assert pd.to_numeric(ours[name], errors="coerce").sum() == pytest.approx(expected, rel=1e-12)
        real = [frame[~frame["企业名称"].isin(["/", "无", "—"])] for frame in frames]
        assert len(ours) == sum(map(len, real))


def test_the_order_of_the_files_does_not_matter(city: City, tmp_path: Path) -> None:
    files = sorted((city.folder / "收件").iterdir())[:4]
    one, other = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    rollup(files, one)
    rollup(files[::-1], other)
    assert one.read_bytes() == other.read_bytes()


def test_of_one_file_it_is_that_file(city: City, tmp_path: Path) -> None:
    file = next((city.folder / "收件").iterdir())
    target = tmp_path / "全市.xlsx"
    rollup([file], target)
    before, after = extract(file), extract(target)
    assert after["tables"] == before["tables"]
    assert after["parameters"] == before["parameters"]


def test_two_editions_and_recomputed_carbon_pass_as_well(city: City, tmp_path: Path) -> None:
    received = tmp_path / "收件"
    received.mkdir()
    mixed = [*city.units[:6], *_of_the_year(_OLD)]
    for one in mixed:
        (received / f"{one.name}.xlsx").write_bytes(one.workbook)
    target = tmp_path / "全市.xlsx"
    done = rollup([received], target, how=How(name="某市生态环境局", is_recomputed=True))
    assert done.edition == "liaoning/2024"
    assert len(done.used) == len(mixed)
    (verdict,) = check([target]).files
    assert [(one.code, one.place) for one in verdict.findings if one.severity == "mandatory"] == []


def _of_the_year(count: int) -> Iterator[Unit]:
    for one in units(count, "mee/2020", first=90_000):
        yield unit(f"旧{one.name}", {**one.data, "report_year": 2024})


def _lines(sheet: Worksheet) -> Iterator[dict[str, Any]]:
    rows = sheet.iter_rows(min_row=2)
    captions = [str(cell.value) for cell in next(rows)]
    for row in rows:
        yield dict(zip(captions, row, strict=True))


class _Cells:
    """The cells of a file, read once."""

    def __init__(self, path: Path) -> None:
        self._grid = {sheet.name: sheet for sheet in read(path.read_bytes(), path.name).sheets}

    def at(self, location: str) -> str:
        found = _LINK.fullmatch(location)
        assert found is not None, location
        row, col = parse_a1(found["cell"])
        return self._grid[found["sheet"]].row(row)[col].text


def _alike(stored: str, said: object) -> bool:
    if isinstance(said, int | float):
        return Decimal(f"{Decimal(stored):.15g}") == Decimal(f"{Decimal(str(said)):.15g}")
    return stored == said


def _opened(path: Path) -> dict[str, pd.DataFrame]:
    """Every table by pandas, whose reader is not ours."""
    reader: Any = pd  # its stubs leave the function half unknown
    found: dict[str, pd.DataFrame] = reader.read_excel(
        path, sheet_name=list(_TABLES), header=None, dtype=object, engine="calamine"
    )
    return found


def _table(book: dict[str, pd.DataFrame], sheet: str) -> pd.DataFrame:
    raw = book[sheet]
    first = raw[0].astype(str)
    head = first[first == "序号"].index[0]
    line = cast("list[object]", raw.loc[head].tolist())  # pyright: ignore[reportUnknownMemberType] -- the stubs leave it open
    captions = [str(text).replace("\n", "") for text in line]
    width = captions.index("nan") if "nan" in captions else len(captions)
    below = raw.loc[head + 1 :]
    end = below[below[0].astype(str).str.startswith("合计")].index[0]
    table = below.loc[: end - 1].iloc[:, :width]
    table.columns = pd.Index(captions[:width])
    return table[table["企业名称"].notna() & (table["企业名称"] != "……")]
