"""The figures of a real form as the ledger keeps them."""

from __future__ import annotations

import pytest

from qingjian.api.judge import open_form
from qingjian.ledger import figures as kept
from qingjian.ledger.difference import changes
from qingjian.ledger.figures import Figures
from support import city


def _figures(**cells: str) -> Figures:
    bound = open_form(city.workbook(**cells), "和平区.xlsx")
    assert bound is not None
    found = kept.figures(*bound)
    assert found is not None
    return found


def test_a_changed_cell_is_named_as_the_clerk_sees_it() -> None:
    """And the total that it changes."""
    found = changes(_figures(cod="3.6"), _figures(cod="3.7"))
    assert found is not None
    change, total = found
    row = next(one for one in _figures().rows if one.block == "2-1/companies")
    assert (change.sheet, change.row, total.row) == (row.sheet, row.row, "合计")
    assert (change.before, change.after) == ("3.6", "3.7")
    assert "COD" in change.caption


def test_a_figure_written_otherwise_is_no_change() -> None:
    assert changes(_figures(cod="3.6"), _figures(cod="3.60")) == ()


def test_rows_and_totals_are_there_and_blank_cells_are_not() -> None:
    found = _figures()
    blocks = {one.block for one in found.rows}
    assert {"2-1/companies", "2-2/companies", "3-1/companies", "3-2/companies"} <= blocks
    assert any(one.row == "合计" for one in found.rows)
    assert all(text for one in found.rows for _, text in one.cells.values())
    assert {f"{one.block}/{key}" for one in found.rows for key in one.cells} == set(found.captions)


def test_a_form_with_too_many_cells_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    count = sum(len(one.cells) for one in _figures().rows)
    bound = open_form(city.workbook(), "和平区.xlsx")
    assert bound is not None
    monkeypatch.setattr(kept, "MOST", count - 1)
    assert kept.figures(*bound) is None
    monkeypatch.setattr(kept, "MOST", count)
    assert kept.figures(*bound) is not None


def test_long_texts_are_cut_and_white_space_is_no_change() -> None:
    long = _figures(other="已组织培训。" * 100)
    (text,) = {
        text for one in long.rows for _, text in one.cells.values() if text.startswith("已组织培训。已")
    }
    assert len(text) == 200
    assert changes(_figures(other="已组织  培训"), _figures(other="已组织 培训")) == ()


def test_they_come_back_from_a_payload() -> None:
    found = _figures()
    assert kept.from_json(found.as_json()) == found
