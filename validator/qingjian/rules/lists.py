"""Companies against published lists: only what contradicts a list, or stands on none, is worth a word."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from qingjian.catalog.edition import Field
from qingjian.catalog.followed import followed as lists_followed
from qingjian.catalog.followed import reported_on
from qingjian.catalog.rules import RuleSpec
from qingjian.catalog.rules import rule as known_rule
from qingjian.functions import names, numbers
from qingjian.model.finding import Finding, Skipped
from qingjian.model.form import Entry
from qingjian.rules.companies import Company, company_field, listed_in
from qingjian.rules.deadlines import last_accepted
from qingjian.rules.lines import Line, Lines, Spot
from qingjian.rules.listing import Listed, among, concerns, index
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.sweep import each_line
from qingjian.rules.view import View

_VOLUNTARY: Final = "QJ6004"
_REASON: Final = "QJ6006"


def _is_followed(view: View, spec: RuleSpec) -> Skipped | None:
    """There is nothing to compare with where no list of the year has firms of the unit."""
    return None if view.shared(concerns) else Skipped(spec.code, "no-list")


def _accepted(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
    return company_field(block) if any(block.table == one.mandatory for one in lists_followed()) else ()


def _planned(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
    is_listed = any(block.table == one.voluntary for one in lists_followed())
    return company_field(block) if "method" in block.of_type or is_listed else ()


def _dated(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
    return tuple(field for field in block.fields if field.id == "last_accepted")


@rule("QJ6003", judged=_accepted, precondition=_is_followed)
def on_no_list(view: View, spec: RuleSpec) -> Outcomes:
    """A company accepted in the year that no list of the year has, in any area."""
    concerned = view.shared(concerns)
    known = index(tuple(one.followed.id for one in concerned))
    own = {area for one in concerned for area in one.areas}
    for table in dict.fromkeys(one.followed.mandatory for one in concerned):
        for company in listed_in(view, table):
            if among(company.spot.entry.text, known) is None:
                near = _nearest(company, known, own)
                yield company.spot.finding(
                    spec, variant="near" if near else None, listed=near.name if near else ""
                )


def _nearest(company: Company, known: Mapping[str, Listed], areas: set[str]) -> Listed | None:
    """The firm of the unit's own areas whose name is nearly the same."""
    for name, listed in known.items():
        if listed.area in areas:
            for own in company.names:
                if names.is_slip(own, name) or names.stem(own) == names.stem(name):
                    return listed
    return None


@rule(_VOLUNTARY, judged=_planned)
def mandatory_as_voluntary(view: View, spec: RuleSpec) -> Outcomes:
    """A firm on a list of mandatory audits that the form counts among the voluntary ones."""
    reported = reported_on(view.edition.id, view.form.parameters.report_year)
    known = index(tuple(one.id for one in reported))
    for tables in dict.fromkeys((one.mandatory, one.voluntary) for one in reported):
        yield from _among_voluntary(view, spec, tables, known)
    known = index(tuple(spec.args["lists"].get(view.edition.id, ())))
    for spot in view.met(_voluntary):
        listed = among(_name(spot.line), known)
        if listed is not None:
            yield _contradicts(spot, spec, listed)


def _among_voluntary(
    view: View, spec: RuleSpec, tables: tuple[str, str], known: Mapping[str, Listed]
) -> Iterator[Finding]:
    """A firm in both tables has a finding of its own, and its mandatory audit is there."""
    done = {name for company in listed_in(view, tables[0]) for name in company.names}
    for company in listed_in(view, tables[1]):
        listed = among(company.spot.entry.text, known)
        if listed is not None and done.isdisjoint(company.names):
            yield _contradicts(company.spot, spec, listed)


def _with_word(_view: View, lines: Lines) -> Iterator[int]:
    word = known_rule(_VOLUNTARY).args["voluntary"]
    for field in lines.block.of_type["method"]:
        yield from (row for row, text in enumerate(lines.stretch.texts(field.id)) if word in text)


@each_line(lambda _view, block: "method" in block.of_type, closer=_with_word)
def _voluntary(_view: View, line: Line) -> Iterator[Spot]:
    word = known_rule(_VOLUNTARY).args["voluntary"]
    for field in line.block.of_type["method"]:
        entry = line.entries.get(field.id)
        if entry is not None and word in entry.text:
            yield Spot(line, field, entry)


@rule("QJ6005", judged=_dated)
def accepted_though_unfinished(view: View, spec: RuleSpec) -> Outcomes:
    """A 验收 shortly before the day by which a list says that there was none."""
    known = index(tuple(spec.args["lists"]))
    for dated in view.met(last_accepted):
        listed = among(_name(dated.spot.line), known)
        by = listed.followed.unfinished_by if listed is not None else None
        if listed is not None and by is not None and by - spec.args["years"] < dated.year <= by:
            yield _contradicts(dated.spot, spec, listed)


def _reasoned(block: BlockPlan, _spec: RuleSpec | None = None) -> tuple[Field, ...]:
    return tuple(field for field in block.fields if field.id == "reason") if "method" in block.of_type else ()


@rule(_REASON, judged=_reasoned)
def reason_missing(view: View, spec: RuleSpec) -> Outcomes:
    """Mandatory audits without the reason for them: said once per table."""
    spots = view.met(_without_reason)
    if spots:
        related = tuple(spot.entry.place for spot in spots[1:])
        yield spots[0].finding(spec, related=related, count=str(len(spots)))


def _perhaps_without_reason(_view: View, lines: Lines) -> Iterator[int]:
    words = known_rule(_REASON).args["words"]
    for field in _reasoned(lines.block):
        for row, text in enumerate(lines.stretch.texts(field.id)):
            is_blank = not text[:1].isalnum()  # or begins with what is hardly a reason
            if is_blank or numbers.mark(text) is not None or "".join(text.split()) in words:
                yield row


@each_line(lambda _view, block: bool(_reasoned(block)), closer=_perhaps_without_reason)
def _without_reason(_view: View, line: Line) -> Iterator[Spot]:
    args = known_rule(_REASON).args
    method = next((line.entries.get(f.id) for f in line.block.fields if f.type == "method"), None)
    if method is None or args["mandatory"] not in "".join(method.text.split()) or not _name(line).strip():
        return
    for field in _reasoned(line.block):
        entry = line.entries.get(field.id)
        if entry is not None and _is_no_reason(entry, args["words"]):
            yield Spot(line, field, entry)


def _is_no_reason(entry: Entry, words: Collection[str]) -> bool:
    return entry.is_empty or entry.state == "na" or "".join(entry.text.split()) in words


def _name(line: Line) -> str:
    entry = line.entries.get(line.block.name or "")
    return entry.text if entry is not None else ""


def _contradicts(spot: Spot, spec: RuleSpec, listed: Listed) -> Finding:
    followed = listed.followed
    listing, by = followed.listing, followed.unfinished_by
    return spot.finding(
        spec,
        list=listing.title,
        annex=listing.document["annex"] or "",
        no=str(listed.row.no),
        year=str(by or listing.year),
    )
