"""One mistake for a form of every edition, as the cells that hold it."""

from __future__ import annotations

from qingjian.catalog.editions import edition
from qingjian.templates.layout import layout


def broken(name: str) -> dict[str, dict[str, str]]:
    """A figure with its unit written behind it where the edition has figures, else one firm twice, or a blank."""
    for sheet in edition(name).sheets:
        placed = layout(sheet, year=2024).by_field.values()
        figures = [cell.address for cell in placed if cell.role == "input" and cell.asked.is_numeric]
        if figures:
            return {sheet.name: {figures[0]: "'3.6吨"}}
        names = [cell.address for cell in placed if cell.asked.id == "name"]
        if len(names) > 1:
            return {sheet.name: dict.fromkeys(names[:2], "同一家有限公司")}
        return {sheet.name: {next(cell.address for cell in placed if cell.asked.id == "unit"): ""}}
    raise ValueError(name)
