"""What xlwings asks of an engine: its applications, and how values pass the border in both directions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from qingjian_addin.uno_engine.apps import Apps
from qingjian_addin.uno_engine.blocks import CellError


class Engine:
    """The engine of one connection to an office."""

    name = "libreoffice"
    type = "desktop"

    def __init__(self, context: Any) -> None:
        self.apps = Apps(self, context)

    @staticmethod
    def prepare_xl_data_element(x: object, options: Mapping[str, object]) -> object:
        """A value on its way into a cell; xlwings leaves out rows of None, so blanks go as empty text."""
        del options
        return "" if x is None else x

    @staticmethod
    def clean_value_data(
        data: Iterable[Iterable[object]],
        datetime_builder: Callable[..., object],
        empty_as: object,
        number_builder: Callable[[float], object] | None,
        err_to_str: bool,  # noqa: FBT001 -- xlwings passes it so
    ) -> list[list[object]]:
        """Values on their way out, with the reader's options applied."""

        def clean(value: object) -> object:
            if value is None or value == "":
                return empty_as
            if isinstance(value, CellError):
                return value.text if err_to_str else None
            if isinstance(value, dt.datetime):
                return _built(value, datetime_builder)
            if number_builder is not None and isinstance(value, float):
                return number_builder(value)
            return value

        return [[clean(value) for value in row] for row in data]


def _built(moment: dt.datetime, builder: Callable[..., object]) -> object:
    if builder is dt.datetime:
        return moment
    return builder(
        year=moment.year,
        month=moment.month,
        day=moment.day,
        hour=moment.hour,
        minute=moment.minute,
        second=moment.second,
        microsecond=moment.microsecond,
        tzinfo=None,
    )
