"""qingjian season intake|recheck|status: what came in, what is said of it, who is missing"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from qingjian.cli import exits, screen
from qingjian.cli.grammar import Command, shared
from qingjian.cli.ledger import user
from qingjian.cli.season import FOLDER
from qingjian.cli.words import lang, say
from qingjian.reporters.safe import visible
from qingjian.reporters.wording import say as word
from qingjian.reporters.wording import write_refusal

if TYPE_CHECKING:
    from qingjian.api.season_changes import Changed, Counted
    from qingjian.api.season_intake import Taken
    from qingjian.api.season_status import Today

_STANDINGS: Final = ("mandatory", "verify", "advice")


@click.command("intake", cls=Command)
@FOLDER
@click.option("--jobs", type=click.IntRange(min=1))
@click.option("--by")
@shared
def intake(*, season_folder: Path, jobs: int | None, by: str | None) -> int:
    found = _taken(season_folder, jobs, by)
    for one in found.outcomes:
        if one.what != "seen":
            what, state = word(f"ledger.what.{one.what}", lang()), word(f"status.{one.status}", lang())
            screen.out(visible(f"{what}  {one.unit or word('ledger.nobody', lang())}  {one.path}  {state}"))
    fresh = sum(one.what in {"received", "resubmitted"} for one in found.outcomes)
    screen.note(say("said.recorded", count=len(found.outcomes), fresh=fresh))
    _tell(found)
    worst = {one.status for one in found.outcomes if one.what != "seen"}
    return (
        exits.UNUSABLE if "unreadable" in worst else exits.RETURNED if "returned" in worst else exits.PASSED
    )


@click.command("recheck", cls=Command)
@FOLDER
@click.option("--jobs", type=click.IntRange(min=1))
@click.option("--by")
@shared
def recheck(*, season_folder: Path, jobs: int | None, by: str | None) -> int:
    found = _taken(season_folder, jobs, by)
    turned = sum(one.is_turned for one in found.changed)
    screen.note(say("season.rechecked", count=len(found.outcomes), changed=len(found.changed), turned=turned))
    _tell(found)
    return exits.RETURNED if found.changed else exits.PASSED


@click.command("status", cls=Command)
@FOLDER
@click.option("--overdue", is_flag=True)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@shared
def status(*, season_folder: Path, overdue: bool, format_: str) -> int:
    from qingjian.api.season_status import today  # noqa: PLC0415

    found = today(season_folder, who=user())
    late = found.counts()["overdue"]
    if format_ == "json":
        screen.out(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
    else:
        _table(found, overdue=overdue)
    return exits.RETURNED if late else exits.PASSED


def _table(found: Today, *, overdue: bool) -> None:
    from qingjian.reporters.columns import aligned  # noqa: PLC0415

    head = [
        word(f"ledger.column.{name}", lang()) for name in ("unit", "state", "overdue", "versions", "files")
    ]
    rows = [[*head, *(word(f"severity.{one}", lang()) for one in _STANDINGS), say("season.remark")]]
    for one in found.units:
        state = one.state
        if overdue and not state.is_overdue:
            continue
        remarks = [
            say("season.zero") if one.is_zero else "",
            "" if one.is_expected else say("season.unasked"),
            say("season.merged", names=say("words.listing").join(one.merged)) if one.merged else "",
        ]
        rows.append(
            [
                state.unit or word("ledger.nobody", lang()),
                word(f"ledger.state.{state.state}", lang()),
                word("ledger.overdue", lang()) if state.is_overdue else "",
                str(state.versions),
                str(state.files),
                *(str(state.counts.get(name, 0)) for name in _STANDINGS),
                say("words.listing").join(filter(None, remarks)),
            ]
        )
    screen.out(aligned(rows))
    counts = found.counts()
    key = "season.days_left" if found.days_left >= 0 else "season.days_over"
    screen.note(say(key, deadline=found.deadline, days=abs(found.days_left)))
    states = [name for name in counts if name not in {"units", "overdue", "zero"} and counts[name]]
    said = say("words.listing").join(
        f"{word(f'ledger.state.{name}', lang())} {counts[name]}" for name in states
    )
    screen.note(
        say("season.counted", units=counts["units"], states=said, late=counts["overdue"], zero=counts["zero"])
    )


def _taken(folder: Path, jobs: int | None, by: str | None) -> Taken:
    from qingjian.api.season_intake import intake as take  # noqa: PLC0415

    progress = screen.Progress()
    try:
        return take(folder, who=by or user(), jobs=jobs, progress=progress, lang=lang())
    finally:
        progress.close()


def _tell(found: Taken) -> None:
    """What both commands say in the end."""
    if found.is_ledger_new:
        screen.note(say("season.new_ledger"))
    for one in found.changed:
        for line in _changed(one):
            screen.out(visible(line))
    for unit, path in found.untouched:
        screen.note(say("season.untouched", unit=unit, path=path))
    for form in found.strange:
        year = form.year or "—"
        screen.note(say("season.strange", unit=form.unit, path=form.path, edition=form.edition, year=year))
    for unit, path in found.absent:
        screen.note(say("season.absent", unit=unit, path=path))
    for copy in found.copied:
        if copy.problem is not None:
            problem = write_refusal(copy.problem, lang())
            screen.note(say("said.not_annotated", path=copy.path, problem=problem))
    copies = [one.copy for one in found.copied if one.copy is not None]
    if copies:
        screen.note(say("season.copies", count=len(copies), folder=copies[0].parent.parent))
    for made in found.written:
        screen.note(say("said.written", path=made))


def _changed(one: Changed) -> Iterator[str]:
    before, after = (word(f"status.{state}", lang()) for state in (one.before, one.after))
    yield f"{one.unit or word('ledger.nobody', lang())}  {one.path}  {before} → {after}"
    for rule in one.rules:
        why = (
            "" if rule.setting is None else say("season.why", reason=rule.setting.reason, by=rule.setting.by)
        )
        yield f"  {rule.code}  {_counted(rule.before)} → {_counted(rule.after)}{why}"


def _counted(weights: Counted) -> str:
    if not weights:
        return say("season.none")
    return say("words.listing").join(
        f"{word(f'severity.{standing}', lang())} {count}" for standing, count in weights
    )
