"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re
from copy import copy

import pytest

from qingjian.patterns import pattern


def test_they_do_what_compiled_ones_do() -> None:
    ours, theirs = (
        pattern(r"(?P<a>[a-c])(\d)?", re.IGNORECASE),
        re.compile(r"(?P<a>[a-c])(\d)?", re.IGNORECASE),
    )
    text = "xA1-b2-c"
    for _ in range(2):  # before the first use and after it
        assert ours.sub("_", text) == theirs.sub("_", text) == "x_-_-_"
        assert ours.subn("_", text, 1) == theirs.subn("_", text, 1)
        assert ours.split(text) == theirs.split(text)
        assert ours.findall(text) == theirs.findall(text)
        assert [found.span() for found in ours.finditer(text)] == [
            found.span() for found in theirs.finditer(text)
        ]
        assert ours.match(text) is theirs.match(text) is None
        assert ours.fullmatch("b2") is not None
        assert (found := ours.search(text)) is not None
        assert found["a"] == "A"
        assert (ours.pattern, ours.flags, ours.groups) == (theirs.pattern, theirs.flags, theirs.groups)


def test_a_pattern_of_bytes() -> None:
    assert pattern(rb"<(\w+)").findall(b"<a><b>") == [b"a", b"b"]


def test_a_wrong_one_is_found_out_when_it_is_used() -> None:
    wrong = pattern("(")
    with pytest.raises(re.error):
        wrong.search("a")


def test_what_no_pattern_has_this_one_has_not_either() -> None:
    with pytest.raises(AttributeError):
        pattern("a").colour  # type: ignore[attr-defined]  # noqa: B018
    assert copy(pattern("a")).search("cab") is not None
