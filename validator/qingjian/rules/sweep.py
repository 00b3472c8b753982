"""Judges that look at one line at a time, all of them served by one pass over the form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar, cast

from qingjian.named_tuple import NamedTuple
from qingjian.rules.lines import Line, Lines
from qingjian.rules.plan import BlockPlan

if TYPE_CHECKING:
    from qingjian.rules.view import View

T = TypeVar("T")
LineJudge = Callable[["View", Line], Iterable[T]]
ColumnJudge = Callable[["View", Lines], Iterable[Any]]
Closer = Callable[["View", Lines], Iterable[int]]
Concerned = Callable[["View", BlockPlan], bool]


class _Known(NamedTuple):
    """What is known of a judge."""

    concerned: Concerned
    by_columns: ColumnJudge


_JUDGES: dict[LineJudge[Any], _Known] = {}


def each_line(
    concerned: Concerned, *, closer: Closer | None = None, by_columns: ColumnJudge | None = None
) -> Callable[[LineJudge[T]], LineJudge[T]]:
    """Have a judge asked about every row and record of the blocks that concern it, 合计 rows apart.

    Rows of a long list are read anew in every pass, so there is only one. A judge yields what is worth
    keeping and leaves out what is right: there may be a hundred thousand rows. Of a stretch of plain rows
    `closer` tells which the judge has to look at, having taken in of the others whatever the judge collects;
    or `by_columns` says by itself what the judge would say of row after row."""

    def register(judge: LineJudge[T]) -> LineJudge[T]:
        def looked_at(view: View, lines: Lines) -> Iterator[T]:
            rows = range(len(lines.stretch)) if closer is None else sorted(set(closer(view, lines)))
            return chain.from_iterable(judge(view, lines.line(row)) for row in rows)

        _JUDGES[judge] = _Known(concerned, by_columns or looked_at)
        return judge

    return register


class Sweep:
    """What all judges had to say of one form."""

    def __init__(self, view: View) -> None:
        self._met: dict[LineJudge[Any], list[Any]] = {judge: [] for judge in _JUDGES}
        self._failed: dict[LineJudge[Any], Exception] = {}
        for block in view.plan.blocks:
            asked = self._asked(view, block)
            for part in view.parts(block) if asked else ():
                for judge, by_columns, keep in asked:
                    try:
                        keep(judge(view, part) if isinstance(part, Line) else by_columns(view, part))
                    except Exception as error:  # noqa: BLE001  # of the rules that ask this judge, not of all
                        self._failed[judge] = error
                        asked = self._asked(view, block)

    def _asked(
        self, view: View, block: BlockPlan
    ) -> list[tuple[LineJudge[Any], ColumnJudge, Callable[[Any], None]]]:
        """The judges that a block concerns and that have not failed, each with what takes its answers."""
        return [
            (judge, known.by_columns, self._met[judge].extend)
            for judge, known in _JUDGES.items()
            if judge not in self._failed and known.concerned(view, block)
        ]

    def met(self, judge: LineJudge[T]) -> list[T]:
        """What one judge yielded, in the order of the form; its bug, if it has one, is raised here."""
        if judge in self._failed:
            raise self._failed[judge]
        return cast("list[T]", self._met[judge])
