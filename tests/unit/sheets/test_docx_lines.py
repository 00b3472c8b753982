"""Grid lines drawn apart that are meant to be one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qingjian.sheets.docx_lines import columns


def test_a_border_dragged_in_one_row_is_still_the_border() -> None:
    # 0 –– 1000 –– 2000 and 0 –– 1090 –– 2000
    assert columns([1000, 90, 910], [(0, 1, 3), (0, 2, 3)]) == [0, 1, 1, 2]


def test_lines_that_a_row_uses_both_stay_two() -> None:
    assert columns([1000, 90, 910], [(0, 1, 3), (0, 1, 2, 3)]) == [0, 1, 2, 3]


def test_far_lines_are_one_only_where_rows_have_equally_many_cells() -> None:
    assert columns([1000, 400, 600], [(0, 1, 3), (0, 2, 3)]) == [0, 1, 2, 3]  # more than half a cell
    assert columns([1000, 240, 760], [(0, 1, 3), (0, 2, 3)]) == [0, 1, 1, 2]
    assert columns([1000, 240, 760, 1000], [(0, 1, 4), (0, 2, 3, 4)]) == [0, 1, 2, 3, 4]


def test_a_group_keeps_its_columns() -> None:
    """Above, a row of other thirds; then a header over two leaves each."""
    widths = [500, 80, 420, 500, 100, 400]
    layouts = [(0, 3, 6), (0, 3, 6), (0, 1, 3, 5, 6), (0, 2, 3, 4, 6)]
    found = columns(widths, layouts)
    assert found[1] == found[2] < found[3] < found[4] == found[5]


def test_without_widths_every_line_is_its_own() -> None:
    assert columns([], [(0, 1, 2)]) == [0, 1, 2]
    assert columns([0], [(0, 2), (0, 1, 2)]) == [0, 1, 2]
    assert columns([10], []) == [0]


@given(
    st.lists(st.integers(0, 600), min_size=1, max_size=12).flatmap(
        lambda widths: st.tuples(
            st.just(widths),
            st.lists(
                st.sets(st.integers(0, len(widths)), min_size=1).map(lambda s: tuple(sorted(s))), max_size=8
            ),
        )
    )
)
def test_the_cells_of_a_row_never_fall_together(drawn: tuple[list[int], list[tuple[int, ...]]]) -> None:
    widths, layouts = drawn
    found = columns(widths, layouts)
    assert found == sorted(found) or found == list(range(len(found)))
    for layout in layouts:
        places = [found[line] for line in layout]
        assert places == sorted(set(places))
