"""The extension's descriptors: what it is, what it holds, its components, its menu and its toolbar."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from excel.words import Button, groups, tab
from libreoffice.identity import (
    ADDIN_SERVICE,
    COMMAND,
    COMPONENT,
    EXTENSION,
    FUNCTIONS,
    FUNCTIONS_IMPLEMENTATION,
    HANDLER_SERVICE,
    MENU,
    PROTOCOL,
    TOOLBAR,
    TYPES,
)
from qingjian import __version__

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_CALC: Final = "com.sun.star.sheet.SpreadsheetDocument"
_SEPARATOR: Final = "private:separator"
_REGISTRY: Final = (
    'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
)
_OLDEST: Final = "7.0"
"""LibreOffice before 7.0 brings a Python older than ours."""
_MEDIA: Final = {
    TYPES: "application/vnd.sun.star.uno-typelibrary;type=RDB",
    # passively: an active registration would import our module before the type library is there
    "qingjian.components": "application/vnd.sun.star.uno-components",
    "Addons.xcu": "application/vnd.sun.star.configuration-data",
    "ProtocolHandler.xcu": "application/vnd.sun.star.configuration-data",
    "CalcWindowState.xcu": "application/vnd.sun.star.configuration-data",
}


def descriptors() -> dict[str, bytes]:
    """Every descriptor by its path in the extension."""
    texts = {
        "META-INF/manifest.xml": _manifest(),
        "description.xml": _description(),
        "qingjian.components": _components(),
        "ProtocolHandler.xcu": _registry("ProtocolHandler", "", _handler()),
        "Addons.xcu": _registry("Addons", "", _addons()),
        "CalcWindowState.xcu": _registry("CalcWindowState", ".UI", _docked()),
    }
    return {path: (_HEAD + text + "\n").encode() for path, text in texts.items()}


def _manifest() -> str:
    entries = "\n".join(
        f' <manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in _MEDIA.items()
    )
    space = "http://openoffice.org/2001/manifest"
    return f'<manifest:manifest xmlns:manifest="{space}">\n{entries}\n</manifest:manifest>'


def _description() -> str:
    return (
        '<description xmlns="http://openoffice.org/extensions/description/2006"'
        ' xmlns:d="http://openoffice.org/extensions/description/2006"'
        ' xmlns:l="http://libreoffice.org/extensions/description/2011">\n'
        f' <identifier value="{EXTENSION}"/>\n <version value="{__version__}"/>\n'
        f' <dependencies><l:LibreOffice-minimal-version value="{_OLDEST}" d:name="LibreOffice {_OLDEST}"/>'
        "</dependencies>\n"
        f' <display-name><name lang="zh-CN">{escape(tab())}</name></display-name>\n'
        "</description>"
    )


def _components() -> str:
    def implementation(name: str, services: Iterable[str]) -> str:
        named = "".join(f'<service name="{service}"/>' for service in services)
        return f'  <implementation name="{name}">{named}</implementation>'

    return "\n".join(
        (
            '<components xmlns="http://openoffice.org/2010/uno-components">',
            f' <component loader="com.sun.star.loader.Python" uri="./{COMPONENT}">',
            implementation(FUNCTIONS_IMPLEMENTATION, (FUNCTIONS, ADDIN_SERVICE)),
            implementation(COMMAND, (HANDLER_SERVICE,)),
            " </component>",
            "</components>",
        )
    )


def _registry(name: str, package: str, content: str) -> str:
    return (
        f'<oor:component-data {_REGISTRY} oor:name="{name}" oor:package="org.openoffice.Office{package}">\n'
        f"{content}\n</oor:component-data>"
    )


def _handler() -> str:
    protocols = f'<prop oor:name="Protocols" oor:type="oor:string-list"><value>{PROTOCOL}*</value></prop>'
    return _set("HandlerSet", _node(COMMAND, protocols))


def _addons() -> str:
    menu = _prop("Title", tab()) + _prop("Context", _CALC) + _set("Submenu", _items("m", is_bar=False))
    bar = _node(TOOLBAR, _items("t", is_bar=True))
    icons = "\n".join(_images(button) for group in groups() for button in group.buttons)
    content = _set("OfficeMenuBar", _node(MENU, menu)) + _set("OfficeToolBar", bar) + _set("Images", icons)
    return _set("AddonUI", content)


def _items(prefix: str, *, is_bar: bool) -> str:
    """Every command in the ribbon's order, a line between groups."""
    items: list[str] = []
    for number, group in enumerate(groups()):
        if number:
            items.append(_prop("URL", _SEPARATOR))
        items += [_item(button, is_bar=is_bar) for button in group.buttons]
    return "\n".join(_node(f"{prefix}{number:02}", item) for number, item in enumerate(items))


def _item(button: Button, *, is_bar: bool) -> str:
    shown = _prop("URL", PROTOCOL + button.command) + _prop("Title", button.label) + _prop("Target", "_self")
    return shown + _prop("Context", _CALC) if is_bar else shown


def _images(button: Button) -> str:
    urls = "".join(
        _prop(f"Image{name}URL", f"%origin%/icons/{button.command}_{size}.png")
        for name, size in (("Small", 16), ("Big", 26))
    )
    return _node(
        f"icon.{button.command}", _prop("URL", PROTOCOL + button.command) + _set("UserDefinedImages", urls)
    )


def _docked() -> str:
    """The toolbar under the others: left alone it would float over the cells."""
    state = (
        _prop("UIName", tab())
        + _typed("Docked", "boolean", "true")
        + _typed("DockingArea", "int", "0")
        + _typed("DockPos", "string", "0,3")
        + _typed("Visible", "boolean", "true")
        + _typed("Style", "int", "2")  # icons with their words
    )
    return _set("UIElements", _set("States", _node(f"private:resource/toolbar/addon_{TOOLBAR}", state)))


def _set(name: str, content: str) -> str:
    return f"<node oor:name={quoteattr(name)}>{content}</node>\n"


def _node(name: str, content: str) -> str:
    return f'<node oor:name={quoteattr(name)} oor:op="replace">{content}</node>'


def _prop(name: str, value: str) -> str:
    return f'<prop oor:name="{name}"><value>{escape(value)}</value></prop>'


def _typed(name: str, kind: str, value: str) -> str:
    return f'<prop oor:name="{name}" oor:type="xs:{kind}"><value>{value}</value></prop>'
