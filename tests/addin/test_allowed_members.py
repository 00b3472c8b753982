"""Commands keep to a short list of xlwings members, and both engines have every one of them."""

from __future__ import annotations

import ast
import importlib.util
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from xlwings import main as xlwings_main

HERE: Final = Path(__file__).parent
ADDIN: Final = HERE.parents[1] / "addin" / "qingjian_addin"
ALLOWED: Final[Mapping[str, list[str]]] = json.loads((HERE / "allowed_members.json").read_text("utf-8"))
BEHIND: Final = {"value": "raw_value"}
"""What an engine calls a member, where xlwings itself does the rest."""
OUR_OWN: Final = {"address", "cells", "columns", "count", "index", "path", "row", "rows", "save", "table"}
"""Attributes of findings, files and tables that happen to be called like members of xlwings."""


def _commands() -> Iterator[Path]:
    yield from sorted((ADDIN / "commands").glob("*.py"))
    for name in ("marking", "resultsheet", "quiet", "judging", "state"):
        yield ADDIN / f"{name}.py"


def _attributes(path: Path) -> set[str]:
    return {
        node.attr for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)
    }


def _members() -> set[str]:
    classes = ("App", "Books", *ALLOWED, "Notes")
    return {one for name in classes for one in dir(getattr(xlwings_main, name)) if not one.startswith("_")}


@pytest.mark.parametrize("path", list(_commands()), ids=lambda path: path.stem)
def test_a_command_uses_nothing_else(path: Path) -> None:
    allowed = {member for members in ALLOWED.values() for member in members}
    assert _attributes(path) & _members() - OUR_OWN <= allowed


def test_the_list_holds_nothing_that_no_command_uses() -> None:
    used = {attribute for path in _commands() for attribute in _attributes(path)}
    assert {member for members in ALLOWED.values() for member in members} <= used


def test_no_command_leaves_the_public_interface() -> None:
    for path in _commands():
        assert not {"api", "impl", "xl"} & _attributes(path), path.name


@cache
def _classes(folder: Path) -> Mapping[str, set[str]]:
    """Class → what its body defines, over all modules of an engine."""
    found: dict[str, set[str]] = {}
    for path in [folder] if folder.is_file() else sorted(folder.glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, set()).update(_defined(node))
    return found


def _defined(body: ast.ClassDef) -> Iterator[str]:
    for node in ast.walk(body):
        if isinstance(node, ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
            yield from (target.attr for target in node.targets if isinstance(target, ast.Attribute))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, (ast.Name, ast.Attribute)):
            yield node.target.id if isinstance(node.target, ast.Name) else node.target.attr


def _engines() -> Mapping[str, Any]:
    origin = importlib.util.find_spec("xlwings")
    assert origin is not None
    assert origin.origin is not None
    return {"excel": Path(origin.origin).with_name("_xlwindows.py"), "calc": ADDIN / "uno_engine"}


@pytest.mark.parametrize("engine", list(_engines()))
@pytest.mark.parametrize(
    ("name", "member"), [(name, one) for name, members in ALLOWED.items() for one in members]
)
def test_both_engines_have_every_member(engine: str, name: str, member: str) -> None:
    classes = _classes(_engines()[engine])
    assert BEHIND.get(member, member) in classes[name]
