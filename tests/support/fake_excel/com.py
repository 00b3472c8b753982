"""A COM object that writes down every change asked of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from support.fake_excel.modules import Dispatched

_LONGEST: Final = 40

trace: list[str] = []


def log(line: str) -> None:
    trace.append(line)


def is_block(value: object) -> bool:
    return isinstance(value, list | tuple)


def shown(value: Any) -> str:
    """A value as the trace has it: long texts and blocks by their shape alone."""
    if is_block(value):
        return f"<{len(value)} x {len(value[0])}>"
    if isinstance(value, str) and len(value) > _LONGEST:
        return "<text>"
    return getattr(value, "_label", None) or repr(value)


class Com(Dispatched):
    """Public attributes written from outside are logged; what they do is `set_<name>`, if it does anything."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def __init__(self, label: str) -> None:
        object.__setattr__(self, "_label", label)

    def __setattr__(self, name: str, value: Any) -> None:
        if name[0].isupper():
            log(f"{self._label}.{name} = {shown(value)}")
            setter: Callable[[Any], None] | None = getattr(self, f"set_{name}", None)
            if setter is not None:
                setter(value)
                return
        object.__setattr__(self, name, value)

    def keep(self, **members: Any) -> None:
        """Give members without a word in the trace."""
        for name, value in members.items():
            object.__setattr__(self, name, value)

    def did(self, method: str, *arguments: Any, **named: Any) -> None:
        parts = [shown(value) for value in arguments]
        parts += [f"{name}={shown(value)}" for name, value in named.items()]
        log(f"{self._label}.{method}({', '.join(parts)})")
