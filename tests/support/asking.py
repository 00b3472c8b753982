"""One rule's own function, asked without the runner: no order, no limits, no other rules."""

from __future__ import annotations

from decimal import Decimal

from qingjian.catalog.edition import Edition
from qingjian.catalog.rules import rules
from qingjian.model.finding import Finding
from qingjian.model.form import Form
from qingjian.rules import families
from qingjian.rules.registry import Check, kind_of
from qingjian.rules.view import View

families.load()


def asked(
    check: Check, filled: Form, edition: Edition, *, factors: tuple[Decimal, ...] = ()
) -> tuple[Finding, ...]:
    """What the rule that a function is registered for finds in a form, precondition or not."""
    spec = next(one for one in rules() if kind_of(one).check is check)
    outcomes = check(View(filled, edition, None, factors), spec)
    return tuple(one for one in outcomes if isinstance(one, Finding))
