"""click's commands, saying what they have to say in the language of this run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, Final, TypeVar

import click

from qingjian.catalog.messages import LANGS
from qingjian.cli.words import has, say

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
_SHARED: Final = ("lang", "debug", "help")


class Misuse(click.UsageError):
    """Wrong usage with a sentence of our own."""


class Command(click.Command):
    """A command whose words are in schemas/messages/cli.json under the path of its name."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(_pieces(self, ctx)), prefix=say("words.usage"))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_help(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_options(self, ctx, formatter)


class Group(click.Group):
    """Commands that are imported when they are called; their names are known before."""

    def __init__(self, name: str, modules: Mapping[str, str], **settings: Any) -> None:
        super().__init__(name, **settings)
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in self._modules:
            return None
        module, _, name = self._modules[cmd_name].partition(":")
        found: click.Command = getattr(import_module(f"qingjian.cli.{module}"), name or "command")
        return found

    def children(self) -> Iterator[tuple[str, click.Command]]:
        """Every command of the group, imported."""
        for name in self._modules:
            found = self.get_command(click.Context(self), name)
            if found is not None:
                yield name, found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and name not in self._modules:
            from difflib import get_close_matches  # noqa: PLC0415

            problem = say("errors.command", name=name)
            for near in get_close_matches(name, self._modules, n=1):
                problem += say("errors.did_you_mean", name=near)
            raise Misuse(problem, ctx)
        return super().resolve_command(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = (say("words.options_here"), say("words.command_here"))
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=say("words.usage"))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_help(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # The first lines of all commands come from the words alone: no module is imported for them.
        with formatter.section(say("words.commands")):
            formatter.write_dl([(name, summary_of((*path_of(ctx), name))) for name in self._modules])
        _write_options(self, ctx, formatter)


def shared(function: Decorated) -> Decorated:
    """--lang and --debug: read before click starts (see words.speaking and app.run_command), declared for the help."""
    function = click.option("--debug", is_flag=True, expose_value=False)(function)
    return click.option("--lang", type=click.Choice(LANGS), expose_value=False)(function)


def path_of(ctx: click.Context) -> tuple[str, ...]:
    """Names of the commands that lead here, without the program's."""
    names: list[str] = []
    while ctx.parent is not None:
        names.insert(0, str(ctx.command.name))
        ctx = ctx.parent
    return tuple(names)


def summary_of(path: Sequence[str]) -> str:
    """The first sentence of a command's help."""
    return help_of(path).split("\n")[0]


def help_of(path: Sequence[str]) -> str:
    """A command's help, paragraphs apart."""
    return say(f"{key_of(path)}.help")


def key_of(path: Sequence[str]) -> str:
    """Where the words of a command are; `template lint` has its own under template-lint."""
    return f"commands.{'-'.join(path) or 'qingjian'}"


def option_help(path: Sequence[str], option: click.Option) -> str:
    """What an option does, with its default."""
    name = "help" if "--help" in option.opts else str(option.name)  # click's own name for it changes
    key = f"shared.{name}" if name in _SHARED else f"{key_of(path)}.options.{name}"
    extra: list[str] = []
    if option.required:
        extra.append(say("words.required"))
    if isinstance(option.default, str) and option.default:
        extra.append(say("words.default", value=option.default))
    return say(key) + (f"  [{', '.join(extra)}]" if extra else "")


def argument_name(argument: click.Argument) -> str:
    """What stands for an argument in the usage line."""
    key = f"arguments.{argument.name}"
    return say(key) if has(key) else str(argument.name)


def option_names(option: click.Option) -> str:
    """-o, --output 文件"""
    names = ", ".join(sorted(option.opts, key=len))
    if option.is_flag:
        return names
    kind = option.type
    if isinstance(kind, click.Choice):
        return f"{names} {'|'.join(map(str, kind.choices))}"
    return f"{names} {say(f'values.{option.name}')}"


def _pieces(command: click.Command, ctx: click.Context) -> list[str]:
    arguments = [argument_name(one) for one in command.get_params(ctx) if isinstance(one, click.Argument)]
    return [say("words.options_here"), *arguments]


def _write_help(ctx: click.Context, formatter: click.HelpFormatter) -> None:
    for paragraph in help_of(path_of(ctx)).split("\n\n"):
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(paragraph)


def _write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    path = path_of(ctx)
    options = [one for one in command.get_params(ctx) if isinstance(one, click.Option)]
    with formatter.section(say("words.options")):
        formatter.write_dl([(option_names(one), option_help(path, one)) for one in options])


def complaint(error: click.ClickException) -> str:
    """What is wrong with the command, in our words where click's kinds of mistakes are known."""
    match error:
        case Misuse():
            return error.format_message()
        case click.NoSuchOption():
            return say("errors.option", name=error.option_name)
        case click.MissingParameter():
            return say("errors.missing", name=_name(error.param))
        case click.BadParameter() if error.param is not None and isinstance(error.param.type, click.Choice):
            choices = ", ".join(map(str, error.param.type.choices))
            return say("errors.choice", name=_name(error.param), choices=choices)
        case click.BadParameter():
            return say("errors.value", name=_name(error.param), value=_quoted(error.message))
        case click.BadOptionUsage():
            return say("errors.argument", name=error.option_name)
        case click.UsageError() if "extra argument" in error.message:  # click has no class for it
            return say("errors.extra", names=error.message.partition("(")[2].removesuffix(")"))
        case _:
            return error.format_message()


def _name(parameter: click.Parameter | None) -> str:
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return argument_name(parameter) if isinstance(parameter, click.Argument) else ""


def _quoted(message: str) -> str:
    """The value that click's sentence quotes, or begins with."""
    _, _, rest = message.partition("'")
    return rest.partition("'")[0] if rest else message.split(" ", maxsplit=1)[0]


__all__ = [
    "Command",
    "Group",
    "Misuse",
    "argument_name",
    "complaint",
    "help_of",
    "key_of",
    "option_help",
    "option_names",
    "path_of",
    "shared",
    "summary_of",
]
