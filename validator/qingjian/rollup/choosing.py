"""Which of the files that came in take part, and why the others do not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

from qingjian.catalog.editions import edition
from qingjian.model.digest import Roster
from qingjian.model.verdict import Verdict
from qingjian.named_tuple import NamedTuple
from qingjian.rollup.fitting import shares_figures
from qingjian.rollup.traced import Matter
from qingjian.rollup.ways import Lang, refused
from qingjian.rules.units import matched, place_of

Why = Literal[
    "attachment", "unreadable", "refused", "other-form", "another-year", "same-bytes", "superseded", "replaced",
    "returned", "sent-back", "several",
]  # fmt: skip


class Standing(NamedTuple):
    """What the ledger says of a unit."""

    sha256: str
    """Of its last version."""
    is_back: bool
    """That version was, or has to be, sent back."""


class Chosen(NamedTuple):
    """A file, its unit as the season calls it, and why it takes no part, if it takes none."""

    verdict: Verdict
    unit: str
    why: Why | None = None
    detail: str = ""


class Terms(NamedTuple):
    """What the choice goes by."""

    edition: str | None = None
    year: int | None = None
    roster: Roster | None = None
    ledger: Mapping[str, Standing] = {}
    """By unit, as the season calls it."""
    with_returned: bool = False


def target(verdicts: Sequence[Verdict], terms: Terms) -> str | None:
    """The edition of the result: the one asked for, else the one that most forms have."""
    if terms.edition is not None:
        return terms.edition
    ids = Counter(
        one.template.id for one in verdicts if one.template is not None and refused(one.template.id) is None
    )
    return min(ids, key=lambda name: (-ids[name], name)) if ids else None


def year(verdicts: Sequence[Verdict], edition_id: str, terms: Terms) -> int | None:
    """The report year of the result: the season's, else the one that most forms have."""
    if terms.year is not None:
        return terms.year
    years = Counter(one.report_year for one in verdicts if one.report_year and _fits(one, edition_id))
    return min(years, key=lambda number: (-years[number], -number)) if years else None


def chosen(
    verdicts: Sequence[Verdict], edition_id: str, terms: Terms, *, lang: Lang = "zh"
) -> tuple[Chosen, ...]:
    """Every file, those that take part in the order of the units."""
    when = year(verdicts, edition_id, terms)
    found = [_alone(one, edition_id, when, terms, lang) for one in sorted(verdicts, key=lambda one: one.path)]
    found = _without_copies(found)
    found = _latest(found, terms)
    order = {one.name: at for at, one in enumerate(terms.roster.units)} if terms.roster is not None else {}
    return tuple(sorted(found, key=lambda one: (order.get(one.unit, len(order)), one.unit, one.verdict.path)))


def undecided(picked: Sequence[Chosen]) -> tuple[Matter, ...]:
    """Units whose forms contradict each other, so that none takes part."""
    units = Counter(one.unit for one in picked if one.why == "several")
    return tuple(
        Matter("several", params={"unit": unit, "count": str(count)}) for unit, count in sorted(units.items())
    )


def _fits(verdict: Verdict, edition_id: str) -> bool:
    known = verdict.template
    return known is not None and refused(known.id) is None and shares_figures(known.id, edition_id)


def _alone(verdict: Verdict, edition_id: str, when: int | None, terms: Terms, lang: Lang) -> Chosen:
    """What the file by itself says about taking part."""
    unit = _unit(verdict, terms.roster)
    known = verdict.template
    if verdict.status in ("attachment", "unreadable") or known is None:
        return Chosen(verdict, unit, "unreadable" if verdict.status == "unreadable" else "attachment")
    reason = refused(known.id)
    if reason is not None:
        return Chosen(verdict, unit, "refused", reason[lang])
    if not shares_figures(known.id, edition_id):
        return Chosen(verdict, unit, "other-form", edition(known.id).title[lang])
    if when is not None and verdict.report_year is not None and verdict.report_year != when:
        return Chosen(verdict, unit, "another-year", str(verdict.report_year))
    return Chosen(verdict, unit)


def _unit(verdict: Verdict, roster: Roster | None) -> str:
    """As the season calls it, else as the file does, else the file's own name."""
    said = verdict.unit or (verdict.digest.unit if verdict.digest is not None else None)
    expected = matched(said, roster) if said and roster is not None else None
    if expected is not None:
        return expected.name
    return said or verdict.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _without_copies(found: Sequence[Chosen]) -> list[Chosen]:
    first: dict[str, str] = {}
    kept: list[Chosen] = []
    for one in found:
        path = first.setdefault(one.verdict.sha256 or one.verdict.path, one.verdict.path)
        is_copy = one.why is None and path != one.verdict.path
        kept.append(one._replace(why="same-bytes", detail=path) if is_copy else one)
    return kept


def _latest(found: Sequence[Chosen], terms: Terms) -> list[Chosen]:
    """One version of each unit: the ledger's last; without a ledger the only one that need not go back."""
    by_unit: dict[str, list[Chosen]] = defaultdict(list)
    for one in found:
        if one.why is None:
            by_unit[place_of(one.unit)].append(one)
    settled = {
        id(one): after
        for group in by_unit.values()
        for one, after in zip(group, _of_unit(group, terms), strict=True)
    }
    return [settled.get(id(one), one) for one in found]


def _of_unit(group: Sequence[Chosen], terms: Terms) -> list[Chosen]:
    known = terms.ledger.get(group[0].unit)
    if known is not None and any(one.verdict.sha256 == known.sha256 for one in group):
        return [_by_ledger(one, known, terms) for one in group]
    fit = [one for one in group if terms.with_returned or not one.verdict.number_of("mandatory")]
    result: list[Chosen] = []
    for one in group:
        if one not in fit:
            later = Chosen(one.verdict, one.unit, "replaced")
            back = Chosen(one.verdict, one.unit, "returned", str(one.verdict.number_of("mandatory")))
            result.append(later if len(fit) == 1 else back)
        else:
            result.append(one if len(fit) == 1 else one._replace(why="several"))
    return result


def _by_ledger(one: Chosen, known: Standing, terms: Terms) -> Chosen:
    if one.verdict.sha256 != known.sha256:
        return one._replace(why="superseded")
    return one._replace(why="sent-back") if known.is_back and not terms.with_returned else one
