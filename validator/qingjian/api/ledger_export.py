"""The whole ledger as a workbook or as texts, to read and to keep beside the files."""

from __future__ import annotations

from qingjian.api.ledger import Ledger
from qingjian.api.ledger_lines import (
    FINDINGS,
    HISTORY,
    STATUS,
    finding_lines,
    history_lines,
    status_lines,
)
from qingjian.catalog.messages import Lang
from qingjian.ledger import states, store
from qingjian.ledger.answers import ANSWERS
from qingjian.ledger.recording import latest
from qingjian.reporters import comma
from qingjian.reporters.wording import say
from qingjian.reporters.xlsx import Sheet, workbook


def _sheets(ledger: Ledger, lang: Lang) -> tuple[Sheet, ...]:
    """The whole ledger as tables: units, events, findings of the last versions."""
    with store.reading(ledger.path) as database:
        found = tuple(states.status(database, ledger.today))
        events = tuple(store.events(database))
        last = [
            (one.unit, version, tuple(store.events(database, one.unit, kinds=ANSWERS)))
            for one in found
            if (version := latest(database, one.unit)) is not None
        ]
    return (
        Sheet("ledger.sheet.status", STATUS, status_lines(found, lang)),
        Sheet("ledger.sheet.history", HISTORY, history_lines(events, lang)),
        Sheet("ledger.sheet.findings", FINDINGS, finding_lines(last, lang)),
    )


def as_workbook(ledger: Ledger, lang: Lang) -> bytes:
    """The ledger as an .xlsx file."""
    return workbook("ledger.title", _sheets(ledger, lang), lang)


def as_texts(ledger: Ledger, lang: Lang) -> dict[str, bytes]:
    """The ledger as .csv files by name."""
    return {
        f"{say(sheet.name, lang)}.csv": comma.table(sheet.columns, sheet.rows, lang)
        for sheet in _sheets(ledger, lang)
    }
