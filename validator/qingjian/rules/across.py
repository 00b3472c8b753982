"""Rules that need every file of a batch: who is missing, who reported twice, whose companies meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

from qingjian.catalog.rules import RuleSpec, rules
from qingjian.catalog.tables import table
from qingjian.functions import names
from qingjian.model.digest import Digest, Named, Roster
from qingjian.model.finding import Place
from qingjian.model.season import NO_SETTINGS, Settings
from qingjian.model.verdict import CrossFinding, Verdict
from qingjian.named_tuple import NamedTuple
from qingjian.rules.registry import ACROSS
from qingjian.rules.units import matched, missing, place_of

_MOST: Final = 1_000
"""Findings of one rule; nobody reads more, and a wrong folder must not fill the page."""

Spots = tuple[tuple[str, Place], ...]


class Told(NamedTuple):
    """A company in one file."""

    path: str
    digest: Digest
    table: str
    named: Named

    @property
    def spot(self) -> tuple[str, Place]:
        return self.path, self.named.place


class Batch:
    """Every file that came in, and the units that have to report."""

    def __init__(self, files: Iterable[Verdict], roster: Roster | None = None) -> None:
        self.files = tuple(files)
        self.roster = roster

    def forms(self) -> Iterator[tuple[Verdict, Digest]]:
        """The forms among the files, with what they tell."""
        for file in self.files:
            if file.digest is not None:
                yield file, file.digest

    @cached_property
    def last(self) -> tuple[tuple[Verdict, Digest], ...]:
        """Forms without those of which the same bytes came before."""
        seen: dict[str, tuple[Verdict, Digest]] = {}
        for file, digest in self.forms():
            seen.setdefault(file.sha256 or file.path, (file, digest))
        return tuple(seen.values())

    def companies(self, tables: Collection[str]) -> Iterator[Told]:
        """Companies of some tables in every form, equal files once."""
        for file, digest in self.last:
            for name, listed in digest.lists.items():
                if name in tables:
                    yield from (Told(file.path, digest, name, one) for one in listed)


Check = Callable[[Batch, RuleSpec], Iterator[CrossFinding]]
CHECKS: Final[dict[str, Check]] = {}
"""Code → what finds it."""


def across(
    files: Sequence[Verdict],
    roster: Roster | None = None,
    *,
    only: Collection[str] | None = None,
    skip: Collection[str] = (),
    season: Settings = NO_SETTINGS,
) -> tuple[CrossFinding, ...]:
    """What all files together show, rule by rule."""
    batch = Batch(files, roster)
    found: list[CrossFinding] = []
    for spec in rules():
        if spec.kind != ACROSS or spec.status == "withdrawn" or not _is_chosen(spec.code, only, skip):
            continue
        setting = season.get(spec.code)
        if setting is not None and setting.severity == "off":
            continue
        weight = None if setting is None or setting.severity == "off" else setting.severity
        for number, one in enumerate(CHECKS[spec.code](batch, spec)):
            if number == _MOST:
                break
            found.append(one if weight is None else one._replace(severity=weight))
    return tuple(found)


def _is_chosen(code: str, only: Collection[str] | None, skip: Collection[str]) -> bool:
    if only is not None and not any(code.startswith(one) for one in only):
        return False
    return not any(code.startswith(one) for one in skip)


def _rule(code: str) -> Callable[[Check], Check]:
    def register(check: Check) -> Check:
        CHECKS[code] = check
        return check

    return register


def _finding(
    spec: RuleSpec, where: Iterable[tuple[str, Place]], *, variant: str = "", **params: str
) -> CrossFinding:
    severity = spec.worded(variant or None).severity
    return CrossFinding(
        spec.code, severity, tuple(where), {**params, **({"variant": variant} if variant else {})}
    )


def _tables(role: str) -> tuple[str, ...]:
    return tuple(table("across.json")["tables"][role])


def _joined(texts: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(texts))


@_rule("QJ8001")
def unit_missing(batch: Batch, spec: RuleSpec) -> Iterator[CrossFinding]:
    """Nothing came from a unit that has to report."""
    if batch.roster is not None:
        units = [digest.unit for _, digest in batch.forms() if digest.unit]
        for expected in missing(units, batch.roster):
            yield _finding(spec, [(batch.roster.path, Place())], unit=expected.name)


@_rule("QJ8002")
def unit_unknown(batch: Batch, spec: RuleSpec) -> Iterator[CrossFinding]:
    """A form of nobody who has to report."""
    if batch.roster is not None:
        for file, digest in batch.forms():
            if digest.unit is None:
                yield _finding(spec, [(file.path, Place())], variant="nameless")
            elif matched(digest.unit, batch.roster) is None:
                yield _finding(spec, [(file.path, Place())], unit=digest.unit)


@_rule("QJ8003")
def reported_twice(batch: Batch, spec: RuleSpec) -> Iterator[CrossFinding]:
    """Several forms of one unit for one year and edition."""
    groups: dict[tuple[str, int | None, str], list[Verdict]] = defaultdict(list)
    for file, digest in batch.forms():
        if digest.unit:
            groups[_unit(digest.unit, batch.roster), digest.year, digest.edition].append(file)
    for (unit, _, _), files in groups.items():
        if len(files) > 1:
            where = [(file.path, Place()) for file in files]
            same = len({file.sha256 for file in files}) == 1
            yield _finding(spec, where, variant="same" if same else "", unit=unit, count=str(len(files)))


@_rule("QJ8004")
def shared_company(batch: Batch, spec: RuleSpec) -> Iterator[CrossFinding]:
    """One company among the finished audits of two units."""
    for told in _by_name(batch.companies(_tables("completed"))):
        units = {_unit(one.digest.unit, batch.roster) for one in told if one.digest.unit}
        years = {one.digest.year for one in told}
        if len(units) > 1 and len(years) == 1:
            yield _finding(
                spec, (one.spot for one in told), company=told[0].named.name, units=_joined(sorted(units))
            )


@_rule("QJ8005")
def two_names(batch: Batch, spec: RuleSpec) -> Iterator[CrossFinding]:
    """One credit code with two names, or a name that only another file's bracket explains."""
    codes: dict[str, list[Told]] = defaultdict(list)
    for told in batch.companies(_tables("all")):
        if told.named.code:
            codes[told.named.code].append(told)
    for code, coded in codes.items():
        written = {names.stem(names.parse(one.named.name).normal) for one in coded}
        if len(written) > 1:
            yield _finding(
                spec,
                (one.spot for one in coded),
                variant="code",
                code=code,
                names=_joined(one.named.name for one in coded),
            )
    for same in _by_name(batch.companies(_tables("all"))):
        plain = {names.parse(one.named.name).normal for one in same}
        if len(plain) > 1 and len({one.path for one in same}) > 1:
            yield _finding(spec, (one.spot for one in same), names=_joined(one.named.name for one in same))


