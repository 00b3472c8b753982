"""A rule in words: what it looks for, why it may say so, what to do."""

from __future__ import annotations

from qingjian.catalog.messages import Lang
from qingjian.catalog.rules import rule, rules
from qingjian.reporters import rule_page
from qingjian.reporters.wording import say


def explain(code: str, lang: Lang = "zh") -> str:
    """The page of a rule as text; its code in capitals or not."""
    return rule_page.text(rule(code.strip().upper()), lang)


def listed(lang: Lang = "zh") -> tuple[tuple[str, str, str], ...]:
    """Code, severity and title of every rule that is not withdrawn."""
    return tuple(
        (spec.code, say(f"severity.{spec.severity}", lang), spec.title[lang])
        for spec in rules()
        if spec.status != "withdrawn"
    )
