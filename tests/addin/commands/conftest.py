"""What the tests of commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qingjian.resources import workbooks
from support.calc_commands import SCRIPTS, Run, opened
from support.office import Document


@pytest.fixture
def run(tmp_path: Path) -> Run:
    state = tmp_path / "state"

    def run(doc: Document, *names: str, **arguments: Any) -> Any:
        return doc.run(SCRIPTS, "run", names=list(names), state=str(state), **arguments)

    return run


@pytest.fixture
def liaoning(tmp_path: Path) -> Path:
    return opened(tmp_path, workbooks() / "official" / "liaoning-2024.xlsx")
