"""qingjian ledger export|verify|backup|restore: the ledger kept, proven and put back"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from qingjian.cli import exits, screen
from qingjian.cli.grammar import Command, shared
from qingjian.cli.ledger import on_ledger, opened
from qingjian.cli.words import lang, say
from qingjian.reporters.wording import say as word


@click.command("export", cls=Command)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(["xlsx", "csv"]))
@on_ledger
@shared
def export(output: Path, format_: str | None, ledger: Path) -> int:
    from qingjian.api.ledger_export import as_texts, as_workbook  # noqa: PLC0415
    from qingjian.sheets import atomic  # noqa: PLC0415

    is_workbook = output.suffix.lower() == ".xlsx" if format_ is None else format_ == "xlsx"
    if is_workbook:  # the name says it, as everywhere: a table, or a folder of tables
        files = {output: as_workbook(opened(ledger), lang())}
    else:
        output.mkdir(parents=True, exist_ok=True)
        files = {output / name: data for name, data in as_texts(opened(ledger), lang()).items()}
    for path, data in files.items():
        atomic.save(path, data, sources=[ledger])
        screen.note(say("said.written", path=path))
    return exits.PASSED


@click.command("verify", cls=Command)
@click.option("--expect")
@on_ledger
@shared
def verify(expect: str | None, ledger: Path) -> int:
    from qingjian.ledger.copies import proven  # noqa: PLC0415

    proof = proven(ledger, expected=expect)
    if proof.broken is not None:
        fault = word(f"ledger.fault.{proof.broken.fault}", lang())
        screen.out(say("said.unproven", seq=proof.broken.seq, fault=fault, rows=proof.rows))
        return exits.UNUSABLE
    screen.out(say("said.proven", rows=proof.rows, head=proof.head))
    return exits.PASSED


@click.command("backup", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path))
@on_ledger
@shared
def backup(folder: Path, ledger: Path) -> int:
    from qingjian.ledger import copies  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{ledger.stem}-{_stamp()}{ledger.suffix}"
    proof = copies.backup(ledger, target)
    screen.note(say("said.written", path=target))
    screen.out(say("said.proven", rows=proof.rows, head=proof.head))
    return exits.PASSED


@click.command("restore", cls=Command)
@click.argument("copy", type=click.Path(path_type=Path))
@on_ledger
@shared
def restore(copy: Path, ledger: Path) -> int:
    from qingjian.ledger import copies  # noqa: PLC0415

    done = copies.restore(copy, ledger, moment=_stamp())
    if done.kept is not None:
        screen.note(say("said.put_aside", path=done.kept))
    screen.note(say(f"said.restored_{done.how}", rows=done.rows, path=ledger))
    return exits.PASSED


def _stamp() -> str:
    return f"{datetime.now():%Y%m%d-%H%M%S}"
