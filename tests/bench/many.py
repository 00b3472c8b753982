"""The same batch three times over: by one process, by two, by a cluster of two, and by one of which half is killed."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qingjian.model.verdict import Report


def check_thrice(paths: Sequence[Path]) -> Report:
    """All rules over three times as many files."""
    from qingjian.api.checking import check as check_files  # noqa: PLC0415

    with _thrice(paths) as folder:
        return check_files([folder])


def check_thrice_twice(paths: Sequence[Path]) -> Report:
    """The same by two processes."""
    from qingjian.api.checking import check as check_files  # noqa: PLC0415

    with _thrice(paths) as folder:
        return check_files([folder], jobs=2)


def check_thrice_dask(paths: Sequence[Path]) -> Report:
    """The same by a cluster of two workers, its start included."""
    return _by_dask(paths, lambda _: None)


def check_thrice_dask_killed(paths: Sequence[Path]) -> Report:
    """The same; one of the two is killed half-way."""
    return _by_dask(paths, lambda worker: os.kill(worker, signal.SIGKILL))


def _by_dask(paths: Sequence[Path], half_way: Callable[[int], None]) -> Report:
    from qingjian.api.checking import check as check_files  # noqa: PLC0415
    from qingjian.api.dask import dask_executor  # noqa: PLC0415

    library: Any = import_module("distributed")
    local = library.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50)
    with _thrice(paths) as folder, local as cluster, dask_executor(cluster) as executor:
        (first, *_) = (nanny.pid for nanny in cluster.workers.values())

        def progress(done: int, total: int, name: str) -> None:
            del name
            if done == total // 2:
                half_way(first)

        return check_files([folder], executor=executor, progress=progress)


@contextmanager
def _thrice(paths: Sequence[Path]) -> Generator[Path]:
    """A folder with every file three times."""
    with tempfile.TemporaryDirectory(dir=paths[0].parents[1]) as folder:
        for number in range(3):
            Path(folder, str(number)).mkdir()
            for path in paths:
                Path(folder, str(number), path.name).hardlink_to(path)
        yield Path(folder)
