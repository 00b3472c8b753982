"""A schemas folder of one's own, to edit editions in a test."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qingjian.resources import schemas, schemas_at

Json = dict[str, Any]


@contextmanager
def own_schemas(folder: Path) -> Generator[Path]:
    """Within the block, schemas/ is a copy below `folder` that may be edited."""
    copy = folder / "schemas"
    shutil.copytree(schemas(), copy, ignore=shutil.ignore_patterns("codes", "data", "factors", "rules"))
    with schemas_at(copy):
        yield copy


def edited(root: Path, edition_id: str, edit: Callable[[Json], object]) -> None:
    """Change the JSON of one edition."""
    path = root / "templates" / f"{edition_id}.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    edit(document)
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
