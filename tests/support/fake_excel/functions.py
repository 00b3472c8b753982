"""Calls worksheet functions as Excel does, through xlwings' own call_udf: functions values|references reads
the calls as JSON from its standard input and prints the answers.
"""

from __future__ import annotations

import importlib
import json
import sys
from types import SimpleNamespace
from typing import Any

from support.fake_excel import modules
from support.fake_excel.com import is_block

modules.install()

xlwings: Any = importlib.import_module("xlwings")
udfs: Any = importlib.import_module("xlwings.udfs")
windows: Any = importlib.import_module("xlwings._xlwindows")

MISSING = -2147352572
"""What arrives for an argument that was left out."""
RANGE = "{00020846-0000-0000-C000-000000000046}"
MODULE = "qingjian_addin.functions"


def given(value: Any) -> Any:
    """JSON as COM hands it over: blocks are tuples, numbers are floating, an argument left out has a code."""
    if value == "missing":
        return MISSING
    if is_block(value):
        return tuple(tuple(given(cell) for cell in row) for row in value)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


class Area:
    """A range that a cell refers to: Excel hands over the object, not what is in it."""

    def __init__(self, value: Any) -> None:
        rows = value if is_block(value) else ((value,),)
        self.Value = value
        self.Worksheet = SimpleNamespace(Parent=SimpleNamespace(Application=SimpleNamespace(Hwnd=1)))
        self.Row = self.Column = 1
        self.Rows, self.Columns = SimpleNamespace(Count=len(rows)), SimpleNamespace(Count=len(rows[0]))
        self._oleobj_ = self

    def GetTypeInfo(self) -> Any:
        return SimpleNamespace(GetTypeAttr=lambda: SimpleNamespace(iid=RANGE))


def handed_over(value: Any, how: str) -> Any:
    """As a value, as in =QJ_X(1), or as a reference, as in =QJ_X(A1:A9)."""
    found = given(value)
    return Area(found) if how == "references" and found != MISSING else found


def answers(calls: list[dict[str, Any]], how: str) -> list[Any]:
    xlwings.func, xlwings.arg, xlwings.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
    engine = xlwings.Engine(impl=windows.engine)
    xlwings.engines.add(engine)
    engine.activate()
    # asks for the asynchronous calls' loop, which needs a real COM server
    sys.modules["xlwings.com_server"] = type(sys)("com_server")
    vars(sys.modules["xlwings.com_server"])["loop"] = None
    importlib.import_module(MODULE)
    return [_answer(call["function"], [handed_over(one, how) for one in call["args"]]) for call in calls]


def _answer(function: str, arguments: list[Any]) -> Any:
    return udfs.call_udf(MODULE, function, tuple(arguments), None, None)


if __name__ == "__main__":
    json.dump(answers(json.load(sys.stdin), sys.argv[1]), sys.stdout, ensure_ascii=False)
