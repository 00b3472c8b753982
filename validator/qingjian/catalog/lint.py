"""What a maintainer should know about an edition before it is published, with path and remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from qingjian.catalog import editions, lint_errata, lint_fields, lint_layout
from qingjian.catalog.edition import Edition, ListBlock
from qingjian.catalog.lists import editions as list_ids
from qingjian.catalog.lists import published
from qingjian.catalog.meta import misfits
from qingjian.catalog.problem import Problem
from qingjian.catalog.tables import table
from qingjian.errors import BadSchema
from qingjian.named_tuple import NamedTuple

Lang = Literal["zh", "en"]
_KEYWORDS: Final = frozenset({"additionalProperties", "required", "enum", "type", "pattern"})


class Advice(NamedTuple):
    """A problem in words: where, what, and what to do."""

    path: str
    problem: str
    remedy: str


def lint(edition_id: str) -> tuple[Problem, ...]:
    """Every problem of a declared edition; form first, as a malformed file has no meaning yet."""
    declared = editions.declared(edition_id)
    if malformed := tuple(_malformed(declared)):
        return malformed
    try:
        whole = editions.declaration(edition_id)
    except BadSchema as problem:
        return (Problem("", "unresolved", {"detail": problem.problem}),)
    if malformed := tuple(_malformed(whole)):
        return malformed
    edition = editions.edition(edition_id)
    return (
        *_identity(edition, edition_id),
        *_pairs(edition),
        *_lists(edition),
        *lint_fields.problems(edition),
        *lint_layout.problems(edition),
        *lint_errata.problems(edition, whole),
    )


def worded(problem: Problem, lang: Lang = "zh") -> Advice:
    """The sentences of a problem."""
    entry: Mapping[str, Mapping[str, str]] = table("messages/lint.json")[problem.code]
    return Advice(
        problem.path,
        str(entry[lang]).format_map(problem.params),
        entry["remedy"][lang].format_map(problem.params),
    )


def _malformed(document: object) -> Iterator[Problem]:
    for misfit in misfits(document, "edition"):
        keyword = misfit.keyword if misfit.keyword in _KEYWORDS else "other"
        yield Problem(misfit.path, f"meta.{keyword}", {"detail": misfit.detail})


def _identity(edition: Edition, edition_id: str) -> Iterator[Problem]:
    if edition.id != edition_id:
        yield Problem("id", "file-name", {"id": edition.id})
    years = edition.years
    if not years.first <= years.default <= (years.last or years.default):
        yield Problem("years", "years", {"default": str(years.default)})


def _pairs(edition: Edition) -> Iterator[Problem]:
    with_companies = {
        sheet.id
        for sheet in edition.sheets
        for block in sheet.blocks()
        if any(known.type == "company" for known in block.fields)
    }
    for named in (name for pair in edition.pairs for name in pair):
        if named not in with_companies:
            yield Problem("pairs", "unknown-pair", {"table": named})


def _lists(edition: Edition) -> Iterator[Problem]:
    for sheet in edition.sheets:
        for block in sheet.blocks():
            if isinstance(block, ListBlock) and block.rows_from is not None:
                yield from _prefilled(block, f"{sheet.id}/{block.id}", block.rows_from)


def _prefilled(block: ListBlock, path: str, list_id: str) -> Iterator[Problem]:
    if list_id not in list_ids():
        yield Problem(path, "unknown-list", {"list": list_id})
        return
    known = {column.id for column in published(list_id).columns}
    for wanted in block.fields:
        if wanted.id not in known:
            yield Problem(f"{path}/{wanted.id}", "list-columns", {"list": list_id, "column": wanted.id})
