"""workbooks/official: the blank workbook of every edition, and MANIFEST.json with their hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Final

from qingjian.catalog.editions import edition, edition_ids
from qingjian.templates.book import build

OWNS: Final = ("workbooks/official/*.xlsx", "workbooks/MANIFEST.json")


def files() -> Mapping[str, bytes]:
    """Path and content of each workbook, and of the manifest."""
    made: dict[str, bytes] = {}
    entries: dict[str, dict[str, str]] = {}
    for name in edition_ids():
        whole = edition(name)
        path = f"workbooks/official/{name.replace('/', '-')}.xlsx"
        made[path] = build(whole)
        digest = hashlib.sha256(made[path]).hexdigest()
        entries[path] = {"edition": name, "hash": whole.hash, "sha256": digest}
    manifest = json.dumps(entries, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return {**made, "workbooks/MANIFEST.json": manifest.encode()}
