"""A limited child on POSIX: a fork of this process, bounded by the kernel in memory, CPU and wall-clock time."""

from __future__ import annotations

import atexit
import gc
import math
import os
import resource
import signal
from contextlib import suppress
from typing import IO, Final, NoReturn

from qingjian.errors import UnreadableWorkbook
from qingjian.sheets.child_protocol import Gone, Job, Reply, answer, load, perform, receive, send

INHERITS: Final = True
"""What this process has loaded, its children need not load."""
_TIME_SIGNALS: Final = (signal.SIGXCPU, signal.SIGALRM)
_PAGES: Final = "/proc/self/statm"
_ended: set[int] = set()
"""Children that were killed and whose status nobody has asked for yet."""


@atexit.register
def bury(options: int = 0) -> None:
    """Ask for it: until then the system keeps it. Called before another child is started, and at the end."""
    for pid in tuple(_ended):
        with suppress(ChildProcessError):  # another thread asked sooner, or this is a fork of its parent
            if not os.waitpid(pid, options)[0]:
                continue
        _ended.discard(pid)


class Child:
    """A fork that waits for jobs. It ends with its parent, and whenever a job breaks a limit."""

    def __init__(self, *, seconds: float, memory: int, needs: str = "") -> None:
        bury(os.WNOHANG)
        into_read, into_write = os.pipe()
        out_read, out_write = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(into_write)
            os.close(out_read)
            with os.fdopen(into_read, "rb") as jobs, os.fdopen(out_write, "wb") as replies:
                _serve(jobs, replies, seconds=seconds, memory=memory, needs=needs)
        os.close(into_read)
        os.close(out_write)
        self._jobs: IO[bytes] = os.fdopen(into_write, "wb")
        self._replies: IO[bytes] = os.fdopen(out_read, "rb")

    def call(self, job: Job) -> Reply:
        """Do one job; a child that died over it is a refusal."""
        try:
            send(self._jobs, job)
            reply: Reply = receive(self._replies)
        except (Gone, BrokenPipeError):
            raise _verdict(self._reap()) from None
        return reply

    def close(self) -> None:
        """End the child, whatever it is doing. It is gone at once, but the system needs a while to take it apart."""
        for pipe in (self._jobs, self._replies):
            with suppress(BrokenPipeError):
                pipe.close()
        if self._pid:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            _ended.add(self._pid)
            self._pid = 0

    def _reap(self) -> int:
        status = os.waitpid(self._pid, 0)[1] if self._pid else 0
        self._pid = 0
        return status


def _verdict(status: int) -> UnreadableWorkbook:
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if number in _TIME_SIGNALS:
        return UnreadableWorkbook("too-expensive", "time")
    if number == signal.SIGKILL:  # the kernel's own answer to a machine without memory
        return UnreadableWorkbook("too-expensive", "memory")
    return UnreadableWorkbook("reader-died", signal.Signals(number).name if number else str(status))


def _serve(jobs: IO[bytes], replies: IO[bytes], *, seconds: float, memory: int, needs: str) -> NoReturn:
    """The child's whole life. It never returns into the code that forked it."""
    status = 1
    try:
        for number in (signal.SIGALRM, signal.SIGXCPU):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what a dying library prints is not for the user
        gc.disable()  # a grid has no cycles, but enough tuples to keep the collector busy
        load(needs)
        gc.freeze()
        _limit(resource.RLIMIT_CORE, 0)
        _limit(resource.RLIMIT_AS, _address_space() + memory)
        while True:
            job: Job = receive(jobs)
            _limit_time(seconds + job.more_seconds)
            reply = perform(job)
            _limit_time(None)
            answer(replies, reply)
            del job, reply
            gc.collect()  # what binds a grid leaves cycles behind
            gc.freeze()  # what is kept for the next file is not searched for them again
    except Gone:
        status = 0
    finally:
        os._exit(status)


def _limit_time(seconds: float | None) -> None:
    """Give the next job its share of CPU and of the clock; the default action of both signals is death."""
    if seconds is None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime + seconds))
    signal.setitimer(signal.ITIMER_REAL, 2 * seconds)


def _limit(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    with suppress(OSError, ValueError):  # macOS knows the names, but not every limit
        resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _address_space() -> int:
    """Bytes that this process has mapped already; a generous guess where there is no /proc."""
    try:
        with open(_PAGES, encoding="ascii") as pages:  # noqa: PTH123  # a tenth of pathlib's price
            return int(pages.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 4 << 30