@_rule("QJ8006")
def planned_and_done(batch: Batch, spec: RuleSpec) -> Iterator[CrossFinding]:
    """On the plan for a year, and already accepted in a year before it."""
    done = {
        name: one
        for one in batch.companies(_tables("completed"))
        for name in names.parse(one.named.name).names
    }
    for told in batch.companies(_tables("planned")):
        for name in sorted(names.parse(told.named.name).names):
            other = done.get(name)
            if other is not None and other.digest.year is not None:
                yield _finding(
                    spec, [told.spot, other.spot], company=told.named.name, year=str(other.digest.year)
                )
                break


def _by_name(companies: Iterable[Told]) -> Iterator[Sequence[Told]]:
    """Companies that share a name under which either is known, in more than one place."""
    group: dict[str, int] = {}
    members: dict[int, list[Told]] = {}
    for number, one in enumerate(companies):
        known = names.parse(one.named.name).names
        old = sorted({group[name] for name in known if name in group})
        home = old[0] if old else number
        members.setdefault(home, [])
        for other in old[1:]:
            members[home].extend(members.pop(other))
            group.update((name, home) for name, at in group.items() if at == other)
        members[home].append(one)
        group.update(dict.fromkeys(known, home))
    return (told for told in members.values() if len(told) > 1)


def _unit(unit: str, roster: Roster | None) -> str:
    """One name for a unit, however its files write it."""
    expected = matched(unit, roster) if roster is not None else None
    return expected.name if expected is not None else place_of(unit)
