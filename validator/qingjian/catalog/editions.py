"""schemas/templates/ read into `Edition` objects."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from qingjian.catalog import resolve
from qingjian.catalog.edition import Edition
from qingjian.catalog.parse import parse
from qingjian.errors import BadSchema, UnknownEdition
from qingjian.resources import schemas

Json = dict[str, Any]


def edition_ids() -> tuple[str, ...]:
    """Every edition that is declared, sorted."""
    return _ids(schemas())


@cache
def _ids(root: Path) -> tuple[str, ...]:
    folder = root / "templates"
    found = (Path(where, name) for where, _, names in os.walk(folder) for name in names)
    known = (path.relative_to(folder).with_suffix("").as_posix() for path in found if path.suffix == ".json")
    return tuple(sorted(known))


def edition(edition_id: str) -> Edition:
    """One edition, resolved."""
    if edition_id not in edition_ids():
        raise UnknownEdition(edition_id, edition_ids())
    return _edition(schemas(), edition_id)


@cache
def _edition(root: Path, edition_id: str) -> Edition:
    return parse(_resolved(root, edition_id))


def declared(edition_id: str) -> Json:
    """The JSON of an edition as its file holds it, before `extends` and `like`."""
    own: Json = resolve.copied(_declared(schemas(), edition_id))
    return own


@cache
def _declared(root: Path, edition_id: str) -> Json:
    return _read(root / "templates" / f"{edition_id}.json")


def forget() -> None:
    """Read the files again next time: an edition was added or edited meanwhile."""
    for kept in (_ids, _edition, _declared):
        kept.cache_clear()


def declaration(edition_id: str) -> Json:
    """The resolved JSON of an edition."""
    return _resolved(schemas(), edition_id)


def _resolved(root: Path, edition_id: str) -> Json:
    whole = _declared(root, edition_id)
    path = f"schemas/templates/{edition_id}.json"
    parent = whole.get("extends")
    return resolve.resolved(whole, _parent(root, parent, path) if parent else None, path)


def _parent(root: Path, parent: str, path: str) -> Json:
    if parent not in _ids(root):
        raise BadSchema(path, f"extends {parent}, which is not there")
    base = _declared(root, parent)
    if "extends" in base:
        raise BadSchema(path, f"extends {parent}, which extends another edition; one level only")
    return base


def load(path: Path) -> Edition:
    """An edition from a file outside schemas/; its parent is looked up among the known ones."""
    whole = _read(path)
    parent = whole.get("extends")
    base = _parent(schemas(), parent, path.as_posix()) if parent else None
    return parse(resolve.resolved(whole, base, path.as_posix()))


def _read(path: Path) -> Json:
    try:
        content: Json = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise BadSchema(_shown(path), str(problem)) from problem
    return content


def _shown(path: Path) -> str:
    """As maintainers know it: below schemas/, not where this machine keeps that folder."""
    root = schemas()
    return f"schemas/{path.relative_to(root).as_posix()}" if path.is_relative_to(root) else path.as_posix()


__all__ = ["declaration", "declared", "edition", "edition_ids", "forget", "load", "parse"]
