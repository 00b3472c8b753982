"""Keeps the test process off the network: whatever tries to reach beyond this machine fails by name."""

from __future__ import annotations

import sys
from typing import Final, cast

_HERE: Final = frozenset({None, "", "localhost", "127.0.0.1", "::1"})


class NetworkForbidden(RuntimeError):
    """The product works offline; so do its tests."""


def forbid_network() -> None:
    """For the rest of this process; local (unix) sockets and loopback stay open."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        host = cast("tuple[object, ...]", address)[0] if isinstance(address, tuple) else None
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = arguments[0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host not in _HERE:
        raise NetworkForbidden(f"{event} to {host!r}")
