"""An industry as filed: letter, number and name judged separately, in every version of GB/T 4754."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, Literal

from qingjian.catalog.codes import (
    VERSIONS,
    Industry,
    Version,
    industries,
    industry,
    loose_name,
    named,
    plain_name,
)
from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern

NameFit = Literal["same", "near", "parent", "other"]
Problem = Literal["length", "letter", "division-unknown", "class-unknown"]

_GLUED: Final = pattern(
    r"\s*(?P<letter>[A-Za-z])?\s*(?P<number>[0-9]{2,8})(?![0-9])[\s\-—_:：、.]*(?P<name>.*)\Z", re.DOTALL
)
_LETTER: Final = pattern(r"\s*(?P<letter>[A-T])(?![A-Za-z])[\s\-—_:：、.]*(?P<name>.*)\Z", re.DOTALL)
_TRAILING: Final = pattern(
    r"(?P<name>.*?[^0-9A-Za-z])[\s(（\[]*(?P<letter>[A-Za-z])?(?P<number>[0-9]{2,8})[)）\]\s]*\Z", re.DOTALL
)

_LONGEST: Final = 4
"""Digits of a class, the narrowest level."""


class Fit(NamedTuple):
    """How an entry stands in one version."""

    version: Version
    number: Industry | None
    """What the number means here."""
    letter: bool | None
    """Whether the letter is the number's section; None where one of the two is missing or unknown."""
    name: NameFit | None
    """How the name fits the number: the same, nearly, that of a broader class, or another; None as above."""
    named: tuple[Industry, ...]
    """What the name means here, the broadest first."""

    @property
    def is_whole(self) -> bool:
        """Whether everything that was given agrees."""
        if self.number is None:
            return False
        return self.letter is not False and self.name in (None, "same", "near")


class Entry(NamedTuple):
    """The parts of an entry and how they stand in each version."""

    text: str
    letter: str | None
    number: str | None
    name: str
    fits: tuple[Fit, ...]

    @property
    def versions(self) -> tuple[Version, ...]:
        """Versions in which everything given agrees; with a name alone, those that know the name."""
        return tuple(fit.version for fit in self.fits if (fit.is_whole if self.number else fit.named))

    @property
    def problem(self) -> Problem | None:
        """What makes the code impossible in every version, the letter first.

        `class-unknown` is weaker: the division exists, and the 2017 table lacks a class or two.
        """
        if self.number is None:
            return None
        known = [fit for fit in self.fits if fit.number is not None]
        if not known:
            return _unknown(self.number, self.letter)
        return "letter" if all(fit.letter is False for fit in known) else None

    @property
    def candidates(self) -> tuple[Industry, ...]:
        """What may have been meant: by name first, then by number; newest version first, each once."""
        found: dict[tuple[str, str], Industry] = {}
        for fit in reversed(self.fits):
            for entry in fit.named:
                found.setdefault((entry.full, entry.name), entry)
        for fit in reversed(self.fits):
            if fit.number is not None:
                found.setdefault((fit.number.full, fit.number.name), fit.number)
        return tuple(found.values())


def judge(text: str, versions: Sequence[Version] = VERSIONS) -> Entry:
    """Take an entry apart and look at its parts: C2710化学药品原料药制造, a name only, a code only."""
    letter, number, name = _parts(unicodedata.normalize("NFKC", text))
    fits = tuple(_fit(version, letter, number, name) for version in versions)
    return Entry(text, letter, number, name, fits)


def _parts(text: str) -> tuple[str | None, str | None, str]:
    for written in (_GLUED, _LETTER, _TRAILING):
        found = written.match(text)
        if found:
            parts = found.groupdict()
            letter = parts["letter"]
            return letter.upper() if letter else None, parts.get("number"), plain_name(parts["name"])
    return None, None, plain_name(text)


def _fit(version: Version, letter: str | None, number: str | None, name: str) -> Fit:
    meant = industry(number, version) if number else None
    return Fit(
        version=version,
        number=meant,
        letter=None if meant is None or letter is None else meant.section == letter,
        name=None if meant is None or not name else _name_fit(name, meant),
        named=_called(version, letter, number, name),
    )


def _called(version: Version, letter: str | None, number: str | None, name: str) -> tuple[Industry, ...]:
    if name:
        return named(name, version) or named(name, version, loosely=True)
    section = industry(letter, version) if letter and not number else None
    return () if section is None else (section,)


def _name_fit(name: str, meant: Industry) -> NameFit:
    names = (meant.name, *meant.variants)
    if name in {plain_name(known) for known in names}:
        return "same"
    if loose_name(name) in {loose_name(known) for known in names}:
        return "near"
    known = industries(meant.version)
    parent = known.get(meant.parent or "")
    while parent is not None:
        if loose_name(name) == loose_name(parent.name):
            return "parent"
        parent = known.get(parent.parent or "")
    return "other"


def _unknown(number: str, letter: str | None) -> Problem:
    if len(number) > _LONGEST:
        return "length"
    divisions = [entry for entry in (industry(number[:2], version) for version in VERSIONS) if entry]
    if not divisions:
        return "division-unknown"
    if letter is not None and all(entry.section != letter for entry in divisions):
        return "letter"
    return "class-unknown"
