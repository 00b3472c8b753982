"""Summaries of last year's forms in a folder: one file each, and an index that says whose they are.

They wait on disk, because every process that judges a file needs one of them and none needs all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from qingjian.model.figure import plain
from qingjian.model.previous import Past, PastList
from qingjian.named_tuple import NamedTuple

_INDEX: Final = "index.json"


class Stored(NamedTuple):
    """One of last year's files."""

    name: str
    sha256: str
    is_form: bool
    """Otherwise it could not be read."""
    unit: str | None = None
    report_year: int | None = None
    edition: str | None = None


class Index(NamedTuple):
    """All of last year's files that are forms, or claim to be."""

    files: tuple[Stored, ...]
    is_pair: bool
    """One file is held against one file: nobody has to guess which belongs to which."""


def store(folder: Path, sha256: str, past: Past) -> None:
    """Put a summary on the shelf."""
    document = {
        **past._asdict(),
        "figures": {key: _texts(figures) for key, figures in past.figures.items()},
        "lists": {key: {**one._asdict(), "totals": _texts(one.totals)} for key, one in past.lists.items()},
    }
    (folder / f"{sha256}.json").write_text(json.dumps(document), "utf-8")


def load(folder: Path, sha256: str) -> Past:
    """Take a summary from the shelf."""
    raw: Any = json.loads((folder / f"{sha256}.json").read_text("utf-8"))
    return Past(
        path=raw["path"],
        edition=raw["edition"],
        report_year=raw["report_year"],
        figures={key: _figures(figures) for key, figures in raw["figures"].items()},
        lists={
            key: PastList(one["rows"], one["companies"], _figures(one["totals"]))
            for key, one in raw["lists"].items()
        },
        answers=raw["answers"],
    )


def store_index(folder: Path, files: Sequence[Stored], *, is_pair: bool) -> None:
    """Say what is on the shelf."""
    text = json.dumps({"is_pair": is_pair, "files": [list(one) for one in files]})
    (folder / _INDEX).write_text(text, "utf-8")


def fingerprint(folder: Path) -> str:
    """What is on the shelf, as a hash: the index names the content of every file."""
    return hashlib.sha256((folder / _INDEX).read_bytes()).hexdigest()


@lru_cache(maxsize=1)
def index(folder: Path) -> Index:
    """What is on the shelf; read once by each process of a run."""
    raw: Any = json.loads((folder / _INDEX).read_text("utf-8"))
    return Index(tuple(Stored(*one) for one in raw["files"]), raw["is_pair"])


def _texts(figures: Any) -> dict[str, str]:
    return {name: plain(value) for name, value in figures.items()}


def _figures(texts: dict[str, str]) -> dict[str, Decimal]:
    return {name: Decimal(text) for name, text in texts.items()}
