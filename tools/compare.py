"""docs/comparison.md: the same spoilt workbooks through frictionless, pandera and this project's check.

    tools/compare.py [--each N]     build/peers is made with pip when it is not there

The other validators are no dependencies: they live in a venv of their own and run as tools/peers.py.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "validator")]

from adversary.detection import judged  # noqa: E402 -- after the path to the checkout
from qingjian.api.checking import check  # noqa: E402
from qingjian.catalog.edition import Bound, Edition, Field  # noqa: E402
from qingjian.catalog.editions import edition as edition_of  # noqa: E402
from qingjian.model.verdict import Verdict  # noqa: E402
from support.defects.book import Book  # noqa: E402
from support.defects.draft import letters  # noqa: E402
from support.defects.sow import Sown, correct, kinds, marked, sown  # noqa: E402
from support.realistic.deal import EDITIONS, Realistic, realistic  # noqa: E402

Json = dict[str, Any]
Said = Sequence[Sequence[str]]
PEERS: Final = ("frictionless", "pandera")
_PACKAGES: Final = ("frictionless", "pandera[pandas]", "openpyxl")
_VENV: Final = ROOT / "build" / "peers"
_FOLDER: Final = ROOT / "build" / "compare"
_CORRECT: Final = 60
"""Correct forms, for the false alarms."""


class Tally(NamedTuple):
    """What one tool found of one group of kinds."""

    made: int
    found: Mapping[str, int]


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare with general-purpose validators.")
    parser.add_argument("--each", type=int, default=3, help="workbooks per kind")
    given = parser.parse_args()
    _FOLDER.mkdir(parents=True, exist_ok=True)
    for old in _FOLDER.glob("*.xlsx"):
        old.unlink()
    spoilt = {name: one for kind in kinds() for name, one in _named(kind.id, sown(kind, given.each))}
    right = {_name(form.edition, "correct", form.seed): form for form in _correct_forms()}
    _save(spoilt, right)
    said = _peers()
    ours = {verdict.path: verdict for verdict in check([_FOLDER]).files}
    text = page(spoilt, right, said, ours)
    (ROOT / "docs" / "comparison.md").write_text(text, encoding="utf-8", newline="\n")
    return 0


def _named(kind: str, made: Iterator[Sown]) -> Iterator[tuple[str, Sown]]:
    return ((_name(one.form.edition, kind, number), one) for number, one in enumerate(made))


def _name(edition: str, what: str, number: int) -> str:
    return f"{edition.replace('/', '_')}~{what}~{number}.xlsx"


def _correct_forms() -> Iterator[Realistic]:
    """Forms without points to explain, of editions that more than copy a published list."""
    published = {edition for edition, weight in EDITIONS if weight == 1}
    forms = (realistic(seed, most=30) for seed in range(10 * _CORRECT))
    kept = [form for form in forms if form.edition not in published and not form.explain]
    return iter(kept[:_CORRECT])


def _save(spoilt: Mapping[str, Sown], right: Mapping[str, Realistic]) -> None:
    for name, one in spoilt.items():
        (_FOLDER / name).write_bytes(one.workbook)
    for name, form in right.items():
        (_FOLDER / name).write_bytes(correct(form))
    editions = {one.form.edition for one in spoilt.values()} | {form.edition for form in right.values()}
    layouts = {edition: list(_tables(edition_of(edition))) for edition in sorted(editions)}
    (_FOLDER / "layouts.json").write_text(json.dumps(layouts, ensure_ascii=False), encoding="utf-8")


# ---------------------------------------------------------------- what the peers are told


def _tables(edition: Edition) -> Iterator[Json]:
    """Every list where it stands in the official workbook, and the figures outside lists as one row."""
    book = Book(correct(realistic(0, edition.id, least=2, most=5)))
    for sheet in edition.sheets:
        blocks = list(sheet.blocks())
        for block in blocks:
            if block.kind == "list" and len(blocks) <= 2:
                yield _list(book, sheet.name, block)
        if row := _figures(edition, sheet.id, blocks):
            yield {"sheet": sheet.name, **row}


def _list(book: Book, sheet: str, block: Bound) -> Json:
    column = list(book.column(sheet, "A"))
    header = next(number for number, text in column if "".join(text.split()) == "序号")
    first = next(number for number, text in column if number > header and text == "1")
    captions = {
        field.id: "".join(book.text(sheet, f"{letters(col)}{header}").split())
        for col, field in enumerate(block.fields, 1)
    }
    return {
        "sheet": sheet,
        "header": header,
        "first": first,
        "columns": [{**_column(field, field.id), "caption": captions[field.id]} for field in block.fields],
        "sums": {field.id: list(field.sum) for field in block.fields if field.sum},
        "totals": [field.id for field in block.fields if field.total],
    }


def _figures(edition: Edition, table: str, blocks: Sequence[Bound]) -> Json:
    columns: list[Json] = []
    cells: dict[str, str] = {}
    sums: dict[str, list[str]] = {}
    for block in blocks:
        for field in block.fields if block.kind not in {"list", "text", "labels"} else ():
            if not field.is_numeric:
                continue
            name = _flat(block, field.id)
            columns.append(_column(field, name))
            cells[name] = marked(edition.id)[table, block.id, field.id]
            if field.sum and field.exact:
                sums[name] = [_flat(block, part) for part in field.sum]
    return {"columns": columns, "cells": cells, "sums": sums, "totals": []} if columns else {}


def _flat(block: Bound, field: str) -> str:
    return f"{block.id}_{field}".replace(".", "_").replace("-", "_")


def _column(field: Field, name: str) -> Json:
    required = "district" in field.required
    return {"id": name, "type": field.type, "required": required, "choices": list(field.choices)}


def _peers() -> Mapping[str, Mapping[str, Said]]:
    python = _VENV / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(_VENV)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *_PACKAGES], check=True)
    subprocess.run([str(python), str(ROOT / "tools" / "peers.py"), str(_FOLDER)], check=True)
    said: dict[str, dict[str, Said]] = json.loads((_FOLDER / "said.json").read_text(encoding="utf-8"))
    return said


# ---------------------------------------------------------------- the page

_HEAD: Final = """# Compared with general-purpose validators

