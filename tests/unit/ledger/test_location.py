"""A ledger lies on a disc of this machine, never where another machine writes as well."""

from __future__ import annotations

from pathlib import Path

import pytest

from qingjian.errors import BadLedger
from qingjian.ledger import location
from qingjian.ledger.store import create
from support.ledgers import made, send, verdict

MOUNTS = """\
proc /proc proc rw 0 0
/dev/sda1 / ext4 rw 0 0
nas:/data /mnt/nas nfs4 rw 0 0
//server/共享 /mnt/共享\\040盘 cifs rw 0 0
/dev/sdb1 /mnt/nas/local xfs rw 0 0
nas:/over /mnt/twice nfs 0 0
/dev/sdc1 /mnt/twice ext4 0 0
nonsense
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/王/台账.sqlite3", "ext4"),
        ("/mnt/nas/台账.sqlite3", "nfs4"),
        ("/mnt/nas/local/台账.sqlite3", "xfs"),
        ("/mnt/nasty/台账.sqlite3", "ext4"),
        ("/mnt/共享 盘/台账.sqlite3", "cifs"),
        ("/mnt/twice/台账.sqlite3", "ext4"),
    ],
)
def test_the_file_system_of_a_path(path: str, kind: str) -> None:
    assert location.file_system(Path(path), MOUNTS) == kind


def test_no_ledger_is_made_or_written_to_on_a_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, listed = made(tmp_path / "台账.sqlite3"), tmp_path / "mounts"
    listed.write_text(f"nas:/data {tmp_path} nfs4 rw 0 0\n", "utf-8")
    monkeypatch.setattr(location, "_MOUNTS", listed)
    with pytest.raises(BadLedger, match="on-a-share"):
        create(tmp_path / "新.sqlite3")
    with pytest.raises(BadLedger, match="on-a-share"):
        send(own, verdict("a"))
    assert not (tmp_path / "新.sqlite3").exists()


@pytest.mark.parametrize(
    "kind", ["nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "ncpfs", "fuse.sshfs", "davfs"]
)
def test_every_kind_of_share_is_one(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = tmp_path / "mounts"
    listed.write_bytes(
        f"/dev/sda1 / ext4 rw 0 0\nx:/\udcff {tmp_path} {kind} rw 0 0\n".encode("utf-8", "surrogateescape")
    )
    monkeypatch.setattr(location, "_MOUNTS", listed)
    assert location.is_shared(tmp_path / "台账.sqlite3")
    assert not location.is_shared(tmp_path.parent / "台账.sqlite3")


def test_a_system_without_such_a_list_has_no_shares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(location, "_MOUNTS", tmp_path / "absent")
    assert not location.is_shared(tmp_path / "台账.sqlite3")
