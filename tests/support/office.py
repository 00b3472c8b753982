"""A real LibreOffice for tests: open a workbook, change it, recalculate, read, save as another format.

with office.document(path) as doc:
    doc.set("表2-2", {"F8": 23.307, "B8": "某公司"})
    doc.recalculate()
    assert doc.get("表2-2", "F9")["F9"].value == 23.307
"""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import json
import os
import queue
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, Final, NamedTuple, NoReturn

from qingjian.model.grid import a1, parse_a1
from support.office_profile import write_profile

_PYTHON: Final = "/usr/bin/python3"  # Debian's python3-uno belongs to this interpreter alone
WORKER: Final = Path(__file__).with_name("office_worker.py")
_ROOT: Final = Path(__file__).parents[2]
_END: Final = "the worker has ended"


class OfficeError(Exception):
    """LibreOffice refused a command; it goes on running."""


class OfficeGone(Exception):
    """LibreOffice crashed or hung and was killed; the next document starts a new one."""


class Formula(str):
    """Text to enter as a formula, in LibreOffice's syntax: `=SUM(A1:A3;B1)`, `=$Sheet2.A1`."""

    __slots__ = ()


class Content(NamedTuple):
    """What a cell holds; an error such as #DIV/0! has no value."""

    value: float | str | None
    formula: str | None = None
    error: str | None = None


NOTHING: Final = Content(None)


@functools.cache
def missing() -> str:
    """Why LibreOffice cannot be driven on this machine; empty when it can."""
    soffice = _soffice()
    if soffice is None or not Path(soffice).resolve().with_name("libsclo.so").exists():
        return "LibreOffice Calc is not installed; tools/bootstrap installs it"
    if not Path(_PYTHON).exists():
        return f"{_PYTHON} is missing; LibreOffice is driven through it"
    probe = subprocess.run([_PYTHON, "-c", "import uno"], env=environment(), capture_output=True, check=False)
    return "" if probe.returncode == 0 else "python3-uno is not installed; tools/bootstrap installs it"


def writer_missing() -> str:
    """Why Word documents cannot be opened in LibreOffice; empty when they can."""
    soffice = _soffice()
    if soffice is None or not Path(soffice).resolve().with_name("libswlo.so").exists():
        return "LibreOffice Writer is not installed; tools/bootstrap installs it"
    return ""


class User(NamedTuple):
    """Who runs LibreOffice, and what is done to a fresh profile before."""

    runner: tuple[str, ...] = ()
    worker: Path = WORKER
    variables: Mapping[str, str] = MappingProxyType({})
    prepare: Callable[[Path], None] = lambda _: None


ME: Final = User()


