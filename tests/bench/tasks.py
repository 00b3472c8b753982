"""What the bench times, each in a process of its own: `python tasks.py NAME < FILES` prints seconds and memory.

Seconds are the CPU's, children included: where others use the machine as well they are steadier than the clock's."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from bench import cluster, peers  # a script, not a package
from bench.peers import target

if TYPE_CHECKING:
    from qingjian.model.verdict import Report, Verdict

_SHEET: Final = re.compile(r'<sheet name="([^"]*)" sheetId="([0-9]+)"')
_IDLE: Final = ("[Content_Types].xml", "docProps/app.xml", "docProps/core.xml", "xl/theme/theme1.xml")
"""Parts that no check has to read; neither has it to read the sheets of codes and results."""


_ONE_IN: Final = 100


def floor(paths: Sequence[Path]) -> None:
    """Inflate every part that a check has to read, and let expat run over it without callbacks."""
    for path in paths:
        with zipfile.ZipFile(path) as package:
            for name in _needed(package):
                expat.ParserCreate().Parse(package.read(name), True)


def _needed(package: zipfile.ZipFile) -> list[str]:
    from qingjian.bind.parameters import is_unread_helper  # noqa: PLC0415  # every task imports its own

    book = package.read("xl/workbook.xml").decode()
    unread = {
        f"xl/worksheets/sheet{number}.xml" for name, number in _SHEET.findall(book) if is_unread_helper(name)
    }
    return [name for name in package.namelist() if name not in unread and name not in _IDLE]


def check(paths: Sequence[Path]) -> Report:
    """All rules over all files, by one process and its limited child."""
    from qingjian.api.checking import check as check_files  # noqa: PLC0415

    return check_files(paths)


def check_hostile(paths: Sequence[Path]) -> None:
    """Files of which some are refused, as they should be."""
    check(paths)


def check_twice(paths: Sequence[Path]) -> Report:
    """The same by two processes."""
    from qingjian.api.checking import check as check_files  # noqa: PLC0415

    return check_files(paths, jobs=2)


def check_again(paths: Sequence[Path]) -> Report:
    """The same with the verdicts of an earlier run, which the first call makes."""
    from qingjian.api.checking import check as check_files  # noqa: PLC0415

    return check_files(paths, cache=_cache(paths))


def check_changed(paths: Sequence[Path]) -> Report:
    """The same after one file in a hundred was changed."""
    from qingjian.api.checking import check as check_files  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        changed = [_changed(path, Path(folder, path.name)) for path in paths[::_ONE_IN]]
        rest = [path for number, path in enumerate(paths) if number % _ONE_IN]
        return check_files([*changed, *rest], cache=_cache(paths))


def page(paths: Sequence[Path]) -> Report:
    """All rules, and the HTML page of all files; it stays, for a browser to open."""
    from qingjian.api.checking import check as check_files  # noqa: PLC0415
    from qingjian.reporters import Style, as_file  # noqa: PLC0415

    found = check_files(paths, pictures=True)
    page_of(paths).write_bytes(as_file("html", found, Style()))
    return found


def page_of(paths: Sequence[Path]) -> Path:
    """Where the page of some files is written."""
    return paths[0].parents[1] / "page.html"


def _cache(paths: Sequence[Path]) -> Path:
    return paths[0].parents[1] / "cache"


def _changed(path: Path, target: Path) -> Path:
    """A copy with a comment that no other has."""
    shutil.copy(path, target)
    with zipfile.ZipFile(target, "a") as package:
        package.comment = os.urandom(16)
    return target


def check_unlimited(paths: Sequence[Path]) -> None:
    """The same without a child and its limits."""
    from qingjian.api.judge import judge  # noqa: PLC0415

    for path in paths:
        judge(path.read_bytes(), path.name)


def fill(paths: Sequence[Path]) -> None:
    """Every computed cell of every file filled."""
    from qingjian.api.filling import fill as fill_file  # noqa: PLC0415

    for path in paths:
        fill_file(path, target())


def annotate(paths: Sequence[Path]) -> None:
    """A note in every file and the sheet of results."""
    from qingjian.api.annotating import annotate as annotate_file  # noqa: PLC0415

    verdict = _verdict(paths[0])
    for path in paths:
        annotate_file(path, verdict, target())


_CELLS: Final = [[number + 0.25] for number in range(10_000)]
_CALLS: Final = 20


def range_call(paths: Sequence[Path]) -> None:  # noqa: ARG001  # every task is given files
    """A column of 10,000 cells handed to a worksheet function, several times."""
    from qingjian_addin.functions import FUNCTIONS  # noqa: PLC0415

    for _ in range(_CALLS):
        FUNCTIONS["QJ_CO2_POWER"](_CELLS, 0.7769)


def plain_loop(paths: Sequence[Path]) -> None:  # noqa: ARG001
    """The same arithmetic without any check, the same imports included."""
    from decimal import Decimal  # noqa: PLC0415

    from qingjian_addin.functions import FUNCTIONS  # noqa: PLC0415

    factor, thousand = Decimal("0.7769"), Decimal(1000)
    for _ in range(_CALLS):
        [[float(Decimal(repr(row[0])) * factor / thousand)] for row in _CELLS]
    FUNCTIONS["QJ_CO2_POWER"](1.0, 0.7769)


TASKS: Final[dict[str, Callable[[Sequence[Path]], Report | None]]] = {
    task.__name__: task
    for task in (
        floor,
        check,
        check_hostile,
        check_twice,
        check_again,
        check_changed,
        cluster.check_by_dask,
        cluster.check_by_dask_killed,
        page,
        check_unlimited,
        fill,
        annotate,
        peers.openpyxl_load,
        peers.openpyxl_save,
        peers.frictionless,
        peers.frictionless_merged,
        range_call,
        plain_loop,
    )
}


def _verdict(path: Path) -> Verdict:
    from qingjian.api.checking import check as check_files  # noqa: PLC0415

    return check_files([path]).files[0]


def _cpu() -> float:
    """What this process and its children took, those included that nobody has waited for."""
    if "qingjian.sheets.child" in sys.modules:
        sys.modules["qingjian.sheets.child"].bury()
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _peak() -> float:
    """The larger of this process and its largest child, in MB."""
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    try:
        status = Path("/proc/self/status").read_text("ascii")
    except OSError:
        return max(child, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    # The kernel's own figure for this process remembers the one that started it.
    return max(child, int(status.partition("VmHWM:")[2].split()[0]) / 1024)


def _main(name: str, paths: Sequence[Path]) -> None:
    TASKS[name](paths[:1])  # imports and first-time work are no part of the ratio
    before, clock = _cpu(), time.perf_counter()
    report = TASKS[name](paths)
    seconds, wall = _cpu() - before, time.perf_counter() - clock
    target().unlink(missing_ok=True)
    refused = 0 if report is None else sum(one.status == "unreadable" for one in report.files)
    sys.stdout.write(json.dumps({"cpu": seconds, "wall": wall, "peak": _peak(), "refused": refused}))


if __name__ == "__main__":
    _main(sys.argv[1], [Path(argument) for argument in sys.stdin.read().splitlines()])
