"""Checking on several machines: the executor of a dask.distributed cluster (`pip install qingjian[dask]`).

The paths must mean the same files on every worker: a shared folder, named alike everywhere."""

from __future__ import annotations

from collections.abc import Generator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib import import_module
from typing import Any


@contextmanager
def dask_executor(cluster: Any) -> Generator[Executor]:  # Any: an address, or what dask calls a cluster
    """For `check(…, executor=…)`. `cluster`: the scheduler's address, a cluster object, or None for a local one."""
    library: Any = import_module("distributed")  # an extra that few install, and without types
    with library.Client(cluster, set_as_default=False) as client:
        executor: Executor = client.get_executor(pure=False)
        yield executor
