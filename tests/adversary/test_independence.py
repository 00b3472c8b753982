"""What makes correct forms and mistakes knows nothing of the rules it is to measure."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
MODULES = sorted(
    path.relative_to(TESTS).with_suffix("").as_posix().replace("/", ".")
    for folder in ("realistic", "defects")
    for path in (TESTS / "support" / folder).glob("*.py")
)
_ASKED = "import sys, importlib; importlib.import_module(sys.argv[1]); print(*sys.modules)"


@pytest.mark.parametrize("module", ["support.realistic.deal", "support.defects.sow"])
def test_no_rule_is_loaded_by(module: str) -> None:
    """Whatever they import imports no rules either."""
    path = f"{TESTS}:{TESTS.parent / 'validator'}".replace(":", ";" if sys.platform == "win32" else ":")
    run = subprocess.run(
        [sys.executable, "-c", _ASKED, module],
        env={"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )

    loaded = run.stdout.split()
    assert module in loaded
    assert [name for name in loaded if name.startswith(("qingjian.rules", "qingjian.api"))] == []


@pytest.mark.parametrize("module", MODULES)
def test_no_rule_is_imported_late_by(module: str) -> None:
    source = (TESTS / Path(*module.split("."))).with_suffix(".py").read_text(encoding="utf-8")
    names = [
        name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
    ]
    assert [name for name in names if name.startswith(("qingjian.rules", "qingjian.api"))] == []
