"""The clerk's manual: pictures are there and light, buttons are told by the words they carry, rules as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from excel.words import groups
from qingjian.catalog.rules import rule

MANUAL: Final = Path(__file__).resolve().parents[3] / "docs" / "manual"
TEXT: Final = (MANUAL / "README.md").read_text("utf-8")
KINDS: Final[Mapping[str, str]] = {
    "常见的强制性问题": "mandatory",
    "常见的核实性问题": "verify",
    "提示性问题": "advice",
}
HEAVIEST: Final = 300 * 1024


def test_every_picture_is_shown_and_every_shown_one_is_there() -> None:
    shown = set(re.findall(r"!\[[^\]]+\]\((images/[^)]+)\)", TEXT))
    assert shown == {f"images/{path.name}" for path in (MANUAL / "images").iterdir()}


@pytest.mark.parametrize("path", sorted((MANUAL / "images").iterdir()), ids=lambda path: path.stem)
def test_pictures_are_light(path: Path) -> None:
    assert path.stat().st_size <= HEAVIEST


def test_every_button_is_explained() -> None:
    labels = [button.label for group in groups() for button in group.buttons]
    assert [label for label in labels if f"“{label}”" not in TEXT] == []


def test_rules_are_of_the_kind_that_is_said() -> None:
    told = [
        (severity, code)
        for start, severity in KINDS.items()
        for code in re.findall(
            r"\[(QJ\d+)\]\(",
            re.split(r"\n(?=常见|提示性问题，|每条规则)", TEXT.partition(f"\n{start}")[2])[0],
        )
    ]
    assert len(told) == len(re.findall(r"\[QJ\d+\]\(", TEXT))
    for severity, code in told:
        spec = rule(code)
        assert severity in {one.severity for one in (spec.wording, *spec.variants.values())}, code


def test_codes_link_to_their_own_pages() -> None:
    for code, page in re.findall(r"\[(QJ\d+)\]\(\.\./rules/(\w+)\.md\)", TEXT):
        assert code == page
