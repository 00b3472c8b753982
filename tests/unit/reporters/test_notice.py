"""What a notice says: every point once, the worst first, hostile text as it stands, the bureau's own sentences."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from html import unescape
from html.parser import HTMLParser
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.catalog.messages import LANGS, Lang
from qingjian.catalog.rules import rule
from qingjian.errors import BadData
from qingjian.ledger.noted import same
from qingjian.ledger.replies import mark
from qingjian.model.finding import Finding, Place, Waiver
from qingjian.model.notice import Circumstances, Notice, Sender, Trend
from qingjian.model.verdict import Reason, Verdict
from qingjian.reporters.notice import mail, notice
from qingjian.reporters.notice_docx import docx
from qingjian.reporters.notice_html import html
from qingjian.reporters.notice_mail import eml
from qingjian.reporters.notice_words import words
from qingjian.reporters.safe import visible
from qingjian.sheets.read import read
from support.payloads import PAYLOADS
from support.reports import returned, total

TOLD: Final = Circumstances(
    Sender("某市生态环境局", "2026年1月20日", contact="专班，024-12345"),
    "2026年1月12日",
    "2025-0123456789AB",
    "2026年1月10日",
    "甲区-批注.xlsx",
    Trend(3, 1, 2),
    "甲区",
    "2025",
)


def _mark(finding: Finding) -> str:
    return mark(same(finding))


def _made(verdict: Verdict, told: Circumstances = TOLD, lang: Lang = "zh") -> Notice:
    return notice(verdict, told, words(lang), _mark)


def _texts(found: Notice) -> Iterator[str]:
    for table in found.annex.tables:
        for row in table.rows:
            for cell in row:
                yield from (line.text for line in cell)


def _cells(data: bytes) -> list[str]:
    grid = read(data, "通知单.docx")
    return [cell.text for sheet in grid.sheets for _, row in sheet.stream() for cell in row.values()]


def test_points_are_numbered_through_and_the_worst_come_first() -> None:
    found = _made(returned())
    first, second = found.annex.tables
    assert [table.heading[:2] for table in found.annex.tables] == ["一、", "二、"]
    assert [row[0][0].text for table in (first, second) for row in table.rows] == [
        str(number) for number in range(1, len(first.rows) + len(second.rows) + 1)
    ]
    assert "强制性" in first.heading
    assert "核实性" in second.heading
    assert first.head == ("序号", "单元格", "现填", "问题（原因）", "应如何改", "回复")


def test_a_row_says_cell_company_figure_reason_and_remedy() -> None:
    row = _made(returned()).annex.tables[0].rows[0]
    said = ["\n".join(line.text for line in cell) for cell in row]
    assert said[1] == "表2-2 E33\n合计\nQJ2101"
    assert said[2] == "575000"
    assert "585000" in said[3] + said[4]
    assert said[4].startswith("应为：585000")
    assert said[5] == ""


def test_a_figure_to_hold_against_is_no_order() -> None:
    first, *_ = returned().findings
    verdict = returned()._replace(findings=(first._replace(severity="verify"),))
    (row,) = _made(verdict).annex.tables[0].rows
    assert row[4][0].text == "对照：585000"


def test_the_letter_says_what_by_when_and_whom_to_ask() -> None:
    letter = _made(returned()).letter
    whole = "\n".join((letter.title, letter.subtitle, letter.to, *letter.paragraphs, letter.enclosed))
    for part in ("2025年度", "甲区：", "甲区.xlsx", "2026年1月10日", "2026年1月20日前", "024-12345"):
        assert part in whole
    assert "已改3项，新增1项，未改2项" in whole
    assert (letter.sender, letter.issued) == ("某市生态环境局", "2026年1月12日")


def test_a_deadline_that_has_passed_is_not_asked_for() -> None:
    late = TOLD._replace(sender=TOLD.sender._replace(is_past=True))
    whole = "\n".join(_made(returned(), late).letter.paragraphs)
    assert "报送期限2026年1月20日已过" in whole
    assert "2026年1月20日前" not in whole
    unknown = TOLD._replace(sender=Sender())
    assert "请尽快" in "\n".join(_made(returned(), unknown).letter.paragraphs)


def test_what_follows_stands_under_its_cause_and_has_no_row_of_its_own() -> None:
    cause, *others = returned().findings
    verdict = returned()._replace(findings=(cause, *(one._replace(cause=1) for one in others)))
    (table,) = _made(verdict).annex.tables
    (row,) = table.rows
    assert sum(line.text.startswith("↳") for line in row[3]) == 8
    assert "表3-2 C40" in "".join(line.text for line in row[3])


def test_what_is_settled_is_listed_apart_with_text_reason_and_name() -> None:
    first, second, *others = returned().findings
    verdict = returned()._replace(
        findings=(
            first._replace(waiver=Waiver("分厂已单独报送", "王科长")),
            second._replace(severity="verify", explanation="三期投产 (李工 2026-01-15)"),
            *others,
        ),
    )
    *_, settled = _made(verdict).annex.tables
    said = "\n".join(line.text for row in settled.rows for cell in row for line in cell)
    for part in ("分厂已单独报送", "王科长", "三期投产", "李工 2026-01-15"):
        assert part in said
    assert not settled.is_answered
    for data in (docx(_made(verdict)), html(_made(verdict), "zh")):
        text = "\n".join(_cells(data)) if data.startswith(b"PK") else data.decode()
        for part in ("分厂已单独报送", "王科长", "三期投产", "李工"):
            assert part in text


def test_a_file_that_cannot_be_opened_is_told_with_its_remedy() -> None:
    verdict = Verdict("收件/甲区.xlsx", "ab" * 32, "unreadable", Reason("encrypted"))
    found = _made(verdict)
    assert "无法打开" in found.letter.paragraphs[0]
    (table,) = found.annex.tables
    assert any("密码" in line.text for cell in table.rows[0] for line in cell)


@pytest.mark.parametrize("lang", LANGS)
def test_the_document_holds_every_line_of_every_point(lang: Lang) -> None:
    found = _made(returned(), lang=lang)
    held = "\n".join(_cells(docx(found)))
    for text in _texts(found):
        assert text in held


def test_the_same_notice_is_the_same_bytes() -> None:
    verdict = returned()
    assert docx(_made(verdict)) == docx(_made(verdict))
    attached = {"退回修改通知单.docx": docx(_made(verdict))}
    assert eml("a@city.invalid", "甲", "乙", attached) == eml("a@city.invalid", "甲", "乙", attached)


def test_heads_come_again_on_every_page_and_rows_stay_whole() -> None:
    with zipfile.ZipFile(io.BytesIO(docx(_made(returned())))) as package:
        text = package.read("word/document.xml").decode()
        footer = package.read("word/footer1.xml").decode()
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert text.count("<w:tblHeader/>") == 2
    assert text.count("<w:cantSplit/>") == text.count("<w:tr>")
    assert ("PAGE" in footer, "NUMPAGES" in footer) == (True, True)
    assert 'w:eastAsia="仿宋"' in text


# ------------------------------------------------------------ what strangers write


_TEXT = st.sampled_from(sorted(PAYLOADS.values())) | st.text(max_size=40)


@given(st.lists(st.tuples(_TEXT, _TEXT, _TEXT), min_size=1, max_size=6))
def test_any_findings_make_a_document_whose_rows_are_its_points(points: list[tuple[str, str, str]]) -> None:
    findings = tuple(
        total(Place(f"表{sheet[:20]}", at, 4), value=value, row=row)
        for at, (sheet, value, row) in enumerate(points, 1)
    )
    found = _made(returned()._replace(findings=findings))
    held = "\n".join(_cells(docx(found)))
    assert re.findall(r"QJ[0-9]{4}-[0-9A-F]{8}", held) == [_mark(one) for one in findings]
    for _, value, row in points:
        assert visible(row, limit=600).strip() in held
        assert visible(value, limit=600).strip() in held


class _Tags(HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("name", sorted(PAYLOADS))
def test_hostile_text_stays_text_on_the_page(name: str) -> None:
    text = PAYLOADS[name]
    verdict = returned(path=f"收件/{text}")._replace(
        findings=(total(Place("表2-2", 3, 4), value=text, row=text),)
    )
    told = TOLD._replace(unit=text, copy=text, sender=Sender(text, text, contact=text))
    page = html(_made(verdict, told), "zh").decode()
    plain, hostile = _Tags(), _Tags()
    plain.feed(html(_made(returned()), "zh").decode())
    hostile.feed(page)
    assert (hostile.tags, hostile.attributes) == (plain.tags, plain.attributes)
    assert "default-src 'none'" in unescape(page)
    assert not any(char in page for char in "\x00\x1b\u202e\u200b")


@pytest.mark.parametrize("name", sorted(PAYLOADS))
def test_hostile_names_make_a_mail_with_the_headers_it_should_have(name: str) -> None:
    text = PAYLOADS[name]
    subject, body = mail(returned(path=f"收件/{text}"), TOLD._replace(unit=text), words("zh"))
    draft = message_from_bytes(eml("heping@city.invalid", subject, body, {"甲.docx": b"PK"}), policy=default)
    assert [key for key in draft if key != "MIME-Version"] == [
        "X-Unsent",
        "Subject",
        "To",
        "Content-Type",
    ]
    assert draft["To"] == "heping@city.invalid"
    assert [part.get_filename() for part in draft.iter_attachments()] == ["甲.docx"]


@pytest.mark.parametrize("to", ["heping", "a@b\nBcc: c@d.invalid", "a@b.invalid, c@d.invalid", "<a"])
def test_what_is_no_address_is_refused(to: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        eml(to, "甲", "乙", {})
    assert str(refused.value) == to


# ------------------------------------------------------------ the bureau's own words


def test_a_bureau_rewords_a_sentence_and_keeps_the_others() -> None:
    own = words(
        "zh", {"to": "{unit}各位同志：", "contact": {"zh": "联系{contact}，收件{file}。"}}, "通知单.json"
    )
    letter = notice(returned(), TOLD, own, _mark).letter
    assert letter.to == "甲区各位同志："
    assert letter.paragraphs[-1] == "联系专班，024-12345，收件甲区.xlsx。"
    assert letter.title == "退回修改通知单"


@pytest.mark.parametrize(
    ("own", "where", "problem"),
    [
        ({"to": "{unite}："}, "to/zh", "{unite}"),
        ({"to": {"en": "{unit.__class__}"}}, "to/en", "{unit.__class__}"),
        ({"to": "{unit!r}"}, "to/zh", "{unit!r}"),
        ({"to": "{0}"}, "to/zh", "{0}"),
        ({"to": "{unit"}, "to/zh", "expected '}' before end of string"),
        ({"too": "甲"}, "too", ""),
        ({"to": ""}, "to", ""),
        ([], "", ""),
        ({"to": 3}, "to", ""),
    ],
)
def test_a_slip_in_them_is_refused_by_name(own: object, where: str, problem: str) -> None:
    with pytest.raises(BadData) as refused:
        words("zh", own, "通知单.json")
    assert (refused.value.path, refused.value.where) == ("通知单.json", where)
    assert problem in refused.value.problem


def test_every_rule_can_be_put_into_a_notice() -> None:
    findings = tuple(
        rule(code).finding(Place("表1", 3, at)) for at, code in enumerate(("QJ2101", "QJ2013", "QJ3201"), 1)
    )
    assert len(list(_texts(_made(returned()._replace(findings=findings))))) > len(findings)
