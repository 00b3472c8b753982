"""Cells that are held against each other, in all combinations of what people put into them: decision tables, kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import pytest

from qingjian.model.figure import plain
from qingjian.rules.carbon_pairs import Pair, pairs
from qingjian.rules.sums import Verdict, list_totals, row_sums
from qingjian.rules.view import View
from support.by_columns import run
from support.forms import form
from support.snapshot import Snapshot

Content = str | dict[str, Any]
ODD: Final[tuple[Content, ...]] = (
    *("", " ", "/", "—", "待定", "无", "'650"),
    {"text": "#REF!", "kind": "error"},
    {"text": "", "kind": "uncalculated", "formula": "ROUND(E3*QJ_FACTOR/1000,3)"},
    {"text": "45721", "kind": "date"},
    {"text": "TRUE", "kind": "bool"},
)
FIGURES: Final = ("0", "0.0", "0.4", "1", "-1", "1.5", "30000", "-30000", "3E+7")
TONNES: Final = (
    "0",
    "0.000",
    "0.001",
    "1",
    "-1",
    "1.4",
    "23.307",
    "-23.307",
    "23.308",
    "23.3",
    "23",
    "24",
    "23307",
    "75",
)
FORMULAS: Final[tuple[Content, ...]] = (
    {"text": "23.307", "formula": "ROUND(E3*QJ_FACTOR/1000,3)"},
    {"text": "待更正", "formula": "IF(1,2)"},
    {"text": "", "formula": "IF(1,2)"},
)
SOURCES: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("power", {"electricity": "0.7769"}),
    ("power", {}),
    ("coal", {}),
    ("oil", {}),
    ("gas", {"gas": "1.4"}),
    ("gas", {}),
)


@pytest.mark.parametrize(
    ("energy", "declared"), SOURCES, ids=lambda one: one if isinstance(one, str) else "-".join(one)
)
def test_energy_and_its_carbon(energy: str, declared: Mapping[str, str], snapshot: Snapshot) -> None:
    snapshot("\n".join(_carbon(energy, declared)))


def _carbon(energy: str, declared: Mapping[str, str]) -> Iterator[str]:
    for amount in (*ODD, *FIGURES):
        rows = [
            {"name": f"第{at}公司", energy: amount, f"{energy}_tco2": tonnes}
            for at, tonnes in enumerate((*ODD, *TONNES, *FORMULAS))
        ]
        filled = form({"2-2": {"companies": {"rows": rows}}}, parameters=declared)
        judged = pairs(View(*filled))
        yield f"# {_told(amount)}"
        yield from map(_pair, judged)
        outcome = run(*filled, only=["QJ41"])
        for skipped in outcome.skipped:
            if skipped.reason == "parts-unreadable":
                yield f"  - {skipped.code} {skipped.detail}"
        for finding in outcome.findings:
            yield f"  {finding.code} {finding.place.address} {finding.params.get('variant')} {finding.difference}"


def _pair(pair: Pair) -> str:
    expected = None if pair.expected is None else plain(pair.expected)
    allowed = None if pair.allowed is None else "～".join(map(plain, pair.allowed))
    return f"{pair.carbon.entry.text!r} {pair.carbon.entry.state}: {pair.case} {expected} {allowed}"


PARTS: Final[tuple[Sequence[Content], ...]] = (
    (),
    *((one,) for one in ODD),
    *((one, "2") for one in ODD),
    ("0", "0"),
    ("/", ""),
    ("1", "2"),
    ("1", "2", "/"),
    ("1.25", "2"),
    ("1.2345", "2.0006"),
    ("-1", "1"),
    ("1E+15", "1"),
)
WHOLES: Final[tuple[Content, ...]] = (
    *ODD,
    *("0", "2", "3", "3.0", "4", "-3", "3.25", "3.3", "3.235", "3.2351", "1E+15", "1000000000000001"),
    *(
        {"text": text, "formula": f"SUM({area})"}
        for text in ("3", "4")
        for area in ("E3:E4", "E4:E4", "E3:E99")
    ),
    {"text": "4", "formula": "E3+E4"},
    {"text": "4", "formula": "E3+#REF!"},
    {"text": "待更正", "formula": "IF(1,2)"},
    {"text": "", "formula": "IF(1,2)"},
)


@pytest.mark.parametrize("field", ["power", "power_tco2"])
def test_rows_and_their_total(field: str, snapshot: Snapshot) -> None:
    lines: list[str] = []
    for parts in PARTS:
        lines.append(f"# {' + '.join(map(_told, parts))}")
        for whole in WHOLES:
            rows = [{"name": f"第{at}公司", field: part} for at, part in enumerate(parts)]
            filled = form({"2-2": {"companies": {"rows": rows, "total": {field: whole}}}})
            lines += (_verdict(one) for one in list_totals(View(*filled)) if one.spot.field.id == field)
            lines += _findings(filled, ["QJ21"], field)
    snapshot("\n".join(lines))


@pytest.mark.parametrize(
    ("table", "block", "whole", "parts"),
    [
        ("1", "published", "total", ("class1", "class2", "class3", "planned")),
        ("1", "schemes", "money.total", ("money.firm", "money.state")),
        ("2-2", "companies", "carbon_tco2", ("power_tco2", "coal_tco2", "oil_tco2", "gas_tco2")),
    ],
    ids=["counts", "money", "carbon"],
)
def test_parts_and_their_sum(
    table: str, block: str, whole: str, parts: Sequence[str], snapshot: Snapshot
) -> None:
    lines: list[str] = []
    for contents in PARTS:
        cells = dict(zip(parts, contents, strict=False))
        lines.append(f"# {' + '.join(map(_told, contents))}")
        for content in WHOLES:
            made = {**cells, whole: content}
            filled = form(
                {table: {block: {"cells": made} if table == "1" else {"rows": [{"name": "甲", **made}]}}}
            )
            lines += map(_verdict, row_sums(View(*filled)))
            lines += _findings(filled, ["QJ21"], whole)
    snapshot("\n".join(lines))


def _verdict(verdict: Verdict) -> str:
    places = " ".join(place.address for place in verdict.places)
    expected = f"{verdict.expected.kind} {verdict.expected.text}".strip()
    return f"{_told(verdict.spot.entry.text)}: {verdict.case}, {expected}, {places}"


def _findings(filled: Any, only: Sequence[str], field: str) -> Iterator[str]:
    outcome = run(*filled, only=only)
    for one in outcome.findings:
        if one.field == field:
            missed = one.params.get("missed", "")
            yield f"  {one.code} {one.severity} {one.value} {one.expected} {one.difference} {missed}".rstrip()
    for skipped in outcome.skipped:
        if skipped.reason == "parts-unreadable":
            yield f"  - {skipped.code} {skipped.detail}"


def _told(content: Content) -> str:
    if isinstance(content, str):
        return repr(content)
    return f"{content.get('kind', 'number')} {content['text']} {content.get('formula', '')}".strip()
