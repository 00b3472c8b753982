"""SHA-256 without waiting for OpenSSL, which takes longer to load than a workbook takes to hash."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, Final

_LEAN: Final = ("_sha256", "_sha2")
"""Python's own module, in 3.11 and from 3.12; Python's `random` hashes with such a one for the same reason."""
_FEW: Final = 1 << 20
"""So many bytes are hashed before OpenSSL, five times as fast, has paid for being loaded."""


class _Sha256:
    """Begins with the lean one."""

    def __init__(self) -> None:
        self._left = _FEW

    def __call__(self, data: bytes) -> str:
        self._left -= len(data)
        digest: str = (lean() if self._left > 0 else openssl())(data).hexdigest()
        return digest


@cache
def lean() -> Callable[[bytes], Any]:  # Any: a hash object
    """Whatever Python has that loads at once, else OpenSSL's: some systems allow no other."""
    for name in _LEAN:
        try:
            found: Callable[[bytes], Any] = import_module(name).sha256
        except ImportError:
            continue
        return found
    return openssl()


@cache
def openssl() -> Callable[[bytes], Any]:
    """What `hashlib` offers."""
    from hashlib import sha256 as found  # noqa: PLC0415  # see the module's sentence

    return found


hexdigest: Final = _Sha256()
"""The SHA-256 of some bytes, in hexadecimal digits."""
