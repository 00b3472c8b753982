"""qingjian demo"""

from __future__ import annotations

from pathlib import Path

import click

from qingjian.cli import exits, screen
from qingjian.cli.grammar import Command, shared
from qingjian.cli.words import lang, say
from qingjian.reporters import reporter


@click.command("demo", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path), default=Path("demo"))
@shared
def command(folder: Path) -> int:
    from qingjian.api.tour import demo  # noqa: PLC0415
    from qingjian.reporters.columns import aligned  # noqa: PLC0415

    shown = demo(folder, lang=lang())
    files = shown.files
    screen.out(say("demo.built", path=files.blank))
    screen.out(say("demo.filled", path=files.filled, findings=sum(1 for _ in shown.sound.findings())))
    screen.out(say("demo.broken", path=files.broken))
    screen.out("".join(f"   · {why}\n" for why in shown.breaks))
    screen.out(reporter("text")(shown.found, screen.style()))
    screen.out(say("demo.look"))
    screen.out(
        aligned([(say(f"demo.{key}"), str(getattr(files, key))) for key in ("annotated", "page")], indent=3)
    )
    return exits.PASSED
