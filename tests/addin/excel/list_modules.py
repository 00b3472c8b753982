"""Runs beside LibreOffice: the Basic modules it finds in an add-in."""

from __future__ import annotations

from typing import Any

import uno


def modules(context: Any, _document: Any, path: str) -> dict[str, str]:
    """The text of every module by name."""
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    options = {
        "Hidden": True,
        "MacroExecutionMode": 0,  # NEVER_EXECUTE
        "FilterName": "Calc MS Excel 2007 VBA XML",  # it does not know .xlam of itself
    }
    properties = tuple(
        uno.createUnoStruct("com.sun.star.beans.PropertyValue", Name=name, Value=value)
        for name, value in options.items()
    )
    found = desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, properties)
    try:
        library = found.BasicLibraries.getByName("MyAddin")
        return {name: library.getByName(name) for name in library.ElementNames}
    finally:
        found.close(True)
