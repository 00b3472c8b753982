"""HTML put together from parts that are escaped when they are made, so that none can be forgotten."""

from __future__ import annotations

import html

from qingjian.reporters.safe import visible

_VOID = frozenset({"input", "meta"})


class Markup(str):
    """Text that is HTML already; everything else gets escaped."""

    __slots__ = ()


def element(tag: str, *content: str, **attributes: str) -> Markup:
    """One element; `class_` stands for class, and underscores for hyphens."""
    named = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{html.escape(value)}"' for name, value in attributes.items()
    )
    if tag in _VOID:
        return Markup(f"<{tag}{named}>")
    return Markup(f"<{tag}{named}>{joined(*content)}</{tag}>")


def joined(*content: str) -> Markup:
    """Parts one after the other, each escaped unless it is markup."""
    return Markup("".join(part if isinstance(part, Markup) else text(part) for part in content))


def text(content: str) -> Markup:
    """Text as text: nothing in it can open a tag, steer the direction of writing or hide."""
    return Markup(html.escape(visible(content)))
