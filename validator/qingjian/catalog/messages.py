"""Sentences of findings, rendered at the edge from code and parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final, Literal

from qingjian.catalog.notation import oddity_names
from qingjian.catalog.rules import Wording, rule
from qingjian.catalog.tables import table
from qingjian.model.finding import Finding, Skipped
from qingjian.named_tuple import NamedTuple

Lang = Literal["zh", "en"]
LANGS: Final[tuple[Lang, ...]] = ("zh", "en")
_COMMA: Final[Mapping[str, str]] = {"zh": "、", "en": ", "}
BUILT_IN: Final = ("sheet", "cell", "table", "row", "whose", "field", "value", "expected", "difference")
"""Placeholders that every message may use beside the finding's own parameters. `whose` is the row as
a possessive, and nothing for a cell that stands alone."""


class Rendered(NamedTuple):
    """What is wrong, and what to do."""

    message: str
    hint: str


def render(finding: Finding, lang: Lang = "zh") -> Rendered:
    """The sentences of a finding."""
    spec = rule(finding.code)
    wording: Wording = spec.worded(finding.params.get("variant"))
    values = _values(finding, lang)
    for param, vocabulary in spec.words.items():
        if param in values:
            words = VOCABULARIES[vocabulary](lang)
            codes = values[param].split(",")
            values[param] = _COMMA[lang].join(words.get(code, code).format_map(values) for code in codes)
    return Rendered(wording.message[lang].format_map(values), wording.hint[lang].format_map(values))


def reason(skipped: Skipped, lang: Lang = "zh") -> str:
    """Why a rule did not run."""
    return reasons(lang)[skipped.reason].format_map({"detail": skipped.detail})


@cache
def reasons(lang: str) -> Mapping[str, str]:
    """The closed list of reasons why a rule may not run."""
    return {code: entry[lang] for code, entry in table("reasons.json").items()}


class _Values(dict[str, str]):
    """A parameter that is missing stays visible; a report must not fail over one sentence."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _values(finding: Finding, lang: Lang) -> _Values:
    place = finding.place
    values = {
        "sheet": place.sheet,
        "cell": place.address,
        "table": finding.table,
        "row": finding.row,
        "whose": _words("phrases", lang)["whose"].format_map({"row": finding.row}) if finding.row else "",
        "field": finding.field,
        "value": finding.value or "",
        "expected": finding.expected or "",
        "difference": finding.difference or "",
        **finding.params,
    }
    return _Values(values)


@cache
def _oddities(lang: str) -> Mapping[str, str]:
    return {code: entry[lang] for code, entry in table("oddities.json").items()}


@cache
def _factors(lang: str) -> Mapping[str, str]:
    from qingjian.catalog.factors import factors, kind_names  # noqa: PLC0415  # only for forms that name one

    kinds = kind_names("zh" if lang == "zh" else "en")
    return {one.id: f"{one.region} {kinds[one.kind]} {one.year} {one.text}" for one in factors()}


@cache
def _progress(lang: str) -> Mapping[str, str]:
    from qingjian.catalog.followed import states  # noqa: PLC0415  # only for forms that report on lists

    return states(lang)


@cache
def _words(name: str, lang: str) -> Mapping[str, str]:
    return {code: entry[lang] for code, entry in table("words.json")[name].items()}


VOCABULARIES: Final[Mapping[str, Callable[[str], Mapping[str, str]]]] = {
    "writing": oddity_names,
    "oddity": _oddities,
    "factor": _factors,
    "presence": lambda lang: _words("presence", lang),
    "level": lambda lang: _words("levels", lang),
    "progress": _progress,
}
"""Name of a vocabulary → language → code → word."""
