"""The official workbooks in the repository are those that the schemas give."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import workbook_files
from generate import stale
from qingjian.catalog.editions import edition, edition_ids
from qingjian.resources import workbooks

ROOT = Path(__file__).resolve().parents[3]


def test_official_workbooks_are_current() -> None:
    outdated = [path.name for path in stale(workbook_files, ROOT)]
    assert outdated == [], "tools/generate.py workbooks writes them"


def test_the_manifest_names_every_edition_and_its_bytes() -> None:
    entries = json.loads((workbooks() / "MANIFEST.json").read_text(encoding="utf-8"))
    assert {entry["edition"] for entry in entries.values()} == set(edition_ids())
    for path, entry in entries.items():
        assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() == entry["sha256"]
        assert edition(entry["edition"]).hash == entry["hash"]
