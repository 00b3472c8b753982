"""What a report says to do next: to a clerk with one form, and to an officer with a folder of them."""

from __future__ import annotations

from qingjian.model.finding import Place
from qingjian.model.verdict import CrossFinding, Reason, Report, Verdict
from qingjian.reporters.summary import next_steps, summary

PASSED = Verdict("甲.xlsx", "ab" * 32, "passed")
RETURNED = Verdict("乙.xlsx", "cd" * 32, "returned")
BROKEN = Verdict("坏.xlsx", "ef" * 32, "unreadable", Reason("bad-checksum", "x"))
MISSING = CrossFinding("QJ8001", "verify", (("名单.txt", Place()),), {"unit": "丁县"})
TWICE = CrossFinding("QJ8003", "verify", (("甲.xlsx", Place()),), {"unit": "甲区", "count": "2"})


def _report(*files: Verdict, cross: tuple[CrossFinding, ...] = ()) -> Report:
    return Report(files, lambda: "5c" * 32, "1.2.3", cross=cross)


def test_one_form_is_ready_or_not() -> None:
    assert next_steps(_report(PASSED), "zh") == ["可以报送。"]
    assert next_steps(_report(PASSED, BROKEN), "zh") == ["无法读取的文件请按所列说明处理后重新发送。"]


def test_who_collects_is_told_what_to_send_back_and_whom_to_remind() -> None:
    steps = next_steps(_report(PASSED, RETURNED, BROKEN, cross=(MISSING, TWICE)), "zh")
    assert steps == [
        "无法读取的文件请按所列说明处理后重新发送。",
        "下一步：把退回的 1 份发回填报单位；加 --annotate 写出带批注的副本。",
        "还有 1 个单位没有报送，请催报。",
        "跨文件的问题逐项核对。",
    ]


def test_many_that_have_passed_are_not_ready_while_a_unit_is_missing() -> None:
    assert next_steps(_report(PASSED, PASSED), "zh") == ["收到的报表都已通过。"]
    missing = next_steps(_report(PASSED, PASSED, cross=(MISSING,)), "zh")
    assert missing == ["还有 1 个单位没有报送，请催报。", "收到的报表都已通过。"]


def test_points_across_files_are_counted() -> None:
    assert summary(_report(PASSED, PASSED, cross=(MISSING, TWICE)), "zh").endswith("；跨文件 2 项。")
    assert summary(_report(PASSED), "zh") == "1 份文件，通过 1，退回 0。"
