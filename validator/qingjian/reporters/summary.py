"""One line that sums a report up, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qingjian.catalog.messages import Lang
from qingjian.model.finding import SEVERITIES, STANDINGS
from qingjian.model.season import Settings
from qingjian.model.verdict import Report, Verdict
from qingjian.reporters.wording import say

_ALWAYS = ("files", "passed", "returned")
_IF_ANY = ("attachment", "unreadable")
_ACROSS = "across"
MISSING = "QJ8001"
"""The rule that names a unit from which nothing came."""


def summary(found: Report, lang: Lang) -> str:
    """How many files, how they fared, how many findings."""
    counts = {**found.counts(), _ACROSS: len(found.cross)}
    files = [key for key in (*_ALWAYS, *_IF_ANY) if key in _ALWAYS or counts[key]]
    findings = [key for key in (*STANDINGS, _ACROSS) if counts[key]]
    parts = [_joined(keys, counts, lang) for keys in (files, findings) if keys]
    return say("semicolon", lang).join(parts) + say("full_stop", lang)


def file_summary(verdict: Verdict, lang: Lang) -> str:
    """The counts of one file."""
    counts = {standing: verdict.number_of(standing) for standing in STANDINGS}
    keys = [key for key in STANDINGS if counts[key]]
    return _joined(keys, counts, lang) + say("full_stop", lang) if keys else say("clean", lang)


def next_steps(found: Report, lang: Lang) -> list[str]:
    """What to do now, the most pressing first: by who filled the form, or by who collects many."""
    counts = found.counts()
    if counts["passed"] + counts["returned"] > 1:
        return list(_collected(found, counts, lang))
    worst = next((key for key in SEVERITIES if counts[key]), None)
    if counts["unreadable"]:  # then nothing is ready to send
        steps = ["unreadable", *(key for key in ("mandatory", "verify") if key == worst)]
    else:
        steps = [worst] if worst is not None else ["passed"] if counts["passed"] else []
    return [say(f"next.{step}", lang) for step in steps or ["nothing"]]


def _collected(found: Report, counts: Mapping[str, int], lang: Lang) -> Iterator[str]:
    missing = sum(one.code == MISSING for one in found.cross)
    if counts["unreadable"]:
        yield say("next.unreadable", lang)
    if counts["returned"]:
        yield say("next.send-back", lang, count=counts["returned"])
    if missing:
        yield say("next.missing", lang, count=missing)
    if len(found.cross) > missing:
        yield say("next.across", lang)
    if not (counts["unreadable"] or counts["returned"]):
        yield say("next.all-passed", lang)


def season_lines(settings: Settings, lang: Lang) -> list[str]:
    """What the season declares of single rules, a line each."""
    return [
        say("season.line", lang, code=code, severity=say(f"season.{one.severity}", lang), reason=one.reason, by=one.by)
        for code, one in sorted(settings.items())
    ]  # fmt: skip


def _joined(keys: Sequence[str], counts: Mapping[Any, int], lang: Lang) -> str:
    return say("comma", lang).join(say(f"count.{key}", lang, count=counts[key]) for key in keys)
