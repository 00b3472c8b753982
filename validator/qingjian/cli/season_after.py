"""qingjian season demote|replies|rollup|lists: a rule that is wrong, what units answer, the bureau's form, next year's list"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from qingjian.cli import exits, screen
from qingjian.cli.grammar import Command, shared
from qingjian.cli.season import FOLDER
from qingjian.cli.words import lang, say
from qingjian.reporters.safe import visible
from qingjian.reporters.wording import say as word


@click.command("demote", cls=Command)
@click.argument("code")
@click.option("--to", "weight", type=click.Choice(["verify", "advice", "off", "own"]), required=True)
@click.option("--reason", default="")
@click.option("--by", default="")
@click.option("--season", type=click.Path(path_type=Path), default=Path())
@shared
def demote(
    *, code: str, weight: Literal["verify", "advice", "off", "own"], reason: str, by: str, season: Path
) -> int:
    from qingjian.api.season_rules import demote as lessen  # noqa: PLC0415

    done = lessen(season, code, weight, reason=reason, by=by)
    screen.out(say("season.demoted", code=done.code, before=_weight(done.before), after=_weight(done.after)))
    screen.note(say("season.next_recheck", folder=season))
    return exits.PASSED


@click.command("replies", cls=Command)
@FOLDER
@click.option("--from", "name", default="")
@click.option("--by")
@shared
@click.pass_context
def replies(context: click.Context, /, *, season_folder: Path, name: str, by: str | None) -> int:
    from qingjian.api.season import folders  # noqa: PLC0415
    from qingjian.cli.ledger_reply import reply  # noqa: PLC0415

    places = folders(season_folder)
    code: int = context.invoke(
        reply, paths=(places.received,), unit="", name=name, on=None, by=by, ledger=places.ledger
    )
    return code


@click.command("rollup", cls=Command)
@FOLDER
@click.option("--rounded", is_flag=True)
@shared
@click.pass_context
def rollup(context: click.Context, /, *, season_folder: Path, rounded: bool) -> int:
    from qingjian.api.season import folders  # noqa: PLC0415
    from qingjian.api.season_issue import rolled_up_path  # noqa: PLC0415
    from qingjian.cli.rollup import command  # noqa: PLC0415

    target = rolled_up_path(season_folder)
    target.parent.mkdir(exist_ok=True)
    code: int = context.invoke(
        command,
        paths=(folders(season_folder).received,),
        output=target,
        season=season_folder,
        rounded=rounded,
    )
    return code


@click.command("lists", cls=Command)
@FOLDER
@click.option("-o", "--output", type=click.Path(path_type=Path))
@click.option("--jobs", type=click.IntRange(min=1))
@shared
def lists(*, season_folder: Path, output: Path | None, jobs: int | None) -> int:
    from qingjian.api.season_lists import draft  # noqa: PLC0415

    found = draft(season_folder, output, jobs=jobs)
    for one in found.carried:
        unsaid = "" if one.is_told else "  " + say("season.unsaid")
        unit = one.unit or word("ledger.nobody", lang())
        screen.out(visible(f"{one.kind}  {one.firm.area}  {one.firm.name}  {unit}{unsaid}"))
    screen.note(say("season.drafted", count=len(found.carried), done=len(found.firms) - len(found.carried)))
    for path in (found.workbook, found.data):
        screen.note(say("said.written", path=path))
    return exits.PASSED


def _weight(name: str) -> str:
    return say("season.off") if name == "off" else word(f"severity.{name}", lang())
