"""The names by which LibreOffice knows the extension and its parts."""

from __future__ import annotations

from typing import Final

EXTENSION: Final = "org.qingjian.addin"
INTERFACE: Final = "org.qingjian.XFunctions"
FUNCTIONS: Final = "org.qingjian.Functions"
FUNCTIONS_IMPLEMENTATION: Final = "org.qingjian.Functions.python"
COMMAND: Final = "org.qingjian.Command"
PROTOCOL: Final = "org.qingjian.command:"
TOOLBAR: Final = "org.qingjian.toolbar"
MENU: Final = "org.qingjian.menu"
ADDIN_SERVICE: Final = "com.sun.star.sheet.AddIn"
HANDLER_SERVICE: Final = "com.sun.star.frame.ProtocolHandler"
COMPONENT: Final = "qingjian_calc.py"
TYPES: Final = "types.rdb"
