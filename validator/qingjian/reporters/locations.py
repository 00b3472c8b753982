"""Where a finding is, as SARIF says it: a file by a harmless URI, a cell by a name; and what it is known by."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from qingjian.model.finding import Finding, Place
from qingjian.patterns import pattern
from qingjian.reporters.safe import visible

WHOLE_FILE: Final = Place()
_LEADING_OUT: Final = pattern(r"(?<![^/\\])[ .]*(?=[/\\]|\Z)")
"""A part of a path that is empty or made of dots: it would lead out of the folder the report is about."""


def uri(path: str) -> str:
    """The path as a relative reference that stays below its folder and has no scheme, host or query."""
    return quote(_LEADING_OUT.sub("_", path), safe="/", errors="replace")


def location(path: str, index: int, place: Place = WHOLE_FILE) -> dict[str, Any]:
    """A place in the file of this number; the file itself where no sheet is named."""
    found: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri(path), "index": index}}}
    if place.sheet:
        sheet = visible(place.sheet)
        cell = {"name": place.address, "fullyQualifiedName": f"{sheet}!{place.address}", "kind": "cell"}
        whole = {"name": sheet, "fullyQualifiedName": sheet, "kind": "sheet"}
        found["logicalLocations"] = [cell if place.address else whole]
    return found


class Fingerprints:
    """What findings are known by from run to run, whatever their figures and wherever their rows moved."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, path: str, finding: Finding) -> Mapping[str, str]:
        """The rule, the file, the row and the column; findings that share all of these are counted."""
        key = json.dumps([path, *_identity(finding)])
        self._seen[key] += 1
        digest = hashlib.sha256(f"{key}#{self._seen[key]}".encode()).hexdigest()
        return {"qingjian/v1": digest}


def _identity(finding: Finding) -> Iterator[str]:
    yield finding.code
    yield finding.params.get("variant", "")
    yield finding.place.sheet
    yield finding.table
    if finding.row or finding.field:
        yield finding.row
        yield finding.field
    else:
        yield finding.place.address
