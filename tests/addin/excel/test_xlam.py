"""The built add-in, read back by programs that did not write it."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import openpyxl
import pytest
import xlwings

from excel import package, sources
from excel.build_xlam import build
from excel.ribbon import MODULE, NAMESPACE
from excel.settings import INTERPRETERS, SHEET
from excel.words import groups
from qingjian_addin import words
from support.office import Office

_SCRIPT: Final = Path(__file__).with_name("list_modules.py")
_OURS: Final = {sources.PYTHON, sources.RIBBON, sources.HELP, sources.FUNCTIONS}
_UDF: Final = re.compile(r"^Function (QJ_\w+)\((.*)\)\r?$", re.MULTILINE)
# of the reserved words those that someone might call an argument
_RESERVED: Final = {
    "date",
    "end",
    "loop",
    "me",
    "mod",
    "next",
    "not",
    "on",
    "or",
    "select",
    "set",
    "stop",
    "to",
}
_RESERVED_TYPES: Final = {
    "boolean",
    "byte",
    "currency",
    "double",
    "integer",
    "long",
    "single",
    "string",
    "type",
}


@pytest.fixture(scope="module")
def xlam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("xlam") / "qingjian.xlam")


@pytest.fixture(scope="module")
def modules() -> Mapping[str, str]:
    return sources.standard_modules()


@pytest.fixture(scope="module")
def read_back(xlam: Path) -> Mapping[str, str]:
    """Every module as olevba extracts it."""
    # in a process of its own: importing oletools is not free of warnings
    program = (
        "import sys, json; from oletools.olevba import VBA_Parser; parser = VBA_Parser(sys.argv[1]);"
        "print(json.dumps({name: code for _, _, name, code in parser.extract_macros()}))"
    )
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, str(xlam)], capture_output=True, check=True
    )
    found: dict[str, str] = json.loads(run.stdout)
    return {Path(name).stem: code for name, code in found.items()}


def test_two_builds_are_equal(xlam: Path, tmp_path: Path) -> None:
    again = build(tmp_path / "again.xlam")
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(xlam.read_bytes()).digest()


def test_what_olevba_reads_is_what_we_wrote(read_back: Mapping[str, str], modules: Mapping[str, str]) -> None:
    def code(text: str) -> list[str]:
        lines = text.replace("\r\n", "\n").strip().splitlines()
        return [line for line in lines if not line.startswith("Attribute ")]

    assert {name: code(read_back[name]) for name in _OURS} == {name: code(modules[name]) for name in _OURS}
    assert code(read_back["ThisWorkbook"]) == code(sources.workbook_module())
    assert set(read_back) == _OURS | {"ThisWorkbook", "Sheet2"}
    assert code(read_back["Sheet2"]) == []


def test_modules_are_ascii_with_windows_line_ends(modules: Mapping[str, str]) -> None:
    for text in modules.values():
        assert text.isascii()
        assert text.count("\n") == text.count("\r\n") > 10


def test_chinese_in_vba_is_refused_rather_than_lost() -> None:
    with pytest.raises(ValueError, match="校验"):
        sources.ready("X", 'MsgBox "校验"')


def test_every_command_has_a_button_and_every_button_its_sub(xlam: Path, modules: Mapping[str, str]) -> None:
    with zipfile.ZipFile(xlam) as found:
        ribbon = ET.fromstring(found.read("customUI/customUI.xml"))
    called = [button.attrib["onAction"] for button in ribbon.iter(f"{{{NAMESPACE}}}button")]
    subs = re.findall(r"^Sub (\w+)\(control As IRibbonControl\)\r$", modules[MODULE], re.MULTILINE)
    assert sorted(called) == sorted(f"{MODULE}.{name}" for name in subs)
    asked = re.findall(r'Sub (On\w+)\(.*\r\n    RunCommand "(\w+)"', modules[MODULE])
    buttons = [button for group in groups() for button in group.buttons]
    assert sorted(asked) == sorted((button.callback, button.command) for button in buttons)


def test_ribbon_ids_are_unique_and_captions_chinese(xlam: Path) -> None:
    with zipfile.ZipFile(xlam) as found:
        ribbon = ET.fromstring(found.read("customUI/customUI.xml"))
    ids = [element.attrib["id"] for element in ribbon.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    captions = [value for element in ribbon.iter() for key, value in element.attrib.items() if "tip" in key]
    assert captions
    assert all(not caption.isascii() for caption in captions)


def test_the_library_is_that_of_the_installed_xlwings(modules: Mapping[str, str]) -> None:
    named = set(re.findall(r"xlwings(?:32|64)-([0-9.]+)\.dll", modules[sources.PYTHON]))
    assert named == {xlwings.__version__}


def test_settings_come_from_the_add_ins_own_sheet_alone(read_back: Mapping[str, str]) -> None:
    everything = "\n".join(read_back.values())
    code = "\n".join(line for line in everything.splitlines() if not line.strip().startswith("'"))
    assert code.count(SHEET) == code.count(f'ThisWorkbook.Worksheets("{SHEET}")') >= 3
    # ways in which xlwings' stock module lets a workbook, or a file beside it, decide what runs
    for way in (
        "GetConfig",
        "FullName",
        ".Path",
        "USERPROFILE",
        "ADD_WORKBOOK",
        "LICENSE",
        ".py",
        "cmd",
        "Shell",
    ):
        assert way not in code, way


def test_the_active_workbook_gives_python_no_path(read_back: Mapping[str, str]) -> None:
    code = read_back[sources.PYTHON]
    assert "ActiveWorkbook" not in code
    command = re.search(r"PythonCommand = (?:.*_\r?\n)*.*", code)
    assert command is not None
    assert " -I -B -c " in command.group(), "isolated: neither the current folder nor PYTHONPATH"
    assert "ActiveWorkbook" not in read_back[sources.FUNCTIONS]


def test_every_worksheet_function_has_a_wrapper(modules: Mapping[str, str]) -> None:
    written = _UDF.findall(modules[sources.FUNCTIONS])
    known = words.function_help()
    assert sorted(name for name, _ in written) == sorted(known)
    for name, arguments in written:
        names = [part.removeprefix("Optional ") for part in arguments.split(", ")]
        assert names == [one.name for one in known[name].arguments]
        is_optional = [part.startswith("Optional ") for part in arguments.split(", ")]
        assert is_optional == [one.is_optional for one in known[name].arguments]
        assert not {argument.lower() for argument in names} & (_RESERVED | _RESERVED_TYPES)


def test_the_sheet_says_what_vba_asks_for(xlam: Path, tmp_path: Path, modules: Mapping[str, str]) -> None:
    book = tmp_path / "readable.xlsm"
    parts = package.parts(xlam)
    # openpyxl opens workbooks only
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"excel.addin.", b"excel.sheet.")
    package.write(parts, book)
    sheet = openpyxl.load_workbook(book)[SHEET]
    settings = {str(row[0].value): str(row[1].value) for row in sheet.iter_rows() if row[0].value}
    asked = set(re.findall(r'Setting\("([^"]+)"\)', "".join(modules.values())))
    assert asked <= set(settings)
    assert [settings[f"INTERPRETER {number}"] for number in (1, 2)] == list(INTERPRETERS)
    described = {
        row[3].value: [cell.value for cell in row[4:] if cell.value is not None] for row in sheet.iter_rows()
    }
    for name, help_ in words.function_help().items():
        assert described[name] == [help_.help, len(help_.arguments), *(one.help for one in help_.arguments)]


def test_the_package_is_sound(xlam: Path) -> None:
    with zipfile.ZipFile(xlam) as found:
        assert found.testzip() is None
        names = found.namelist()
        assert names[0] == "[Content_Types].xml"
        types = ET.fromstring(found.read(names[0]))
        declared = {part.attrib["PartName"] for part in types if "PartName" in part.attrib}
        assert declared <= {f"/{name}" for name in names}
        for rels, folder in (("_rels/.rels", ""), ("xl/_rels/workbook.xml.rels", "xl/")):
            targets = [one.attrib["Target"] for one in ET.fromstring(found.read(rels))]
            assert targets
            assert all(folder + target in names for target in targets)
        texts = b"".join(found.read(name) for name in names if name.endswith((".xml", ".rels")))
    assert b"addin.macroEnabled" in texts
    assert b"felix" not in texts.lower()
    assert {"xl/vbaProject.bin", "customUI/customUI.xml"} <= set(names)


def test_libreoffice_lists_the_modules(office: Office, xlam: Path) -> None:
    with office.document() as document:
        found = document.run(_SCRIPT, "modules", path=str(xlam))
    assert set(found) >= _OURS | {"ThisWorkbook"}
    assert "Sub OnValidate" in found[sources.RIBBON]
