"""Saving whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import time
from pathlib import Path
from typing import Never

import pytest

from qingjian.errors import CannotWrite
from qingjian.sheets import atomic
from qingjian.sheets.atomic import save


def refusal(target: Path, *, sources: tuple[Path, ...] = ()) -> str:
    """The code of the refusal; whatever happens, no temporary file stays."""
    with pytest.raises(CannotWrite) as caught:
        save(target, b"new", sources=sources)
    if target.parent.is_dir():
        assert not list(target.parent.glob(".*"))
    return caught.value.code


def test_a_new_file_and_an_old_one(tmp_path: Path) -> None:
    target = tmp_path / "结果 é.xlsx"
    save(target, b"one")
    target.chmod(0o640)
    save(target, b"two")
    assert target.read_bytes() == b"two"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_the_senders_file_is_never_written(tmp_path: Path) -> None:
    source = tmp_path / "in.xlsx"
    source.write_bytes(b"old")
    (tmp_path / "soft").symlink_to(source)
    (tmp_path / "hard").hardlink_to(source)
    (tmp_path / "sub").mkdir()
    for target in (source, tmp_path / "soft", tmp_path / "hard", tmp_path / "sub" / ".." / "in.xlsx"):
        with pytest.raises(CannotWrite) as caught:
            save(target, b"new", sources=[tmp_path / "other", source])
        assert caught.value.code == "own-input"
    assert source.read_bytes() == b"old"


def test_a_link_to_another_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    save(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


@pytest.mark.parametrize("name", ["CON.xlsx", "nul", "a?.xlsx", "a\nb.xlsx", "a.", "长" * 100 + ".xlsx"])
def test_names_that_some_system_cannot_hold(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path / name) == "bad-name"


def test_folders_that_are_missing_or_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "file").write_bytes(b"")
    assert refusal(tmp_path / "sub") == "target-is-folder"
    assert refusal(tmp_path / "no" / "x.xlsx") == "no-such-folder"
    assert refusal(tmp_path / "file" / "x.xlsx") == "no-such-folder"


def test_a_read_only_file_stays_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "x.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o444)
    assert refusal(target) == "read-only"
    assert target.read_bytes() == b"old"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "x.xlsx"
    target.write_bytes(b"old")
    opened = os.open

    def full(path: Path, flags: int, mode: int = 0o777) -> int:
        return opened("/dev/full", os.O_WRONLY) if flags & os.O_CREAT else opened(path, flags, mode)

    monkeypatch.setattr(os, "open", full)
    assert refusal(target) == "disk-full"
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "read-only"),
        (errno.EIO, "cannot-save"),
    ],
)
def test_what_the_system_says_at_the_last_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def fail(*_: object) -> Never:
        raise OSError(number, "no")

    target = tmp_path / "x.xlsx"
    target.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", fail)
    assert refusal(target) == code
    assert target.read_bytes() == b"old"


def test_a_file_open_in_excel_is_tried_again_and_then_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def busy(*_: object) -> Never:
        tries.append(1)
        error = PermissionError(errno.EACCES, "used by another process")
        error.winerror = 32  # type: ignore[attr-defined,unused-ignore]  # exists on Windows only
        raise error

    monkeypatch.setattr(atomic, "_PAUSES", (0.0, 0.0))
    monkeypatch.setattr(Path, "replace", busy)
    assert refusal(tmp_path / "x.xlsx") == "target-open"
    assert len(tries) == 3


def test_what_a_killed_process_left_is_swept_an_hour_later(tmp_path: Path) -> None:
    old, young = tmp_path / ".a.qingjian-tmp", tmp_path / ".b.qingjian-tmp"
    old.write_bytes(b"half")
    young.write_bytes(b"half")
    os.utime(old, (time.time() - 7200, time.time() - 7200))
    save(tmp_path / "x.xlsx", b"new")
    assert {path.name for path in tmp_path.iterdir()} == {".b.qingjian-tmp", "x.xlsx"}
