"""The Calc host: copies that change nothing, protections that come back as they were."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from qingjian.resources import workbooks
from support.office import Office

SCRIPTS = Path(__file__).with_name("host_scripts.py")
OFFICIAL = workbooks() / "official" / "liaoning-2024.xlsx"


def _protection(path: Path) -> list[str]:
    """The protection of every sheet, as the file says it."""
    with zipfile.ZipFile(path) as package:
        sheets = sorted(name for name in package.namelist() if re.search(r"worksheets/sheet\d+\.xml", name))
        texts = [package.read(name).decode() for name in sheets]
    return [found[0] if (found := re.search("<sheetProtection[^>]*>", text)) else "" for text in texts]


def test_a_copy_leaves_the_workbook_as_it_was(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "副本.xlsx"
    with office.document() as document:
        answer = document.run(SCRIPTS, "copy", target=str(target))
    assert answer["before"] == answer["after"]
    assert answer["after"][0] is True, "still to be saved"
    with office.document(target) as copied:
        assert copied.value(next(iter(copied.sheets())), "A1") == "改"


def test_a_protection_without_password_is_lifted_and_put_back_as_it_was(
    office: Office, tmp_path: Path
) -> None:
    with office.document(OFFICIAL) as document:
        sheet = next(name for name in document.sheets() if document.is_protected(name))
        before = _protection(document.save_as(tmp_path / "before.xlsx"))
        answer = document.run(SCRIPTS, "lifted", sheet=sheet, password="")
        after = _protection(document.save_as(tmp_path / "after.xlsx"))
    assert answer == {"refused": "", "inside": False, "after": True, "value": "写"}
    assert any(before)
    assert after == before, "what the protection allows is allowed again"


def test_a_password_is_respected(office: Office) -> None:
    with office.document(OFFICIAL) as document:
        sheet = next(name for name in document.sheets() if document.is_protected(name))
        answer = document.run(SCRIPTS, "lifted", sheet=sheet, password="geheim")  # noqa: S106 -- of a test
    assert answer["refused"] == sheet
    assert answer["after"] is True
    assert answer["value"] != "写"


def test_the_host_names_its_office_and_passes_on_what_is_said(office: Office) -> None:
    with office.document() as document:
        answer = document.run(SCRIPTS, "words")
    assert re.fullmatch(r"LibreOffice\w* \d+\.\d+", answer["name"])
    assert answer["answers"] == [True, "/x", None]
    assert answer["shown"] == [["题", "文"], ["题", "问"], ["y.xlsx"]]
