"""schemas/rules/ as typed rules: what a domain expert may argue about, apart from the algorithms."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final, Literal

from qingjian.catalog.tables import table
from qingjian.errors import BadSchema, UnknownRule
from qingjian.model.finding import Finding, Place, Severity
from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern
from qingjian.resources import root

Status = Literal["trial", "active", "withdrawn"]
Bilingual = Mapping[str, str]
_FILE: Final = pattern(r"(QJ[0-9]{4})\.json")
_NOTHING: Bilingual = MappingProxyType({})


class Wording(NamedTuple):
    """What a finding says, and how much it weighs when it says so."""

    severity: Severity
    message: Bilingual
    hint: Bilingual
    when: Bilingual = _NOTHING
    """In which case this wording is used instead of the rule's own."""


class Basis(NamedTuple):
    """A document and the clause that a finding can be defended with."""

    document: str
    clause: str


class Applies(NamedTuple):
    """Editions (ids, or issuers such as `liaoning`) and report years; empty or None is every one."""

    editions: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None
    previous: bool = False
    """Only where last year's form is to be compared with."""

    def holds(self, edition: str, year: int | None) -> bool:
        if self.editions and not any(
            edition == name or edition.startswith(name + "/") for name in self.editions
        ):
            return False
        if year is None:
            return True
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


class RuleSpec(NamedTuple):
    """One file of schemas/rules/."""

    code: str
    name: str
    title: Bilingual
    kind: str
    status: Status
    wording: Wording
    variants: Mapping[str, Wording]
    applies: Applies
    args: Mapping[str, Any]
    words: Mapping[str, str]
    """Parameter → the vocabulary that turns its codes into words."""
    basis: tuple[Basis, ...]
    explanation: Bilingual
    """Why the severity is what it is."""
    tolerance: Bilingual
    formula_face: Bilingual
    """What the official workbook itself shows of this rule."""
    requires: tuple[str, ...]
    replaced_by: str | None
    examples: tuple[Mapping[str, Any], ...]

    @property
    def severity(self) -> Severity:
        return self.wording.severity

    def worded(self, variant: str | None) -> Wording:
        """The rule's own wording, or that of a variant."""
        return self.variants[variant] if variant else self.wording

    def finding(
        self,
        place: Place,
        *,
        table: str = "",
        row: str = "",
        field: str = "",
        value: str | None = None,
        expected: str | None = None,
        difference: str | None = None,
        related: tuple[Place, ...] = (),
        variant: str | None = None,
        **params: str,
    ) -> Finding:
        """A finding of this rule; a variant brings its own wording and severity.

        Callers give every cell that took part as `related`; the finding's own is not said twice."""
        if variant:
            params["variant"] = variant
        return Finding(
            code=self.code,
            severity=self.worded(variant).severity,
            place=place,
            table=table,
            row=row,
            field=field,
            value=value,
            expected=expected,
            difference=difference,
            related=tuple(other for other in related if other != place),
            params=params,
            trial=self.status == "trial",
        )


@cache
def rule_codes() -> tuple[str, ...]:
    """Every code that has a file, sorted; withdrawn rules included."""
    found = map(_FILE.fullmatch, os.listdir(f"{root()}/rules"))  # noqa: PTH208  # see resources
    return tuple(sorted(name.group(1) for name in found if name is not None))


@cache
def rule(code: str) -> RuleSpec:
    """The rule of a code."""
    if code not in rule_codes():
        raise UnknownRule(code)
    return parse(table(f"rules/{code}.json"), code)


@cache
def rules() -> tuple[RuleSpec, ...]:
    """Every rule, by code."""
    return tuple(rule(code) for code in rule_codes())


def parse(raw: Mapping[str, Any], code: str) -> RuleSpec:
    """A typed rule from the JSON of its file."""
    path = f"schemas/rules/{code}.json"
    if raw.get("code") != code:
        raise BadSchema(path, f"holds the rule {raw.get('code')!r}")
    try:
        return _spec(raw)
    except KeyError as missing:
        raise BadSchema(path, f"{missing} is missing") from missing


def _spec(raw: Mapping[str, Any]) -> RuleSpec:
    own = _wording(raw, raw["severity"])
    applies = raw.get("applies", {})
    return RuleSpec(
        code=raw["code"],
        name=raw["name"],
        title=raw["title"],
        kind=raw["kind"],
        status=raw["status"],
        wording=own,
        variants={name: _wording(v, own.severity, own) for name, v in raw.get("variants", {}).items()},
        applies=Applies(
            tuple(applies.get("editions", ())),
            applies.get("from"),
            applies.get("until"),
            applies.get("previous", False),
        ),
        args=raw.get("args", {}),
        words=raw.get("words", {}),
        basis=tuple(Basis(entry["document"], entry["clause"]) for entry in raw["basis"]),
        explanation=raw["explanation"],
        tolerance=raw.get("tolerance", _NOTHING),
        formula_face=raw["formula_face"],
        requires=tuple(raw.get("requires", ())),
        replaced_by=raw.get("replaced_by"),
        examples=tuple(raw["examples"]),
    )


def _wording(raw: Mapping[str, Any], severity: Severity, own: Wording | None = None) -> Wording:
    if own is None:
        return Wording(severity, raw["message"], raw["hint"])
    return Wording(
        raw.get("severity", severity), raw.get("message", own.message), raw.get("hint", own.hint), raw["when"]
    )
