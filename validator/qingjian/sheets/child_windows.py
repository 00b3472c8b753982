"""A limited child on Windows: a fresh interpreter in a Job Object that bounds its memory, ended when its time is up.

The worker itself is portable, so that everything except the Job Object is tested on every system.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import IO, Final

from qingjian.errors import UnreadableWorkbook
from qingjian.sheets.child_protocol import Gone, Job, Reply, answer, load, perform, receive, send

_BOOT: Final = (
    "import sys; sys.path[:] = {path!r}; from qingjian.sheets.child_windows import serve; serve({needs!r})"
)
INHERITS: Final = False
"""A fresh interpreter knows nothing of what this process has loaded."""
_HANDLE: Final = "_handle"
"""Where Popen keeps it; not in its published types."""
_QUOTA: Final = frozenset({1816, 0xC0000044})
"""What Windows reports of a process that its Job Object ended."""


def bury() -> None:
    """Nothing is kept of a process that has ended."""


class Child:
    """A worker process that waits for jobs. Tasks must be importable by name."""

    def __init__(self, *, seconds: float, memory: int, needs: str = "") -> None:
        self._process = subprocess.Popen(
            [_interpreter(), "-c", _BOOT.format(path=sys.path, needs=needs)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._job = confine(self._process, memory=memory)
        self._seconds = 2 * seconds
        self._is_expired = False
        if self._process.stdin is None or self._process.stdout is None:
            raise OSError("no pipes to the worker")
        self._jobs: IO[bytes] = self._process.stdin
        self._replies: IO[bytes] = self._process.stdout

    def call(self, job: Job) -> Reply:
        """Do one job; a child that died over it is a refusal."""
        alarm = threading.Timer(self._seconds + 2 * job.more_seconds, self._expire)
        alarm.start()
        try:
            send(self._jobs, job)
            reply: Reply = receive(self._replies)
        except (Gone, OSError):
            raise self._verdict() from None
        finally:
            alarm.cancel()
        return reply

    def close(self) -> None:
        """End the worker, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._jobs, self._replies):
            try:
                pipe.close()
            except OSError:
                continue

    def _expire(self) -> None:
        self._is_expired = True
        self._process.kill()

    def _verdict(self) -> UnreadableWorkbook:
        status = self._process.wait()
        if self._is_expired:
            return UnreadableWorkbook("too-expensive", "time")
        if status in _QUOTA:
            return UnreadableWorkbook("too-expensive", "quota")
        return UnreadableWorkbook("reader-died", str(status))


def serve(needs: str = "") -> None:
    """The worker's whole life: jobs from standard input, replies to standard output."""
    jobs, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not end up among the replies
    load(needs)
    try:
        while True:
            job: Job = receive(jobs)
            answer(replies, perform(job))
    except Gone:
        return


def _interpreter() -> str:
    """In a virtual environment on Windows `sys.executable` only starts the real one, outside the Job Object."""
    if sys.platform == "win32":
        return getattr(sys, "_base_executable", sys.executable)
    return sys.executable


def confine(process: subprocess.Popen[bytes], *, memory: int) -> object:
    """Put the worker into a Job Object; it dies when the object is forgotten. Does nothing elsewhere."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  # Windows only
        from ctypes import wintypes  # noqa: PLC0415

        class Basic(ctypes.Structure):
            _fields_ = (
                ("PerProcessUserTimeLimit", ctypes.c_int64),
                ("PerJobUserTimeLimit", ctypes.c_int64),
                ("LimitFlags", wintypes.DWORD),
                ("MinimumWorkingSetSize", ctypes.c_size_t),
                ("MaximumWorkingSetSize", ctypes.c_size_t),
                ("ActiveProcessLimit", wintypes.DWORD),
                ("Affinity", ctypes.c_size_t),
                ("PriorityClass", wintypes.DWORD),
                ("SchedulingClass", wintypes.DWORD),
            )

        class Extended(ctypes.Structure):
            _fields_ = (
                ("BasicLimitInformation", Basic),
                ("IoInfo", ctypes.c_uint64 * 6),
                ("ProcessMemoryLimit", ctypes.c_size_t),
                ("JobMemoryLimit", ctypes.c_size_t),
                ("PeakProcessMemoryUsed", ctypes.c_size_t),
                ("PeakJobMemoryUsed", ctypes.c_size_t),
            )

        process_memory, kill_on_close = 0x100, 0x2000
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, wintypes.LPCWSTR)
        kernel.SetInformationJobObject.argtypes = (
            wintypes.HANDLE,
            ctypes.c_int,
            ctypes.c_void_p,
            wintypes.DWORD,
        )
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        job = kernel.CreateJobObjectW(None, None)
        if not job:
            raise ctypes.WinError(ctypes.get_last_error())
        limits = Extended()
        limits.BasicLimitInformation.LimitFlags = process_memory | kill_on_close
        limits.ProcessMemoryLimit = memory + (64 << 20)  # the interpreter itself
        done = kernel.SetInformationJobObject(job, 9, ctypes.byref(limits), ctypes.sizeof(limits))
        if not done or not kernel.AssignProcessToJobObject(job, int(getattr(process, _HANDLE))):
            error = ctypes.WinError(ctypes.get_last_error())
            kernel.CloseHandle(job)
            process.kill()
            raise error
        return job
    return None
