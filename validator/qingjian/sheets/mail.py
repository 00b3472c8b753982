"""The attachments of a mail (.eml), forwarded mails opened once. Meant for a limited child process."""

from __future__ import annotations

import email
from collections.abc import Iterator
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from typing import TYPE_CHECKING, Final, cast

from qingjian.errors import UnreadableWorkbook
from qingjian.named_tuple import NamedTuple
from qingjian.sheets import guard
from qingjian.sheets.sent_names import safe_path

if TYPE_CHECKING:
    _Mail = Message[str, str]

_MAIL: Final = ".eml"
_ENCODINGS: Final = ("utf-8", "gb18030")
_STUMBLES: Final = (
    MessageError,
    RecursionError,
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    AssertionError,
)
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
        mail: _Mail = email.message_from_bytes(data, policy=_AsSent())
        return list(_attached(mail, "", 0))
    except _STUMBLES as problem:
        raise UnreadableWorkbook("mail-damaged") from problem


def _attached(mail: _Mail, folder: str, depth: int) -> Iterator[Attached]:
    for number, part in enumerate(_parts(mail), 1):
        if number > guard.MAIL_PARTS:
            raise UnreadableWorkbook("mail-too-many", str(guard.MAIL_PARTS))
        name = _name(part, number)
        if part.get_content_type() != "message/rfc822":
            if name is not None:
                yield Attached(folder + name, _content(part))
            continue
        inner = cast("_Mail", part.get_payload(0)) if part.is_multipart() else None
        name = name or _subject(inner) + _MAIL
        if depth == _FORWARDED or inner is None:
            yield Attached(folder + name, b"", ("nested-mail", ""))
        else:
            found = list(_attached(inner, f"{folder}{name}/", depth + 1))
            yield from found or [Attached(folder + name, _headers(inner))]


def _parts(mail: _Mail) -> Iterator[_Mail]:
    """The parts that are no containers, without looking into a forwarded mail."""
    waiting: list[_Mail] = [mail]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting.extend(reversed(cast("list[_Mail]", part.get_payload())))
        else:
            yield part


def _name(part: _Mail, number: int) -> str | None:
    """The name of an attachment, a safe one; None for the text of the mail."""
    try:
        given = part.get_filename()
    except ValueError:  # it is written in a code whose own name is garbled
        given = ""
    if given is not None:
        return safe_path(_decoded(given), keep="last") or f"附件{number}"
    return f"附件{number}" if part.get_content_disposition() == "attachment" else None


def _subject(mail: _Mail | None) -> str:
    given = None if mail is None else mail.get("Subject")
    plain = "" if given is None else _decoded(given).replace("/", "_").replace("\\", "_")
    return safe_path(plain, keep="last") or "邮件"


def _headers(mail: _Mail) -> bytes:
    """What a mail without attachments is told apart by; the library cannot write down every mail that it reads."""
    return "\n".join(f"{key}: {value}" for key, value in mail.items()).encode("utf-8", "surrogateescape")


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
        except (ValueError, LookupError):  # a code that is none, even by its name
            continue
    return data.decode("ascii", "replace")


def _content(part: _Mail) -> bytes:
    try:
        found = part.get_payload(decode=True)
    except (ValueError, AssertionError):  # a transfer encoding that is none
        return b""
    return found if isinstance(found, bytes) else b""
