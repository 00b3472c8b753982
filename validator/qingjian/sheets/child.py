"""Reading in a limited child process: whatever a file does to its reader, this process goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType
from typing import Final, ParamSpec, Self, TypeVar

from qingjian.errors import UnreadableWorkbook
from qingjian.sheets import guard
from qingjian.sheets.child_protocol import Job, load

if sys.platform == "win32":
    from qingjian.sheets.child_windows import INHERITS, Child, bury
else:
    from qingjian.sheets.child_posix import INHERITS, Child, bury

P = ParamSpec("P")
T = TypeVar("T")

_JOBS: Final = 500
"""A child is replaced after so many files, so that no small leak grows large."""


class Reader:
    """A limited child for many files, replaced when one of them kills it.

    A task and its arguments travel by pickle, and so does its result: pass the whole job (read, bind, judge)
    as the task, so that only a verdict comes back.
    """

    def __init__(self, *, seconds: float = guard.SECONDS, memory: int = guard.MEMORY_BYTES) -> None:
        self._seconds = seconds
        self._memory = memory
        self._child: Child | None = None
        self._left = 0

    def run(self, task: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the task returns or raises; `UnreadableWorkbook` if it broke a limit or killed the child."""
        if kwargs:
            raise TypeError("tasks take positional arguments")
        child = self.ready()
        self._left -= 1
        is_sound = False
        try:
            reply = child.call(Job(task, args))
            is_sound = not _is_exhausted(reply.what)
        finally:
            if not is_sound:
                self.close()
        if reply.how == "raised":
            raise reply.what
        result: T = reply.what
        return result

    def ready(self, needs: str = "") -> Child:
        """Have a child for the next task, which has loaded the module that the task needs (see `load`). Asked for
        before a file is read, it does not inherit the file."""
        if self._child is None or not self._left:
            self.close()
            self._child, self._left = self._another(needs), _JOBS
        return self._child

    def _another(self, needs: str) -> Child:
        started = _ahead.pop((needs, self._seconds, self._memory), None)
        if started is not None:
            return started
        if needs and INHERITS:
            load(needs)  # once, for this child and for those after it
        return Child(seconds=self._seconds, memory=self._memory, needs=needs)

    def close(self) -> None:
        """End the child; the next task starts another."""
        if self._child is not None:
            self._child.close()
            self._child = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


_ahead: dict[tuple[str, float, int], Child] = {}
"""What was started and not yet taken, by what it has loaded and how it is limited."""


def start_ahead(needs: str) -> None:
    """Have a child load a module while this process does something else; the first reader that needs the module
    takes the child."""
    seconds, memory = guard.SECONDS, guard.MEMORY_BYTES
    _ahead[needs, seconds, memory] = Child(seconds=seconds, memory=memory, needs=needs)


def forget_ahead() -> None:
    """End what was started and not taken."""
    while _ahead:
        _ahead.popitem()[1].close()


def run_limited(task: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run one task in a child of its own."""
    with Reader() as reader:
        return reader.run(task, *args, **kwargs)


def _is_exhausted(what: object) -> bool:
    """A child that ran out of memory once is not trusted with the next file."""
    return isinstance(what, UnreadableWorkbook) and what.code == "too-expensive"


__all__ = ["Reader", "bury", "forget_ahead", "run_limited", "start_ahead"]
