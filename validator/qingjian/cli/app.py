"""The tree of commands, and every way in which one may end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from qingjian import __version__
from qingjian.cli import exits, screen, words
from qingjian.cli.grammar import Group, Misuse, complaint, shared
from qingjian.cli.words import lang, say
from qingjian.errors import (
    AmbiguousTopic,
    BadData,
    BadLedger,
    BadSchema,
    BadSeason,
    CannotRollUp,
    CannotWrite,
    QingjianError,
    UnknownEdition,
    UnknownFactor,
    UnknownRule,
    UnknownTopic,
    UnreadableWorkbook,
)

LOG: Final = "qingjian-debug.log"
COMMANDS: Final = {
    "demo": "demo",
    "check": "check",
    "fill": "fill",
    "extract": "forms:extract",
    "write": "forms:write",
    "transcribe": "forms:transcribe",
    "template": "template",
    "explain": "explain",
    "factor": "factor",
    "ledger": "ledger",
    "season": "season",
    "rollup": "rollup",
    "notice": "notice",
}
"""Command → module of this package, and after a colon the name in it if that is not `command`."""

command: Final = shared(
    click.version_option(__version__, prog_name="qingjian", message="%(prog)s %(version)s")(
        Group("qingjian", COMMANDS, invoke_without_command=False, no_args_is_help=True)
    )
)


def run_command(arguments: Sequence[str]) -> int:
    """Run one command; whatever happens becomes a sentence and an exit code."""
    screen.prepare()
    with words.speaking(arguments):
        return _ended(arguments)


def _ended(arguments: Sequence[str]) -> int:
    try:
        code = command.main(list(arguments), "qingjian", standalone_mode=False)
    except click.ClickException as error:
        return _misused(error)
    except (click.Abort, KeyboardInterrupt):
        screen.note(say("errors.interrupted"))
        return exits.INTERRUPTED
    except QingjianError as error:
        screen.note(sentence(error))
        return exits.UNUSABLE
    except OSError as error:
        if error.filename is None:
            return _broken(error, is_logged="--debug" in arguments)
        screen.note(f"{error.filename}: {_unopened(error)}")
        return exits.UNUSABLE
    except Exception as error:  # noqa: BLE001  # the last line of defence: a sentence instead of a traceback
        return _broken(error, is_logged="--debug" in arguments)
    return code if isinstance(code, int) else exits.PASSED


def sentence(error: QingjianError) -> str:
    """What a person needs to know of a mistake or a refusal."""
    from qingjian.model.verdict import Reason  # noqa: PLC0415
    from qingjian.reporters.wording import (  # noqa: PLC0415
        ledger_refusal,
        refusal,
        season_refusal,
        write_refusal,
    )

    match error:
        case UnreadableWorkbook():
            return refusal(Reason(error.code, error.detail), lang())
        case CannotWrite():
            return write_refusal(error, lang())
        case UnknownRule():
            return say("errors.rule", code=error.code)
        case UnknownEdition():
            return say("errors.edition", edition=error.edition, known=", ".join(error.known))
        case UnknownFactor():
            return say("errors.factor", factor=error.factor)
        case UnknownTopic():
            near = say("errors.near", names=say("words.listing").join(error.near)) if error.near else ""
            return say("errors.topic", topic=error.topic) + near
        case AmbiguousTopic():
            return say(
                "errors.ambiguous", topic=error.topic, choices=say("words.listing").join(error.choices)
            )
        case BadData():
            return say("errors.data", path=error.path, where=error.where or "—", problem=error.problem)
        case BadLedger():
            return ledger_refusal(error, lang())
        case CannotRollUp():
            return _not_rolled_up(error)
        case BadSeason():
            return season_refusal(error, lang())
        case BadSchema():
            return say("errors.schema", path=error.path, problem=error.problem)
        case _:
            return str(error)


def _not_rolled_up(error: CannotRollUp) -> str:
    from qingjian.rollup.ways import sentence as words_of  # noqa: PLC0415

    return words_of("refusals", error.code, lang(), detail=error.detail, edition=error.edition)


def _unopened(error: OSError) -> str:
    return sentence(UnreadableWorkbook("not-opened", error.strerror or ""))


def _misused(error: click.ClickException) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        screen.out(error.format_message())
        return exits.UNUSABLE
    screen.note(say("errors.prefix", problem=complaint(error)))
    context = error.ctx if isinstance(error, click.UsageError) else None
    screen.note(say("errors.see", command=context.command_path if context else "qingjian"))
    return exits.UNUSABLE


def _broken(error: Exception, *, is_logged: bool) -> int:
    problem = type(error).__name__
    if not is_logged:
        screen.note(say("errors.internal", problem=problem))
        return exits.BROKEN
    import traceback  # noqa: PLC0415

    log = Path(LOG)
    log.write_text("".join(traceback.format_exception(error)), encoding="utf-8", errors="backslashreplace")
    screen.note(say("errors.logged", problem=problem, log=str(log)))
    return exits.BROKEN


__all__ = ["COMMANDS", "Misuse", "command", "run_command", "sentence"]
