"""A notice of return as it will be read, whatever file it becomes: paragraphs, tables, and where a reply goes."""

from __future__ import annotations

from typing import Literal

from qingjian.named_tuple import NamedTuple

Tone = Literal["plain", "strong", "quiet", "tiny"]
Cell = tuple["Line", ...]


class Line(NamedTuple):
    """A line within a cell."""

    text: str
    tone: Tone = "plain"


class Table(NamedTuple):
    """Points of one kind, with the captions of their columns."""

    heading: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    """Shares of the page."""
    is_answered: bool = False
    """The last column is for the unit to write in."""


class Letter(NamedTuple):
    """The first page: what this is about, by when, and whom to ask."""

    title: str
    subtitle: str
    number: str
    to: str
    paragraphs: tuple[str, ...]
    enclosed: str
    sender: str
    issued: str


class Annex(NamedTuple):
    """The list of points, and who signs the replies."""

    title: str
    about: str
    tables: tuple[Table, ...]
    signature: str
    signing: tuple[tuple[str, str], ...]
    """Caption and what stands beside it; empty for the unit to fill in."""


class Notice(NamedTuple):
    """One document to one unit about one file."""

    letter: Letter
    annex: Annex
    page: str
    """Of {page} and {pages}."""


class Sender(NamedTuple):
    """What a season says of those who send notices."""

    name: str = ""
    deadline: str = ""
    """As it is written in a sentence."""
    is_past: bool = False
    contact: str = ""


class Trend(NamedTuple):
    """Points of the version before: gone, new, still there."""

    gone: int
    new: int
    unchanged: int


class Circumstances(NamedTuple):
    """What a notice says beside the verdict."""

    sender: Sender
    issued: str
    number: str
    received: str = ""
    copy: str = ""
    """Name of the annotated copy; empty where there is none."""
    trend: Trend | None = None
    unit: str = ""
    year: str = ""
