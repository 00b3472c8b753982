"""What LibreOffice computes in a workbook is what Python computes, whatever happens to its rows."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from qingjian.api.judge import open_form
from qingjian.bind.computed import Computed, computed
from qingjian.catalog.edition import Edition
from qingjian.catalog.editions import edition, edition_ids
from qingjian.catalog.wording import pending
from qingjian.templates.book import build
from support import row_edits
from support.office import Office
from support.random_forms import form, inputs_only
from support.random_shapes import Shape, figures, shapes

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]

ODD = ("3.6吨", "待定", "650 ", "约5", "-", "——", "不涉及", "／", "无", "1,200")
"""Texts in number cells: some stand for "does not apply", some make a total wait for a correction."""


def computes(known: Edition) -> bool:
    fields = [field for sheet in known.sheets for block in sheet.blocks() for field in block.fields]
    return any(field.is_computed or field.total for field in fields)


COMPUTING = [name for name in edition_ids() if computes(edition(name))]
PROMISED = 200
"""Forms of every edition that have to agree before a change lands."""
ASKED = settings().max_examples
EXAMPLES = ASKED if ASKED >= PROMISED else -(-ASKED // len(COMPUTING))
"""The short profile shares its examples among the editions: a recalculation takes a quarter of a second."""

NO_SHRINKING = [Phase.explicit, Phase.reuse, Phase.generate]
"""Minutes of LibreOffice for a smaller example are not worth it: the message names the cell."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("recalculation")


@pytest.mark.parametrize("name", COMPUTING)
def test_libreoffice_computes_what_python_computes(name: str, office: Office, folder: Path) -> None:
    known = edition(name)

    @settings(max_examples=EXAMPLES, phases=NO_SHRINKING, suppress_health_check=[HealthCheck.too_slow])
    @given(
        shape=shapes(known, odd=ODD),
        done=row_edits.edits(figures() | st.sampled_from(["/", "", *ODD])),
        spare=st.sampled_from([None, 0]),
        beyond=st.sampled_from([None, None, None, "1.5", "0.9"]),
    )
    def agree(shape: Shape, done: list[row_edits.Edit], spare: int | None, beyond: str | None) -> None:
        """`beyond`: a gas coefficient that note (7) does not allow, so that nothing may be computed by it."""
        data = form(known, shape._replace(gas=beyond or shape.gas))
        built = build(known, data=inputs_only(known, data), spare_rows=spare)
        for cell in recalculated(built, done, known, office, folder):
            assert cell.entry.formula is not None, told(cell)
            assert is_as_expected(cell), told(cell)

    agree()


def recalculated(
    built: bytes, done: list[row_edits.Edit], known: Edition, office: Office, folder: Path
) -> list[Computed]:
    """The computed cells of a workbook that LibreOffice opened, changed, recalculated and saved."""
    source, saved = folder / "built.xlsx", folder / "saved.xlsx"
    source.write_bytes(built)
    opened = open_form(built, source.name)
    assert opened is not None
    with office.document(source) as doc:
        row_edits.perform(doc, done, row_edits.standing(opened[0], known))
        doc.recalculate()
        doc.save_as(saved)
    reopened = open_form(saved.read_bytes(), saved.name)
    assert reopened is not None
    cells = list(computed(*reopened))
    assert len({cell.field.id for cell in cells}) >= len({cell.field.id for cell in computed(*opened)})
    return cells


def is_as_expected(cell: Computed) -> bool:
    """Figures are equal once both have the digits a spreadsheet keeps; marks, blanks and waiting texts too."""
    found = cell.entry
    match cell.expected.kind:
        case "figure":
            assert cell.expected.figure is not None
            return found.value is not None and found.value == fifteen(cell.expected.figure.value)
        case "na":
            return found.text == "/"
        case "empty":
            return found.text == ""
        case "pending":
            return found.text in pending()


def fifteen(value: Decimal) -> Decimal:
    return Decimal(f"{value:.14e}")


def told(cell: Computed) -> str:
    where = f"{cell.place.sheet}!{cell.place.address} ({cell.field.id})"
    return f"{where}: {cell.entry.text!r} instead of {cell.expected} by ={cell.entry.formula}"
