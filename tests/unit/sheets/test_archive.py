"""Zips of what was sent in: names put right, nothing leads out, limits kept, damage told."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from qingjian.errors import UnreadableWorkbook
from qingjian.resources import schemas
from qingjian.sheets import guard
from qingjian.sheets.archive import Archive
from qingjian.sheets.sent_names import distinct, is_noise, safe_path
from support.sent import packed

SENTENCES = json.loads((schemas() / "refusals.json").read_bytes())


def names(data: bytes) -> list[str]:
    return [one.name for one in Archive(data).files]


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableWorkbook) as caught:
        Archive(data)
    assert caught.value.code in SENTENCES
    return caught.value.code


@pytest.mark.parametrize("code", [None, "gbk", "utf-8"])
@pytest.mark.parametrize("name", ["甲区/总结表.xlsx", "联通.xlsx", "一二三.xlsx", "plain.xlsx", "模.xlsx"])
def test_names_are_read_as_they_were_written(name: str, code: str | None) -> None:
    archive = Archive(packed({name: b"x"}, code=code))
    assert [one.name for one in archive.files] == [name]
    assert archive.read(0) == b"x"


def test_a_short_gbk_name_is_not_taken_for_utf_8() -> None:
    """模 in GBK is C4 A3, which UTF-8 would read as ģ."""
    assert names(packed({"模.xlsx": b"", "名.xlsx": b""}, code="gbk")) == ["名.xlsx", "模.xlsx"]


def test_what_systems_leave_behind_is_no_file() -> None:
    files = ["甲.xlsx", "__MACOSX/._甲.xlsx", "Thumbs.db", ".DS_Store", "~$甲.xlsx", "甲区/desktop.ini"]
    assert names(packed(dict.fromkeys(files, b""))) == ["甲.xlsx"]


@pytest.mark.parametrize(
    "name",
    [
        "../甲.xlsx",
        "a/../../甲.xlsx",
        "/etc/甲.xlsx",
        "C:/甲.xlsx",
        "c:甲.xlsx",
        "\\\\server\\甲.xlsx",
        "..\\甲.xlsx",
    ],
)
def test_a_name_that_leads_out_is_refused_by_itself(name: str) -> None:
    archive = Archive(packed({"乙.xlsx": b"yes", name: b"no"}))
    assert len(archive.files) == 2
    for number, one in enumerate(archive.files):
        assert ".." not in one.name.split("/")
        assert not one.name.startswith("/")
        if one.refusal is None:
            assert archive.read(number) == b"yes"
        else:
            with pytest.raises(UnreadableWorkbook, match="unsafe-name"):
                archive.read(number)
    assert sum(one.refusal is not None for one in archive.files) == 1


def test_one_file_that_unpacks_too_far_is_refused_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive(packed({"乙.xlsx": b"yes", "甲.xlsx": bytes(4 * guard.MIB)}))
    assert [one.refusal and one.refusal[0] for one in archive.files] == [None, "archive-ratio"]
    monkeypatch.setattr(guard, "FILE_BYTES", 1 << 10)
    archive = Archive(packed({"乙.xlsx": b"yes", "甲.xlsx": bytes(range(256)) * 5}))
    assert [one.refusal and one.refusal[0] for one in archive.files] == [None, "too-big"]


@pytest.mark.parametrize(
    ("limit", "value", "code"),
    [
        ("ARCHIVE_BYTES", 100, "archive-too-big"),
        ("ARCHIVE_TOTAL_BYTES", 100, "archive-too-big"),
        ("ARCHIVE_FILES", 2, "archive-too-many"),
    ],
)
def test_limits_of_the_archive(limit: str, value: int, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed({f"{number}.xlsx": bytes(50) for number in range(3)})
    Archive(data)
    monkeypatch.setattr(guard, limit, value)
    assert refusal(data) == code


def test_damage() -> None:
    data = packed({"甲.xlsx": b"content" * 50})
    assert refusal(data[: len(data) // 2]) == "archive-damaged"
    assert refusal(b"Rar!\x1a\x07") == "archive-damaged"
    broken = bytearray(data)
    broken[data.index(b"PK\1\2") - 3] ^= 0xFF
    with pytest.raises(UnreadableWorkbook, match="bad-checksum"):
        Archive(bytes(broken)).read(0)


def test_a_password() -> None:
    data = bytearray(packed({"甲.xlsx": b"content"}))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    assert refusal(bytes(data)) == "archive-encrypted"


def test_a_way_of_packing_that_is_not_zip_s_own() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("甲.xlsx", b"content")
    assert refusal(out.getvalue()) == "archive-damaged"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("甲/乙.xlsx", "甲/乙.xlsx"),
        ("./甲//乙.xlsx", "甲/乙.xlsx"),
        ("con.xlsx", "_con.xlsx"),
        ("报a:b|c?.xlsx", "报a_b_c_.xlsx"),
        ("a\x1b[31m\u202ex.xlsx", "a_[31m_x.xlsx"),
        ("甲. ", "甲"),
        ("长" * 300 + ".xlsx", "长" * 115 + ".xlsx"),
        ("../甲", None),
        ("", None),
    ],
)
def test_safe_paths(name: str, safe: str | None) -> None:
    assert safe_path(name) == safe


def test_names_given_twice_become_distinct() -> None:
    assert list(distinct(["甲.xlsx", "甲.xlsx", "甲 (2).xlsx", "A", "a"])) == [
        "甲.xlsx", "甲 (2).xlsx", "甲 (2) (2).xlsx", "A", "a (2)"
    ]  # fmt: skip
    assert len(set(distinct(["x.xlsx"] * 5_000))) == 5_000


def test_noise_has_no_names_of_its_own() -> None:
    assert is_noise("__MACOSX/x")
    assert not is_noise("../甲.xlsx")
