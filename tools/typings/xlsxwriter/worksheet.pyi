from collections.abc import Iterable, Mapping
from typing import Any

from xlsxwriter.format import Format

class Worksheet:
    name: str
    def write_number(self, row: int, col: int, number: object, cell_format: Format | None = None) -> int: ...
    def write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> int: ...
    def write_blank(self, row: int, col: int, blank: None, cell_format: Format | None = None) -> int: ...
    def write_formula(
        self, row: int, col: int, formula: str, cell_format: Format | None = None, value: object = 0
    ) -> int: ...
    def write_array_formula(
        self,
        first_row: int,
        first_col: int,
        last_row: int,
        last_col: int,
        formula: str,
        cell_format: Format | None = None,
        value: object = 0,
    ) -> int: ...
    def merge_range(
        self,
        first_row: int,
        first_col: int,
        last_row: int,
        last_col: int,
        data: object,
        cell_format: Format | None = None,
    ) -> int: ...
    def data_validation(
        self, first_row: int, first_col: int, last_row: int, last_col: int, options: Mapping[str, Any]
    ) -> int: ...
    def conditional_format(
        self, first_row: int, first_col: int, last_row: int, last_col: int, options: Mapping[str, Any]
    ) -> int: ...
    def set_row(
        self,
        row: int,
        height: float | None = None,
        cell_format: Format | None = None,
        options: Mapping[str, object] | None = None,
    ) -> int: ...
    def set_column(self, first_col: int, last_col: int, width: float | None = None) -> int: ...
    def protect(self, password: str = "", options: Mapping[str, bool] | None = None) -> None: ...
    def print_area(self, first_row: int, first_col: int, last_row: int, last_col: int) -> int: ...
    def repeat_rows(self, first_row: int, last_row: int | None = None) -> None: ...
    def set_h_pagebreaks(self, breaks: Iterable[int]) -> None: ...
    def freeze_panes(self, row: int, col: int) -> None: ...
    def __getattr__(self, name: str) -> Any: ...  # set-up without arguments worth checking
