"""Regular expressions that are compiled when they are first used: a check needs two of three that its modules name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from re import compile as pattern
else:
    import re

    _METHODS = ("finditer", "findall", "fullmatch", "match", "search", "split", "sub", "subn")

    class _Pattern:
        """Has what a compiled pattern has; its methods are the compiled one's from the first use on."""

        def __init__(self, text, flags):
            self._declared = text, flags

        def __getattr__(self, name):
            if name.startswith("__"):
                raise AttributeError(name)
            compiled = re.compile(*self._declared)
            for method in _METHODS:
                setattr(self, method, getattr(compiled, method))
            return getattr(compiled, name)

    def pattern(text, flags=0):
        """What `re.compile` gives, later."""
        return _Pattern(text, flags)


__all__ = ["pattern"]
