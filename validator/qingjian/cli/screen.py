"""What reaches the terminal: UTF-8 whatever the console, colour only where it shows, progress only for people."""

from __future__ import annotations

import io
import os
import sys
import time
from typing import Final

import click

from qingjian.cli.words import lang, say
from qingjian.reporters.safe import columns, visible
from qingjian.reporters.style import Style

_PATIENCE: Final = 1.0
"""Seconds after which a person wants to see that something happens."""
_MINUTE: Final = 60
_FAST: Final = 10
"""Files per second from which on nobody asks for decimals."""
_WIDEST: Final = 110
"""Longer lines are hard to follow, however wide the window."""


def prepare() -> None:
    """A Windows console or a bare locale must not decide which characters come out."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def out(text: str) -> None:
    """To standard output; a reader that went away, such as `head`, changes no exit code."""
    try:
        click.echo(text, nl=not text.endswith("\n"))
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")


def note(text: str) -> None:
    """To standard error: what happened, beside the result."""
    click.echo(visible(text), err=True)


def style() -> Style:
    """How a report on standard output is to look."""
    if not sys.stdout.isatty():
        return Style(lang())
    is_coloured = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return Style(lang(), is_coloured, min(_room(), _WIDEST))


class Progress:
    """A line on standard error that shows how far a long work is; nothing in a pipe."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._is_shown = sys.stderr.isatty()
        self._used = False

    def __call__(self, done: int, total: int, name: str) -> None:
        if self._is_shown and time.monotonic() - self._started > _PATIENCE:
            self._used = True
            rate = done / max(time.monotonic() - self._started, 0.001)
            text = say(
                "said.progress",
                done=done,
                total=total,
                rate=f"{rate:.3g}" if rate < _FAST else f"{rate:.0f}",
                left=_duration(round((total - done) / rate)),
                name=visible(name),
            )
            click.echo("\r\x1b[K" + _fitted(text), err=True, nl=False, color=True)

    def close(self) -> None:
        if self._used:
            click.echo("\r\x1b[K", err=True, nl=False, color=True)


def _duration(seconds: int) -> str:
    if seconds < _MINUTE:
        return say("said.seconds", seconds=seconds)
    minutes, seconds = divmod(seconds, _MINUTE)
    return say("said.minutes", minutes=minutes, seconds=seconds)


def _room() -> int:
    import shutil  # noqa: PLC0415  # brings every way of compressing, of no use in a pipe

    return shutil.get_terminal_size().columns


def _fitted(text: str) -> str:
    """No wider than the window: a line that wraps cannot be taken back."""
    room = _room() - 1
    for index, char in enumerate(text):
        room -= columns(char)
        if room < 0:
            return text[:index]
    return text
