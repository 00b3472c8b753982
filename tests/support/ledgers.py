"""Verdicts put on record by hand, for tests that ask what the ledger makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from qingjian.ledger.event import Draft
from qingjian.ledger.figures import Figures, Kept
from qingjian.ledger.noted import Noted, noted
from qingjian.ledger.recording import Outcome, Submission, record
from qingjian.ledger.store import create, writing
from qingjian.model.finding import Finding, Place
from qingjian.model.verdict import Reason, Verdict
from support.reports import lonely_total, total

AT: Final = "2026-01-12T09:00:00+08:00"
UNIT: Final = "和平区"
WRONG: Final = total(Place("表2-2", 33, 5))
"""Must be corrected."""
ODD: Final = lonely_total(Place("表3-2", 40, 3))._replace(row="甲公司")
"""Must be verified: figure 3 of 甲公司."""


def made(path: Path) -> Path:
    """An empty ledger."""
    create(path)
    return path


def sha(letter: str) -> str:
    """A hash such as a file has."""
    return letter * 64


def verdict(letter: str, findings: Iterable[Finding] = (), *, name: str = "") -> Verdict:
    """What a check said of a form; its hash is made of one letter, none for a file that could not be opened."""
    found = tuple(findings)
    is_open = any(one.standing in {"mandatory", "verify"} for one in found)
    return Verdict(
        name or f"{UNIT}-{letter}.xlsx",
        sha(letter) if letter else "",
        "returned" if is_open else "passed",
        unit=UNIT,
        report_year=2025,
        findings=found,
    )


def other(letter: str, status: str, *, name: str = "") -> Verdict:
    """An attachment, or a file that cannot be read."""
    why = Reason("attached", "pdf") if status == "attachment" else Reason("bad-checksum", "xl/workbook.xml")
    hashed = sha(letter) if letter else ""
    assert status in {"attachment", "unreadable"}
    return Verdict(
        name or f"{letter}.pdf", hashed, "attachment" if status == "attachment" else "unreadable", why
    )


def send(
    ledger: Path,
    sent: Verdict,
    *,
    unit: str = UNIT,
    figures: Figures | None = None,
    judged_by: str = "1.0 x",
    at: str = AT,
) -> Outcome:
    """Put a verdict on record."""
    with writing(ledger, at=at, who="王") as pen:
        return record(pen, Submission(sent, unit, 1234, figures, judged_by))


def put(ledger: Path, *drafts: Draft, at: str = AT) -> None:
    """Put events on record as they are."""
    with writing(ledger, at=at, who="王") as pen:
        for draft in drafts:
            pen.append(draft)


def on_record(*findings: Finding) -> tuple[Noted, ...]:
    """Findings as the ledger keeps them."""
    return tuple(map(noted, findings))


def figures(*rows: tuple[str, str, str], block: str = "2-2/companies") -> Figures:
    """Rows of one list by name, address and text of their only figure."""
    kept = tuple(Kept(block, name, "表2-2", {"power": (address, text)}) for name, address, text in rows)
    return Figures(kept, {f"{block}/power": "节电量（度）"})
