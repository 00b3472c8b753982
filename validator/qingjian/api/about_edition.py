"""One edition of a form, or one of its tables: what it asks, what it rests on, which rules judge it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qingjian.api.about_field import misprint, place
from qingjian.api.fields import Asked, all_editions, asked, spot
from qingjian.catalog.edition import Edition, ListBlock, SheetSpec
from qingjian.catalog.editions import declaration, declared
from qingjian.catalog.messages import Lang
from qingjian.catalog.rules import RuleSpec, rules
from qingjian.catalog.tables import table
from qingjian.catalog.wording import parameter_sheet
from qingjian.catalog.years import filled
from qingjian.reporters.article import Article, facts, say
from qingjian.rules import families
from qingjian.rules.plan import plan
from qingjian.rules.registry import kind_of
from qingjian.templates.diff import diff

families.load()


def article(edition: Edition, lang: Lang) -> Article:
    """What there is to say of an edition."""
    applied, idle, left_out = _sorted(edition)
    found: dict[str, Sequence[str]] = {
        "document": [edition.source["document"]],
        "years": list(_years(edition, lang)),
        "parameters": _parameters(edition, lang),
        "tables": [_table(edition, sheet, lang) for sheet in edition.sheets],
        "pairs": list(_pairs(edition, lang)),
        "industry": list(_industry(edition, lang)),
        "errata": list(_errata(edition, lang)),
        "changes": [_changes(edition, lang)],
        "rules": list(_by_family(applied, lang)),
        "rules_idle": list(_by_family(idle, lang)),
        "rules_not": [_reason(spec, lang) for spec in left_out],
    }
    return Article("edition", edition.id, edition.title[lang], facts(found))


def table_article(edition: Edition, table_id: str, lang: Lang) -> Article:
    """What there is to say of one table: every field with its place and id, and the notes below."""
    sheet = edition.sheet(table_id)
    found: dict[str, Sequence[str]] = {
        "document": [edition.source["document"]],
        "columns": [_column(one, lang) for one in asked(edition, [table_id])],
        "notes": [filled(note, edition.years.default) for note in sheet.notes],
        "errata": list(_errata(edition, lang, table_id)),
    }
    return Article("table", f"{edition.id} {sheet.name}", _heading(edition, sheet), facts(found))


def predecessor(edition: Edition) -> Edition | None:
    """The edition it is declared against, else the latest earlier one with the same tables."""
    parent = declared(edition.id).get("extends")
    tables = {sheet.id for sheet in edition.sheets}
    for other in sorted(all_editions(), key=lambda one: one.years.default, reverse=True):
        if other.id == parent:
            return other
        shared = tables & {sheet.id for sheet in other.sheets}
        if parent is None and len(shared) > 1 and other.years.default < edition.years.default:
            return other
    return None


def _years(edition: Edition, lang: Lang) -> Iterator[str]:
    years = edition.years
    key = "years.open" if years.last is None else "years.range"
    yield say(key, lang, first=years.first, last=years.last)
    if years.default not in (years.first, years.last):
        yield say("years.default", lang, year=years.default)


def _parameters(edition: Edition, lang: Lang) -> list[str]:
    """The first line of each parameter: the others follow from it."""
    captions: dict[str, str] = {}
    for entry in parameter_sheet()["parameters"]:
        captions.setdefault(entry["belongs"], entry["caption"][lang])
    return [say("listing", lang).join(captions[name] for name in edition.parameters)]


def _table(edition: Edition, sheet: SheetSpec, lang: Lang) -> str:
    blocks = list(sheet.blocks())
    named = {"name": sheet.name, "title": _heading(edition, sheet)}
    if len(blocks) == 1 and isinstance(blocks[0], ListBlock):
        block = blocks[0]
        return say("table.list", lang, **named, count=len(block.fields), rows=block.rows.start)
    return say("table.form", lang, **named, count=sum(len(block.fields) for block in blocks))


def _heading(edition: Edition, sheet: SheetSpec) -> str:
    """The most telling line of the title: the one furthest in."""
    texts = [title.text for title in sheet.titles if title.align == "center"] or [sheet.name]
    text = filled(texts[-1], edition.years.default)
    return text.removeprefix(sheet.name).strip()


def _column(one: Asked, lang: Lang) -> str:
    found = spot(one)
    where = "" if found is None else found.column if found.is_list else place(one, lang)
    return f"{where.removeprefix(one.sheet.name).strip(' ,')}  {one.caption}  {one.id}".strip()


def _pairs(edition: Edition, lang: Lang) -> Iterator[str]:
    for first, second in edition.pairs:
        yield say("pair", lang, first=edition.sheet(first).name, second=edition.sheet(second).name)


def _industry(edition: Edition, lang: Lang) -> Iterator[str]:
    industry = declaration(edition.id).get("industry")
    if industry:
        versions = say("listing", lang).join(industry["accepted"])
        ordered, offered = industry["ordered"], industry["offered"]
        yield say("industry", lang, ordered=ordered, accepted=versions, offered=offered)


def _errata(edition: Edition, lang: Lang, table_id: str = "") -> Iterator[str]:
    """Misprints of the form, or of one table."""
    names = {sheet.id: sheet.name for sheet in edition.sheets}
    for erratum in edition.errata:
        where = erratum.at.partition("/")[0]
        if table_id in ("", where):
            yield misprint(erratum, names[where], edition.years.default, lang)


def _changes(edition: Edition, lang: Lang) -> str:
    old = predecessor(edition)
    if old is None:
        return say("no_changes", lang)
    return say("changes", lang, old=old.id, new=edition.id, count=len(diff(old, edition)))


def _sorted(edition: Edition) -> tuple[list[RuleSpec], list[RuleSpec], list[RuleSpec]]:
    """Rules that judge the edition, that would but find no column, and that are for others."""
    applied: list[RuleSpec] = []
    idle: list[RuleSpec] = []
    left_out: list[RuleSpec] = []
    blocks = plan(edition).blocks
    for spec in rules():
        kind = kind_of(spec)
        if spec.status == "withdrawn" or not spec.applies.holds(edition.id, edition.years.default):
            left_out.append(spec)
        elif kind.names_columns and not any(kind.judged(block, spec) for block in blocks):
            idle.append(spec)
        else:
            applied.append(spec)
    return applied, idle, left_out


def _by_family(specs: Sequence[RuleSpec], lang: Lang) -> Iterator[str]:
    for prefix, names in table("messages/rule-page.json")["families"].items():
        codes = [spec.code for spec in specs if spec.code.startswith(prefix)]
        if codes:
            yield say("rules.family", lang, family=names[lang], count=len(codes), codes=" ".join(codes))


def _reason(spec: RuleSpec, lang: Lang) -> str:
    named = {"code": spec.code, "title": spec.title[lang]}
    if spec.status == "withdrawn":
        return say("rules.withdrawn", lang, **named)
    if spec.applies.first is not None or spec.applies.last is not None:
        first, last = spec.applies.first or "", spec.applies.last or ""
        return say("rules.other_years", lang, **named, first=first, last=last)
    return say("rules.other_editions", lang, **named, editions=", ".join(spec.applies.editions))
