"""The files of the bench, made from a few dozen forms by our own builder; the same bytes on every machine."""

from __future__ import annotations

import io
import os
import re
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from bench.national import lengthened
from qingjian.catalog.editions import edition
from qingjian.templates.book import build
from support.random_forms import form
from support.random_shapes import Shape

EDITION: Final = "liaoning/2024"
ROWS: Final = 20
"""Rows per list of a typical workbook."""
_PATTERN_ROWS: Final = 100
"""Rows of the list that the long one repeats under other names."""
_HABITS: Final = ((20, 0), (0, 60), (60, 0), (20, 20))
"""What people leave blank, and where they write a slash, of a hundred cells."""
_FIGURES: Final = ("650", "131.1", "7400", "0.3", "23.307", "12.5", "1", "48")
_TEXTS: Final = (
    "已组织培训",
    "辽环办发〔2024〕12号",
    "市生态环境局官网",
    "节约用电120万kWh；减少废水排放3.6万吨",
)
_FIXED: Final = (2024, 1, 1, 0, 0, 0)
_RESULT: Final = re.compile(rb"(</f>)<v>[^<]*</v>")


def typical(folder: Path, *, files: int, distinct: int) -> list[Path]:
    """Workbooks of districts: a few dozen contents under many names."""
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    for number in range(files):
        path = folder / f"区县{number + 1:04}.xlsx"
        if number < distinct:
            path.write_bytes(deflated(_workbook(number)))
        else:
            _link(paths[number % distinct], path)
        paths.append(path)
    return paths


def national(folder: Path, *, rows: int) -> Path:
    """One workbook with so many rows of companies, half of them in each of two lists that belong together."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"全国{rows}.xlsx"
    names = {sheet.id: sheet.name for sheet in edition(EDITION).sheets}
    pattern = min(_PATTERN_ROWS, rows // 2)
    long = lengthened(
        _workbook(0, rows=pattern), (names["2-1"], names["2-2"]), rows=pattern, times=rows // 2 // pattern
    )
    path.write_bytes(deflated(long, level=1))
    return path


def uncalculated(folder: Path, *, files: int) -> list[Path]:
    """Workbooks as a program leaves them that does not calculate: `fill` has most to do with those."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"未计算{number + 1:04}.xlsx" for number in range(files)]
    for number, path in enumerate(paths):
        path.write_bytes(_without_results(_workbook(number)))
    return paths


def _without_results(workbook: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    return packed({name: _RESULT.sub(rb"\1", part) for name, part in parts.items()})


def deflated(workbook: bytes, *, level: int = 6) -> bytes:
    """As spreadsheet programs save it; our builder stores its parts."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as source:
        return packed({name: source.read(name) for name in source.namelist()}, level=level)


def packed(parts: Mapping[str, bytes], *, level: int = 6) -> bytes:
    """A package of parts, deflated."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name, _FIXED), part, zipfile.ZIP_DEFLATED, level)
    return target.getvalue()


def _workbook(number: int, *, rows: int = ROWS) -> bytes:
    known = edition(EDITION)
    return build(known, data=_data(number, rows))


def _data(number: int, rows: int) -> Mapping[str, Any]:
    blank, slash = _HABITS[number % len(_HABITS)]
    shape = Shape(
        level="district",
        factor="0.5366",
        gas="1.2143",
        year=2024,
        unit=f"第{number + 1}区生态环境分局",
        sizes=(rows,),
        figures=_FIGURES,
        counts=("3", "12", "0", "1"),
        texts=_TEXTS,
        odd=(),
        blank=blank,
        slash=slash,
        seed=number,
    )
    return form(edition(EDITION), shape)


def _link(original: Path, path: Path) -> None:
    try:
        os.link(original, path)
    except OSError:
        shutil.copyfile(original, path)
