"""Build qingjian.oxt:  python addin/libreoffice/build_oxt.py [build/qingjian.oxt]

Everything in it is text of this repository and the free part of xlwings. Two builds are equal byte for byte.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "validator"), str(ROOT / "addin")]

from excel.package import write  # noqa: E402 -- after the path
from libreoffice import typelib  # noqa: E402
from libreoffice.descriptors import descriptors  # noqa: E402
from libreoffice.icons import icons  # noqa: E402
from libreoffice.identity import COMPONENT, TYPES  # noqa: E402
from libreoffice.vendored import vendored  # noqa: E402
from qingjian_addin.words import function_help  # noqa: E402

NAME: Final = "qingjian.oxt"


def parts() -> dict[str, bytes]:
    """Every file of the extension by its path."""
    component = Path(__file__).with_name(COMPONENT).read_bytes()
    return {**descriptors(), **icons(), **vendored(), TYPES: types(), COMPONENT: component}


def types() -> bytes:
    """The type library for the functions of schemas/functions.json."""
    return typelib.written(
        {entry.method: [argument.name for argument in entry.arguments] for entry in function_help().values()}
    )


def build(target: Path) -> Path:
    """Write the extension."""
    target.parent.mkdir(parents=True, exist_ok=True)
    write(parts(), target)
    return target


def main(arguments: Sequence[str]) -> int:
    target = Path(arguments[0]) if arguments else ROOT / "build" / NAME
    print(f"{build(target)}: {target.stat().st_size:,} bytes")  # noqa: T201 -- a script
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
