"""Whatever is changed in a ledger behind its back is found, and the first row named."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.errors import BadLedger
from qingjian.ledger.chain import Proof
from qingjian.ledger.copies import proven
from qingjian.ledger.event import ORIGIN, Draft, canonical, chained, digest
from qingjian.ledger.store import create, writing

ROWS = 6
COLUMNS = ("at", "who", "unit", "kind", "sha256", "payload", "previous", "hash")
TRIGGERS = ("event_follows", "event_leads", "event_stays", "event_remains")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("chain") / "台账.sqlite3"
    create(path)
    for number in range(ROWS):
        with writing(path, at=f"2025-01-1{number}T09:00:00+08:00", who="王") as pen:
            pen.append(Draft("note", f"{number}区", {"text": f"第 {number} 条", "number": number}))
    return path


def _tampered(whole: Path, folder: Path, *statements: tuple[str, Sequence[Any]]) -> Proof:
    """The proof of a copy that somebody with the right tools worked on; the guards are put back afterwards."""
    path = folder / "tampered.sqlite3"
    path.unlink(missing_ok=True)
    shutil.copy(whole, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        guards = [row[0] for row in database.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")]
        for name in TRIGGERS:
            database.execute(f"DROP TRIGGER {name}")
        database.execute("PRAGMA ignore_check_constraints=ON")
        for statement, values in statements:
            database.execute(statement, values)
        for guard in guards:
            database.execute(guard)
    return proven(path)


def test_an_untouched_ledger_is_proven(whole: Path) -> None:
    proof = proven(whole)
    assert (proof.rows, proof.broken) == (ROWS, None)


@given(row=st.integers(1, ROWS), column=st.sampled_from(COLUMNS), text=st.text(max_size=20))
def test_a_changed_field_is_found(
    row: int, column: str, text: str, whole: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\0", "") + "~"
    statement = f"UPDATE event SET {column} = ? WHERE seq = ?"  # noqa: S608  # one of COLUMNS
    proof = _tampered(whole, tmp_path_factory.getbasetemp(), (statement, (text, row)))
    assert proof.broken is not None
    assert proof.broken.seq == row


@given(row=st.integers(1, ROWS))
def test_a_row_taken_out_is_found(row: int, whole: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp()
    proof = _tampered(whole, folder, ("DELETE FROM event WHERE seq = ?", (row,)))
    assert proof.broken is not None
    assert proof.broken.seq == row
    assert proof.broken.fault == ("cut" if row == ROWS else "missing")


@given(row=st.integers(2, ROWS))
def test_rows_moved_up_into_a_gap_are_found(
    row: int, whole: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    proof = _tampered(
        whole,
        tmp_path_factory.getbasetemp(),
        ("DELETE FROM event WHERE seq = ?", (row - 1,)),
        ("UPDATE event SET seq = -seq WHERE seq > ?", (row - 1,)),
        ("UPDATE event SET seq = -seq - 1 WHERE seq < 0", ()),
    )
    assert proof.broken is not None
    assert proof.broken.seq == row - 1
    assert proof.broken.fault == "unlinked"


def test_a_payload_in_other_spelling_is_found_even_with_its_own_hash(whole: Path, tmp_path: Path) -> None:
    event = chained(Draft("note", "x", {"a": 1}), seq=1, at="t", who="w", previous=ORIGIN)
    spelt = event._replace(payload='{"a": 1}')
    proof = _tampered(
        whole,
        tmp_path,
        ("DELETE FROM event WHERE seq = 1", ()),
        ("INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?)", spelt._replace(hash=digest(spelt))),
    )
    assert proof.broken is not None
    assert (proof.broken.seq, proof.broken.fault) == (1, "altered")


def test_a_ledger_written_anew_as_a_whole_is_found_by_a_hash_noted_before(tmp_path: Path) -> None:
    def made(name: str, text: str) -> Path:
        path = tmp_path / name
        create(path)
        with writing(path, at="t", who="w") as pen:
            pen.append(Draft("note", "", {"text": text}))
        return path

    true, forged = made("true", "欠 3 项"), made("forged", "欠 0 项")
    noted = proven(true).head
    assert proven(forged).broken is None
    proof = proven(forged, expected=noted)
    assert proof.broken is not None
    assert proof.broken.fault == "unknown-head"
    with writing(true, at="t", who="w") as pen:
        pen.append(Draft("note", "", {"text": "later"}))
    assert proven(true, expected=noted).broken is None


def test_a_ledger_without_its_guards_is_not_sound(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "open.sqlite3"
    shutil.copy(whole, path)
    with closing(sqlite3.connect(path)) as database:
        database.execute("DROP TRIGGER event_stays")
    proof = proven(path)
    assert proof.broken is not None
    assert proof.broken.fault == "unguarded"


@given(noise=st.binary(min_size=1, max_size=64), where=st.floats(0, 1))
def test_bytes_written_over_never_pass_for_another_content(
    noise: bytes, where: float, whole: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Noise may hit bytes that mean nothing; then the ledger says what it said before, to the last hash."""
    data = bytearray(whole.read_bytes())
    at = int(where * (len(data) - len(noise)))
    data[at : at + len(noise)] = noise
    path = tmp_path_factory.getbasetemp() / "noise.sqlite3"
    path.write_bytes(bytes(data))
    try:
        proof = proven(path)
    except BadLedger:
        return
    assert proof.broken is not None or proof == proven(whole)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), _JSON, max_size=5))
def test_a_payload_comes_back_as_it_went(payload: dict[str, Any]) -> None:
    event = chained(Draft("note", "", payload), seq=1, at="", who="", previous=ORIGIN)
    assert event.content == payload
    assert event.payload == canonical(event.content)
    assert event.payload.isascii()


@given(st.text(), st.text())
def test_no_character_moves_from_one_field_into_the_next(one: str, other: str) -> None:
    event = chained(Draft("note", "", {}), seq=1, at=one, who=other, previous=ORIGIN)
    moved = chained(Draft("note", "", {}), seq=1, at=one + other[:1], who=other[1:], previous=ORIGIN)
    assert (event.hash == moved.hash) == (not other)
