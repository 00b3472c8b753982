"""A process killed at any moment of saving leaves the old file or the new one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest

from qingjian.sheets.container import Container
from support.rich_workbook import rich_workbook

KILLS: Final = 25
WRITER: Final = """
import sys
from pathlib import Path
from qingjian.sheets.annotate import Note, ResultTable, annotate, clear
from qingjian.sheets.atomic import save
target = Path(sys.argv[1])
data = [clear(target.read_bytes())]
data.append(annotate(data[0], [Note("表2-2", 8, 6, "mandatory", "错")], ResultTable("t", (), ())))
print("ready", flush=True)
while True:
    for each in data:
        save(target, each)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_the_file_is_whole_after_every_kill(tmp_path: Path) -> None:
    target = tmp_path / "工作簿.xlsm"
    original = rich_workbook()
    target.write_bytes(original)
    whole: set[bytes] = set()
    chance = random.Random(8)
    for _ in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(target)],
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0, 0.02))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        data = target.read_bytes()
        container = Container(data)
        assert all(container.read(name) is not None for name in container.names)
        whole.add(data)
        others = [path.name for path in tmp_path.iterdir() if path != target]
        assert all(name.startswith(".") and name.endswith(".qingjian-tmp") for name in others)
    assert 2 <= len(whole) <= 3
