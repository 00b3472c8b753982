"""Which unit and which findings a person means who names them in a few words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from qingjian.errors import BadLedger
from qingjian.functions.names import normal
from qingjian.ledger.noted import Noted
from qingjian.ledger.recording import Version, latest
from qingjian.ledger.states import declared
from qingjian.model.digest import Roster
from qingjian.rules.units import matched, place_of

_FEW = 8


def units(database: sqlite3.Connection) -> tuple[str, ...]:
    """Every unit: those that have to report, then those that sent something all the same."""
    came = [
        row[0] for row in database.execute("SELECT DISTINCT unit FROM event WHERE unit <> '' ORDER BY unit")
    ]
    return tuple(dict.fromkeys([*(one.name for one in declared(database).units), *came]))


def called(database: sqlite3.Connection, name: str) -> str:
    """The one name under which the ledger keeps a unit, however a file writes it; empty stays empty."""
    if not name:
        return ""
    expected = matched(name, Roster("", declared(database).units))
    if expected is not None:
        return expected.name
    place = place_of(name)
    return next((one for one in units(database) if place_of(one) == place), name)


def unit(database: sqlite3.Connection, written: str) -> str:
    """The unit that somebody means: by its name, another name of it, or a part that only it has."""
    known = units(database)
    name = called(database, written)
    if name in known:
        return name
    near = [one for one in known if normal(written) in normal(one)]
    if len(near) == 1:
        return near[0]
    raise BadLedger("several-units" if near else "no-such-unit", _listed(near or [written]))


def version(database: sqlite3.Connection, name: str) -> Version:
    """The last form of a unit."""
    found = latest(database, name)
    if found is None:
        raise BadLedger("no-form", name)
    return found


def findings(found: Sequence[Noted], code: str, cell: str = "", *, follow: bool = False) -> tuple[Noted, ...]:
    """The finding of a rule in a cell (表2-2!F8 or F8; none where the rule found one thing alone), and if wished
    those that follow from it."""
    sheet, _, address = cell.rpartition("!")
    matching = [
        (number, one)
        for number, one in enumerate(found, 1)
        if one.code == code.upper()
        and (not address or one.cell == address.upper().replace("$", ""))
        and (not sheet or one.sheet == sheet.strip("'"))
    ]
    if not matching:
        raise BadLedger("no-such-finding", _cells(one for one in found if one.code == code.upper()) or "—")
    if len({(one.sheet, one.cell) for _, one in matching}) > 1:
        raise BadLedger("several-findings", _cells(one for _, one in matching))
    heads = {number for number, _ in matching}
    return tuple(
        one for number, one in enumerate(found, 1) if number in heads or (follow and one.cause in heads)
    )


def _cells(found: Iterable[Noted]) -> str:
    return _listed([f"{one.sheet}!{one.cell}" if one.cell else one.sheet for one in found])


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_FEW]) + (" …" if len(names) > _FEW else "")
