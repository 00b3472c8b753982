"""The SQL of the ledger: one table that can only grow. What it means is asked in queries, never stored twice."""

from __future__ import annotations

from typing import Final

from qingjian.ledger.event import KINDS, ORIGIN

APPLICATION: Final = 0x514A4C47  # QJLG: tells a ledger from any other SQLite file
FORMAT: Final = 1
_LISTED: Final = ", ".join(f"'{kind}'" for kind in KINDS)
COLUMNS: Final = "seq, at, who, unit, kind, sha256, payload, previous, hash"

TABLES: Final = f"""
CREATE TABLE event (
  seq INTEGER PRIMARY KEY CHECK (seq > 0),
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  unit TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ({_LISTED})),
  sha256 TEXT NOT NULL,
  payload TEXT NOT NULL,
  previous TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
INSERT INTO head VALUES (1, 0, '{ORIGIN}');

CREATE INDEX event_unit ON event (unit, seq);
CREATE INDEX event_kind ON event (kind, seq);
CREATE UNIQUE INDEX event_file ON event (sha256) WHERE kind IN ('received', 'resubmitted') AND sha256 <> '';

CREATE TRIGGER event_follows BEFORE INSERT ON event
WHEN NEW.seq IS NOT (SELECT seq + 1 FROM head) OR NEW.previous IS NOT (SELECT hash FROM head)
BEGIN SELECT RAISE(ABORT, 'an event follows the last one'); END;
CREATE TRIGGER event_leads AFTER INSERT ON event
BEGIN UPDATE head SET seq = NEW.seq, hash = NEW.hash; END;
CREATE TRIGGER event_stays BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER event_remains BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
"""  # noqa: S608  # made of constants
"""`head` remembers the last row, so that a ledger whose end was cut off is not taken for whole."""
