"""Build qingjian.xlam:  python addin/excel/build_xlam.py [build/qingjian.xlam]

The base is xlwings' own quickstart_addin_ribbon.xlam: a file that Excel is known to open, of which as little
as possible is changed. Two builds are equal byte for byte. The file is not signed; signing is a step of the
release, in Excel itself (docs/release.md).
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "validator"), str(ROOT / "addin")]

import xlwings  # noqa: E402 -- after the path
from pyopenvba import ExcelFile  # noqa: E402

from excel import package, sources  # noqa: E402

NAME: Final = "qingjian.xlam"
_BASE: Final = "quickstart_addin_ribbon.xlam"
_RENAMED: Final = {"xlwings": sources.PYTHON, "RibbonMyAddin": sources.RIBBON}
_DROPPED: Final = "Dictionary"  # a stand-in for Mac
_PROJECT: Final = "xl/vbaProject.bin"


def build(target: Path) -> Path:
    """Write the add-in."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        step = Path(folder) / NAME
        _write_project(step)
        package.write(package.ours(package.parts(step)), target)
    return target


def _write_project(path: Path) -> None:
    modules = sources.standard_modules()
    with ExcelFile(Path(xlwings.__file__).with_name(_BASE)) as book:
        project = book.vba_project()
        for old, new in _RENAMED.items():
            project.rename_module(old, new)
        project.delete_module(_DROPPED)
        for name, text in modules.items():
            if name in _RENAMED.values():
                book.set_module(name, text)
            else:
                project.add_module(name, text)
        head = book.get_module(sources.WORKBOOK).rstrip()
        book.set_module(sources.WORKBOOK, f"{head}\r\n{sources.workbook_module()}")
        book.save(path)


def main(arguments: Sequence[str]) -> int:
    target = Path(arguments[0]) if arguments else ROOT / "build" / NAME
    print(f"{build(target)}: {target.stat().st_size:,} bytes")  # noqa: T201 -- a script
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
