"""schemas/templates/ read into `Edition` objects."""

from __future__ import annotations

import json
import os
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from qingjian.catalog import resolve
from qingjian.catalog.edition import Edition
from qingjian.catalog.parse import parse
from qingjian.errors import BadSchema, UnknownEdition
from qingjian.resources import root

if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, Any]
_SUFFIX: Final = ".json"


def edition_ids() -> tuple[str, ...]:
    """Every edition that is declared, sorted."""
    return _ids(root())


@cache
def _ids(folder: str) -> tuple[str, ...]:
    top = f"{folder}/templates"
    found = (f"{where}/{name}" for where, _, names in os.walk(top) for name in names)
    known = (path[len(top) + 1 :].removesuffix(_SUFFIX) for path in found if path.endswith(_SUFFIX))
    return tuple(sorted(one.replace(os.sep, "/") for one in known))


def edition(edition_id: str) -> Edition:
    """One edition, resolved."""
    if edition_id not in edition_ids():
        raise UnknownEdition(edition_id, edition_ids())
    return _edition(root(), edition_id)


@cache
def _edition(folder: str, edition_id: str) -> Edition:
    return parse(_resolved(folder, edition_id))


def declared(edition_id: str) -> Json:
    """The JSON of an edition as its file holds it, before `extends` and `like`."""
    own: Json = resolve.copied(_declared(root(), edition_id))
    return own


@cache
def _declared(folder: str, edition_id: str) -> Json:
    return _read(f"{folder}/templates/{edition_id}{_SUFFIX}")


def forget() -> None:
    """Read the files again next time: an edition was added or edited meanwhile."""
    for kept in (_ids, _edition, _declared):
        kept.cache_clear()


def declaration(edition_id: str) -> Json:
    """The resolved JSON of an edition."""
    return _resolved(root(), edition_id)


def _resolved(folder: str, edition_id: str) -> Json:
    whole = _declared(folder, edition_id)
    path = f"schemas/templates/{edition_id}.json"
    parent = whole.get("extends")
    return resolve.resolved(whole, _parent(folder, parent, path) if parent else None, path)


def _parent(folder: str, parent: str, path: str) -> Json:
    if parent not in _ids(folder):
        raise BadSchema(path, f"extends {parent}, which is not there")
    base = _declared(folder, parent)
    if "extends" in base:
        raise BadSchema(path, f"extends {parent}, which extends another edition; one level only")
    return base


def load(path: Path) -> Edition:
    """An edition from a file outside schemas/; its parent is looked up among the known ones."""
    whole = _read(str(path))
    parent = whole.get("extends")
    base = _parent(root(), parent, path.as_posix()) if parent else None
    return parse(resolve.resolved(whole, base, path.as_posix()))


def _read(path: str) -> Json:
    try:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123  # see resources
            content: Json = json.load(file)
    except (OSError, ValueError) as problem:
        raise BadSchema(_shown(path), str(problem)) from problem
    return content


def _shown(path: str) -> str:
    """As maintainers know it: below schemas/, not where this machine keeps that folder."""
    shown, top = (one.replace(os.sep, "/") for one in (path, root()))
    inside = shown.removeprefix(f"{top}/")
    return shown if inside == shown else f"schemas/{inside}"


__all__ = ["declaration", "declared", "edition", "edition_ids", "forget", "load", "parse"]
