"""What passes between a process and its limited child: a length, then a pickle. Both ends are our own code."""

from __future__ import annotations

import pickle
import struct
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import IO, Any, Final, Literal

from qingjian.errors import UnreadableWorkbook
from qingjian.named_tuple import NamedTuple
from qingjian.sheets import guard

_LENGTH: Final = struct.Struct("<Q")


class Handed:
    """The bytes of a file for a task that lets go of them when it has read them: nobody else holds them."""

    __slots__ = ("_data",)

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __len__(self) -> int:
        return len(self._data)

    def take(self) -> bytes:
        """The bytes, once."""
        data, self._data = self._data, b""
        return data


class Job(NamedTuple):
    """A call to make in the child."""

    task: Callable[..., Any]  # Any: the caller's own types, which `Reader.run` gives back unchanged
    args: tuple[Any, ...]

    @property
    def more_seconds(self) -> float:
        """What the files that the job is given may take beyond the time for any job."""
        size = sum(len(arg) for arg in self.args if isinstance(arg, (bytes, Handed)))
        return guard.SECONDS_PER_MIB * size / guard.MIB


class Reply(NamedTuple):
    """How the call ended."""

    how: Literal["returned", "raised"]
    what: Any  # Any: the task's result, or the exception


class Gone(Exception):
    """The other end has closed the pipe."""


def send(pipe: IO[bytes], message: object) -> None:
    """Write one message."""
    payload = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(payload)))
    pipe.write(payload)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:  # Any: whatever was sent
    """Read one message; `Gone` if the other end is."""
    payload = _exactly(pipe, _LENGTH.unpack(_exactly(pipe, _LENGTH.size))[0])
    return pickle.loads(payload)  # noqa: S301  # written by our own child


def load(needs: str) -> None:
    """Load the module that the jobs need, and have it get ready by its `prepare`. Where that fails, the first job
    fails as well, and says why."""
    if needs:
        with suppress(Exception):
            import_module(needs).prepare()


def perform(job: Job) -> Reply:
    """Make the call. Running out of memory is a refusal, a bug travels with its traceback."""
    try:
        return Reply("returned", job.task(*job.args))
    except MemoryError:
        return Reply("raised", UnreadableWorkbook("too-expensive", "memory"))
    except Exception as error:  # noqa: BLE001  # handed on, not swallowed
        import traceback  # noqa: PLC0415  # a tenth of the start-up time, for bugs alone

        error.add_note(traceback.format_exc())
        return Reply("raised", error)


def answer(pipe: IO[bytes], reply: Reply) -> None:
    """Send the reply, or, if it cannot travel, what it looked like."""
    try:
        payload = pickle.dumps(reply, pickle.HIGHEST_PROTOCOL)
        if reply.how == "raised":
            pickle.loads(payload)  # noqa: S301  # our own; an exception may pickle and still not come back
    except MemoryError:
        payload = pickle.dumps(Reply("raised", UnreadableWorkbook("too-expensive", "memory")))
    except Exception as error:  # noqa: BLE001
        payload = pickle.dumps(Reply("raised", RuntimeError(f"{error}: {reply!r:.500}")))
    pipe.write(_LENGTH.pack(len(payload)))
    pipe.write(payload)
    pipe.flush()


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise Gone
    return data
