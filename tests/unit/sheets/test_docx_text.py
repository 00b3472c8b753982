"""Text of Word cells: what is seen on the page is read, what is not is said."""

from __future__ import annotations

import pytest

from qingjian.model.grid import Grid, Oddity
from qingjian.sheets.docx import read_docx
from support.docx import STRICT, cell, document, paragraph, row, run, table


def cell_of(inside: str) -> Grid:
    """The grid of a document with one table of one cell."""
    return read_docx(
        document(table([row([cell(inside if inside.startswith("<w:p>") else f"<w:p>{inside}</w:p>")])]))
    )


def text_of(inside: str) -> str:
    return cell_of(inside).sheets[0].text(1, 1)


def told(grid: Grid) -> list[Oddity]:
    return [oddity for oddity in grid.oddities if oddity.code != "word-form"]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (run("一") + run("二"), "一二"),
        ("<w:r><w:t>前</w:t><w:tab/><w:t>后</w:t><w:br/><w:t>下</w:t></w:r>", "前\t后\n下"),
        ('<w:r><w:t>前</w:t><w:br w:type="page"/><w:t>后</w:t></w:r>', "前后"),
        ("<w:r><w:t>2</w:t><w:noBreakHyphen/><w:t>1表</w:t></w:r>", "2-1表"),
        ("<w:r><w:t>资</w:t><w:softHyphen/><w:t>源</w:t></w:r>", "资源"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/><w:t>是</w:t></w:r>', "☑是"),
        ('<w:r><w:sym w:font="Wingdings" w:char="00FC"/></w:r>', "√"),
        ('<w:r><w:sym w:font="Symbol" w:char="zz"/><w:t>x</w:t></w:r>', "x"),
        ("<w:r><w:t> 前 </w:t></w:r>", "前"),
        ('<w:r><w:t xml:space="preserve"> 前 </w:t></w:r>', " 前 "),
        (paragraph("一") + paragraph("") + paragraph("二"), "一\n\n二"),
        (paragraph("") + paragraph("一") + paragraph(" "), "一"),
        ("<w:ruby><w:rt>" + run("pin") + "</w:rt><w:rubyBase>" + run("字") + "</w:rubyBase></w:ruby>", "字"),
        ("<w:r><w:t>m</w:t></w:r><m:oMath><m:r><m:t>3</m:t></m:r></m:oMath>", "m3"),
        ("<w:hyperlink><w:smartTag>" + run("链接") + "</w:smartTag></w:hyperlink>", "链接"),
        ('<w:r><w:commentReference w:id="1"/><w:t>批</w:t></w:r>', "批"),
        ("<mc:AlternateContent><mc:Choice>" + run("一") + "</mc:Choice><mc:Fallback>" + run("二")
         + "</mc:Fallback></mc:AlternateContent>", "一"),
    ],
)  # fmt: skip
def test_what_the_page_shows(inside: str, text: str) -> None:
    grid = cell_of(inside)
    assert grid.sheets[0].text(1, 1) == text
    assert told(grid) == []


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


INSTRUCTION = "<w:r><w:instrText>=SUM(ABOVE)</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (f'<w:fldSimple w:instr="=SUM(ABOVE)">{run("95")}</w:fldSimple>', "95"),
        (field("begin") + INSTRUCTION + field("separate") + run("95") + field("end") + run("家"), "95家"),
        (field("begin") + run("IF 1") + field("separate") + run("95") + field("end"), "95"),
        (
            field("begin") + field("begin") + field("separate") + run("内") + field("end")
            + field("separate") + run("外") + field("end"),
            "外",
        ),
        (field("end") + field("separate") + run("95"), "95"),
    ],
)  # fmt: skip
def test_a_field_is_its_result(inside: str, text: str) -> None:
    assert text_of(inside) == text


def test_tracked_changes_are_taken_as_accepted_and_told_once() -> None:
    gone = "<w:r><w:delText>30</w:delText></w:r>"
    grid = cell_of(f"<w:del>{gone}</w:del><w:ins>{run('35')}</w:ins><w:moveFrom>{run('9')}</w:moveFrom>")

    assert grid.sheets[0].text(1, 1) == "35"
    assert told(grid) == [Oddity("tracked-changes", "", "第1个表", 1, 1)]


def test_a_struck_row_is_gone() -> None:
    rows = [row(["甲"]), row(["乙"], "<w:del/>"), row(["丙"], "<w:ins/>")]
    grid = read_docx(document(table(rows)))

    assert [grid.sheets[0].text(number, 1) for number in (1, 2)] == ["甲", "丙"]
    assert told(grid) == [Oddity("tracked-changes")]


@pytest.mark.parametrize(
    ("mark", "shown"),
    [("<w:vanish/>", "35"), ('<w:vanish w:val="0"/>', "335"), ('<w:vanish w:val="1"/>', "35")],
)
def test_hidden_text_is_left_out_and_told(mark: str, shown: str) -> None:
    grid = cell_of(run("3", mark) + run("35"))

    assert grid.sheets[0].text(1, 1) == shown
    assert told(grid) == ([Oddity("hidden-text", "3", "第1个表", 1, 1)] if shown == "35" else [])


def test_the_mark_of_a_paragraph_may_be_hidden_without_its_text() -> None:
    assert text_of(f"<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{run('35')}</w:p>") == "35"


def test_a_text_box_is_left_out_and_told() -> None:
    inside = f"<wps:txbx><w:txbxContent><w:p>{run('另附说明')}</w:p></w:txbxContent></wps:txbx>"
    grid = cell_of(f"<w:r><w:drawing>{inside}</w:drawing></w:r>{run('35')}")

    assert grid.sheets[0].text(1, 1) == "35"
    assert told(grid) == [Oddity("text-box", "另附说明", "第1个表", 1, 1)]


def test_an_empty_text_box_is_nothing() -> None:
    assert told(cell_of("<w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r>")) == []


def control(inside: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def test_content_controls_only_wrap() -> None:
    inside = control(row([control(cell(control(paragraph("35"))))]))
    grid = read_docx(document(table([inside])))
    assert grid.sheets[0].text(1, 1) == "35"


def test_a_control_that_nobody_has_filled_in_is_blank() -> None:
    asked = control(run("单击此处输入文字"), "<w:showingPlcHdr/>")
    assert text_of(asked + control(run("35"))) == "35"
    kept = document(table([row([control(cell("请填写"), "<w:showingPlcHdr/>"), cell("35")])]))
    assert read_docx(kept).sheets[0].text(1, 2) == "35"


def test_both_namespaces_are_read() -> None:
    grid = read_docx(document(table([["企业名称", "35"]]), namespace=STRICT))
    assert [cell.kind for cell in grid.sheets[0].row(1).values()] == ["text", "number"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("35", "number"), ("0", "number"), ("-3.50", "number"), (" 35\u3000", "number"), ("123456789012345", "number"),
        ("007", "text"), ("1,234", "text"), ("３５", "text"), ("35 t", "text"), ("2024.", "text"), ("1e5", "text"),
        ("1234567890123456", "text"), ("/", "text"), ("٣", "text"), ("35\n36", "text"), ("-", "text"),
    ],
)  # fmt: skip
def test_a_plain_number_is_a_number(text: str, kind: str) -> None:
    found = read_docx(document(table([row([cell(text)])]))).sheets[0].cell(1, 1)
    assert found is not None
    assert found.kind == kind
    assert found.text == (text.strip(" \u3000") if kind == "number" else text)
