"""Files as they are sent in: zips as several systems pack them, mails as several programs write them."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Iterable, Mapping


class _Bytewise(zipfile.ZipInfo):
    """A name in a code that the entry does not name."""

    raw = b""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  # zipfile's own hook
        return self.raw, self.flag_bits & ~0x800


def packed(files: Mapping[str, bytes], *, code: str | None = None) -> bytes:
    """A zip; `code`: names in that code and without a word of it, as Chinese Windows (gbk) and macOS (utf-8) do."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            if code is not None:
                info = _Bytewise(f"x{len(archive.namelist())}")
                info.raw = name.encode(code)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def mail(attached: Iterable[tuple[str, bytes]], *, subject: str = "报送", body: str = "请查收。") -> bytes:
    """A mail; each attachment with the header line that names it, as bytes of the caller's choice."""
    boundary = b"----=_Part_1"
    lines = [
        b"From: a@example.com\r\nMIME-Version: 1.0\r\nSubject: " + encoded(subject).encode(),
        b'Content-Type: multipart/mixed; boundary="' + boundary + b'"\r\n',
        b"--" + boundary,
        b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n",
        base64.encodebytes(body.encode()),
    ]
    for disposition, content in attached:
        lines += [
            b"--" + boundary,
            b"Content-Type: application/octet-stream",
            b"Content-Transfer-Encoding: base64",
            b"Content-Disposition: attachment; " + disposition.encode("utf-8", "surrogateescape") + b"\r\n",
            base64.encodebytes(content),
        ]
    lines.append(b"--" + boundary + b"--\r\n")
    return b"\r\n".join(lines)


def named(name: str, code: str = "utf-8") -> str:
    """The name of an attachment as an encoded word."""
    return f'filename="{encoded(name, code)}"'


def encoded(text: str, code: str = "utf-8") -> str:
    return f"=?{code}?B?{base64.b64encode(text.encode(code)).decode()}?="


def forwarded(inner: bytes, *, name: str | None = None) -> bytes:
    """A mail with another as its only attachment."""
    edge = b"outer%d" % len(inner)  # no mail within has the same
    disposition = b"Content-Disposition: attachment; " + name.encode() + b"\r\n" if name else b""
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="'
        + edge
        + b'"\r\n\r\n--'
        + edge
        + b"\r\n"
        b"Content-Type: message/rfc822\r\n" + disposition + b"\r\n" + inner + b"\r\n--" + edge + b"--\r\n"
    )
