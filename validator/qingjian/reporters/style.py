"""How a report is to look; what a reporter cannot know of the place it is shown in."""

from __future__ import annotations

from collections.abc import Callable

from qingjian.catalog.messages import Lang
from qingjian.model.verdict import Report
from qingjian.named_tuple import NamedTuple


class Style(NamedTuple):
    """Language, and for a terminal its colour and width."""

    lang: Lang = "zh"
    colour: bool = False
    width: int | None = None
    """In narrow characters; None leaves lines as long as they are."""
    verbose: bool = False
    """Every rule is named, not only those with something to say."""


Reporter = Callable[[Report, Style], str]
"""A report as the text of a file."""
