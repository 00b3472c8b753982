"""Checks a JSON document against one of the meta-schemas in schemas/meta/."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from qingjian.catalog.tables import table


class Misfit(NamedTuple):
    """Where a document departs from its meta-schema, by which keyword, and what is there."""

    path: str
    keyword: str
    detail: str


def misfits(document: object, schema: str) -> tuple[Misfit, ...]:
    """Every departure of a document from schemas/meta/<schema>.schema.json, in document order."""
    return tuple(sorted(_misfits(document, schema), key=lambda misfit: misfit.path))


def _misfits(document: object, schema: str) -> Iterator[Misfit]:
    for error in _validator(schema).iter_errors(document):
        path = "/".join(str(step) for step in error.absolute_path)
        yield Misfit(path, str(error.validator), error.message[:300])


@cache
def _validator(schema: str) -> Any:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - costs more than a whole check

    return Draft202012Validator(dict(table(f"meta/{schema}.schema.json")))