class Office:
    """One soffice with a private profile; started when first needed, restarted after a crash."""

    def __init__(self, folder: Path, *, patience: float = 120.0, user: User = ME) -> None:
        self.patience = patience  # seconds for one command; a hang is killed after them
        self._user = user
        self._folder = folder
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._starts = 0

    @property
    def group(self) -> int:
        """The process group of soffice and its worker; 0 when none runs."""
        return self._process.pid if self._process else 0

    @contextlib.contextmanager
    def document(self, path: Path | None = None) -> Generator[Document]:
        """Open a file, or a new document; closed at the end, never saved of itself."""
        try:
            number = self._open(path)
        except OfficeGone:
            number = self._open(path)  # once more, in a new soffice: tells a bad file from a bad day
        starts = self._starts
        try:
            yield Document(self, number)
        finally:
            if self._process is not None and starts == self._starts:
                self.call("close", doc=number)

    def convert(self, source: Path, target: Path) -> Path:
        """Load, recalculate, save in the format of the target's suffix."""
        with self.document(source) as doc:
            doc.save_as(target)
        return target

    def call(self, do: str, **arguments: object) -> Any:
        """One command of the worker; its answer, or the matching exception."""
        if self._process is None or self._process.stdin is None:
            raise OfficeGone(f"{do}: LibreOffice is not running")
        try:
            self._process.stdin.write(json.dumps({"do": do, **arguments}, ensure_ascii=False) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            self._give_up(do, _END)
        return self._answer(do)

    def stop(self) -> None:
        """Kill soffice and its worker at once; nothing of theirs is kept."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()

    def _open(self, path: Path | None) -> int:
        if self._process is None:
            self._start()
        number = self.call("open", path=str(path.resolve()) if path else None)
        assert isinstance(number, int)
        return number

    def _start(self) -> None:
        soffice = _soffice()
        if reason := missing() or soffice is None:
            raise OfficeGone(reason)
        self._starts += 1
        home = self._folder / f"office-{self._starts}"
        write_profile(home)
        self._user.prepare(home)
        with (home / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [*self._user.runner, _PYTHON, str(self._user.worker), str(soffice), str(home)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                encoding="utf-8",
                env=environment() | dict(self._user.variables),
                cwd=home,  # where the tests run may be closed to that user
                start_new_session=True,  # one group to kill: worker, launcher, soffice.bin
            )
        self._answers = queue.SimpleQueue()
        threading.Thread(target=_pump, args=(self._process.stdout, self._answers), daemon=True).start()
        self._answer("start")

    def _answer(self, do: str) -> Any:
        try:
            line = self._answers.get(timeout=self.patience)
        except queue.Empty:
            self._give_up(do, f"no answer within {self.patience:.0f} seconds")
        if not line:
            self._give_up(do, _END)
        answer: dict[str, Any] = json.loads(line)
        if "gone" in answer:
            self._give_up(do, answer["gone"])
        if "error" in answer:
            raise OfficeError(f"{do}: {answer['error']}")
        return answer["ok"]

    def _give_up(self, do: str, why: str) -> NoReturn:
        log = self._folder / f"office-{self._starts}" / "log"
        self.stop()
        raise OfficeGone(f"{do}: {why}\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")


class Document:
    """An open spreadsheet. Rows and addresses are 1-based, as people write them."""

    def __init__(self, office: Office, number: int) -> None:
        self._office = office
        self._number = number

    def set(self, sheet: str, cells: Mapping[str, float | Decimal | str | None]) -> None:
        """Put numbers, texts (never parsed) and Formula objects into cells; None empties a cell."""
        self._call("set", sheet=sheet, cells=[_entry(at, content) for at, content in cells.items()])

    def get(self, sheet: str, area: str | None = None) -> dict[str, Content]:
        """The non-empty cells of an address, a range, or the whole sheet, by address."""
        rows = self._call("get", sheet=sheet, area=area)
        return {a1(row, col): Content(value, formula, error) for row, col, value, formula, error in rows}

    def value(self, sheet: str, address: str) -> float | str | None:
        """One cell's value; an error's text for an error."""
        content = self.get(sheet, address).get(address, NOTHING)
        return content.error or content.value

    def shown(self, sheet: str, addresses: Sequence[str]) -> dict[str, str]:
        """What cells display, number format applied."""
        texts = self._call("shown", sheet=sheet, addresses=list(addresses))
        return dict(zip(addresses, texts, strict=True))

    def comments(self, sheet: str) -> dict[str, str]:
        return {a1(row, col): text for row, col, text in self._call("comments", sheet=sheet)}

    def recalculate(self) -> None:
        """Hard: every formula, changed or not."""
        self._call("recalculate")

    def insert_rows(self, sheet: str, row: int, count: int = 1) -> None:
        """New rows above `row`, as the menu does it."""
        self._call("insert_rows", sheet=sheet, row=row, count=count)

    def delete_rows(self, sheet: str, row: int, count: int = 1) -> None:
        self._call("delete_rows", sheet=sheet, row=row, count=count)

    def hide_rows(self, sheet: str, row: int, count: int = 1, *, hidden: bool = True) -> None:
        self._call("hide_rows", sheet=sheet, row=row, count=count, hidden=hidden)

    def sheets(self) -> dict[str, bool]:
        """Names in order, and whether each is visible."""
        return dict(self._call("sheets"))

    def rename_sheet(self, sheet: str, name: str) -> None:
        self._call("rename_sheet", sheet=sheet, name=name)

    def move_sheet(self, sheet: str, position: int) -> None:
        """Position counts from 0."""
        self._call("move_sheet", sheet=sheet, position=position)

    def is_protected(self, sheet: str) -> bool:
        return bool(self._call("is_protected", sheet=sheet))

    def unprotect(self, sheet: str) -> None:
        """Lift a protection without password."""
        self._call("unprotect", sheet=sheet)

    def run(self, script: Path, function: str, **arguments: object) -> Any:
        """Call a function of a Python file that has `uno`, our packages and xlwings: `f(context, document, …)`."""
        return self._call(
            "run", script=str(script), function=function, paths=import_paths(), arguments=arguments
        )

    def save_as(self, path: Path, *, sheet: str | None = None) -> Path:
        """A copy in the suffix's format (.xlsx .xlsm .xls .ods .pdf); `sheet`: a PDF of that sheet alone."""
        self._call("save", path=str(path.resolve()), sheet=sheet)
        return path

    def _call(self, do: str, **arguments: object) -> Any:
        return self._office.call(do, doc=self._number, **arguments)


def import_paths() -> list[str]:
    """Where the system's interpreter finds our packages and xlwings."""
    xlwings = importlib.util.find_spec("xlwings")
    assert xlwings is not None
    assert xlwings.origin is not None
    packages = Path(xlwings.origin).parent.parent
    return [str(_ROOT / "validator"), str(_ROOT / "addin"), str(packages)]


def _entry(address: str, content: float | Decimal | str | None) -> tuple[int, int, str, str | float | None]:
    row, col = parse_a1(address)
    if content is None:
        return row, col, "nothing", None
    if isinstance(content, Formula):
        return row, col, "formula", str(content)
    if isinstance(content, str):
        return row, col, "text", content
    return row, col, "number", str(content) if isinstance(content, Decimal) else content


def _soffice() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def environment() -> dict[str, str]:
    """Without Python's own variables: soffice and the system's interpreter would inherit them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return kept | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "SAL_USE_VCLPLUGIN": "svp"}


def _pump(stream: IO[str], answers: queue.SimpleQueue[str]) -> None:
    """Lines to the queue; an empty one at the end."""
    with contextlib.suppress(ValueError):  # the stream was closed by stop()
        for line in stream:
            answers.put(line)
    answers.put("")
