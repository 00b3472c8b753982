"""A correct form typed again into a bare workbook and saved by LibreOffice is still a correct form."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from qingjian.api.judge import judge, open_form
from qingjian.bind.extract import extract
from qingjian.catalog.edition import Edition
from qingjian.catalog.editions import edition, edition_ids
from qingjian.catalog.tables import table
from qingjian.model.verdict import Verdict
from qingjian.rules.plan import plan
from qingjian.templates.book import build
from support.office import Office
from support.random_forms import form
from support.random_shapes import Shape, shapes
from support.retyped import Retyping, retype, retypings

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]

EDITIONS = edition_ids()
SUFFIXES = (".xlsx", ".xls", ".ods")
EXAMPLES = max(3, settings().max_examples // (len(EDITIONS) * len(SUFFIXES)))
"""At least three: the first that Hypothesis makes is the simplest there is."""
NO_SHRINKING = [Phase.explicit, Phase.reuse, Phase.generate]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("retyped")


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", EDITIONS)
def test_a_retyped_form_gives_advice_only(name: str, suffix: str, office: Office, folder: Path) -> None:
    known = edition(name)

    @settings(max_examples=EXAMPLES, phases=NO_SHRINKING, suppress_health_check=[HealthCheck.too_slow])
    @given(shape=shapes(known, most_rows=12), how=retypings())
    def advised(shape: Shape, how: Retyping) -> None:
        data = form(known, shape)
        opened = open_form(build(known, data=data, spare_rows=0), "form.xlsx")
        assert opened is not None
        typed = folder / "typed.xlsx"
        typed.write_bytes(retype(*opened, how))
        saved = office.convert(typed, folder / f"saved{suffix}").read_bytes()
        verdict = judge(saved, f"saved{suffix}")
        assert_advice_only(verdict, known)
        reopened = open_form(saved, f"saved{suffix}")
        assert reopened is not None
        assert extract(*reopened)["tables"] == data["tables"]

    advised()


def assert_advice_only(verdict: Verdict, known: Edition) -> None:
    assert verdict.template is not None, verdict.reason
    assert (verdict.template.id, verdict.template.how) == (known.id, "content")
    blamed = [
        (f.code, f.place, f.value, f.expected, dict(f.params))
        for f in verdict.findings
        if f.severity != "advice"
    ]
    assert blamed == []
    assert verdict.status == "passed"
    assert {"QJ1001", "QJ1004"} <= {found.code for found in verdict.findings}
    skipped = {one.code: one.reason for one in verdict.skipped}
    if any(field.carbon for block in plan(known).blocks for field in block.carbons):
        assert skipped["QJ4101"] == "factor-undeclared"
    assert set(skipped.values()) <= set(table("reasons.json"))
