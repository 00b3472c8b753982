"""Findings under a season's declaration: what it demotes weighs less, what it switches off is not asked."""

from __future__ import annotations

from collections.abc import Iterable

from qingjian.model.finding import SEVERITIES, Finding, Skipped
from qingjian.model.season import Setting, Settings


def is_off(code: str, settings: Settings) -> bool:
    """Whether the season does without a rule."""
    setting = settings.get(code)
    return setting is not None and setting.severity == "off"


def switched_off(code: str, setting: Setting) -> Skipped:
    """What the report says of such a rule."""
    return Skipped(code, "season-off", f"{setting.reason}，{setting.by}")


def demoted(findings: Iterable[Finding], settings: Settings) -> list[Finding]:
    """The findings with the season's weights; a season never makes a rule stricter."""
    return [_demoted(found, settings) for found in findings] if settings else list(findings)


def _demoted(found: Finding, settings: Settings) -> Finding:
    setting = settings.get(found.code)
    if setting is None or setting.severity == "off":
        return found
    if SEVERITIES.index(setting.severity) <= SEVERITIES.index(found.severity):
        return found
    return found._replace(severity=setting.severity, demoted_from=found.severity)
