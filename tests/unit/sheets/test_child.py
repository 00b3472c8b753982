"""Limited children: results and errors travel, and whatever kills a child leaves this process alive."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qingjian.errors import UnreadableWorkbook
from qingjian.sheets import child_windows
from qingjian.sheets.child import Reader, bury, forget_ahead, run_limited, start_ahead
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
    bury()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_what_was_closed_is_not_kept_by_the_system_when_the_next_begins() -> None:
    with Reader() as reader:
        pid = reader.run(own_pid)
    deadline = time.monotonic() + 10
    while _is_kept(pid) and time.monotonic() < deadline:
        with Reader() as reader:
            reader.run(own_pid)
    assert not _is_kept(pid)


def _is_kept(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


MODULE = "sheets_child_needs"


def _needed() -> str:
    return str(sys.modules[MODULE].__dict__["found"])


@pytest.fixture
def needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A module that a task needs and that says in which process it was made ready."""
    lines = (
        "import os",
        "found = ''",
        "def prepare():",
        " global found",
        " found = found or str(os.getpid())",
    )
    (tmp_path / f"{MODULE}.py").write_text("\n".join(lines), encoding="ascii")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    yield MODULE
    sys.modules.pop(MODULE, None)


def test_a_child_started_ahead_loads_what_its_tasks_need_and_is_taken_once(needed: str) -> None:
    start_ahead(needed)
    assert needed not in sys.modules  # it was the child that loaded it
    with Reader() as reader, Reader() as second:
        reader.ready(needed)
        pid = reader.run(own_pid)
        assert reader.run(_needed) == str(pid)
        second.ready(needed)
        assert second.run(own_pid) != pid
        assert second.run(_needed) == str(os.getpid())  # loaded here, before the fork


def test_a_child_started_ahead_is_not_for_readers_that_need_something_else(needed: str) -> None:
    start_ahead(needed)
    with Reader() as plain, Reader(seconds=5) as hasty, Reader() as reader:
        plain.ready()
        hasty.ready(needed)
        assert plain.run(own_pid) != hasty.run(own_pid)
        reader.ready(needed)
        assert reader.run(_needed) == str(reader.run(own_pid))


def test_what_was_started_ahead_and_not_taken_is_ended(needed: str) -> None:
    start_ahead(needed)
    forget_ahead()
    bury()
    with Reader() as reader:
        reader.ready(needed)
        assert reader.run(_needed) == str(os.getpid())


def test_a_module_that_cannot_be_loaded_is_told_of_by_the_task() -> None:
    start_ahead("sheets_child_nowhere")
    with Reader() as reader:
        reader.ready("sheets_child_nowhere")
        assert reader.run(add, 1, 2) == 3
        with pytest.raises(KeyError):
            reader.run(_needed)


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
