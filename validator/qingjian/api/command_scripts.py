"""Scripts for a double click: what cmd shows of a sentence, and the same step for Windows and for Linux desktops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

_DANGEROUS: Final = frozenset('&|<>^%!()"')
"""What cmd would act upon in a line that it is to show. Some of them are also second bytes of Chinese
characters, which a system with another code page would take for the sign itself."""


def shown(sentence: str) -> bytes:
    """A sentence that `echo` shows as it is, whatever the code page."""
    data = sentence.encode("gbk")
    if found := _DANGEROUS & {chr(byte) for byte in data if byte < 0x80}:
        raise ValueError(f"cmd would act upon {' '.join(sorted(found))} in: {sentence}")
    return data


def windows(lines: Sequence[str], command: str, sentences: Mapping[str, Sequence[str]]) -> bytes:
    """A .cmd: ASCII with CRLF, but for the sentences (`echo @key@`), which are in the code page of Chinese Windows."""
    made: list[bytes] = []
    for line in lines:
        key = line.removeprefix("echo @").removesuffix("@")
        if key != line and key in sentences:
            made.extend(b"echo " + shown(sentence) for sentence in sentences[key])
        else:
            made.append(line.replace("@command@", command).encode("ascii"))
    return b"".join(line + b"\r\n" for line in made)


def linux(lines: Sequence[str], command: str, sentences: Mapping[str, Sequence[str]]) -> bytes:
    """A .sh: UTF-8; the sentences stand in quotes that nothing acts upon."""
    made: list[str] = []
    for line in lines:
        key = line.strip().removeprefix("echo @").removesuffix("@")
        if key in sentences:
            made.extend(f"echo '{sentence}'" for sentence in sentences[key])
        else:
            made.append(line.replace("@command@", command))
    return "".join(f"{line}\n" for line in made).encode()
