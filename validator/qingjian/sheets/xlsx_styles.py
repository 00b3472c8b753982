"""Number formats: the format code of every cell style."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from qingjian.errors import UnreadableWorkbook
from qingjian.sheets import guard, xml

_CHINESE_DATE: Final = 'yyyy"年"m"月"d"日"'
BUILT_IN: Final[dict[int, str]] = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;[Red]"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: _CHINESE_DATE,
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""Formats that files name by number only, as Excel shows them in China."""
GENERAL: Final = ("General",)
_CODE_CHARS: Final = 1_024
"""Four times what Excel accepts."""


@lru_cache(maxsize=8)
def formats(data: bytes, part: str) -> tuple[str, ...]:
    """The code of each cell style, in order. A season's files share a few style sheets: the last ones are kept."""
    scan = _Scan(part)
    xml.parse(data, part, scan.start, end=scan.end)
    return tuple(scan.own.get(number, BUILT_IN.get(number, "General")) for number in scan.styles) or GENERAL


class _Scan:
    def __init__(self, part: str) -> None:
        self.own: dict[int, str] = {}
        self.styles: list[int] = []
        self._part = part
        self._in_styles = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = xml.local(name)
        if local == "xf":
            if self._in_styles:
                self.styles.append(_number(attributes.get("numFmtId", "0")))
        elif local == "numFmt":
            self.own.setdefault(
                _number(attributes.get("numFmtId", "")), attributes.get("formatCode", "")[:_CODE_CHARS]
            )
        elif local == "cellXfs":
            self._in_styles = True
        if len(self.styles) > guard.NAMED_ITEMS or len(self.own) > guard.NAMED_ITEMS:
            raise UnreadableWorkbook("too-many-items", self._part)

    def end(self, name: str) -> None:
        if xml.local(name) == "cellXfs":
            self._in_styles = False


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
