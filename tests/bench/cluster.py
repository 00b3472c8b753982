"""The batch by a cluster of two workers, and by one of which half is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qingjian.model.verdict import Report


def check_by_dask(paths: Sequence[Path]) -> Report:
    """All rules over all files by a cluster of two workers, its start included."""
    return _by_dask(paths, lambda _: None)


def check_by_dask_killed(paths: Sequence[Path]) -> Report:
    """The same; one of the two is killed half-way."""
    return _by_dask(paths, lambda worker: os.kill(worker, signal.SIGKILL))


def _by_dask(paths: Sequence[Path], half_way: Callable[[int], None]) -> Report:
    from qingjian.api.checking import check as check_files  # noqa: PLC0415
    from qingjian.api.dask import dask_executor  # noqa: PLC0415

    library: Any = import_module("distributed")
    local = library.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50)
    with local as cluster, dask_executor(cluster) as executor:
        (first, *_) = (nanny.pid for nanny in cluster.workers.values())

        def progress(done: int, total: int, name: str) -> None:
            del name
            if done == total // 2:
                half_way(first)

        return check_files(paths, executor=executor, progress=progress)
