"""Checks a JSON document against one of the meta-schemas in schemas/meta/, or any JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from qingjian.catalog.tables import table
from qingjian.named_tuple import NamedTuple


class Misfit(NamedTuple):
    """Where a document departs from its schema, by which keyword, and what is there."""

    path: str
    keyword: str
    detail: str


def misfits(document: object, schema: str) -> tuple[Misfit, ...]:
    """Every departure of a document from schemas/meta/<schema>.schema.json, sorted by path."""
    return _sorted(_kept(schema), document)


def misfits_of(document: object, schema: Mapping[str, Any]) -> tuple[Misfit, ...]:
    """The same for a schema at hand, such as that of an edition's data."""
    return _sorted(_validator(schema), document)


def _sorted(validator: Any, document: object) -> tuple[Misfit, ...]:
    return tuple(sorted(_misfits(validator, document), key=lambda misfit: misfit.path))


def _misfits(validator: Any, document: object) -> Iterator[Misfit]:
    for error in validator.iter_errors(document):
        path = "/".join(str(step) for step in error.absolute_path)
        yield Misfit(path, str(error.validator), error.message[:300])


@cache
def _kept(schema: str) -> Any:
    return _validator(table(f"meta/{schema}.schema.json"))


def _validator(schema: Mapping[str, Any]) -> Any:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - costs more than a whole check

    return Draft202012Validator(dict(schema))
