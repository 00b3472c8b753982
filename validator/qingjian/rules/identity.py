"""Company names: whether they name a company at all, whether they can be compared, whether two are one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.catalog.rules import rule as known_rule
from qingjian.functions import names
from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern
from qingjian.rules.companies import Company, company_field, company_lists
from qingjian.rules.lines import Line, Lines, Spot
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.sweep import each_line
from qingjian.rules.view import View

NO_NAME: Final = "QJ3106"
SAMPLE: Final = "QJ3107"
ODD_CHARACTERS: Final = "QJ3109"
SPACED: Final = "QJ3113"

_UNSEEN: Final = (
    "\u00ad\u034f\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
# Compiled by `re` when a name is odd: most forms have none.
_INVISIBLE: Final = f"[{_UNSEEN}]"
_FOREIGN: Final = "[\u0370-\u052f\ue000-\uf8ff]"
"""Greek and Cyrillic, which look like Latin letters; and characters that each computer draws in its own way."""
_ODD: Final = pattern(f"[{_UNSEEN}\u0370-\u052f\ue000-\uf8ff]")
_SPACED: Final = r"\A\s+|\s+\Z|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])"
"""Around a name or between two Chinese characters; OPPO Mobile keeps its space, and so does a bracket."""
_SHORTEST: Final = 4
"""Characters that must be left for two names to be compared."""


class Met(NamedTuple):
    """A name that is odd in one way."""

    code: str
    spot: Spot


def _judged(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
    return company_field(block) if block.is_list else ()


def _with_odd_names(_view: View, lines: Lines) -> Iterator[int]:
    for field in company_field(lines.block):
        texts = lines.stretch.texts(field.id)
        if any(map(_is_no_name, texts)) or _may_be_odd("".join(texts)):
            yield from (row for row, text in enumerate(texts) if _oddity(text))


@each_line(lambda _view, block: block.is_list and bool(company_field(block)), closer=_with_odd_names)
def _odd_names(_view: View, line: Line) -> Iterator[Met]:
    for field in company_field(line.block):
        entry = line.entries.get(field.id)
        if entry is None or entry.state not in ("text", "number") or entry.is_empty:
            continue
        code = _oddity(entry.text)
        if code:
            yield Met(code, Spot(line, field, entry))


def _is_no_name(plain: str) -> bool:
    return plain.isdecimal() or plain in known_rule(NO_NAME).args["words"]


def _may_be_odd(together: str) -> bool:
    """Of many names at once; a space leaves open what is beside it."""
    return any(map(str.isspace, together)) or bool(_oddity(together))


def _oddity(text: str) -> str:
    plain = "".join(text.split())
    if _is_no_name(plain):
        return NO_NAME
    if any(word in plain for word in known_rule(SAMPLE).args["words"]):
        return SAMPLE
    if _ODD.search(text):
        return ODD_CHARACTERS
    return SPACED if len(plain) < len(text) and re.search(_SPACED, text) else ""


@rule(NO_NAME, judged=_judged)
def no_name(view: View, spec: RuleSpec) -> Outcomes:
    """A number, or 同上, where a company should be named."""
    for met in view.met(_odd_names):
        if met.code == spec.code:
            yield met.spot.finding(spec)


@rule(SAMPLE, judged=_judged)
def sample_row(view: View, spec: RuleSpec) -> Outcomes:
    """The example of how to fill in a row, counted as if it were a company."""
    for met in view.met(_odd_names):
        if met.code == spec.code:
            yield met.spot.finding(spec)


@rule(ODD_CHARACTERS, judged=_judged)
def odd_characters(view: View, spec: RuleSpec) -> Outcomes:
    """Characters that nobody sees, or that look like others: the name is found by no search."""
    for met in view.met(_odd_names):
        if met.code != spec.code:
            continue
        foreign = re.findall(_FOREIGN, met.spot.entry.text)
        shown = met.spot.entry.text if not foreign else ""
        yield met.spot.finding(
            spec,
            expected=re.sub(_INVISIBLE, "", shown) if shown else None,
            variant="look-alike" if foreign else None,
            characters="".join(dict.fromkeys(foreign)),
        )


@rule(SPACED, judged=_judged)
def spaces_in_names(view: View, spec: RuleSpec) -> Outcomes:
    """Spaces and line breaks where a Chinese name has none: said once per table."""
    by_table: dict[str, list[Spot]] = {}
    for met in view.met(_odd_names):
        if met.code == spec.code:
            by_table.setdefault(met.spot.line.block.table, []).append(met.spot)
    for spots in by_table.values():
        yield spots[0].finding(
            spec,
            expected=re.sub(_SPACED, "", spots[0].entry.text),
            related=tuple(spot.entry.place for spot in spots),
            count=str(len(spots)),
        )


@rule("QJ3108", judged=_judged)
def nearly_the_same(view: View, spec: RuleSpec) -> Outcomes:
    """Two rows of one list whose names differ only in what people leave out."""
    for companies in company_lists(view):
        seen: dict[str, Company] = {}
        for company in companies:
            for name in company.names:
                stem = names.stem(name)
                if len(stem) < _SHORTEST:
                    continue
                other = seen.setdefault(stem, company)
                if other is not company and not set(other.names) & set(company.names):
                    earlier = other.spot.entry
                    yield company.spot.finding(
                        spec,
                        related=(earlier.place,),
                        other=" ".join(earlier.text.split()),
                        earlier=earlier.place.address,
                    )
                    break
