"""One line that sums a report up, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping

from qingjian.catalog.messages import Lang
from qingjian.model.verdict import Report
from qingjian.reporters.wording import say

_ALWAYS = ("files", "passed", "returned")
_IF_ANY = ("attachment", "unreadable")
_FINDINGS = ("mandatory", "verify", "advice")


def summary(found: Report, lang: Lang) -> str:
    """How many files, how they fared, how many findings."""
    counts = found.counts()
    files = [key for key in (*_ALWAYS, *_IF_ANY) if key in _ALWAYS or counts[key]]
    findings = [key for key in _FINDINGS if counts[key]]
    parts = [_joined(keys, counts, lang) for keys in (files, findings) if keys]
    return say("semicolon", lang).join(parts) + say("full_stop", lang)


def findings_summary(mandatory: int, verify: int, advice: int, lang: Lang) -> str:
    """The counts of one file."""
    counts = {"mandatory": mandatory, "verify": verify, "advice": advice}
    keys = [key for key in _FINDINGS if counts[key]]
    return _joined(keys, counts, lang) + say("full_stop", lang) if keys else say("clean", lang)


def next_steps(found: Report, lang: Lang) -> list[str]:
    """What to do now, the most pressing first."""
    counts = found.counts()
    steps = [key for key in ("unreadable",) if counts[key]]
    worst = next((key for key in _FINDINGS if counts[key]), None)
    if worst is not None:
        steps.append(worst)
    elif counts["passed"]:
        steps.append("passed")
    return [say(f"next.{step}", lang) for step in steps or ["nothing"]]


def _joined(keys: list[str], counts: Mapping[str, int], lang: Lang) -> str:
    return say("comma", lang).join(say(f"count.{key}", lang, count=counts[key]) for key in keys)
