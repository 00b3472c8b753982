"""Exit codes, a contract with scripts; the highest that applies wins."""

from __future__ import annotations

from typing import Final

PASSED: Final = 0
RETURNED: Final = 1
UNUSABLE: Final = 2
"""A file that cannot be read, one that cannot be written, or wrong usage."""
BROKEN: Final = 3
"""A fault of our own."""
INTERRUPTED: Final = 130
"""Ctrl-C, as every shell expects it."""
