"""Judges that look at one line at a time, all of them served by one pass over the form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from qingjian.rules.plan import BlockPlan

if TYPE_CHECKING:
    from qingjian.rules.view import Line, View

T = TypeVar("T")
LineJudge = Callable[["View", "Line"], Iterable[T]]
Concerned = Callable[["View", BlockPlan], bool]
_JUDGES: dict[LineJudge[Any], Concerned] = {}


def each_line(concerned: Concerned) -> Callable[[LineJudge[T]], LineJudge[T]]:
    """Have a judge asked about every row and record of the blocks that concern it, 合计 rows apart.

    Rows of a long list are read anew in every pass, so there is only one. A judge yields what is worth
    keeping and leaves out what is right: there may be a hundred thousand rows."""

    def register(judge: LineJudge[T]) -> LineJudge[T]:
        _JUDGES[judge] = concerned
        return judge

    return register


class Sweep:
    """What all judges had to say of one form."""

    def __init__(self, view: View) -> None:
        self._met: dict[LineJudge[Any], list[Any]] = {judge: [] for judge in _JUDGES}
        self._failed: dict[LineJudge[Any], Exception] = {}
        for block in view.plan.blocks:
            asked = self._asked(view, block)
            for line in view.lines(block) if asked else ():
                for judge, keep in asked:
                    try:
                        keep(judge(view, line))
                    except Exception as error:  # noqa: BLE001  # of the rules that ask this judge, not of all
                        self._failed[judge] = error
                        asked = self._asked(view, block)

    def _asked(self, view: View, block: BlockPlan) -> list[tuple[LineJudge[Any], Callable[[Any], None]]]:
        """The judges that a block concerns and that have not failed, each with what takes its answers."""
        return [
            (judge, self._met[judge].extend)
            for judge, concerned in _JUDGES.items()
            if judge not in self._failed and concerned(view, block)
        ]

    def met(self, judge: LineJudge[T]) -> list[T]:
        """What one judge yielded, in the order of the form; its bug, if it has one, is raised here."""
        if judge in self._failed:
            raise self._failed[judge]
        return cast("list[T]", self._met[judge])
