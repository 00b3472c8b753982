"""Verdicts out of the machine-readable report that `check --format json` wrote, perhaps on another machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from qingjian.catalog.meta import misfits
from qingjian.catalog.rules import rule
from qingjian.errors import BadData, UnknownRule
from qingjian.model.finding import Finding, Place
from qingjian.model.grid import parse_a1
from qingjian.model.verdict import Reason, Recognised, Verdict


def verdicts(document: Any, path: str) -> tuple[Verdict, ...]:
    """Every file of a report; `path` is what to call the report where it does not hold to its schema."""
    for misfit in misfits(document, "report"):
        raise BadData(path, misfit.path, misfit.detail)
    return tuple(_verdicts(document, path))


def judged_by(document: Mapping[str, Any]) -> str:
    """Which program judged, by which schemas."""
    tool = document["tool"]
    return f"{tool['version']} {tool['schemas']}"


def _verdicts(document: Mapping[str, Any], path: str) -> Iterator[Verdict]:
    for number, raw in enumerate(document["files"]):
        try:
            findings = tuple(_finding(one) for one in raw["findings"])
        except UnknownRule as problem:  # a report of a newer program
            raise BadData(path, f"files/{number}/findings", problem.code) from problem
        why, known = raw["reason"], raw["template"]
        yield Verdict(
            raw["path"],
            raw["sha256"] or "",
            raw["status"],
            Reason(why["code"]) if why else None,
            raw["unit"],
            raw["report_year"],
            Recognised(known["id"], {}, known["how"], Decimal(known["confidence"])) if known else None,
            findings,
        )


def _finding(raw: Mapping[str, Any]) -> Finding:
    rule(raw["code"])
    row, col = parse_a1(raw["cell"]) if raw["cell"] else (0, 0)
    return Finding(
        raw["code"],
        raw["severity"],
        Place(raw["sheet"] or "", row, col),
        raw["table"] or "",
        raw["row"] or "",
        raw["field"] or "",
        raw["value"],
        raw["expected"],
        raw["difference"],
        params=raw["params"],
        trial=raw["rule_status"] == "trial",
        explanation=raw["explanation"],
        cause=int(raw["cause"][1:]) if raw["cause"] else 0,
    )