Generated by `tools/compare.py`: the mistakes of [defects.md](defects.md), put into the same workbooks, through frictionless,
pandera and `qingjian check`. The first two get the best schema that could be written for them without programming the form
again, and help that they would not have in an inbox:

- the tables are cut out for them at the places where the official workbook has them; 表1 comes as a table of one row;
- frictionless: types, required, unique, minimum and maximum, patterns, choices, `/` as a missing value, row sums as row constraints;
- pandera: the same as checks on cells, and wide checks: sums in a row, 合计 against its column, carbon by the declared factor.

A mistake counts as found by them when anything at all is said of the right cell (or sheet); of `qingjian` it is asked
besides that a rule of the right family says it. What neither of them can be given as a schema: recognising the edition, columns
by caption, formulas and their saved results, number against text against date as written, names and order between tables,
industries, credit-code check digits, factors and ranges as intervals, explanations, and a sentence with the figure to write.

"""


def page(
    spoilt: Mapping[str, Sown],
    right: Mapping[str, Realistic],
    said: Mapping[str, Mapping[str, Said]],
    ours: Mapping[str, Verdict],
) -> str:
    rows: dict[str, Tally] = {}
    for name, one in spoilt.items():
        tally = rows.setdefault(one.kind.id, Tally(0, dict.fromkeys((*PEERS, "qingjian"), 0)))
        hits = {peer: _hit(one, said[name][peer]) for peer in PEERS}
        hits["qingjian"] = judged(one, ours[name]).is_found
        rows[one.kind.id] = Tally(tally.made + 1, {tool: tally.found[tool] + hits[tool] for tool in hits})
    return "".join((_HEAD, _summary(rows, right, said, ours), _details(rows)))


def _hit(one: Sown, said: Said) -> bool:
    return any(
        "" in one.sheets or sheet in one.sheets or (sheet, address) in one.cells for sheet, address in said
    )


def _summary(
    rows: Mapping[str, Tally],
    right: Mapping[str, Realistic],
    said: Mapping[str, Mapping[str, Said]],
    ours: Mapping[str, Verdict],
) -> str:
    made = sum(row.made for row in rows.values())
    found = {tool: sum(row.found[tool] for row in rows.values()) for tool in (*PEERS, "qingjian")}
    kinds_ = {tool: sum(row.found[tool] == row.made for row in rows.values()) for tool in found}
    alarms = {peer: sum(bool(said[name][peer]) for name in right) for peer in PEERS}
    alarms["qingjian"] = sum(ours[name].status != "passed" for name in right)
    lines = [
        f"| {tool} | {found[tool]} of {made} ({found[tool] / made:.0%}) | {kinds_[tool]} of {len(rows)} "
        f"| {alarms[tool]} of {len(right)} |\n"
        for tool in found
    ]
    head = "| tool | mistakes found | kinds always found | correct forms refused |\n|---|---:|---:|---:|\n"
    return "".join((head, *lines))


def _details(rows: Mapping[str, Tally]) -> str:
    names = {kind.id: kind.zh for kind in kinds()}
    lines = [
        f"| {names[kind]} | {kind} | {row.made} | {' | '.join(str(row.found[tool]) for tool in row.found)} |\n"
        for kind, row in rows.items()
    ]
    head = "\n| mistake | kind | workbooks | frictionless | pandera | qingjian |\n|---|---|---:|---:|---:|---:|\n"
    return "".join((head, *lines))


if __name__ == "__main__":
    sys.exit(main())
