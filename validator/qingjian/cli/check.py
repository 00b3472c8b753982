"""qingjian check"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from qingjian.cli import exits, screen
from qingjian.cli.copies import write_copies
from qingjian.cli.grammar import Command, Misuse, shared
from qingjian.cli.words import lang, say
from qingjian.model.finding import SEVERITIES
from qingjian.model.verdict import Report
from qingjian.reporters import BINARY, FORMATS, PICTURED, Style, as_file, reporter
from qingjian.reporters.summary import next_steps, summary

_CACHED_FROM: Final = 24
"""Files from which on verdicts are kept without being told so."""


@click.command("check", cls=Command)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(list(FORMATS)))
@click.option("-o", "--output", type=click.Path(path_type=Path))
@click.option("--annotate", type=click.Path(path_type=Path))
@click.option("--fail-on", type=click.Choice(SEVERITIES), default="verify")
@click.option("--rules", "only")
@click.option("--skip", default=None)
@click.option("--season", type=click.Path(path_type=Path))
@click.option("--previous", type=click.Path(path_type=Path))
@click.option("--units", type=click.Path(path_type=Path))
@click.option("--jobs", type=click.IntRange(min=1))
@click.option("--cache", type=click.Path(path_type=Path))
@click.option("--no-cache", "uncached", is_flag=True)
@click.option("--template")
@click.option("-v", "--verbose", is_flag=True)
@shared
def command(
    *,
    paths: tuple[Path, ...],
    format_: str | None,
    output: Path | None,
    annotate: Path | None,
    fail_on: str,
    only: str | None,
    skip: str | None,
    season: Path | None,
    previous: Path | None,
    units: Path | None,
    jobs: int | None,
    cache: Path | None,
    uncached: bool,
    template: str | None,
    verbose: bool,
) -> int:
    from qingjian.api.checking import check  # noqa: PLC0415
    from qingjian.api.files import collect  # noqa: PLC0415

    form = format_ or _named(output)
    if output is None and form in BINARY:
        raise Misuse(say("errors.no_output", format=form))
    sources = collect(paths)
    if not sources:
        raise Misuse(say("errors.nothing"))
    if output is None:
        reporter(form)  # loaded while the files' reader loads what judges them
    progress = screen.Progress()
    try:
        report = check(
            paths,
            template=_edition(template),
            only=_codes(only) or None,
            skip=_codes(skip),
            season=season,
            previous=previous,
            units=units,
            jobs=jobs,
            cache=None if uncached else cache or _cache(len(sources)),
            progress=progress,
            sources=sources,
            pictures=form in PICTURED,
        )
    finally:
        progress.close()
    originals = [source.path for source in sources]
    _deliver(report, form, output, originals, verbose=verbose)
    code = _exit_code(report, fail_on)
    return code if annotate is None else max(code, write_copies(report, sources, annotate))


def _named(output: Path | None) -> str:
    """The format that a file's name asks for: a table called .xlsx has to be one."""
    name = output.suffix.removeprefix(".").lower() if output is not None else ""
    return name if name in FORMATS else "text"


def _deliver(
    report: Report, format_: str, output: Path | None, sources: Sequence[Path], *, verbose: bool
) -> None:
    if output is None:
        screen.out(reporter(format_)(report, screen.style()._replace(verbose=verbose)))
        return
    from qingjian.sheets import atomic  # noqa: PLC0415

    atomic.save(output, as_file(format_, report, Style(lang(), verbose=verbose)), sources=sources)
    for line in (summary(report, lang()), *next_steps(report, lang()), say("said.written", path=output)):
        screen.note(line)


def _exit_code(report: Report, fail_on: str) -> int:
    """--fail-on moves the line between 0 and 1 alone."""
    counts = report.counts()
    if counts["unreadable"]:
        return exits.UNUSABLE
    worst: Sequence[str] = SEVERITIES
    failing = [severity for severity in worst if worst.index(severity) <= worst.index(fail_on)]
    return exits.RETURNED if any(counts[severity] for severity in failing) else exits.PASSED


def _codes(text: str | None) -> tuple[str, ...]:
    """Codes or their beginnings; one that fits no rule is a slip of the pen."""
    if not text:
        return ()
    from qingjian.catalog.rules import rule_codes  # noqa: PLC0415

    codes = tuple(code.strip().upper() for code in text.replace("，", ",").split(",") if code.strip())
    for code in codes:
        if not any(known.startswith(code) for known in rule_codes()):
            raise Misuse(say("errors.rule", code=code))
    return codes


def _edition(template: str | None) -> str | None:
    if template is not None:
        from qingjian.catalog.editions import edition  # noqa: PLC0415

        edition(template)
    return template


def _cache(files: int) -> Path | None:
    """For a few files it is not worth its while to look up."""
    if files < _CACHED_FROM:
        return None
    from qingjian.api.cache import default_folder  # noqa: PLC0415

    return default_folder()
