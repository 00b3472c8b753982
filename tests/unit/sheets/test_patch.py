"""Byte offsets of elements, edits at them, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.errors import CannotWrite
from qingjian.sheets.outline import outline
from qingjian.sheets.patch import Patch, Undo, undone

XML = '\ufeff<?xml version="1.0"?>\n<x:a xmlns:x="urn:x" 名=\'>"\'><!-- <x:b/> --><x:b z="1" s = \'4\'/><x:b>文&lt;</x:b ><c/></x:a>'.encode()


def test_offsets_are_bytes_whatever_stands_before() -> None:
    seen = outline(XML, "p")
    first, second = seen.root.all("b")
    assert seen.raw(first) == b"<x:b z=\"1\" s = '4'/>"
    assert seen.inner(second) == "文&lt;".encode()
    assert seen.raw(second).endswith(b"</x:b >")
    assert first.is_short
    assert not second.is_short
    assert first.tag == "x:b"
    assert seen.prefixes == {"urn:x": "x"}


def test_a_foreign_element_of_the_same_name_is_not_a_child() -> None:
    assert outline(XML, "p").root.first("c") is None


def test_attributes_are_changed_added_and_dropped_in_place() -> None:
    patch = Patch(outline(XML, "p"))
    first, second = patch.outline.root.all("b")
    patch.set_attribute(first, "s", "17")
    patch.drop_attribute(first, "z")
    patch.set_attribute(second, "s", "18")
    data, _ = patch.render()
    assert b"<x:b s = '17'/>" in data
    assert '<x:b s="18">文'.encode() in data


def test_children_are_appended_in_order_and_open_a_short_element() -> None:
    patch = Patch(outline(XML, "p"))
    first, second = patch.outline.root.all("b")
    patch.append(first, b"<y/>")
    patch.set_attribute(first, "t", "n")
    patch.append(first, b"<z/>")
    patch.append(second, b"<y/>")
    data, undos = patch.render()
    assert b'<x:b z="1" s = \'4\' t="n"><y/><z/></x:b>' in data
    assert b"&lt;<y/></x:b >" in data
    assert undone(data, undos) == XML


def test_overlapping_edits_are_a_mistake_of_ours() -> None:
    patch = Patch(outline(XML, "p"))
    patch.remove(patch.outline.root)
    patch.remove(patch.outline.root.children[0])
    with pytest.raises(ValueError):
        patch.render()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<a>", "damaged-part"),
        (b"", "damaged-part"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "damaged-part"),
        (b"<a>" * 70 + b"</a>" * 70, "damaged-part"),
        (b"<?xml version='1.0' encoding='gbk'?><a/>", "other-encoding"),
        ("<?xml version='1.0' encoding='utf-16'?><a/>".encode("utf-16"), "other-encoding"),
        ("<a/>".encode("utf-16"), "other-encoding"),
    ],
)
def test_what_cannot_be_edited_by_offset_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(CannotWrite) as caught:
        outline(data, "p")
    assert caught.value.code == code


def test_elements_below_an_unwanted_one_are_not_noted() -> None:
    seen = outline(b"<a><b><c><b/></c></b><d><e/></d></a>", "p", into=lambda element: element.local != "b")
    assert [element.local for element in seen.root.walk()] == ["a", "b", "d", "e"]
    assert seen.raw(seen.root.children[0]) == b"<b><c><b/></c></b>"


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 5), st.binary(max_size=6)), max_size=12))
def test_undoing_gives_the_bytes_back(pieces: list[tuple[int, int, bytes]]) -> None:
    xml = b"<a>" + bytes(range(97, 123)) * 2 + b"xxxxx</a>"
    patch = Patch(outline(xml, "p"))
    free = 0
    for start, length, new in sorted(pieces):
        if start >= free:
            patch.replace(start, min(start + length, len(xml)), new)
            free = start + length
    data, undos = patch.render()
    assert undone(data, undos) == xml


def test_a_record_of_edits_that_were_never_made_is_refused() -> None:
    with pytest.raises(ValueError):
        undone(b"abc", (Undo(2, 5, b""),))
    with pytest.raises(ValueError):
        undone(b"abcdef", (Undo(3, 1, b""), Undo(2, 1, b"")))
