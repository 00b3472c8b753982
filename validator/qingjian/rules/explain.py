"""What a rule looks at, in words: its kind, the columns it judges, its examples. Data for pages and commands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qingjian.catalog.editions import edition, edition_ids
from qingjian.catalog.messages import Lang
from qingjian.catalog.rules import RuleSpec
from qingjian.catalog.tables import table
from qingjian.named_tuple import NamedTuple
from qingjian.rules import families
from qingjian.rules.plan import plan
from qingjian.rules.registry import kind_of

families.load()


class Judged(NamedTuple):
    """Which columns of one sheet a rule looks at."""

    edition: str
    sheet: str
    captions: tuple[str, ...]


class Shown(NamedTuple):
    """One cell of an example: whose row, which column, what stands there."""

    sheet: str
    row: str
    caption: str
    text: str


class Example(NamedTuple):
    """An example as people read it."""

    title: str
    cells: tuple[Shown, ...]
    changes: tuple[str, ...]
    """For rules on structure: what is done to the official workbook."""
    parameters: Mapping[str, str]
    fails: bool
    findings: tuple[str, ...]
    """Row and column of each finding."""


def describe(spec: RuleSpec, lang: Lang = "zh") -> str:
    """What the rule's algorithm does, in a sentence."""
    sentence: str = table("kinds.json")[spec.kind][lang]
    return sentence


def formula(spec: RuleSpec) -> str | None:
    """What the official workbook computes in the place that the rule checks."""
    return kind_of(spec).formula(spec)


def judged(spec: RuleSpec) -> Iterator[Judged]:
    """The columns that the rule looks at, by edition and sheet."""
    kind = kind_of(spec)
    for name in edition_ids():
        if not spec.applies.holds(name, None):
            continue
        found: dict[str, list[str]] = {}
        for block in plan(edition(name)).blocks:
            captions = [block.captions[field.id] for field in kind.judged(block, spec)]
            found.setdefault(block.sheet, []).extend(captions)
        for sheet, captions in found.items():
            if captions:
                yield Judged(name, sheet, tuple(dict.fromkeys(captions)))


def examples(spec: RuleSpec, lang: Lang = "zh") -> Iterator[Example]:
    """The rule's examples, with captions instead of field ids."""
    for raw in spec.examples:
        yield Example(
            title=raw["title"][lang],
            cells=tuple(_cells(raw)),
            changes=tuple(_change(step) for step in raw.get("changes", ())),
            parameters=raw.get("parameters", {}),
            fails=bool(raw["findings"]),
            findings=tuple(_finding(found, raw) for found in raw["findings"]),
        )


def _cells(raw: Mapping[str, Any]) -> Iterator[Shown]:
    known = plan(edition(raw["edition"]))
    for name, blocks in raw.get("tables", {}).items():
        for block_id, content in blocks.items():
            block = known.block(name, block_id)
            rows: list[tuple[str, Mapping[str, Any]]] = [("", content.get("cells", {}))]
            rows += [(_text(row.get(block.name, "")), row) for row in content.get("rows", ())]
            rows.append((getattr(block.spec, "total", None) or "", content.get("total", {})))
            for label, cells in rows:
                for field, cell in cells.items():
                    if field != block.name and field in block.captions:
                        yield Shown(block.sheet, label, block.captions[field], _text(cell))


def _text(cell: str | Mapping[str, str]) -> str:
    if isinstance(cell, str):
        return cell
    formula_text = f"={cell['formula']}" if "formula" in cell else ""
    return " ← ".join(part for part in (cell["text"], formula_text) if part)


def _change(step: Mapping[str, Any]) -> str:
    return " ".join(str(value) for value in step.values())


def _finding(found: Mapping[str, Any], raw: Mapping[str, Any]) -> str:
    caption = found.get("field", "")
    for block in plan(edition(raw["edition"])).blocks:
        if block.table == found.get("table") and caption in block.captions:
            caption = block.captions[caption]
            break
    return " ".join(part for part in (found.get("row", ""), caption) if part)
