"""Our named tuples beside Python's own."""

from __future__ import annotations

import pickle
import subprocess
import sys
import typing
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from qingjian.named_tuple import NamedTuple


class Ours(NamedTuple):
    """A company."""

    name: str
    rows: tuple[int, ...] = ()
    """Where it stands."""
    note: str | None = None

    @property
    def size(self) -> int:
        return len(self.rows)


class Theirs(typing.NamedTuple):
    """A company."""

    name: str
    rows: tuple[int, ...] = ()
    """Where it stands."""
    note: str | None = None

    @property
    def size(self) -> int:
        return len(self.rows)


KINDS: tuple[Any, Any] = (Ours, Theirs)  # Any: the type checkers take them for two unrelated classes


Told = Callable[[Any], object]
TOLD: tuple[Told, ...] = (
    lambda kind: kind("甲"),
    lambda kind: kind("甲", (1, 2), note="x"),
    lambda kind: kind(rows=(1,), name="甲"),
    lambda kind: kind("甲")._replace(rows=(3, 4)),
    lambda kind: kind("甲", (1, 2))._asdict(),
    lambda kind: kind._make(["甲", (1,), None]),
    lambda kind: kind("甲", (1, 2)).size,
    lambda kind: (kind._fields, kind._field_defaults, kind.__match_args__, kind.__doc__),
    lambda kind: hash(kind("甲")) == hash(("甲", (), None)) and kind("甲") == ("甲", (), None),
    lambda kind: [*kind("甲", (1,))],
    lambda kind: kind("甲") < kind("乙"),
    lambda kind: pickle.loads(pickle.dumps(kind("甲", (7,)))),  # noqa: S301  # our own
    lambda kind: deepcopy(kind("甲", (7,))),
    lambda kind: sys.getsizeof(kind("甲")),
    lambda kind: list(typing.get_type_hints(kind)),
)
REFUSED: tuple[tuple[Told, type[Exception]], ...] = (
    (lambda kind: kind(), TypeError),
    (lambda kind: kind("甲", (), None, 4), TypeError),
    (lambda kind: kind("甲", color=1), TypeError),
    (lambda kind: kind._make(["甲"]), TypeError),
    (lambda kind: kind("甲")._replace(color=1), ValueError),
    (lambda kind: setattr(kind("甲"), "name", "乙"), AttributeError),
    (lambda kind: setattr(kind("甲"), "color", "乙"), AttributeError),
)


@pytest.mark.parametrize("told", TOLD)
def test_they_do_the_same(told: Told) -> None:
    ours, theirs = map(told, KINDS)
    assert ours == theirs
    assert repr(ours).replace("Ours", "Theirs") == repr(theirs)


@pytest.mark.parametrize(("wrong", "error"), REFUSED)
def test_they_refuse_the_same(wrong: Told, error: type[Exception]) -> None:
    for kind in KINDS:
        with pytest.raises(error):
            wrong(kind)


def test_a_field_without_a_default_comes_first() -> None:
    program = "from qingjian.named_tuple import NamedTuple\nclass Wrong(NamedTuple):\n a: int = 1\n b: int\n"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "TypeError: Wrong: a field without a default follows one with a default" in done.stderr


def test_the_first_one_made_may_be_of_a_class_below() -> None:
    program = (
        "from qingjian.named_tuple import NamedTuple\n"
        "class Above(NamedTuple):\n a: int\n b: int = 2\n"
        "class Below(Above):\n pass\n"
        "print(Below(1), Above(3), type(Below(1)) is Below)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] == "Below(a=1, b=2) Above(a=3, b=2) True"
