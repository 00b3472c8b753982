"""The words of the reports: schemas/messages/report.json, and the sentences of refusals."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from qingjian import resources
from qingjian.catalog.messages import Lang
from qingjian.catalog.rules import rule
from qingjian.catalog.tables import table
from qingjian.errors import BadLedger, BadSeason, CannotWrite
from qingjian.model.verdict import Reason


def say(key: str, lang: Lang, **values: object) -> str:
    """The sentence at a dotted key, filled in."""
    found: Any = _document("messages/report.json")
    for step in key.split("."):
        found = found[step]
    return str(found[lang]).format_map(values)


def refusal(reason: Reason, lang: Lang) -> str:
    """Why a file was not judged, and what to do."""
    words = _document("messages/report.json")["detail"]
    detail = words[reason.detail][lang] if reason.detail in words else reason.detail
    return str(_document("refusals.json")[reason.code][lang]).format_map({"detail": detail})


def write_refusal(problem: CannotWrite, lang: Lang) -> str:
    """Why a file was not written, and what to do."""
    return str(_document("write-refusals.json")[problem.code][lang]).format_map({"detail": problem.detail})


def ledger_refusal(problem: BadLedger, lang: Lang) -> str:
    """Why the ledger did not do as it was told."""
    return say(f"ledger.refusals.{problem.code}", lang, detail=problem.detail)


def season_refusal(problem: BadSeason, lang: Lang) -> str:
    """What is wrong with a season."""
    sentence = str(_document("season.json")["refusals"][problem.code][lang])
    return sentence.format_map({"where": problem.where, "detail": problem.detail})


def basis(code: str, lang: Lang) -> str:
    """The documents and clauses a finding rests on."""
    return say("semicolon", lang).join(f"{part.document} {part.clause}".strip() for part in rule(code).basis)


def _document(name: str) -> Mapping[str, Any]:
    return _read(resources.root(), name)


@cache
def _read(root: str, name: str) -> Mapping[str, Any]:
    del root  # only tells one schemas folder from another
    return table(name)
