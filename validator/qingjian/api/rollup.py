"""Forms of many units rolled up into the same official form, every figure with the cell it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qingjian.api import batch
from qingjian.api.checking import Progress, check
from qingjian.api.files import Contents, Source, collect
from qingjian.api.judge import open_form
from qingjian.api.rollup_reasons import reason
from qingjian.api.units import roster
from qingjian.bind.parameters import helper
from qingjian.catalog.edition import Edition, Level
from qingjian.catalog.editions import edition
from qingjian.catalog.factors import factor
from qingjian.errors import CannotRollUp, UnknownFactor, UnreadableWorkbook
from qingjian.model.figure import plain
from qingjian.model.verdict import Verdict
from qingjian.named_tuple import NamedTuple
from qingjian.rollup import choosing, lines, source, ways
from qingjian.rollup.choosing import Chosen, Standing, Terms
from qingjian.rollup.declaring import Declared
from qingjian.rollup.rolling import RolledUp, Wanted, rolled_up
from qingjian.sheets import atomic
from qingjian.sheets.child import Reader
from qingjian.sheets.read import read

if TYPE_CHECKING:
    from qingjian.model.season import Season

_ABOVE: Final[Mapping[Level, Level]] = {"district": "city", "city": "province", "province": "province"}
_MOST_TOLD: Final = 5


@dataclass(frozen=True, slots=True)
class How:
    """What the officer asks for beside the files."""

    season: Path | None = None
    template: str | None = None
    name: str | None = None
    """Who rolls up; the season's bureau where nothing is said."""
    factor: str | None = None
    """Id of the electricity factor that the form declares; the season's where nothing is said."""
    gas: Decimal | None = None
    is_rounded: bool = False
    is_recomputed: bool = False
    with_returned: bool = False
    jobs: int | None = None
    cache: Path | None = None


class Used(NamedTuple):
    """A file and what became of it."""

    path: str
    unit: str
    why: str | None
    """Code of schemas/rollup.json; None where it takes part."""
    reason: str
    is_zero: bool = False


class RollUp(NamedTuple):
    """What was written, of which files, and how much there is to decide."""

    edition: str
    files: tuple[Used, ...]
    result: RolledUp

    @property
    def used(self) -> tuple[Used, ...]:
        return tuple(one for one in self.files if one.why is None)

    @property
    def excluded(self) -> tuple[Used, ...]:
        return tuple(one for one in self.files if one.why is not None)


class _Season(NamedTuple):
    """What a season says, as far as it concerns a roll-up."""

    declared: Season | None
    terms: Terms


def rollup(
    paths: Sequence[Path], target: Path, *, how: How | None = None, progress: Progress | None = None
) -> RollUp:
    """Write the roll-up of all forms behind the paths. Nothing is written into any of them; the order of the
    paths does not matter."""
    from qingjian.api.rollup_book import Behind, book  # noqa: PLC0415  # XlsxWriter only where it writes

    how = how or How()
    season = _season(how)
    files = {one.name: one for one in _collected(paths, target)}
    report = check(
        paths,
        season=how.season,
        jobs=how.jobs,
        cache=how.cache,
        progress=progress,
        sources=list(files.values()),
    )
    known = _target(report.files, season.terms)
    picked = choosing.chosen(report.files, known.id, season.terms)
    taking_part = [one for one in picked if one.why is None]
    sources = _read(taking_part, files, how)
    if not sources:
        raise CannotRollUp("no-form", "；".join(_told(picked)))
    done = rolled_up(sources, _wanted(known, picked, sources, season, how))
    done = done._replace(matters=(*choosing.undecided(picked), *done.matters))
    zero = frozenset(one.path for one in sources if lines.says_zero(one))
    behind = Behind(done, picked, zero, files)
    content = book(known, behind, target.resolve().parent)
    atomic.save(target, content, sources=[one.path for one in files.values()])
    used = tuple(
        Used(one.verdict.path, one.unit, one.why, reason(one), one.verdict.path in zero) for one in picked
    )
    return RollUp(known.id, used, done)


def _collected(paths: Sequence[Path], target: Path) -> Iterator[Source]:
    """The files but for an earlier result in the same place; any other file there is a source, never written into."""
    seen: dict[str, int] = {}
    for one in collect(paths):
        if one.path.resolve() == target.resolve() and _is_result(one):
            continue
        seen[one.name] = seen.get(one.name, 0) + 1
        number = seen[one.name]  # two folders may hold files of one name
        yield one if number == 1 else one._replace(name=f"{one.path.parent.name}/{one.name}")


