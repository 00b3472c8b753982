"""Industry codes of GB/T 4754 by version; each version is read when first asked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final, Literal, NamedTuple

from qingjian.catalog.tables import table

Version = Literal["2002", "2011", "2017"]
Level = Literal["门类", "大类", "中类", "小类"]

VERSIONS: Final[tuple[Version, ...]] = ("2002", "2011", "2017")
_NOISE: Final = re.compile(r"[\s、，,.．。·()（）\[\]\-—_/:：;；]")
_JOINING: Final = re.compile("[和与及或]")


class Industry(NamedTuple):
    """One entry of the classification. `code` has no section letter, except for a section itself."""

    code: str
    name: str
    level: Level
    section: str
    parent: str | None
    version: Version
    confidence: str
    variants: tuple[str, ...] = ()
    """The name as other public copies print it."""

    @property
    def full(self) -> str:
        """With its letter, as people write it: C2710."""
        return self.code if self.level == "门类" else self.section + self.code


@cache
def industries(version: Version) -> Mapping[str, Industry]:
    """Code → entry, in the order of the standard."""
    return {
        record["code"]: Industry(
            code=record["code"],
            name=record["name"],
            level=record["level"],
            section=record["section"],
            parent=record["parent"],
            version=version,
            confidence=record["confidence"],
            variants=tuple(record.get("variants", ())),
        )
        for record in table(f"codes/gbt4754-{version}.json")["industries"]
    }


def industry(code: str, version: Version) -> Industry | None:
    """The entry with this code; the letter of a section may stand before the number."""
    known = industries(version)
    found = known.get(code)
    if found is None and code[1:].isdigit():
        found = known.get(code[1:])
        return found if found is not None and found.section == code[:1] else None
    return found


def named(name: str, version: Version, *, loosely: bool = False) -> tuple[Industry, ...]:
    """Entries with this name, the broadest first; loosely: 的, 和/与/及 and a final 业 do not count."""
    index = _by_loose_name(version) if loosely else _by_name(version)
    return index.get(loose_name(name) if loosely else plain_name(name), ())


def plain_name(name: str) -> str:
    """A name without width, spaces and punctuation."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name))


def loose_name(name: str) -> str:
    """A name without the small words in which public copies and people differ."""
    return _loosened(plain_name(name))


def _loosened(plain: str) -> str:
    bare = _JOINING.sub("", plain).replace("的", "").replace("等", "")
    return bare.removesuffix("业").removesuffix("活动") or bare


@cache
def _by_name(version: Version) -> Mapping[str, tuple[Industry, ...]]:
    return _index(version, loosely=False)


@cache
def _by_loose_name(version: Version) -> Mapping[str, tuple[Industry, ...]]:
    return _index(version, loosely=True)


def _index(version: Version, *, loosely: bool) -> Mapping[str, tuple[Industry, ...]]:
    index: dict[str, tuple[Industry, ...]] = {}
    for entry, names in zip(industries(version).values(), _plain_names(version), strict=True):
        for name in {_loosened(name) for name in names} if loosely else names:
            index[name] = (*index.get(name, ()), entry)
    return index


@cache
def _plain_names(version: Version) -> tuple[frozenset[str], ...]:
    """Every entry's own names, plain; one long text is made plain a hundred times sooner than its words."""
    said = ("|".join((entry.name, *entry.variants)) for entry in industries(version).values())
    return tuple(frozenset(names.split("|")) for names in plain_name("||".join(said)).split("||"))
