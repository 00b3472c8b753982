"""docs/cli.md: every command with its options, in both languages, from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import click

from qingjian.cli import app
from qingjian.cli.grammar import (
    Group,
    argument_name,
    help_of,
    option_help,
    option_names,
)
from qingjian.cli.words import say, speaking

OWNS: Final = ("docs/cli.md",)
_INTRODUCTION: Final = (
    "<!-- tools/generate.py cli -->\n\n"
    "# 命令行 / Command line\n\n"
    "每个命令先中文后英文。`--lang zh|en`（或环境变量 `QINGJIAN_LANG`）选择语言。\n\n"
    "Each command in Chinese, then in English. `--lang zh|en` (or `QINGJIAN_LANG`) chooses the language.\n"
)
_EVERYWHERE: Final = ("lang", "debug")
"""Options of every command, told once."""


def files() -> Mapping[str, str]:
    """The page."""
    parts = [_INTRODUCTION]
    for path, command in _walk(app.command, ()):
        parts.append(f"\n{'#' * (2 + (len(path) > 1))} {' '.join(('qingjian', *path))}\n")
        for lang in ("zh", "en"):
            with speaking(["--lang", lang]):
                parts.append("\n" + "\n".join(_section(path, command)) + "\n")
    return {"docs/cli.md": "".join(parts)}


def _walk(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, Group):
        for name, child in command.children():
            yield from _walk(child, (*path, name))


def _section(path: tuple[str, ...], command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name="qingjian")
    parameters = command.get_params(context)
    if isinstance(command, Group):
        pieces = [say("words.options_here"), say("words.command_here")]
    else:
        names = [argument_name(one) for one in parameters if isinstance(one, click.Argument)]
        pieces = [say("words.options_here"), *names]
    yield f"```\n{' '.join(('qingjian', *path, *pieces))}\n```"
    yield ""
    yield help_of(path)
    options = [one for one in parameters if isinstance(one, click.Option) and _is_own(path, one)]
    if options:
        yield ""
        yield from (f"- `{option_names(one)}` {option_help(path, one)}" for one in options)


def _is_own(path: tuple[str, ...], option: click.Option) -> bool:
    return not path or not ("--help" in option.opts or option.name in _EVERYWHERE)
