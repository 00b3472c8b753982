"""qingjian check: reports, exit codes, copies, and files that are no workbooks."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from qingjian.api import JUDGES
from qingjian.catalog.meta import misfits
from qingjian.reporters import FORMATS, REPORTERS
from qingjian.sheets import child
from support.biff import compound
from support.processes import children
from support.snapshot import Snapshot

Run = Callable[..., Any]
LANGS = ("zh", "en")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", REPORTERS)
def test_every_format_in_every_language(name: str, lang: str, qingjian: Run, broken: Path) -> None:
    ran = qingjian("check", broken, "--format", name, "--lang", lang)
    assert ran.code == 1
    assert "乙区.xlsx" in ran.out
    words = {"json": '"severity": "mandatory"', "sarif": '"severity":"mandatory"'}
    assert words.get(name, {"zh": "强制性", "en": "Mandatory"}[lang]) in ran.out
    assert ran.err == ""


def test_text_is_the_default_and_names_cell_value_and_remedy(qingjian: Run, broken: Path) -> None:
    ran = qingjian("check", broken)
    assert ran.out == qingjian("check", broken, "--format", "text").out
    assert "E34  “节电（度）”合计为 575000，各行之和是 585000" in ran.out
    assert "把合计改为 585000" in ran.out
    assert "\x1b" not in ran.out


def test_a_form_that_passes(qingjian: Run, sound: Path) -> None:
    ran = qingjian("check", sound)
    assert (ran.code, "通过 1" in ran.out, "可以报送" in ran.out) == (0, True, True)


def test_json_keeps_the_contract(qingjian: Run, broken: Path, sound: Path) -> None:
    ran = qingjian("check", broken, sound, "--format", "json")
    document = json.loads(ran.out)
    assert misfits(document, "report") == ()
    assert [file["path"] for file in document["files"]] == ["乙区.xlsx", "甲区.xlsx"]
    assert qingjian("check", broken, sound, "--format", "json").out == ran.out


def test_two_jobs_report_the_same_as_one(qingjian: Run, broken: Path, sound: Path) -> None:
    one = qingjian("check", broken, sound, "--format", "json", "--jobs", 1)
    assert qingjian("check", broken, sound, "--format", "json", "--jobs", 2).out == one.out


def test_a_report_in_a_file(qingjian: Run, broken: Path, tmp_path: Path) -> None:
    ran = qingjian("check", broken, "--format", "html", "-o", tmp_path / "结果.html")
    assert (ran.code, ran.out) == (1, "")
    assert "已写入" in ran.err
    assert (tmp_path / "结果.html").read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("lang", LANGS)
def test_a_table_goes_into_a_file_and_nowhere_else(
    lang: str, qingjian: Run, broken: Path, tmp_path: Path
) -> None:
    ran = qingjian("check", broken, "--format", "xlsx", "--lang", lang)
    assert (ran.code, ran.out) == (2, "")
    assert "-o" in ran.err
    target = tmp_path / "结果.xlsx"
    ran = qingjian("check", broken, "--format", "xlsx", "--lang", lang, "-o", target)
    assert (ran.code, ran.out) == (1, "")
    assert zipfile.is_zipfile(target)
    before = broken.read_bytes()
    assert qingjian("check", broken, "--format", "xlsx", "-o", broken).code == 2
    assert broken.read_bytes() == before


@pytest.mark.parametrize(
    ("file", "format_"),
    [("结果.xlsx", "xlsx"), ("结果.HTML", "html"), ("结果.md", "md"), ("结果.sarif", "sarif"),
     ("结果.json", "json"), ("结果.txt", "text"), ("结果", "text")],
)  # fmt: skip
def test_the_name_of_the_file_says_its_format(
    file: str, format_: str, qingjian: Run, broken: Path, tmp_path: Path
) -> None:
    qingjian("check", broken, "-o", tmp_path / file)
    qingjian("check", broken, "--format", format_, "-o", tmp_path / "told")
    assert (tmp_path / file).read_bytes() == (tmp_path / "told").read_bytes()


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_holds_the_same_bytes_whatever_the_jobs(
    name: str, qingjian: Run, batch: Path, tmp_path: Path
) -> None:
    made: list[bytes] = []
    for jobs in (1, 2, 1):
        target = tmp_path / f"结果{len(made)}.{name}"
        qingjian("check", batch, "--format", name, "--jobs", jobs, "-o", target)
        made.append(target.read_bytes())
    assert made[0] == made[1] == made[2]


def test_a_report_never_replaces_what_was_checked(qingjian: Run, broken: Path) -> None:
    before = broken.read_bytes()
    ran = qingjian("check", broken, "-o", broken)
    assert ran.code == 2
    assert "不能覆盖原文件" in ran.err
    assert broken.read_bytes() == before


@pytest.mark.parametrize(("fail_on", "code"), [("mandatory", 0), ("verify", 0), ("advice", 1)])
def test_fail_on_moves_the_line_between_0_and_1(fail_on: str, code: int, qingjian: Run, broken: Path) -> None:
    ran = qingjian("check", broken, "--rules", "QJ2108", "--fail-on", fail_on)
    assert (ran.code, "提示性 3 项" in ran.out, "强制性 " in ran.out) == (code, True, False)


def test_rules_are_chosen_and_left_out_by_their_beginnings(qingjian: Run, broken: Path) -> None:
    def codes(*arguments: str) -> set[str]:
        document = json.loads(qingjian("check", broken, "--format", "json", *arguments).out)
        return {finding["code"] for finding in document["files"][0]["findings"]}

    every = codes()
    assert codes("--rules", "QJ21,qj4") == {code for code in every if code[:4] == "QJ21" or code[:3] == "QJ4"}
    assert codes("--skip", "QJ21") == {code for code in every if code[:4] != "QJ21"}


def test_annotated_copies_beside_untouched_originals(
    qingjian: Run, broken: Path, sound: Path, tmp_path: Path
) -> None:
    before = broken.read_bytes()
    ran = qingjian("check", broken, sound, "--annotate", tmp_path / "退回")
    assert ran.code == 1
    assert [path.name for path in (tmp_path / "退回").iterdir()] == ["乙区.xlsx"]
    assert broken.read_bytes() == before
    with zipfile.ZipFile(tmp_path / "退回" / "乙区.xlsx") as package:
        assert any("comments" in name for name in package.namelist())


def test_files_of_one_name_get_copies_of_their_own(qingjian: Run, broken: Path, tmp_path: Path) -> None:
    for folder in ("一", "二"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "表.xlsx").write_bytes(broken.read_bytes())
    qingjian("check", "一/表.xlsx", "二/表.xlsx", "--annotate", "退回")
    assert sorted(path.name for path in (tmp_path / "退回").iterdir()) == ["表 (2).xlsx", "表.xlsx"]


def test_copies_over_the_originals_are_refused(qingjian: Run, broken: Path) -> None:
    before = broken.read_bytes()
    ran = qingjian("check", broken, "--annotate", broken.parent)
    assert ran.code == 2
    assert "没有批注" in ran.err
    assert broken.read_bytes() == before


def _bomb(sound: bytes) -> bytes:
    """A workbook whose list of sheets unpacks to 40 MiB of blanks."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sound)) as honest,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in honest.namelist():
            package.writestr(name, b" " * (40 << 20) if name == "xl/workbook.xml" else honest.read(name))
    return out.getvalue()


