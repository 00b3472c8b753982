"""Runs commands of the ribbon in a fake Excel: commands WORKBOOK COMMAND…; prints for each its answer, the state
of the status line and every call Excel got, as JSON.
"""

from __future__ import annotations

import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from support.fake_excel import modules

modules.install()

import xlwings  # noqa: E402
from xlwings import _xlwindows  # noqa: E402

from qingjian_addin import entry  # noqa: E402
from support.fake_excel import com, excel  # noqa: E402 -- after the stand-ins

NOWHERE: Any = None
"""Excel starts pythonw, which has neither standard output nor standard error."""


def main(workbook: str, *names: str) -> list[dict[str, Any]]:
    _xlwindows.N_COM_ATTEMPTS = 1  # a member that is missing is an error, not a reason to ask again for ever
    _xlwindows.get_excel_hwnds = lambda: iter((excel.WINDOW,))
    app = excel.Application(Path(workbook))
    engine = xlwings.Engine(impl=_xlwindows.engine)
    xlwings.engines.add(engine)
    engine.activate()
    return [_run(app, name) for name in names]


def _run(app: excel.Application, name: str) -> dict[str, Any]:
    com.trace.clear()
    _xlwindows.BOOK_CALLER = app.ActiveWorkbook
    if name.startswith("select:"):
        _, sheet, cell = name.split(":")
        app.ActiveWorkbook.Worksheets(sheet).Range(cell).Select()
        return {"command": name, "answer": "", "status": "", "trace": list(com.trace)}
    with redirect_stdout(NOWHERE), redirect_stderr(NOWHERE):
        answer = entry.run(name)
    return {"command": name, "answer": answer, "status": app.StatusBar, "trace": list(com.trace)}


if __name__ == "__main__":
    json.dump(main(*sys.argv[1:]), sys.stdout, ensure_ascii=False)
