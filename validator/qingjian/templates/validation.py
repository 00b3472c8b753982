"""Dropdowns, input prompts and warnings; none of them ever stops anybody from typing."""

from __future__ import annotations

from typing import Any, Final

from xlsxwriter.worksheet import Worksheet

from qingjian.catalog.edition import Field
from qingjian.catalog.wording import Parameter, word
from qingjian.functions.formulas import GAS_HIGH, GAS_LOW, MARKS
from qingjian.model.grid import a1
from qingjian.templates.code_sheet import FACTOR_LABELS, LEVELS, PROVINCES, REGIONS, YESNO
from qingjian.templates.place import PlacedCell, SheetLayout

Rule = dict[str, Any]
_TITLE: Final = 32
_MESSAGE: Final = 255
_PRINTED: Final = frozenset({"title", "header", "unit", "total_label", "label"})
_NEVER: Final = "ISTEXT(0)"
_LISTS: Final = {"yesno": YESNO, "region": REGIONS}


def validate(sheet: Worksheet, layout: SheetLayout, *, industries: str | None) -> None:
    """A rule for every cell that people fill, and a word of warning where captions and totals are
    typed over; `industries` names the list that dropdown offers."""
    for cell, bottom in ranges(layout):
        rule = field_rule(cell, industries)
        if rule:
            sheet.data_validation(cell.row - 1, cell.col - 1, bottom - 1, cell.col - 1, rule)
    for cell in layout.cells if not layout.spec.head else ():
        if cell.role in _PRINTED:
            at = (cell.row - 1, cell.col - 1)
            sheet.data_validation(*at, *at, _custom(_NEVER, word("validation", "caption")))
    for _, cell in layout.totals():
        at = (cell.row - 1, cell.col - 1)
        sheet.data_validation(*at, *at, _custom(_NEVER, word("validation", "computed")))


def field_rule(cell: PlacedCell, industries: str | None) -> Rule:
    """Dropdown or condition, prompt, warning for one field."""
    field = cell.asked
    prompt = _prompt(field)
    rule: Rule = {"validate": "any"}
    if cell.role == "computed":
        rule = _custom(_NEVER, word("validation", "computed"))
        prompt = word("prompts", "computed")
    elif field.choices:
        rule = _list(list(field.choices), word("validation", "choice"))
    elif field.type in _LISTS:
        rule = _list(f"={_LISTS[field.type]}", word("validation", "choice"))
    elif field.type == "industry" and industries is not None:
        rule = _list(f"={industries}", word("validation", "industry"))
    elif field.type == "count":
        at = a1(cell.row, cell.col)
        rule = _custom(
            f"OR(AND(ISNUMBER({at}),N({at})>=0,N({at})=INT(N({at}))),{_is_mark(at)})",
            word("validation", "count"),
        )
    elif field.is_numeric:
        at = a1(cell.row, cell.col)
        rule = _custom(f"OR(ISNUMBER({at}),{_is_mark(at)})", word("validation", "number"))
    return _with_prompt(rule, field.caption or "", prompt)


def parameter_rule(parameter: Parameter) -> Rule:
    """The rule for a line of the sheet 参数."""
    match parameter.kind:
        case "level":
            rule = _list(f"={LEVELS}", word("validation", "choice"))
        case "province":
            rule = _list(f"={PROVINCES}", word("validation", "choice"))
        case "factor":
            rule = _list(f"={FACTOR_LABELS}", word("validation", "choice"))
        case "gas":
            rule = _warning(
                {
                    "validate": "decimal",
                    "criteria": "between",
                    "minimum": f"={GAS_LOW}",
                    "maximum": f"={GAS_HIGH}",
                },
                word("validation", "number"),
            )
        case "year":
            rule = _warning(
                {"validate": "integer", "criteria": "between", "minimum": 2000, "maximum": 2099},
                word("validation", "number"),
            )
        case "number":
            rule = _warning(
                {"validate": "decimal", "criteria": ">", "value": 0}, word("validation", "number")
            )
        case _:
            return {}
    return rule


def _is_mark(at: str) -> str:
    return f"ISNUMBER(MATCH({at},{MARKS},0))"


def _list(source: list[str] | str, message: str) -> Rule:
    return _warning({"validate": "list", "source": source}, message, kind="information")


def _custom(condition: str, message: str) -> Rule:
    return _warning({"validate": "custom", "value": f"={condition}"}, message)


def _warning(rule: Rule, message: str, *, kind: str = "warning") -> Rule:
    return {
        **rule,
        "ignore_blank": True,
        "error_type": kind,
        "error_title": word("validation", "title"),
        "error_message": message[:_MESSAGE],
    }


def _with_prompt(rule: Rule, caption: str, prompt: str) -> Rule:
    if not prompt:
        return rule if rule.get("validate") != "any" else {}
    return {**rule, "input_title": caption.replace("\n", "")[:_TITLE], "input_message": prompt[:_MESSAGE]}


def _prompt(field: Field) -> str:
    unit = word("prompts", "unit").format(unit=field.unit) if field.unit and field.unit.strip("…") else ""
    if field.type == "count":
        return unit + word("prompts", "count")
    if field.is_numeric:
        return unit + word("prompts", "number")
    if field.choices:
        return word("prompts", "choice")
    if field.type in ("industry", "yesno", "credit_code", "longtext", "free", "company"):
        return word("prompts", field.type)
    return ""


def ranges(layout: SheetLayout) -> list[tuple[PlacedCell, int]]:
    """Cells of records one by one; a list's column as a whole, …… included, so that it stretches."""
    found: list[tuple[PlacedCell, int]] = []
    for cell in layout.cells:
        if cell.role not in ("input", "computed") or (cell.index or 0) > 0:
            continue
        placed = next((p for p in layout.lists if p.block == cell.block and p.item == cell.item), None)
        bottom = cell.row if cell.index is None or placed is None else placed.dots or placed.last
        found.append((cell, bottom))
    return found
