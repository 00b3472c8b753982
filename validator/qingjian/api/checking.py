"""Every file behind the paths judged, each in a limited child process, results in stable order."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from decimal import Decimal
from functools import cache as once
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from qingjian import __version__
from qingjian.api import batch
from qingjian.api.files import Contents, Source, collect
from qingjian.api.on_file import on_file
from qingjian.api.options import Options
from qingjian.api.pictures import cells
from qingjian.api.thrift import Thrift
from qingjian.errors import UnreadableWorkbook
from qingjian.hashes import hexdigest
from qingjian.model.digest import Roster
from qingjian.model.season import NO_SETTINGS, Settings
from qingjian.model.verdict import CrossFinding, Report, Verdict
from qingjian.named_tuple import NamedTuple
from qingjian.resources import schemas
from qingjian.sheets.child import Reader

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
    terms = _terms(season, units)
    files = collect(paths) if sources is None else sources
    told = _Told(progress, len(files))
    with _shelved(previous, jobs, told) as folder:
        options = Options(
            template,
            None if only is None else tuple(only),
            tuple(skip),
            terms.settings,
            folder,
            terms.factors,
            digest=terms.expected is not None or len(files) > 1,
            picture=cells(len(files)) if pictures else 0,
        )
        run = _Run(options, jobs, executor, told)
        with _known(cache, options) as known:
            verdicts = _assigned(run.verdicts(files, known), terms)
    between = _across(verdicts, options, terms) if options.digest else ()
    return Report(verdicts, _hasher(schemas()), __version__, between, terms.settings)


class _Terms(NamedTuple):
    """What a season or a list of units says of a check."""

    settings: Settings = NO_SETTINGS
    factors: tuple[Decimal, ...] = ()
    expected: Roster | None = None
    by_hand: Mapping[str, str] = MappingProxyType({})


def _terms(season: Path | None, units: Path | None) -> _Terms:
    if season is None and units is None:
        return _Terms()
    # What is loaded inside functions here and below, the check of a single file does without.
    from qingjian.api.season import accepted_factors, files, settings  # noqa: PLC0415
    from qingjian.api.units import roster  # noqa: PLC0415

    expected = roster(season, units)
    if season is None:
        return _Terms(expected=expected)
    return _Terms(dict(settings(season)), accepted_factors(season), expected, files(season))


def _assigned(verdicts: list[Verdict], terms: _Terms) -> tuple[Verdict, ...]:
    if all(one.told_unit for one in verdicts):
        return tuple(verdicts)
    from qingjian.api.belonging import assigned  # noqa: PLC0415

    return assigned(verdicts, by_hand=terms.by_hand, roster=terms.expected)


def _across(verdicts: Sequence[Verdict], options: Options, terms: _Terms) -> tuple[CrossFinding, ...]:
    from qingjian.rules.across import across  # noqa: PLC0415

    return across(verdicts, terms.expected, only=options.only, skip=options.skip, season=terms.settings)


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
                    sha256 = hexdigest(contents.read(source))
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
    from qingjian.api.cache import opened  # noqa: PLC0415
    from qingjian.api.ground import ground  # noqa: PLC0415

    return opened(folder, ground(options), whole_names=options.previous is not None)


@once
def _hasher(root: Path) -> Callable[[], str]:
    """The same for the same folder, so that equal reports are equal."""
    return partial(_hash, root)


def _hash(root: Path) -> str:
    from qingjian.api.ground import schemas_hash  # noqa: PLC0415

    return schemas_hash(root)
