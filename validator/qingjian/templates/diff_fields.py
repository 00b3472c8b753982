"""Differences between the fields of two states of one block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from qingjian.catalog.edition import LEVELS, Field
from qingjian.templates.change import Found, ordered

_Told = tuple[str, tuple[str, ...], dict[str, str]]
"""Code, what makes it the same change, the words of its sentence."""


def fields(old: tuple[Field, ...], new: tuple[Field, ...], name: str) -> Iterator[Found]:
    """Fields that came, went, moved, or say something else; `name` is the table's."""
    before = {known.id: known for known in old}
    after = {known.id: known for known in new}
    order = ordered(list(before), list(after))
    for gone in order.removed:
        yield Found(name, "field-removed", {"caption": _caption(before[gone])})
    for come, previous in order.added:
        yield _placed("field-added", after[come], after.get(previous), name)
    for moved, previous in order.moved:
        yield _placed("field-moved", after[moved], after.get(previous), name)
    yield from _renamed(before, after, name)
    for known in new:
        if known.id in before:
            yield from _changed(before[known.id], known, before, after, name)


def _placed(code: str, known: Field, previous: Field | None, name: str) -> Found:
    if previous is None:
        return Found(name, f"{code}-first", {"caption": _caption(known)})
    return Found(name, code, {"caption": _caption(known), "after": _caption(previous)})


def _caption(known: Field) -> str:
    """Under a common header the caption alone would not tell 合计 from 合计."""
    return " / ".join(known.path[-2:])


def _renamed(before: Mapping[str, Field], after: Mapping[str, Field], name: str) -> Iterator[Found]:
    """A header over several fields is told once."""
    told: set[tuple[str, ...]] = set()
    for known in after.values():
        old = before.get(known.id)
        if old is None or old.path == known.path:
            continue
        if len(old.path) != len(known.path):
            yield from _once(_regrouped(old, known), told, name)
            continue
        for depth, (was, now) in enumerate(zip(old.path, known.path, strict=True), 1):
            if was != now:
                place = (*old.path[:depth], *known.path[:depth])
                yield from _once([("renamed", place, {"old": was, "new": now})], told, name)


def _once(found: Iterable[_Told], told: set[tuple[str, ...]], name: str) -> Iterator[Found]:
    for code, place, params in found:
        if (code, *place) not in told:
            told.add((code, *place))
            yield Found(name, code, params)


def _regrouped(old: Field, new: Field) -> Iterator[_Told]:
    """A layer of headers that came or went, or a field that stands elsewhere."""
    gone = [caption for caption in old.path if caption not in new.path]
    come = [caption for caption in new.path if caption not in old.path]
    if gone and come:
        change = {"caption": new.caption, "old": " / ".join(old.path), "new": " / ".join(new.path)}
        yield "regrouped", (*old.path, *new.path), change
        return
    yield from (("header-removed", (caption,), {"old": caption}) for caption in gone)
    yield from (("header-added", (caption,), {"new": caption}) for caption in come)


def _changed(
    old: Field, new: Field, before: Mapping[str, Field], after: Mapping[str, Field], name: str
) -> Iterator[Found]:
    called = {"caption": _caption(new)}
    if old.type != new.type:
        yield Found(name, "type-changed", {**called, "old_code": old.type, "new_code": new.type})
    if old.unit != new.unit:
        yield Found(name, "unit-changed", {**called, "old": old.unit or "", "new": new.unit or ""})
    if old.required != new.required:
        levels = {"old_code": _levels(old), "new_code": _levels(new)}
        yield Found(name, "required-changed", {**called, **levels})
    if old.sum != new.sum or old.exact != new.exact:
        yield Found(name, "sum-changed", {**called, "old": _parts(old, before), "new": _parts(new, after)})
    if old.carbon != new.carbon:
        yield Found(name, "carbon-changed", called)
    if old.total != new.total:
        yield Found(name, "total-added" if new.total else "total-removed", called)
    if old.digits != new.digits:
        yield Found(
            name, "digits-changed", {**called, "old": _number(old.digits), "new": _number(new.digits)}
        )
    if old.prefill != new.prefill:
        yield Found(name, "prefill-changed", {**called, "old": old.prefill or "", "new": new.prefill or ""})
    if old.choices != new.choices:
        yield Found(name, "choices-changed", {**called, "new": "、".join(new.choices)})
    if old.aliases != new.aliases:
        yield Found(name, "aliases-changed", {**called, "new": "、".join(new.aliases)})


def _levels(known: Field) -> str:
    if known.required == frozenset(LEVELS):
        return "all"
    return ",".join(level for level in LEVELS if level in known.required)


def _parts(known: Field, fields_by_id: Mapping[str, Field]) -> str:
    return " + ".join(fields_by_id[part].caption if part in fields_by_id else part for part in known.sum)


def _number(digits: int | None) -> str:
    return "" if digits is None else str(digits)
