"""The findings of a file as items: each with those that follow from it, and what to say of the cells to suspect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from qingjian.catalog.messages import Lang, reason
from qingjian.model.finding import STANDINGS, Finding, Place, Skipped, Standing
from qingjian.model.verdict import Verdict
from qingjian.named_tuple import NamedTuple
from qingjian.reporters.wording import say

_PLACED: Final = frozenset({"parts-unreadable", "table-not-bound", "pair-incomplete"})
"""Reasons whose detail is the place where they arose."""
_FEW: Final = 5


class Item(NamedTuple):
    """One finding and its consequences, in the order of the file."""

    finding: Finding
    follow: tuple[Finding, ...] = ()


def items(verdict: Verdict) -> Mapping[Standing, Sequence[Item]]:
    """The items of a file, the worst first; no entry for a standing that none has."""
    follow: dict[int, list[Finding]] = {}
    for finding in verdict.findings:
        if finding.cause:
            follow.setdefault(finding.cause, []).append(finding)
    found: dict[Standing, list[Item]] = {standing: [] for standing in STANDINGS}
    for number, finding in enumerate(verdict.findings, 1):
        if not finding.cause:
            found[finding.standing].append(Item(finding, tuple(follow.get(number, ()))))
    return {standing: _heaviest_first(one) for standing, one in found.items() if one}


def _heaviest_first(items: Sequence[Item]) -> Sequence[Item]:
    """In the order of the file, but those of one rule that say what they weigh change places among themselves."""
    by_rule: dict[str, list[Item]] = {}
    for item in items:
        if "effect" in item.finding.params:
            by_rule.setdefault(item.finding.code, []).append(item)
    ranked = {
        code: iter(sorted(some, key=lambda one: Decimal(one.finding.params["effect"]), reverse=True))
        for code, some in by_rule.items()
    }
    return [next(ranked[item.finding.code]) if "effect" in item.finding.params else item for item in items]


def by_sheet(items: Sequence[Item]) -> Mapping[str, Sequence[Item]]:
    """The items of each sheet together, sheets in the order of their first item."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.finding.place.sheet, []).append(item)
    return found


def capped(items: Sequence[Item], most: int) -> tuple[Sequence[Item], Mapping[str, int]]:
    """At most so many items of each rule, and of each rule how many are left out."""
    seen: Counter[str] = Counter()
    shown: list[Item] = []
    for item in items:
        seen[item.finding.code] += 1
        if seen[item.finding.code] <= most:
            shown.append(item)
    return shown, {code: count - most for code, count in seen.items() if count > most}


def heading(standing: Standing, items: Sequence[Item], lang: Lang) -> str:
    """How many of them, and what is to be done about them."""
    meaning = say(f"severity_meaning.{standing}", lang)
    follow = sum(len(item.follow) for item in items)
    if follow:
        meaning = say("and_follow", lang, meaning=meaning, count=follow)
    return say("heading", lang, severity=say(f"severity.{standing}", lang), count=len(items), meaning=meaning)


def unrun(skipped: Sequence[Skipped], lang: Lang) -> Sequence[tuple[str, str]]:
    """Rules that could not run, those of one reason together: their codes, and the reason with its places."""
    codes: dict[str, dict[str, None]] = {}
    details: dict[str, dict[str, None]] = {}
    for one in skipped:
        kind = one.reason if one.reason in _PLACED else f"{one.reason} {one.detail}"
        codes.setdefault(kind, {})[one.code] = None
        details.setdefault(kind, {})[one.detail] = None
    return [
        (" ".join(named), reason(Skipped("", kind.split()[0], _listed(list(details[kind]), lang)), lang))
        for kind, named in codes.items()
    ]


def _listed(details: Sequence[str], lang: Lang) -> str:
    if len(details) <= _FEW:
        return say("comma", lang).join(details)
    return say("and_others", lang, places=say("comma", lang).join(details[:_FEW]), count=len(details))


def remarks(finding: Finding, verdict: Verdict, lang: Lang) -> Sequence[str]:
    """What stands beside a finding's sentence: cells to suspect, the filer's words, a season's doing."""
    said: list[str] = []
    if finding.suspects:
        places = _places(finding.suspects, finding.place, lang)
        said.append(say("suspect.one" if len(finding.suspects) == 1 else "suspect.any", lang, places=places))
    if finding.entangled:
        others = (verdict.findings[number - 1] for number in finding.entangled)
        named = [f"{address(one.place, finding.place)} {one.code}" for one in others]
        said.append(say("suspect.none", lang, places=say("comma", lang).join(named)))
    if finding.explanation is not None:
        said.append(say("explained_as", lang, text=finding.explanation))
    if finding.waiver is not None:
        said.append(say("waived_as", lang, reason=finding.waiver.reason, name=finding.waiver.name))
    if finding.demoted_from is not None:
        said.append(say("demoted", lang, severity=say(f"severity.{finding.demoted_from}", lang)))
    return said


def address(place: Place, beside: Place) -> str:
    """A cell, with its sheet where that is another one."""
    return place.address if place.sheet == beside.sheet else f"{place.sheet}!{place.address}"


def _places(places: Sequence[Place], beside: Place, lang: Lang) -> str:
    return say("comma", lang).join(address(place, beside) for place in places)
