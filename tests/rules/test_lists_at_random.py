"""Properties of the rules over random lists: what is right stays silent, what is broken is named."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qingjian.catalog.edition import Field
from qingjian.catalog.editions import edition
from qingjian.catalog.messages import LANGS, render
from qingjian.functions import carbon, totals
from qingjian.model.figure import Figure, plain, rounded
from qingjian.model.finding import Finding, Place
from qingjian.model.form import FilledList, Form
from qingjian.rules.plan import plan
from support.by_columns import run
from support.forms import form

FACTOR, GAS = "0.7769", "1.15"
DECLARED: Final = {
    "electricity": FACTOR,
    "electricity_document": "省厅通知",
    "gas": GAS,
    "level": "district",
    "report_year": "2024",
}
SILENT: Final = ("QJ2009", "QJ5")
"""Advice that a right list may carry: blank, / and 0 side by side; and what is odd about figures drawn at random."""
EDITION: Final = edition("liaoning/2024")
Cells = dict[str, str]


class Filled(NamedTuple):
    pollutants: list[Cells]
    energy: list[Cells]


@st.composite
def figures(draw: st.DrawFn) -> str:
    """Figures as people print them: up to four decimals, or a mark."""
    if draw(st.integers(0, 3)) == 0:
        return "/"
    return plain(Decimal(draw(st.integers(1, 10**8))).scaleb(-draw(st.integers(0, 4))))


@st.composite
def filled(draw: st.DrawFn) -> Filled:
    count = draw(st.integers(1, 3))
    rows: tuple[list[Cells], list[Cells]] = ([], [])
    for table, into in zip(("2-1", "2-2"), rows, strict=True):
        fields = plan(EDITION).block(table, "companies").fields
        for index in range(count):
            row = {
                field.id: draw(figures()) for field in fields if field.is_numeric and not field.is_computed
            }
            into.append({"name": f"第{index}化工有限公司", "industry": "化学农药制造", **row})
    for row in rows[1]:
        _compute(row)
    return Filled(*rows)


def _compute(row: Cells) -> None:
    for name in ("power", "coal", "oil", "gas"):
        row[f"{name}_tco2"] = (
            "/" if row[name] == "/" else plain(rounded(_tonnes(name, Decimal(row[name])), 3))
        )
    row["carbon_tco2"] = _sum([row[f"{name}_tco2"] for name in ("power", "coal", "oil", "gas")])


def _tonnes(name: str, amount: Decimal) -> Decimal:
    match name:
        case "power":
            return carbon.electricity(amount, Decimal(FACTOR))
        case "coal":
            return carbon.coal(amount)
        case "oil":
            return carbon.oil(amount)
        case _:
            return carbon.gas(amount, Decimal(GAS))


def _sum(texts: list[str]) -> str:
    return totals.total(totals.entry(text) for text in texts).text


def _tables(lists: Filled) -> dict[str, dict[str, Any]]:
    made: dict[str, dict[str, Any]] = {}
    for table, rows in zip(("2-1", "2-2"), lists, strict=True):
        columns = plan(EDITION).block(table, "companies").totals
        total = {field.id: _sum([row[field.id] for row in rows]) for field in columns}
        made[table] = {"companies": {"rows": rows, "total": total}}
    return made


def _run(tables: Mapping[str, Mapping[str, Any]]) -> tuple[Form, tuple[Finding, ...]]:
    made, known = form(tables, parameters=DECLARED)
    return made, tuple(
        finding for finding in run(made, known).findings if not finding.code.startswith(SILENT)
    )


@settings(max_examples=25, deadline=None)
@given(filled())
def test_a_right_list_is_silent(lists: Filled) -> None:
    assert _run(_tables(lists))[1] == ()


@settings(max_examples=60, deadline=None)
@given(filled(), st.data())
def test_breaking_one_number_names_it_and_nothing_else(lists: Filled, data: st.DataObject) -> None:
    tables = _tables(lists)
    table = data.draw(st.sampled_from(("2-1", "2-2")))
    content = tables[table]["companies"]
    index = data.draw(st.integers(-1, len(content["rows"]) - 1))
    fields = [field for field in plan(EDITION).block(table, "companies").fields if field.is_numeric]
    field = data.draw(st.sampled_from(fields))
    cells: Cells = dict(content["total"] if index < 0 else content["rows"][index])
    before = cells[field.id]
    assume(before != "/")
    cells[field.id] = _broken(before, field, data)
    if index < 0:
        content["total"] = cells
    else:
        content["rows"] = [*content["rows"][:index], cells, *content["rows"][index + 1 :]]
    made, found = _run(tables)
    place = _place(made, table, index, field)
    assert found
    for finding in found:
        assert place == finding.place or place in finding.related, finding
        assert all("{" not in "".join(render(finding, lang)) for lang in LANGS)


def _broken(text: str, field: Field, data: st.DataObject) -> str:
    """Another figure with as many digits or more, well outside of what rounding allows."""
    value = Decimal(text)
    step = Figure(value, max(0, -int(value.as_tuple().exponent))).half_step * 2
    change = data.draw(st.sampled_from((Decimal("0.5"), Decimal(3), Decimal(-2)))) * value
    if abs(change) < 4 * step:
        change = 4 * step
    if field.id in ("power", "coal", "oil", "gas"):
        change = max(abs(change), Decimal(1000))
    other = value + change
    if len(plain(other).partition(".")[2]) < len(text.partition(".")[2]):
        other += step  # 0.01 could be 0.006 rounded
    return plain(other)


def _place(made: Form, table: str, index: int, field: Field) -> Place:
    block = made.block(table, "companies")
    assert isinstance(block, FilledList)
    row = block.total if index < 0 else block.entries[index]
    assert row is not None
    return row.entries[field.id].place


@settings(max_examples=15, deadline=None)
@given(filled(), st.data())
def test_the_order_of_rows_does_not_matter(lists: Filled, data: st.DataObject) -> None:
    tables = _tables(lists)
    victim = data.draw(st.integers(0, len(lists.energy) - 1))
    tables["2-2"]["companies"]["rows"][victim] = {
        **lists.energy[victim],
        "water": "三吨",
        "carbon_tco2": "987654.321",
    }
    order = data.draw(st.permutations(range(len(lists.energy))))
    before = {finding.code for finding in _run(tables)[1]}
    for content in tables.values():
        rows = content["companies"]["rows"]
        content["companies"]["rows"] = [rows[index] for index in order]
    assert {finding.code for finding in _run(tables)[1]} == before
