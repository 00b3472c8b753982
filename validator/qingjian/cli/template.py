"""qingjian template: editions for their maintainers"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from qingjian.cli import exits, screen
from qingjian.cli.grammar import Command, Group, shared
from qingjian.cli.words import lang, say

COMMANDS: Final = {
    "list": "template:list_",
    "build": "template:build",
    "lint": "template:lint",
    "new": "template:new",
    "diff": "template:diff",
}

command: Final = shared(Group("template", COMMANDS, no_args_is_help=True))


@click.command("list", cls=Command)
@shared
def list_() -> int:
    from qingjian.api.templates import listed  # noqa: PLC0415
    from qingjian.reporters.columns import aligned  # noqa: PLC0415

    rows = [
        (one.id, f"{one.first}—{'' if one.last is None else one.last}", one.title) for one in listed(lang())
    ]
    screen.out(aligned(rows))
    return exits.PASSED


@click.command("build", cls=Command)
@click.argument("editions", nargs=-1)
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path())
@shared
def build(editions: tuple[str, ...], output: Path) -> int:
    from qingjian.api import templates  # noqa: PLC0415

    for edition in editions or templates.ids():
        screen.out(say("said.written", path=templates.build(edition, output)))
    return exits.PASSED


@click.command("lint", cls=Command)
@click.argument("editions", nargs=-1)
@shared
def lint(editions: tuple[str, ...]) -> int:
    from qingjian.api import templates  # noqa: PLC0415

    chosen = editions or templates.ids()
    remarks = templates.lint(chosen, lang())
    for remark in remarks:
        screen.out(f"{remark.edition}  {remark.path}  {remark.problem}\n  → {remark.remedy}")
    if remarks:
        screen.out(say("said.remarks", count=len(remarks)))
        return exits.RETURNED
    screen.out(say("said.no_remarks", count=len(chosen)))
    return exits.PASSED


@click.command("new", cls=Command)
@click.argument("edition")
@click.option("--from", "source", required=True)
@shared
def new(edition: str, source: str) -> int:
    from qingjian.api import templates  # noqa: PLC0415

    screen.out(templates.new(edition, source, lang()))
    return exits.PASSED


@click.command("diff", cls=Command)
@click.argument("old")
@click.argument("new")
@shared
def diff(old: str, new: str) -> int:
    from qingjian.api import templates  # noqa: PLC0415

    sentences = templates.diff(old, new, lang())
    screen.out("\n".join(sentences) if sentences else say("said.no_difference"))
    return exits.PASSED
