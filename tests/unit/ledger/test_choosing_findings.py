"""Which unit and which finding a person means who writes few words."""

from __future__ import annotations

from pathlib import Path

import pytest

from qingjian.errors import BadLedger
from qingjian.ledger import choosing
from qingjian.ledger.event import Draft
from qingjian.ledger.store import reading
from qingjian.model.finding import Place
from support.ledgers import ODD, WRONG, made, on_record, other, put, send, verdict


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = made(tmp_path / "台账.sqlite3")
    units: list[tuple[str, list[str]]] = [("和平区", ["和平分局"]), ("沈河区", []), ("沈北新区", [])]
    put(path, Draft("declared", "", {"year": 2025, "deadline": None, "units": units}))
    send(path, verdict("a"), unit="铁西区生态环境分局")
    send(path, other("p", "attachment"), unit="沈河区")
    return path


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("和平区", "和平区"),
        ("和平分局", "和平区"),
        ("某市和平区生态环境局", "和平区"),
        ("和平", "和平区"),
        ("北", "沈北新区"),
        ("铁西区", "铁西区生态环境分局"),
        ("铁西区环保局", "铁西区生态环境分局"),
        ("铁", "铁西区生态环境分局"),
    ],
)
def test_a_unit_by_its_name_another_or_a_part(ledger: Path, written: str, name: str) -> None:
    with reading(ledger) as database:
        assert choosing.unit(database, written) == name


@pytest.mark.parametrize(
    ("written", "code", "named"),
    [("沈", "several-units", "沈河区, 沈北新区"), ("大东区", "no-such-unit", "大东区")],
)
def test_who_cannot_be_told(ledger: Path, written: str, code: str, named: str) -> None:
    with reading(ledger) as database, pytest.raises(BadLedger) as refused:
        choosing.unit(database, written)
    assert (refused.value.code, refused.value.detail) == (code, named)


def test_units_stand_once_those_that_have_to_report_first(ledger: Path) -> None:
    with reading(ledger) as database:
        assert choosing.units(database) == ("和平区", "沈河区", "沈北新区", "铁西区生态环境分局")


def test_a_file_keeps_the_name_of_a_unit_that_nobody_knows_and_of_nobody(ledger: Path) -> None:
    with reading(ledger) as database:
        assert choosing.called(database, "大东区") == "大东区"
        assert choosing.called(database, "") == ""


def test_a_unit_without_a_form_has_no_version(ledger: Path) -> None:
    with reading(ledger) as database:
        assert choosing.version(database, "铁西区生态环境分局").filed.content["name"] == "和平区-a.xlsx"
        with pytest.raises(BadLedger, match="no-form"):
            choosing.version(database, "沈河区")


FOUND = on_record(
    WRONG,
    WRONG._replace(place=Place("表3-2", 33, 5)),
    ODD._replace(code="QJ2107"),
    ODD._replace(place=Place("表1", 4, 4), cause=3),
    ODD._replace(place=Place("表1", 5, 4), cause=1),
)


@pytest.mark.parametrize("cell", ["表2-2!E33", "'表2-2'!e33", "表2-2!$E$33"])
def test_a_finding_by_its_cell_however_it_is_written(cell: str) -> None:
    assert choosing.findings(FOUND, "qj2101", cell) == (FOUND[0],)


def test_the_only_finding_of_a_rule_needs_no_cell() -> None:
    assert choosing.findings(FOUND, "QJ2107") == (FOUND[2],)


def test_what_follows_from_it_goes_with_it_if_wished() -> None:
    assert choosing.findings(FOUND, "QJ2107", follow=True) == (FOUND[2], FOUND[3])
    assert choosing.findings(FOUND, "QJ2101", "表2-2!E33", follow=True) == (FOUND[0], FOUND[4])


def test_several_cells_are_listed_to_choose_from() -> None:
    with pytest.raises(BadLedger) as refused:
        choosing.findings(FOUND, "QJ2101")
    assert refused.value.code == "several-findings"
    assert refused.value.detail == "表2-2!E33, 表3-2!E33, 表1!D4, 表1!D5"
    with pytest.raises(BadLedger, match="several-findings"):
        choosing.findings(FOUND, "QJ2101", "E33")


def test_a_cell_that_has_none_says_where_there_are_some() -> None:
    with pytest.raises(BadLedger) as refused:
        choosing.findings(FOUND, "QJ2107", "A1")
    assert (refused.value.code, refused.value.detail) == ("no-such-finding", "表3-2!C40")
    whole = on_record(ODD._replace(place=Place("表1")), ODD._replace(place=Place("表1", 4, 4)))
    with pytest.raises(BadLedger) as refused:
        choosing.findings(whole, "QJ2101")
    assert refused.value.detail == "表1, 表1!D4"
    with pytest.raises(BadLedger) as refused:
        choosing.findings(FOUND, "QJ9999")
    assert refused.value.detail == "—"


def test_a_long_list_ends_in_dots() -> None:
    many = on_record(*(WRONG._replace(place=Place("表2-2", row, 5)) for row in range(1, 11)))
    with pytest.raises(BadLedger) as refused:
        choosing.findings(many, "QJ2101")
    assert refused.value.detail is not None
    assert refused.value.detail.endswith("表2-2!E8 …")
