"""What a script imports from `qingjian.api` is the function, whatever was imported before."""

from __future__ import annotations

import importlib
import inspect

import pytest

from qingjian import api


@pytest.mark.parametrize("name", sorted(api.__all__))
def test_every_public_name_is_a_function(name: str) -> None:
    for module in ("annotating", "checking", "data", "explaining", "filling", "tour"):
        importlib.import_module(f"qingjian.api.{module}")
    function = getattr(api, name)
    assert inspect.isfunction(function)
    assert function.__name__ == name
    assert function.__doc__


def test_nothing_else_is_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'wish'"):
        getattr(api, "wish")  # noqa: B009 -- a name that type checkers rightly refuse
