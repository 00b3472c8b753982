"""A declared edition made whole: `extends` applied, `like` sheets copied, then hashed."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from qingjian.errors import BadSchema

Json = dict[str, Any]
_CONTAINERS: Final = ("sheets", "sections", "blocks", "columns", "items")


def digest(resolved: Json) -> str:
    """sha256 over the canonical JSON of a resolved edition."""
    text = json.dumps(resolved, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def resolved(declared: Json, parent: Json | None, path: str) -> Json:
    """The edition with its parent's content and its own changes; `parent` is resolved already."""
    whole = copy.deepcopy(declared)
    if parent is not None:
        whole = {**copy.deepcopy(parent), **whole}
        for change in whole.pop("changes", []):
            _apply(whole, change, path)
    whole.pop("extends", None)
    _copy_like(whole, path)
    return whole


def _copy_like(edition: Json, path: str) -> None:
    by_id = {sheet["id"]: sheet for sheet in edition["sheets"]}
    for sheet in edition["sheets"]:
        if "like" not in sheet:
            continue
        model = by_id.get(sheet.pop("like"))
        if model is None or "sections" not in model:
            raise BadSchema(path, f"sheet {sheet['id']} is like a sheet that is not there")
        swaps: Mapping[str, str] = sheet.pop("replace", {})
        for key, value in model.items():
            sheet.setdefault(key, copy.deepcopy(value))
        for old, new in swaps.items():
            notes = [note for note in sheet["notes"] if old in note]
            if len(notes) != 1:
                raise BadSchema(path, f"sheet {sheet['id']}: {old!r} stands in {len(notes)} notes")
            sheet["notes"] = [note.replace(old, new) for note in sheet["notes"]]


def _apply(edition: Json, change: Json, path: str) -> None:
    match change["op"]:
        case "replace":
            owner, index = _find(edition, change["at"], path)
            owner[index] = {**owner[index], **change["value"]}
        case "remove":
            owner, index = _find(edition, change["at"], path)
            del owner[index]
        case "add":
            owner, index = _find(edition, change["after"] if "after" in change else change["before"], path)
            owner.insert(index + ("after" in change), copy.deepcopy(change["value"]))
        case "move":
            owner, index = _find(edition, change["at"], path)
            moved = owner.pop(index)
            target, place = _find(edition, change["after"] if "after" in change else change["before"], path)
            target.insert(place + ("after" in change), moved)
        case "note":
            _change_note(edition, change, path)
        case other:
            raise BadSchema(path, f"unknown change {other!r}")


def _change_note(edition: Json, change: Json, path: str) -> None:
    owner, index = _find(edition, change["at"], path)
    notes: list[str] = owner[index].get("notes", [])
    if notes.count(change["printed"]) != 1:
        raise BadSchema(path, f"{change['at']}: the note {change['printed'][:20]!r} is not there once")
    place = notes.index(change["printed"])
    notes[place : place + 1] = [change["text"]] if change.get("text") else []


def _find(edition: Json, at: str, path: str) -> tuple[list[Json], int]:
    """The list that holds the element and its index; each step is an id anywhere below the last."""
    here: Json = edition
    found: list[tuple[list[Json], int]] = []
    for step in at.split("/"):
        found = [(owner, i) for owner, i in _below(here) if owner[i].get("id") == step]
        own = _own_lists(here)
        shallow = [hit for hit in found if any(hit[0] is children for children in own)] or found
        if len(shallow) != 1:
            raise BadSchema(path, f"{at}: {step!r} is there {len(shallow)} times")
        found = shallow
        owner, index = shallow[0]
        here = owner[index]
    return found[0]


def _own_lists(node: Json) -> list[list[Json]]:
    return [node[key] for key in _CONTAINERS if isinstance(node.get(key), list)]


def _below(node: Json) -> Iterator[tuple[list[Json], int]]:
    for children in _own_lists(node):
        for index, child in enumerate(children):
            if isinstance(child, dict):
                yield children, index
                yield from _below(child)
