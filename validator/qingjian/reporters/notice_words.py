"""The sentences of a notice: schemas/notice.json, and what a bureau words otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any, Final

from qingjian.catalog.messages import LANGS, Lang
from qingjian.catalog.meta import misfits
from qingjian.catalog.tables import table
from qingjian.errors import BadData
from qingjian.named_tuple import NamedTuple
from qingjian.reporters.wording import say

ANYWHERE: Final = ("unit", "year", "file", "sender", "deadline", "contact", "received", "issued")
"""Placeholders that every sentence may use."""
Sentences = Mapping[str, Mapping[str, str]]


class Words(NamedTuple):
    """Sentences in one language."""

    lang: Lang
    sentences: Sentences

    def say(self, key: str, values: Mapping[str, object]) -> str:
        """The sentence of a key, filled in."""
        return self.sentences[key][self.lang].format_map(values)

    def caption(self, key: str) -> str:
        """A caption of the table. A bureau cannot reword these: replies are found by them."""
        return say(f"notice.{key}", self.lang)


def words(lang: Lang, override: object = None, path: str = "") -> Words:
    """The sentences; a slip in the bureau's own is told with its key. `path` is what to call its file."""
    shipped: Sentences = table("notice.json")
    if override is None:
        return Words(lang, shipped)
    for misfit in misfits(override, "notice"):
        raise BadData(path, misfit.path, misfit.detail)
    own: Mapping[str, Any] = dict(override)  # type: ignore[call-overload]
    return Words(lang, {**shipped, **dict(_checked(own, shipped, path))})


def _checked(
    own: Mapping[str, Any], shipped: Sentences, path: str
) -> Iterator[tuple[str, Mapping[str, str]]]:
    for key, worded in own.items():
        if key not in shipped:
            raise BadData(path, key, say("notice.unknown_sentence", "zh"))
        said = dict.fromkeys(LANGS, worded) if isinstance(worded, str) else worded
        known = {name for text in shipped[key].values() for name in _names(text)} | set(ANYWHERE)
        for lang, text in said.items():
            _refuse_unknown(text, known, path, f"{key}/{lang}")
        yield key, {**shipped[key], **said}


def _refuse_unknown(text: str, known: set[str], path: str, where: str) -> None:
    try:
        names = list(_names(text))
    except ValueError as problem:  # a brace that is never closed
        raise BadData(path, where, str(problem)) from problem
    for name in names:
        if name not in known:
            raise BadData(path, where, f"{{{name}}}")


def _names(text: str) -> Iterator[str]:
    """What stands between braces, whole: {unit.x} and {unit!r} are names that nobody knows."""
    for _, name, form, conversion in Formatter().parse(text):
        if name is not None:
            yield name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
