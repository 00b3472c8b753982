"""Write every generated file that is checked in, or say which ones are out of date.

    tools/generate.py                 all parts
    tools/generate.py workbooks cli   some parts
    tools/generate.py --check         write nothing; status 1 when a file differs, is missing or is left over

A part is a module in this folder with two names: `OWNS`, the patterns of the files that belong to it, and
`files()`, their contents by path. Files that match a pattern and are no longer generated are removed.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, cast

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / area) for area in ("tools", "validator", "addin")]

PARTS = {
    "data-schemas": "data_schemas",  # schemas/data: the JSON Schema of every edition's extracted data
    "workbooks": "workbook_files",  # workbooks/official and its manifest
    "samples": "sample_files",  # workbooks/samples
    "rules": "rule_pages",  # docs/rules
    "clauses": "clause_page",  # docs/clauses.md
    "cli": "cli_page",  # docs/cli.md
    "glossary": "glossary_page",  # docs/glossary.md
    "functions": "function_page",  # docs/manual/functions.md
}


class Part(Protocol):
    """What a module named in PARTS offers."""

    @property
    def OWNS(self) -> tuple[str, ...]: ...  # noqa: N802 -- a module's constant

    def files(self) -> Mapping[str, bytes | str]: ...


def stale(part: Part, root: Path) -> dict[Path, bytes | None]:
    """The files that differ from what the part generates; None for one that should not be there."""
    wanted = {root / name: _bytes(content) for name, content in part.files().items()}
    found = {path for pattern in part.OWNS for path in root.glob(pattern) if path.is_file()}
    changed: dict[Path, bytes | None] = dict.fromkeys(found - wanted.keys())
    for path, content in wanted.items():
        if path not in found and not any(path.match(pattern) for pattern in part.OWNS):
            raise ValueError(f"{path.relative_to(root)} is outside {part.OWNS}: nobody would remove it again")
        if path not in found or path.read_bytes() != content:
            changed[path] = content
    return dict(sorted(changed.items()))


def write(changes: Mapping[Path, bytes | None]) -> None:
    for path, content in changes.items():
        if content is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _bytes(content: bytes | str) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Write the generated files of the repository.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--check", action="store_true", help="write nothing, say what is out of date")
    options = parser.parse_args(arguments)
    if unknown := set(options.parts) - PARTS.keys():
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    outdated = False
    for name in options.parts or PARTS:
        changes = stale(cast("Part", importlib.import_module(PARTS[name])), ROOT)
        for path, content in changes.items():
            print(f"{'left over' if content is None else 'out of date'}: {path.relative_to(ROOT)}")
        outdated = outdated or bool(changes)
        if not options.check:
            write(changes)
    return int(options.check and outdated)


if __name__ == "__main__":
    sys.exit(main())
