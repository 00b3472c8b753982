# What we use of leather, which ships no types.
from collections.abc import Sequence
from decimal import Decimal

from leather import theme as theme

class Chart:
    def __init__(self, title: str | None = None) -> None: ...
    def add_bars(self, data: Sequence[tuple[Decimal, str]], *, fill_color: str | None = None) -> None: ...
    def to_svg(self, *, width: int, height: int) -> str: ...
