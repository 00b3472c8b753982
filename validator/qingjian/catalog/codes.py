"""Industry codes of GB/T 4754 by version; each version is read when first asked for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, Final, Literal

from qingjian.catalog.tables import table, text
from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern

Version = Literal["2002", "2011", "2017"]
Level = Literal["门类", "大类", "中类", "小类"]

VERSIONS: Final[tuple[Version, ...]] = ("2002", "2011", "2017")
_PATH: Final = "codes/gbt4754-{version}.json"
_NOISE: Final = pattern(r"[\s、，,.．。·()（）\[\]\-—_/:：;；]")
_JOINING: Final = pattern("[和与及或]")
_BETWEEN: Final = "|"
"""Stands between names in one long text; between entries twice."""
_FINAL: Final = pattern(r"(?<=[^|])(?:业|活动业?)(?=\|)")
"""What `_loosened` takes off the end of a name, in a long text."""
_REMEMBERED: Final = 10_000
"""Names whose entries are kept; the whole standard has fewer."""


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


class _Entries(Mapping[str, Industry]):
    """Code → entry, each made when asked for: one form asks for a few of a thousand."""

    def __init__(self, version: Version) -> None:
        self._version: Version = version
        self._records = {one["code"]: one for one in table(_PATH.format(version=version))["industries"]}
        self.codes = tuple(self._records)
        self._made: dict[str, Industry] = {}

    def __getitem__(self, code: str) -> Industry:
        found = self._made.get(code)
        if found is None:
            found = self._made[code] = self._entry(self._records[code])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self._records)

    def __contains__(self, code: object) -> bool:
        return code in self._records

    def names(self) -> Iterator[tuple[str, ...]]:
        """The names of every entry as printed: its own, then its variants."""
        for record in self._records.values():
            yield record["name"], *record.get("variants", ())

    def _entry(self, record: Mapping[str, Any]) -> Industry:
        return Industry(
            code=record["code"],
            name=record["name"],
            level=record["level"],
            section=record["section"],
            parent=record["parent"],
            version=self._version,
            confidence=record["confidence"],
            variants=tuple(record.get("variants", ())),
        )


@cache
def _entries(version: Version) -> _Entries:
    return _Entries(version)


def industries(version: Version) -> Mapping[str, Industry]:
    """Code → entry, in the order of the standard."""
    return _entries(version)


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
    return _found(loose_name(name) if loosely else plain_name(name), version, loosely)


def is_printed(name: str, version: Version) -> bool:
    """Whether an entry bears just this name. Seen in the text of the table, before anybody has to read it: most
    forms name their industries as the standard does."""
    return (
        name.isprintable() and '"' not in name and "\\" not in name and f'"name": "{name}"' in _text(version)
    )


@cache
def _text(version: Version) -> str:
    return text(_PATH.format(version=version))


def plain_name(name: str) -> str:
    """A name without width, spaces and punctuation."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name))


def loose_name(name: str) -> str:
    """A name without the small words in which public copies and people differ."""
    return _loosened(plain_name(name))


def _loosened(plain: str) -> str:
    bare = _bare(plain)
    return bare.removesuffix("业").removesuffix("活动") or bare


def _bare(plain: str) -> str:
    return _JOINING.sub("", plain).replace("的", "").replace("等", "")


@lru_cache(_REMEMBERED)
def _found(name: str, version: Version, loosely: bool) -> tuple[Industry, ...]:  # noqa: FBT001  # a key of the cache
    """Looked for in one long text: for the few names of a form that is sooner done than an index is made."""
    if not name or _BETWEEN in name:
        return ()
    names = _loose_text(version) if loosely else _plain_text(version)
    codes = _entries(version).codes
    found: dict[str, None] = {}
    start = names.find(f"{_BETWEEN}{name}{_BETWEEN}")
    while start >= 0:
        found[codes[names.count(_BETWEEN * 2, 0, start + 1)]] = None
        start = names.find(f"{_BETWEEN}{name}{_BETWEEN}", start + 1)
    return tuple(industries(version)[code] for code in found)


@cache
def _plain_text(version: Version) -> str:
    """|a name of the first entry|its variant||a name of the second entry| and so on, all of them plain."""
    said = (_BETWEEN * 2).join(_BETWEEN.join(names) for names in _entries(version).names())
    # Punctuation first: what is left needs no more than a glance to be seen as normal.
    return f"{_BETWEEN}{plain_name(_NOISE.sub('', said))}{_BETWEEN}"


@cache
def _loose_text(version: Version) -> str:
    return _FINAL.sub("", _bare(_plain_text(version)))
