"""A private LibreOffice profile for tests: always recalculates, never asks, never goes online."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

_CALC: Final = "/org.openoffice.Office.Calc"

# (path, property, value): what the tests need to differ from a fresh installation
_SETTINGS: Final = (
    # LibreOffice trusts the stored results of files that name Excel as their producer (a wrong 999
    # stays 999). 0 = always recalculate.
    (f"{_CALC}/Formula/Load", "OOXMLRecalcMode", "0"),
    (f"{_CALC}/Formula/Load", "ODFRecalcMode", "0"),
    (f"{_CALC}/Content/Update", "Link", "2"),  # 2 = external links are never followed
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("/org.openoffice.Office.Common/Misc", "CrashReport", "false"),
    ("/org.openoffice.Office.Recovery/AutoSave", "Enabled", "false"),
    ("/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "zh-CN"),  # number and date habits in cells
)

# the language of menus and messages
_INTERFACE: Final = (
    ("/org.openoffice.Office.Linguistic/General", "UILocale"),
    ("/org.openoffice.Setup/L10N", "ooLocale"),
)

_SUBSTITUTION: Final = "/org.openoffice.Office.Common/Font/Substitution"
_SERIF: Final = "Noto Serif CJK SC"
_SANS: Final = "Noto Sans CJK SC"

# The forms name fonts that only Windows has. Left alone, LibreOffice takes whatever font knows the
# character; these pairs keep the look of the printed form (Debian: fonts-noto-cjk).
_FONTS: Final = {
    "SimSun": _SERIF,
    "宋体": _SERIF,
    "FangSong": _SERIF,
    "仿宋": _SERIF,
    "仿宋_GB2312": _SERIF,
    "KaiTi": _SERIF,
    "楷体": _SERIF,
    "SimHei": _SANS,
    "黑体": _SANS,
    "Microsoft YaHei": _SANS,
    "微软雅黑": _SANS,
    "DengXian": _SANS,
    "等线": _SANS,
}


def write_profile(folder: Path, *, interface: str = "en-US") -> None:
    """Put the settings where LibreOffice looks for a user's own; function names are in English by default."""
    user = folder / "user"
    user.mkdir(parents=True, exist_ok=True)
    items = [_item(*setting) for setting in _SETTINGS]
    items += [_item(*setting, interface) for setting in _INTERFACE]
    items.append(_item(_SUBSTITUTION, "Replacement", "true"))
    items += [_pair(number, *pair) for number, pair in enumerate(_FONTS.items())]
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{"".join(items)}</oor:items>\n',
        encoding="utf-8",
    )


def _item(path: str, name: str, value: str) -> str:
    return (
        f'<item oor:path="{escape(path)}"><prop oor:name="{escape(name)}" oor:op="fuse">'
        f"<value>{escape(value)}</value></prop></item>\n"
    )


def _pair(number: int, wanted: str, taken: str) -> str:
    properties = {"ReplaceFont": wanted, "SubstituteFont": taken, "Always": "true", "OnScreenOnly": "false"}
    inner = "".join(
        f'<prop oor:name="{name}" oor:op="fuse"><value>{escape(value)}</value></prop>'
        for name, value in properties.items()
    )
    path = f"{_SUBSTITUTION}/FontPairs"
    return f'<item oor:path="{path}"><node oor:name="_{number}" oor:op="replace">{inner}</node></item>\n'
