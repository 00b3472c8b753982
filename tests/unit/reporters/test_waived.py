"""A finding that the receiving bureau lets stand: every report says why and who decided it."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from qingjian.catalog.messages import LANGS, Lang
from qingjian.catalog.meta import misfits
from qingjian.model.finding import Waiver
from qingjian.model.verdict import Report
from qingjian.reporters import FORMATS, Style, as_file
from qingjian.reporters.marks import marks
from support.reports import report, returned

_WAIVER = Waiver("分厂已单独报送，附文件", "王科长")


def _waived() -> Report:
    verdict = returned()
    first, *others = verdict.findings
    return report()._replace(files=(verdict._replace(findings=(first._replace(waiver=_WAIVER), *others)),))


def _text(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return data.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return "".join(book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", FORMATS)
def test_every_report_says_why_and_who(name: str, lang: Lang) -> None:
    text = _text(as_file(name, _waived(), Style(lang)))
    assert _WAIVER.reason in text
    assert _WAIVER.name in text


def test_the_copy_says_it_and_marks_the_cell_no_more() -> None:
    (verdict,) = _waived().files
    made = marks(verdict)
    assert len(made.notes) == len(verdict.findings) - 1
    assert any(_WAIVER.reason in cell for row in made.table.rows for cell in row.cells)


def test_it_is_counted_apart() -> None:
    plain, waived = report()._replace(files=(returned(),)).counts(), _waived().counts()
    assert (plain["waived"], waived["waived"]) == (0, 1)
    assert waived["mandatory"] == plain["mandatory"] - 1


def test_the_contract_holds() -> None:
    document = json.loads(as_file("json", _waived(), Style("zh")))
    assert list(misfits(document, "report")) == []
    assert document["files"][0]["findings"][0]["waiver"] == {
        "reason": _WAIVER.reason,
        "name": _WAIVER.name,
    }
