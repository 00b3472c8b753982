"""Verdicts are kept by content, schemas and options; a damaged cache costs time, never a verdict."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from qingjian.api import cache as caching
from qingjian.api import check, checking
from qingjian.api.cache import Cache
from qingjian.api.files import Contents, Source
from qingjian.api.ground import ground
from qingjian.api.kept import from_bytes, to_bytes
from qingjian.api.on_file import on_file
from qingjian.api.options import Options
from qingjian.model.season import Setting
from qingjian.model.verdict import Reason, Verdict
from qingjian.reporters import FORMATS, Style, as_file

SAMPLES: Final = Path(__file__).resolve().parents[3] / "workbooks" / "samples"
SAMPLE: Final = SAMPLES / "liaoning-2024-filled.xlsx"


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that are really judged, in this process."""
    names: list[str] = []

    def noted(contents: Contents, source: Source, options: Options) -> Verdict:
        names.append(source.name)
        return on_file(contents, source, options)

    monkeypatch.setattr(checking, "on_file", noted)
    return names


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "收件"
    folder.mkdir()
    shutil.copy(SAMPLE, folder / "甲.xlsx")
    (folder / "乙.xlsx").write_bytes(SAMPLE.read_bytes()[:9000])
    (folder / "函.pdf").write_bytes(b"%PDF-1.4\n")
    return folder


def test_unchanged_files_are_not_judged_again(inbox: Path, tmp_path: Path, judged: list[str]) -> None:
    first = check([inbox], cache=tmp_path / "c")
    assert sorted(judged) == ["乙.xlsx", "函.pdf", "甲.xlsx"]
    judged.clear()
    again = check([inbox], cache=tmp_path / "c")
    assert judged == []
    assert again == first == check([inbox])
    for name in FORMATS:
        assert as_file(name, again, Style()) == as_file(name, first, Style())


def test_what_changed_is_judged_again(inbox: Path, tmp_path: Path, judged: list[str]) -> None:
    check([inbox], cache=tmp_path / "c")
    judged.clear()
    (inbox / "乙.xlsx").write_bytes(b"")
    (inbox / "丙").mkdir()
    (inbox / "甲.xlsx").rename(inbox / "丙" / "甲.xlsx")
    found = check([inbox], cache=tmp_path / "c")
    assert judged == ["乙.xlsx"]
    assert [one.path for one in found.files] == ["乙.xlsx", "函.pdf", "丙/甲.xlsx"]


def test_a_lock_beside_a_file_counts(inbox: Path, tmp_path: Path, judged: list[str]) -> None:
    check([inbox], cache=tmp_path / "c")
    judged.clear()
    (inbox / "~$甲.xlsx").write_bytes(b"")
    check([inbox], cache=tmp_path / "c")
    assert judged == ["甲.xlsx"]


def test_every_option_has_a_ground_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "index.json").write_text("[]", "utf-8")
    grounds = [
        ground(options)
        for options in (
            Options(),
            Options(template="liaoning/2024"),
            Options(only=("QJ21",)),
            Options(skip=("QJ21",)),
            Options(season={"QJ2101": Setting("advice", "r", "b")}),
            Options(previous=tmp_path),
            Options(digest=True),
        )
    ]
    assert len(set(grounds)) == len(grounds)
    (tmp_path / "index.json").write_text("[1]", "utf-8")
    assert ground(Options(previous=tmp_path)) not in grounds


def test_other_schemas_are_another_ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ground(Options())
    (tmp_path / "x.json").write_text("{}", "utf-8")
    monkeypatch.setattr("qingjian.api.ground.schemas", lambda: tmp_path)
    assert ground(Options()) != before


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.xlsx")), ids=lambda path: path.stem)
def test_a_verdict_comes_back_as_it_was(path: Path) -> None:
    (verdict,) = check([path]).files
    assert from_bytes(to_bytes(verdict)) == verdict


def test_odd_texts_come_back_as_they_were() -> None:
    verdict = Verdict("a\udcff\u202e\x00.xlsx", "ab", "unreadable", Reason("x", "\ud800"))
    assert from_bytes(to_bytes(verdict)) == verdict


