"""Hashing without OpenSSL, and with it."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest

from qingjian import hashes

PROGRAM = (
    "import sys; from qingjian.hashes import hexdigest\n"
    "small, large = hexdigest(b'abc'), 'hashlib' in sys.modules\n"
    "for _ in range(20): hexdigest(bytes(100_000))\n"
    "print(small, large, 'hashlib' in sys.modules, hexdigest(b'abc'))"
)


@pytest.mark.parametrize("data", [b"", b"abc", bytes(200_000)])
def test_either_way_gives_the_same(data: bytes) -> None:
    assert {made(data).hexdigest() for made in (hashes.lean(), hashes.openssl(), hashlib.sha256)} == {
        hashes.hexdigest(data)
    }


def test_openssl_is_loaded_when_there_is_much_to_hash() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    abc = hashlib.sha256(b"abc").hexdigest()
    assert done.stdout.split() == [abc, "False", "True", abc]


def test_where_only_openssl_may_hash_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_sha256", "_sha2"):
        monkeypatch.setitem(sys.modules, name, None)
    assert hashes.lean.__wrapped__() is hashlib.sha256
