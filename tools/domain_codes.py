"""Converts the collected code tables: industries by version of the standard, divisions by year."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any

import record_tables

Row = dict[str, str]

VARIANTS_2017 = {
    "15": "酒、饮料及精制茶制造业",
    "203": "木制品制造",
    "204": "竹、藤、棕、草制品制造",
    "339": "其他金属制品制造",
    "349": "其他通用设备制造",
    "395": "视听设备制造",
    "7289": "其他会议、展览及相关服务",
    "746": "环境与生态监测",
    "75": "科技推广和应用服务",
    "87": "广播、电视、电影和影视录音制作业",
    "905": "文化娱乐体育活动和经纪代理服务",
}
"""Names in which the other public copy of the 2017 table differs."""
CONFIDENCE = {"2002": "single", "2011": "confirmed", "2017": "confirmed"}

AUTONOMOUS = re.compile(r"(?:(?:土家|蒙古|苗|满)族)+自治县\Z")
ALIASES_BY_HAND = {
    "喀喇沁左翼蒙古族自治县": ["喀左县"],
    "重庆高新区": ["西部科学城重庆高新区", "重庆高新技术产业开发区"],
    "万盛经开区": ["万盛经济技术开发区"],
    "双桥经开区": ["双桥经济技术开发区"],
}


def convert(domain: Path, target: Path) -> None:
    """Every code table of the folder into its file."""
    for version in CONFIDENCE:
        rows = _rows(domain / f"gbt4754-{version}.csv")
        record_tables.write(target / f"gbt4754-{version}.json", {"industries": industries(rows, version)})
    divisions = [_division(row) for row in _rows(domain / "divisions.csv")]
    record_tables.write(target / "divisions.json", {"divisions": divisions})


def industries(rows: list[Row], version: str) -> list[dict[str, Any]]:
    """One record per code, in the order of the standard."""
    children = Counter(row["parent"] for row in rows)
    names = {row["code"]: row["name"] for row in rows}
    return [_industry(row, version, names, children) for row in rows]


def _industry(row: Row, version: str, names: dict[str, str], children: Counter[str]) -> dict[str, Any]:
    code, parent = row["code"], row["parent"]
    variants = [VARIANTS_2017[code]] if version == "2017" and code in VARIANTS_2017 else []
    alone = (
        row["level"] == "小类"
        and code == parent + "0"
        and children[parent] == 1
        and row["name"] == names[parent]
    )
    confidence = CONFIDENCE[version]
    if variants:
        confidence = "variant"
    elif version == "2002" and alone:
        confidence = "derived"
    record: dict[str, Any] = {
        "section": row["section"],
        "code": code,
        "name": row["name"],
        "level": row["level"],
        "parent": parent or None,
    }
    return record | ({"variants": variants} if variants else {}) | {"confidence": confidence}


def _division(row: Row) -> dict[str, Any]:
    start, end = (int(row[key]) if row[key] else None for key in ("valid_from", "valid_to"))
    note = row["note"] or None
    if start is not None and end is not None and start > end:
        note = "原表起止年份矛盾，按不存在处理"
    functional = row["level"] == "functional_area"
    return {
        "code": row["code"] or None,
        "name": row["name"],
        "level": row["level"],
        "province": row["province_code"] or None,
        "parent": row["parent_code"] or None,
        "from": start,
        "to": end,
        "aliases": _aliases(row["name"]),
        "source": "notice-2025" if functional else "table",
        "confidence": "confirmed" if functional else "single",
        "note": note,
    }


def _aliases(name: str) -> list[str]:
    by_rule = [AUTONOMOUS.sub("县", name)] if AUTONOMOUS.search(name) else []
    return ALIASES_BY_HAND.get(name, by_rule)


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
