"""The same task for many files: in this process, in several, or wherever an executor takes them."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Final, TypeVar

from qingjian.api.files import Contents, Source
from qingjian.sheets.child import Reader, forget_ahead

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future
    from threading import local

T = TypeVar("T")
A = TypeVar("A")
Task = Callable[[Contents, Source, A], T]
"""A function of a module, so that it can be sent to another process."""
Share = Sequence[tuple[int, Source]]
"""Some of the files, each with its number."""
_FILES_PER_JOB: Final = 24
"""A second process takes as long to start as checking about so many files."""
_SHARE: Final = 20
"""Files in one task of a worker: enough to pay for the way there and back, few enough to show progress."""


def each(
    task: Task[A, T],
    sources: Sequence[Source],
    argument: A,
    jobs: int | None = 1,
    *,
    executor: Executor | None = None,
) -> Iterator[T]:
    """What the task says of every file, in their order."""
    found = dict(completed(task, list(enumerate(sources)), argument, jobs, executor=executor))
    return (found[number] for number in range(len(sources)))


def completed(
    task: Task[A, T], files: Share, argument: A, jobs: int | None = 1, *, executor: Executor | None = None
) -> Iterator[tuple[int, T]]:
    """What the task says of every file, with the file's number, as it becomes known. `jobs`: None for as many
    as pays."""
    jobs = max(1, min(_paying(len(files)) if jobs is None else jobs, len(files)))
    if executor is not None and files:
        yield from _through(executor, task, files, argument)
    elif jobs == 1:
        yield from _here(task, files, argument)
    else:
        forget_ahead()  # workers start children of their own
        with _pool(jobs) as pool:
            yield from _through(pool, task, files, argument)


def _paying(files: int) -> int:
    return min(os.cpu_count() or 1, files // _FILES_PER_JOB)


def _through(executor: Executor, task: Task[A, T], files: Share, argument: A) -> Iterator[tuple[int, T]]:
    """By an executor; what it loses is done here, where a bug also shows what it is."""
    # Loaded here: a twelfth of the time that checking one file takes.
    from concurrent.futures import as_completed  # noqa: PLC0415

    shares: dict[Future[list[tuple[int, T]]], Share] = {}
    lost: list[tuple[int, Source]] = []
    for start in range(0, len(files), _SHARE):
        share = files[start : start + _SHARE]
        try:
            shares[executor.submit(_there, task, share, argument)] = share
        except RuntimeError:  # it broke already, or was shut down
            lost.extend(share)
    try:
        for done in as_completed(shares):
            if done.cancelled() or done.exception() is not None:
                lost.extend(shares[done])
            else:
                yield from done.result()
    finally:
        for future in shares:
            future.cancel()
    yield from _here(task, lost, argument)


def _here(task: Task[A, T], files: Share, argument: A) -> Iterator[tuple[int, T]]:
    with Reader() as reader:
        contents = Contents(reader)
        for number, source in files:
            yield number, task(contents, source, argument)


def _there(task: Task[A, T], files: Share, argument: A) -> list[tuple[int, T]]:
    """In a worker, whose limited child goes on from one share to the next."""
    own = _own()
    if not hasattr(own, "contents"):
        from multiprocessing.util import Finalize  # noqa: PLC0415  # only workers need it

        reader = Reader()
        Finalize(None, reader.close, exitpriority=0)  # called when the worker ends
        own.contents = Contents(reader)
    contents: Contents = own.contents
    return [(number, task(contents, source, argument)) for number, source in files]


@cache
def _own() -> local:
    """What belongs to a thread of a worker: a limited child serves one at a time."""
    from threading import local  # noqa: PLC0415  # only workers have several

    return local()


@contextmanager
def _pool(jobs: int) -> Generator[Executor]:
    """Processes on this machine, each supervising a limited child of its own."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    # Spawned, because forking beside threads can hang.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_end_with_parent) as pool:
        yield pool


def _end_with_parent() -> None:
    """A worker waits for work for ever, even when the process that would send it was killed."""
    from multiprocessing import parent_process  # noqa: PLC0415
    from threading import Thread  # noqa: PLC0415

    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()
