"""Shares the narrow columns of a grid among the captions of a header tree."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qingjian.catalog.edition import Node
from qingjian.errors import BadSchema


def shares(nodes: Sequence[Node], width: int) -> tuple[int, ...]:
    """Grid columns of each node: what is declared stays, the rest is shared by number of leaves."""
    declared = [declared_span(node) for node in nodes]
    free = width - sum(span for span in declared if span is not None)
    weights = [
        0 if span is not None else sum(1 for _ in node.leaves())
        for node, span in zip(nodes, declared, strict=True)
    ]
    if free < sum(weights) or (free and not sum(weights)):
        captions = "、".join(node.caption for node in nodes)
        raise BadSchema("templates", f"the spans of {captions} do not add up to {width}")
    split = iter(even(free, [weight for weight in weights if weight]))
    return tuple(next(split) if span is None else span for span in declared)


def even(width: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Whole columns in proportion to the weights, without gaps."""
    whole = sum(weights)
    ends = [0]
    for weight in weights:
        ends.append(ends[-1] + weight)
    cuts = [round(end * width / whole) if whole else 0 for end in ends]
    return tuple(right - left for left, right in pairwise(cuts))


def declared_span(node: Node) -> int | None:
    """Its own span, or that of its children where all of them declare one."""
    if node.span is not None or not node.children:
        return node.span
    spans = [declared_span(child) for child in node.children]
    return sum(span for span in spans if span is not None) if None not in spans else None
