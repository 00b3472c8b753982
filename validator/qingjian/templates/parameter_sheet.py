"""The sheet 参数: who reports for which year, and with which factors."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from qingjian.catalog import factors
from qingjian.catalog.coefficients import coefficients
from qingjian.catalog.edition import Edition
from qingjian.catalog.wording import Parameter, own_factor, parameter_sheet, parameters
from qingjian.functions.computed import Value
from qingjian.templates.code_sheet import FACTOR_COLUMNS, FACTOR_LABELS
from qingjian.templates.contents import Content
from qingjian.templates.declared import Declared
from qingjian.templates.form_sheet import put
from qingjian.templates.side_sheets import never_printed
from qingjian.templates.styles import COMPUTED, HEI, MAY, MUST, Styles
from qingjian.templates.validation import parameter_rule

FIRST_ROW: Final = 3
"""Row 1 is the heading, row 2 the captions of the columns."""


def asked(edition: Edition) -> tuple[Parameter, ...]:
    """The lines an edition needs."""
    return tuple(parameter for parameter in parameters() if parameter.belongs in edition.parameters)


def write_parameters(
    book: Workbook, sheet: Worksheet, edition: Edition, declared: Declared, styles: Styles
) -> None:
    """Caption in column A, value in B with a defined name, remarks in C."""
    texts = parameter_sheet()
    for number, width in enumerate((32, 44, 72)):
        sheet.set_column(number, number, width)
    sheet.set_row(0, 34)
    sheet.merge_range(
        0, 0, 0, 2, texts["heading"]["zh"], styles.get(font_name=HEI, font_size=12, text_wrap=True)
    )
    for col, key in enumerate(("caption", "value", "prompt"), 1):
        put(
            sheet,
            2,
            col,
            Content(texts["columns"][key]["zh"]),
            styles.get(font_name=HEI, border=1, align="center"),
        )
    for row, parameter in enumerate(asked(edition), FIRST_ROW):
        sheet.set_row(row - 1, 32)
        put(sheet, row, 1, Content(parameter.caption), styles.get(border=1, text_wrap=True))
        put(sheet, row, 2, _content(parameter, declared), styles.get(**_look(parameter)))
        put(sheet, row, 3, Content(prompt(parameter)), styles.get(border=1, text_wrap=True, font_size=9))
        book.define_name(parameter.name, f"='{sheet.name}'!$B${row}")
        rule = parameter_rule(parameter)
        if rule:
            sheet.data_validation(row - 1, 1, row - 1, 1, rule)
    sheet.freeze_panes(2, 0)
    never_printed(sheet)
    sheet.protect("", {"format_rows": True, "format_columns": True})


def prompt(parameter: Parameter) -> str:
    """The remark beside a value, with the limits it is to keep."""
    known = coefficients()
    return parameter.prompt.format(low=f"{known.gas_low:.4f}", high=f"{known.gas_high:.4f}")


def _look(parameter: Parameter) -> dict[str, object]:
    fill = COMPUTED if parameter.kind == "computed" else MUST if parameter.required else MAY
    return {
        "border": 1,
        "text_wrap": True,
        "bg_color": fill,
        "locked": parameter.kind == "computed",
        "align": "left",
    }


def _content(parameter: Parameter, declared: Declared) -> Content:
    if parameter.kind == "computed":
        return Content(_shown(parameter.id, declared), _formula(parameter.id))
    return Content(_given(parameter.id, declared))


def _given(name: str, declared: Declared) -> Value:
    values: dict[str, Value] = {
        "unit": declared.unit,
        "level": declared.level,
        "province": declared.province,
        "report_year": Decimal(declared.year),
        "factor_choice": declared.factor_choice,
        "factor_own": declared.factor_own,
        "factor_own_document": declared.factor_own_document,
        "gas_coefficient": declared.gas,
    }
    return values[name]


def _formula(name: str) -> str:
    own = {"factor": "QJ_FACTOR_OWN", "factor_document": "QJ_FACTOR_OWN_DOCUMENT"}.get(name)
    otherwise = f'IF({own}="","",{own})' if own else '""'
    found = f"INDEX({FACTOR_COLUMNS[name]},MATCH(QJ_FACTOR_CHOICE,{FACTOR_LABELS},0))"
    return (
        f'=IF(QJ_FACTOR_CHOICE="","",IF(QJ_FACTOR_CHOICE="{own_factor()}",{otherwise},IFERROR({found},"")))'
    )


def _shown(name: str, declared: Declared) -> Value:
    known = declared.known
    if name == "factor":
        return declared.factor if declared.factor is not None else ""
    if known is None:
        return declared.factor_own_document or "" if name == "factor_document" else ""
    values: dict[str, Value] = {
        "factor_id": known.id,
        "factor_kind": factors.kind_names("zh")[known.kind],
        "factor_area": known.region,
        "factor_year": Decimal(known.year),
        "factor_document": known.document or "",
    }
    return values[name]