def _is_result(file: Source) -> bool:
    with Reader() as reader:
        contents = Contents(reader)
        try:
            return contents.reader.run(_has_files_sheet, contents.read(file), file.name)
        except UnreadableWorkbook:
            return False


def _has_files_sheet(data: bytes, name: str) -> bool:
    return any(helper(sheet.name) == "collected" for sheet in read(data, name).sheets)


def _season(how: How) -> _Season:
    if how.season is None:
        return _Season(None, Terms(how.template, with_returned=how.with_returned))
    from qingjian.api.season import season  # noqa: PLC0415

    declared = season(how.season)
    known = roster(how.season)
    terms = Terms(
        how.template or declared.edition,
        declared.year,
        known,
        _standings(how.season),
        with_returned=how.with_returned,
    )
    return _Season(declared, terms)


def _standings(folder: Path) -> Mapping[str, Standing]:
    """What the season's ledger says of each unit; nothing where there is none yet."""
    from qingjian.api.ledger import Ledger  # noqa: PLC0415
    from qingjian.api.season import folders  # noqa: PLC0415
    from qingjian.ledger.recording import latest  # noqa: PLC0415
    from qingjian.ledger.store import reading  # noqa: PLC0415

    path = folders(folder).ledger
    if not path.exists():
        return {}
    states = Ledger(path, "").status()
    found: dict[str, Standing] = {}
    with reading(path) as database:
        for one in states:
            version = latest(database, one.unit) if one.unit else None
            if version is not None:
                is_back = one.state == "returned" or (
                    one.state == "to_return" and bool(one.counts.get("mandatory"))
                )
                found[one.unit] = Standing(version.filed.sha256, is_back)
    return found


def _target(verdicts: Sequence[Verdict], terms: Terms) -> Edition:
    name = choosing.target(verdicts, terms)
    if name is None:
        told = _told([Chosen(one, "", _why(one)) for one in verdicts])
        raise CannotRollUp("no-form", "；".join(told))
    known = edition(name)
    refused = ways.refused(name)
    if refused is not None:
        raise CannotRollUp("no-rollup", refused["zh"], name)
    return known


def _why(verdict: Verdict) -> choosing.Why:
    if verdict.template is not None:
        return "refused"
    return "unreadable" if verdict.status == "unreadable" else "attachment"


def _told(files: Sequence[Chosen]) -> list[str]:
    """The first files with their reasons: enough to see what is wrong."""
    told = [f"{one.verdict.path}：{reason(one)}" for one in files[:_MOST_TOLD]]
    return told + (["……"] if len(files) > _MOST_TOLD else [])


def _read(picked: Sequence[Chosen], files: Mapping[str, Source], how: How) -> list[source.Source]:
    """What each form gives, under the unit's name as the season has it."""
    taking = [files[one.verdict.path] for one in picked]
    found = batch.each(_on_file, taking, None, how.jobs)
    return [
        given._replace(unit=one.unit) for one, given in zip(picked, found, strict=True) if given is not None
    ]


def _on_file(contents: Contents, file: Source, _: None) -> source.Source | None:
    try:
        return contents.reader.run(_in_child, contents.read(file), file.name)
    except UnreadableWorkbook:  # it was read a moment ago: somebody is at work in the folder
        return None


def _in_child(data: bytes, name: str) -> source.Source | None:
    bound = open_form(data, name)
    return None if bound is None else source.source(*bound, name)


def _wanted(
    known: Edition,
    picked: Sequence[Chosen],
    sources: Sequence[source.Source],
    season: _Season,
    how: How,
) -> Wanted:
    declared = season.declared
    levels = [one.level for one in sources]
    highest: Level = "province" if "province" in levels else "city" if "city" in levels else "district"
    return Wanted(
        known,
        choosing.year([one.verdict for one in picked], known.id, season.terms),
        how.name or (None if declared is None else declared.name),
        _ABOVE[highest] if declared is None else declared.level,
        Declared(_factor(declared, how), None if how.gas is None else plain(how.gas)),
        is_rounded=how.is_rounded,
        is_recomputed=how.is_recomputed,
    )


def _factor(declared: Season | None, how: How) -> dict[str, str | None] | None:
    """The electricity factor that somebody has decided on."""
    if how.factor is not None:
        known = factor(how.factor)
        if known is None:
            raise UnknownFactor(how.factor)
        return {"id": known.id, "value": known.text, "document": known.document}
    if declared is None or declared.factor is None:
        return None
    own = declared.factor
    return {"id": own.id or None, "value": plain(own.value), "document": own.document or None}
