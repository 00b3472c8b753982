"""Limited children: results and errors travel, and whatever kills a child leaves this process alive."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from qingjian.errors import UnreadableWorkbook
from qingjian.sheets import child_windows
from qingjian.sheets.child import Reader, run_limited
from qingjian.sheets.child_protocol import Handed, Job
from qingjian.sheets.read import read
from support.xlsx_reading import book

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and forks")


class Odd(Exception):
    """Pickles, but does not come back."""

    def __reduce__(self) -> tuple[Callable[[], None], tuple[()]]:
        return _refuse, ()


def _refuse() -> None:
    raise TypeError("not that way")


def add(one: int, two: int) -> int:
    return one + two


def names(data: bytes) -> list[str]:
    return [sheet.name for sheet in read(data, "a.xlsx").sheets]


def own_pid() -> int:
    return os.getpid()


def burn() -> None:
    while True:
        pass


def sleep() -> None:
    time.sleep(60)


def swell() -> int:
    return len(bytes(1 << 30))


def fall(number: int) -> None:
    faulthandler.disable()  # pytest's own would print this death
    os.kill(os.getpid(), number)


def bug() -> None:
    raise KeyError("bug")


def odd() -> None:
    raise Odd("ab")


def work(data: bytes, seconds: float) -> int:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
    return len(data)


@pytest.fixture
def reader() -> Iterator[Reader]:
    with Reader(seconds=0.5, memory=256 << 20) as running:
        yield running


def test_results_and_refusals_come_back(reader: Reader) -> None:
    assert run_limited(add, 2, 3) == 5
    assert reader.run(names, book("")) == ["表"]
    with pytest.raises(UnreadableWorkbook) as refused:
        reader.run(names, b"")
    assert (refused.value.code, refused.value.detail) == ("empty-file", "")


def test_a_large_file_may_take_longer() -> None:
    with Reader(seconds=0.1, memory=256 << 20) as running:
        assert running.run(work, b"x" * (8 << 20), 1.2) == 8 << 20
        with pytest.raises(UnreadableWorkbook) as refused:
            running.run(work, b"x" * 1_000, 60)
    assert refused.value.detail == "time"


def test_one_child_serves_many_tasks_and_survives_refusals(reader: Reader) -> None:
    first = reader.run(own_pid)
    with pytest.raises(UnreadableWorkbook):
        reader.run(names, b"x")

    assert reader.run(own_pid) == first != os.getpid()


@pytest.mark.parametrize(
    ("task", "arguments", "code", "detail"),
    [
        (burn, (), "too-expensive", "time"),
        (sleep, (), "too-expensive", "time"),
        (swell, (), "too-expensive", "memory"),
        (fall, (signal.SIGSEGV,), "reader-died", "SIGSEGV"),
        (fall, (signal.SIGABRT,), "reader-died", "SIGABRT"),
        (fall, (signal.SIGKILL,), "too-expensive", "memory"),
        (os._exit, (3,), "reader-died", "768"),
    ],
)
def test_a_task_that_breaks_its_child_is_refused_and_the_next_goes_on(
    reader: Reader, task: object, arguments: tuple[object, ...], code: str, detail: str
) -> None:
    before = reader.run(own_pid)
    with pytest.raises(UnreadableWorkbook) as refused:
        reader.run(task, *arguments)  # type: ignore[arg-type]  # any task

    assert (refused.value.code, refused.value.detail) == (code, detail)
    assert reader.run(own_pid) != before


def test_bugs_propagate_with_the_childs_traceback(reader: Reader) -> None:
    with pytest.raises(KeyError) as raised:
        reader.run(bug)
    assert "in bug" in raised.value.__notes__[0]
    with pytest.raises(RuntimeError, match="Odd"):
        reader.run(odd)


def test_closing_leaves_no_process() -> None:
    with Reader() as reader:
        pid = reader.run(own_pid)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_limited_reading_costs_little_more() -> None:
    data = book("".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 3_000)))
    with Reader() as reader:
        reader.run(names, data)
        limited = min(_seconds(reader, data) for _ in range(9))
    free = min(_seconds(None, data) for _ in range(9))

    assert limited < 1.5 * free + 0.002


def _seconds(reader: Reader | None, data: bytes) -> float:
    start = time.perf_counter()
    if reader is None:
        names(data)
    else:
        reader.run(names, data)
    return time.perf_counter() - start


def test_the_worker_of_windows_works_here_too() -> None:
    child = child_windows.Child(seconds=5, memory=1 << 30)
    try:
        assert child.call(Job(os.path.basename, ("a/b",))).what == "b"
        assert child.call(Job(sorted, ([2, 1],))).what == [1, 2]
        assert child.call(Job(print, ("noise",))).what is None
        raised = child.call(Job(int, ("x",)))
        assert (raised.how, type(raised.what)) == ("raised", ValueError)
    finally:
        child.close()


def test_the_worker_of_windows_is_ended_when_its_time_is_up() -> None:
    child = child_windows.Child(seconds=0.4, memory=1 << 30)
    try:
        with pytest.raises(UnreadableWorkbook) as refused:
            child.call(Job(time.sleep, (30,)))
        assert (refused.value.code, refused.value.detail) == ("too-expensive", "time")
    finally:
        child.close()


def _taken(handed: Handed) -> tuple[bytes, int]:
    return handed.take(), len(handed)


def test_bytes_handed_over_are_taken_once() -> None:
    handed = Handed(b"x" * 3)
    assert Job(_taken, (handed,)).more_seconds == Job(len, (b"x" * 3,)).more_seconds > 0
    with Reader() as reader:
        assert reader.run(_taken, handed) == (b"xxx", 0)
    assert len(handed) == 3  # the child took its own copy


def test_a_child_made_ready_does_the_next_task() -> None:
    with Reader() as reader:
        child = reader.ready()
        assert reader.ready() is child
        assert reader.run(os.path.basename, "a/b") == "b"
        assert reader.ready() is child
