"""qingjian explain"""

from __future__ import annotations

import click

from qingjian.cli import exits, screen
from qingjian.cli.grammar import Command, shared
from qingjian.cli.words import lang, say


@click.command("explain", cls=Command)
@click.argument("topics", nargs=-1)
@shared
def command(topics: tuple[str, ...]) -> int:
    from qingjian.api import explaining  # noqa: PLC0415
    from qingjian.reporters.columns import aligned  # noqa: PLC0415

    if not topics:
        screen.out(aligned(explaining.listed(lang())))
        screen.note(say("said.explain"))
        return exits.PASSED
    screen.out("\n".join(explaining.explain(topic, lang()) for topic in topics))
    return exits.PASSED
