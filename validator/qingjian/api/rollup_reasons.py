"""Why a file takes no part in a roll-up, in a sentence."""

from __future__ import annotations

from qingjian.reporters.wording import refusal
from qingjian.rollup import ways
from qingjian.rollup.choosing import Chosen


def reason(one: Chosen) -> str:
    """Why a file takes no part, in a sentence; nothing for one that does."""
    if one.why is None:
        return ""
    detail = one.detail
    if one.why == "refused" and not detail and one.verdict.template is not None:
        detail = (ways.refused(one.verdict.template.id) or {"zh": ""})["zh"]
    if one.verdict.reason is not None:
        detail = refusal(one.verdict.reason, "zh")
    return ways.sentence("reasons", one.why, detail=detail)
