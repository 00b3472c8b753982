"""A problem of a schema file as lint reports it; the sentences are in schemas/messages/lint.json."""

from __future__ import annotations

from collections.abc import Mapping

from qingjian.named_tuple import NamedTuple


class Problem(NamedTuple):
    """Where (a path of ids), what (a code), and the figures of the sentence."""

    path: str
    code: str
    params: Mapping[str, str]
