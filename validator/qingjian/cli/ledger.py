"""qingjian ledger: what came in, what was said of it, what was decided"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from qingjian.catalog.tables import table
from qingjian.cli import exits, screen
from qingjian.cli.grammar import Command, Group, Misuse, shared
from qingjian.cli.words import lang, say
from qingjian.reporters.safe import visible
from qingjian.reporters.wording import say as word

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
FILE: Final = Path(table("season.json")["places"]["ledger"])
COMMANDS: Final = {
    "init": "ledger:init",
    "add": "ledger:add",
    "status": "ledger:status",
    "history": "ledger:history",
    "search": "ledger:search",
    "explain": "ledger_decide:explain",
    "reply": "ledger_reply:reply",
    "waive": "ledger_decide:waive",
    "return": "ledger_decide:return_",
    "accept": "ledger_decide:accept",
    "note": "ledger_decide:note",
    "export": "ledger_keep:export",
    "verify": "ledger_keep:verify",
    "backup": "ledger_keep:backup",
    "restore": "ledger_keep:restore",
}

command: Final = shared(Group("ledger", COMMANDS, no_args_is_help=True))


def on_ledger(function: Decorated) -> Decorated:
    """--ledger: which file."""
    return click.option("--ledger", "ledger", type=click.Path(path_type=Path), default=FILE)(function)


def opened(ledger: Path, by: str | None = None) -> Any:
    """The ledger, and who is at work: by name, else as the system knows the user."""
    from qingjian.api.ledger import Ledger  # noqa: PLC0415

    return Ledger(ledger, by or user())


def day(text: str | None) -> date | None:
    """A date as it is written on a form: 2025-01-31."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text.replace("/", "-").replace(".", "-"))
    except ValueError as problem:
        raise Misuse(say("errors.date", value=text)) from problem


@click.command("init", cls=Command)
@click.option("--year", type=click.IntRange(min=2000, max=2100))
@click.option("--deadline")
@click.option("--season", type=click.Path(path_type=Path))
@click.option("--units", type=click.Path(path_type=Path))
@click.option("--by")
@on_ledger
@shared
def init(
    *,
    year: int | None,
    deadline: str | None,
    season: Path | None,
    units: Path | None,
    by: str | None,
    ledger: Path,
) -> int:
    from qingjian.api.units import roster  # noqa: PLC0415

    expected = roster(season, units)
    opened(ledger, by).declare(
        year=year, deadline=day(deadline), units=None if expected is None else expected.units
    )
    screen.note(say("said.declared", path=ledger))
    return exits.PASSED


@click.command("add", cls=Command)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--season", type=click.Path(path_type=Path))
@click.option("--jobs", type=click.IntRange(min=1))
@click.option("--by")
@on_ledger
@shared
def add(
    *, paths: tuple[Path, ...], season: Path | None, jobs: int | None, by: str | None, ledger: Path
) -> int:
    from qingjian.api.ledger_lines import difference_lines  # noqa: PLC0415

    progress = screen.Progress()
    try:
        done = opened(ledger, by).add(paths, season=season, jobs=jobs, progress=progress)
    finally:
        progress.close()
    for one in done:
        state = word(f"status.{one.status}", lang())
        what = word(f"ledger.what.{one.what}", lang())
        unit = one.unit or word("ledger.nobody", lang())
        screen.out(visible(f"{what}  {unit}  {one.path}  {state}  #{one.seq}"))
        if one.difference is not None:
            for line in difference_lines(one.difference, lang(), is_rejudged=one.what == "rejudged"):
                screen.out("  " + visible(line))
    if not done:
        raise Misuse(say("errors.nothing"))
    fresh = sum(one.what in {"received", "resubmitted"} for one in done)
    screen.note(say("said.recorded", count=len(done), fresh=fresh))
    worst = {one.status for one in done}
    return (
        exits.UNUSABLE if "unreadable" in worst else exits.RETURNED if "returned" in worst else exits.PASSED
    )


@click.command("status", cls=Command)
@click.option("--overdue", is_flag=True)
@on_ledger
@shared
def status(overdue: bool, ledger: Path) -> int:
    from qingjian.api.ledger_lines import STATUS, status_lines  # noqa: PLC0415
    from qingjian.reporters.columns import aligned  # noqa: PLC0415

    found = opened(ledger).status()
    shown = [one for one in found if one.is_overdue or not overdue]
    kept = (1, 2, 3, 4, *range(8, len(STATUS)))
    rows = [[str(line.cells[at]) for at in kept] for line in status_lines(shown, lang())]
    head = [word(STATUS[at].caption, lang()) for at in kept]
    screen.out(aligned([head, *rows]))
    late = sum(one.is_overdue for one in found)
    done = sum(one.state == "accepted" for one in found)
    screen.note(say("said.units", units=len(found), done=done, late=late))
    return exits.RETURNED if late else exits.PASSED


@click.command("history", cls=Command)
@click.argument("unit")
@on_ledger
@shared
def history(unit: str, ledger: Path) -> int:
    from qingjian.api.ledger_lines import recorded_lines, told  # noqa: PLC0415

    for event in opened(ledger).history(unit):
        kind = word(f"ledger.kind.{event.kind}", lang())
        screen.out(visible(f"#{event.seq}  {event.at}  {kind}  {event.who}  {told(event, lang())}"))
        for line in recorded_lines(event, lang()):
            screen.out("  " + visible(line))
    return exits.PASSED


@click.command("search", cls=Command)
@click.argument("text", nargs=-1, required=True)
@on_ledger
@shared
def search(text: tuple[str, ...], ledger: Path) -> int:
    found = opened(ledger).search(" ".join(text), lang())
    for one in found:
        screen.out(visible(f"#{one.seq}  {one.unit}  {one.code}  {one.sheet}!{one.cell}  {one.message}"))
    screen.note(say("said.found", count=len(found)))
    return exits.PASSED


def user() -> str:
    """The name of whoever is logged in; empty where the system knows none."""
    import getpass  # noqa: PLC0415

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such name in a container
        return ""


__all__ = ["COMMANDS", "command", "day", "on_ledger", "opened", "user"]
