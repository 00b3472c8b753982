"""One field of the official forms: where it stands, what goes in, how it is computed and judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from qingjian.api.fields import Asked, all_editions, asked, search, spot
from qingjian.catalog.coefficients import coefficients
from qingjian.catalog.edition import LEVELS, Erratum, SheetSpec
from qingjian.catalog.messages import VOCABULARIES, Lang
from qingjian.catalog.notation import notation
from qingjian.catalog.rules import rules
from qingjian.catalog.years import filled
from qingjian.functions.derivation import plain_digits
from qingjian.patterns import pattern
from qingjian.reporters import wording
from qingjian.reporters.article import Article, facts, say
from qingjian.rules import families
from qingjian.rules.registry import kind_of

families.load()
_MARK: Final = pattern(r"\[[0-9]{1,2}\]")
_CORE: Final = pattern(r"[（(\[].*")


def article(places: Sequence[Asked], lang: Lang, *, everywhere: bool) -> Article:
    """What there is to say of a field; `places` are the tables of one edition that ask for it alike."""
    one = places[0]
    field = one.field
    found: dict[str, Sequence[str]] = {
        "place": [place(other, lang) for other in places],
        "caption": [_dated(one.caption, one)],
        "unit": [field.unit] if field.unit else [],
        "type": [say(f"types.{field.type}", lang, na=notation().write["not-applicable"])],
        "choices": [" · ".join(field.choices)] if field.choices else [],
        "required": list(_required(one, lang)),
        "aliases": field.aliases,
        "computed": list(_computed(one, lang)),
        "prefill": [_dated(field.prefill, one)] if field.prefill else [],
        "notes": list(dict.fromkeys(note for other in places for note in _notes(other))),
        "errata": list(dict.fromkeys(line for other in places for line in _errata(other, lang))),
        "judged_by": list(_judges(places, lang)),
        "elsewhere": list(_elsewhere(one, lang)) if everywhere else [],
    }
    return Article("field", f"{one.edition.id} {one.sheet.name} {one.id}", _title(one), facts(found))


def place(one: Asked, lang: Lang) -> str:
    """Sheet and column, or sheet and cell."""
    found = spot(one)
    if found is None:
        return one.sheet.name
    if found.is_list:
        return say("place.column", lang, sheet=one.sheet.name, letter=found.column, first=found.first)
    if found.last == found.first:
        return say("place.cell", lang, sheet=one.sheet.name, cell=f"{found.column}{found.first}")
    return say(
        "place.items", lang, sheet=one.sheet.name, letter=found.column, first=found.first, last=found.last
    )


def misprint(erratum: Erratum, where: str, year: int, lang: Lang) -> str:
    """What the form prints, what it means, and why that is so."""
    printed, meant = filled(erratum.printed, year), filled(erratum.meant, year)
    return say("erratum", lang, at=where, printed=printed, meant=meant, reason=erratum.reason[lang])


def _title(one: Asked) -> str:
    return _MARK.sub("", _dated(one.field.caption, one)) or one.caption


def _dated(text: str, one: Asked) -> str:
    return filled(text, one.edition.years.default)


def _required(one: Asked, lang: Lang) -> Iterator[str]:
    if one.field.required:
        names = VOCABULARIES["level"](lang)
        levels = [names[level] for level in LEVELS if level in one.field.required]
        yield say("levels", lang, levels=say("listing", lang).join(levels))


def _computed(one: Asked, lang: Lang) -> Iterator[str]:
    field, captions = one.field, one.block.captions
    if field.sum:
        parts = " + ".join(captions[part] for part in field.sum)
        yield say("computed.sum" if field.exact else "computed.about", lang, parts=parts)
    if field.carbon:
        known = coefficients()
        yield say(
            f"computed.{field.carbon.by}",
            lang,
            of=captions[field.carbon.of],
            coal=plain_digits(known.coal),
            oil=plain_digits(known.oil),
            low=plain_digits(known.gas_low),
            high=plain_digits(known.gas_high),
        )
    if field.digits is not None and field.is_computed:
        yield say("computed.digits", lang, digits=field.digits)
    if field.total:
        yield say("computed.total", lang)


def _notes(one: Asked) -> Iterator[str]:
    """Footnotes whose mark stands in the captions, and notes that name the field; those of a table printed in
    two parts stand below the second."""
    sheets = [one.sheet, *(sheet for sheet in one.edition.sheets if _continues(one.sheet, sheet))]
    marks = [mark for caption in one.field.path for mark in _MARK.findall(caption)]
    core = _CORE.sub("", one.field.caption)
    for sheet in sheets:
        for note in sheet.notes:
            is_footnote = any(note.removeprefix("注：").startswith(mark) for mark in marks)
            if (
                is_footnote
                or (one.field.is_numeric and len(core) > 1 and f"{core}的" in note)
                or (one.field.carbon and core and core in note)
            ):
                yield _dated(note, one)


def _continues(sheet: SheetSpec, other: SheetSpec) -> bool:
    return not sheet.notes and other is not sheet and other.id.split("-")[0] == sheet.id.split("-")[0]


def _errata(one: Asked, lang: Lang) -> Iterator[str]:
    notes = [note for note in one.sheet.notes if note in set(_notes(one))]
    for erratum in one.edition.errata:
        table, *rest = erratum.at.split("/")
        names_it = rest[:2] == one.id.split(".")[:2] or any(erratum.printed in note for note in notes)
        if table == one.sheet.id and names_it:
            yield misprint(erratum, one.sheet.name, one.edition.years.default, lang)


def _judges(places: Sequence[Asked], lang: Lang) -> Iterator[str]:
    one = places[0]
    for spec in rules():
        if spec.status == "withdrawn" or not spec.applies.holds(one.edition.id, None):
            continue
        judged = kind_of(spec).judged
        if any(other.field in judged(other.block, spec) for other in places):
            yield f"{spec.code}  {wording.say(f'severity.{spec.severity}', lang)}  {spec.title[lang]}"


def _elsewhere(one: Asked, lang: Lang) -> Iterator[str]:
    for edition in all_editions():
        if edition.id == one.edition.id:
            continue
        found = search([one.id, one.caption], asked(edition))
        same = [other for other in found if other.id == one.id]
        if same:
            spots = wording.say("semicolon", lang).join(place(other, lang) for other in same)
            yield say("elsewhere", lang, edition=edition.id, sheets=spots)
