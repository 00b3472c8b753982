"""What goes back of a season: of each unit the last version, with its copy and its mail, into a folder of its own."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Final

import pytest

from qingjian.api.checking import check
from qingjian.api.ledger import Ledger
from qingjian.api.notices import Left, Outgoing, Parcel, desk, outgoing, recorded, save
from qingjian.api.season import folders
from qingjian.errors import BadData, BadLedger
from qingjian.reporters import FORMATS, Style, as_file
from qingjian.sheets.annotate import announced
from qingjian.sheets.mail import attachments
from qingjian.sheets.read import read
from qingjian.sheets.sent_names import nameable
from support import city
from support.office import Office, writer_missing
from support.payloads import PAYLOADS
from support.render import pages

TODAY: Final = date(2026, 1, 12)
_SCRIPT: Final = Path(__file__).parents[2] / "support" / "writer_scripts.py"
_RESERVED: Final = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)")


@pytest.fixture
def season(tmp_path: Path) -> Path:
    return city.season(tmp_path / "2025年度")


def _send(folder: Path, name: str, unit: str = city.UNIT, **cells: str) -> Ledger:
    city.receive(folder, {name: city.workbook(unit, **cells)})
    ledger = city.ledger(folder)
    ledger.add([folders(folder).received / name], season=folder, jobs=1)
    return ledger


def _out(folder: Path, unit: str = "") -> Outgoing:
    return outgoing(folder, desk(folder, today=TODAY), unit=unit, jobs=1)


def _words(parcel: Parcel) -> str:
    document = next(data for name, data in parcel.files.items() if name.endswith(".docx"))
    grid = read(document, "通知单.docx")
    return "\n".join(cell.text for sheet in grid.sheets for _, row in sheet.stream() for cell in row.values())


def test_every_unit_with_open_points_gets_notice_page_copy_and_mail(season: Path) -> None:
    _send(season, "和平区.xlsx", cod="-3.6")
    _send(season, "沈河区.xlsx", "沈河区", cod="-2")
    _send(season, "大东区.xlsx", "大东区")
    found = _out(season)
    assert [one.unit for one in found.parcels] == ["和平区", "沈河区"]
    for one in found.parcels:
        assert list(one.files) == [
            "退回修改通知单.docx",
            "退回修改通知单.html",
            f"{one.unit}-批注.xlsx",
            "邮件.eml",
        ]
        written = save(one, folders(season).returned)
        assert {path.parent for path in written} == {folders(season).returned / one.unit}
        assert all(path.read_bytes() == one.files[path.name] for path in written)
    assert "某市生态环境局" in _words(found.parcels[0])
    assert "2026年1月20日前" in _words(found.parcels[0])


def test_the_copy_is_the_original_with_announced_insertions_alone(season: Path) -> None:
    _send(season, "和平区.xlsx", cod="-3.6")
    (parcel,) = _out(season).parcels
    before = (folders(season).received / "和平区.xlsx").read_bytes()
    assert announced(before, parcel.files["和平区-批注.xlsx"])
    assert (folders(season).received / "和平区.xlsx").read_bytes() == city.workbook(cod="-3.6")


def test_the_mail_waits_to_be_sent_with_everything_attached(season: Path) -> None:
    _send(season, "和平区.xlsx", cod="-3.6")
    (parcel,) = _out(season).parcels
    draft = message_from_bytes(parcel.files["邮件.eml"], policy=default)
    assert (draft["X-Unsent"], draft["To"]) == ("1", "heping@city.invalid")
    assert draft["Subject"] == "和平区：2025年度清洁生产审核报表退回修改通知"
    body = draft.get_body()
    assert body is not None
    assert "核实性问题1项" in body.get_content()
    assert "2026年1月20日前" in body.get_content()
    attached = attachments(parcel.files["邮件.eml"])
    assert [(one.name, one.content) for one in attached] == [
        (name, parcel.files[name]) for name in ("退回修改通知单.docx", "和平区-批注.xlsx")
    ]


def test_a_mailbox_that_is_none_is_refused_by_name(season: Path) -> None:
    city.season(season, units=[{"name": city.UNIT, "mail": "和平区"}])
    _send(season, "和平区.xlsx", cod="-3.6")
    with pytest.raises(BadData) as refused:
        _out(season)
    assert (refused.value.where, refused.value.problem) == ("units/和平区/mail", "和平区")


def test_only_the_last_version_goes_back_and_says_what_became_of_the_one_before(season: Path) -> None:
    _send(season, "和平区.xlsx", cod="-3.6", wastewater="约一万")
    first = save(_out(season).parcels[0], folders(season).returned)
    kept = {path: path.read_bytes() for path in first}
    _send(season, "和平区2.xlsx", cod="-3.6", so2="-1")
    found = _out(season)
    (parcel,) = found.parcels
    assert (parcel.path, found.left) == ("和平区2.xlsx", ())
    assert "已改1项，新增1项，未改1项" in _words(parcel)
    save(parcel, folders(season).returned)
    assert all(path.read_bytes() == data for path, data in kept.items()), "the first notice is still there"
    assert "退回修改通知单（第2版）.docx" in parcel.files


def test_what_went_back_already_is_left_out_unless_it_is_named(season: Path) -> None:
    ledger = _send(season, "和平区.xlsx", cod="-3.6")
    assert recorded(_out(season), ledger) == ("和平区",)
    assert _out(season) == Outgoing((), (Left("和平区.xlsx", "和平区", "returned"),))
    assert [one.unit for one in _out(season, "和平").parcels] == ["和平区"]
    _send(season, "和平区2.xlsx", cod="-3.7")
    assert [one.path for one in _out(season).parcels] == ["和平区2.xlsx"]


def test_a_notice_that_somebody_changed_by_hand_stays(season: Path) -> None:
    _send(season, "和平区.xlsx", cod="-3.6")
    (parcel,) = _out(season).parcels
    first = save(parcel, folders(season).returned)
    assert save(parcel, folders(season).returned) == first
    first[0].write_bytes(b"by hand")
    again = save(parcel, folders(season).returned)
    assert (first[0].read_bytes(), again[0].name) == (b"by hand", "退回修改通知单 (2).docx")
    assert again[1:] == first[1:]


def test_nothing_is_on_record_unless_asked(season: Path) -> None:
    ledger = _send(season, "和平区.xlsx", cod="-3.6")
    before = ledger.history("和平区")
    _out(season)
    assert ledger.history("和平区") == before


def test_a_file_that_is_not_on_record_is_told(season: Path) -> None:
    _send(season, "和平区.xlsx", cod="-3.6")
    city.receive(season, {"沈河区.xlsx": city.workbook("沈河区", cod="-2")})
    assert _out(season).left == (Left("沈河区.xlsx", "沈河区", "unrecorded"),)


def test_a_form_that_is_not_where_it_was_received_is_not_forgotten(season: Path) -> None:
    _send(season, "和平区.xlsx", cod="-3.6")
    _send(season, "沈河区.xlsx", "沈河区", cod="-2")
    (folders(season).received / "沈河区.xlsx").unlink()
    found = _out(season)
    assert [one.unit for one in found.parcels] == ["和平区"]
    assert found.left == (Left("沈河区.xlsx", "沈河区", "absent"),)


def test_what_is_explained_or_waived_needs_no_notice_and_stands_in_it_apart(season: Path) -> None:
    ledger = _send(season, "和平区.xlsx", cod="-3.6", so2="-1")
    ledger.explain("和平区", "QJ2013", "三期投产，排放增加，已附材料", cell="表2-1!E5", name="李工")
    (parcel,) = _out(season).parcels
    said = _words(parcel)
    assert "三期投产，排放增加，已附材料 (李工 2026-01-12)" in said
    ledger.waive("和平区", "QJ2013", "分厂已单独报送", cell="表2-1!H5", name="王科长")
    assert _out(season).parcels == ()
    report = ledger.answered(check([folders(season).received], season=season))
    for name in FORMATS:
        text = _plain(as_file(name, report, Style("zh")))
        assert ("分厂已单独报送" in text, "王科长" in text) == (True, True), name
    with pytest.raises(BadLedger) as refused:
        _out(season, "和平区")
    assert refused.value.code == "nothing-to-return"
    _send(season, "和平区2.xlsx", cod="-3.6", so2="-1", wastewater="约一万")
    (parcel,) = _out(season).parcels
    assert "同意保留：分厂已单独报送（王科长）" in _words(parcel)
    assert "分厂已单独报送" in parcel.files["退回修改通知单（第2版）.html"].decode()


def test_without_a_season_a_file_gets_its_notice_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "和平区.xlsx"
    path.write_bytes(city.workbook(cod="-3.6"))
    (parcel,) = outgoing(path, desk(today=TODAY, deadline=date(2026, 1, 9)), jobs=1).parcels
    assert "报送期限2026年1月9日已过" in _words(parcel)
    assert "To" not in message_from_bytes(parcel.files["邮件.eml"], policy=default)


def test_a_unit_is_called_as_the_season_calls_it_without_a_ledger_too(season: Path) -> None:
    city.receive(season, {"a.xlsx": city.workbook("和平区生态环境局", cod="-3.6")})
    (parcel,) = _out(season).parcels
    assert (parcel.unit, parcel.folder) == ("和平区", "和平区")
    assert message_from_bytes(parcel.files["邮件.eml"], policy=default)["To"] == "heping@city.invalid"


def test_a_form_in_word_gets_no_copy_and_is_told_why(tmp_path: Path) -> None:
    source = Path(__file__).parents[2] / "data" / "word" / "liaoning-2024-circulated.docx"
    path = tmp_path / "和平区.docx"
    shutil.copyfile(source, path)
    (parcel,) = outgoing(path, desk(today=TODAY), jobs=1).parcels
    assert parcel.uncopied is not None
    assert parcel.uncopied.code == "not-xlsx"
    assert "附件：问题清单" in _words(parcel)


def test_a_file_that_cannot_be_read_gets_a_notice(season: Path) -> None:
    city.receive(season, {"和平区/和平区.xlsx": city.workbook()[:2000]})
    city.ledger(season).add([folders(season).received], season=season, jobs=1)
    (parcel,) = _out(season).parcels
    assert "无法打开" in _words(parcel)
    assert [name for name in parcel.files if name.endswith(".xlsx")] == []


def test_a_second_version_that_cannot_be_read_is_told(season: Path) -> None:
    ledger = _send(season, "和平区.xlsx", cod="-3.6")
    ledger.send_back("和平区")
    city.receive(season, {"和平区/和平区新.xlsx": city.workbook()[:2000]})
    ledger.add([folders(season).received / "和平区"], season=season, jobs=1)
    found = _out(season)
    assert [(one.path, one.unit) for one in found.parcels] == [("和平区/和平区新.xlsx", "和平区")]
    assert "无法打开" in _words(found.parcels[0])


def test_a_season_into_which_nothing_came(season: Path) -> None:
    folders(season).received.rmdir()
    assert _out(season) == Outgoing((), ())


def test_a_form_in_a_zip_gets_its_copy(season: Path) -> None:
    place = folders(season).received / "和平区.zip"
    with zipfile.ZipFile(place, "w") as package:
        package.writestr("报表/和平区.xlsx", city.workbook(cod="-3.6"))
    (parcel,) = _out(season).parcels
    assert "和平区-批注.xlsx" in parcel.files
    save(parcel, folders(season).returned)


def test_the_bureau_words_its_own_notice(season: Path) -> None:
    (season / "通知单.json").write_text(json.dumps({"title": "整改通知（{year}）"}), "utf-8")
    _send(season, "和平区.xlsx", cod="-3.6")
    assert "整改通知（2025）" in _words(_out(season).parcels[0])
    (season / "通知单.json").write_text("{", "utf-8")
    with pytest.raises(BadData) as refused:
        _out(season)
    assert refused.value.path.endswith("通知单.json")


@pytest.mark.parametrize("name", sorted(PAYLOADS))
def test_no_unit_chooses_where_its_files_are_written(name: str, tmp_path: Path) -> None:
    folder = nameable(PAYLOADS[name])
    assert not re.search(r'[\x00-\x1f<>:"/\\|?*]', folder)
    assert folder not in {"", ".", ".."}
    assert len(folder) <= 120
    assert not folder.endswith((".", " "))
    assert _RESERVED.match(folder) is None
    (written,) = save(Parcel(PAYLOADS[name], "表.xlsx", folder, {"甲.docx": b"PK"}), tmp_path)
    assert written == tmp_path / folder / "甲.docx"


def _plain(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return data.decode("utf-8")
    grid = read(data, "结果.xlsx")
    return "".join(cell.text for sheet in grid.sheets for _, row in sheet.stream() for cell in row.values())


@pytest.mark.slow
@pytest.mark.skipif(bool(writer_missing()), reason=writer_missing())
def test_the_printed_notice_holds_every_point(season: Path, office: Office, tmp_path: Path) -> None:
    _send(season, "和平区.xlsx", cod="-3.6", wastewater="约一万", so2="-1", dust="很少")
    (parcel,) = _out(season).parcels
    source, pdf = tmp_path / "通知单.docx", tmp_path / "通知单.pdf"
    source.write_bytes(parcel.files["退回修改通知单.docx"])
    with office.document() as doc:
        doc.run(_SCRIPT, "answer", source=str(source), targets=[str(pdf)], replies={}, signed={})
    run = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True)
    printed = "".join(run.stdout.decode().split())
    for text in _words(parcel).splitlines():
        assert "".join(text.split()) in printed, text
    assert "第1页，共2页" in printed
    assert len(pages(pdf, dpi=40)) == 2
