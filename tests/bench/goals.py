"""What the product promises of its speed, and how each promise is measured. All figures are ratios of one run."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal, NamedTuple

from bench.in_calc import pressed
from bench.measure import ROOT, Cost, Run, command, medians, task
from bench.prepare import FEW, Files
from bench.tasks import page_of
from support.browser import Browser, missing
from support.office import missing as lacking

_HURT_SECONDS: Final = 2.0
_HURT_MB: Final = 150.0
_FILLED: Final = ROOT / "workbooks" / "samples" / "liaoning-2024-filled.xlsx"
_SHOWN: Final = 300
"""Files on one page."""


class Row(NamedTuple):
    """One line of the table. `most`: the measured value must not be larger; `least`: not smaller."""

    goal: str
    what: str
    bound: Literal["most", "least"]
    must: float
    stretch: float
    measured: float
    unit: str

    @property
    def is_met(self) -> bool:
        return self.measured <= self.must if self.bound == "most" else self.measured >= self.must


def rows(files: Files, *, rounds: int, peer: str | None) -> Iterator[Row]:
    """Every goal, measured. `peer`: an interpreter that has frictionless."""
    yield from _batch(files, rounds, peer)
    yield from _again(files.typical, rounds)
    yield from _again(files.many, 1)
    yield from _growth(files)
    yield from _cluster(files)
    yield from _start(files.typical[0], rounds)
    yield from _long(files, rounds)
    yield from _writing(files, rounds)
    yield from _hostile(
        files
    )  # before the browser: a process starts with the memory of the one that starts it
    yield from _page(files, rounds)
    yield from _worksheet(rounds)
    yield from _in_calc(files)


def _batch(files: Files, rounds: int, peer: str | None) -> Iterator[Row]:
    few = files.typical[:FEW]
    runs: dict[str, Run] = {
        "floor": task("floor", files.typical),
        "check": task("check", files.typical),
        "unlimited": task("check_unlimited", files.typical),
        "two": task("check_twice", files.typical),
        "openpyxl": task("openpyxl_load", few),
    }
    if peer is not None:
        runs |= {name: task(name, few, python=peer) for name in ("frictionless", "frictionless_merged")}
    costs = medians(runs, rounds=rounds)
    check = costs["check"]
    yield Row("P1", "check / floor", "most", 6, 3, check.cpu / costs["floor"].cpu, "F")
    yield Row("P1", "openpyxl load / check", "least", 12, 25, costs["openpyxl"].cpu / check.cpu, "×")
    if peer is not None:
        for name, what in (("frictionless", "one list"), ("frictionless_merged", "表1, merged cells filled")):
            ratio = costs[name].cpu / check.cpu
            yield Row("P1", f"frictionless on {what} / check", "least", 12, 25, ratio, "×")
    yield Row("P2", "one job / two jobs", "least", 1.75, 1.9, check.wall / costs["two"].wall, "×")
    yield Row("P2", "limits on / off", "most", 1.3, 1.1, check.wall / costs["unlimited"].wall, "×")
    yield Row("P5", "peak of the batch", "most", 60, 30, check.peak, "MB")


def _again(files: list[Path], rounds: int) -> Iterator[Row]:
    again = task("check_again", files)
    again()  # makes what the others find
    costs = medians(
        {"first": task("check", files), "again": again, "changed": task("check_changed", files)},
        rounds=rounds,
    )
    first, count = costs["first"].cpu, len(files)
    for name, what, must, stretch in (
        ("again", "unchanged", 0.2, 0.08),
        ("changed", "one in a hundred changed", 0.25, 0.12),
    ):
        ratio = costs[name].cpu / first
        yield Row("P7", f"{count} files again, {what} / first", "most", must, stretch, ratio, "×")


def _page(files: Files, rounds: int) -> Iterator[Row]:
    """What the page costs beside the check, and how long it keeps a browser busy in one go while it opens."""
    shown = files.typical[:_SHOWN]
    costs = medians({name: task(name, shown) for name in ("check", "page")}, rounds=rounds)
    ratio = costs["page"].cpu / costs["check"].cpu - 1
    yield Row("P9", f"page of {len(shown)} files / checking them", "most", 0.5, 0.25, ratio, "×")
    if missing() is None:
        with tempfile.TemporaryDirectory() as profile:
            browser = Browser(Path(profile))
            longest = max(browser.tasks(page_of(shown)))
            browser.close()
        yield Row("P9", "longest task in the browser", "most", 200, 100, longest, "ms")


def _growth(files: Files) -> Iterator[Row]:
    """Cost of many files against a tenth of them; ten times as much is linear, less where starting counts."""
    sizes = [few for few in (10, 100) if few < len(files.typical)]
    samples = [*(files.typical[:few] for few in sizes), files.typical, files.many]
    costs = medians({str(len(some)): task("check", some) for some in samples}, rounds=1)
    total = {len(some): costs[str(len(some))].cpu * len(some) for some in samples}
    for few, many in pairwise(total):
        growth = many / few
        yield Row("P11", f"{many} files / {few}", "most", 1.2 * growth, growth, total[many] / total[few], "×")
    peak = costs[str(len(files.many))].peak
    yield Row("P11", f"peak of {len(files.many)} files", "most", 150, 80, peak, "MB")
    runs = {path.stem: task("check", [path]) for path in files.lists}
    costs = medians(runs, rounds=1)
    for short, long in pairwise(runs):
        yield Row("P11", f"{long} / {short}", "most", 12, 10.5, costs[long].cpu / costs[short].cpu, "×")


def _cluster(files: Files) -> Iterator[Row]:
    """The same batch by dask.distributed; the bounds are our own. A file without a verdict would cost for ever."""
    names = ("check_twice", "check_by_dask", "check_by_dask_killed")
    costs = medians({name: task(name, files.many) for name in names}, rounds=1)
    pool, whole, killed = (costs[name].wall for name in names)
    count = len(files.many)
    yield Row("P2", f"{count} files by dask, two workers / two jobs", "most", 2, 1.6, whole / pool, "×")
    yield Row("P2", f"{count} files, one worker killed half-way / two jobs", "most", 4, 3, killed / pool, "×")


def _start(path: Path, rounds: int) -> Iterator[Row]:
    check = command("-m", "qingjian", "check", path)
    check()  # compiles what was edited since the last run
    costs = medians(
        {
            "pass": command("-c", "pass"),
            "check": check,
            "version": command("-m", "qingjian", "--version"),
        },
        rounds=12 * rounds,
    )
    nothing = costs["pass"].wall
    yield Row("P3", "one workbook / python -c pass", "most", 12, 6, costs["check"].wall / nothing, "P")
    yield Row("P3", "--version / python -c pass", "most", 5, 3, costs["version"].wall / nothing, "P")


def _long(files: Files, rounds: int) -> Iterator[Row]:
    shorter, longer = files.lists[-2:]
    costs = medians(
        {
            "floor": task("floor", [longer]),
            "long": task("check", [longer]),
            "short": task("check", [shorter]),
        },
        rounds=rounds,
    )
    long = costs["long"]
    yield Row("P4", "long list / floor", "most", 6, 2.5, long.cpu / costs["floor"].cpu, "F")
    yield Row("P4", "long list / a tenth of it", "most", 12, 10.5, long.cpu / costs["short"].cpu, "×")
    yield Row("P5", "peak of the long list", "most", 150, 80, long.peak, "MB")


def _writing(files: Files, rounds: int) -> Iterator[Row]:
    few = files.uncalculated
    names = ("fill", "annotate", "openpyxl_save")
    costs = medians({name: task(name, few) for name in names}, rounds=rounds)
    for name in ("fill", "annotate"):
        ratio = costs["openpyxl_save"].cpu / costs[name].cpu
        yield Row("P6", f"openpyxl load + save / {name}", "least", 10, 30, ratio, "×")


def _worksheet(rounds: int) -> Iterator[Row]:
    costs = medians({name: task(name, []) for name in ("range_call", "plain_loop")}, rounds=rounds)
    ratio = costs["range_call"].cpu / costs["plain_loop"].cpu
    yield Row("P10", "10,000 cells in one call / plain loop", "most", 3, 1.2, ratio, "×")


def _in_calc(files: Files) -> Iterator[Row]:
    """The button 校验 on the filled form, and on the list with a tenth of the rows: each company in two tables. The
    bounds are our own; no goal was given."""
    if lacking():
        return
    for what, path in (("the filled form", _FILLED), (files.lists[-2].stem, files.lists[-2])):
        done = pressed(path)
        saved = medians({"saved": task("openpyxl_save", [path])}, rounds=1)["saved"].wall
        yield Row(
            "P10", f"校验 in Calc / openpyxl load + save, {what}", "most", 5, 2, done.first / saved, "×"
        )
        yield Row(
            "P10", f"校验 in Calc again / openpyxl load + save, {what}", "most", 5, 2, done.again / saved, "×"
        )


def _hostile(files: Files) -> Iterator[Row]:
    for path in files.hostile:
        cost = command("-m", "qingjian", "check", path)()
        peak = max(
            cost.peak, task("check_hostile", [path])().peak
        )  # a killed child tells only who waits for it
        yield Row("P8", f"{path.stem}: time", "most", _HURT_SECONDS, 0.3, _answered(cost), "s")
        yield Row("P8", f"{path.stem}: peak", "most", _HURT_MB, 60, peak, "MB")


def _answered(cost: Cost) -> float:
    """Seconds until a verdict; forever, where the process itself was killed or broke."""
    return cost.wall if cost.code in (0, 1, 2) else float("inf")
