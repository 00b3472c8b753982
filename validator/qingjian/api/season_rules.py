"""A rule that turns out wrong: demoted or switched off in season.json, with reason and name."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from qingjian.api.season import FILE, as_written, settings
from qingjian.api.season_new import text
from qingjian.catalog.rules import rule, rule_codes
from qingjian.errors import BadSeason
from qingjian.model.season import Setting
from qingjian.named_tuple import NamedTuple
from qingjian.sheets import atomic

_WEIGHT = ("off", "advice", "verify", "mandatory")


class Demoted(NamedTuple):
    """A rule's weight before and now."""

    code: str
    before: str
    after: str
    own: str
    """What the rule weighs where no season says otherwise."""


def demote(
    folder: Path, code: str, to: Literal["verify", "advice", "off", "own"], *, reason: str = "", by: str = ""
) -> Demoted:
    """Write the setting; `own` takes one back. All else in the file stays, in its order."""
    code = code.strip().upper()
    if code not in rule_codes():
        raise BadSeason("no-rule", code)
    known = settings(folder)
    own = rule(code).severity
    before = known[code].severity if code in known else own
    if to != "own":
        _refuse(code, own, to, reason, by)
    path = folder / FILE
    document = as_written(folder)
    rules: dict[str, Any] = document.setdefault("rules", {})
    if to == "own":
        rules.pop(code, None)
    else:
        rules[code] = Setting(to, reason.strip(), by.strip())._asdict()
    atomic.save(path, text(document).encode())
    return Demoted(code, before, own if to == "own" else to, own)


def _refuse(code: str, own: str, to: str, reason: str, by: str) -> None:
    if not reason.strip() or not by.strip():
        raise BadSeason("no-reason", code)
    if _WEIGHT.index(to) >= _WEIGHT.index(own):
        raise BadSeason("stricter", code, own)
