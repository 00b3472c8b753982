"""An inbox as it is: folders, zips, mails, letters, scans. Every file is accounted for, under a stable name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest

from qingjian.api import check
from qingjian.api.files import collect
from qingjian.model.verdict import Report
from qingjian.resources import schemas
from support.biff import compound
from support.sent import forwarded, mail, named, packed

SAMPLE: Final = Path(__file__).resolve().parents[3] / "workbooks" / "samples" / "liaoning-2024-filled.xlsx"
FORM: Final = SAMPLE.read_bytes()
PDF: Final = b"%PDF-1.4\n%%EOF\n"


def told(report: Report) -> dict[str, str]:
    """Path → status, or the code of the reason."""
    assert len({one.path for one in report.files}) == len(report.files)
    return {one.path: one.reason.code if one.reason else one.status for one in report.files}


def inbox(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def test_every_file_is_accounted_for(tmp_path: Path) -> None:
    inner = packed({"丙区/总结表.xlsx": FORM, "丙区/函.pdf": PDF}, code="gbk")
    found = check(
        [
            inbox(
                tmp_path,
                {
                    "甲区/总结表.xlsx": FORM,
                    "甲区/盖章.pdf": PDF,
                    "乙.zip": packed(
                        {"表.xlsx": FORM, "__MACOSX/._表.xlsx": b"", "再.zip": packed({"x": b"x"})}
                    ),
                    "丙.eml": mail(
                        [
                            (named("附件.zip"), inner),
                            (named("说明.doc"), compound({"WordDocument": bytes(5000)})),
                        ]
                    ),
                    "丁.eml": forwarded(
                        mail([(named("表.xlsx", "gbk"), FORM), (named("表.xlsx"), FORM[:9000])], subject="转")
                    ),
                    "戊.eml": mail([]),
                    "己.rar": b"Rar!\x1a\x07\x01\x00",
                    "庚.7z": b"7z\xbc\xaf\x27\x1c",
                    "辛.msg": compound({"__properties_version1.0": bytes(5000)}),
                    "壬.zip": packed({"表.xlsx": FORM})[:5000],
                    "癸.zip": packed({}),
                    "邮件在内.zip": packed({"子.eml": mail([(named("表.xlsx"), FORM)])}),
                    "其实是表.zip": FORM,
                },
            )
        ]
    )
    assert told(found) == {
        "甲区/总结表.xlsx": "returned",
        "甲区/盖章.pdf": "attached",
        "乙.zip/表.xlsx": "returned",
        "乙.zip/再.zip": "nested-archive",
        "丙.eml/附件.zip/丙区/总结表.xlsx": "returned",
        "丙.eml/附件.zip/丙区/函.pdf": "attached",
        "丙.eml/说明.doc": "old-word",
        "丁.eml/转.eml/表.xlsx": "returned",
        "丁.eml/转.eml/表 (2).xlsx": "truncated",
        "戊.eml": "received-mail",
        "己.rar": "received-archive",
        "庚.7z": "received-archive",
        "辛.msg": "received-mail",
        "壬.zip": "archive-damaged",
        "癸.zip": "archive-empty",
        "邮件在内.zip/子.eml/表.xlsx": "returned",
        "其实是表.zip": "returned",
    }  # fmt: skip
    codes = json.loads((schemas() / "refusals.json").read_bytes())
    assert all(one.reason is None or one.reason.code in codes for one in found.files)


def test_a_form_is_judged_alike_wherever_it_lies(tmp_path: Path) -> None:
    sent = {"表.xlsx": FORM, "包.zip": packed({"表.xlsx": FORM}), "信.eml": mail([(named("表.xlsx"), FORM)])}
    found = check([inbox(tmp_path, sent)]).files
    assert {one.path for one in found} == {"表.xlsx", "包.zip/表.xlsx", "信.eml/表.xlsx"}
    assert all(one._replace(path=found[0].path) == found[0] for one in found)
    assert found[0].sha256 == hashlib.sha256(FORM).hexdigest()


def test_any_number_of_jobs_says_the_same(tmp_path: Path) -> None:
    files = {f"{number}/表{number}.xlsx": FORM for number in range(15)}
    inbox(
        tmp_path,
        {"包.zip": packed(files, code="gbk"), "信.eml": mail([(named(name), FORM) for name in files])},
    )
    reports = [check([tmp_path], jobs=jobs) for jobs in (1, 2, 3)]
    assert reports[0] == reports[1] == reports[2]
    assert len(reports[0].files) == 30


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _hole(data: bytes) -> bytes:
    return data[:200] + b"\xff" * 100 + data[300:]


def _no_directory(data: bytes) -> bytes:
    return data.replace(b"PK\1\2", b"PK\1\3")


def _nothing(_: bytes) -> bytes:
    return b""


def _beginning(_: bytes) -> bytes:
    return b"PK\3\4"


@pytest.mark.parametrize(
    "spoil",
    [_half, _hole, _no_directory, _nothing, _beginning],
)  # fmt: skip
@pytest.mark.parametrize("name", ["包.zip", "信.eml"])
def test_a_broken_package_costs_no_other_file(
    name: str, spoil: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    sent = {"包.zip": packed({"表.xlsx": FORM, "表2.xlsx": FORM}), "信.eml": mail([(named("表.xlsx"), FORM)])}
    found = check([inbox(tmp_path, {name: spoil(sent[name]), "好.xlsx": FORM})])
    assert told(found)["好.xlsx"] == "returned"
    assert any(path.startswith(name) for path in told(found))


def test_a_package_that_changes_while_it_is_read(tmp_path: Path) -> None:
    inbox(tmp_path, {"包.zip": packed({"a.xlsx": FORM, "b.xlsx": FORM})})
    sources = collect([tmp_path])
    (tmp_path / "包.zip").write_bytes(packed({"a.xlsx": FORM}))
    assert told(check([], sources=sources)) == {"包.zip/a.xlsx": "returned", "包.zip/b.xlsx": "not-opened"}
    (tmp_path / "包.zip").unlink()
    assert set(told(check([], sources=sources)).values()) == {"not-opened"}


def test_a_bomb_in_a_zip_is_one_verdict(tmp_path: Path) -> None:
    inbox(tmp_path, {"包.zip": packed({"弹.xlsx": bytes(60 << 20), "好.xlsx": FORM})})
    assert told(check([tmp_path])) == {"包.zip/弹.xlsx": "archive-ratio", "包.zip/好.xlsx": "returned"}


def test_nothing_leads_out(tmp_path: Path) -> None:
    inbox(tmp_path / "收件", {"包.zip": packed({"../../外.xlsx": FORM, "/绝对.xlsx": FORM, "好.xlsx": FORM})})
    assert sorted(told(check([tmp_path / "收件"])).values()) == ["returned", "unsafe-name", "unsafe-name"]
    assert [path.name for path in tmp_path.iterdir()] == ["收件"]
