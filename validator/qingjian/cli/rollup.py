"""qingjian rollup: forms of many units as one, with the cell that every figure comes from"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import click

from qingjian.cli import exits, screen
from qingjian.cli.grammar import Command, Misuse, shared
from qingjian.cli.words import say
from qingjian.reporters.safe import visible


@click.command("rollup", cls=Command)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
@click.option("--season", type=click.Path(path_type=Path))
@click.option("--template")
@click.option("--unit")
@click.option("--factor")
@click.option("--gas")
@click.option("--rounded", is_flag=True)
@click.option("--recompute", is_flag=True)
@click.option("--with-returned", is_flag=True)
@click.option("--jobs", type=click.IntRange(min=1))
@shared
def command(
    *,
    paths: tuple[Path, ...],
    output: Path,
    season: Path | None,
    template: str | None,
    unit: str | None,
    factor: str | None,
    gas: str | None,
    rounded: bool,
    recompute: bool,
    with_returned: bool,
    jobs: int | None,
) -> int:
    from qingjian.api.rollup import How, rollup  # noqa: PLC0415

    how = How(
        season=season,
        template=template,
        name=unit,
        factor=factor,
        gas=_number(gas),
        is_rounded=rounded,
        is_recomputed=recompute,
        with_returned=with_returned,
        jobs=jobs,
    )
    progress = screen.Progress()
    try:
        done = rollup(paths, output, how=how, progress=progress)
    finally:
        progress.close()
    for one in done.excluded:
        screen.out(visible(f"{one.path}  {one.unit}  {one.reason}"))
    zero = sum(one.is_zero for one in done.used)
    screen.note(say("said.rolled_up", count=len(done.used), zero=zero, excluded=len(done.excluded)))
    screen.note(say("said.to_decide", count=len(done.result.matters)))
    screen.note(say("said.written", path=output))
    return exits.PASSED


def _number(text: str | None) -> Decimal | None:
    from qingjian.model.figure import stored  # noqa: PLC0415

    value = None if text is None else stored(text)
    if text is not None and value is None:
        raise Misuse(say("errors.value", name="--gas", value=text))
    return value
