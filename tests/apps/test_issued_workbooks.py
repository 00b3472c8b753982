"""An issued workbook filled in and saved by a real spreadsheet program: it is still the unit's, and its progress is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from qingjian.api.checking import check
from qingjian.api.season import folders
from qingjian.api.season_intake import intake
from support.office import Office
from support.seasons import begun, issued

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]


def test_a_form_comes_back_from_libreoffice(office: Office, tmp_path: Path) -> None:
    season = begun(tmp_path)
    form = issued(season)["涪陵区"]
    target = folders(season).received / "涪陵.xlsx"
    with office.document(form) as doc:
        doc.set("名单进度", {"F3": "已评估", "F4": "关停"})
        doc.save_as(target)
    found = intake(season, who="张工", jobs=1, cache=tmp_path / "cache")
    assert [(one.unit, one.status) for one in found.outcomes] == [("涪陵区", "returned")]
    assert found.untouched == ()
    (verdict,) = check([target]).files
    assert {one.code for one in verdict.findings} == {"QJ1020", "QJ2016"}
    said = {firm.state for one in verdict.progress for firm in one.firms if firm.place.sheet == "名单进度"}
    assert said == {"assessed", "closed"}
