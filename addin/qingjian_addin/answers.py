"""What each worksheet function answers for one cell, in the checker's own judgement."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from qingjian.api import factors as api
from qingjian.catalog import factors as catalogue
from qingjian.catalog.codes import VERSIONS, Industry, industries, industry
from qingjian.catalog.codes import Version as IndustryVersion
from qingjian.catalog.credit_code import credit_code_rules
from qingjian.catalog.divisions import provinces
from qingjian.catalog.factors import Factor, FactorKind
from qingjian.functions import industry as industry_entries
from qingjian.functions import numbers, units, uscc
from qingjian.functions.computed import Value, carbon_of
from qingjian.functions.numbers import Reading
from qingjian_addin.ranges import Answer, shown, text
from qingjian_addin.words import LANG, answer, listed

_AVERAGE: Final[FactorKind] = "average"
_NEAR: Final = 3
"""Suggestions given for a name that is nobody's."""


def power(kwh: Value, factor: Value, year: Value, kind: Value) -> Answer:
    """tCO2 of saved electricity at a factor given or looked up."""
    if isinstance(factor, str) and factor:
        found = factor_of(factor, text(year), text(kind))
        if isinstance(found, str):
            return found
        factor = found.value
    return shown(carbon_of(kwh, "electricity", factor=_number(factor)))


def coal(tonnes: Value) -> Answer:
    """tCO2 of saved coal."""
    return shown(carbon_of(tonnes, "coal"))


def oil(tonnes: Value) -> Answer:
    """tCO2 of saved oil."""
    return shown(carbon_of(tonnes, "oil"))


def gas(volume: Value, coefficient: Value) -> Answer:
    """tCO2 of saved gas at the declared coefficient."""
    return shown(carbon_of(volume, "gas", gas=_number(coefficient)))


def grid_factor(area: Value, year: Value, kind: Value) -> Answer:
    """The published factor, or a sentence."""
    found = factor_of(text(area), text(year), text(kind))
    return found if isinstance(found, str) else float(found.value)


@lru_cache(maxsize=256)  # a column asks for the same factor row by row
def factor_of(area: str, year: str, kind: str) -> Factor | str:
    """The one factor that was asked for, or the sentence that says why there is none."""
    chosen = catalogue.factor(area)
    if chosen is not None:
        return chosen
    if not year.isdigit():
        return answer("no_year")
    names = catalogue.kind_names(LANG)
    wanted: FactorKind | None = _AVERAGE
    if kind:
        wanted = next((one for one in api.KINDS if kind in (one, names[one])), None)
    if wanted is None:
        return answer("no_kind", asked=kind, names=listed(api.KINDS))
    province = provinces().get(area)
    region = area if province is None else province.short
    found = [
        one
        for one in catalogue.known(kind=wanted, area=area, year=int(year))
        if one.region == region and one.is_selectable
    ]
    if len({one.value for one in found}) == 1:
        return found[0]
    if found:
        return answer("several_factors", names=listed(f"{one.text}（{one.id}）" for one in found))
    return answer("no_factor", asked=" ".join(filter(None, (area, year, kind))))


def factor_used(kwh: Value, tco2: Value) -> Answer:
    """Every known factor that a pair may have been made with."""
    found = api.infer(text(kwh), text(tco2))
    if found is None:
        return ""
    candidates = found.inference.candidates
    names = listed(
        f"{one.region} {catalogue.kind_names(LANG)[one.kind]} {one.year} {one.text}" for one in candidates
    )
    if not candidates:
        low, high = (api.short(end) for end in found.inference.interval)
        return answer("factor_unknown", low=low, high=high)
    return answer("factor_guess" if found.inference.is_guess else "factor_fits", names=names)


def credit_code(code: Value) -> Answer:
    """What is wrong with a credit code, or that it is right."""
    written = text(code)
    if numbers.is_blank(written):
        return ""
    found = uscc.judge(written)
    said: list[str] = []
    for problem in found.problems:
        match problem:
            case "length":
                said.append(answer("code_length", wanted=credit_code_rules().length, length=len(found.code)))
            case "alphabet" if found.corrected:
                said.append(answer("code_writing", corrected=found.corrected))
            case "alphabet":
                said.append(answer("code_alphabet"))
            case "check-digit":
                said.append(answer("code_check", check=found.check))
            case "organisation-digit":
                said.append(answer("code_organisation", check=found.organisation_check))
            case "category":
                said.append(answer("code_category", category=found.code[:2]))
    return listed(said) if said else answer("code_right")


def industry_entry(entry: Value) -> Answer:
    """What an industry entry stands for, or what is wrong with it."""
    written = text(entry)
    if numbers.is_blank(written):
        return ""
    found = industry_entries.judge(written)
    names = listed(f"{one.full} {one.name}" for one in found.candidates[:_NEAR])
    if found.problem == "letter" and names:
        return answer("industry_letter", names=names)
    if found.problem is not None:
        return answer("industry_code")
    if found.versions:
        return answer("industry_right", names=names)
    if found.candidates:
        return answer("industry_other", names=names)
    near = get_close_matches(found.name, _names(), n=_NEAR)
    return answer("industry_unknown", names=listed(near)) if near else answer("industry_none")


def industry_name(code: Value, version: Value) -> Answer:
    """The name of an industry code in one version of the standard."""
    written, asked = text(code).strip(), text(version) or VERSIONS[-1]
    if not written:
        return ""
    chosen: IndustryVersion | None = next((one for one in VERSIONS if one == asked), None)
    if chosen is None:
        return answer("version", asked=asked, names=listed(VERSIONS))
    found: Industry | None = industry(written.upper(), chosen)
    return found.name if found is not None else answer("industry_code")


def number(written: Value, unit: Value) -> Answer:
    """The number in a text, in the unit wanted."""
    if not isinstance(written, str) or numbers.is_blank(written):
        return float(written) if isinstance(written, Decimal) else ""
    if numbers.mark(written) is not None:
        return written
    reading: Reading | None = numbers.read(written)
    if reading is None:
        return answer("not_a_number")
    wanted = text(unit)
    figure = reading.figure if not wanted else reading.in_unit(wanted)
    if figure is not None:
        return float(figure.value)
    if reading.unit is None:
        return answer("two_readings")
    return answer("no_conversion", source=reading.unit, target=wanted)


def converted(amount: Value, source: Value, target: Value, substance: Value) -> Answer:
    """An amount in another unit; marks stay marks."""
    written = text(amount)
    if numbers.is_blank(written) or numbers.mark(written) is not None:
        return written
    reading = numbers.read(written)
    if reading is None:
        return answer("not_a_number")
    one, other = text(source), text(target)
    found = units.convert(reading.figure, one, other, substance=_substance(text(substance)))
    return float(found.value) if found is not None else answer("no_conversion", source=one, target=other)


def complete(row: Sequence[Value], captions: Sequence[Value] | None) -> Answer:
    """What a row lacks; nothing of a row that nobody began."""
    blank = [numbers.is_blank(text(cell)) for cell in row]
    if all(blank):
        return ""
    names = [text(cell) for cell in captions] if captions else []
    lacking = [
        names[place] if place < len(names) and names[place] else str(place + 1)
        for place, is_blank in enumerate(blank)
        if is_blank
    ]
    return answer("missing", names=answer("comma").join(lacking)) if lacking else answer("complete")


def _number(given: Value) -> Decimal | None:
    return given if isinstance(given, Decimal) else None


def _substance(name: str) -> str | None:
    return {"水": "water"}.get(name, name) or None


@lru_cache(maxsize=1)
def _names() -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.name for entry in industries(VERSIONS[-1]).values()))
