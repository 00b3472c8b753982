"""What is kept of a form to compare next year's with: who reported, sums, rows and long answers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import pytest

from qingjian.catalog.editions import edition
from qingjian.model.finding import Place
from qingjian.model.form import Entry, Form
from qingjian.rules.plan import plan
from qingjian.rules.previous_form import (
    Sums,
    answer_digest,
    called,
    company_of,
    reporting_unit,
    row_digest,
    summarise,
    typed,
)
from support.forms import entry, form

HERE: Final = Place("表", 1, 1)
COMPANIES: Final = plan(edition("liaoning/2024")).block("2-2", "companies")
SPACES: Final = {"text": "  ", "kind": "text"}


def _row(**cells: Any) -> dict[str, Entry]:
    return {name: entry(content, HERE) for name, content in cells.items()}


def _cover(said: Any, **parameters: str) -> Form:
    tables: dict[str, Any] = {
        "2-2": {"companies": {"rows": []}},
        "cover": {"cover": {"cells": {"unit": said}}},
    }
    return form(tables, "chongqing/2025", parameters=parameters or None)[0]


def test_the_parameters_say_who_reports_and_else_the_cover() -> None:
    assert reporting_unit(_cover("乙区", unit="甲区")) == "甲区"
    assert reporting_unit(_cover(" 乙区 ")) == "乙区"
    assert reporting_unit(_cover("乙区", unit="")) == "乙区"
    assert reporting_unit(form({"2-2": {"companies": {"rows": []}}})[0]) is None


@pytest.mark.parametrize("unit", ["", SPACES, "/", "12", {"text": "#REF!", "kind": "error"}])
def test_a_cover_without_a_name_names_nobody(unit: Any) -> None:
    assert reporting_unit(_cover(unit)) is None


def test_a_cover_without_the_cell_names_nobody() -> None:
    filled = _cover("乙区")
    cover: Any = filled.block("cover", "cover")
    del cover.entries["unit"]
    assert reporting_unit(filled) is None


def test_a_list_named_as_the_cover_is_none() -> None:
    filled = _cover("乙区")
    tables: Any = filled.tables
    tables["2-2"].blocks["cover"] = tables["2-2"].blocks["companies"]
    assert reporting_unit(filled) == "乙区"


def test_what_the_form_computes_is_not_the_filers_own() -> None:
    assert [field.id for field in typed(COMPANIES)] == ["water", "power", "coal", "oil", "gas", "benefit"]
    assert company_of(COMPANIES) == COMPANIES.by_id["name"]
    assert company_of(plan(edition("liaoning/2024")).block("1", "agencies")) is None


def test_sums_leave_out_what_is_nothing_and_what_was_not_found() -> None:
    sums = Sums(COMPANIES)
    sums.add(_row(power="10", coal="/", oil="", gas="约三", benefit="1.5"))
    sums.add(_row(power="/", coal="2", oil="3", gas="4", benefit="2"))
    assert sums.rows == 2
    known = {"power": "10", "coal": "2", "oil": "3", "benefit": "3.5"}
    assert sums.known == {name: Decimal(value) for name, value in known.items()}
    assert sums.broken == {"gas"}


def test_a_row_is_recognised_by_three_figures() -> None:
    fields = Sums(COMPANIES).fields
    full = row_digest(fields, _row(water="1", power="2", coal="3"))
    assert full != 0
    assert full == row_digest(
        fields, _row(coal="3.0", power="2", water="1", oil="0", gas="/", benefit="约三")
    )
    assert full != row_digest(fields, _row(water="1", power="2", coal="4"))
    assert full != row_digest(fields, _row(water="1", power="2", oil="3"))
    assert row_digest(fields, _row(water="1", power="2", coal="0", oil="/")) == 0


@pytest.mark.parametrize(
    ("content", "is_kept"),
    [
        ("字" * 50, True),
        ("字" * 49, False),
        (" " + "字" * 50, True),
        (" " + "字" * 49, False),
        ("　字" * 30, False),
        ({"text": "字" * 60, "kind": "error"}, False),
        ("", False),
    ],
)
def test_fifty_characters_make_an_answer(content: Any, *, is_kept: bool) -> None:
    digest = answer_digest(entry(content, HERE))
    assert (digest != 0) is is_kept
    assert answer_digest(None) == 0


def test_an_answer_is_the_same_whatever_its_spaces() -> None:
    assert answer_digest(entry("甲乙" * 30, HERE)) == answer_digest(entry("甲 乙" * 30 + "\n", HERE))
    assert answer_digest(entry("甲乙" * 30, HERE)) != answer_digest(entry("甲丙" * 30, HERE))


def test_a_word_for_nobody_is_no_name() -> None:
    assert called("无") == called("—") == ()
    assert called("乙公司（原名：甲公司）") == ("乙公司", "甲公司")


def test_only_rows_with_a_name_are_known_by_it() -> None:
    figures = {"water": "1", "power": "2", "coal": "3"}
    names: list[Any] = [
        "",
        SPACES,
        "/",
        "12",
        {"text": "#REF!", "kind": "error"},
        "甲公司",
        "甲公司",
        "乙公司",
    ]
    rows = [{"name": name, **figures} for name in names]
    rows[6] = {"name": "甲公司", "water": "9"}
    filled, known = form({"2-2": {"companies": {"rows": rows}}})
    block: Any = filled.block("2-2", "companies")
    del block.entries[0].entries["name"]
    kept = summarise(filled, known, "去年.xlsx").lists["2-2/companies"]
    assert (kept.rows, list(kept.companies)) == (8, ["甲公司", "乙公司"])
    assert kept.companies["甲公司"] == kept.companies["乙公司"] != 0
