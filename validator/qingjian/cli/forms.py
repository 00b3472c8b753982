"""qingjian extract, write and transcribe"""

from __future__ import annotations

from pathlib import Path

import click

from qingjian.cli import exits, screen
from qingjian.cli.grammar import Command, shared
from qingjian.cli.words import say


@click.command("extract", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path))
@click.option("--template")
@shared
def extract(file: Path, output: Path | None, template: str | None) -> int:
    from qingjian.api.data import extract_text  # noqa: PLC0415
    from qingjian.sheets import atomic  # noqa: PLC0415

    text = extract_text(file, template=template)
    if output is None:
        screen.out(text)
        return exits.PASSED
    atomic.save(output, text.encode("utf-8", "backslashreplace"), sources=[file])
    screen.note(say("said.written", path=output))
    return exits.PASSED


@click.command("write", cls=Command)
@click.argument("edition")
@click.argument("data", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
@shared
def write(edition: str, data: Path, output: Path) -> int:
    from qingjian.api.data import write as write_form  # noqa: PLC0415
    from qingjian.api.given import read_data  # noqa: PLC0415

    write_form(edition, read_data(data, edition), output)
    screen.note(say("said.written", path=output))
    return exits.PASSED


@click.command("transcribe", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
@click.option("--template")
@shared
def transcribe(file: Path, output: Path, template: str | None) -> int:
    from qingjian.api.data import transcribe as transcribe_form  # noqa: PLC0415
    from qingjian.reporters.columns import aligned  # noqa: PLC0415

    done = transcribe_form(file, output, template=template)
    screen.out(say("said.transcribed", edition=done.edition, path=output))
    if done.lost:
        screen.out(say("said.lost", count=len(done.lost)))
        screen.out(
            aligned([(lost.place.sheet, lost.place.address, lost.text) for lost in done.lost], indent=2)
        )
    return exits.PASSED
