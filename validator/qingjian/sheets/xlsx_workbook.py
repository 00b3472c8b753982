"""The workbook part: its sheets in order, its defined names, its calendar."""

from __future__ import annotations

from qingjian.errors import UnreadableWorkbook
from qingjian.model.grid import Oddity, SheetState
from qingjian.named_tuple import NamedTuple
from qingjian.sheets import guard, xml
from qingjian.sheets.container import Container
from qingjian.sheets.xlsx_sheet import NAMESPACES


class Tab(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    state: SheetState
    relation: str


class Workbook:
    """What the workbook part says."""

    def __init__(self, part: str) -> None:
        self.tabs: list[Tab] = []
        self.names: dict[str, str] = {}
        self.date1904 = False
        self.oddities: list[Oddity] = []
        self._part = part
        self._depth = 0
        self._name: tuple[str, str | None] | None = None
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        namespace, _, local = name.rpartition(" ")
        if self._depth == 1 and (namespace not in NAMESPACES or local != "workbook"):
            raise UnreadableWorkbook("not-a-workbook", self._part)
        if namespace not in NAMESPACES:
            return
        if local == "sheet" and self._depth == 3:
            self._tab(attributes)
        elif local == "definedName":
            self._name = (attributes.get("name", ""), attributes.get("localSheetId"))
            self._text = []
        elif local == "workbookPr":
            self.date1904 = attributes.get("date1904") in ("1", "true")
        elif local == "calcPr" and attributes.get("calcMode") == "manual":
            self.oddities.append(Oddity("manual-calculation"))

    def end(self, name: str) -> None:
        self._depth -= 1
        if self._name is None or xml.local(name) != "definedName":
            return
        if len(self.names) >= guard.NAMED_ITEMS:
            raise UnreadableWorkbook("too-many-items", self._part)
        label, sheet = self._name
        self._name = None
        if "auto_open" in label.lower():
            self.oddities.append(Oddity("macro", label[:80]))
        if sheet is not None and sheet.isascii() and sheet.isdigit() and int(sheet[:6]) < len(self.tabs):
            label = f"{self.tabs[int(sheet[:6])].name}!{label}"
        self.names[label] = "".join(self._text)

    def heard(self, text: str) -> None:
        if self._name is not None:
            self._text.append(text)

    def _tab(self, attributes: dict[str, str]) -> None:
        state: SheetState = "visible"
        if attributes.get("state") == "hidden":
            state = "hidden"
        elif attributes.get("state") == "veryHidden":
            state = "veryHidden"
        relation = next((value for key, value in attributes.items() if key.endswith(" id")), "")
        self.tabs.append(Tab(attributes.get("name", ""), state, relation))


def read_workbook(container: Container, part: str) -> Workbook:
    """Read the workbook part; a book needs sheets, each with a name of its own."""
    workbook = Workbook(part)
    xml.parse(container.read(part), part, workbook.start, end=workbook.end, text=workbook.heard)
    if not workbook.tabs:
        raise UnreadableWorkbook("no-sheets")
    if len(workbook.tabs) > guard.SHEETS:
        raise UnreadableWorkbook("too-many-sheets", str(len(workbook.tabs)))
    seen: set[str] = set()
    for tab in workbook.tabs:
        if tab.name.casefold() in seen:
            raise UnreadableWorkbook("duplicate-sheet-name", tab.name)
        seen.add(tab.name.casefold())
    return workbook
