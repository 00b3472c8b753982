"""qingjian ledger explain|waive|return|accept|note: decisions about a unit's last version"""

from __future__ import annotations

from pathlib import Path

import click

from qingjian.cli import exits, screen
from qingjian.cli.grammar import Command, shared
from qingjian.cli.ledger import day, on_ledger, opened
from qingjian.cli.words import say
from qingjian.reporters.safe import visible


@click.command("explain", cls=Command)
@click.argument("unit")
@click.argument("code")
@click.argument("text")
@click.option("--cell", default="")
@click.option("--from", "name", required=True)
@click.option("--on")
@click.option("--by")
@on_ledger
@shared
def explain(
    *, unit: str, code: str, text: str, cell: str, name: str, on: str | None, by: str | None, ledger: Path
) -> int:
    return _recorded(opened(ledger, by).explain(unit, code, text, cell=cell, name=name, on=day(on)))


@click.command("waive", cls=Command)
@click.argument("unit")
@click.argument("code")
@click.option("--cell", default="")
@click.option("--reason", required=True)
@click.option("--by", required=True)
@click.option("--withdraw", is_flag=True)
@on_ledger
@shared
def waive(*, unit: str, code: str, cell: str, reason: str, by: str, withdraw: bool, ledger: Path) -> int:
    return _recorded(opened(ledger, by).waive(unit, code, reason, cell=cell, name=by, is_withdrawn=withdraw))


@click.command("return", cls=Command)
@click.argument("unit")
@click.option("--text", default="")
@click.option("--by")
@on_ledger
@shared
def return_(unit: str, text: str, by: str | None, ledger: Path) -> int:
    return _recorded(opened(ledger, by).send_back(unit, text=text))


@click.command("accept", cls=Command)
@click.argument("unit")
@click.option("--by", required=True)
@click.option("--reason", default="")
@on_ledger
@shared
def accept(unit: str, by: str, reason: str, ledger: Path) -> int:
    return _recorded(opened(ledger, by).accept(unit, name=by, reason=reason))


@click.command("note", cls=Command)
@click.argument("unit")
@click.argument("text")
@click.option("--by")
@on_ledger
@shared
def note(unit: str, text: str, by: str | None, ledger: Path) -> int:
    return _recorded(opened(ledger, by).note(unit, text))


def _recorded(unit: str) -> int:
    screen.note(say("said.noted", unit=visible(unit)))
    return exits.PASSED
