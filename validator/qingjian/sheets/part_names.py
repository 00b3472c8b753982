"""Names of parts inside a package, and how parts point to each other by them."""

from __future__ import annotations

import posixpath


def rels_name(part: str) -> str:
    """Where the relations of a part are."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def resolved(part: str, target: str) -> str:
    """The part that a relation's target names."""
    target = target.replace("\\", "/").partition("#")[0]
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def relative(part: str, target: str) -> str:
    """A target as the relations of a part spell it."""
    return posixpath.relpath(f"/{target}", f"/{posixpath.dirname(part)}")


def key(name: str) -> str:
    """Names that differ in case, slashes or a leading slash are one."""
    return name.replace("\\", "/").lstrip("/").casefold()
