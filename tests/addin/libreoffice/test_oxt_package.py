"""The extension's file: what is in it, that it is always the same, that it says what it holds."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from libreoffice import build_oxt, icons, identity, typelib
from libreoffice.descriptors import descriptors
from qingjian_addin.commands import NAMES
from qingjian_addin.words import function_help

ROOT = Path(__file__).parents[3]
COMPONENT = ROOT / "addin" / "libreoffice" / identity.COMPONENT
OLD_ENOUGH = ("__init__.py", "hosts/__init__.py", "hosts/calc_windows.py")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_oxt.build(tmp_path_factory.mktemp("package") / build_oxt.NAME)


def test_two_builds_are_the_same(package: Path, tmp_path: Path) -> None:
    again = build_oxt.build(tmp_path / "again.oxt")
    assert again.read_bytes() == package.read_bytes()


def test_the_manifest_names_what_is_there(package: Path) -> None:
    with zipfile.ZipFile(package) as found:
        manifest = ET.fromstring(found.read("META-INF/manifest.xml"))
        names = set(found.namelist())
    listed = {entry.attrib["{http://openoffice.org/2001/manifest}full-path"] for entry in manifest}
    assert listed <= names
    assert {name for name in names if name.endswith((".xcu", ".rdb", ".components"))} == listed


def test_descriptors_are_well_formed() -> None:
    for text in descriptors().values():
        ET.fromstring(text)


def test_only_the_free_part_of_xlwings_travels(package: Path) -> None:
    with zipfile.ZipFile(package) as found:
        names = found.namelist()
    theirs = [name for name in names if name.startswith("pythonpath/xlwings/")]
    assert "pythonpath/xlwings/LICENSE.txt" in theirs
    assert not [name for name in theirs if "/pro/" in name or name.endswith((".so", ".xlam", ".dll"))]


def test_nothing_compiled_and_no_path_of_a_machine_travels(package: Path) -> None:
    with zipfile.ZipFile(package) as found:
        for name in found.namelist():
            assert not name.endswith((".pyc", ".so", ".pyd"))
            assert str(ROOT).encode() not in found.read(name), name


def test_what_travels_imports_without_what_stays(package: Path, tmp_path: Path) -> None:
    """Neither the command line nor the builder of workbooks, nor any package beside the standard library."""
    with zipfile.ZipFile(package) as found:
        found.extractall(tmp_path)
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from qingjian_addin import commands, functions\n"
        "from qingjian.api.judge import judge\n"
        "from pathlib import Path\n"
        "for name in commands.NAMES: commands.command(name)\n"
        "sample = Path(sys.argv[2])\n"
        "assert judge(sample.read_bytes(), sample.name).template.id == 'liaoning/2024'\n"
        "assert functions.FUNCTIONS['QJ_CO2_COAL'](100) == 277.25\n"
        "from qingjian.model.verdict import Report\n"
        "from qingjian.reporters import Style, reporter\n"
        "report = Report((judge(sample.read_bytes(), sample.name),), lambda: '', '')\n"
        "assert '<style' in reporter('html')(report, Style('zh'))\n"
    )
    sample = ROOT / "workbooks" / "samples" / "liaoning-2024-filled.xlsx"
    python = shutil.which("python3", path="/usr/bin") or "python3"
    done = subprocess.run(
        [python, "-I", "-c", code, str(tmp_path / "pythonpath"), str(sample)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_component_uses_the_names_that_the_descriptors_give() -> None:
    names = {
        node.target.id: ast.literal_eval(node.value)
        for node in ast.parse(COMPONENT.read_text(encoding="utf-8")).body
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    for name in ("FUNCTIONS", "FUNCTIONS_IMPLEMENTATION", "COMMAND", "PROTOCOL"):
        assert names[name] == getattr(identity, name)


@pytest.mark.parametrize(
    "path",
    [COMPONENT, *(ROOT / "addin/qingjian_addin" / name for name in OLD_ENOUGH)],
    ids=lambda path: path.stem,
)
def test_what_tells_of_an_old_python_loads_in_an_old_python(path: Path) -> None:
    """LibreOffice for Windows brought Python 3.8 for years."""
    tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))
    imported = {
        alias.name if isinstance(node, ast.Import) else node.module
        for node in tree.body
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }
    assert not {name for name in imported if name and name.startswith(("qingjian", "xlwings"))}


def test_every_command_has_an_icon_in_both_sizes() -> None:
    assert set(icons.drawings()) == set(NAMES)
    for drawing in icons.drawings().values():
        assert {len(row) for row in drawing} == {len(drawing)}
    assert len(icons.icons()) == len(NAMES) * len(icons.SIZES)


# what unoidl-write of LibreOffice 7.4 makes of the interface in the test below
_BANNER = b"\0** Created by LibreOffice 7.4.7.2 unoidl-write **\0"
_THEIRS = (
    "554e4f49444cff000a01000001000000002a2a2043726561746564206279204c696272654f666669636520372e342e37"
    "2e3220756e6f69646c2d7772697465202a2a0005010000001b000000636f6d2e73756e2e737461722e756e6f2e58496e"
    "7465726661636500000000000000000200000009000000636865636b436f6465070000005b5d5b5d616e790100000000"
    "04000000636f646503000000616e790000000007000000636f6e7665727480000080020000000006000000616d6f756e"
    "74980000800006000000666163746f7298000080000000005846756e6374696f6e73000001000000d800000043000000"
    "71696e676a69616e000001000000f0000000e30000006f72670006010000f9000000"
)


def test_the_type_library_is_laid_out_as_libreoffice_does() -> None:
    methods = {"checkCode": ["code"], "convert": ["amount", "factor"]}
    assert typelib.written(methods, banner=_BANNER) == bytes.fromhex(_THEIRS)


def test_the_type_library_has_every_function() -> None:
    library = build_oxt.types()
    for entry in function_help().values():
        assert entry.method.encode() in library


def test_help_is_complete() -> None:
    words = json.loads((ROOT / "schemas" / "functions.json").read_text(encoding="utf-8"))
    methods = [entry["method"] for entry in words["functions"]]
    assert len(set(methods)) == len(methods), "one method for each function"
