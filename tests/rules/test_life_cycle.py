"""Rules on trial, withdrawn, demoted and switched off."""

from __future__ import annotations

import pytest

from qingjian.catalog.messages import LANGS, reason
from qingjian.catalog.rules import RuleSpec, rule, rules
from qingjian.model.finding import Finding
from qingjian.model.season import Setting
from qingjian.rules import runner
from qingjian.rules.runner import Outcome
from support.by_columns import run
from support.forms import form

ROWS = [{"name": "甲化工有限公司", "industry": "化学农药制造", "cod": "-1.25", "so2": "x"}]
TABLES = {"2-1": {"companies": {"rows": ROWS, "total": {"cod": "9"}}}}


def _run(monkeypatch: pytest.MonkeyPatch, **status: str) -> Outcome:
    def changed(spec: RuleSpec) -> RuleSpec:
        return spec._replace(status=status[spec.code]) if spec.code in status else spec  # type: ignore[arg-type]  # a test's own words

    with monkeypatch.context() as patch:
        patch.setattr(runner, "rules", lambda: tuple(map(changed, rules())))
        return run(*form(TABLES), only=["QJ20", "QJ21"])


def _by_code(outcome: Outcome) -> dict[str, Finding]:
    return {finding.code: finding for finding in outcome.findings}


def test_a_rule_on_trial_informs_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    active, trial = _by_code(_run(monkeypatch)), _by_code(_run(monkeypatch, QJ2004="trial"))
    assert set(active) == set(trial)
    assert (active["QJ2004"].standing, trial["QJ2004"].standing) == ("mandatory", "trial")
    assert trial["QJ2004"].severity == "mandatory"


def test_a_withdrawn_rule_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = _run(monkeypatch, QJ2004="withdrawn")
    assert "QJ2004" not in {*_by_code(outcome), *outcome.ran}


def test_a_season_demotes_with_what_the_rule_itself_says_kept() -> None:
    season = {"QJ2004": Setting("advice", "表样改过", "某局")}
    found = _by_code(run(*form(TABLES), season=season))["QJ2004"]
    assert (found.severity, found.demoted_from) == ("advice", "mandatory")


@pytest.mark.parametrize("severity", ["verify", "advice"])
def test_a_season_never_makes_a_rule_stricter(severity: str) -> None:
    code = "QJ2013"
    season = {code: Setting(severity, "从严", "某局")}  # type: ignore[arg-type]  # a parameter
    found = _by_code(run(*form(TABLES), season=season))[code]
    assert rule(code).severity == "verify"
    assert (found.severity, found.demoted_from) == (
        (severity, "verify") if severity == "advice" else ("verify", None)
    )


def test_what_a_season_switches_off_is_told_with_reason_and_name() -> None:
    season = {"QJ2004": Setting("off", "因系统升级", "某局")}
    outcome = run(*form(TABLES), season=season)
    assert "QJ2004" not in {*_by_code(outcome), *outcome.ran}
    (skipped,) = [one for one in outcome.skipped if one.code == "QJ2004"]
    for lang in LANGS:
        assert "因系统升级" in reason(skipped, lang)
        assert "某局" in reason(skipped, lang)
