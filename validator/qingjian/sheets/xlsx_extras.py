"""What lies beside the cells: comments of a sheet, custom properties of the document."""

from __future__ import annotations

from collections.abc import Callable

from qingjian.errors import UnreadableWorkbook
from qingjian.model.grid import parse_a1
from qingjian.sheets import guard, xml
from qingjian.sheets.container import Container


def comments(container: Container, part: str, refuse: Callable[[str], None]) -> dict[tuple[int, int], str]:
    """Cell notes by address; `refuse` is told addresses that are none."""
    found: dict[tuple[int, int], str] = {}
    place: list[str] = []
    text: list[str] = []
    hears = [False]

    def start(name: str, attributes: dict[str, str]) -> None:
        local = xml.local(name)
        if local == "comment":
            place[:] = [attributes.get("ref", "")]
            text.clear()
        elif local == "t":
            hears[0] = bool(place)

    def end(name: str) -> None:
        local = xml.local(name)
        if local == "t":
            hears[0] = False
        elif local == "comment" and place:
            if len(found) >= guard.NAMED_ITEMS:
                raise UnreadableWorkbook("too-many-items", part)
            try:
                found[parse_a1(place[0])] = "".join(text)[: guard.TEXT_CHARS]
            except ValueError:
                refuse(place[0][:20])
            place.clear()

    def heard(piece: str) -> None:
        if hears[0]:
            text.append(piece)

    xml.parse(container.read(part), part, start, end=end, text=heard)
    return found


def custom_properties(container: Container, part: str) -> dict[str, str]:
    """Custom document properties as text, whatever their type."""
    found: dict[str, str] = {}
    name = ""
    text: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal name
        if xml.local(tag) == "property":
            name = attributes.get("name", "")
            text.clear()

    def end(tag: str) -> None:
        nonlocal name
        if xml.local(tag) == "property" and name:
            if len(found) >= guard.NAMED_ITEMS:
                raise UnreadableWorkbook("too-many-items", part)
            found[name] = "".join(text).strip()[: guard.TEXT_CHARS]
            name = ""

    xml.parse(container.read(part), part, start, end=end, text=text.append)
    return found
