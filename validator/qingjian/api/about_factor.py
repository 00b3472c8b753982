"""One electricity factor: what it is, how sure it is, what it may be mistaken for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qingjian.catalog.divisions import grids_of, provinces
from qingjian.catalog.editions import edition, edition_ids
from qingjian.catalog.factors import Factor, confidence_names, factors, kind_names, page, remark, series_names
from qingjian.catalog.messages import Lang
from qingjian.model.figure import Figure, plain
from qingjian.reporters.article import Article, facts, say


def article(factor: Factor, lang: Lang) -> Article:
    """What there is to say of a factor."""
    name = kind_names(lang)[factor.kind]
    noted = remark(factor, lang)
    bounds = Figure(factor.value, len(factor.text.partition(".")[2])).interval
    found: dict[str, Sequence[str]] = {
        "value": [f"{factor.text} {factor.unit}"],
        "kind": [name],
        "area": [factor.region],
        "year": [_year(factor, lang)],
        "document": list(_document(factor, lang)),
        "confidence": [_confidence(factor, lang)],
        "note": [noted] if noted else [],
        "rounding": [say("factor.rounding", lang, low=plain(bounds.low), high=plain(bounds.high))],
        "same_value": [_other(other, lang) for other in _twins(factor)],
        "rivals": [_other(other, lang) for other in _rivals(factor)],
        "serves": [_serves(factor, lang)],
        "used": [_used(factor, lang)],
    }
    return Article("factor", factor.id, f"{factor.region} {name} {factor.year}", facts(found))


def valued(text: str) -> tuple[Factor, ...]:
    """Factors published with exactly this figure."""
    return tuple(found for found in factors() if found.text == text)


def _year(factor: Factor, lang: Lang) -> str:
    return say("factor.edition_year" if factor.is_edition else "factor.data_year", lang, year=factor.year)


def _document(factor: Factor, lang: Lang) -> Iterator[str]:
    series = series_names(lang)[factor.series]
    yield factor.document or say("factor.no_document", lang, series=series)
    if factor.issued:
        yield say("factor.issued", lang, date=factor.issued)
    address = page(factor)
    if address:
        yield address


def _confidence(factor: Factor, lang: Lang) -> str:
    name = confidence_names(lang)[factor.confidence]
    if factor.is_selectable:
        return say("factor.selectable", lang, confidence=name)
    return say("factor.unconfirmed" if factor.offered else "factor.not_offered", lang, confidence=name)


def _other(factor: Factor, lang: Lang) -> str:
    return say(
        "factor.other",
        lang,
        id=factor.id,
        value=f"{factor.text} {factor.unit}",
        kind=kind_names(lang)[factor.kind],
    )


def _twins(factor: Factor) -> Iterator[Factor]:
    return (other for other in factors() if other.value == factor.value and other.id != factor.id)


def _rivals(factor: Factor) -> Iterator[Factor]:
    return (
        other
        for other in factors()
        if (other.region, other.year) == (factor.region, factor.year)
        and other.id != factor.id
        and other.value != factor.value
    )


def _serves(factor: Factor, lang: Lang) -> str:
    if factor.scope == "nation":
        return say("factor.all_provinces", lang)
    if factor.scope == "province":
        return factor.region
    names = [
        say("factor.partly", lang, province=province) if grid.partly else province
        for province in dict.fromkeys(found.short for found in provinces().values())
        for grid in grids_of(province, factor.series)
        if grid.grid == factor.region
    ]
    return say("listing", lang).join(names) or factor.region


def _used(factor: Factor, lang: Lang) -> str:
    if not factor.is_selectable:
        return say("factor.not_chosen", lang)
    found = [name for name in edition_ids() if "electricity_factor" in edition(name).parameters]
    return say("factor.editions", lang, editions=say("listing", lang).join(found))
