"""Attachments of mails: every way of writing a name, forwarded mails, damage."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.errors import UnreadableWorkbook
from qingjian.sheets import guard
from qingjian.sheets.mail import attachments
from support.sent import encoded, forwarded, mail, named

NAME = "甲区总结表.xlsx"


@pytest.mark.parametrize(
    "disposition",
    [
        named(NAME),
        named(NAME, "gb18030"),
        named(NAME, "gbk"),
        f'filename="{NAME}"',
        'filename="' + NAME.encode("gbk").decode("utf-8", "surrogateescape") + '"',
        f"filename*=UTF-8''{quote(NAME)}",
        f"filename*=GBK''{quote(NAME.encode('gbk'))}",
        f"filename*0*=UTF-8''{quote(NAME[:3])}; filename*1*={quote(NAME[3:])}",
        f'filename="{encoded(NAME[:3])}\r\n {encoded(NAME[3:])}"',
        f'filename="C:\\\\temp\\\\{NAME}"',
        f'filename="../../{NAME}"',
    ],
)  # fmt: skip
def test_a_name_in_every_way_it_is_written(disposition: str) -> None:
    (one,) = attachments(mail([(disposition, b"PK\3\4")]))
    assert (one.name, one.content, one.refusal) == (NAME, b"PK\3\4", None)


def test_gb2312_is_said_where_gbk_is_meant() -> None:
    name = "喆镕公司.xlsx"
    (one,) = attachments(mail([(named(name, "gbk").replace("gbk", "gb2312"), b"x")]))
    assert one.name == name


def test_names_that_are_none() -> None:
    found = attachments(mail([("", b"1"), ('filename=".."', b"2"), (named("=?utf-8?B?!?="), b"3")]))
    assert [one.content for one in found] == [b"1", b"2", b"3"]
    assert all(one.name and "/" not in one.name for one in found)


def test_the_text_of_a_mail_is_no_attachment() -> None:
    assert attachments(mail([])) == []
    assert attachments(b"Subject: x\r\n\r\nhello") == []
    assert attachments(b"") == []


def test_a_forwarded_mail_is_opened_once() -> None:
    inner = mail([(named(NAME), b"x")], subject="转发/报送")
    (one,) = attachments(forwarded(inner))
    assert (one.name, one.content) == (f"转发_报送.eml/{NAME}", b"x")
    (one,) = attachments(forwarded(inner, name='filename="fw.eml"'))
    assert one.name == f"fw.eml/{NAME}"
    (one,) = attachments(forwarded(forwarded(inner)))
    assert one.refusal == ("nested-mail", "")


def test_a_forwarded_mail_without_attachments_is_there_itself() -> None:
    (one,) = attachments(forwarded(mail([], subject="函")))
    assert one.name == "函.eml"
    assert b"Subject" in one.content


def test_too_many_parts() -> None:
    many = [(named(f"{number}.xlsx"), b"") for number in range(guard.MAIL_PARTS)]
    with pytest.raises(UnreadableWorkbook, match="mail-too-many"):
        attachments(mail(many))


def test_parts_within_parts_without_end() -> None:
    depth = 3_000
    data = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (number, number)
        for number in range(depth)
    )
    with pytest.raises(UnreadableWorkbook, match="mail-damaged"):
        attachments(data)


def test_broken_base64_is_still_a_file() -> None:
    data = mail([(named(NAME), b"x" * 100)]).replace(b"eHh4", b"*\xff=h4")
    assert [one.name for one in attachments(data)] == [NAME]


@given(st.binary(max_size=400), st.integers(0, 600))
def test_any_bytes_within_a_mail(noise: bytes, place: int) -> None:
    sound = mail([(named(NAME), b"x" * 50)])
    for one in attachments(sound[:place] + noise + sound[place:]):
        assert one.name
