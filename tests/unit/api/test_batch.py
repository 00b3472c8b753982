"""Any executor, in any order, with workers that die: the same verdicts."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pytest

from qingjian.api import JUDGES, batch, check
from qingjian.api.dask import dask_executor
from qingjian.api.files import Contents, Source
from qingjian.sheets import guard
from qingjian.sheets.child import bury, start_ahead
from support.processes import children

SAMPLE: Final = Path(__file__).resolve().parents[3] / "workbooks" / "samples" / "liaoning-2024-filled.xlsx"
SOURCES: Final = [(number, Source(Path("x"), f"{number}.xlsx")) for number in range(90)]


def named(contents: Contents, source: Source, prefix: str) -> str:
    del contents
    return prefix + source.name


def fatal(contents: Contents, source: Source, parent: int) -> str:
    """Kills the worker at one file, and does no harm to the process that asks for it."""
    if source.name == "45.xlsx" and os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return named(contents, source, "")


def greedy(contents: Contents, source: Source, spare: int) -> str:
    """Takes more memory than its limited child has, at one file."""
    try:
        return contents.reader.run(_grab, source.name, spare)
    except Exception as problem:  # noqa: BLE001
        return str(problem)


def _grab(name: str, spare: int) -> str:
    if name == "7.xlsx":
        bytearray(guard.MEMORY_BYTES + spare)
    return name


def faulty(contents: Contents, source: Source, text: str) -> str:
    if source.name == "45.xlsx":
        raise KeyError(text)
    return named(contents, source, text)


def names(prefix: str = "") -> dict[int, str]:
    return {number: prefix + source.name for number, source in SOURCES}


class Backwards(Executor):
    """Does the last task first, and nothing before it has to."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.insert(0, lambda: future.set_result(fn(*args, **kwargs)))
        if len(self.waiting) == 5:
            for act in self.waiting:
                act()
        return future


class Lossy(ThreadPoolExecutor):
    """Loses every second task, and is shut down half-way."""

    taken = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.taken += 1
        if self.taken == 4:
            self.shutdown()
        future = super().submit(fn, *args, **kwargs)
        if self.taken % 2:
            return future
        lost: Future[Any] = Future()
        lost.set_exception(RuntimeError("a worker went away"))
        return lost


def test_any_executor_will_do() -> None:
    for executor in (Backwards(), ThreadPoolExecutor(3), Lossy(2)):
        with executor:
            assert dict(batch.completed(named, SOURCES, "a", executor=executor)) == names("a")


@pytest.mark.parametrize("jobs", [1, 2, None])
def test_any_number_of_jobs_will_do(jobs: int | None) -> None:
    assert dict(batch.completed(named, SOURCES, "a", jobs)) == names("a")
    assert list(batch.each(named, [source for _, source in SOURCES], "a", jobs)) == list(names("a").values())


def test_a_worker_that_is_killed_loses_nothing() -> None:
    assert dict(batch.completed(fatal, SOURCES, os.getpid(), 2)) == names()


def test_a_broken_pool_of_the_caller_loses_nothing() -> None:
    with ProcessPoolExecutor(1) as pool:
        assert dict(batch.completed(fatal, SOURCES, os.getpid(), executor=pool)) == names()


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_memory_limit_costs_one_file(jobs: int) -> None:
    found = dict(batch.completed(greedy, SOURCES, 1 << 30, jobs))
    assert found.pop(7) == "too-expensive: memory"
    assert found == {number: name for number, name in names().items() if number != 7}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_of_our_own_is_not_hidden(jobs: int) -> None:
    with pytest.raises(KeyError, match="why"):
        dict(batch.completed(faulty, SOURCES, "why", jobs))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    for number in range(60):
        shutil.copy(SAMPLE, tmp_path / f"{number:02}.xlsx")
    (tmp_path / "坏.xlsx").write_bytes(SAMPLE.read_bytes()[:9000])
    return tmp_path


@pytest.mark.slow
def test_a_cluster_of_two_of_which_one_is_killed(inbox: Path) -> None:
    library: Any = import_module("distributed")  # a second of imports, for this test alone
    told: list[str] = []
    with (
        library.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as cluster,
        dask_executor(cluster) as executor,
    ):
        victims = workers(cluster)

        def progress(done: int, total: int, name: str) -> None:
            del total
            told.append(name)
            if done == 5:
                os.kill(next(victims), signal.SIGKILL)

        found = check([inbox], executor=executor, progress=progress)
    assert sorted(told) == [one.path for one in found.files]
    assert found == check([inbox])


def workers(cluster: Any) -> Iterator[int]:
    """Process numbers of the workers, which their nannies would start anew."""
    return (nanny.pid for nanny in cluster.workers.values())


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_workers_leave_no_child_waiting_that_was_started_ahead() -> None:
    before = children()
    start_ahead(JUDGES)
    (ahead,) = children() - before
    assert dict(batch.completed(named, SOURCES[:3], "a", 2))[2] == "a2.xlsx"
    bury()
    assert ahead not in children()
