"""Copies are proven, stand over nothing, and bring a ledger back without losing a row of it."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from qingjian.errors import BadLedger
from qingjian.ledger.copies import backup, proven, restore
from qingjian.ledger.event import Draft
from qingjian.ledger.store import reading
from support.ledgers import UNIT, made, put

MOMENT = "20260112-093000"


def _note(number: int) -> Draft:
    return Draft("note", UNIT, {"text": f"第 {number} 条"})


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = made(tmp_path / "台账.sqlite3")
    put(path, _note(1), _note(2))
    return path


@pytest.fixture
def copy(ledger: Path, tmp_path: Path) -> Path:
    target = tmp_path / "备份.sqlite3"
    assert backup(ledger, target) == proven(ledger)
    return target


def _spoilt(path: Path) -> Path:
    """Somebody with the right tools worked on a row."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        (guard,) = database.execute("SELECT sql FROM sqlite_master WHERE name = 'event_stays'").fetchone()
        database.execute("DROP TRIGGER event_stays")
        database.execute("UPDATE event SET who = '李' WHERE seq = 1")
        database.execute(guard)
    return path


def _left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_copy_is_one_file_and_says_what_the_ledger_says(copy: Path, tmp_path: Path) -> None:
    assert proven(copy).rows == 2
    if sys.platform != "win32":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert {name for name in _left(tmp_path) if name.startswith("备份")} == {"备份.sqlite3"}
    assert not [name for name in _left(tmp_path) if "qingjian-tmp" in name]


def test_a_copy_never_stands_over_a_file(ledger: Path, copy: Path) -> None:
    before = copy.read_bytes()
    with pytest.raises(BadLedger, match="exists"):
        backup(ledger, copy)
    assert copy.read_bytes() == before


def test_a_damaged_ledger_is_not_copied_as_if_it_were_sound(ledger: Path, tmp_path: Path) -> None:
    with pytest.raises(BadLedger, match="broken"):
        backup(_spoilt(ledger), tmp_path / "备份.sqlite3")
    assert not (tmp_path / "备份.sqlite3").exists()


def test_a_ledger_that_is_gone_is_made_anew(ledger: Path, copy: Path) -> None:
    whole = proven(ledger)
    for path in ledger.parent.glob("台账*"):
        path.unlink()
    done = restore(copy, ledger, moment=MOMENT)
    assert (done.how, done.rows, done.kept) == ("made", 2, None)
    assert proven(ledger) == whole
    with reading(ledger) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    if sys.platform != "win32":
        assert stat.S_IMODE(ledger.stat().st_mode) == 0o600
    put(ledger, _note(3))
    assert proven(ledger).rows == 3


def test_an_older_ledger_gets_the_rows_it_lacks(ledger: Path, copy: Path, tmp_path: Path) -> None:
    put(ledger, _note(3))
    later = tmp_path / "后来.sqlite3"
    backup(ledger, later)
    shutil.copy(copy, tmp_path / "旧.sqlite3")
    done = restore(later, tmp_path / "旧.sqlite3", moment=MOMENT)
    assert (done.how, done.rows) == ("added", 1)
    assert proven(tmp_path / "旧.sqlite3") == proven(ledger)


def test_the_same_ledger_stays(ledger: Path, copy: Path) -> None:
    assert restore(copy, ledger, moment=MOMENT)[:2] == ("same", 0)
    assert proven(ledger).rows == 2


def test_a_newer_ledger_is_left_alone(ledger: Path, copy: Path) -> None:
    put(ledger, _note(3))
    with pytest.raises(BadLedger, match="newer"):
        restore(copy, ledger, moment=MOMENT)
    assert proven(ledger).rows == 3


def test_a_ledger_that_went_another_way_is_left_alone(ledger: Path, copy: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一本.sqlite3"
    shutil.copy(copy, other)
    put(other, _note(7))
    put(ledger, _note(3))
    with pytest.raises(BadLedger, match="newer"):
        restore(other, ledger, moment=MOMENT)
    assert proven(ledger).rows == 3


def test_a_damaged_ledger_is_put_aside_and_kept(ledger: Path, copy: Path) -> None:
    whole = proven(copy)
    _spoilt(ledger)
    done = restore(copy, ledger, moment=MOMENT)
    assert (done.how, done.kept) == ("made", ledger.with_name(f"{ledger.name}.{MOMENT}"))
    assert proven(ledger) == whole
    assert done.kept is not None
    assert proven(done.kept).broken is not None


def test_what_is_no_ledger_any_more_is_put_aside_too(ledger: Path, copy: Path) -> None:
    for path in ledger.parent.glob("台账*"):
        path.unlink()
    ledger.write_bytes(b"disk full of zeros" * 100)
    ledger.with_name(f"{ledger.name}-wal").write_bytes(b"what was written last")
    done = restore(copy, ledger, moment=MOMENT)
    assert done.kept is not None
    assert done.kept.read_bytes() == b"disk full of zeros" * 100
    assert done.kept.with_name(f"{done.kept.name}-wal").read_bytes() == b"what was written last"
    assert proven(ledger).rows == 2


def test_nothing_is_put_aside_over_something(ledger: Path, copy: Path) -> None:
    _spoilt(ledger)
    aside = ledger.with_name(f"{ledger.name}.{MOMENT}")
    aside.write_bytes(b"earlier")
    with pytest.raises(BadLedger, match="exists"):
        restore(copy, ledger, moment=MOMENT)
    assert aside.read_bytes() == b"earlier"
    assert proven(ledger).broken is not None


def test_a_folder_that_is_not_there_is_named(ledger: Path, copy: Path, tmp_path: Path) -> None:
    target = tmp_path / "无" / "台账.sqlite3"
    with pytest.raises(BadLedger, match="not-opened") as refused:
        backup(ledger, target)
    assert refused.value.detail.startswith(str(target))
    with pytest.raises(BadLedger, match="not-opened") as refused:
        restore(copy, target, moment=MOMENT)
    assert refused.value.detail.startswith(str(target))


def test_a_damaged_copy_brings_nothing_back(ledger: Path, copy: Path) -> None:
    with pytest.raises(BadLedger, match="broken"):
        restore(_spoilt(copy), ledger, moment=MOMENT)
    assert proven(ledger).broken is None
