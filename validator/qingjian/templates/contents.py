"""What stands in every cell of a laid-out sheet: the data, and the formulas with their results."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from qingjian.catalog.wording import pending
from qingjian.functions import computed, formulas
from qingjian.functions.computed import Value
from qingjian.model.grid import letters
from qingjian.named_tuple import NamedTuple
from qingjian.templates.declared import Declared
from qingjian.templates.filling import Filling, Given, Missing
from qingjian.templates.place import PlacedCell, PlacedList, SheetLayout


class Content(NamedTuple):
    """A value, or a formula and the value it shows."""

    value: Value
    formula: str | None = None


@dataclass(slots=True)
class Contents:
    """Fills the cells of one sheet, computing each formula's result once."""

    layout: SheetLayout
    filling: Filling
    declared: Declared
    _done: dict[PlacedCell, Content] = field(default_factory=dict["PlacedCell", "Content"])

    def of(self, cell: PlacedCell) -> Content:
        """The content of any placed cell."""
        found = self._done.get(cell)
        if found is None:
            found = self._done[cell] = self._content(cell)
        return found

    def total(self, placed: PlacedList, cell: PlacedCell) -> Content:
        """The content of a 合计 cell."""
        rows = range(placed.first, cell.row)
        parts = [self.of(part).value for part in self._column(placed, cell.asked.id) if part.row in rows]
        formula = formulas.column_total(letters(cell.col), placed.header_row, cell.asked.digits)
        return _settled(self.filling.value(cell), Content(computed.total(parts, cell.asked.digits), formula))

    def _column(self, placed: PlacedList, field_id: str) -> list[PlacedCell]:
        return [
            cell
            for (block, name, _, index), cell in self.layout.by_field.items()
            if block == placed.block and name == field_id and index is not None
        ]

    def _content(self, cell: PlacedCell) -> Content:
        match cell.role:
            case "input":
                return Content(self._given(cell))
            case "computed":
                return _settled(self.filling.value(cell), self._computed(cell))
            case "sequence":
                return self._sequence(cell)
            case "number":
                return self._number(cell)
            case _:
                return Content(cell.text)

    def _given(self, cell: PlacedCell) -> Value:
        """The data, or what the form prints there. A printed mark can be cleared by null; a printed
        remark cannot, for as long as nobody writes over it a reader takes the cell for blank."""
        given = self.filling.value(cell)
        is_remark = cell.text is not None and not computed.is_mark(cell.text)
        if isinstance(given, Missing) or (given is None and is_remark):
            return cell.text
        return given

    def _sequence(self, cell: PlacedCell) -> Content:
        placed = self._list_of(cell)
        number = Decimal(cell.row - placed.header_row)
        column = letters(cell.col)
        if cell.text is not None:
            return Content(number, formulas.sequence(column, placed.header_row))
        keys = [(cell.block, name, cell.item, cell.index) for name in placed.columns]
        others = [self.layout.by_field[key] for key in keys if key in self.layout.by_field]
        area = f"{others[0].address}:{others[-1].address}"
        is_filled = any(self.of(other).value is not None for other in others)
        formula = formulas.sequence_once_filled(column, placed.header_row, area)
        return Content(number if is_filled else "", formula)

    def _number(self, cell: PlacedCell) -> Content:
        """Printed; in the …… row of a sublist it follows those of the rows above that are visible."""
        if not cell.in_dots:
            return Content(Decimal(cell.text or 0))
        placed = self._list_of(cell)
        column = letters(cell.col)
        return Content(
            Decimal(placed.shown + 1), formulas.next_visible(f"{column}{placed.first}:{column}{placed.last}")
        )

    def _list_of(self, cell: PlacedCell) -> PlacedList:
        return next(p for p in self.layout.lists if (p.block, p.item) == (cell.block, cell.item))

    def _computed(self, cell: PlacedCell) -> Content:
        target = cell.asked
        if target.carbon is not None:
            source = self.layout.sibling(cell, target.carbon.of)
            value = computed.carbon_of(
                self.of(source).value,
                target.carbon.by,
                digits=target.digits,
                factor=self.declared.factor,
                gas=self.declared.gas_in_range,
            )
            return Content(value, formulas.carbon(source.address, target.carbon.by, target.digits))
        parts = [self.layout.sibling(cell, part) for part in target.sum]
        value = computed.total([self.of(part).value for part in parts], target.digits)
        return Content(value, formulas.parts_total([part.address for part in parts], target.digits))


def _settled(given: Given, own: Content) -> Content:
    """The formula, unless the data say something else; then their word stands, as filed."""
    if isinstance(given, Missing) or given == own.value:
        return own
    if given is None and own.value in ("", *pending()):
        return own
    return Content(given)
