"""Mistakes put into the rules' own code, one at a time: does a test notice each of them?

    tools/mutate.py                every module of qingjian.rules; writes docs/mutants.md
    tools/mutate.py carbon sums    these modules
    tools/mutate.py --fresh        trust no earlier result

What was found out is kept in build/mutants: a mutant that a test has noticed is not tried again while its module
and that test are as they were; the others are, whenever a test or an example has changed."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

import pytest

from mutant_operators import Mutant, mutants
from mutant_page import page
from mutant_trial import Judged, Test, Trial, restored

ROOT: Final = Path(__file__).resolve().parents[1]
RULES: Final = ROOT / "validator/qingjian/rules"
EXPLAINED: Final = ROOT / "tests/mutants.json"
KEPT: Final = ROOT / "build/mutants"
PAGE: Final = ROOT / "docs/mutants.md"
TESTS: Final = ("tests/rules", "tests/golden", "tests/unit/rules")
WATCHED: Final[Mapping[str, Sequence[str]]] = {
    "carbon": ("tests/unit/rules/test_carbon_told.py",),
    "carbon_pairs": ("tests/unit/rules/test_carbon_told.py",),
    "causes": (
        "tests/unit/rules/test_what_follows.py",
        "tests/rules/test_causes.py",
        "tests/unit/api/test_explained_files.py",
    ),
    "cells": ("tests/unit/rules/test_cells_by_column.py",),
    "columns": ("tests/unit/rules/test_extra_columns.py",),
    "companies": ("tests/unit/rules/test_lists_in_pairs.py", "tests/unit/rules/test_names_of_companies.py"),
    "copied": ("tests/unit/rules/test_figures_copied.py",),
    "cover": ("tests/unit/rules/test_covers.py",),
    "credit": ("tests/unit/rules/test_credit_codes_in_lists.py",),
    "explanations": ("tests/unit/rules/test_explaining.py", "tests/unit/api/test_explained_files.py"),
    "peers": ("tests/unit/rules/test_what_savings_are_worth.py",),
    "same_companies": (
        "tests/unit/rules/test_lists_in_pairs.py",
        "tests/unit/rules/test_names_of_companies.py",
    ),
    "worth": ("tests/unit/rules/test_what_savings_are_worth.py",),
    "runner": (
        "tests/unit/rules/test_running.py",
        "tests/rules/test_runner.py",
        "tests/rules/test_life_cycle.py",
    ),
}
"""Module → tests that watch it without naming it, asked first and in full; those outside TESTS are asked of it alone."""
_LAST: Final = ("test_rule_files", "test_structure_examples", "tests/unit/api", "tests/golden", "at_random")
"""Tests that take their time, and see less."""
_OVERHEAD: Final = 0.02
"""Seconds that any test costs."""
_NEARER: Final = 4
"""A test named after a rule of the module, or importing it (squared), may take so many times as long as another to be asked before it."""
_LONGEST: Final = 1_000
"""Lines of a module; none has so many."""
_OFTEN: Final = 30
"""Seconds between one saving and the next."""
_CODE: Final = re.compile(r"QJ[0-9]{4}")
_FROM: Final = re.compile(r"from qingjian\.rules\.(\w+) import")
_BESIDE: Final = re.compile(r"from qingjian\.rules import (.+)")
_SEEN: Final = ("validator", "tests", "schemas")
"""What decides how a test goes."""


def sources() -> dict[str, Path]:
    """The modules of the rules."""
    return {path.stem: path for path in sorted(RULES.glob("*.py")) if path.stem != "__init__"}


def all_mutants() -> list[Mutant]:
    """Every mutant there is."""
    return [
        one for name, path in sources().items() for one in mutants(name, path.read_text(encoding="utf-8"))
    ]


def explained() -> dict[str, str]:
    """Mutant → why it makes no difference."""
    known: dict[str, dict[str, str]] = json.loads(EXPLAINED.read_text(encoding="utf-8"))
    return {mutant: reason for module in known.values() for mutant, reason in module.items()}


class Run:
    """One run: what to try, what is known already, and what has come out."""

    def __init__(self, modules: Sequence[str], *, fresh: bool, patience: float) -> None:
        self._modules = modules
        self._patience = patience
        world = _hash(path for area in _SEEN for path in (ROOT / area).rglob("*") if _counts(path))
        self._all = f"{world} {patience}"
        self._each = {name: _hash([path]) for name, path in sources().items()}
        self._results = {} if fresh else _read(KEPT / "results.json")
        self._kept = time.monotonic()
        self._noticed: Counter[tuple[str, str]] = Counter()
        """How many mutants of a module, and of a function, each test has noticed."""
        for mutant, known in self._results.items():
            if known["verdict"] == "killed":
                self._count(mutant.partition(".")[0].partition(":")[0], "", known["by"])

    def sources(self) -> Mapping[str, Path]:
        return sources()

    def baseline(
        self, names: Iterable[str], made: Callable[[Iterable[str]], dict[str, Test]]
    ) -> dict[str, Test]:
        kept = _read(KEPT / "baseline.json")
        of = {name: self._hash_of(name) for name in names}
        changed = [name for name in of if kept.get(name, {}).get("of") != of[name]]
        for name, test in made(changed).items() if changed else ():
            lines = {module: sorted(found) for module, found in test.lines.items()}
            modules = {module: self._each[module] for module in lines}
            kept[name] = {"of": of[name], "seconds": test.seconds, "lines": lines, "modules": modules}
        _write(KEPT / "baseline.json", kept)
        known = [name for name in of if kept.get(name, {}).get("of") == of[name]]
        return {name: self._restored(kept[name]) for name in known}

    def _hash_of(self, test: str) -> str:
        """What decides which functions a test comes past: its own file, and the rule whose example it is."""
        files = [ROOT / test.partition("::")[0]]
        if code := _CODE.search(test):
            files += (ROOT / "schemas/rules").glob(f"{code.group()}.json")
        return _hash(files)

    def _restored(self, kept: Mapping[str, Any]) -> Test:
        """A test as it was measured; of modules that have changed since, it may come past any line."""
        lines = {
            module: found if kept["modules"][module] == self._each.get(module) else range(_LONGEST)
            for module, found in kept["lines"].items()
        }
        return restored(kept["seconds"], lines)

    def wanted(self, tests: Mapping[str, Test]) -> Iterator[tuple[Mutant, Sequence[str]]]:
        for name in self._modules:
            here = mutants(name, sources()[name].read_text(encoding="utf-8"))
            for mutant in here:
                if not self._is_known(mutant, tests):
                    yield mutant, self._asked(mutant, tests)
                    self._keep_now_and_then()
            _write(KEPT / "results.json", self._results)
            self._tell(name, here)

    def _keep_now_and_then(self) -> None:
        if time.monotonic() - self._kept > _OFTEN:
            self._kept = time.monotonic()
            _write(KEPT / "results.json", self._results)

    def _count(self, module: str, function: str, test: str) -> None:
        self._noticed.update([(module, test), (f"{module}.{function}", test)])

    def judged(self, mutant: Mutant, outcome: Judged) -> None:
        of = self._each[mutant.module] if outcome.verdict == "killed" else self._all
        self._results[mutant.id] = {
            "of": of,
            "verdict": outcome.verdict,
            "by": outcome.by,
            "tests": outcome.tests,
        }
        if outcome.verdict == "killed":
            self._count(mutant.module, mutant.function, outcome.by)
        if outcome.verdict == "survived":
            why = "" if outcome.tests else " (no test comes past)"
            print(f"  {mutant.module}:{min(mutant.lines, default=0)}{why} {mutant.id}", flush=True)

    def verdict(self, mutant: Mutant) -> str:
        found: str = self._results.get(mutant.id, {}).get("verdict", "unknown")
        return found

    def _is_known(self, mutant: Mutant, tests: Mapping[str, Test]) -> bool:
        kept = self._results.get(mutant.id)
        if kept is None:
            return False
        if kept["verdict"] == "killed":
            return kept["of"] == self._each[mutant.module] and kept["by"] in {"loading", *tests}
        return bool(kept["of"] == self._all)

    def _asked(self, mutant: Mutant, tests: Mapping[str, Test]) -> list[str]:
        """The test that noticed last time, those that notice most for their time, then those that see little else."""
        last = self._results.get(mutant.id, {}).get("by")
        own = _codes(mutant.module)

        def rank(name: str) -> tuple[bool, bool, float, float, bool, float]:
            lines = tests[name].lines
            cost = tests[name].seconds + _OVERHEAD
            near = _NEARER if any(f"[{code}" in name for code in own) else 1
            near *= _NEARER**2 if mutant.module in _imported(name.partition("::")[0]) else 1
            return (
                name != last,
                not _watches(name, mutant.module),
                -self._noticed[f"{mutant.module}.{mutant.function}", name] / cost,
                -self._noticed[mutant.module, name] / cost,
                any(one in name for one in _LAST),
                cost / near * sum(map(len, lines.values())) / len(lines[mutant.module]),
            )

        past = [one for one in tests if mutant.lines & tests[one].lines.get(mutant.module, frozenset())]
        past = [one for one in past if one.startswith(TESTS) or _watches(one, mutant.module)]
        past.sort(key=rank)
        sure = sum(_watches(name, mutant.module) for name in past) or 1
        spent = accumulate(tests[name].seconds for name in past[sure:])
        return past[:sure] + [
            name for name, until in zip(past[sure:], spent, strict=True) if until < self._patience
        ]

    def _tell(self, name: str, here: Sequence[Mutant]) -> None:
        alive = [one for one in here if self.verdict(one) == "survived"]
        known = explained()
        open_ = sum(one.id not in known for one in alive)
        print(f"{name}: {len(here)} mutants, {len(alive)} survive, {open_} unexplained", flush=True)


def _watches(test: str, module: str) -> bool:
    return test.startswith(tuple(WATCHED.get(module, ())))


@cache
def _codes(module: str) -> frozenset[str]:
    """The rules whose algorithm stands in a module, and their families."""
    from qingjian.catalog.rules import rules  # noqa: PLC0415  # pytest says where it is
    from qingjian.rules.registry import kind_of  # noqa: PLC0415

    here = f"qingjian.rules.{module}"
    codes = [spec.code for spec in rules() if getattr(kind_of(spec).check, "__module__", "") == here]
    return frozenset((*codes, *(f"{code[:4]}]" for code in codes)))


@cache
def _imported(test: str) -> frozenset[str]:
    """The modules of the rules that a file of tests names in its imports."""
    text = (ROOT / test).read_text(encoding="utf-8")
    beside = (names.split(",") for names in _BESIDE.findall(text))
    return frozenset(
        (*_FROM.findall(text), *(one.split(" as ")[0].strip() for names in beside for one in names))
    )


def _counts(path: Path) -> bool:
    return path.suffix in {".py", ".json"} and path.name != EXPLAINED.name and "__pycache__" not in path.parts


def _hash(paths: Iterable[Path]) -> str:
    made = hashlib.sha256()
    for path in sorted(paths):
        made.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return made.hexdigest()


def _read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=0), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description="Put small mistakes into the rules' code and see whether tests notice."
    )
    parser.add_argument(
        "modules", nargs="*", metavar="MODULE", help="of qingjian.rules; all of them if none is named"
    )
    parser.add_argument("--fresh", action="store_true", help="trust no earlier result")
    parser.add_argument(
        "--patience", type=float, default=2, help="seconds of tests that a mutant has to survive"
    )
    options = parser.parse_args(arguments)
    if unknown := set(options.modules) - sources().keys():
        parser.error(f"no such modules: {', '.join(sorted(unknown))}")
    os.nice(10)
    run = Run(options.modules or list(sources()), fresh=options.fresh, patience=options.patience)
    watching = {test for tests in WATCHED.values() for test in tests if not test.startswith(TESTS)}
    asked = ["-q", "-s", "-m", "not libreoffice and not slow", "-p", "no:cacheprovider", "-n", "0"]
    status = pytest.main([*asked, *TESTS, *sorted(watching)], plugins=[Trial(run)])
    if status == pytest.ExitCode.OK and not options.modules:
        PAGE.write_text(page(all_mutants(), run.verdict, explained()), encoding="utf-8", newline="\n")
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
