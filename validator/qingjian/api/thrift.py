"""What thousands of verdicts have in common, kept once: each comes out of another process with its own copy."""

from __future__ import annotations

from sys import intern
from typing import Any

from qingjian.model.digest import Digest, Named
from qingjian.model.finding import Finding, Place
from qingjian.model.verdict import Verdict


class Thrift:
    """Knows the words that every form repeats: codes, sheets, fields, the rules that ran. Figures and names are
    a form's own."""

    def __init__(self) -> None:
        self._kept: dict[Any, Any] = {}

    def __call__(self, verdict: Verdict) -> Verdict:
        """The same verdict, in less memory."""
        template, digest = verdict.template, verdict.digest
        return verdict._replace(
            findings=tuple(map(self._finding, verdict.findings)),
            ran=self._once(verdict.ran),
            skipped=self._once(verdict.skipped),
            template=template and template._replace(title=self._titles(template.id, template.title)),
            digest=digest and self._digest(digest),
        )

    def _once(self, value: Any) -> Any:  # Any: of whatever kind, it comes back as an equal one
        return self._kept.setdefault(value, value)

    def _titles(self, edition: str, title: Any) -> Any:
        known = self._kept.setdefault(("title", edition), title)
        return known if known == title else title

    def _finding(self, one: Finding) -> Finding:
        return one._replace(
            code=intern(one.code),
            place=self._place(one.place),
            table=intern(one.table),
            field=intern(one.field),
            related=tuple(map(self._place, one.related)),
            suspects=tuple(map(self._place, one.suspects)),
            params={intern(key): text for key, text in one.params.items()},
        )

    def _place(self, one: Place) -> Place:
        shared: Place = self._once(one)
        return shared

    def _digest(self, one: Digest) -> Digest:
        lists = {intern(table): tuple(map(self._named, named)) for table, named in one.lists.items()}
        return one._replace(edition=intern(one.edition), lists=lists)

    def _named(self, one: Named) -> Named:
        return one._replace(place=self._place(one.place))
