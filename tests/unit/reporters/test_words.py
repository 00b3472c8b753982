"""The words of reports and of the command line: both languages, with the same figures in both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from qingjian.catalog.tables import table

HOLE = re.compile(r"\{([a-z0-9_]+)\}")


def sentences(words: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Mapping[str, str]]]:
    if set(words) == {"zh", "en"}:
        yield path, words
        return
    for key, inner in words.items():
        yield from sentences(inner, f"{path}.{key}")


@pytest.mark.parametrize("name", ["report", "cli", "explain"])
def test_both_languages_say_it_with_the_same_figures(name: str) -> None:
    found = list(sentences(table(f"messages/{name}.json")))
    assert len(found) > 50
    for path, words in found:
        assert words["zh"], path
        assert words["en"], path
        assert set(HOLE.findall(words["zh"])) == set(HOLE.findall(words["en"])), path
