"""The scripts and texts of the kit as Windows wants them: CRLF, and Chinese in a code page that cmd reads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from qingjian import __version__
from qingjian.api.command_scripts import shown
from qingjian.catalog.tables import table

FOLDER: Final = Path(__file__).with_name("kit")
NAMES: Final = {
    "check.cmd": "校验.cmd",
    "readme.txt": "请先看这里.txt",
    "qingjian-check.desktop": "清检校验.desktop",
}
"""In the kit Chinese names are a help; in the repository they would be in the way of its tools."""

_MESSAGE: Final = re.compile(r"echo @([\w.]+)@")


def ready() -> dict[str, bytes]:
    """Every file of the folder, by its name in the kit."""
    return {
        NAMES.get(path.name, path.name): _ready(path) for path in sorted(FOLDER.iterdir()) if path.is_file()
    }


def _ready(path: Path) -> bytes:
    text = path.read_text(encoding="utf-8")
    match path.suffix:
        case ".cmd":
            return script(text)
        case ".txt":
            words = table("messages/kit.json")["shortcut"]["zh"]
            return _crlf(text.format(version=__version__, shortcut=words)).encode("utf-8-sig")
        case _:
            return text.encode()


def script(text: str) -> bytes:
    """ASCII, but for the sentences: a line in the code page of Chinese Windows and one in English."""
    if not text.isascii():
        raise ValueError("a script is ASCII: its Chinese comes from schemas/messages/kit.json")
    return b"".join(_line(line) for line in _crlf(text).splitlines(keepends=True))


def _line(line: str) -> bytes:
    found = _MESSAGE.fullmatch(line.strip())
    if found is None:
        return line.encode("ascii")
    words: Any = table("messages/kit.json")
    for step in found[1].split("."):
        words = words[step]
    return b"".join(b"echo " + shown(words[lang]) + b"\r\n" for lang in ("zh", "en"))


def messages() -> Mapping[str, Any]:
    """What the installer says, for a machine on which nothing of ours is installed yet."""
    return {**table("messages/kit.json"), "version": __version__}


def _crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")
