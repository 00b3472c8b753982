"""What verdicts have in common is kept once, and nothing is told otherwise for it."""

from __future__ import annotations

import pickle
from pathlib import Path

from qingjian.api.checking import check
from qingjian.api.thrift import Thrift
from qingjian.model.verdict import Verdict
from support import city, reports


def _from_elsewhere(verdict: Verdict) -> Verdict:
    """As it comes out of another process: with its own copy of every word."""
    again: Verdict = pickle.loads(pickle.dumps(verdict))  # noqa: S301  # our own
    return again


def _judged(folder: Path) -> Verdict:
    path = folder / "和平区.xlsx"
    path.write_bytes(city.workbook(cod="约3"))
    other = folder / "沈河区.xlsx"
    other.write_bytes(city.workbook("沈河区"))
    return check([path, other]).files[0]


def test_equal_verdicts_share_what_forms_repeat(tmp_path: Path) -> None:
    verdict, kept = _judged(tmp_path), Thrift()
    one, other = kept(_from_elsewhere(verdict)), kept(_from_elsewhere(verdict))
    assert one == other == verdict
    assert one.ran is other.ran
    assert one.template is not None
    assert other.template is not None
    assert one.template.title is other.template.title
    assert one.findings
    for first, second in zip(one.findings, other.findings, strict=True):
        assert first.place is second.place
        assert first.code is second.code
        assert all(a is b for a, b in zip(first.params, second.params, strict=True))
    assert one.digest is not None
    assert other.digest is not None
    assert one.digest.lists
    for table, named in one.digest.lists.items():
        for first_named, second_named in zip(named, other.digest.lists[table], strict=True):
            assert first_named.place is second_named.place


def test_every_kind_of_verdict_stays_what_it_was() -> None:
    kept = Thrift()
    for report in (reports.report(), reports.linked(), reports.hostile("=1+1")):
        for verdict in report.files:
            assert kept(_from_elsewhere(verdict)) == verdict


def test_a_title_that_differs_is_not_taken_for_the_first(tmp_path: Path) -> None:
    verdict, kept = _judged(tmp_path), Thrift()
    assert verdict.template is not None
    renamed = verdict.template._replace(title={"zh": "另一个标题", "en": "Another"})
    kept(verdict)
    again = kept(verdict._replace(template=renamed))
    assert again.template == renamed
