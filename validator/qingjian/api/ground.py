"""What a verdict rests on besides the file: the schemas, the program, the options. Each as a hash."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path
from typing import Final

import qingjian
from qingjian.api import shelf
from qingjian.api.options import Options
from qingjian.resources import schemas

_GENERATED: Final = "data"
"""Generated from the editions; it judges nothing."""
_READERS: Final = ("xlrd", "python-calamine")


def ground(options: Options) -> str:
    """One hash over everything; equal where equal files get equal verdicts."""
    past = "" if options.previous is None else shelf.fingerprint(options.previous)
    chosen = repr(options._replace(previous=None, season=dict(sorted(options.season.items()))))
    parts = (schemas_hash(schemas()), _program(), chosen, past)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


@cache
def schemas_hash(root: Path) -> str:
    """One hash over everything in a folder of schemas that takes part in a verdict."""
    total = hashlib.sha256()
    for path in sorted(root.rglob("*.json")):
        name = path.relative_to(root).as_posix()
        if not name.startswith(f"{_GENERATED}/"):
            total.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


@cache
def _program() -> str:
    """Version alone says too little to whoever works on the program."""
    from importlib.metadata import version  # noqa: PLC0415  # dear, and of use to a cache alone

    root = Path(qingjian.__file__).parent
    total = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        total.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    versions = (qingjian.__version__, *map(version, _READERS), sys.version)
    return " ".join((*versions, total.hexdigest()))
