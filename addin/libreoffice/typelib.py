"""Writes the type library that tells Calc our worksheet functions, in LibreOffice's UNOIDL file format.

An interface of methods that take `any` and give a block of `any` is all there is to say, and the format is simple; the tool
that LibreOffice has for it comes only with its development package. The layout is described at the head of
unoidl/source/unoidlprovider.cxx of LibreOffice; a test compares with what that tool writes.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Final

from libreoffice.identity import INTERFACE

_MAGIC: Final = b"UNOIDL\xff\0"
_INTERFACE: Final = 5
_MODULE: Final = 0
_ROOT_BASE: Final = "com.sun.star.uno.XInterface"
_ANY: Final = "any"
"""A number, a text, a block of cells; nothing, where an argument is left out."""
_BLOCK: Final = "[][]any"
"""Were it `any`, PyUNO would give a row of rows, which Calc does not take for a block."""
_IN: Final = 0
_SEEN: Final = 0x80000000


def written(methods: Mapping[str, Sequence[str]], *, banner: bytes = b"") -> bytes:
    """The file for an interface whose methods take these arguments, all of them `any`.

    The tool writes its name at the front; nobody reads such a banner.
    """
    file = _File(banner)
    *scopes, interface = INTERFACE.split(".")
    name, at = interface, file.interface(methods)
    for scope in reversed(scopes):
        at = file.module(name, at)
        name = scope
    return file.finished(name, at)


class _File:
    """Bytes with the offsets of the texts that are already in them."""

    def __init__(self, banner: bytes) -> None:
        self._bytes = bytearray(_MAGIC + bytes(8) + banner)  # room for where the outermost entry is
        self._texts: dict[str, int] = {}

    def interface(self, methods: Mapping[str, Sequence[str]]) -> int:
        """Bases, attributes, methods; gives its own offset."""
        start = len(self._bytes)
        self._bytes.append(_INTERFACE)
        self._number(1)
        self._text(_ROOT_BASE)
        self._number(0)  # optional bases
        self._number(0)  # attributes
        self._number(len(methods))
        for name in methods:
            self._method(name, methods[name])
        return start

    def module(self, name: str, content: int) -> int:
        """A module of one entry; gives its own offset."""
        named = self._name(name)
        start = len(self._bytes)
        self._bytes.append(_MODULE)
        self._number(1)
        self._number(named)
        self._number(content)
        return start

    def finished(self, name: str, content: int) -> bytes:
        """The file, the outermost entry at its end and told at its head."""
        named = self._name(name)
        struct.pack_into("<II", self._bytes, len(_MAGIC), len(self._bytes), 1)
        self._number(named)
        self._number(content)
        return bytes(self._bytes)

    def _name(self, name: str) -> int:
        start = len(self._bytes)
        self._bytes += name.encode("ascii") + b"\0"
        return start

    def _method(self, name: str, arguments: Sequence[str]) -> None:
        self._text(name)
        self._text(_BLOCK)
        self._number(len(arguments))
        for argument in arguments:
            self._bytes.append(_IN)
            self._text(argument)
            self._text(_ANY)
        self._number(0)  # exceptions

    def _number(self, value: int) -> None:
        self._bytes += struct.pack("<I", value)

    def _text(self, text: str) -> None:
        """A text is written once and pointed to afterwards."""
        if text in self._texts:
            self._number(self._texts[text] | _SEEN)
            return
        self._texts[text] = len(self._bytes)
        self._number(len(text))
        self._bytes += text.encode("ascii")
