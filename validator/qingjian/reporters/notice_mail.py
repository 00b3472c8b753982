"""A draft of the mail that takes a notice to its unit: opened by a mail program, it waits to be sent."""

from __future__ import annotations

from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Final

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TYPES: Final[Mapping[str, str]] = {".docx": _WORD, ".xlsx": _EXCEL, ".html": "text/html"}
_UNKNOWN: Final = "application/octet-stream"


def eml(to: str, subject: str, body: str, attached: Mapping[str, bytes]) -> bytes:
    """The draft, the same bytes for the same content: it has no date, and the mail program gives it one.
    `ValueError` where `to` is no address."""
    mail = EmailMessage(policy=SMTP)
    mail["X-Unsent"] = "1"
    mail["Subject"] = " ".join(subject.split())
    if to:
        mail["To"] = _address(to)
    mail.set_content(body, cte="base64")
    for name, data in attached.items():
        kind, _, form = _TYPES.get(_suffix(name), _UNKNOWN).partition("/")
        mail.add_attachment(data, maintype=kind, subtype=form, filename=name)
    if attached:
        digest = sha256(b"\0".join((body.encode("utf-8", "replace"), *attached.values())))
        mail.set_boundary(f"=_{digest.hexdigest()[:32]}")
    return mail.as_bytes()


def _address(text: str) -> Address:
    try:
        return Address(addr_spec=text.strip())
    except Exception as problem:  # the standard library's parser stumbles in many ways
        raise ValueError(text) from problem


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
