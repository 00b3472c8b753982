"""Layout is pure geometry: no gaps, no overlaps, every field once, spans as declared."""

from __future__ import annotations

from collections import Counter

import pytest

from qingjian.catalog.edition import Edition, ListBlock, Node, SheetSpec
from qingjian.catalog.editions import edition, edition_ids
from qingjian.catalog.lists import published
from qingjian.errors import BadSchema
from qingjian.templates.layout import layout
from qingjian.templates.place import PlacedCell, SheetLayout
from qingjian.templates.spans import even, shares

SHEETS = [(name, sheet.id) for name in edition_ids() for sheet in edition(name).sheets]


def laid_out(name: str, table: str, **more: int) -> SheetLayout:
    return layout(edition(name).sheet(table), year=2024, rows=more or None)


def liaoning(table: str) -> SheetLayout:
    return laid_out("liaoning/2024", table)


def texts(placed: SheetLayout) -> list[str]:
    return [cell.text for cell in placed.cells if cell.text]


def squares(cell: PlacedCell) -> list[tuple[int, int]]:
    return [(row, col) for row in range(cell.row, cell.bottom + 1) for col in range(cell.col, cell.right + 1)]


@pytest.mark.parametrize(("name", "table"), SHEETS)
def test_cells_tile_the_page(name: str, table: str) -> None:
    placed = laid_out(name, table)
    covered = Counter(square for cell in placed.cells for square in squares(cell))
    assert set(covered.values()) == {1}
    whole = {(row, col) for row in range(1, placed.last_row + 1) for col in range(1, placed.width + 1)}
    assert set(covered) == whole


@pytest.mark.parametrize(("name", "table"), SHEETS)
def test_every_field_has_its_cell(name: str, table: str) -> None:
    spec = edition(name).sheet(table)
    placed = laid_out(name, table)
    found = {(cell.block, cell.asked.id) for cell in placed.filled_in()}
    wanted = {
        (block.id, field.id)
        for block in spec.blocks()
        for field in block.fields
        if field.type not in ("sequence", "item")
    }
    assert found == wanted


@pytest.mark.parametrize(("name", "table"), SHEETS)
def test_captions_notes_and_titles_are_printed(name: str, table: str) -> None:
    spec = edition(name).sheet(table)
    printed = [text.replace("\n", "") for text in texts(laid_out(name, table))]
    assert sum(text in printed for text in spec.notes) == len(set(spec.notes) & set(printed))
    for note in spec.notes:
        assert note.replace("{year}", "2024").replace("{year-1}", "2023") in printed
    for caption in captions(spec):
        assert caption in printed


def captions(spec: SheetSpec) -> list[str]:
    def below(node: Node) -> list[str]:
        return [node.caption, *(caption for child in node.children for caption in below(child))]

    lists = [block for block in spec.blocks() if isinstance(block, ListBlock)]
    found = [caption for block in lists for node in block.columns for caption in below(node)]
    return [caption for caption in found if "{" not in caption]


def test_header_depth_follows_from_the_tree() -> None:
    placed = liaoning("1")
    mandatory = [cell for cell in placed.cells if cell.block == "mandatory" and cell.role == "header"]
    rows = sorted({cell.row for cell in mandatory})
    assert len(rows) == 3
    by_text = {cell.text: cell for cell in mandatory}
    started = by_text["已开展强制性清洁生产审核企业[5]数（个）"]
    parts = [by_text["合计"], by_text["自行开展审核企业数"], by_text["委托中介机构开展审核企业数"]]
    assert started.row + 1 == parts[0].row
    assert (started.col, started.right) == (parts[0].col, parts[-1].right)


def test_units_have_a_row_where_the_form_prints_one() -> None:
    placed = laid_out("mee/2020", "2-1")
    units = [cell for cell in placed.cells if cell.role == "unit"]
    assert Counter(cell.text for cell in units) == {"吨": 9, "": 2}
    name = next(cell for cell in placed.cells if cell.text == "企业名称")
    assert name.bottom == units[0].row


def test_lists_have_spare_rows_before_dots_and_total() -> None:
    placed = liaoning("2-2").lists[0]
    assert (placed.first, placed.last, placed.dots, placed.total) == (3, 32, 33, 34)
    assert placed.spare == range(6, 33)


@pytest.mark.parametrize("count", [1, 3, 30, 31, 500])
def test_lists_grow_with_the_data(count: int) -> None:
    placed = laid_out("liaoning/2024", "2-2", companies=count).lists[0]
    assert placed.last - placed.first + 1 == max(30, count)
    assert placed.shown == max(3, count)


def test_a_sublist_grows_and_keeps_its_numbers() -> None:
    placed = laid_out("liaoning/2024", "1", **{"support.city_centre": 5})
    numbers = [c.text for c in placed.cells if c.item == "city_centre" and c.role == "number"]
    assert numbers == ["5", "1", "2", "3", "4", "5", "6", "7"]
    centres = next(found for found in placed.lists if found.item == "city_centre")
    assert (centres.shown, list(centres.spare), centres.dots) == (5, [centres.last], centres.last + 1)


def test_two_blocks_stand_side_by_side() -> None:
    placed = liaoning("1")
    experts = placed.by_field["experts", "exists", None, None]
    agencies = placed.by_field["agencies", "name", None, 0]
    total = next(cell for cell in placed.cells if cell.role == "total" and cell.block == "agencies")
    assert experts.col > agencies.right
    assert experts.row <= agencies.row
    assert experts.bottom == total.row


def test_the_report_year_is_filled_in() -> None:
    placed = layout(edition("mee/2020").sheet("1"), year=2021)
    assert not [text for text in texts(placed) if "{" in text]
    assert any("2021年" in text for text in texts(placed))


def test_published_lists_come_with_all_their_rows() -> None:
    whole: Edition = edition("chongqing/2025-mandatory-list")
    placed = layout(whole.sheets[0], year=2025).lists[0]
    assert placed.last - placed.first + 1 == len(published("chongqing/2025-mandatory").rows)


def test_spans_share_what_is_left() -> None:
    nodes = [Node("甲", (Node("a"), Node("b"))), Node("乙", span=12), Node("丙")]
    leaves = [node for node in nodes if node.span is None]
    assert leaves
    assert even(10, [1, 1, 1]) == (3, 4, 3)
    assert sum(even(37, [1, 2, 3, 1])) == 37


def test_spans_that_cannot_fit_are_refused() -> None:
    field = edition("liaoning/2024").sheet("2-2").block("companies").fields[0]
    with pytest.raises(BadSchema, match="甲、乙"):
        shares([Node("甲", field=field, span=3), Node("乙", field=field, span=3)], 5)
