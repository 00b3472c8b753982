"""qingjian ledger reply: what units wrote into the notices that came back"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qingjian.cli import exits, screen
from qingjian.cli.grammar import Command, Misuse, shared
from qingjian.cli.ledger import day, on_ledger, opened
from qingjian.cli.words import lang, say
from qingjian.reporters.safe import visible

if TYPE_CHECKING:
    from qingjian.api.replies import Answered

_RECORDED = frozenset({"explained", "known", "noted"})


@click.command("reply", cls=Command)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--unit", default="")
@click.option("--from", "name", default="")
@click.option("--on")
@click.option("--by")
@on_ledger
@shared
def reply(
    *, paths: tuple[Path, ...], unit: str, name: str, on: str | None, by: str | None, ledger: Path
) -> int:
    from qingjian.api.replies import reply as put_on_record  # noqa: PLC0415

    given = day(on)
    done = put_on_record(
        opened(ledger, by), paths, unit=unit, name=name, on=str(given) if given else "", lang=lang()
    )
    if not done:
        raise Misuse(say("errors.nothing"))
    return max(_said(one) for one in done)


def _said(one: Answered) -> int:
    """What became of the replies of one file; gives an exit code."""
    from qingjian.api.replies import told  # noqa: PLC0415
    from qingjian.cli.app import sentence  # noqa: PLC0415

    if one.problem is not None:
        screen.note(f"{one.path}: {sentence(one.problem)}")
        return exits.UNUSABLE
    screen.out(visible(f"{one.unit}  {one.path}  {one.name}  {one.on}"))
    for place, text, outcome in told(one, lang()):
        screen.out("  " + visible(f"{place}  {text}  → {outcome}"))
    kept = sum(reply.outcome in _RECORDED for reply in one.replies)
    refused = len(one.replies) - kept + len(one.refused)
    screen.note(say("said.replied", kept=kept, refused=refused))
    return exits.RETURNED if refused else exits.PASSED
