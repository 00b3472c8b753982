"""Tries mutants on the tests that come past them: each in a process of its own, forked after collection.

A pytest plugin: whatever is imported and collected once serves every mutant. Only the code of functions is
exchanged, so that every alias and registration goes on pointing at the same, now mistaken, function."""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Final, Literal, NamedTuple, Protocol, cast

import pytest

from mutant_operators import Mutant, compiled, value_of

Verdict = Literal["killed", "survived", "same"]
"""`same`: the interpreter makes the same code of it, or nothing is left to exchange."""
Name = tuple[str, int, int]
_PACKAGE: Final = "qingjian.rules"
_MOST_MEMORY: Final = 4 << 30
_PATIENCE: Final = 20
"""A test that takes so many times its time has been killed by a loop."""
_LEAST_PATIENCE: Final = 5.0


class Judged(NamedTuple):
    """What became of a mutant."""

    verdict: Verdict
    by: str = ""
    """The test that noticed."""
    tests: int = 0
    """How many come past it."""


class Test(NamedTuple):
    """A test, as it went without any mutant."""

    seconds: float
    lines: Mapping[str, frozenset[int]]
    """Module → lines of the functions entered."""


class Plan(Protocol):
    """What the trial is asked to do."""

    def sources(self) -> Mapping[str, Path]: ...

    def wanted(self, tests: Mapping[str, Test]) -> Iterable[tuple[Mutant, Sequence[str]]]:
        """Mutants and the tests to ask first, cheapest first."""
        ...

    def judged(self, mutant: Mutant, outcome: Judged) -> None: ...

    def baseline(
        self, names: Iterable[str], made: Callable[[Iterable[str]], dict[str, Test]]
    ) -> dict[str, Test]:
        """How the tests go unmutated; made anew for those that have changed."""
        ...


