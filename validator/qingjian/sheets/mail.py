"""The attachments of a mail (.eml), forwarded mails opened once. Meant for a limited child process."""

from __future__ import annotations

import email
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from typing import Final, NamedTuple

from qingjian.errors import UnreadableWorkbook
from qingjian.sheets import guard
from qingjian.sheets.sent_names import safe_path

_MAIL: Final = ".eml"
_ENCODINGS: Final = ("utf-8", "gb18030")
_STUMBLES: Final = (RecursionError, ValueError, LookupError, AttributeError, TypeError, AssertionError)
"""What the standard library's parser raises on mails that are none."""
_FORWARDED: Final = 1
"""A mail in the mail is opened, one within that is not."""


class _AsSent(Compat32):
    """Headers as they are: the modern policy parses them in quadratic time, the old one drops bytes of unnamed codes."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        del name
        return value


class Attached(NamedTuple):
    """An attachment. `refusal` says why it is not opened, if it is not."""

    name: str
    content: bytes
    refusal: tuple[str, str] | None = None


def attachments(data: bytes) -> list[Attached]:
    """What is attached to a mail, in its order; names may occur twice."""
    try:
        return list(_attached(email.message_from_bytes(data, policy=_AsSent()), "", 0))
    except _STUMBLES as problem:
        raise UnreadableWorkbook("mail-damaged") from problem


def _attached(mail: Message, folder: str, depth: int) -> Iterator[Attached]:
    for number, part in enumerate(_parts(mail), 1):
        if number > guard.MAIL_PARTS:
            raise UnreadableWorkbook("mail-too-many", str(guard.MAIL_PARTS))
        name = _name(part, number)
        if part.get_content_type() != "message/rfc822":
            if name is not None:
                yield Attached(folder + name, _content(part))
            continue
        inner = part.get_payload(0) if part.is_multipart() else None
        name = name or _subject(inner) + _MAIL
        if depth == _FORWARDED or not isinstance(inner, Message):
            yield Attached(folder + name, b"", ("nested-mail", ""))
        else:
            found = list(_attached(inner, f"{folder}{name}/", depth + 1))
            yield from found or [Attached(folder + name, inner.as_bytes())]


def _parts(mail: Message) -> Iterator[Message]:
    """The parts that are no containers, without looking into a forwarded mail."""
    waiting: list[Message] = [mail]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(inner, list):
            waiting.extend(one for one in reversed(inner) if isinstance(one, Message))
        else:
            yield part


def _name(part: Message, number: int) -> str | None:
    """The name of an attachment, a safe one; None for the text of the mail."""
    given = part.get_filename()
    if given is not None:
        return safe_path(_decoded(given), keep="last") or f"附件{number}"
    return f"附件{number}" if part.get_content_disposition() == "attachment" else None


def _subject(mail: object) -> str:
    given = mail.get("Subject") if isinstance(mail, Message) else None
    plain = _decoded(str(given)).replace("/", "_").replace("\\", "_") if given is not None else ""
    return safe_path(plain, keep="last") or "邮件"


def _decoded(text: str) -> str:
    """A name as its sender wrote it: encoded words, or bytes in a code that nobody named."""
    try:
        parts = decode_header(text)
    except (HeaderParseError, ValueError):
        parts = [(text, None)]
    return "".join(
        _text(part, code) if isinstance(part, bytes) else _text(part.encode("utf-8", "surrogateescape"), None)
        for part, code in parts
    ).replace("\n", "")


def _text(data: bytes, code: str | None) -> str:
    named = "gb18030" if (code or "").lower() in ("gb2312", "gbk", "x-gbk", "cp936") else code
    for encoding in (named, *_ENCODINGS):
        try:
            return data.decode(encoding or "ascii")
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("ascii", "replace")


def _content(part: Message) -> bytes:
    try:
        found = part.get_payload(decode=True)
    except (ValueError, AssertionError):  # a transfer encoding that is none
        return b""
    return found if isinstance(found, bytes) else b""
