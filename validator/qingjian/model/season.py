"""What a season declares of single rules: less weight, or none, with a reason and a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple


class Setting(NamedTuple):
    """How much a rule weighs this season, why, and who decided it."""

    severity: Literal["verify", "advice", "off"]
    reason: str
    by: str


Settings = Mapping[str, Setting]
"""By code of the rule."""
NO_SETTINGS: Final[Settings] = {}
