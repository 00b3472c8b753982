"""qingjian season: a bureau's year, from the forms that go out to the next list"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from qingjian.cli import exits, screen
from qingjian.cli.grammar import Command, Group, Misuse, shared
from qingjian.cli.ledger import day, user
from qingjian.cli.words import say
from qingjian.reporters.safe import visible

COMMANDS: Final = {
    "new": "season:new",
    "issue": "season:issue",
    "intake": "season_intake:intake",
    "status": "season_intake:status",
    "recheck": "season_intake:recheck",
    "demote": "season_after:demote",
    "replies": "season_after:replies",
    "rollup": "season_after:rollup",
    "lists": "season_after:lists",
}
_SHOWN: Final = 10
"""Companies without a unit that are named; they are as many as their area has."""

command: Final = shared(Group("season", COMMANDS, no_args_is_help=True))
FOLDER: Final = click.argument("season_folder", metavar="season_folder", type=click.Path(path_type=Path))


@click.command("new", cls=Command)
@FOLDER
@click.option("--year", type=click.IntRange(min=2000, max=2100), required=True)
@click.option("--edition", required=True)
@click.option("--name", required=True)
@click.option("--units", type=click.Path(path_type=Path), required=True)
@click.option("--deadline", required=True)
@click.option("--contact", default="")
@click.option("--factor")
@click.option("--document")
@click.option("--accepts", multiple=True)
@click.option("--list", "listed", multiple=True)
@click.option("--level", type=click.Choice(["district", "city", "province"]))
@click.option("--by")
@shared
def new(*, season_folder: Path, deadline: str, factor: str | None, document: str | None, **told: Any) -> int:
    from qingjian.api.season_new import Beginning, begin  # noqa: PLC0415

    last = day(deadline)
    if last is None:
        raise Misuse(say("errors.date", value=deadline))
    beginning = Beginning(
        year=told["year"],
        edition=told["edition"],
        name=told["name"],
        deadline=last,
        units=told["units"],
        contact=told["contact"],
        factor=_factor(factor, document),
        accepts=told["accepts"],
        lists=told["listed"],
        level=told["level"],
    )
    found = begin(season_folder, beginning, who=told["by"] or user())
    screen.out(
        say("season.begun", folder=season_folder, units=len(found.reporting()), deadline=found.deadline)
    )
    screen.note(say("season.next_issue", folder=season_folder))
    return exits.PASSED


@click.command("issue", cls=Command)
@FOLDER
@click.option("--previous", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True)
@click.option("--jobs", type=click.IntRange(min=1))
@shared
def issue(*, season_folder: Path, previous: Path | None, force: bool, jobs: int | None) -> int:
    from qingjian.api.season_issue import issue as give_out  # noqa: PLC0415

    found = give_out(season_folder, previous=previous, force=force, jobs=jobs)
    for one in found.forms:
        what = say(f"season.what.{one.what}")
        about = (
            say("season.zero") if one.is_zero else say("season.firms", count=one.firms) if one.firms else ""
        )
        parts = (what, one.unit, about, str(one.path.relative_to(season_folder)))
        screen.out(visible("  ".join(filter(None, parts))))
    kept = sum(one.what == "kept" for one in found.forms)
    screen.note(say("season.issued", count=len(found.forms) - kept, kept=kept))
    if kept:
        screen.note(say("season.spared", count=kept))
    if found.nobody:
        areas = dict.fromkeys(firm.area for firm in found.nobody)
        names = say("words.listing").join(list(areas)[:_SHOWN]) + (" …" if len(areas) > _SHOWN else "")
        screen.note(say("season.nobody", count=len(found.nobody), areas=names))
    for name in found.unused:
        screen.note(say("season.unused", path=name))
    return exits.PASSED


def _factor(written: str | None, document: str | None) -> dict[str, str] | None:
    """An id as `qingjian factor` prints it, or a value that stands in a document."""
    if written is None:
        return None
    if written.replace(".", "", 1).isdecimal():
        if not document:
            raise Misuse(say("season.no_document"))
        return {"value": written, "document": document}
    return {"id": written}


__all__ = ["COMMANDS", "FOLDER", "command"]
