"""A declared edition made whole: `extends` applied, `like` sheets copied, then hashed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, cast

from qingjian.errors import BadSchema
from qingjian.hashes import hexdigest

Json = dict[str, Any]
CONTAINERS: Final = ("sheets", "sections", "blocks", "columns", "items", "parts", "vetoes", "grades")
_WORDED: Final = (
    "text",
    "caption",
    "corner",
    "veto_caption",
    "headings",
    "prefill",
    "notes",
    "head",
    "titles",
    "total",
)


def copied(value: object) -> Any:  # Any: JSON
    """A value of its own; `copy.deepcopy` takes more than twice as long."""
    if isinstance(value, dict):
        return {key: copied(one) for key, one in cast("Json", value).items()}
    if isinstance(value, list):
        return list(map(copied, cast("list[object]", value)))
    return value


def digest(resolved: Json) -> str:
    """sha256 over the canonical JSON of a resolved edition."""
    text = json.dumps(resolved, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hexdigest(text.encode())


def resolved(declared: Json, parent: Json | None, path: str) -> Json:
    """The edition with its parent's content and its own changes; `parent` as its file declares it.

    Changes come before `like`, so that what happens to 表2-1 happens to 表3-1 as well; changes that
    reach into a `like` sheet come after it, when its content is there."""
    whole: Json = copied(declared)
    late: list[Json] = []
    if parent is not None:
        changes = whole.pop("changes", [])
        whole = {**copied(parent), **whole}
        copies = {sheet["id"] for sheet in whole["sheets"] if "like" in sheet}
        late = [change for change in changes if _reaches_into(change, copies)]
        for change in changes:
            if change not in late:
                _apply(whole, change, path)
    whole.pop("extends", None)
    _copy_like(whole, path)
    for change in late:
        _apply(whole, change, path)
    return whole


def _reaches_into(change: Json, copies: set[str]) -> bool:
    steps = _where(change, "at", "after", "before").split("/")
    return steps[0] in copies and (len(steps) > 1 or change["op"] in ("note", "reword"))


def _where(change: Json, *keys: str) -> str:
    return next(str(change[key]) for key in keys if key in change)


def _copy_like(edition: Json, path: str) -> None:
    by_id = {sheet["id"]: sheet for sheet in edition["sheets"]}
    for sheet in edition["sheets"]:
        if "like" not in sheet:
            continue
        model = by_id.get(sheet.pop("like"))
        if model is None or "sections" not in model:
            raise BadSchema(path, f"sheet {sheet['id']} is like a sheet that is not there")
        swaps: Mapping[str, str] = sheet.pop("replace", {})
        printed: Mapping[str, int] = sheet.pop("print", {})
        for key, value in model.items():
            sheet.setdefault(key, copied(value))
        for old, new in swaps.items():
            _swap_note(sheet, old, new, path)
        for block_id, count in printed.items():
            _list_block(sheet, block_id, path)["rows"]["print"] = count


def _list_block(sheet: Json, block_id: str, path: str) -> Json:
    blocks: list[Json] = [block for section in sheet["sections"] for block in section["blocks"]]
    blocks += [inner for block in blocks for inner in block.get("blocks", ())]
    for block in blocks:
        if block.get("id") == block_id and "rows" in block:
            return block
    raise BadSchema(path, f"sheet {sheet['id']} has no list {block_id!r} whose rows could be printed")


def _swap_note(sheet: Json, old: str, new: str, path: str) -> None:
    holding = [index for index, note in enumerate(sheet["notes"]) if old in note]
    if len(holding) != 1:
        raise BadSchema(path, f"sheet {sheet['id']}: {old!r} stands in {len(holding)} notes")
    sheet["notes"][holding[0]] = sheet["notes"][holding[0]].replace(old, new)


def _apply(edition: Json, change: Json, path: str) -> None:
    match change["op"]:
        case "replace":
            owner, index = find(edition, change["at"], path)
            merged = {**owner[index], **change["value"]}
            owner[index] = {key: value for key, value in merged.items() if value is not None}
        case "remove":
            owner, index = find(edition, change["at"], path)
            del owner[index]
        case "add":
            owner, index = find(edition, _where(change, "after", "before"), path)
            owner.insert(index + ("after" in change), copied(change["value"]))
        case "move":
            owner, index = find(edition, change["at"], path)
            moved = owner.pop(index)
            target, place = find(edition, _where(change, "after", "before"), path)
            target.insert(place + ("after" in change), moved)
        case "note":
            _change_note(edition, change, path)
        case "reword":
            _reword(edition, change, path)
        case other:
            raise BadSchema(path, f"unknown change {other!r}")


def _change_note(edition: Json, change: Json, path: str) -> None:
    owner, index = find(edition, change["at"], path)
    notes: list[str] = owner[index].setdefault("notes", [])
    if "printed" not in change:
        notes.append(change["text"])
        return
    if notes.count(change["printed"]) != 1:
        raise BadSchema(path, f"{change['at']}: the note {change['printed'][:20]!r} is not there once")
    place = notes.index(change["printed"])
    notes[place : place + 1] = [change["text"]] if change.get("text") else []


def _reword(edition: Json, change: Json, path: str) -> None:
    owner, index = find(edition, change["at"], path)
    old, new, times = change["printed"], change["text"], change["times"]
    met = sum(text.count(old) for text in printed_texts(owner[index]))
    if met != times:
        raise BadSchema(path, f"{change['at']}: {old!r} stands there {met} times, not {times}")
    owner[index] = _worded(owner[index], lambda text: text.replace(old, new), prints=False)


def printed_texts(node: Json) -> Iterator[str]:
    """Every text below a node that the form prints."""
    return _texts(node, prints=False)


def _texts(node: object, *, prints: bool) -> Iterator[str]:
    if isinstance(node, str):
        if prints:
            yield node
    elif isinstance(node, list):
        for child in cast("list[object]", node):
            yield from _texts(child, prints=prints)
    elif isinstance(node, dict):
        for key, value in cast("Json", node).items():
            yield from _texts(value, prints=key in _WORDED)


def _worded(node: object, change: Callable[[str], str], *, prints: bool) -> Any:
    if isinstance(node, str):
        return change(node) if prints else node
    if isinstance(node, list):
        return [_worded(child, change, prints=prints) for child in cast("list[object]", node)]
    if isinstance(node, dict):
        members = cast("Json", node)
        return {key: _worded(value, change, prints=key in _WORDED) for key, value in members.items()}
    return node


def find(edition: Json, at: str, path: str) -> tuple[list[Json], int]:
    """The list that holds the element and its index; each step is an id among the
    children of the last or, failing that, anywhere below."""
    here: Json = edition
    owner: list[Json] = []
    index = 0
    for step in at.split("/"):
        found = [
            (own, i) for own in _own_lists(here) for i, child in enumerate(own) if child.get("id") == step
        ]
        found = found or [(own, i) for own, i in _below(here) if own[i].get("id") == step]
        if len(found) != 1:
            raise BadSchema(path, f"{at}: {step!r} is there {len(found)} times")
        owner, index = found[0]
        here = owner[index]
    return owner, index


def _own_lists(node: Json) -> list[list[Json]]:
    return [node[key] for key in CONTAINERS if isinstance(node.get(key), list)]


def _below(node: Json) -> Iterator[tuple[list[Json], int]]:
    for children in _own_lists(node):
        for index, child in enumerate(children):
            yield children, index
            yield from _below(child)
