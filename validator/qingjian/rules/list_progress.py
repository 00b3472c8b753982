"""What a unit declares of listed firms, held against its own tables: contradictions, and what is overdue."""

from __future__ import annotations

from collections.abc import Iterator

from qingjian.catalog.followed import Followed, state_of
from qingjian.catalog.rules import RuleSpec
from qingjian.functions import names
from qingjian.model.finding import Finding, Place, Skipped
from qingjian.model.progress import Declared, State
from qingjian.named_tuple import NamedTuple
from qingjian.rules.companies import listed_in
from qingjian.rules.listing import UNFINISHED, Listed, among, concerns, index
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.view import View


class Told(NamedTuple):
    """A line about a listed firm, and the cell of 表2 that reports it as accepted, if one does."""

    declared: Declared
    state: State
    listed: Listed
    accepted: Place | None


def _is_followed(view: View, spec: RuleSpec) -> Skipped | None:
    is_in_vain = view.form.progress and not view.shared(concerns)
    return Skipped(spec.code, "no-list") if is_in_vain else None


def _told(view: View) -> Iterator[Told]:
    """The lines whose firm is on a list of the form's year and whose word is understood."""
    followed = tuple(one.followed for one in view.shared(concerns))
    if not view.form.progress or not followed:
        return
    known = index(tuple(one.id for one in followed))
    accepted = _accepted(view, followed)
    for declared in view.form.progress:
        listed, state = among(declared.name, known), state_of(declared.state)
        if listed is not None and state is not None:
            spelt = names.variants(declared.name) | names.variants(listed.name)
            places = (accepted[name] for name in sorted(spelt) if name in accepted)
            yield Told(declared, state, listed, next(places, None))


def _accepted(view: View, followed: tuple[Followed, ...]) -> dict[str, Place]:
    tables = dict.fromkeys(one.mandatory for one in followed)
    entries = (company.spot.entry for table in tables for company in listed_in(view, table))
    return {name: entry.place for entry in entries for name in names.variants(entry.text)}


@rule("QJ6007", precondition=_is_followed)
def progress_contradicts(view: View, spec: RuleSpec) -> Outcomes:
    """表2 reports a firm as accepted and the unit says otherwise, or the other way round."""
    for told in view.shared(_told):
        if told.accepted is not None and told.state not in ("accepted", "renamed"):
            yield _finding(spec, told, (told.accepted,), variant=None)
        elif told.accepted is None and told.state == "accepted" and _is_bound(view, told.listed.followed):
            yield _finding(spec, told, (), variant="not-there")


def _is_bound(view: View, followed: Followed) -> bool:
    return followed.mandatory in view.form.tables


@rule("QJ6008", precondition=_is_followed)
def overdue(view: View, spec: RuleSpec) -> Outcomes:
    """Firms that a list wanted finished by the end of a year and that are not: said once per list."""
    late: dict[str, list[Told]] = {}
    for told in view.shared(_told):
        is_late = told.listed.followed.unfinished_by is not None and told.accepted is None
        if is_late and told.state in UNFINISHED:
            late.setdefault(told.listed.followed.id, []).append(told)
    for lines in late.values():
        related = tuple(told.declared.place for told in lines)
        yield _finding(spec, lines[0], related, variant=None, count=str(len(lines)))


@rule("QJ6009", precondition=_is_followed)
def unknown_word(view: View, spec: RuleSpec) -> Outcomes:
    """A word that stands for no state: the firm is counted as the list has it. Said once per word."""
    found: dict[str, list[Declared]] = {}
    for declared in view.form.progress:
        if state_of(declared.state) is None:
            found.setdefault("".join(declared.state.split()), []).append(declared)
    for lines in found.values():
        yield spec.finding(
            lines[0].place,
            row=lines[0].name,
            value=lines[0].state,
            related=tuple(line.place for line in lines),
            count=str(len(lines)),
            offered=",".join(spec.args["offered"]),
        )


def _finding(
    spec: RuleSpec, told: Told, related: tuple[Place, ...], *, variant: str | None, **more: str
) -> Finding:
    listing = told.listed.followed.listing
    return spec.finding(
        told.declared.place,
        row=" ".join(told.declared.name.split()),
        value=told.declared.state,
        related=related,
        variant=variant,
        list=listing.title,
        annex=listing.document["annex"] or "",
        no=str(told.listed.row.no),
        year=str(told.listed.followed.unfinished_by or listing.year),
        **more,
    )
