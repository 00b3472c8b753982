"""The tests' own guard rails: no network, and snapshots that can fail."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from support.offline import NetworkForbidden
from support.snapshot import Snapshot


def test_names_are_not_looked_up() -> None:
    with pytest.raises(NetworkForbidden):
        socket.getaddrinfo("example.org", 443)


def test_addresses_are_not_connected() -> None:
    with socket.socket() as plug, pytest.raises(NetworkForbidden):
        plug.connect(("192.0.2.1", 80))


def test_this_machine_may_talk_to_itself() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


def test_a_snapshot_is_written_then_compared(tmp_path: Path) -> None:
    test = tmp_path / "test_x.py"
    places = {"<tmp>": tmp_path}
    Snapshot(test, "case[a/b]", places=places, update=True)(f"written to {tmp_path}/out", "first")
    kept = tmp_path / "snapshots" / "test_x" / "case_a_b.first.txt"
    assert kept.read_text(encoding="utf-8") == "written to <tmp>/out\n"
    compare = Snapshot(test, "case[a/b]", places=places, update=False)
    compare(f"written to {tmp_path}/out", "first")
    with pytest.raises(AssertionError, match=r"\+something else"):
        compare("something else", "first")
    with pytest.raises(AssertionError, match="--snapshot-update"):
        compare("new", "second")
