"""The ledger as a file: refusals by name, whole transactions, and rows that nobody changes."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from qingjian.errors import BadLedger
from qingjian.ledger import store
from qingjian.ledger.event import Draft
from support.ledgers import AT, UNIT, made, put

NOTE = Draft("note", UNIT, {"text": "电话催报"})
CONNECT = sqlite3.connect


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = made(tmp_path / "台账.sqlite3")
    put(path, NOTE)
    return path


def _count(ledger: Path) -> int:
    with store.reading(ledger) as database:
        return sum(1 for _ in store.events(database))


def _refused(path: Path) -> BadLedger:
    with pytest.raises(BadLedger) as refused, store.reading(path):
        pytest.fail("opened")
    return refused.value


def test_making_it_again_leaves_it_as_it_is(ledger: Path) -> None:
    store.create(ledger)
    assert _count(ledger) == 1
    with store.reading(ledger) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)  # who reads waits for nobody


@pytest.mark.skipif(sys.platform == "win32", reason="rights are POSIX's")
def test_it_is_for_one_user_alone(ledger: Path) -> None:
    assert stat.S_IMODE(ledger.stat().st_mode) == 0o600


def test_what_is_not_there_is_not_made_by_asking(tmp_path: Path) -> None:
    assert _refused(tmp_path / "无.sqlite3").code == "absent"
    with pytest.raises(BadLedger, match="absent"):
        put(tmp_path / "无.sqlite3", NOTE)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("data", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 200])
def test_another_file_is_refused_and_left_alone(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "账.sqlite3"
    path.write_bytes(data)
    assert _refused(path).code == "not-a-ledger"
    assert path.read_bytes() == data


def test_another_programs_database_is_neither_read_nor_made_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "别的.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE event (a)")
    assert _refused(path).code == "not-a-ledger"
    with pytest.raises(BadLedger, match="not-a-ledger"):
        store.create(path)
    with pytest.raises(BadLedger, match="not-a-ledger"):
        put(path, NOTE)


def test_a_ledger_of_another_program_version_is_told(ledger: Path) -> None:
    with closing(sqlite3.connect(ledger)) as database:
        database.execute("PRAGMA user_version=99")
    assert _refused(ledger).code == "other-format"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadLedger) as refused:
        store.create(tmp_path / "无" / "台账.sqlite3")
    assert refused.value.code == "not-opened"
    assert "台账.sqlite3" in str(refused.value.detail)


def test_a_transaction_that_breaks_leaves_nothing(ledger: Path) -> None:
    def broken() -> None:
        with store.writing(ledger, at=AT, who="王") as pen:
            pen.append(NOTE)
            raise KeyError

    with pytest.raises(KeyError):
        broken()
    assert _count(ledger) == 1
    put(ledger, NOTE)
    assert _count(ledger) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET who = '李'",
        "DELETE FROM event",
        "INSERT INTO event SELECT 5, at, who, unit, kind, sha256, payload, hash, '0' FROM event",
        "INSERT INTO event SELECT 2, at, who, unit, kind, sha256, payload, 'x', '0' FROM event",
        "INSERT INTO event SELECT 2, at, who, unit, 'gossip', sha256, payload, hash, '0' FROM event",
    ],
)
def test_rows_are_neither_changed_nor_slipped_in(ledger: Path, statement: str) -> None:
    with closing(sqlite3.connect(ledger)) as database, pytest.raises(sqlite3.IntegrityError):
        database.execute(statement)
    assert _count(ledger) == 1


def test_a_writer_who_waits_too_long_is_told(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_PATIENCE", 0.05)
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BadLedger, match="busy"):
            put(ledger, NOTE)
        assert _count(ledger) == 1  # who only reads does not wait


def test_a_full_disk_is_told_and_nothing_changed(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def small(name: str, *, uri: bool, timeout: float, isolation_level: None) -> sqlite3.Connection:
        database = CONNECT(name, uri=uri, timeout=timeout, isolation_level=isolation_level)
        database.execute("PRAGMA max_page_count=1")  # SQLite makes it as many as there are
        return database

    monkeypatch.setattr(sqlite3, "connect", small)
    with pytest.raises(BadLedger, match="disk-full"):
        put(ledger, Draft("note", UNIT, {"text": "长" * 20_000}))
    assert _count(ledger) == 1


def test_half_a_character_does_not_keep_the_rest_from_being_read(ledger: Path) -> None:
    with closing(sqlite3.connect(ledger, isolation_level=None)) as database:
        database.execute("DROP TRIGGER event_stays")
        database.execute("UPDATE event SET who = CAST(X'E78EE7' AS TEXT)")
    with store.reading(ledger) as database:
        assert [one.who for one in store.events(database)] == ["\\xe7\\x8e\\xe7"]


def test_who_reads_sees_one_moment(ledger: Path) -> None:
    with store.reading(ledger) as database:
        assert store.head(database).seq == 1
        put(ledger, NOTE)
        assert store.head(database).seq == 1
    assert _count(ledger) == 2


def test_events_after_a_row_of_a_unit_and_of_some_kinds(ledger: Path) -> None:
    put(ledger, Draft("note", "沈河区", {"text": "二"}), Draft("returned", UNIT, {"text": "", "open": 1}))
    with store.reading(ledger) as database:
        assert [one.seq for one in store.events(database, after=1)] == [2, 3]
        assert [one.seq for one in store.events(database, UNIT)] == [1, 3]
        assert [one.seq for one in store.events(database, UNIT, kinds=("returned", "accepted"))] == [3]


def test_a_ledger_in_a_folder_that_is_closed_is_read_as_it_lies_there(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a disc: nothing can be written beside it."""
    before = {path.name for path in ledger.parent.iterdir()}
    opened: list[str] = []

    def watched(name: str, *, uri: bool, timeout: float, isolation_level: None) -> sqlite3.Connection:
        opened.append(name)
        return CONNECT(name, uri=uri, timeout=timeout, isolation_level=isolation_level)

    def closed(path: Path, _: int) -> bool:
        return path != ledger.parent

    monkeypatch.setattr(os, "access", closed)
    monkeypatch.setattr(sqlite3, "connect", watched)
    assert _count(ledger) == 1
    assert opened[0].endswith("?mode=ro&immutable=1")
    assert {path.name for path in ledger.parent.iterdir()} == before == {ledger.name}
