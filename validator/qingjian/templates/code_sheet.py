"""The hidden sheet 代码: every list that formulas and dropdowns refer to, each with a defined name."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from qingjian.catalog import codes, divisions, factors
from qingjian.catalog.coefficients import coefficients
from qingjian.catalog.edition import Edition, FieldType
from qingjian.catalog.tables import table
from qingjian.catalog.wording import levels, own_factor, spellings, word, workbook
from qingjian.functions import formulas
from qingjian.functions.computed import Value
from qingjian.model.grid import letters
from qingjian.named_tuple import NamedTuple
from qingjian.templates import stamp as stamps
from qingjian.templates.contents import Content
from qingjian.templates.declared import all_provinces, label
from qingjian.templates.form_sheet import put
from qingjian.templates.styles import Styles

YESNO = "QJ_YESNO"
LEVELS = "QJ_LEVELS"
PROVINCES = "QJ_PROVINCES"
REGIONS = "QJ_REGIONS"
INDUSTRIES = "QJ_INDUSTRIES"
INDUSTRY_KEYS = "QJ_INDUSTRY_KEYS"
SECTIONS = "QJ_INDUSTRY_SECTIONS"
PROVINCIAL = "QJ_PROVINCIAL"
USCC_ALPHABET = "QJ_USCC_ALPHABET"
USCC_POSITIONS = "QJ_USCC_POSITIONS"
USCC_WEIGHTS = "QJ_USCC_WEIGHTS"
FACTOR_LABELS = "QJ_FACTOR_LABELS"
FACTOR_COLUMNS = {
    "factor": "QJ_FACTOR_VALUES",
    "factor_id": "QJ_FACTOR_IDS",
    "factor_kind": "QJ_FACTOR_KINDS",
    "factor_area": "QJ_FACTOR_AREAS",
    "factor_year": "QJ_FACTOR_YEARS",
    "factor_document": "QJ_FACTOR_DOCUMENTS",
}


class CodeList(NamedTuple):
    """A column of the sheet."""

    name: str
    heading: str
    values: Sequence[Value]


def write_codes(book: Workbook, sheet: Worksheet, edition: Edition, year: int, styles: Styles) -> int:
    """One column for each list, hidden from view but not locked away; the number of columns."""
    bold = styles.get(bold=True)
    plain = styles.get()
    lists = code_lists(edition, year)
    for number, column in enumerate(lists, 1):
        put(sheet, 1, number, Content(column.heading), bold)
        for row, value in enumerate(column.values, 2):
            put(sheet, row, number, Content(value), plain)
        letter = letters(number)
        last = len(column.values) + 1
        area = f"${letter}$2" if last == 2 else f"${letter}$2:${letter}${last}"
        book.define_name(column.name, f"='{sheet.name}'!{area}")
        sheet.set_column(number - 1, number - 1, 18)
    sheet.hide()
    return len(lists)


def code_lists(edition: Edition, year: int) -> tuple[CodeList, ...]:
    """What an edition's workbook needs, and nothing else."""
    types = field_types(edition)
    found = [
        CodeList(formulas.MARKS, word("codes", "marks"), spellings()),
        CodeList(LEVELS, word("codes", "levels"), tuple(levels().values())),
        CodeList(PROVINCIAL, word("codes", "levels"), [levels()["province"]]),
        CodeList(stamps.NAME, word("codes", "stamp"), [stamps.stamp_text(edition)]),
        CodeList(PROVINCES, word("codes", "provinces"), [province.name for province in all_provinces()]),
    ]
    if "yesno" in types:
        found.append(CodeList(YESNO, word("codes", "yesno"), workbook()["yesno"]))
    if "credit_code" in types:
        found += _credit_codes()
    if "region" in types:
        found.append(CodeList(REGIONS, word("codes", "regions"), _regions(edition, year)))
    if "industry" in types:
        found += _industries(edition)
    if "electricity_factor" in edition.parameters:
        found += _factors()
    if "gas_coefficient" in edition.parameters:
        found += _coefficients()
    return tuple(found)


def field_types(edition: Edition) -> frozenset[FieldType]:
    """Types of field that occur in an edition."""
    return frozenset(
        field.type for sheet in edition.sheets for block in sheet.blocks() for field in block.fields
    )


def _regions(edition: Edition, year: int) -> list[str]:
    valid = divisions.valid_in(year, province=edition.province)
    return list(
        dict.fromkeys(
            d.name for d in valid if d.level in ("county", "functional_area") and not d.is_placeholder
        )
    )


def _industries(edition: Edition) -> list[CodeList]:
    offered: dict[str, str] = {}
    for entry in codes.industries(_version(edition.industry["offered"])).values():
        if entry.level in ("中类", "小类"):
            offered[entry.name] = entry.full  # the narrowest class of a name that stands twice
    accepted = str(edition.industry["accepted"])
    sections = {
        entry.full: None
        for version in codes.VERSIONS
        if version in accepted
        for entry in codes.industries(version).values()
        if entry.level == "大类"
    }
    return [
        CodeList(INDUSTRIES, word("codes", "industries"), tuple(offered)),
        CodeList(
            INDUSTRY_KEYS, word("codes", "industry_keys"), [f"{code}{name}" for name, code in offered.items()]
        ),
        CodeList(SECTIONS, word("codes", "divisions"), sorted(sections)),
    ]


def _version(text: object) -> codes.Version:
    return next(version for version in codes.VERSIONS if version == text)


def _credit_codes() -> list[CodeList]:
    known = table("codes/credit-code.json")
    weights = [Decimal(weight) for weight in known["weights"]]
    heading = known["title"]["zh"]
    return [
        CodeList(USCC_ALPHABET, heading, [known["alphabet"]]),
        CodeList(USCC_POSITIONS, heading, [Decimal(place) for place in range(1, len(weights) + 1)]),
        CodeList(USCC_WEIGHTS, heading, weights),
    ]


def _factors() -> list[CodeList]:
    known = sorted(factors.selectable(), key=lambda f: (f.scope, f.region, f.kind, -f.year))
    kinds = factors.kind_names("zh")
    return [
        CodeList(FACTOR_LABELS, word("codes", "factor_labels"), [*(label(f) for f in known), own_factor()]),
        CodeList("QJ_FACTOR_VALUES", word("codes", "factor_values"), [f.value for f in known]),
        CodeList("QJ_FACTOR_IDS", word("codes", "factor_ids"), [f.id for f in known]),
        CodeList("QJ_FACTOR_KINDS", word("codes", "factor_kinds"), [kinds[f.kind] for f in known]),
        CodeList("QJ_FACTOR_AREAS", word("codes", "factor_areas"), [f.region for f in known]),
        CodeList("QJ_FACTOR_YEARS", word("codes", "factor_years"), [Decimal(f.year) for f in known]),
        CodeList("QJ_FACTOR_DOCUMENTS", word("codes", "factor_documents"), [f.document or "" for f in known]),
    ]


def _coefficients() -> list[CodeList]:
    known = coefficients()
    return [
        CodeList(formulas.COAL, word("codes", "coal"), [known.coal]),
        CodeList(formulas.OIL, word("codes", "oil"), [known.oil]),
        CodeList(formulas.GAS_LOW, word("codes", "gas_low"), [known.gas_low]),
        CodeList(formulas.GAS_HIGH, word("codes", "gas_high"), [known.gas_high]),
    ]
