"""Every file behind the paths judged, each in a limited child process, results in stable order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Final

from qingjian import __version__
from qingjian.api import batch
from qingjian.api.files import Contents, Source, collect
from qingjian.api.judge import Options, judge
from qingjian.api.season import accepted_factors, settings
from qingjian.api.units import roster
from qingjian.errors import UnreadableWorkbook
from qingjian.model.season import NO_SETTINGS
from qingjian.model.verdict import Reason, Report, Verdict
from qingjian.resources import schemas
from qingjian.rules.across import across

Progress = Callable[[int, int, str], None]
"""Files done, files in all, the one just done."""
_GENERATED: Final = "data"
"""Generated from the editions; it judges nothing."""


def check(
    paths: Sequence[Path],
    *,
    template: str | None = None,
    only: Sequence[str] | None = None,
    skip: Sequence[str] = (),
    season: Path | None = None,
    previous: Path | None = None,
    units: Path | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Report:
    """Judge every file; one broken file costs one verdict. `season` is a folder with a season.json, `previous`
    a file or folder of last year: each form is compared with last year's of its unit. `units` is a list of
    those that have to report; it counts before the season's."""
    declared = NO_SETTINGS if season is None else dict(settings(season))
    accepted = () if season is None else accepted_factors(season)
    expected = roster(season, units)
    sources = collect(paths)
    told = _Told(progress, len(sources))
    verdicts: list[Verdict] = []
    with _shelved(previous, jobs, told) as folder:
        options = Options(
            template,
            None if only is None else tuple(only),
            tuple(skip),
            declared,
            folder,
            accepted,
            digest=expected is not None or len(sources) > 1,
        )
        for verdict in batch.each(_one, sources, options, jobs):
            verdicts.append(verdict)
            told(verdict.path)
    between = across(verdicts, expected, only=only, skip=skip, season=declared) if options.digest else ()
    return Report(tuple(verdicts), _hasher(schemas()), __version__, between, declared)


class _Told:
    """Counts the files that are done, last year's first."""

    def __init__(self, progress: Progress | None, files: int) -> None:
        self._progress, self.files, self.more, self._done = progress, files, 0, 0

    def __call__(self, name: str) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self.files + self.more, name)


@contextmanager
def _shelved(path: Path | None, jobs: int, told: _Told) -> Generator[Path | None]:
    """A folder with the summaries of last year's files, for as long as the check takes."""
    if path is None:
        yield None
        return
    # Loaded here: most checks compare with nothing.
    from tempfile import TemporaryDirectory  # noqa: PLC0415

    from qingjian.api.previous import previous_files, shelve  # noqa: PLC0415

    sources = previous_files(path)
    told.more = len(sources)
    with TemporaryDirectory(prefix="qingjian-") as folder:
        shelve(sources, Path(folder), jobs=jobs, files=told.files, done=told)
        yield Path(folder)


def _one(contents: Contents, source: Source, options: Options) -> Verdict:
    try:
        data = contents.read(source)
    except UnreadableWorkbook as problem:
        return Verdict(source.name, "", "unreadable", Reason(problem.code, problem.detail))
    try:
        return contents.reader.run(_in_child, data, source, options)
    except UnreadableWorkbook as problem:
        return Verdict(
            source.name, hashlib.sha256(data).hexdigest(), "unreadable", Reason(problem.code, problem.detail)
        )


def _in_child(data: bytes, source: Source, options: Options) -> Verdict:
    return judge(data, source.name, options, locked=source.locked)


@cache
def _hasher(root: Path) -> Callable[[], str]:
    """The same for the same folder, so that equal reports are equal."""
    return partial(schemas_hash, root)


@cache
def schemas_hash(root: Path) -> str:
    """One hash over everything in a folder of schemas that takes part in a verdict."""
    total = hashlib.sha256()
    for path in sorted(root.rglob("*.json")):
        name = path.relative_to(root).as_posix()
        if not name.startswith(f"{_GENERATED}/"):
            total.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()
