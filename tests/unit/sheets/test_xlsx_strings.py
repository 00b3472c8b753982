"""Shared strings come out alike however the part is cut into pieces, and their number is bounded."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.errors import UnreadableWorkbook
from qingjian.sheets import guard
from qingjian.sheets.container import Container
from qingjian.sheets.xlsx_strings import shared_strings
from support.bare_package import MAIN
from support.xlsx_reading import DECLARATION, book

_PART = "xl/sharedStrings.xml"
items = st.sampled_from(
    (
        "<si><t>企业</t></si>",
        "<si><t></t></si>",
        "<si><t>a &amp;lt; b</t></si>",
        "<si><t>_x000D_</t></si>",
        '<si><t xml:space="preserve"> x </t></si>',
        "<si><r><t>粗</t></r><r><t>细</t></r></si>",
        f"<si><t>{'长' * 40_000}</t></si>",
        "<!-- -->",
        "\n",
    )
)


def strings(content: str, *, chunk: int = guard.CHUNK_BYTES) -> list[str | None]:
    part = f'{DECLARATION}<sst xmlns="{MAIN}" count="1" uniqueCount="1">{content}</sst>'
    with patch.object(guard, "CHUNK_BYTES", chunk):
        return shared_strings(Container(book("", more={_PART: part})), _PART)


@given(st.lists(items, max_size=6).map("".join), st.integers(150, 400))
def test_pieces_make_no_difference(content: str, chunk: int) -> None:
    assert strings(content, chunk=chunk) == strings(f"<!-- -->{content}")


def test_entities_are_replaced_once() -> None:
    assert strings("<si><t>a &amp;lt; &lt;b&gt; &#38;amp;</t></si>") == ["a &lt; <b> &amp;"]


@pytest.mark.parametrize("comment", ["", "<!-- -->"])
def test_too_many_strings_are_refused(comment: str) -> None:
    with patch.object(guard, "STRINGS", 9), pytest.raises(UnreadableWorkbook, match="too-many-items"):
        strings(f"{comment}{'<si><t>x</t></si>' * 10}")
