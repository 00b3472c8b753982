"""Every file behind the paths judged, each in a limited child process, results in stable order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache as once
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qingjian import __version__
from qingjian.api import batch
from qingjian.api.belonging import assigned
from qingjian.api.files import Contents, Source, collect
from qingjian.api.ground import ground, schemas_hash
from qingjian.api.judge import Options, judge
from qingjian.api.pictures import cells
from qingjian.api.season import accepted_factors, settings
from qingjian.api.season import files as whose
from qingjian.api.thrift import Thrift
from qingjian.api.units import roster
from qingjian.errors import UnreadableWorkbook
from qingjian.model.season import NO_SETTINGS
from qingjian.model.verdict import Reason, Report, Verdict
from qingjian.named_tuple import NamedTuple
from qingjian.resources import schemas
from qingjian.rules.across import across
from qingjian.sheets.child import Reader
from qingjian.sheets.child_protocol import Handed

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

    from qingjian.api.cache import Cache

Progress = Callable[[int, int, str], None]
"""Files done, files in all, the one just done."""


def check(
    paths: Sequence[Path],
    *,
    template: str | None = None,
    only: Sequence[str] | None = None,
    skip: Sequence[str] = (),
    season: Path | None = None,
    previous: Path | None = None,
    units: Path | None = None,
    jobs: int | None = 1,
    executor: Executor | None = None,
    cache: Path | None = None,
    progress: Progress | None = None,
    sources: Sequence[Source] | None = None,
    pictures: bool = False,
) -> Report:
    """Judge every file; one broken file costs one verdict. `season` is a folder with a season.json, `previous`
    a file or folder of last year: each form is compared with last year's of its unit. `units` is a list of
    those that have to report; it counts before the season's. `jobs` is the number of processes, None for as many
    as pays; an `executor` does their work instead. `cache` is a folder with the verdicts of earlier runs.
    `sources` are the files behind the paths, for who has collected them already. `pictures` keeps of every
    form what a page shows of it beside its findings."""
    declared = NO_SETTINGS if season is None else dict(settings(season))
    accepted = () if season is None else accepted_factors(season)
    expected = roster(season, units)
    by_hand: Mapping[str, str] = {} if season is None else whose(season)
    files = collect(paths) if sources is None else sources
    told = _Told(progress, len(files))
    with _shelved(previous, jobs, told) as folder:
        options = Options(
            template,
            None if only is None else tuple(only),
            tuple(skip),
            declared,
            folder,
            accepted,
            digest=expected is not None or len(files) > 1,
            picture=cells(len(files)) if pictures else 0,
        )
        run = _Run(options, jobs, executor, told)
        with _known(cache, options) as known:
            verdicts = assigned(run.verdicts(files, known), by_hand=by_hand, roster=expected)
    between = across(verdicts, expected, only=only, skip=skip, season=declared) if options.digest else ()
    return Report(tuple(verdicts), _hasher(schemas()), __version__, between, declared)


class _Run(NamedTuple):
    """How the files of one check are gone through."""

    options: Options
    jobs: int | None
    executor: Executor | None
    told: _Told

    def verdicts(self, sources: Sequence[Source], known: Cache | None) -> list[Verdict]:
        """The verdict on every file, in their order; those that are known already are not sought again."""
        kept = Thrift()
        found = {} if known is None else {one: kept(was) for one, was in self._found(sources, known)}
        rest = [(number, source) for number, source in enumerate(sources) if number not in found]
        for number, verdict in batch.completed(
            on_file, rest, self.options, self.jobs, executor=self.executor
        ):
            found[number] = kept(verdict)
            if known is not None:
                known.put(sources[number], verdict)
            self.told(verdict.path)
        return [found[number] for number in range(len(sources))]

    def _found(self, sources: Sequence[Source], known: Cache) -> Iterator[tuple[int, Verdict]]:
        with Reader() as reader:
            contents = Contents(reader)
            for number, source in enumerate(sources):
                try:
                    sha256 = hashlib.sha256(contents.read(source)).hexdigest()
                except UnreadableWorkbook:
                    continue
                verdict = known.get(source, sha256)
                if verdict is not None:
                    self.told(source.name)
                    yield number, verdict


class _Told:
    """Counts the files that are done, last year's first."""

    def __init__(self, progress: Progress | None, files: int) -> None:
        self._progress, self.files, self.more, self._done = progress, files, 0, 0

    def __call__(self, name: str) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self.files + self.more, name)


@contextmanager
def _shelved(path: Path | None, jobs: int | None, told: _Told) -> Generator[Path | None]:
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


def _known(folder: Path | None, options: Options) -> AbstractContextManager[Cache | None]:
    if folder is None:
        return nullcontext()
    # Loaded here: a single file is checked sooner than looked up.
    from qingjian.api.cache import opened  # noqa: PLC0415

    return opened(folder, ground(options), whole_names=options.previous is not None)


def on_file(contents: Contents, source: Source, options: Options) -> Verdict:
    """The verdict on one file; the task of every worker."""
    contents.reader.ready()
    try:
        data = contents.read(source)
    except UnreadableWorkbook as problem:
        return Verdict(source.name, "", "unreadable", Reason(problem.code, problem.detail))
    try:
        return contents.reader.run(_in_child, Handed(data), source, options)
    except UnreadableWorkbook as problem:
        return Verdict(
            source.name, hashlib.sha256(data).hexdigest(), "unreadable", Reason(problem.code, problem.detail)
        )


def _in_child(handed: Handed, source: Source, options: Options) -> Verdict:
    return judge(handed.take(), source.name, options, locked=source.locked)


@once
def _hasher(root: Path) -> Callable[[], str]:
    """The same for the same folder, so that equal reports are equal."""
    return partial(schemas_hash, root)
