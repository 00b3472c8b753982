"""qingjian notice: what goes back to units, with the reasons and a column for replies"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qingjian.cli import exits, screen
from qingjian.cli.grammar import Command, shared
from qingjian.cli.ledger import day, opened
from qingjian.cli.words import lang, say
from qingjian.reporters.safe import visible
from qingjian.reporters.wording import refusal, write_refusal
from qingjian.reporters.wording import say as word

if TYPE_CHECKING:
    from qingjian.api.notices import Outgoing, Parcel


@click.command("notice", cls=Command)
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.argument("unit", default="")
@click.option("-o", "--output", type=click.Path(path_type=Path))
@click.option("--season", type=click.Path(path_type=Path))
@click.option("--ledger", type=click.Path(path_type=Path))
@click.option("--deadline")
@click.option("--record", is_flag=True)
@click.option("--by")
@click.option("--jobs", type=click.IntRange(min=1))
@shared
def command(
    *,
    path: Path,
    unit: str,
    output: Path | None,
    season: Path | None,
    ledger: Path | None,
    deadline: str | None,
    record: bool,
    by: str | None,
    jobs: int | None,
) -> int:
    from qingjian.api.notices import at_season, desk, outgoing, recorded, returned_to, save  # noqa: PLC0415

    season, ledger = at_season(path, season, ledger)
    at = desk(season, deadline=day(deadline), lang=lang())
    progress = screen.Progress()
    try:
        found = outgoing(path, at, unit=unit, season=season, ledger=ledger, jobs=jobs, progress=progress)
    finally:
        progress.close()
    folder = output or returned_to(season)
    for parcel in found.parcels:
        _say(parcel, save(parcel, folder))
    _say_left(found)
    if not found.parcels:
        screen.note(say("said.no_notice"))
    elif record:
        for name in recorded(found, opened(ledger, by) if ledger else None):
            screen.note(say("said.returned", unit=visible(name)))
    elif ledger is not None:
        screen.note(say("said.not_recorded"))
    return exits.PASSED


def _say(parcel: Parcel, written: tuple[Path, ...]) -> None:
    from qingjian.errors import CannotWrite  # noqa: PLC0415
    from qingjian.model.verdict import Reason  # noqa: PLC0415

    unit = parcel.unit or word("ledger.nobody", lang())
    screen.out(visible(f"{unit}  {parcel.path}"))
    for path in written:
        screen.out(f"  {path}")
    problem = parcel.uncopied
    if problem is not None:
        told = (
            write_refusal(problem, lang())
            if isinstance(problem, CannotWrite)
            else refusal(Reason(problem.code, problem.detail), lang())
        )
        screen.note(say("said.not_annotated", path=visible(parcel.path), problem=told))


def _say_left(found: Outgoing) -> None:
    for one in found.left:
        screen.note(say(f"said.left_{one.why}", unit=visible(one.unit or one.path), path=visible(one.path)))
