"""`season replies`: answers among what came in are put on record, once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qingjian.sheets.read import read
from support import city
from support.word_rewritten import rewritten

Run = Callable[..., Any]
WHY = "甲公司三期投产，排放增加，企业已提交说明材料"


def test_answers_in_a_notice_that_came_back(qingjian: Run, tmp_path: Path) -> None:
    folder = city.season(tmp_path / "2025年度")
    city.receive(folder, {"和平区.xlsx": city.workbook(cod="-3.6")})
    city.ledger(folder)
    assert qingjian("season", "intake", folder).code == 1
    qingjian("notice", folder, "--record")
    (notice,) = folder.glob("退回/*/*.docx")
    answered = rewritten(
        notice.read_bytes(), {_mark(notice): WHY}, {"回复人": "李工", "回复日期": "2026年1月15日"}
    )
    city.receive(folder, {"回复.docx": answered})

    ran = qingjian("season", "replies", folder)

    assert ran.code == 0, ran.err
    assert "李工" in ran.out
    assert "记入 1 条" in ran.err
    assert qingjian("season", "status", folder, "--format", "json").out.count('"passed"') >= 1
    again = qingjian("season", "replies", folder)
    assert again.code == 0
    assert qingjian("ledger", "history", "和平区", "--ledger", folder / "台账.sqlite3").out.count(WHY) == 1


def _mark(notice: Path) -> str:
    grid = read(notice.read_bytes(), notice.name)
    texts = [cell.text for sheet in grid.sheets for _, row in sheet.stream() for cell in row.values()]
    (found,) = re.findall(r"QJ2013-[0-9A-F]{8}", "\n".join(texts))
    return str(found)
