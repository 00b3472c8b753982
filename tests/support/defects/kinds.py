"""The register of mistakes: each kind names the families that may report it and puts itself into a draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from support.defects.draft import Draft, Spot

Target = Spot | str
"""A field's cell; or any cell of the sheet of this name; or, empty, anywhere in the file."""
Spoil = Callable[[Draft], Sequence[Target]]
"""Makes the mistake and says which cells, any one of them, a reader would point at."""

LIAONING: Final = ("liaoning/2024",)
CORE: Final = ("liaoning/2024", "mee/2020", "chongqing/2025")
COVERED: Final = ("mee/2020", "chongqing/2025")
"""Those with a cover page."""
PLAN: Final = ("chongqing/2026-plan",)


class Kind(NamedTuple):
    """A mistake that people make."""

    id: str
    zh: str
    families: tuple[str, ...]
    """First digits of the codes that are right to report it; a whole code is a family of one."""
    editions: tuple[str, ...]
    spoil: Spoil

    @property
    def group(self) -> str:
        """The module it stands in: mistakes of one sort."""
        return self.spoil.__module__.rpartition(".")[2]


KINDS: Final[dict[str, Kind]] = {}


def kind(zh: str, *families: str, editions: tuple[str, ...] = LIAONING) -> Callable[[Spoil], Spoil]:
    """Register a mistake under its function's name."""

    def register(spoil: Spoil) -> Spoil:
        name = spoil.__name__.replace("_", "-")
        if name in KINDS:
            raise ValueError(f"{name} is registered twice")
        KINDS[name] = Kind(name, zh, families, editions, spoil)
        return spoil

    return register
