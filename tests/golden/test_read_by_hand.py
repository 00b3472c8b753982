"""The published form of 2024 as a careful reader annotated it, against what the tool is expected to find."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

GOLDEN: dict[str, Any] = json.loads(
    Path(__file__).with_name("liaoning-2024-filled.json").read_text(encoding="utf-8")
)
ITEMS: list[dict[str, Any]] = GOLDEN["reading"]["items"]
FINDINGS: list[dict[str, Any]] = GOLDEN["findings"]


def _is(finding: Mapping[str, Any], item: Mapping[str, Any]) -> bool:
    return (
        finding["code"][2:].startswith(item["family"])
        and finding["severity"] == item["severity"]
        and finding["sheet"] == item["sheet"]
        and finding["cell"] in item["cells"]
    )


@pytest.mark.parametrize(
    "item", ITEMS, ids=lambda item: f"{item['family']}-{item['sheet']}-{item['cells'][0]}"
)
def test_what_the_reader_saw_is_found(item: Mapping[str, Any]) -> None:
    found = {finding["cell"] for finding in FINDINGS if _is(finding, item)}

    assert bool(found) != bool(item.get("unreported")), item["why"]
    if item.get("every"):
        assert found == set(item["cells"])


@pytest.mark.parametrize(
    "finding",
    [finding for finding in FINDINGS if finding["severity"] != "advice"],
    ids=lambda finding: f"{finding['code']}-{finding['sheet']}-{finding['cell']}",
)
def test_nothing_serious_is_found_that_the_reader_did_not_see(finding: Mapping[str, Any]) -> None:
    assert any(_is(finding, item) for item in ITEMS), finding["why"]


def test_the_reader_gives_reasons() -> None:
    assert all(item["why"] for item in ITEMS)
    assert {item["severity"] for item in ITEMS} == {"mandatory", "verify", "advice"}
