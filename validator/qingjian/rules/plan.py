"""What the rules need to know of an edition, worked out once per edition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from qingjian.catalog.edition import Bound, Edition, Field, ListBlock
from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern

_FOOTNOTE: Final = pattern(r"(?<=.)\[[0-9]+\]")
_LEFT_OPEN: Final = pattern(r"\{year[-+0-9]*\}年?度?|（\{blank\}）")
_SPACES: Final = pattern(r"\s+")
_CHOOSY: Final = ("count", "percent")
_NAMES: Final = ("company", "item")
"""Types of the field that says whose row it is, in order of preference."""


class BlockPlan(NamedTuple):
    """One block of an edition, its fields sorted by what is asked of them."""

    table: str
    sheet: str
    spec: Bound
    fields: tuple[Field, ...]
    by_id: Mapping[str, Field]
    captions: Mapping[str, str]
    """Field → what to call it in a sentence."""
    numeric: tuple[Field, ...]
    sums: tuple[Field, ...]
    carbons: tuple[Field, ...]
    totals: tuple[Field, ...]
    """Fields that the 合计 row adds up."""
    computed: tuple[Field, ...]
    """Fields whose cells the official workbook computes in every row."""
    carbon_sums: frozenset[str]
    """Sums whose parts are all carbon figures."""
    required: tuple[Field, ...]
    """Fields that some reporting level has to fill in."""
    offered: tuple[Field, ...]
    """Fields with a choice of answers."""
    scanned: tuple[tuple[str, Field, bool, bool, bool], ...]
    """Field id, field, whether it takes a number, whether the filer types that number, and whether
    not every number will do: counts and shares."""
    typed: tuple[str, ...]
    """Ids of the fields that take a number which the filer types."""
    of_type: Mapping[str, tuple[Field, ...]]
    name: str | None
    """The field that says whose row it is."""

    @property
    def is_list(self) -> bool:
        return isinstance(self.spec, ListBlock)


class Plan(NamedTuple):
    """All blocks of an edition in the order of its sheets."""

    blocks: tuple[BlockPlan, ...]
    sheets: Mapping[str, str]
    """Table → the name of its sheet."""

    def block(self, table: str, block: str) -> BlockPlan:
        return next(plan for plan in self.blocks if plan.table == table and plan.spec.id == block)


_PLANS: dict[str, Plan] = {}


def plan(edition: Edition) -> Plan:
    """The plan of an edition, kept by the hash of its declaration."""
    known = _PLANS.get(edition.hash)
    if known is None:
        known = _PLANS[edition.hash] = _compile(edition)
    return known


def caption(field: Field) -> str:
    """A field's captions from the outside in, without years, blanks, footnote marks and spaces for looks."""
    return "：".join(map(_plain, field.path or (field.caption,)))


def _plain(text: str) -> str:
    return _SPACES.sub("", _FOOTNOTE.sub("", _LEFT_OPEN.sub("", text)))


def _compile(edition: Edition) -> Plan:
    blocks = tuple(
        _block(sheet.id, sheet.name, block, section.caption or "")
        for sheet in edition.sheets
        for section in sheet.sections
        for block in section.bound()
    )
    return Plan(blocks, {sheet.id: sheet.name for sheet in edition.sheets})


def _block(table: str, sheet: str, spec: Bound, section: str) -> BlockPlan:
    fields = spec.fields
    by_id = {field.id: field for field in fields}
    sums = tuple(field for field in fields if field.sum)
    has_total = isinstance(spec, ListBlock) and spec.total is not None
    return BlockPlan(
        table=table,
        sheet=sheet,
        spec=spec,
        fields=fields,
        by_id=by_id,
        captions={field.id: caption(field) or _plain(section) for field in fields},
        numeric=tuple(field for field in fields if field.is_numeric),
        sums=sums,
        computed=tuple(field for field in fields if field.is_computed and field.exact),
        carbon_sums=frozenset(f.id for f in sums if all(by_id[part].carbon for part in f.sum)),
        required=tuple(field for field in fields if field.required),
        offered=tuple(field for field in fields if field.choices or field.type == "yesno"),
        scanned=tuple(
            (f.id, f, f.is_numeric, f.is_numeric and not f.is_computed, f.type in _CHOOSY) for f in fields
        ),
        typed=tuple(f.id for f in fields if f.is_numeric and not f.is_computed),
        of_type={kind: tuple(f for f in fields if f.type == kind) for kind in {f.type for f in fields}},
        carbons=tuple(field for field in fields if field.carbon),
        totals=tuple(field for field in fields if field.total and has_total),
        name=_name(fields) if isinstance(spec, ListBlock) else None,
    )


def _name(fields: tuple[Field, ...]) -> str | None:
    for wanted in _NAMES:
        found = next((field.id for field in fields if field.type == wanted), None)
        if found is not None:
            return found
    return next((field.id for field in fields if field.type in ("text", "longtext")), None)
