"""The ribbon as customUI XML, for Excel 2010 and later."""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree as ET

from excel.words import Button, Group, groups, tab

NAMESPACE: Final = "http://schemas.microsoft.com/office/2006/01/customui"
MODULE: Final = "RibbonQingjian"
_LONGEST: Final = 1024
"""Characters Office takes for a tip; with more it refuses the whole ribbon."""


def custom_ui() -> bytes:
    """The part customUI/customUI.xml."""
    root = ET.Element("customUI", xmlns=NAMESPACE)
    tabs = ET.SubElement(ET.SubElement(root, "ribbon"), "tabs")
    ours = ET.SubElement(tabs, "tab", id="qingjianTab", label=tab())
    for group in groups():
        _add_group(ours, group)
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _add_group(tab_element: ET.Element, group: Group) -> None:
    element = ET.SubElement(tab_element, "group", id=f"qingjian_{group.id}", label=group.label)
    for button in group.buttons:
        ET.SubElement(element, "button", _attributes(button))


def _attributes(button: Button) -> dict[str, str]:
    found = {
        "id": f"qingjian_{button.command}",
        "label": button.label,
        "size": button.size,
        "imageMso": button.icon,
        "screentip": button.tip,
        "supertip": button.help,
        "onAction": f"{MODULE}.{button.callback}",
    }
    if too_long := [name for name, text in found.items() if len(text) > _LONGEST]:
        raise ValueError(f"{button.command}: longer than {_LONGEST} characters: {', '.join(too_long)}")
    return found
