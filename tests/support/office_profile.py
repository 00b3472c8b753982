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
    # English function names in messages, Chinese number and date habits in cells
    ("/org.openoffice.Office.Linguistic/General", "UILocale", "en-US"),
    ("/org.openoffice.Setup/L10N", "ooLocale", "en-US"),
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "zh-CN"),
)


def write_profile(folder: Path) -> None:
    """Put the settings where LibreOffice looks for a user's own."""
    user = folder / "user"
    user.mkdir(parents=True, exist_ok=True)
    items = "".join(_item(*setting) for setting in _SETTINGS)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n',
        encoding="utf-8",
    )


def _item(path: str, name: str, value: str) -> str:
    return (
        f'<item oor:path="{escape(path)}"><prop oor:name="{escape(name)}" oor:op="fuse">'
        f"<value>{escape(value)}</value></prop></item>\n"
    )
