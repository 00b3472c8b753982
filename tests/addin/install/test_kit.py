"""The kit: complete, verified by hash, resolved and installed without a network."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest
import xlwings

from install import build_kit, on_windows, wheels
from install.on_windows import main, places, unpack

ROOT: Final = Path(__file__).resolve().parents[3]
PATH_FILE: Final = "python312._pth"
OFFICIAL: Final = "liaoning-2024.xlsx"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def downloaded() -> Path:
    """`make wheels` puts them there; on a machine that never ran it they are fetched now."""
    folder = ROOT / "build" / "wheels"
    try:
        wheels.fetch(folder)
    except subprocess.CalledProcessError:
        pytest.skip("the wheels of the kit are not in build/wheels and could not be fetched: run make wheels")
    return folder


@pytest.fixture(scope="session")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In place of python.org's zip: the names that matter, no program."""
    path = tmp_path_factory.mktemp("runtime") / "python-embed.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(PATH_FILE, "python312.zip\n.\n#import site\n")
        archive.writestr("pythonw.exe", "not a program")
        archive.writestr("python312.zip", "")
    return path


@pytest.fixture(scope="session")
def kit(downloaded: Path, runtime: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built and unpacked, under a name with a space."""
    folder = tmp_path_factory.mktemp("安装 包")
    pinned = folder / "runtime.json"
    digest = hashlib.sha256(runtime.read_bytes()).hexdigest()
    pinned.write_text(json.dumps({"file": runtime.name, "page": "", "sha256": digest}), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build_kit, "RUNTIME", pinned)
        built = build_kit.build(folder / "qingjian-kit.zip", downloaded, runtime)
    assert built.stat().st_size < 20_000_000, "small enough to be sent to an offline PC"
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder)
    return folder / "qingjian-kit"


@pytest.fixture
def own_kit(kit: Path, tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    return Path(shutil.copytree(kit, tmp_path / "kit"))


@pytest.fixture
def windows(tmp_path: Path) -> Mapping[str, str]:
    """The folders of a user with a Chinese name."""
    home = tmp_path / "张 三"
    return {
        "LOCALAPPDATA": str(home / "Local"),
        "APPDATA": str(home / "Roaming"),
        "ProgramData": str(tmp_path / "ProgramData"),
    }


def run(arguments: Sequence[str], kit: Path, windows: Mapping[str, str]) -> int:
    return main(arguments, kit, windows, code_page="gbk")


def without_network() -> list[str]:
    """A namespace with no interface, where the system lets us make one."""
    for prefix in (["unshare", "-n"], ["unshare", "-rn"]):
        if (
            shutil.which("unshare")
            and subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0
        ):
            return prefix
    return []


def test_pip_installs_for_windows_without_a_network(kit: Path, tmp_path: Path) -> None:
    command = [
        *without_network(),
        sys.executable,
        "-m",
        "pip",
        "install",
        "--no-index",
        "--find-links",
    ]
    command += [str(kit / "wheels"), *wheels.manifest().target, "--target", str(tmp_path / "x")]
    # where no namespace can be made, a proxy that nobody listens at
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    result = subprocess.run(
        [*command, "qingjian[excel]", "pywin32", "colorama"],
        env=os.environ | nowhere,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    would = result.stdout.splitlines()[-1].split()[2:]
    shipped = {path.name.split("-")[0].replace("_", "-").lower() for path in (kit / "wheels").glob("*.whl")}
    # whatever pip wants is there, and nothing is there that it does not want
    assert {name.rpartition("-")[0].replace("_", "-").lower() for name in would} == shipped


def test_every_file_stands_in_the_manifest(kit: Path) -> None:
    files = json.loads((kit / "MANIFEST.json").read_text(encoding="utf-8"))["files"]
    found = {path.relative_to(kit).as_posix() for path in kit.rglob("*") if path.is_file()}
    assert set(files) == found - {"MANIFEST.json"}
    on_windows.verify(kit)


def test_the_wheels_are_the_pinned_ones(downloaded: Path, tmp_path: Path) -> None:
    assert list(wheels.problems(downloaded)) == []
    copy = Path(shutil.copytree(downloaded, tmp_path / "wheels"))
    first, second, *_ = wheels.manifest().wheels
    (copy / first.file).unlink()
    (copy / second.file).write_bytes(b"another")
    assert list(wheels.problems(copy)) == [f"missing: {first.file}", f"not the pinned file: {second.file}"]
    with pytest.raises(build_kit.Incomplete, match="missing"):
        build_kit.contents(copy, None)


def test_the_dll_that_vba_names_is_in_the_pinned_wheel(downloaded: Path) -> None:
    (wheel,) = downloaded.glob("xlwings-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = {Path(name).name for name in archive.namelist()}
    assert {f"xlwings{bits}-{xlwings.__version__}.dll" for bits in (32, 64)} <= names


def test_a_runtime_without_pinned_hash_is_refused(runtime: Path, downloaded: Path) -> None:
    with pytest.raises(build_kit.Incomplete, match=r"runtime\.json"):
        build_kit.contents(downloaded, runtime)


def test_installs_for_a_user_with_a_chinese_name(
    kit: Path, windows: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["install"], kit, windows) == 0
    target = places(windows, "gbk")
    assert "张 三" in str(target.root)
    site = target.python / "Lib" / "site-packages"
    assert (target.python / f"xlwings64-{xlwings.__version__}.dll").exists()
    assert (target.python / "pythoncom312.dll").exists()
    assert (site / "qingjian_addin" / "entry.py").exists()
    assert not (site / "xlwings" / "pro").exists()
    assert "import site" in (target.python / PATH_FILE).read_text(encoding="utf-8").splitlines()
    assert target.addin.read_bytes() == (kit / "addin" / "qingjian.xlam").read_bytes()
    assert (target.official / OFFICIAL).exists()
    said = capsys.readouterr().out
    assert "安装完成" in said
    assert (target.root / "install.log").read_text(encoding="utf-8") == said


def test_what_was_installed_checks_a_workbook(kit: Path, windows: Mapping[str, str]) -> None:
    """With an isolated Python that has the installed packages and nothing else of this machine."""
    assert run(["install"], kit, windows) == 0
    target = places(windows, "gbk")
    site = target.python / "Lib" / "site-packages"
    program = (
        f"import sys; sys.path[:] = [p for p in sys.path if 'site-packages' not in p]; sys.path.insert(0, {str(site)!r});"
        "from qingjian.cli import run; sys.exit(run(sys.argv[1:]))"
    )
    result = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", program, "check", str(target.official / OFFICIAL)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1, result.stderr
    assert OFFICIAL in result.stdout


def test_what_was_installed_has_all_that_the_buttons_import(kit: Path, windows: Mapping[str, str]) -> None:
    """xlwings without its other half, and our entry, with nothing else of this machine."""
    assert run(["install"], kit, windows) == 0
    site = places(windows, "gbk").python / "Lib" / "site-packages"
    program = (
        f"import sys; sys.path.insert(0, {str(site)!r}); import xlwings, qingjian_addin.functions, qingjian_addin.entry;"
        "from qingjian_addin import commands; [commands.command(name) for name in commands.NAMES];"
        "print(xlwings.__pro__, len(commands.NAMES), xlwings.__file__)"
    )
    result = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", program], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.split() == ["False", "10", *str(site / "xlwings" / "__init__.py").split()]


def test_installing_again_replaces(kit: Path, windows: Mapping[str, str]) -> None:
    assert run(["install"], kit, windows) == 0
    target = places(windows, "gbk")
    left = target.python / "Lib" / "site-packages" / "old.py"
    left.write_text("", encoding="utf-8")
    assert run(["install"], kit, windows) == 0
    assert not left.exists()
    assert sorted(path.name for path in target.root.iterdir()) == ["install.log", "official", "python"]


def test_a_damaged_kit_changes_nothing(
    own_kit: Path, windows: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    (own_kit / "addin" / "qingjian.xlam").write_bytes(b"changed")
    assert run(["install"], own_kit, windows) == 1
    assert "addin/qingjian.xlam" in capsys.readouterr().out
    target = places(windows, "gbk")
    assert not target.python.exists()
    assert not target.addin.exists()


def test_uninstalling_takes_everything_of_ours_away(kit: Path, windows: Mapping[str, str]) -> None:
    assert run(["install"], kit, windows) == 0
    target = places(windows, "gbk")
    neighbour = target.xlstart / "PERSONAL.XLSB"
    neighbour.write_bytes(b"the user's own")
    assert run(["uninstall"], kit, windows) == 0
    assert [path.name for path in target.root.iterdir()] == ["install.log"]
    assert list(target.xlstart.iterdir()) == [neighbour]


def test_a_name_outside_the_code_page_moves_the_program(windows: Mapping[str, str], tmp_path: Path) -> None:
    rare = {**windows, "LOCALAPPDATA": str(tmp_path / "李䶮" / "Local")}
    assert places(rare, "gbk").root == tmp_path / "ProgramData" / "qingjian"
    assert places(windows, "gbk").root == Path(windows["LOCALAPPDATA"], "qingjian")


@pytest.mark.parametrize("name", ["../evil.py", "/evil.py", "a/../../evil.py", r"..\evil.py", "C:evil.py"])
def test_a_wheel_writes_nowhere_else(tmp_path: Path, name: str) -> None:
    wheel = tmp_path / "evil-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(name, "")
    with pytest.raises(on_windows.Stopped):
        unpack(wheel, tmp_path / "python")
    assert not (tmp_path / "python").exists()
