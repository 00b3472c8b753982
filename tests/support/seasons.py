"""A small season for tests: begun, issued, and forms that come back filled in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from qingjian.api.season import folders
from qingjian.api.season import season as declared
from qingjian.api.season_firms import firms, shared
from qingjian.api.season_form import Prefilled, workbook
from qingjian.api.season_issue import issue
from qingjian.api.season_new import Beginning, begin
from qingjian.catalog.editions import edition
from qingjian.sheets.edit import CellEdit, fill_cells

UNITS = "涪陵区\n长寿区\n市本级\n万盛经开区，万盛经济技术开发区\n"
OWN = {"value": "0.5810", "document": "省厅通知"}


def begun(
    folder: Path, *, edition: str = "chongqing/2025", units: str = UNITS, lists: tuple[str, ...] = ()
) -> Path:
    """A season of 2025 in a folder."""
    listed = folder / "单位.txt"
    listed.write_text(units, "utf-8")
    told = Beginning(
        2025, edition, "某市生态环境局", date(2026, 1, 20), listed, contact="张工", factor=OWN, lists=lists
    )
    begin(folder / "2025年度", told, who="张工")
    return folder / "2025年度"


def issued(folder: Path) -> dict[str, Path]:
    """The season's workbooks by unit."""
    return {one.unit: one.path for one in issue(folder).forms}


def received(season: Path, form: Path, *, name: str = "") -> Path:
    """A form put where files come in, as it is."""
    target = folders(season).received / (name or form.name)
    target.write_bytes(form.read_bytes())
    return target


def filed(season: Path, unit: str, *, name: str = "", states: Mapping[str, str] | None = None) -> Path:
    """A form that passes: every required figure is 0, and what is said of listed companies."""
    found = declared(season)
    mine = shared(found, firms(season, found)).by_unit[unit]
    (asked,) = (one for one in found.units if one.name == unit)
    data = workbook(edition(found.edition), found, Prefilled(asked, mine, is_zero=True))
    rows = {firm.name: row for row, firm in enumerate(mine, 3)}
    said = [CellEdit("名单进度", rows[firm], 6, state) for firm, state in (states or {}).items()]
    target = folders(season).received / (name or f"{unit}.xlsx")
    target.write_bytes(fill_cells(data, said) if said else data)
    return target
