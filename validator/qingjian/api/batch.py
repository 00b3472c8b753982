"""The same task for many files, in this process or in several, each supervising a limited child."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from qingjian.api.files import Source
from qingjian.sheets.child import Reader

T = TypeVar("T")
A = TypeVar("A")
Task = Callable[[Reader, Source, A], T]
"""A function of a module, so that it can be sent to another process."""
_SHARE: Final = 20
"""Files in one task of a worker: enough to pay for its child, few enough to show progress."""


def each(task: Task[A, T], sources: Sequence[Source], argument: A, jobs: int) -> Iterator[T]:
    """What the task says of every file, in their order."""
    jobs = max(1, min(jobs, len(sources)))
    if jobs == 1:
        yield from _share(task, sources, argument)
        return
    # Loaded here: a twelfth of the time that checking one file takes.
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    shares = [sources[start : start + _SHARE] for start in range(0, len(sources), _SHARE)]
    # Each worker supervises a limited child of its own; spawned, because forking beside threads can hang.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for done in pool.map(_listed, [task] * len(shares), shares, [argument] * len(shares)):
            yield from done


def _listed(task: Task[A, T], sources: Sequence[Source], argument: A) -> list[T]:
    return list(_share(task, sources, argument))


def _share(task: Task[A, T], sources: Sequence[Source], argument: A) -> Iterator[T]:
    with Reader() as reader:
        for source in sources:
            yield task(reader, source, argument)
