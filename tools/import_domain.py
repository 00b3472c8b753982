"""Regenerates the tables under schemas/ from a folder of collected facts: import_domain.py SOURCE."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import domain_codes
import domain_lists
import record_tables

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"


def main(source: Path) -> None:
    """Convert everything found under SOURCE/domain and SOURCE/seeds."""
    domain = source / "domain"
    electricity(domain / "electricity-factors.json", SCHEMAS / "factors/electricity.json")
    fuels(domain / "fuels-gbt2589.csv", SCHEMAS / "factors/fuels.json")
    domain_codes.convert(domain, SCHEMAS / "codes")
    domain_lists.convert(source / "seeds", SCHEMAS / "lists")


def electricity(source: Path, target: Path) -> None:
    """Factors in the order of the source; the unconfirmed ones stay in a table of their own."""
    document = json.loads(source.read_text("utf-8"))
    tables = {"factors": document["records"], "unconfirmed": document["unconfirmed"]}
    record_tables.write(target, {name: [_factor(row) for row in rows] for name, rows in tables.items()})


def _factor(row: dict[str, Any]) -> dict[str, Any]:
    record = {
        "id": row["id"],
        "series": row["series"],
        "kind": row["kind"],
        "scope": row["scope"],
        "region": row["region"],
        "year": row["data_year"],
        "value": row["value"],
        "unit": row["unit"],
        "issued": row["issued"],
        "document": row["document"],
        "confidence": row["confidence"],
    }
    return record | ({"note": row["note"]} if "note" in row else {})


def fuels(source: Path, target: Path) -> None:
    """One record per fuel and standard; a single value stands in both low and high."""
    with source.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    record_tables.write(target, {"fuels": [_fuel(row) for row in rows]})


def _fuel(row: dict[str, str]) -> dict[str, Any]:
    heat = None
    if row["ncv_low"]:
        heat = {"low": row["ncv_low"], "high": row["ncv_high"] or row["ncv_low"], "unit": row["ncv_unit"]}
    coal = {"low": row["coal_low"], "high": row["coal_high"] or row["coal_low"], "unit": row["coal_unit"]}
    return {
        "standard": row["version"],
        "name": row["name"],
        "heat": heat,
        "coal": coal,
        "confidence": row["confidence"],
        "verified": row["verified_part"],
        "self_consistent": {"yes": True, "no": False}.get(row["self_consistent"]),
        "note": row["note"] or None,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
