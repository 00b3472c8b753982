"""How much of every form a page can show, so that the page of a large batch stays one that a browser opens."""

from __future__ import annotations

from typing import Final

_STEPS: Final = ((1, 6_000), (20, 3_000), (100, 1_000), (400, 400), (1_000, 150))
"""So many files or fewer: cells of each. In steps, because cached verdicts are of use only to the same step."""


def cells(files: int) -> int:
    """Cells to keep of each of so many forms; none where a page of them would be too long anyway."""
    return next((most for step, most in _STEPS if files <= step), 0)
