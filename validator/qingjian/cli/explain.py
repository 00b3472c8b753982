"""qingjian explain: rules, editions, tables, fields, factors and terms"""

from __future__ import annotations

from typing import Literal

import click

from qingjian.cli import exits, screen
from qingjian.cli.grammar import Command, shared
from qingjian.cli.words import lang, say


@click.command("explain", cls=Command)
@click.argument("topics", nargs=-1)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@shared
def command(topics: tuple[str, ...], format_: Literal["text", "json"]) -> int:
    from qingjian.api import explaining  # noqa: PLC0415
    from qingjian.reporters import article  # noqa: PLC0415
    from qingjian.reporters.columns import aligned  # noqa: PLC0415

    if not topics:
        screen.out(aligned(explaining.listed(lang())))
        screen.note(say("said.explain"))
        return exits.PASSED
    found = explaining.articles([word for topic in topics for word in topic.split()], lang())
    if format_ == "json":
        import json  # noqa: PLC0415

        screen.out(json.dumps([article.as_json(one) for one in found], ensure_ascii=False, indent=2))
    else:
        screen.out("\n".join(article.text(one, lang()) for one in found))
    return exits.PASSED
