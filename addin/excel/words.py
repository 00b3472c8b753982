"""The ribbon's words and order, from schemas/messages/ribbon.json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qingjian.catalog.tables import table
from qingjian_addin.words import LANG


@dataclass(frozen=True, slots=True)
class Button:
    """A command as the ribbon shows it."""

    command: str
    icon: str
    size: str
    label: str
    tip: str
    help: str

    @property
    def callback(self) -> str:
        """The Sub behind the button: clear_marks is OnClearMarks."""
        return "On" + "".join(part.capitalize() for part in self.command.split("_"))


@dataclass(frozen=True, slots=True)
class Group:
    """Buttons that stand together under a caption."""

    id: str
    label: str
    buttons: tuple[Button, ...]


def document() -> Mapping[str, Any]:
    """The file as it is."""
    found: Mapping[str, Any] = table("messages/ribbon.json")
    return found


def tab() -> str:
    """The caption of our tab."""
    label: str = document()["tab"][LANG]
    return label


def groups() -> tuple[Group, ...]:
    """The groups of our tab, in order."""
    words = document()
    return tuple(
        Group(
            group["id"],
            group[LANG],
            tuple(_button(name, words["commands"][name]) for name in group["commands"]),
        )
        for group in words["groups"]
    )


def vba() -> Mapping[str, str]:
    """What VBA itself has to say, when Python cannot."""
    return {name: text[LANG] for name, text in document()["vba"].items()}


def _button(name: str, entry: Mapping[str, Any]) -> Button:
    return Button(
        name,
        icon=entry["icon"],
        size=entry["size"],
        label=entry["label"][LANG],
        tip=entry["tip"][LANG],
        help=entry["help"][LANG],
    )