@pytest.mark.parametrize("code", ["too-expensive", "reader-died", "not-opened"])
def test_what_the_machine_could_not_do_is_tried_again(code: str, tmp_path: Path) -> None:
    cache, source = Cache(tmp_path, "ground"), Source(Path("a"), "a")
    cache.put(source, Verdict("a", "ab", "unreadable", Reason(code)))
    assert cache.get(source, "ab") is None
    cache.put(source, Verdict("a", "ab", "unreadable", Reason("truncated")))
    assert cache.get(source, "ab") is not None
    cache.close()


def _beginning(data: bytes) -> bytes:
    return b"\0" * 200 + data[200:]


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _nothing(_: bytes) -> bytes:
    return b""


def _other(_: bytes) -> bytes:
    return b"not a database" * 99


def _middle(data: bytes) -> bytes:
    chosen = random.Random(7)
    changed = bytearray(data)
    for _ in range(400):
        changed[chosen.randrange(100, len(changed))] ^= 1 << chosen.randrange(8)
    return bytes(changed)


@pytest.mark.parametrize(
    "spoil",
    [_beginning, _middle, _half, _nothing, _other],
)  # fmt: skip
def test_a_damaged_cache_costs_time_alone(
    spoil: Callable[[bytes], bytes], inbox: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "c"
    sound = check([inbox], cache=folder)
    path = folder / caching.FILE
    path.write_bytes(spoil(path.read_bytes()))
    assert check([inbox], cache=folder) == sound
    assert check([inbox], cache=folder) == sound


def test_a_verdict_that_was_tampered_with_is_not_believed(
    inbox: Path, tmp_path: Path, judged: list[str]
) -> None:
    sound = check([inbox], cache=tmp_path)
    judged.clear()
    with sqlite3.connect(tmp_path / caching.FILE) as database:
        contents = [row[0] for row in database.execute("SELECT content FROM verdict ORDER BY key")]
        keys = [row[0] for row in database.execute("SELECT key FROM verdict ORDER BY key")]
        for key, content in zip(keys, contents[1:] + contents[:1], strict=True):
            database.execute("UPDATE verdict SET content=? WHERE key=?", (content, key))
    database.close()
    assert check([inbox], cache=tmp_path) == sound
    assert len(judged) == 3


def test_a_folder_that_cannot_be_had_is_done_without(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert check([inbox], cache=tmp_path / "file" / "c") == check([inbox])


def test_a_cache_that_somebody_holds_is_done_without(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "_PATIENCE", 0.01)
    sound = check([inbox], cache=tmp_path / "c")
    database = sqlite3.connect(tmp_path / "c" / caching.FILE, isolation_level=None)
    database.execute("BEGIN EXCLUSIVE")
    (inbox / "新.pdf").write_bytes(b"%PDF-1.5\n")
    assert len(check([inbox], cache=tmp_path / "c").files) == len(sound.files) + 1
    database.close()


def test_what_was_not_asked_for_longest_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def verdict(number: int) -> tuple[Source, Verdict]:
        noise = random.Random(number).randbytes(20_000).hex()
        return Source(Path("a"), "a"), Verdict("a", f"{number:064x}", "attachment", Reason("attached", noise))

    def filled(numbers: range, day: int) -> None:
        monkeypatch.setattr("time.time", lambda: day * 86_400.0)
        cache = Cache(tmp_path, "ground")
        for number in numbers:
            cache.put(*verdict(number))
        cache.get(verdict(0)[0], f"{0:064x}")
        cache.close()

    monkeypatch.setattr(caching, "LIMIT_BYTES", 1 << 20)
    filled(range(20), 1)
    filled(range(20, 40), 2)
    filled(range(40, 60), 3)
    cache = Cache(tmp_path, "ground")
    left = [number for number in range(60) if cache.get(verdict(number)[0], f"{number:064x}") is not None]
    cache.close()
    assert 0 in left
    assert not set(left) & set(range(1, 10))
    assert set(left) >= set(range(45, 60))
    assert (tmp_path / caching.FILE).stat().st_size < 3 << 20