class Trial:
    """The plugin: takes the place of pytest's own loop over the tests."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._sources = plan.sources()
        self._functions: dict[str, dict[Name, list[FunctionType]]] = {}
        self._caches: list[Callable[[], None]] = []

    def pytest_collection(self) -> None:
        """Before the test modules are imported: the same examples every time, and none shrunk."""
        from hypothesis import settings  # noqa: PLC0415  # pytest wants to be the first to import its plugins

        settings.register_profile("mutants", settings.get_profile("fast"), derandomize=True, database=None)
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            raise session.Interrupted("tests that cannot be collected notice nothing")
        items = {item.nodeid: item for item in session.items}
        self._functions = {module: _loaded(path) for module, path in self._sources.items()}
        self._caches = _caches()
        tests = self._plan.baseline(items, lambda names: self._measured([items[name] for name in names]))
        for name in sorted(items.keys() - tests.keys()):
            print(f"left out, for it fails without any mutant: {name}")
        gc.freeze()
        for mutant, names in self._plan.wanted(tests):
            self._plan.judged(mutant, self._tried(mutant, [items[name] for name in names], tests))
        return True

    def _tried(self, mutant: Mutant, items: Sequence[pytest.Item], tests: Mapping[str, Test]) -> Judged:
        def attempt(tell: Callable[[str], None]) -> None:
            tell("loading")  # a constant that cannot even be computed is noticed by everybody
            if not self._installed(mutant):
                tell("same")
                return
            self._forget()
            for item, following in _with_next(items):
                tell(item.nodeid)
                signal.setitimer(signal.ITIMER_REAL, _LEAST_PATIENCE + _PATIENCE * tests[item.nodeid].seconds)
                if _fails(item, following):
                    return
            tell("survived")

        *_, last = ["survived"] if not items else _forked(attempt)
        if last in {"same", "survived"}:
            return Judged(cast("Verdict", last), tests=len(items))
        if last == "loading" and mutant.function:
            raise ValueError(f"cannot be put in place: {mutant.id}")
        return Judged("killed", last, len(items))

    def _measured(self, items: Sequence[pytest.Item]) -> dict[str, Test]:
        """Every test that passes, with its time and the lines of the functions it comes past."""
        names = {str(path): module for module, path in self._sources.items()}

        def attempt(tell: Callable[[str], None]) -> None:
            for item, following in _with_next(items):
                seen: set[CodeType] = set()
                self._forget()
                start = time.perf_counter()
                failed = _fails(item, following)
                took = time.perf_counter() - start
                self._forget()
                sys.settrace(_tracer(names, seen))
                failed = failed or _fails(item, following)
                sys.settrace(None)
                if not failed:
                    lines: dict[str, list[int]] = defaultdict(list)
                    for code in seen:
                        lines[names[code.co_filename]] += {line for _, _, line in code.co_lines() if line}
                    tell(json.dumps([item.nodeid, took, lines]))

        return {name: restored(took, lines) for name, took, lines in map(json.loads, _forked(attempt))}

    def _forget(self) -> None:
        for clear in self._caches:
            clear()

    def _installed(self, mutant: Mutant) -> bool:
        path = self._sources[mutant.module]
        source = path.read_text(encoding="utf-8")
        if not mutant.function:
            return _constant_set(f"{_PACKAGE}.{mutant.module}", *value_of(source, str(path), mutant))
        known = self._functions[mutant.module]
        changed = False
        for name, code in _named(compiled(source, str(path), mutant)):
            for function in known.get(name, ()):
                if function.__code__ != code:
                    function.__code__ = code
                    changed = True
        return changed


# ---------------------------------------------------------------- exchanging code


def _named(code: CodeType) -> Iterator[tuple[Name, CodeType]]:
    """All code within, by its qualified name, line, and count among those of one name on one line."""
    seen: Counter[tuple[str, int]] = Counter()
    for inner in _within(code):
        key = (inner.co_qualname, inner.co_firstlineno)
        yield (*key, seen[key]), inner
        seen[key] += 1


def _within(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _within(constant)


def _loaded(path: Path) -> dict[Name, list[FunctionType]]:
    """The functions of a module that exist, wherever they are registered or wrapped."""
    source = path.read_text(encoding="utf-8")
    names = {code: name for name, code in _named(compile(source, str(path), "exec", dont_inherit=True))}
    found: dict[Name, list[FunctionType]] = defaultdict(list)
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__ in names:
            found[names[one.__code__]].append(one)
    return found


def _constant_set(module: str, name: str, value: CodeType) -> bool:
    """Also where other modules have it by its name."""
    home = sys.modules[module].__dict__
    before, after = home[name], eval(value, home)  # noqa: S307  # our own source, changed by ourselves
    if before == after:
        return False
    for known in [one for key, one in sys.modules.items() if key.startswith(_PACKAGE)]:
        if known.__dict__.get(name) is before:
            setattr(known, name, after)
    return True


def _caches() -> list[Callable[[], None]]:
    """How to forget what earlier tests have left behind, which would hide a mutant."""
    found = [
        one.cache_clear
        for one in gc.get_objects()
        if type(one).__name__ == "_lru_cache_wrapper" and getattr(one, "__module__", "").startswith(_PACKAGE)
    ]
    return [*found, sys.modules[f"{_PACKAGE}.plan"].__dict__["_PLANS"].clear]


# ---------------------------------------------------------------- running


def _with_next(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    yield from zip(items, [*items[1:], None], strict=True)


def _fails(item: pytest.Item, following: pytest.Item | None) -> bool:
    from _pytest.runner import runtestprotocol  # noqa: PLC0415  # the only way to run a single item

    return any(report.failed for report in runtestprotocol(item, nextitem=following, log=False))


def _forked(work: Callable[[Callable[[str], None]], None]) -> list[str]:
    """The lines that a child process says, until it ends or is ended by a limit."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _child(work, reading, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as said:
        lines = said.read().splitlines()
    os.waitpid(child, 0)
    return lines


def _child(work: Callable[[Callable[[str], None]], None], reading: int, writing: int) -> None:
    os.close(reading)
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    try:
        work(lambda line: _say(writing, line))
    finally:
        os._exit(0)


def _say(writing: int, line: str) -> None:
    data = f"{line}\n".encode()
    while data:
        data = data[os.write(writing, data) :]


# ---------------------------------------------------------------- measuring


def restored(seconds: float, lines: Mapping[str, Sequence[int]]) -> Test:
    """A test as it was written down."""
    return Test(seconds, {module: frozenset(found) for module, found in lines.items()})


def _tracer(names: Mapping[str, str], seen: set[CodeType]) -> Callable[..., None]:
    """Which functions are entered; which of their lines are passed would take five times as long to see."""

    def entered(frame: FrameType, _event: str, _argument: object) -> None:
        if frame.f_code.co_filename in names:
            seen.add(frame.f_code)

    return entered
