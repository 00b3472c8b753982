"""Company names: one normal form for comparing, and the former and present names they carry in brackets."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern

_UNSEEN: Final = pattern("[\\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_BRACKETS: Final = str.maketrans("[]{}【】〔〕〈〉《》", "()()()()()()")
_PRESENT: Final = pattern(r"(?:现名|现更名为|更名为|现为|现用名)[:为]?")
_KINDS: Final = pattern("股份有限公司|有限责任公司|有限公司|公司$|[省市()]")
_FIRM: Final = pattern("(?:公司|厂|集团|企业)$")
_SHORTEST: Final = 6
"""Characters of a name in which one wrong character is likelier a slip than another firm."""
_FORMER: Final = pattern(
    r"(?:原名|曾用名)[:为]?|原:|原(?![料油煤水址矿药厂纸])(?=.{4,}(?:公司|厂|集团|企业|分厂|中心|所|院|社|站)\Z)"
)
"""A bare 原 begins a former name only before what may be a firm: （原料药车间） is a workshop."""


class CompanyName(NamedTuple):
    """A name as written, in normal form, and every name the brackets add."""

    text: str
    normal: str
    """The name before any bracket about other names."""
    former: str | None = None
    present: str | None = None

    @property
    def names(self) -> frozenset[str]:
        """All names in normal form under which the company may appear elsewhere."""
        return frozenset(name for name in (self.normal, self.former, self.present) if name)


def normal(text: str) -> str:
    """Without width, spaces, invisible characters and kinds of brackets; nothing else is touched."""
    narrow = unicodedata.normalize("NFKC", text)
    if narrow.isalnum():
        return narrow  # as nearly every name: nothing to take out, nothing to translate
    if narrow.isprintable() and " " not in narrow:
        return narrow.translate(_BRACKETS)
    seen = _UNSEEN.sub("", narrow)
    # a space taken out may bring together what composes: once more, so that the form is final
    return unicodedata.normalize("NFKC", seen).translate(_BRACKETS)


def parse(text: str) -> CompanyName:
    """Take a trailing （现名：…） or （原…） off the name; any other bracket belongs to the name."""
    whole = normal(text)
    name, inside = _last_bracket(whole)
    if not inside:
        return CompanyName(text, whole)
    for said, field in ((_PRESENT, "present"), (_FORMER, "former")):
        found = said.match(inside)
        if found and name and inside[found.end() :]:
            return CompanyName(text, name)._replace(**{field: inside[found.end() :]})
    return CompanyName(text, whole)


def sorted_names(text: str) -> tuple[str, ...]:
    """All names that a text carries; asked of every company, nearly none of which has a second one."""
    whole = normal(text)
    if whole.endswith(")"):
        return tuple(sorted(parse(text).names))
    return (whole,) if whole else ()


@lru_cache(maxsize=2_048)  # the names of the published lists, asked for with every form
def variants(text: str) -> frozenset[str]:
    """The names a list may mean: those it carries, the name without a last bracket, and a firm inside it."""
    name, inside = _last_bracket(normal(text))
    found = parse(text).names
    if inside and name:
        found |= {name}
        if _FIRM.search(inside):
            found |= {inside}
    return found


@lru_cache(maxsize=2_048)
def stem(name: str) -> str:
    """A name without what people leave out or write in another way when they name the same company."""
    return _KINDS.sub("", normal(name))


def is_slip(one: str, other: str) -> bool:
    """Whether two names differ in a single place: a character wrong, left out or too many."""
    shorter, longer = sorted((one, other), key=len)
    if one == other or len(shorter) < _SHORTEST or len(longer) - len(shorter) > 1:
        return False
    pairs = zip(shorter, longer, strict=False)
    at = next((place for place, (left, right) in enumerate(pairs) if left != right), len(shorter))
    return longer[at + 1 :] in (shorter[at:], shorter[at + 1 :])


def is_same(one: str, other: str) -> bool:
    """Whether two texts name one company, under any of the names they carry."""
    return not parse(one).names.isdisjoint(parse(other).names)


def _last_bracket(text: str) -> tuple[str, str]:
    """The text before its last outer bracket and the bracket's content; brackets nest: (原甲(乙)公司)."""
    if not text.endswith(")"):
        return text, ""
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[place], 0)
        if depth == 0:
            return text[:place], text[place + 1 : -1]
    return text, ""
