"""Every file behind the paths judged, each in a limited child process, results in stable order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Final

from qingjian import __version__
from qingjian.api.files import Source, collect
from qingjian.api.judge import Options, judge
from qingjian.api.season import settings
from qingjian.errors import UnreadableWorkbook
from qingjian.model.season import NO_SETTINGS
from qingjian.model.verdict import Reason, Report, Verdict
from qingjian.resources import schemas
from qingjian.sheets import guard
from qingjian.sheets.child import Reader

Progress = Callable[[int, int, str], None]
"""Files done, files in all, the one just done."""
_SHARE: Final = 20
"""Files in one task of a worker: enough to pay for its child, few enough to show progress."""
_GENERATED: Final = "data"
"""Generated from the editions; it judges nothing."""


def check(
    paths: Sequence[Path],
    *,
    template: str | None = None,
    only: Sequence[str] | None = None,
    skip: Sequence[str] = (),
    season: Path | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Report:
    """Judge every file; one broken file costs one verdict. `season` is a folder with a season.json."""
    declared = NO_SETTINGS if season is None else dict(settings(season))
    options = Options(template, None if only is None else tuple(only), tuple(skip), declared)
    sources = collect(paths)
    verdicts: list[Verdict] = []
    for verdict in _judged(sources, options, max(1, min(jobs, len(sources)))):
        verdicts.append(verdict)
        if progress is not None:
            progress(len(verdicts), len(sources), verdict.path)
    return Report(tuple(verdicts), _hasher(schemas()), __version__, season=declared)


def _judged(sources: Sequence[Source], options: Options, jobs: int) -> Iterator[Verdict]:
    if jobs == 1:
        yield from _share(sources, options)
        return
    # Loaded here: a twelfth of the time that checking one file takes.
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    shares = [sources[start : start + _SHARE] for start in range(0, len(sources), _SHARE)]
    # Each worker supervises a limited child of its own; spawned, because forking beside threads can hang.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for done in pool.map(_listed, shares, [options] * len(shares)):
            yield from done


def _listed(sources: Sequence[Source], options: Options) -> list[Verdict]:
    return list(_share(sources, options))


def _share(sources: Sequence[Source], options: Options) -> Iterator[Verdict]:
    with Reader() as reader:
        for source in sources:
            yield _one(reader, source, options)


def _one(reader: Reader, source: Source, options: Options) -> Verdict:
    try:
        size = source.path.stat().st_size
        if size > guard.FILE_BYTES:
            return Verdict(
                source.name, "", "unreadable", Reason("too-big", f"{guard.FILE_BYTES // guard.MIB} MiB")
            )
        data = source.path.read_bytes()
    except OSError as problem:
        return Verdict(source.name, "", "unreadable", Reason("not-opened", problem.strerror or ""))
    try:
        return reader.run(_in_child, data, source, options)
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
