"""Differences within one sheet: titles, sections, blocks, rows of lists, notes."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence

from qingjian.catalog.edition import Bound, ListBlock, Matrix, Score, SheetSpec
from qingjian.templates.change import Found, ordered
from qingjian.templates.diff_fields import fields


def sheet(old: SheetSpec, new: SheetSpec) -> Iterator[Found]:
    """Every difference between two states of one sheet."""
    name = new.name
    if old.name != new.name:
        yield Found(name, "sheet-renamed", {"old": old.name})
    yield from _lines(
        name, "title", [title.text for title in old.titles], [title.text for title in new.titles]
    )
    if old.head != new.head:
        yield Found(name, "head-changed", {"old": " / ".join(old.head), "new": " / ".join(new.head)})
    yield from _sections(old, new)
    yield from _blocks(old, new)
    yield from _lines(name, "note", old.notes, new.notes)


def _lines(name: str, what: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Found]:
    """Texts compared in order; a replaced run pairs its lines off."""
    for tag, low, high, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        pairs = min(high - low, last - first)
        for step in range(pairs):
            yield Found(name, f"{what}-changed", {"old": old[low + step], "new": new[first + step]})
        for text in old[low + pairs : high]:
            yield Found(name, f"{what}-removed", {"old": text})
        for text in new[first + pairs : last]:
            yield Found(name, f"{what}-added", {"new": text})


def _sections(old: SheetSpec, new: SheetSpec) -> Iterator[Found]:
    before = {section.id: section.caption or section.id for section in old.sections}
    after = {section.id: section.caption or section.id for section in new.sections}
    yield from _changed_order(new.name, "section", before, after)
    for section_id, caption in after.items():
        if section_id in before and before[section_id] != caption:
            yield Found(new.name, "section-renamed", {"old": before[section_id], "new": caption})


def _changed_order(
    name: str, what: str, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[Found]:
    order = ordered(list(before), list(after))
    for gone in order.removed:
        yield Found(name, f"{what}-removed", {"caption": before[gone]})
    for come, previous in order.added:
        place = {"after": after[previous]} if previous else {}
        yield Found(name, f"{what}-added{'' if previous else '-first'}", {"caption": after[come], **place})
    for moved, previous in order.moved:
        place = {"after": after[previous]} if previous else {}
        yield Found(name, f"{what}-moved{'' if previous else '-first'}", {"caption": after[moved], **place})


def _blocks(old: SheetSpec, new: SheetSpec) -> Iterator[Found]:
    before = {block.id: block for block in old.blocks()}
    for block in new.blocks():
        previous = before.pop(block.id, None)
        if previous is None:
            if not _in_new_section(block, old, new):
                yield Found(new.name, "block-added", {"caption": _called(block, new)})
        elif previous.kind != block.kind:
            kinds = {"old_code": previous.kind, "new_code": block.kind}
            yield Found(new.name, "block-kind", {"caption": _called(block, new), **kinds})
        else:
            yield from _block(previous, block, new)
    for block in before.values():
        if not _in_new_section(block, new, old):
            yield Found(new.name, "block-removed", {"caption": _called(block, old)})


def _in_new_section(block: Bound, other: SheetSpec, sheet: SheetSpec) -> bool:
    """A section that came or went takes its blocks along; they are not told again."""
    known = {section.id for section in other.sections}
    return any(section.id not in known and block in section.bound() for section in sheet.sections)


def _called(block: Bound, sheet: SheetSpec) -> str:
    """Blocks have no caption of their own: the outermost header, their section's, the sheet's title."""
    if block.fields and block.fields[0].path and len(block.fields[0].path) > 1:
        return block.fields[0].path[0]
    sections = (section.caption for section in sheet.sections if block in section.bound())
    titles = (title.text for title in reversed(sheet.titles))
    return next((caption for caption in (*sections, *titles) if caption), block.id)


def _block(old: Bound, new: Bound, sheet: SheetSpec) -> Iterator[Found]:
    yield from fields(old.fields, new.fields, sheet.name)
    if isinstance(old, ListBlock) and isinstance(new, ListBlock):
        yield from _list(old, new, sheet)
    if isinstance(old, Matrix) and isinstance(new, Matrix) and old.corner != new.corner:
        yield Found(sheet.name, "renamed", {"old": old.corner, "new": new.corner})
    if isinstance(old, Score) and isinstance(new, Score):
        yield from _score(old, new, sheet.name)


def _list(old: ListBlock, new: ListBlock, sheet: SheetSpec) -> Iterator[Found]:
    before = {item.id: item.caption for item in old.items}
    after = {item.id: item.caption for item in new.items}
    yield from _changed_order(sheet.name, "item", before, after)
    for item_id, caption in after.items():
        if item_id in before and before[item_id] != caption:
            yield Found(sheet.name, "item-renamed", {"old": before[item_id], "new": caption})
    called = {"caption": _called(new, sheet)}
    if old.rows.print != new.rows.print:
        counts = {"old": str(old.rows.print), "new": str(new.rows.print)}
        yield Found(sheet.name, "rows-printed", {**called, **counts})
    if old.rows.dots != new.rows.dots:
        yield Found(sheet.name, "dots-added" if new.rows.dots else "dots-removed", called)
    if old.total != new.total:
        yield Found(sheet.name, "total-row", {**called, "old": old.total or "", "new": new.total or ""})
    if old.unit_row != new.unit_row:
        yield Found(sheet.name, "unit-row-added" if new.unit_row else "unit-row-removed", {})


def _score(old: Score, new: Score, name: str) -> Iterator[Found]:
    before = {f"{part.id}.{item.id}": item for part in old.sections for item in part.items}
    for part in new.sections:
        for item in part.items:
            previous = before.get(f"{part.id}.{item.id}")
            if previous is not None and previous.score != item.score:
                scores = {"caption": item.caption, "old": previous.score, "new": item.score}
                yield Found(name, "score-changed", scores)
    grades = {grade.id: grade for grade in old.grades}
    for grade in new.grades:
        if grades.get(grade.id) != grade:
            yield Found(name, "grade-changed", {"caption": grade.caption})
