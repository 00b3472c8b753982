"""The xlwings engine on UNO, member by member, in a real LibreOffice: it behaves as Excel would."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from support.office import Office

SCRIPTS = Path(__file__).with_name("engine_scripts.py")


@pytest.fixture
def run(office: Office) -> Any:
    def run(function: str) -> Any:
        with office.document() as document:
            return document.run(SCRIPTS, function)

    return run


def test_values_go_in_and_come_out_as_excel_would_have_them(run: Any) -> None:
    first, second, third, *rest = run("values")
    assert first == ["text", 1.0, 2.5, None, True]
    assert second == [0.1, "2024-03-01 00:00:00", "2024-03-01 08:30:00", None, False]
    assert third == [123.0, "00123", 1234.5, True, "2024年"], (
        "digits are a number, unless an apostrophe stands before"
    )
    assert rest[1:] == [[7.0, 7.0, None, None, None]] * 2, "one value fills a block"


def test_options_of_reading(run: Any) -> None:
    answer = run("readers")
    assert answer["plain"] == [None, 3.0, None, None]
    assert answer["errors"] == ["#DIV/0!", 3.0, "#N/A", None]
    assert answer["empty"] == [None, 3, None, ""]
    assert answer["two"] == [[3.0]]
    assert answer["column"] == [3.0, None]


def test_cells_of_text_format_take_everything_as_text(run: Any) -> None:
    assert run("text_cells") == [["00123", 123.0], ["=1+1", 2.0]]


def test_formulas_are_written_and_read_in_excels_notation(run: Any) -> None:
    answer = run("formulas")
    assert answer["formulas"] == [
        "=SUM(A1,B1:B3)",
        '=IF(A1="a,b;c",1,2)',
        "='表 2'!A1*2",
        '=HYPERLINK("#\'表 2\'!B3","第3行; 见, 表")',
        "=SUM({1,2;3,4})",
        "=ROUND(A1*0.5,1)",
        '=IF(ISERROR(#REF!),"x","")',
        "=INDEX('表 2'!$A$1:$B$9,MATCH(1,A1:A9,0),2)",
    ]
    assert answer["values"] == [3.0, 2.0, 0.0, "第3行; 见, 表", 10.0, 1.5, "x", "#N/A"]


def test_one_formula_fills_a_block_with_its_addresses_moved(run: Any) -> None:
    formulas, values = run("filled_formula")
    assert formulas == [["=A1*$A$3"], ["=A2*$A$3"], ["=A3*$A$3"]]
    assert values == [3.0, 6.0, 9.0]


def test_notes_survive_values_written_over_them(run: Any) -> None:
    answer = run("notes")
    assert answer["found"] == [["$B$2", "改"], ["$C$3", "second\nline"]]
    assert "already has a note" in answer["again"]
    assert answer["after"] == ["改", None]
    assert answer["cells"] == [list("abcd")] * 4


def test_colours_fonts_formats_and_sizes(run: Any) -> None:
    answer = run("formats")
    assert answer["colours"] == [None, [255, 199, 206], [0, 255, 0], None]
    assert answer["font"] == [True, 14.0, [255, 0, 0], None], "mixed cells have no common answer"
    assert answer["format"] == ["0.00", "General", None]
    assert answer["wrap"] is True
    assert answer["size"] == [20.0, 30.0]


def test_clearing_contents_keeps_formats_and_notes(run: Any) -> None:
    assert run("clearing") == [[None, [1, 2, 3], "n"], [None, None, None]]


def test_merged_cells(run: Any) -> None:
    answer = run("merges")
    assert answer["area"] == ["$B$2:$C$4", "$B$2:$C$4", "$A$1"]
    assert answer["selected"] == "$B$2:$C$4"
    assert answer["merged"] == [True, True, False, True, None, False]


def test_sheets_are_added_hidden_renamed_and_deleted(run: Any) -> None:
    answer = run("sheets")
    assert answer["names"] == ["首", True, "末"]
    assert answer["shown"] == [True, True, False]
    assert answer["active"] == "改名"
    assert answer["contains"] == [True, False]
    assert (answer["count"], answer["index"]) == (3, 3)
    assert (answer["left"], answer["now"]) == ("改名", 2)


def test_defined_names(run: Any) -> None:
    answer = run("names")
    assert answer == {"to": "=S!$B$3", "range": "$B$3", "value": 5.0, "has": [True, False], "all": ["因子"]}


def test_addresses_and_blocks(run: Any) -> None:
    answer = run("geometry")
    assert answer["used"] == ["$A$1", "$C$3:$D$5"]
    assert answer["shape"] == [[3, 2], 2, 2, 6]
    assert answer["moved"] == ["$D$3:$E$5", "$B$2", "$C$4"]
    assert answer["cells"] == ["$C$2", "$A$1:$B$2", "$B$1"]
    assert answer["end"] == [5, 3, 4]
    assert answer["iterated"] == ["$A$1", "$B$1", "$A$2", "$B$2"]
    assert answer["sheet"] is True
    assert answer["expanded"] == "$C$3:$D$5"


def test_a_protected_sheet_refuses_aloud(run: Any) -> None:
    answer = run("protection")
    assert answer["locked"] == "Sheet1!A1 is locked: the sheet is protected"
    assert answer["partly"] == "Sheet1!A1:B2 is locked: the sheet is protected"
    assert answer["free"] == "done"
    assert "B2" in answer["paint"]
    assert "B2" in answer["note"]
    assert answer["left"] == [None, 1.0, None]


def test_the_application(run: Any) -> None:
    answer = run("application")
    assert answer["locked"] == [False, True]
    assert answer["unlocked"] == [True, False]
    assert answer["calculation"] == ["manual", "automatic"]
    assert answer["status"] == ["校验中", None]
    assert answer["alerts"] is False
    assert answer["selection"] == "$B$2:$C$3"
    assert answer["pro"] is False


def test_a_large_block_takes_no_call_for_each_cell(run: Any) -> None:
    """A call for a cell costs half a millisecond at least: 100,000 cells would take a minute."""
    assert run("speed")["read 5000x20"] < 5


def test_the_paid_part_of_xlwings_is_not_touched() -> None:
    code = (
        "import sys, xlwings; print(xlwings.__pro__, any(m.startswith('xlwings.pro.') for m in sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split()[0] == "False"
