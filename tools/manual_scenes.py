"""What the manual shows, done in a running LibreOffice: a workbook filled, checked, corrected and sent.

Called by manual_images.py, under the system's python3: `manual_scenes.py PIPE HOME HOME-AS-THE-OFFICE-SEES-IT`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

from office_window import Window
from screen_image import Box

_SIZE: Final = (1280, 800)
_FORMULA: Final = 16  # com.sun.star.sheet.CellFlags
_TOOLS_END: Final = 110
_LISTS: Final = ("表2-1", "表2-2", "表3-1", "表3-2")


_MISTAKES: Final = {
    ("表2-1", "E5"): "3.6吨",
    ("表2-2", "E34"): "575000",
    ("表1", "B32"): "",
    ("表1", "Z42"): "2",
}
_RIGHT: Final = {("表2-1", "E5"): "3.6", ("表1", "B32"): "3"}
_REASON: Final = "丁包装有限公司的验收意见日期为2025年1月8日，按表注在下一年度填表3。"
_FORMULAS: Final = (
    ("节煤量（吨）", "100", "碳减排量", "=QJ_CO2_COAL(B1)"),
    ("节电量（度）", "420000", "碳减排量", '=QJ_CO2_POWER(B2;"辽宁";2022)'),
    ("统一社会信用代码", "91210100MA0XXXXX0T", "检查", "=QJ_CREDIT_CODE(B3)"),
    ("行业代码", "2614", "行业名称", "=QJ_INDUSTRY_NAME(B4)"),
    ("数量", "'1.5万度", "换算成度", '=QJ_NUMBER(B5;"度")'),
)


class Story:
    """One clerk at one workbook."""

    def __init__(self, window: Window, folder: Path, typed: list[list[str]]) -> None:
        self.window = window
        self.folder = folder
        self.typed = typed

    def tell(self) -> None:
        self.opened()
        self.filled()
        self.checked()
        self.corrected()
        self.explained()
        self.exported()
        self.looked_after()
        self.filled_for_me()
        self.computed()

    def opened(self) -> None:
        window = self.window
        window.open(self.folder / "liaoning-2024.xlsx", _SIZE)
        window.select("表2-2", "B3")
        window.snap("open")
        window.click("清检", lowest=_TOOLS_END)
        window.snap("menu", Box(0, 0, 1000, 400))
        window.hand.press("Escape")
        window.hand.press("Escape")
        window.select("表2-2", "A1")

    def filled(self) -> None:
        for sheet, address, text in self.typed:
            self._type(sheet, address, _MISTAKES.get((sheet, address), text))
        for (sheet, address), text in _MISTAKES.items():
            self._type(sheet, address, text)
        self.window.select("参数", "B7")
        self.window.snap("parameters")
        self.window.select("表2-1", "C6")
        self.window.hand.press("Alt", "Down")
        self.window.snap("fill")
        self.window.hand.press("Escape")

    def checked(self) -> None:
        window = self.window
        window.select("表2-1", "A1")
        self._press("校验")
        window.point_at("表2-1", "E5")
        window.snap("checked")
        window.select("校验结果", "A1")
        window.snap("results")
        for _ in range(3):
            self._press("下一个问题")
        window.snap("next")
        self._press("导出上报件")
        window.snap("export-ask")
        window.click("否")

    def corrected(self) -> None:
        for (sheet, address), text in _RIGHT.items():
            self._type(sheet, address, text)
        cells = self.window.document.Sheets.getByName("表2-2")
        source = cells.getCellRangeByName("D34").RangeAddress
        cells.copyRange(cells.getCellRangeByName("E34").CellAddress, source)

    def explained(self) -> None:
        self.window.select("表1", "Z42", left_top="A36")
        self._press("情况说明")
        cell = self.window.document.CurrentController.getSelection()
        cell.setFormula(_REASON)
        self.window.snap("explain")
        self._press("校验")
        self.window.select("校验结果", "A1")
        self.window.snap("checked-again")

    def exported(self) -> None:
        window = self.window
        window.select("表1", "A1")
        self._press("导出上报件")
        window.snap("export-folder")
        window.click("选择")
        window.settle(2)
        window.snap("exported")

    def looked_after(self) -> None:
        self._press("清除标记")
        self.window.select("表2-1", "A1")
        self.window.snap("cleared")
        for button, name in (("自检", "selftest"), ("关于", "about")):
            self._press(button)
            self.window.snap(name)
            self.window.click("确定")

    def filled_for_me(self) -> None:
        """A form of the bureau's own, without formulas: the same figures with what is computed left out."""
        window = self.window
        window.open(self.folder / "旧表格.xlsx", _SIZE)
        for sheet in window.document.Sheets:
            formats = sheet.ConditionalFormats
            for one in formats.getConditionalFormats():
                formats.removeByID(one.ID)
            if sheet.Name in _LISTS:
                sheet.getCellRangeByName("D3:AA36").clearContents(_FORMULA)
        window.select("表2-2", "E34")
        self._press("填合计")
        window.snap("totals")
        self._press("算碳")
        window.snap("carbon")
        self._press("撤销")
        window.snap("undo")

    def computed(self) -> None:
        window = self.window
        window.open(None, _SIZE)
        sheet = window.document.Sheets.getByIndex(0)
        for row, texts in enumerate(_FORMULAS):
            for column, text in enumerate(texts):
                sheet.getCellByPosition(column, row).setFormula(text)
        sheet.Columns.OptimalWidth = True
        window.select(sheet.Name, "D2")
        window.snap("functions")

    def _type(self, sheet: str, address: str, text: str) -> None:
        self.window.cell(sheet, address).setFormula(text)

    def _press(self, button: str) -> None:
        """A button of the toolbar; sheets may have the same name."""
        self.window.click(button, lowest=_TOOLS_END)


def main() -> None:
    pipe, home, shown = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    window = Window(pipe, home / "screen" / "Xvfb_screen0", home / "pictures")
    typed = json.loads((home / "typed.json").read_text(encoding="utf-8"))
    Story(window, shown / "填报", typed).tell()


if __name__ == "__main__":
    main()
