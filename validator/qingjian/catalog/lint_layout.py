"""Lint of captions and spans: what is printed, and whether it fills its grid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from qingjian.catalog.edition import (
    Beside,
    Block,
    Edition,
    Labels,
    ListBlock,
    Matrix,
    Node,
    Record,
    Score,
    Section,
    SheetSpec,
)
from qingjian.catalog.problem import Problem
from qingjian.catalog.years import unknown
from qingjian.patterns import pattern

_STRAY: Final = pattern(r"^\s|\s$|\s{2}|[\u3000\u00a0]|(?<=[\u3400-\u9fff])\s|\s(?=[\u3400-\u9fff])")


def problems(edition: Edition) -> Iterator[Problem]:
    """Problems of captions and spans, sheet by sheet. A caption that the official form repeats is
    allowed where an erratum says so."""
    repeated_in_print = {erratum.at for erratum in edition.errata}
    for sheet in edition.sheets:
        yield from _words(sheet)
        yield from _repeated(sheet, repeated_in_print)
        for section in sheet.sections:
            yield from _section(sheet, section)


def _words(sheet: SheetSpec) -> Iterator[Problem]:
    for path, caption in _captions(sheet):
        if _STRAY.search(caption):
            yield Problem(path, "stray-space", {"caption": caption})
    printed = [*_captions(sheet), *((sheet.id, title.text) for title in sheet.titles)]
    for path, text in [*printed, *((sheet.id, note) for note in sheet.notes)]:
        for brace in unknown(text):
            yield Problem(path, "placeholder", {"text": text, "detail": brace})


def _captions(sheet: SheetSpec) -> Iterator[tuple[str, str]]:
    for section in sheet.sections:
        if section.caption is not None:
            yield f"{sheet.id}/{section.id}", section.caption
    for block in sheet.blocks():
        path = f"{sheet.id}/{block.id}"
        for known in block.fields:
            for caption in known.path:
                yield f"{path}/{known.id}", caption
        if isinstance(block, ListBlock):
            yield from ((f"{path}/{item.id}", item.caption) for item in block.items)


def _repeated(sheet: SheetSpec, known: set[str]) -> Iterator[Problem]:
    for block in sheet.blocks():
        path = f"{sheet.id}/{block.id}"
        for siblings in _siblings(block):
            seen: set[str] = set()
            for name, caption in siblings:
                if caption in seen and not any(_names(at, sheet.id, siblings, caption) for at in known):
                    yield Problem(f"{path}/{name}".rstrip("/"), "duplicate-caption", {"caption": caption})
                seen.add(caption)


def _names(at: str, sheet: str, siblings: list[tuple[str, str]], caption: str) -> bool:
    """An erratum points at one of the captions that repeat."""
    alike = {name for name, other in siblings if other == caption}
    return at.split("/", maxsplit=1)[0] == sheet and at.rsplit("/", 1)[-1] in alike


def _siblings(block: Block) -> Iterator[list[tuple[str, str]]]:
    match block:
        case Record() | ListBlock():
            yield from _levels(block.columns)
            if isinstance(block, ListBlock):
                yield [(item.id, item.caption) for item in block.items]
        case Matrix():
            yield from _levels(block.columns)
            yield [(item.id, item.caption) for item in block.items]
        case Labels():
            yield [(item.id, item.caption) for item in block.items]
        case Score():
            yield [(section.id, section.caption) for section in block.sections]
            for section in block.sections:
                yield [(item.id, item.caption) for item in section.items]
        case _:
            return


def _levels(nodes: tuple[Node, ...]) -> Iterator[list[tuple[str, str]]]:
    yield [(node.field.id if node.field else "", node.caption) for node in nodes]
    for node in nodes:
        if node.children:
            yield from _levels(node.children)


def _section(sheet: SheetSpec, section: Section) -> Iterator[Problem]:
    path = f"{sheet.id}/{section.id}"
    if section.caption is not None and not section.above and (sheet.grid is None or not sheet.grid.caption):
        yield Problem(path, "caption-without-column", {})
    width = sheet.grid.columns if sheet.grid else _columns(sheet)
    for block in section.blocks:
        yield from _spans(block, width, path, grid=sheet.grid is not None)


def _columns(sheet: SheetSpec) -> int:
    """Without a grid the widest list gives the columns."""
    return max((len(block.fields) for block in sheet.blocks() if isinstance(block, ListBlock)), default=0)


def _spans(block: Block, width: int, path: str, *, grid: bool) -> Iterator[Problem]:
    match block:
        case Beside():
            yield from _exactly(sum(block.spans), width, path)
            for inner, span in zip(block.blocks, block.spans, strict=False):
                yield from _spans(inner, span, path, grid=grid)
        case Record() | ListBlock() if grid:
            yield from _shared(_leaf_spans(block.columns), width, f"{path}/{block.id}")
        case Matrix() if grid:
            yield from _shared([block.span, *_leaf_spans(block.columns)], width, f"{path}/{block.id}")
        case Labels():
            yield from _label_spans(block, width, f"{path}/{block.id}")
        case _:
            return


def _leaf_spans(columns: tuple[Node, ...]) -> list[int | None]:
    return [leaf.span for node in columns for leaf in node.leaves()]


def _label_spans(block: Labels, width: int, path: str) -> Iterator[Problem]:
    if block.span is not None and block.span * block.across >= width:
        yield Problem(path, "spans", {"found": str(block.span * block.across), "wanted": str(width)})
    spans = [item.spans for item in block.items]
    for start in range(0, len(spans), block.across):
        line = [sum(pair) for pair in spans[start : start + block.across] if pair is not None]
        if len(line) == block.across:
            yield from _exactly(sum(line), width, path)


def _shared(spans: Iterable[int | None], width: int, path: str) -> Iterator[Problem]:
    """Declared spans and one column at least for each that shares the rest."""
    declared = list(spans)
    found = sum(span or 0 for span in declared)
    sharing = declared.count(None)
    if found + sharing > width or (not sharing and found != width):
        yield Problem(path, "spans", {"found": str(found + sharing), "wanted": str(width)})


def _exactly(found: int, wanted: int, path: str) -> Iterator[Problem]:
    if found != wanted:
        yield Problem(path, "spans", {"found": str(found), "wanted": str(wanted)})
