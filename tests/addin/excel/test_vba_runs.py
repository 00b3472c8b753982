"""Our VBA parsed and run by an interpreter that is not Excel's: it finds what would not compile, and shows what the
settings come to. What reaches Windows (environment, files, DLL) is stood in for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.exceptions import VBARuntimeError

from excel import package, settings, sources
from excel.build_xlam import build
from excel.words import vba

_WINDOWS: Final = """
Public Existing As String
Function FakeEnviron(ByVal Name As String) As String
    FakeEnviron = "C:\\" & Name
End Function
Function FakeExists(ByVal Path As String) As Boolean
    FakeExists = (InStr(Existing, "|" & Path & "|") > 0)
End Function
"""
_REPLACED: Final = {
    "Environ$(": "FakeEnviron(",
    'CreateObject("Scripting.FileSystemObject").FileExists(': "FakeExists(",
}
_FIRST: Final = r"C:\LOCALAPPDATA\qingjian\python\pythonw.exe"
_SECOND: Final = r"C:\ProgramData\qingjian\python\pythonw.exe"


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The add-in as a workbook that the interpreter opens, with its sheet."""
    folder = tmp_path_factory.mktemp("vba")
    parts = package.parts(build(folder / "qingjian.xlam"))
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"excel.addin.", b"excel.sheet.")
    package.write(parts, folder / "qingjian.xlsm")
    return folder / "qingjian.xlsm"


def run(workbook: Path, expression: str, existing: str = "") -> Any:
    """The value of an expression of VBA, where these files exist."""
    app = ExcelApplication.open(str(workbook))
    for name, text in sources.standard_modules().items():
        code = text
        for real, fake in _REPLACED.items():
            code = code.replace(real, fake)
        app.add_module(code, name=name)
    app.add_module(_WINDOWS, name="Windows")
    asked = f'Function Asked()\nExisting = "|{existing}|"\nAsked = {expression}\nEnd Function\n'
    app.add_module(asked, name="Asking")
    return app.run("Asked")


def test_every_replaced_call_is_there() -> None:
    code = "".join(sources.standard_modules().values())
    assert all(real in code for real in _REPLACED)


@pytest.mark.parametrize("key", vba())
def test_words_come_from_the_sheet(workbook: Path, key: str) -> None:
    assert run(workbook, f'Setting("{key.upper().replace("_", " ")}")') == vba()[key]


def test_a_setting_that_is_not_there_is_empty(workbook: Path) -> None:
    assert run(workbook, 'Setting("LICENSE_KEY")') == ""


@pytest.mark.parametrize("existing", [_FIRST, _SECOND, f"{_FIRST}|{_SECOND}"])
def test_the_first_python_that_exists_is_taken(workbook: Path, existing: str) -> None:
    first = existing.split("|", maxsplit=1)[0]
    expected = f'"{first}" -I -B -c "import xlwings; xlwings.serve(\'$(CLSID)\')"'
    assert run(workbook, "PythonCommand", existing) == expected


def test_without_a_python_the_expected_place_is_named(workbook: Path) -> None:
    with pytest.raises(VBARuntimeError, match=r"install\.cmd.*LOCALAPPDATA"):
        run(workbook, "PythonCommand")


def test_the_command_fits_into_what_the_library_holds(workbook: Path) -> None:
    """The library of xlwings copies it into 2,048 bytes; a path of Windows has at most 260 characters."""
    longest = max(len(place) for place in settings.INTERPRETERS)
    assert len(run(workbook, "PythonCommand", _FIRST)) - longest + 260 * 2 < 2048
