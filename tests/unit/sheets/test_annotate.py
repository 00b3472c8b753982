"""Notes, colours and the result sheet, in sheets of every shape; and out again."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from qingjian.errors import CannotWrite
from qingjian.model.finding import Severity
from qingjian.sheets.annotate import Note, ResultRow, ResultTable, annotate, clear
from qingjian.sheets.comments import CLOSING, OPENING
from qingjian.sheets.package import announced
from support.bare_package import MAIN, STRICT, STRICT_R, R, package, part, parts, rels, with_parts, worksheet
from support.ooxml_lint import lint

SHEET = "xl/worksheets/sheet1.xml"
TABLE = ResultTable(
    "校验结果",
    ("位置", "说明"),
    (ResultRow(("表!B2", "错 <了>"), ("表", 2, 2)), ResultRow(("全文", "没有单元格"))),
)
ROWS = '<row r="2"><c r="A2" s="2"/><c r="B2" s="3"><v>5</v></c><c r="C2"/></row>'
VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
VML_TYPE = f'<Default Extension="vml" ContentType="{VML}"/>'
NOTES_TYPE = (
    '<Override PartName="/xl/comments1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/>'
)


def note(row: int, col: int, text: str = "错了", severity: Severity = "mandatory") -> Note:
    return Note("表", row, col, severity, text)


def annotated(before: bytes, notes: Sequence[Note], table: ResultTable = TABLE) -> bytes:
    """What every annotated workbook must keep."""
    after = annotate(before, notes, table)
    assert lint(after) == []
    assert annotate(after, notes, table) == after
    cleared = clear(after)
    assert announced(before, cleared) == ()
    assert list(parts(cleared)) == list(parts(before))
    other = annotate(before, notes[:1], ResultTable("又", ("一",), ()))
    assert annotate(after, notes[:1], ResultTable("又", ("一",), ())) == other
    return after


def with_notes(comments: str, drawing: str, *, threaded: bool = False) -> bytes:
    arrows = {f"{R}/comments": "../comments1.xml", f"{R}/vmlDrawing": "../drawings/v.vml"}
    more = {"xl/comments1.xml": comments, "xl/drawings/v.vml": drawing}
    if threaded:
        arrows["http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"] = "../t.xml"
        more["xl/t.xml"] = "<ThreadedComments/>"
    sheet = worksheet(ROWS, after='<legacyDrawing r:id="rId2"/>')
    return package(sheet, sheet_arrows=arrows, more=more, types=VML_TYPE + NOTES_TYPE)


def comments(*items: str, authors: str = "<author>老王</author>") -> str:
    return f'<comments xmlns="{MAIN}"><authors>{authors}</authors><commentList>{"".join(items)}</commentList></comments>'


DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="3"/>'
    '</o:shapelayout><v:shape id="_x0000_s3073"><x:ClientData ObjectType="Note"><x:Row>1</x:Row><x:Column>1</x:Column>'
    "</x:ClientData></v:shape></xml>"
)
THEIRS = '<comment ref="B2" authorId="0"><text><r><t>我的话</t></r></text></comment>'


def test_a_sheet_without_notes_gets_comments_and_a_drawing() -> None:
    after = annotated(package(worksheet(ROWS)), [note(2, 2), note(2, 3, "看看", "verify")])
    assert f'<comment ref="B2" authorId="0"><text><t xml:space="preserve">{OPENING}错了{CLOSING}</t>' in part(
        after, "xl/commentsQj1.xml"
    )
    drawing = part(after, "xl/drawings/vmlDrawingQj1.vml")
    assert drawing.count("<v:shape ") == 2
    assert "<x:Row>1</x:Row><x:Column>2</x:Column>" in drawing
    assert re.search(r'</sheetData><legacyDrawing r:id="rIdQj\d"/></worksheet>', part(after, SHEET))


def test_the_drawing_stands_where_the_schema_wants_it() -> None:
    alternative = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="x14"><controls/></mc:Choice></mc:AlternateContent>'
    )
    for following in (alternative, "<tableParts/>", '<extLst><ext uri="x"/></extLst>'):
        sheet = worksheet(ROWS, after=f"<pageMargins/>{following}")
        text = part(annotated(package(sheet), [note(2, 2)]), SHEET)
        assert re.search(r"<pageMargins/><legacyDrawing [^>]*/>" + re.escape(following), text)


def test_the_users_notes_stay_and_ours_come_behind() -> None:
    after = annotated(with_notes(comments(THEIRS), DRAWING), [note(2, 2), note(2, 1, "新")])
    text = part(after, "xl/comments1.xml")
    assert f"<t>我的话\n{OPENING}错了{CLOSING}</t></r></text></comment>" in text
    assert "<author>老王</author><author>清检</author></authors>" in text
    assert f'<comment ref="A2" authorId="1"><text><t xml:space="preserve">{OPENING}新{CLOSING}</t>' in text
    drawing = part(after, "xl/drawings/v.vml")
    assert drawing.startswith(DRAWING.removesuffix("</xml>"))
    assert 'id="_x0000_s3074"' in drawing
    assert drawing.count('"_x0000_t202"') == 1


def test_a_note_only_on_the_users_notes_needs_no_new_box() -> None:
    after = annotated(with_notes(comments(THEIRS), DRAWING), [note(2, 2)])
    assert part(after, "xl/drawings/v.vml") == DRAWING
    assert "清检</author>" not in part(after, "xl/comments1.xml")


def test_words_of_ours_in_a_text_cannot_end_the_note_early() -> None:
    after = annotated(with_notes(comments(THEIRS), DRAWING), [note(2, 2, f"甲{CLOSING}乙{OPENING}丙")])
    assert f"{OPENING}甲乙丙{CLOSING}" in part(after, "xl/comments1.xml")


@pytest.mark.parametrize(
    "data",
    [
        with_notes(comments(THEIRS), DRAWING, threaded=True),
        with_notes(comments(THEIRS), "<xml><br></xml>".replace("<xml>", "<xml><p>")),
        package(worksheet(ROWS, after='<legacyDrawing r:id="rId7"/>')),
    ],
    ids=["threaded", "drawing is not XML", "drawing is missing"],
)
def test_where_notes_are_not_safe_the_result_sheet_has_to_do(data: bytes) -> None:
    after = annotate(data, [note(2, 2)], TABLE)
    assert annotate(after, [note(2, 2)], TABLE) == after
    assert announced(data, clear(after)) == ()
    changed = announced(data, after)
    assert not any("omments" in name or name.endswith(".vml") for name in changed)
    assert "xl/worksheets/sheetQj1.xml" in changed
    assert SHEET in changed


def test_several_findings_of_a_cell_share_a_note_and_the_worst_colour() -> None:
    after = annotated(
        package(worksheet(ROWS)), [note(2, 2, "轻", "advice"), note(2, 2, "重"), note(2, 2, "中", "verify")]
    )
    assert f"{OPENING}重\n中\n轻{CLOSING}" in part(after, "xl/commentsQj1.xml")
    assert 'rgb="FFFFC6D0"' in part(after, "xl/styles.xml")
    assert 'rgb="FFDAEBF0"' not in part(after, "xl/styles.xml")


def test_a_coloured_cell_keeps_everything_but_its_fill() -> None:
    after = annotated(package(worksheet(ROWS)), [note(2, 2), note(2, 1), note(7, 9)])
    text, styles = part(after, SHEET), part(after, "xl/styles.xml")
    assert '<c r="B2" s="5"><v>5</v></c>' in text or '<c r="B2" s="6"><v>5</v></c>' in text
    clone = '<xf numFmtId="2" fontId="0" fillId="{}" borderId="0" xfId="0" applyFill="1"><alignment wrapText="1"/></xf>'
    assert clone.format(4) in styles or clone.format(3) in styles
    assert re.search(r'<row r="7"><c r="I7" s="\d+"/></row>', text)


def test_two_formats_that_look_alike_come_back_as_they_were() -> None:
    rows = '<row r="1"><c r="A1" s="1"/><c r="B1" s="3"/><c r="C1" s="0"/><c r="D1"/></row>'
    before = package(worksheet(rows))
    after = annotated(before, [note(1, col) for col in (1, 2, 3, 4)])
    assert rows in part(clear(after), SHEET)


def test_without_a_style_part_there_are_notes_but_no_colours() -> None:
    rows = '<row r="2"><c r="B2"><v>5</v></c></row>'
    after = annotated(package(worksheet(rows), styles=False), [note(2, 2)])
    assert f"{rows}</sheetData>" in part(after, SHEET)
    assert "错了" in part(after, "xl/commentsQj1.xml")


def test_the_result_sheet_links_by_formula_and_holds_text_as_text() -> None:
    table = ResultTable(
        "结果",
        ("说明", "位置"),
        (ResultRow(("=cmd|x", ""), ("甲'乙\"丙", 8, 6), 1), ResultRow(("@SUM(1)", "-1"))),
    )
    text = part(annotated(package(worksheet(ROWS)), [], table), "xl/worksheets/sheetQj1.xml")
    assert (
        "<f>HYPERLINK(&quot;#'甲''乙&quot;&quot;丙'!F8&quot;,&quot;甲'乙&quot;&quot;丙!F8&quot;)</f>" in text
    )
    assert "<v>甲'乙&quot;丙!F8</v>" in text
    assert text.count("<f>") == 1
    assert 't="inlineStr"><is><t xml:space="preserve">=cmd|x</t></is>' in text


def test_the_result_sheet_stands_last_under_a_free_name() -> None:
    full = worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{R}"><sheets><sheet name="校验结果" sheetId="7" r:id="rId1"/></sheets></workbook>'
    before = with_parts(package(full), {"xl/workbook.xml": book})
    text = part(annotated(before, []), "xl/workbook.xml")
    assert '<sheet name="校验结果2" sheetId="8"' in text


def test_a_place_made_for_the_result_is_used_and_given_back() -> None:
    kept = '<row r="1"><c r="A1" t="inlineStr"><is><t>校验后显示在这里</t></is></c></row>'
    arrows = rels(
        {"rId1": (f"{R}/worksheet", "worksheets/sheet1.xml"), "rId2": (f"{R}/worksheet", "worksheets/r.xml")}
    )
    names = "<definedNames><definedName name=\"_qingjian.result\">'结果 页'!$A$1</definedName></definedNames>"
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{R}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/>'
        f'<sheet name="结果 页" sheetId="2" r:id="rId2"/></sheets>{names}</workbook>'
    )
    before = with_parts(
        package(
            worksheet(""),
            styles=False,
            types='<Override PartName="/xl/worksheets/r.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>',
        ),
        {
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": arrows,
            "xl/worksheets/r.xml": worksheet(kept),
        },
    )
    after = annotated(before, [])
    assert "sheetQj1" not in str(announced(before, after))
    assert "HYPERLINK" in part(after, "xl/worksheets/r.xml")
    assert "校验后显示在这里" not in part(after, "xl/worksheets/r.xml")
    assert "'结果 页'!$A$1:$B$4" in part(after, "xl/workbook.xml")


def test_an_empty_sheet_of_that_name_is_used() -> None:
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{R}"><sheets><sheet name="校验结果" sheetId="1" r:id="rId1"/></sheets></workbook>'
    for rows in ("", '<row r="1"><c r="A1" s="1"/></row>'):
        before = with_parts(package(worksheet(rows)), {"xl/workbook.xml": book})
        after = annotated(before, [])
        assert part(after, "xl/workbook.xml").count("<sheet ") == 1


def test_prefixed_strict_workbooks_get_strict_parts() -> None:
    sheet = f'<x:worksheet xmlns:x="{STRICT}"><x:sheetData><x:row r="2"><x:c r="B2"/></x:row></x:sheetData></x:worksheet>'
    after = annotated(package(sheet, strict=True), [note(2, 2), note(3, 3)])
    text = part(after, SHEET)
    assert f'<x:legacyDrawing xmlns:r="{STRICT_R}" r:id="' in text
    assert f'<comments xmlns="{STRICT}">' in part(after, "xl/commentsQj1.xml")
    assert f'Type="{STRICT_R}/worksheet" Target="worksheets/sheetQj1.xml"' in part(
        after, "xl/_rels/workbook.xml.rels"
    )


def test_names_are_added_behind_the_users_and_before_the_calculation() -> None:
    for names in ("", '<definedNames><definedName name="甲">1</definedName></definedNames>'):
        before = package(worksheet(ROWS), book_rest=f"{names}<calcPr calcId='1' fullCalcOnLoad='1'/>")
        text = part(annotated(before, []), "xl/workbook.xml")
        assert "</definedNames><calcPr calcId='1' fullCalcOnLoad='1'/>" in text
        assert text.count("<definedNames>") == 1


def test_a_note_on_a_sheet_that_is_not_there_is_refused() -> None:
    with pytest.raises(CannotWrite) as caught:
        annotate(package(worksheet(ROWS)), [Note("无", 1, 1, "advice", "x")], TABLE)
    assert caught.value.code == "no-such-sheet"


def test_a_record_that_lies_is_not_believed() -> None:
    data = annotate(package(worksheet(ROWS)), [note(2, 2)], TABLE)
    for lie in ("{", "[]", '{"format":1,"added":[],"parts":{"xl/workbook.xml":{"sha256":"0","undo":[]}}}'):
        cleared = clear(with_parts(data, {"qingjian/marks.json": lie}))
        assert lint(cleared) == []
        assert "qingjian/marks.json" not in parts(cleared)
        assert OPENING.encode() not in b"".join(parts(cleared).values())


def test_clearing_what_was_never_marked_gives_the_same_file() -> None:
    data = with_notes(comments(THEIRS), DRAWING)
    assert clear(data) is data