BAD: Final[Mapping[str, tuple[str, Callable[[bytes], bytes]]]] = {
    "空.xlsx": ("empty-file", lambda _: b""),
    "扫描件.xlsx": ("pdf", lambda _: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"),
    "加密.xlsx": ("encrypted", lambda _: compound({"EncryptedPackage": bytes(5000)})),
    "半截.xlsx": ("truncated", lambda sound: sound[: len(sound) // 2]),
    "炸弹.xlsx": ("part-too-big", _bomb),
    "文本.xlsx": ("text", lambda _: "单位,数量\n甲,1\n".encode("gb18030")),
}
"""File → the code of its refusal, and how it is made from a good one."""


@pytest.fixture
def batch(sound: Path, tmp_path: Path) -> Path:
    """A good form among the bad ones."""
    folder = tmp_path / "收件"
    folder.mkdir()
    for name, (_, made) in BAD.items():
        (folder / name).write_bytes(made(sound.read_bytes()))
    (folder / "甲区.xlsx").write_bytes(sound.read_bytes())
    return folder


@pytest.mark.parametrize("lang", LANGS)
def test_bad_files_get_one_sentence_each_and_the_batch_goes_on(lang: str, qingjian: Run, batch: Path) -> None:
    ran = qingjian("check", batch, "--format", "json", "--lang", lang)
    assert ran.code == 2
    files = {file["path"]: file for file in json.loads(ran.out)["files"]}
    assert files.pop("甲区.xlsx")["status"] == "passed"
    assert {name: file["status"] for name, file in files.items()} == dict.fromkeys(BAD, "unreadable")
    assert {name: file["reason"]["code"] for name, file in files.items()} == {
        name: code for name, (code, _) in BAD.items()
    }
    for file in files.values():
        assert "\n" not in file["reason"]["message"]
        assert len(file["reason"]["message"]) < 200


def test_bad_files_in_words(qingjian: Run, batch: Path, snapshot: Snapshot) -> None:
    ran = qingjian("check", batch)
    assert (ran.code, ran.err) == (2, "")
    snapshot(ran.out)


@pytest.mark.parametrize(
    ("name", "content"), [("盖章件.pdf", b"%PDF-1.7\n"), ("情况说明函.txt", "各位领导：\n".encode())]
)
def test_what_comes_along_is_an_attachment(
    name: str, content: bytes, qingjian: Run, sound: Path, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "甲区.xlsx").write_bytes(sound.read_bytes())
    ran = qingjian("check", tmp_path)
    assert ran.code == 0
    assert "附件 1" in ran.out


def test_a_path_that_is_not_there(qingjian: Run, sound: Path) -> None:
    ran = qingjian("check", "没有这个.xlsx", sound)
    assert ran.code == 2
    assert "文件无法打开" in ran.out
    assert "通过 1" in ran.out


def test_a_folder_without_files(qingjian: Run, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    ran = qingjian("check", "空")
    assert (ran.code, ran.out) == (2, "")
    assert "没有文件" in ran.err


def test_hostile_names_of_files(qingjian: Run, sound: Path, tmp_path: Path) -> None:
    names = ["=cmd.xlsx", "\u202exslx.甲.xlsx", "a\x1b[31mb.xlsx", "<img src=x>.xlsx", "$(touch x).xlsx"]
    for name in names:
        (tmp_path / name).write_bytes(sound.read_bytes())
    for form in REPORTERS:
        ran = qingjian("check", tmp_path, "--format", form)
        assert ran.code == 0
        assert "\x1b" not in ran.out
        assert "<img" not in ran.out or form != "html"
        assert "\u202e" not in ran.out
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)


SEASON: Final = {
    "year": 2024,
    "rules": {
        "QJ2101": {"severity": "advice", "reason": "合计由市局重算", "by": "某市局 张"},
        "QJ2003": {"severity": "off", "reason": "单位已在系统中统一", "by": "某市局 张"},
    },
}


def test_a_season_demotes_and_switches_off(qingjian: Run, broken: Path, tmp_path: Path) -> None:
    (tmp_path / "season.json").write_text(json.dumps(SEASON, ensure_ascii=False), "utf-8")
    options = ("--rules", "QJ2003,QJ2101", "--season", tmp_path)
    ran = qingjian("check", broken, *options)
    assert ran.code == 0
    assert "QJ2101 降为提示性：合计由市局重算（某市局 张）" in ran.out
    assert "QJ2003  本季停用：单位已在系统中统一" in ran.out
    document = json.loads(qingjian("check", broken, *options, "--format", "json").out)
    assert misfits(document, "report") == ()
    assert document["season"]["rules"] == SEASON["rules"]
    assert [(one["severity"], one["demoted_from"]) for one in document["files"][0]["findings"]] == [
        ("advice", "mandatory")
    ]
    page = qingjian("check", broken, *options, "--format", "html").out
    assert "合计由市局重算（某市局 张）" in page


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "season.json"),
        ('{"rules": {"QJ2101": {"severity": "mandatory", "reason": "x", "by": "y"}}}', "rules/QJ2101/severity"),
        ('{"rules": {"QJ2101": {"severity": "off", "reason": " ", "by": "y"}}}', "rules/QJ2101/reason"),
        ('{"rules": {"QJ2101": {"severity": "off", "reason": "x"}}}', "rules/QJ2101"),
        ('{"rules": {"QJ8888": {"severity": "off", "reason": "x", "by": "y"}}}', "QJ8888"),
    ],
)  # fmt: skip
def test_a_slip_in_the_season_is_told_with_its_place(
    content: str, told: str, qingjian: Run, broken: Path, tmp_path: Path
) -> None:
    (tmp_path / "season.json").write_text(content, "utf-8")
    ran = qingjian("check", broken, "--season", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_a_season_without_its_file_is_told(qingjian: Run, broken: Path, tmp_path: Path) -> None:
    ran = qingjian("check", broken, "--season", tmp_path / "没有")
    assert ran.code == 2
    assert "season.json" in ran.err


def test_every_rule_is_named_on_request(qingjian: Run, broken: Path) -> None:
    assert "没有发现问题的规则" in qingjian("check", broken, "-v").out
    assert "没有发现问题的规则" not in qingjian("check", broken).out


def test_a_child_is_started_ahead_where_a_file_is_going_to_be_judged(
    qingjian: Run, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []
    monkeypatch.setattr(child, "start_ahead", started.append)
    qingjian("check", broken.parent)
    qingjian("explain", "QJ1001", broken)
    assert started == []
    qingjian("check", broken)
    assert started == [JUDGES]


def test_where_no_child_can_be_started_ahead_the_file_is_judged_all_the_same(
    qingjian: Run, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_needs: str) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    told = qingjian("check", broken)
    monkeypatch.setattr(child, "start_ahead", refuse)
    assert qingjian("check", broken) == told


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_a_child_that_was_started_for_nothing_is_ended(qingjian: Run, broken: Path) -> None:
    before = children()
    ran = qingjian("check", broken, "--没有这个选项")
    assert (ran.code, "--没有这个选项" in ran.err) == (2, True)
    child.bury()
    assert children() <= before
