"""A new edition started from an older one: a file with `extends` and no changes yet."""

from __future__ import annotations

import json
from typing import Any, Final, Literal

from qingjian.catalog import editions
from qingjian.catalog.tables import table
from qingjian.errors import BadSchema, UnknownEdition
from qingjian.patterns import pattern
from qingjian.resources import schemas

Json = dict[str, Any]
_ID: Final = pattern(r"[a-z]+/(?P<year>[0-9]{4})(?:-[a-z]+)*(?:\.[0-9]+)?\Z")


def new(edition_id: str, *, source: str, lang: Literal["zh", "en"] = "zh") -> str:
    """Write schemas/templates/<id>.json and say what to edit in it."""
    if source not in editions.edition_ids():
        raise UnknownEdition(source, editions.edition_ids())
    shown = f"schemas/templates/{edition_id}.json"
    year = _year(edition_id, shown)
    draft = _draft(edition_id, source, year=year)
    path = schemas() / "templates" / f"{edition_id}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(draft, ensure_ascii=False, indent=2) + "\n")
    except FileExistsError as problem:
        raise BadSchema(shown, "is there already; it is not overwritten") from problem
    editions.forget()
    words: str = table("messages/new.json")["written"][lang]
    return words.format(path=shown, parent=draft["extends"], year=year, id=edition_id)


def _draft(edition_id: str, source: str, *, year: int) -> Json:
    """One level of `extends` only: the child of an edition that extends another becomes its sibling."""
    old = editions.declared(source)
    was = str(old["years"]["default"])
    first = {
        "format": old["format"],
        "id": edition_id,
        "extends": old.get("extends", source),
        "title": {lang: text.replace(was, str(year)) for lang, text in old["title"].items()},
        "source": {"document": old["source"]["document"].replace(was, str(year))},
        "years": {"default": year, "from": year, "until": None},
    }
    sibling = {key: value for key, value in old.items() if key not in first} if "extends" in old else {}
    return {**first, **sibling, "changes": sibling.get("changes", [])}


def _year(edition_id: str, path: str) -> int:
    found = _ID.match(edition_id)
    if found is None:
        raise BadSchema(path, "an edition is called issuer/year, for example liaoning/2025")
    return int(found["year"])
