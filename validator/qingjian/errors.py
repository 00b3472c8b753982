"""Exceptions raised at callers; problems in a filer's data are findings, never exceptions."""

from __future__ import annotations


class QingjianError(Exception):
    """Base of everything this package raises on purpose."""


class BadSchema(QingjianError):
    """A file under schemas/ is not what its meta-schema promises."""

    def __init__(self, path: str, problem: str) -> None:
        self.path = path
        self.problem = problem
        super().__init__(f"{path}: {problem}")


class BadData(QingjianError):
    """Data that is to be written into a form does not fit the edition; `where` is a path within it."""

    def __init__(self, path: str, where: str, problem: str) -> None:
        self.path = path
        self.where = where
        self.problem = problem
        super().__init__(f"{path}: {where}: {problem}")


class UnknownEdition(QingjianError):
    """No template edition has this id."""

    def __init__(self, edition: str, known: tuple[str, ...]) -> None:
        self.edition = edition
        self.known = known
        super().__init__(f"unknown edition {edition!r}; known: {', '.join(known)}")


class UnreadableWorkbook(QingjianError):
    """A file cannot be read; `code` comes from the closed list in schemas/refusals.json."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{code}: {detail}" if detail else code)

    def __reduce__(self) -> tuple[type[UnreadableWorkbook], tuple[str, str]]:
        return type(self), (self.code, self.detail)


class CannotWrite(QingjianError):
    """A workbook cannot be changed or saved; the original is as it was."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{code}: {detail}" if detail else code)


class UnknownFactor(QingjianError):
    """No electricity factor has this id."""

    def __init__(self, factor: str) -> None:
        self.factor = factor
        super().__init__(f"unknown factor {factor!r}")


class UnknownRule(QingjianError):
    """No rule has this code."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"unknown rule {code!r}")


class UnknownTopic(QingjianError):
    """Nothing is called this; `near` are names that resemble it."""

    def __init__(self, topic: str, near: tuple[str, ...]) -> None:
        self.topic = topic
        self.near = near
        super().__init__(f"nothing is called {topic!r}; near: {', '.join(near)}")


class AmbiguousTopic(QingjianError):
    """Several things are called this; `choices` are words that each mean one of them."""

    def __init__(self, topic: str, choices: tuple[str, ...]) -> None:
        self.topic = topic
        self.choices = choices
        super().__init__(f"{topic!r} may be: {', '.join(choices)}")


class BadLedger(QingjianError):
    """A ledger cannot be used as asked; `code` is one of schemas/messages/report.json, ledger.refusals."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{code}: {detail}" if detail else code)


class BadSeason(QingjianError):
    """A season cannot be used as it is declared; `code` is one of schemas/season.json, refusals."""

    def __init__(self, code: str, where: str = "", detail: str = "") -> None:
        self.code = code
        self.where = where
        self.detail = detail
        super().__init__(f"{code}: {where}: {detail}")


class CannotRollUp(QingjianError):
    """There is nothing to roll up, or what there is cannot be; `code` is one of schemas/rollup.json, refusals."""

    def __init__(self, code: str, detail: str = "", edition: str = "") -> None:
        self.code = code
        self.detail = detail
        self.edition = edition
        super().__init__(f"{code}: {edition} {detail}")
