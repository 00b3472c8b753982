"""Reports made by hand, for whatever shows them."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from qingjian.catalog.rules import rule
from qingjian.model.finding import Finding, Place, Skipped
from qingjian.model.progress import ListedFirm, Progress
from qingjian.model.season import Setting
from qingjian.model.verdict import CrossFinding, Reason, Recognised, Report, Verdict

_KNOWN: Final = Recognised(
    "liaoning/2024",
    {"zh": "2024年清洁生产审核工作总结表（辽宁）", "en": "Summary form 2024 (Liaoning)"},
    "content",
    Decimal("0.97"),
)


def total(
    place: Place, *, caption: str = "节电量（度）", value: str = "575000", row: str = "合计"
) -> Finding:
    """A wrong total."""
    return rule("QJ2101").finding(
        place,
        table="2-2",
        row=row,
        field="power",
        value=value,
        expected="585000",
        difference="10000",
        related=(Place(place.sheet, 3, place.col), Place("表3-2", 4, 2)),
        caption=caption,
    )


def lonely_total(place: Place) -> Finding:
    """A total without rows, to be explained."""
    return rule("QJ2101").finding(
        place, table="3-2", row="合计", field="water", value="3", variant="no-parts", caption="节水量（吨）"
    )


def returned(path: str = "收件/甲区.xlsx") -> Verdict:
    """More findings of one rule than a person wants to read, and one of another severity."""
    totals = tuple(total(Place("表2-2", 33 + index, 5 + index)) for index in range(8))
    return Verdict(
        path,
        "ab" * 32,
        "returned",
        unit="甲区生态环境局",
        report_year=2024,
        template=_KNOWN,
        findings=(*totals, lonely_total(Place("表3-2", 40, 3))),
        ran=("QJ2101", "QJ2102"),
        skipped=(Skipped("QJ4101", "factor-undeclared"), Skipped("QJ2102", "table-not-bound", "表3-1")),
    )


def report() -> Report:
    """One file of each kind."""
    return Report(
        (
            returned(),
            Verdict(
                "收件/乙区.xlsx", "cd" * 32, "passed", report_year=2024, template=_KNOWN, ran=("QJ2101",)
            ),
            Verdict("收件/盖章件.pdf", "ef" * 32, "attachment", Reason("attached", "pdf")),
            Verdict("收件/坏.xlsx", "01" * 32, "unreadable", Reason("bad-checksum", "xl/workbook.xml")),
            Verdict("收件/没有.xlsx", "", "unreadable", Reason("not-opened", "No such file or directory")),
        ),
        schemas=lambda: "5c" * 32,
        version="1.2.3",
    )


def hostile(text: str) -> Report:
    """The text wherever a stranger can put one."""
    finding = total(Place(text, 2, 2), caption=text, value=text, row=text)._replace(
        expected=text, difference=text, suspects=(Place(text, 4, 4),), related=(Place(text, 3, 3),)
    )
    explained = lonely_total(Place(text, 5, 5))._replace(row=text, explanation=text)
    file = Verdict(
        text,
        "ab" * 32,
        "returned",
        unit=text,
        report_year=2024,
        template=_KNOWN,
        findings=(finding, explained, finding._replace(cause=1, suspects=())),
        ran=("QJ2101",),
        skipped=(Skipped("QJ2102", "table-not-bound", text),),
        progress=(
            Progress(
                "甲/1", text, (text,), (ListedFirm(1, text, "started", Place(text, 6, 6), written=text),)
            ),
        ),
        previous=text,
    )
    damaged = Verdict(text, "cd" * 32, "unreadable", Reason("bad-checksum", text))
    across = CrossFinding(
        "QJ2101", "verify", ((text, Place(text, 2, 2)), (text + text, Place())), {"caption": text}
    )
    season = {"QJ2101": Setting("advice", text, text)}
    return Report((file, damaged), lambda: "5c" * 32, "1.2.3", cross=(across,), season=season)


def linked() -> Report:
    """One item with its consequences, one that is explained, one on trial, one that a season demoted."""
    head = total(Place("表2-2", 5, 6), value="25.3")._replace(suspects=(Place("表2-2", 5, 6),))
    sums = tuple(total(Place("表2-2", 30, col))._replace(cause=1) for col in range(6, 13))
    either = total(Place("表3-2", 9, 5))._replace(
        suspects=(Place("表3-2", 4, 5), Place("表3-2", 9, 5)), entangled=(1, 2)
    )
    explained = lonely_total(Place("表3-2", 40, 3))._replace(
        explanation="甲公司当年停产，数据由乙公司合并填报"
    )
    refused = rule("QJ7001").finding(
        Place("情况说明", 3, 5),
        related=(Place("表3-2", 41, 3),),
        about="QJ2101",
        where="表3-2!C41",
        text="属实",
    )
    findings = (
        head,
        *sums,
        either,
        explained,
        lonely_total(Place("表3-2", 41, 3)),
        refused._replace(cause=len(sums) + 4),
        total(Place("表3-2", 12, 5))._replace(trial=True),
        total(Place("表3-2", 13, 5))._replace(severity="advice", demoted_from="mandatory"),
    )
    season = {
        "QJ2101": Setting("advice", "表样今年改过", "某市生态环境局 张"),
        "QJ4001": Setting("off", "因子由市局统一核算", "某市生态环境局 张"),
    }
    off = Skipped("QJ4001", "season-off", "因子由市局统一核算，某市生态环境局 张")
    file = returned()._replace(findings=findings, skipped=(off,))
    return Report((file,), schemas=lambda: "5c" * 32, version="1.2.3", season=season)
