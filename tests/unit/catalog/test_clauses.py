"""The table of clauses: nothing without a rule or a reason, no rule without a clause."""

from __future__ import annotations

from typing import Any

from qingjian.catalog.rules import rule_codes
from qingjian.catalog.tables import table

CLAUSES: Any = table("clauses.json")["clauses"]


def test_every_clause_has_its_rules_or_the_reason_why_none() -> None:
    for clause in CLAUSES:
        assert clause.get("rules") or clause.get("why"), clause["clause"]
        assert all(clause["says"][lang] for lang in ("zh", "en"))
        assert all(clause["why"][lang] for lang in ("zh", "en") if "why" in clause)


def test_every_rule_has_a_clause_and_every_code_a_rule() -> None:
    named = {code for clause in CLAUSES for code in clause.get("rules", ())}
    assert named == set(rule_codes())


def test_no_clause_stands_there_twice() -> None:
    keys = [(clause["document"], clause["clause"]) for clause in CLAUSES]
    assert len(keys) == len(set(keys))
