"""A season begun: its season.json, folders, ledger, a page that explains them, and a script for every step."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from qingjian.api.command_scripts import linux, windows
from qingjian.api.ledger import Ledger
from qingjian.api.season import FILE, Folders, declared, folders
from qingjian.api.units import roster
from qingjian.catalog import lists
from qingjian.catalog.messages import LANGS
from qingjian.catalog.tables import table
from qingjian.errors import BadSeason
from qingjian.model.digest import ExpectedUnit
from qingjian.model.season import Season
from qingjian.named_tuple import NamedTuple
from qingjian.sheets import atomic


class Beginning(NamedTuple):
    """What an officer says of a season that is to begin."""

    year: int
    edition: str
    name: str
    deadline: date
    units: Path
    """A list, one unit to a line; other names behind a comma."""
    contact: str = ""
    factor: dict[str, str] | None = None
    """An id, or a value and its document."""
    accepts: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    """Ids of published lists, or files."""
    level: str | None = None


def begin(folder: Path, beginning: Beginning, *, who: str) -> Season:
    """Write a new season into a folder; everything is looked at before anything is written."""
    path = folder / FILE
    if path.exists():
        raise BadSeason("exists", str(path))
    document = _document(beginning)
    found = declared(document, path)
    for one in beginning.lists:
        if not Path(one).is_file() and one not in lists.editions():
            raise BadSeason("no-list", one)
    places = folders(folder)
    for place in places[1:]:
        place.mkdir(parents=True, exist_ok=True)
    for one in beginning.lists:
        if Path(one).is_file():
            shutil.copyfile(one, places.lists / Path(one).name)
    expected = [ExpectedUnit(one.name, one.aliases) for one in found.reporting()]
    Ledger(places.ledger, who).declare(year=found.year, deadline=found.deadline, units=expected)
    for name, data in (*_scripts(), _readme(found, places)):
        (folder / name).parent.mkdir(exist_ok=True)
        atomic.save(folder / name, data)
    for script in (folder / table("season.json")["files"]["desktop_scripts"]).iterdir():
        script.chmod(0o755)
    atomic.save(path, text(document).encode())  # last: what was interrupted can be begun again
    return found


def text(document: dict[str, Any]) -> str:
    """A season.json as a person reads and edits it."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _document(told: Beginning) -> dict[str, Any]:
    expected = roster(None, told.units)
    document: dict[str, Any] = {
        "year": told.year,
        "name": told.name,
        "edition": told.edition,
        "deadline": told.deadline.isoformat(),
        "contact": told.contact,
        "factor": told.factor,
        "accepts": list(told.accepts),
        "level": told.level,
        "lists": [_listed(one) for one in told.lists],
        "units": [
            one.name if not one.aliases else {"name": one.name, "aliases": list(one.aliases)}
            for one in (expected.units if expected is not None else ())
        ],
    }
    kept = {key: value for key, value in document.items() if value}
    return {**kept, "rules": {}}


def _listed(written: str) -> str:
    """A file is copied into the season; its name there."""
    return Path(written).name if Path(written).is_file() else written


def _scripts() -> Sequence[tuple[str, bytes]]:
    words = table("season.json")
    sentences = {key: [one[lang] for lang in LANGS] for key, one in words["sentences"].items()}
    made: list[tuple[str, bytes]] = []
    for step in words["steps"]:
        name, command = step["name"], step["command"]
        below = words["files"]["desktop_scripts"]
        made.append((f"{name}.cmd", windows(words["cmd"], command, sentences)))
        made.append((f"{below}/{name}.sh", linux(words["sh"], command, sentences)))
        entry = [line.replace("@name@", name).replace("@script@", f"{name}.sh") for line in words["desktop"]]
        made.append((f"{below}/{name}.desktop", linux(entry, command, {})))
    return made


def _readme(found: Season, places: Folders) -> tuple[str, bytes]:
    words = table("season.json")
    names = {key: place.name for key, place in places._asdict().items()}
    steps = [f"  {one['name']}    {one['zh'].format(**names)}；" for one in words["steps"]]
    values = {
        **names,
        "name": found.name,
        "year": found.year,
        "deadline": found.deadline,
        "units": len(found.reporting()),
        "edition": found.edition,
        "scripts": words["files"]["desktop_scripts"],
    }
    lines = [line.format(**values) for lang in LANGS for line in (*words["readme"][lang], "")]
    whole = "\n".join(lines).replace("@steps@", "\n".join(steps))
    return words["files"]["readme"], whole.replace("\n", "\r\n").encode("utf-8-sig")
