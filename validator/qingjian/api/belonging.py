"""Whose a file is when it does not say so itself: by hand, by the form beside it, or by its folder's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from qingjian.api.files import is_package
from qingjian.functions.names import normal
from qingjian.model.digest import Roster
from qingjian.model.verdict import UnitBy, Verdict
from qingjian.rules.units import matched, place_of


def assigned(
    verdicts: Sequence[Verdict], *, by_hand: Mapping[str, str], roster: Roster | None = None
) -> tuple[Verdict, ...]:
    """The verdicts, with a unit and how it was found where the file itself names none. `by_hand`: unit by path,
    of a file or of all in a folder, a zip or a mail."""
    beside = _beside(verdicts)
    known = {place_of(unit): unit for one in verdicts if (unit := one.told_unit)}
    return tuple(_assigned(one, by_hand, beside, known, roster) for one in verdicts)


def _assigned(
    verdict: Verdict,
    by_hand: Mapping[str, str],
    beside: Mapping[str, str | None],
    known: Mapping[str, str],
    roster: Roster | None,
) -> Verdict:
    if verdict.told_unit:
        return verdict
    ways: tuple[tuple[UnitBy, str | None], ...] = (
        ("hand", _first(by_hand, (verdict.path, *_folders(verdict.path)))),
        ("package", _first(beside, _package(verdict.path))),
        ("folder", _named(verdict.path, known, roster)),
    )
    for way, unit in ways:
        if unit:
            return verdict._replace(unit=unit, unit_by=way)
    return verdict


def _first(units: Mapping[str, str | None] | Mapping[str, str], paths: Sequence[str]) -> str | None:
    return next((units[path] for path in paths if path in units), None)


def _beside(verdicts: Sequence[Verdict]) -> Mapping[str, str | None]:
    """Package → the one unit whose forms came in it; None where there are several."""
    found: dict[str, str | None] = {}
    for verdict in verdicts:
        unit = verdict.told_unit
        for package in _package(verdict.path) if unit else ():
            before = found.setdefault(package, unit)
            if before is not None and place_of(before) != place_of(unit or ""):
                found[package] = None
    return found


def _package(path: str) -> tuple[str, ...]:
    """What came together with a file, innermost first: its folder, and up to the zip or mail that it lies in."""
    folders = _folders(path)
    outermost = max((number for number, folder in enumerate(folders) if is_package(folder)), default=0)
    return folders[: outermost + 1]


def _folders(path: str) -> tuple[str, ...]:
    """Innermost first, without the folder that was given: too much lies in it."""
    return tuple(str(parent) for parent in PurePosixPath(path).parents)[:-1]


def _named(path: str, known: Mapping[str, str], roster: Roster | None) -> str | None:
    """The unit that a folder, zip or mail is named after."""
    for folder in _folders(path):
        for name in _names(PurePosixPath(folder).name):
            if roster is not None and (expected := matched(name, roster)) is not None:
                return expected.name
            if place_of(name) in known:
                return known[place_of(name)]
            if _is_division(place_of(name)):
                return name
    return None


def _names(folder: str) -> Iterator[str]:
    """The name of a folder as it is, and without what people put before it to sort: 03-和平区."""
    bare = PurePosixPath(folder).stem if is_package(folder) else folder
    yield bare
    yield normal(bare).strip("0123456789.-_、()（） ")


def _is_division(name: str) -> bool:
    from qingjian.catalog.divisions import by_name  # noqa: PLC0415  # read where a folder has to tell

    return bool(by_name(name))
