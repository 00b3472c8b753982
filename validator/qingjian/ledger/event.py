"""An event of the ledger, its canonical bytes and the hash that ties it to the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, get_args

from qingjian.named_tuple import NamedTuple

Kind = Literal[
    "declared",
    "received",
    "resubmitted",
    "verdict",
    "returned",
    "explained",
    "waived",
    "accepted",
    "note",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
ORIGIN: Final = "0" * 64
"""What the first event names as the hash before it."""
Payload = Mapping[str, Any]


class Draft(NamedTuple):
    """What is to be recorded; the ledger adds when, by whom and after what."""

    kind: Kind
    unit: str
    payload: Payload
    sha256: str = ""
    """Of the file that the event concerns; empty for none."""


class Event(NamedTuple):
    """One row as it stands in the ledger. `payload` is canonical JSON."""

    seq: int
    at: str
    """ISO 8601 with its distance from UTC."""
    who: str
    unit: str
    kind: str
    sha256: str
    payload: str
    previous: str
    hash: str

    @property
    def content(self) -> dict[str, Any]:
        """The payload, read."""
        found: dict[str, Any] = json.loads(self.payload)
        return found


def canonical(content: Mapping[str, Any] | Sequence[Any]) -> str:
    """The one way in which a payload is written: equal contents give equal texts. Characters beyond ASCII are
    escaped, because a cell may hold half a character, which no UTF-8 can store."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)


def storable(text: str) -> str:
    """Half characters, which a cell or a file name may hold and UTF-8 may not, written out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def digest(event: Event) -> str:
    """The hash over all of an event but the hash itself. Lengths are part of it through JSON's quoting, so
    that no character can move from one field into the next unnoticed."""
    return hashlib.sha256(canonical(event[:-1]).encode("ascii")).hexdigest()


def chained(draft: Draft, *, seq: int, at: str, who: str, previous: str) -> Event:
    """The row that a draft becomes."""
    bare = Event(seq, at, who, draft.unit, draft.kind, draft.sha256, canonical(draft.payload), previous, "")
    return bare._replace(hash=digest(bare))
