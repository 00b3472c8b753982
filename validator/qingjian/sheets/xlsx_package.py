"""The package around a workbook: relations between parts, and the parts that a person should know of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qingjian.errors import UnreadableWorkbook
from qingjian.model.grid import Oddity
from qingjian.named_tuple import NamedTuple
from qingjian.sheets import guard, xml
from qingjian.sheets.container import Container

_WORTH_TELLING: Final = (
    ("vbaproject.bin", "macro"),
    ("/macrosheets/", "macro-sheet"),
    ("/externallinks/", "external-link"),
    ("/querytables/", "data-connection"),
    ("xl/connections.xml", "data-connection"),
    ("/embeddings/", "embedded-object"),
    ("/activex/", "embedded-object"),
    ("/ctrlprops/", "embedded-object"),
    ("webextension", "embedded-object"),
    ("customui/", "macro"),
    ("_xmlsignatures/sig", "signed"),
    ("xl/revisions/", "shared-workbook"),
)
"""A piece of a part's name, and the oddity it stands for. Form controls and objects are listed, never opened."""


class Relation(NamedTuple):
    """One relation: the last word of its type, and the part it points to (or the outside address)."""

    kind: str
    target: str
    is_external: bool


def relations(container: Container, part: str) -> dict[str, Relation]:
    """The relations of a part by id; of the package itself for ''."""
    folder, _, name = part.rpartition("/")
    path = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    if path not in container:
        return {}
    found: dict[str, Relation] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if xml.local(tag) != "Relationship":
            return
        if len(found) >= guard.NAMED_ITEMS:
            raise UnreadableWorkbook("too-many-items", path)
        is_external = attributes.get("TargetMode") == "External"
        target = attributes.get("Target", "")
        kind = attributes.get("Type", "").rpartition("/")[2]
        found[attributes.get("Id", "")] = Relation(
            kind, target if is_external else resolve(folder, target), is_external
        )

    xml.parse(container.read(path), path, start)
    return found


def only(related: dict[str, Relation], kind: str) -> str | None:
    """The part of the first relation of this kind, if there is one inside the package."""
    return next(
        (each.target for each in related.values() if each.kind == kind and not each.is_external), None
    )


def resolve(folder: str, target: str) -> str:
    """A relation's target as the name of a part."""
    target = target.replace("\\", "/")
    steps = [] if target.startswith("/") else folder.split("/")
    for step in target.split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(step for step in steps if step)


def worth_telling(container: Container) -> Iterator[Oddity]:
    """One oddity for each kind of active, linked or foreign content, naming the first part."""
    told: set[str] = set()
    for name in container.names:
        lower = "/" + name.lower()
        if "/_rels/" in lower or lower.endswith(".rels"):
            continue
        for piece, code in _WORTH_TELLING:
            if piece in lower and code not in told:
                told.add(code)
                yield Oddity(code, name[:80])
