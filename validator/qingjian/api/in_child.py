"""What a limited child is asked to do with a file; what does it is loaded there, not here.

Not in on_file: the child would load all that its own process needs for finding and reading files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qingjian.api.options import Options
    from qingjian.model.verdict import Verdict
    from qingjian.sheets.child_protocol import Handed


def judged(handed: Handed, name: str, options: Options, locked: bool) -> Verdict:  # noqa: FBT001  # tasks take positional arguments
    """The verdict on a file."""
    from qingjian.api.judge import judge  # noqa: PLC0415  # see above

    return judge(handed.take(), name, options, locked=locked)
