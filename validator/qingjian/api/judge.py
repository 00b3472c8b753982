"""One file judged: read, bound, ruled on. Runs inside the limited child process."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Final

from qingjian.api.options import Options
from qingjian.bind import bind
from qingjian.bind.parameters import is_unread_helper
from qingjian.catalog.edition import Edition
from qingjian.catalog.rules import rule, rules
from qingjian.errors import UnreadableWorkbook
from qingjian.hashes import hexdigest
from qingjian.model.finding import Finding, Place
from qingjian.model.form import Form
from qingjian.model.picture import Picture
from qingjian.model.previous import Past, Previous
from qingjian.model.verdict import Reason, Recognised, Status, Verdict
from qingjian.rules import runner
from qingjian.rules.digest import digest
from qingjian.rules.season import demoted, is_off
from qingjian.sheets.kind import FileKind, is_attachment, sniff
from qingjian.sheets.read import read

NOT_A_FORM: Final = "not-our-form"
ATTACHED: Final = "attached"
"""Reasons for recording a file without judging it; sentences in schemas/refusals.json."""
_CONVERT: Final[dict[FileKind, str]] = {
    "doc": "old-word",
    "archive": "received-archive",
    "mail": "received-mail",
}
"""Files that may hold a form which cannot be read from them: the reason says what to make of them."""
LOCKED: Final = "QJ1015"


def prepare() -> None:
    """Load what every workbook needs: whoever calls this has time, whoever waits for a verdict has none."""
    import_module("qingjian.sheets.xlsx")  # the reader of most files
    rules()


def open_form(data: bytes, name: str, *, template: str | None = None) -> tuple[Form, Edition] | None:
    """Read and bind; None when the workbook is no form of ours."""
    return bind(read(data, name, skip=is_unread_helper), template=template)


def judge(data: bytes, name: str, options: Options | None = None, *, locked: bool = False) -> Verdict:
    """The verdict on one file; never an exception for what the file holds."""
    options = options or Options()
    sha256 = hexdigest(data)
    kind = sniff(data, name)
    if is_attachment(kind, name):
        why = Reason(_CONVERT[kind]) if kind in _CONVERT else Reason(ATTACHED, kind)
        return Verdict(name, sha256, "attachment", why)
    try:
        grid = read(data, name, skip=is_unread_helper)
    except UnreadableWorkbook as problem:
        return Verdict(name, sha256, "unreadable", Reason(problem.code, problem.detail))
    del data  # a long list needs the memory for other things
    bound = bind(grid, template=options.template)
    if bound is None:
        return Verdict(name, sha256, "attachment", Reason(NOT_A_FORM))
    form, edition = bound
    before = _before(form, edition, options, name=name, sha256=sha256)
    outcome = runner.run(
        form,
        edition,
        only=options.only,
        skip=options.skip,
        season=options.season,
        previous=before,
        factors=options.factors,
    )
    findings = (*outcome.findings, *_about_file(options, locked=locked))  # which know each other by number
    return Verdict(
        path=name,
        sha256=sha256,
        status=_status(findings),
        unit=form.parameters.unit,
        report_year=form.parameters.report_year,
        template=Recognised(edition.id, edition.title, form.match.how, form.match.confidence),
        findings=findings,
        ran=outcome.ran,
        skipped=outcome.skipped,
        progress=outcome.progress,
        previous=before.path if isinstance(before, Past) else None,
        digest=digest(form, edition) if options.digest else None,
        picture=_picture(form, edition, findings, options.picture),
    )


def _picture(form: Form, edition: Edition, findings: Sequence[Finding], most: int) -> Picture | None:
    if not most:
        return None
    from qingjian.rules.picture import picture  # noqa: PLC0415  # most checks make no page

    return picture(form, edition, findings, most)


def _before(form: Form, edition: Edition, options: Options, *, name: str, sha256: str) -> Previous:
    if options.previous is None:
        return None
    from qingjian.api.previous import fetch  # noqa: PLC0415  # most checks compare with nothing

    return fetch(options.previous, form, edition, name=name, sha256=sha256)


def _about_file(options: Options, *, locked: bool) -> tuple[Finding, ...]:
    found: list[Finding] = []
    if locked and _is_chosen(LOCKED, options):
        found.extend(demoted([rule(LOCKED).finding(Place())], options.season))
    return tuple(found)


def _is_chosen(code: str, options: Options) -> bool:
    if is_off(code, options.season):
        return False
    wanted = options.only is None or any(code.startswith(one) for one in options.only)
    return wanted and not any(code.startswith(one) for one in options.skip)


def _status(findings: tuple[Finding, ...]) -> Status:
    return (
        "returned" if any(finding.standing in ("mandatory", "verify") for finding in findings) else "passed"
    )
