"""How a file is to be judged."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from qingjian.model.season import NO_SETTINGS, Settings
from qingjian.named_tuple import NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Options(NamedTuple):
    """What was asked for; equal options give equal verdicts."""

    template: str | None = None
    only: tuple[str, ...] | None = None
    skip: tuple[str, ...] = ()
    season: Settings = NO_SETTINGS
    previous: Path | None = None
    """Folder with the summaries of last year's files."""
    factors: tuple[Decimal, ...] = ()
    """Electricity factors that the season accepts."""
    digest: bool = False
    """Keep what the other files of a batch are compared with."""
    picture: int = 0
    """Keep a picture of the form of at most so many cells."""
