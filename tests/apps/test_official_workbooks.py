"""Official workbooks in a real spreadsheet program: formulas, rows inserted and deleted, search, print."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from qingjian.catalog import factors
from qingjian.catalog.editions import edition
from qingjian.functions import computed
from qingjian.functions.computed import Value
from qingjian.sheets.read import read
from qingjian.templates.book import build
from qingjian.templates.declared import label
from qingjian.templates.layout import layout
from support.office import Document, Office

LIAONING = edition("liaoning/2024")
FACTOR = factors.factor("baseline:OM:2019:东北")
GAS = Decimal("1.2143")
LONG = "".join(chr(0x4E00 + number) for number in range(1500))
"""Every character once, so that none can hide behind another."""
PRINTED = layout(LIAONING.sheet("1"), year=2024)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("official") / "liaoning.xlsx"
    path.write_bytes(build(LIAONING))
    return path


def declare(doc: Document) -> None:
    assert FACTOR is not None
    doc.set("参数", {"B7": label(FACTOR), "B16": GAS})


def total(doc: Document, column: str, row: int) -> Value:
    value = doc.get("表2-2", f"{column}{row}").get(f"{column}{row}")
    assert value is not None
    assert value.formula
    assert value.error is None
    return as_value(value.value)


COLUMNS: Mapping[str, tuple[Value, ...]] = {
    "blank": (None, None, None),
    "figures": (Decimal(600), Decimal("0.1"), Decimal("0.2")),
    "marks": ("/", "／", "—"),
    "marks and figures": ("/", Decimal(5), "不涉及"),
    "zero": (Decimal(0), None, "/"),
    "text": (Decimal(3), "3.6吨", "/"),
    "text number": ("650 ", Decimal(1), None),
    "negative": (Decimal(-3), Decimal(1), None),
    "words": ("无", "-", "N/A"),
    "small letters": ("n/a", Decimal(7), None),
}


@pytest.mark.parametrize("case", COLUMNS)
def test_totals_show_what_python_computes(office: Office, blank: Path, case: str) -> None:
    values = COLUMNS[case]
    with office.document(blank) as doc:
        doc.set("表2-2", {f"D{row}": value for row, value in enumerate(values, 3)})
        doc.recalculate()
        assert total(doc, "D", 34) == computed.total(values)


@pytest.mark.parametrize("value", [None, Decimal(30000), Decimal("0.5"), "/", "3.6吨", Decimal(-1), "—"])
@pytest.mark.parametrize("by", ["electricity", "coal", "oil", "gas"])
def test_carbon_shows_what_python_computes(office: Office, blank: Path, by: str, value: Value) -> None:
    energy, carbon = {"electricity": ("E", "F"), "coal": ("G", "H"), "oil": ("I", "J"), "gas": ("K", "L")}[by]
    field = next(
        f.carbon for f in LIAONING.sheet("2-2").block("companies").fields if f.carbon and f.carbon.by == by
    )
    assert field is not None
    assert FACTOR is not None
    with office.document(blank) as doc:
        doc.set("表2-2", {f"{energy}3": value})
        doc.recalculate()
        undeclared = computed.carbon_of(value, field.by, digits=3)
        assert as_shown(doc, f"{carbon}3") == undeclared
        declare(doc)
        doc.recalculate()
        expected = computed.carbon_of(value, field.by, digits=3, factor=FACTOR.value, gas=GAS)
        assert as_shown(doc, f"{carbon}3") == expected
        assert as_shown(doc, "M3") == computed.total([expected], 3)


def as_shown(doc: Document, address: str) -> Value:
    return as_value(doc.value("表2-2", address))


def as_value(shown: float | str | None) -> Value:
    return shown if shown is None or isinstance(shown, str) else Decimal(repr(shown))


def test_totals_follow_inserted_and_deleted_rows(office: Office, blank: Path) -> None:
    with office.document(blank) as doc:
        doc.set("表2-2", {"D3": 1, "D4": 10, "D33": 100})
        doc.insert_rows("表2-2", 34)  # directly above 合计
        doc.set("表2-2", {"D34": 1000})
        doc.insert_rows("表2-2", 3)  # directly below the header
        doc.set("表2-2", {"D3": 10000})
        doc.insert_rows("表2-2", 20, 3)
        doc.recalculate()
        assert total(doc, "D", 39) == Decimal(11111)
        doc.delete_rows("表2-2", 3)
        doc.delete_rows("表2-2", 3)
        doc.delete_rows("表2-2", 34, 2)  # the …… row with its 100 and the one before
        doc.recalculate()
        assert total(doc, "D", 35) == Decimal(1010)
        doc.delete_rows("表2-2", 4, 30)
        doc.recalculate()
        assert total(doc, "D", 5) == Decimal(1010)
        assert [c for c in doc.get("表2-2").values() if c.error] == []


def test_running_numbers_follow_too(office: Office, blank: Path) -> None:
    with office.document(blank) as doc:
        doc.delete_rows("表2-1", 6, 2)
        doc.recalculate()
        numbers = doc.get("表2-1", "A5:A10")
        assert [numbers[f"A{row}"].value for row in range(5, 11)] == [1, 2, 3, 4, 5, 6]


def test_the_number_beside_the_dots_counts_the_rows_that_are_shown(office: Office, blank: Path) -> None:
    centres = next(found for found in PRINTED.lists if found.item == "city_centre")
    number = next(cell for cell in PRINTED.cells if cell.role == "number" and cell.row == centres.dots)
    with office.document(blank) as doc:
        doc.recalculate()
        assert doc.value("表1", number.address) == 3
        doc.unprotect("表1")
        doc.hide_rows("表1", centres.spare[0], 2, hidden=False)
        doc.recalculate()
        assert doc.value("表1", number.address) == 5


def test_the_factor_is_looked_up_or_entered(office: Office, blank: Path) -> None:
    assert FACTOR is not None
    with office.document(blank) as doc:
        declare(doc)
        doc.recalculate()
        found = doc.get("参数", "B10:B15")
        assert found["B10"].value == float(FACTOR.value)
        assert found["B11"].value == FACTOR.id
        assert found["B13"].value == "东北"
        doc.set("参数", {"B7": "自报（另填数值和依据文件）", "B8": 0.7769, "B9": "某文件"})
        doc.recalculate()
        found = doc.get("参数", "B10:B15")
        assert (found["B10"].value, found["B15"].value) == (0.7769, "某文件")
        assert not found["B11"].value


def test_a_keyword_narrows_the_offer_of_industries(office: Office, blank: Path) -> None:
    names = read(blank.read_bytes(), "form.xlsx").names
    cell = names["QJ_SEARCH_2_2"].split("!")[1].replace("$", "")
    column = re.findall(r"'代码'!\$([A-Z]+)\$2", names["QJ_OFFER_2_2"])[0]
    with office.document(blank) as doc:
        for keyword, first in {
            "火力": "火力发电",
            "C2710": "化学药品原料药制造",
            "没有的": "（没有匹配项）",
            "": None,
        }.items():
            doc.set("表2-2", {cell: keyword or None})
            doc.recalculate()
            found = [c.value for c in doc.get("代码", f"{column}2:{column}41").values() if c.value]
            assert (found[0] if found else None) == first


def text_of(pdf: Path) -> str:
    shown = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    )
    return re.sub(r"\s", "", shown.stdout)


ANSWERS = [("penalties", ""), ("practice", "parks"), ("practice", "other")]


@pytest.mark.parametrize(("block", "field"), ANSWERS)
def test_a_long_answer_prints_whole_when_built(
    office: Office, tmp_path: Path, block: str, field: str
) -> None:
    answer = {block: {field: LONG} if field else LONG}
    path = tmp_path / "filled.xlsx"
    path.write_bytes(build(LIAONING, data={"tables": {"1": answer}}))
    with office.document(path) as doc:
        doc.save_as(tmp_path / "filled.pdf", sheet="表1")
    assert not set(LONG) - set(text_of(tmp_path / "filled.pdf"))


@pytest.mark.parametrize(("block", "field"), ANSWERS)
def test_a_long_answer_prints_whole_when_typed(
    office: Office, blank: Path, tmp_path: Path, block: str, field: str
) -> None:
    at = PRINTED.by_field[block, field, None, None].address
    with office.document(blank) as doc:
        for _ in range(2):  # the harness sets cells with calculation off; people type with it on
            doc.set("表1", {at: LONG})
            doc.recalculate()
        doc.save_as(tmp_path / "typed.pdf", sheet="表1")
    assert not set(LONG) - set(text_of(tmp_path / "typed.pdf"))


@pytest.mark.parametrize("name", ["liaoning/2024", "mee/2020", "chongqing/2025"])
def test_pages_end_where_the_builder_says(office: Office, tmp_path: Path, name: str) -> None:
    """Were a page overfull, there would be one more."""
    path = tmp_path / "blank.xlsx"
    path.write_bytes(build(edition(name)))
    breaks = openpyxl.load_workbook(path)["表1"].row_breaks.brk
    with office.document(path) as doc:
        doc.recalculate()
        doc.save_as(tmp_path / "blank.pdf")
    text = subprocess.run(
        ["pdftotext", str(tmp_path / "blank.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert len([page for page in text.split("\f") if "具体信息" in page]) == len(breaks) + 1


def test_the_print_is_the_form_alone(office: Office, blank: Path, tmp_path: Path) -> None:
    with office.document(blank) as doc:
        doc.save_as(tmp_path / "blank.pdf")
    text = text_of(tmp_path / "blank.pdf")
    assert "2024年清洁生产审核工作基本情况" in text
    assert "折标准煤系数1.1000kgce/m3" in text
    for helper in ("必填", "查行业", "填报层级", "被说明的数值", "QJ_"):
        assert helper not in text
    assert "30" not in re.findall(r"表2-1主要污染物产生量削减情况.*?合计", text)[0]
