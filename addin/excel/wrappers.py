"""Prints the VBA wrappers of the worksheet functions, made by xlwings' own generator.

Run in a process of its own: the generator needs stand-ins for pywin32, which have to be there before our
functions are imported and would be in everybody's way afterwards.
"""

from __future__ import annotations

import importlib
import io
import os
import subprocess
import sys
from types import SimpleNamespace
from typing import Any, Final

from excel import stubs

FUNCTIONS: Final = "qingjian_addin.functions"
MODULE: Final = "QingjianFunctions"
_HEAD: Final = f"""Attribute VB_Name = "{MODULE}"
'What cells call. Written by xlwings' generator; the functions are in {FUNCTIONS}.
#Const App = "Microsoft Excel"
"""


def generated(functions: str = FUNCTIONS) -> str:
    """The wrappers of a module's functions, made in another process."""
    run = subprocess.run(
        [sys.executable, "-m", "excel.wrappers", functions],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if run.returncode:
        raise RuntimeError(f"xlwings' generator failed:\n{run.stderr}")
    return run.stdout


def wrappers(functions: str) -> str:
    """The wrappers, made in this process."""
    stubs.install()
    xlwings: Any = importlib.import_module("xlwings")
    udfs: Any = importlib.import_module("xlwings.udfs")
    xlwings.func, xlwings.arg, xlwings.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
    out = io.StringIO()
    module = importlib.import_module(functions)
    udfs.generate_vba_wrapper(functions, module, out, SimpleNamespace(Name="qingjian.xlam"))
    return _HEAD + without_workbook(out.getvalue())


def without_workbook(text: str) -> str:
    """No function needs the active workbook; handed over, it would be searched for Python code."""
    return text.replace(", ActiveWorkbook, Application.Caller)", ", Nothing, Application.Caller)")


if __name__ == "__main__":
    sys.stdout.write(wrappers(sys.argv[1]))
