"""What a newer edition changes against an older one, in a maintainer's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from qingjian.catalog.edition import Edition
from qingjian.catalog.tables import table
from qingjian.catalog.years import replaced
from qingjian.named_tuple import NamedTuple
from qingjian.templates import diff_blocks
from qingjian.templates.change import Change, Found, ordered

Lang = Literal["zh", "en"]
_COMMA: Final[Mapping[str, str]] = {"zh": "、", "en": ", "}


class _Key(NamedTuple):
    code: str
    params: tuple[tuple[str, str], ...]


def diff(old: Edition, new: Edition) -> tuple[Change, ...]:
    """Every change of the form itself; a change that several tables share is told once."""
    tables: dict[_Key, list[str]] = {}
    for found in _found(old, new):
        tables.setdefault(_Key(found.code, tuple(found.params.items())), []).append(found.table)
    return tuple(Change(key.code, tuple(names), dict(key.params)) for key, names in tables.items())


def worded(change: Change, lang: Lang = "zh") -> str:
    """The sentence of a change."""
    words = table("messages/diff.json")
    params = {name: _shown(name, value, words, lang) for name, value in change.params.items()}
    tables = _COMMA[lang].join(_counted(change.tables, words["times"][lang]))
    return str(words["sentences"][change.code][lang]).format_map({"tables": tables, **params})


def _counted(tables: Iterable[str], times: str) -> Iterator[str]:
    """Table names, with a count where the same thing happens several times in one table."""
    for name, count in Counter(tables).items():
        yield name if count == 1 else times.format(table=name, count=count)


def _shown(name: str, value: str, words: Mapping[str, Mapping[str, Mapping[str, str]]], lang: Lang) -> str:
    """Codes become words and placeholders of years become readable."""
    if name.endswith("_code"):
        codes = value.split(",") if value else ["none"]
        return _COMMA[lang].join(words["words"][code][lang] for code in codes)
    names = words["placeholders"]
    if not value:
        return names["nothing"][lang]

    def year(offset: int) -> str:
        return names["year"][lang] if not offset else names["year_offset"][lang].format(offset=f"{offset:+d}")

    return replaced(value, year, names["blank"][lang])


def _found(old: Edition, new: Edition) -> Iterator[Found]:
    yield from _set(old.parameters, new.parameters, "parameter")
    yield from _sheets(old, new)
    for sheet in new.sheets:
        before = next((other for other in old.sheets if other.id == sheet.id), None)
        if before is not None:
            yield from diff_blocks.sheet(before, sheet)


def _sheets(old: Edition, new: Edition) -> Iterator[Found]:
    order = ordered([sheet.id for sheet in old.sheets], [sheet.id for sheet in new.sheets])
    before = {sheet.id: sheet.name for sheet in old.sheets}
    after = {sheet.id: sheet.name for sheet in new.sheets}
    for name in order.removed:
        yield Found(before[name], "sheet-removed", {})
    for name, previous in order.added:
        yield Found(after[name], "sheet-added", {"after": after.get(previous, "")})
    for name, previous in order.moved:
        yield Found(after[name], "sheet-moved", {"after": after.get(previous, "")})


def _set(old: Iterable[str], new: Iterable[str], what: str) -> Iterator[Found]:
    was, now = tuple(old), tuple(new)
    for name in was:
        if name not in now:
            yield Found("", f"{what}-removed", {"name_code": name})
    for name in now:
        if name not in was:
            yield Found("", f"{what}-added", {"name_code": name})
