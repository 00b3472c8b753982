"""qingjian fill"""

from __future__ import annotations

from pathlib import Path

import click

from qingjian.cli import exits, screen
from qingjian.cli.grammar import Command, shared
from qingjian.cli.words import say


@click.command("fill", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
@click.option("--factor")
@shared
def command(file: Path, output: Path, factor: str | None) -> int:
    from qingjian.api.filling import fill  # noqa: PLC0415
    from qingjian.reporters.columns import aligned  # noqa: PLC0415

    done = fill(file, output, factor=factor)
    screen.out(say("said.filled", count=len(done.filled), path=output))
    if done.kept:
        screen.out(say("said.kept", count=len(done.kept)))
        rows = [
            (
                cell.place.sheet,
                cell.place.address,
                say("said.kept_cell", found=cell.found, computed=cell.computed),
            )
            for cell in done.kept
        ]
        screen.out(aligned(rows, indent=2))
    if done.pending:
        screen.out(say("said.pending", count=len(done.pending)))
        screen.out(aligned([(cell.place.sheet, cell.place.address) for cell in done.pending], indent=2))
    return exits.PASSED
