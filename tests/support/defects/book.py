"""A workbook opened as a package and changed the way Excel would leave it, without any library of the product."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NS: Final = {"m": _MAIN}
_BOOK: Final = "xl/workbook.xml"
_REFERENCE: Final = re.compile(r"(?<![A-Za-z0-9_.])(\$?[A-Z]{1,3}\$?)([0-9]+)(?![0-9(])")

for _prefix, _uri in (("", _MAIN), ("r", _R)):
    ET.register_namespace(_prefix, _uri)


class Book:
    """The parts of one workbook; sheets are parsed when first touched."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.book = ET.fromstring(self.parts[_BOOK])
        self.open: dict[str, ET.Element] = {}
        self.strings = [
            "".join(text.text or "" for text in item.iter(f"{{{_MAIN}}}t"))
            for item in ET.fromstring(self.parts["xl/sharedStrings.xml"])
        ]

    def bytes(self) -> bytes:
        parts = {**self.parts, _BOOK: ET.tostring(self.book, "utf-8", xml_declaration=True)}
        for name, root in self.open.items():
            parts[name] = ET.tostring(root, "utf-8", xml_declaration=True)
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as package:
            for name, content in parts.items():
                package.writestr(name, content)
        return target.getvalue()

    # ------------------------------------------------------------ reading

    def names(self) -> list[str]:
        return [str(one.get("name")) for one in self._entries()]

    def text(self, sheet: str, address: str) -> str:
        cell = self._find(sheet, address)
        return "" if cell is None else self._text(cell)

    def formula(self, sheet: str, address: str) -> str | None:
        cell = self._find(sheet, address)
        found = None if cell is None else cell.find("m:f", _NS)
        return None if found is None else found.text

    def column(self, sheet: str, letters: str) -> Iterator[tuple[int, str]]:
        """Row numbers and what stands there."""
        for row in self._rows(sheet):
            number = int(row.get("r", "0"))
            cell = next((c for c in row if c.get("r") == f"{letters}{number}"), None)
            yield number, "" if cell is None else self._text(cell)

    def cells(self, sheet: str) -> Iterator[tuple[str, str]]:
        """Every address and what stands there."""
        for row in self._rows(sheet):
            for cell in row:
                yield str(cell.get("r")), self._text(cell)

    def find(self, sheet: str, text: str) -> str:
        """The first cell that says this, whatever its spaces."""
        for row in self._rows(sheet):
            for cell in row:
                if "".join(self._text(cell).split()) == text:
                    return str(cell.get("r"))
        raise KeyError(text)

    # ------------------------------------------------------------ writing

    def number(self, sheet: str, address: str, value: str, *, date: bool = False) -> None:
        cell = self._blank(sheet, address)
        ET.SubElement(cell, f"{{{_MAIN}}}v").text = value
        if date:
            cell.set("s", self._style("14"))

    def words(self, sheet: str, address: str, value: str) -> None:
        cell = self._blank(sheet, address)
        cell.set("t", "inlineStr")
        text = ET.SubElement(ET.SubElement(cell, f"{{{_MAIN}}}is"), f"{{{_MAIN}}}t")
        text.text = value
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def error(self, sheet: str, address: str, value: str) -> None:
        cell = self._blank(sheet, address)
        cell.set("t", "e")
        ET.SubElement(cell, f"{{{_MAIN}}}v").text = value

    def computed(self, sheet: str, address: str, formula: str, result: str | None) -> None:
        """A formula and the result that was saved with it."""
        cell = self._blank(sheet, address)
        ET.SubElement(cell, f"{{{_MAIN}}}f").text = formula
        if result is not None:
            ET.SubElement(cell, f"{{{_MAIN}}}v").text = result

    def clear(self, sheet: str, address: str) -> None:
        self._blank(sheet, address)

    def row(self, sheet: str, number: int) -> None:
        """The row, made where there was none."""
        rows = self._rows(sheet)
        if not any(row.get("r") == str(number) for row in rows):
            data = self._sheet(sheet).find("m:sheetData", _NS)
            assert data is not None
            above = sum(1 for row in rows if int(row.get("r", "0")) < number)
            data.insert(above, ET.Element(f"{{{_MAIN}}}row", {"r": str(number)}))

    def hide_row(self, sheet: str, number: int) -> None:
        row = next(row for row in self._rows(sheet) if row.get("r") == str(number))
        row.set("hidden", "1")

    def hide_column(self, sheet: str, number: int) -> None:
        """Its width is taken out of the range it shares with its neighbours."""
        cols = self._sheet(sheet).find("m:cols", _NS)
        assert cols is not None
        for col in list(cols):
            first, last = int(col.get("min", "0")), int(col.get("max", "0"))
            if not first <= number <= last:
                continue
            at = list(cols).index(col)
            cols.remove(col)
            for low, high in ((number + 1, last), (number, number), (first, number - 1)):
                if low <= high:
                    part = ET.Element(col.tag, {**col.attrib, "min": str(low), "max": str(high)})
                    if low == high == number:
                        part.set("hidden", "1")
                    cols.insert(at, part)

    def merge(self, sheet: str, area: str) -> None:
        """Cells of a list merged over what stands in them."""
        root = self._sheet(sheet)
        merges = root.find("m:mergeCells", _NS)
        assert merges is not None
        ET.SubElement(merges, f"{{{_MAIN}}}mergeCell", {"ref": area})
        merges.set("count", str(len(merges)))

    def whole_numbers(self, sheet: str, address: str) -> None:
        """Shown without decimals; what is stored stays."""
        cell = self._find(sheet, address)
        assert cell is not None
        cell.set("s", self._style("1"))

    def delete_row(self, sheet: str, number: int) -> None:
        """The rows below move up; references follow as far as this sheet goes."""
        root = self._sheet(sheet)
        data = root.find("m:sheetData", _NS)
        assert data is not None
        for row in list(data):
            here = int(row.get("r", "0"))
            if here == number:
                data.remove(row)
                continue
            for cell in row:
                if here > number:
                    cell.set("r", _moved(str(cell.get("r")), number))
                for formula in cell.findall("m:f", _NS):
                    formula.text = _moved(formula.text or "", number)
            if here > number:
                row.set("r", str(here - 1))
        for merge in root.iter(f"{{{_MAIN}}}mergeCell"):
            merge.set("ref", _moved(str(merge.get("ref")), number))

    def rename(self, sheet: str, new: str) -> None:
        self._entry(sheet).set("name", new)
        for name in self.book.iter(f"{{{_MAIN}}}definedName"):
            name.text = re.sub(rf"'?{re.escape(sheet)}'?!", f"'{new}'!", name.text or "")

    def remove(self, sheet: str) -> None:
        """Only its entry: Excel drops the names that pointed there as well."""
        sheets = self.book.find("m:sheets", _NS)
        names = self.book.find("m:definedNames", _NS)
        assert sheets is not None
        sheets.remove(self._entry(sheet))
        for name in list(names if names is not None else ()):
            if names is not None and (name.get("localSheetId") or sheet in (name.text or "")):
                names.remove(name)

    def copy(self, sheet: str, new: str) -> None:
        """A sheet of the same content behind the others."""
        sheets = self.book.find("m:sheets", _NS)
        assert sheets is not None
        number = str(1 + max(int(one.get("sheetId", "0")) for one in self._entries()))
        path = f"xl/worksheets/sheet{number}.xml"
        self.parts[path] = ET.tostring(self._sheet(sheet), "utf-8", xml_declaration=True)
        rels = self.parts["xl/_rels/workbook.xml.rels"].decode()
        link = (
            f'<Relationship Id="rIdC{number}" Type="{_R}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        )
        self.parts["xl/_rels/workbook.xml.rels"] = rels.replace(
            "</Relationships>", f"{link}</Relationships>"
        ).encode()
        types = self.parts["[Content_Types].xml"].decode()
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
        part = f'<Override PartName="/{path}" ContentType="{kind}"/>'
        self.parts["[Content_Types].xml"] = types.replace("</Types>", f"{part}</Types>").encode()
        sheets.append(
            ET.Element(f"{{{_MAIN}}}sheet", {"name": new, "sheetId": number, f"{{{_R}}}id": f"rIdC{number}"})
        )

    # ------------------------------------------------------------ inside

    def _entries(self) -> Iterator[ET.Element]:
        return self.book.iter(f"{{{_MAIN}}}sheet")

    def _entry(self, sheet: str) -> ET.Element:
        return next(one for one in self._entries() if one.get("name") == sheet)

    def _sheet(self, name: str) -> ET.Element:
        identity = self._entry(name).get(f"{{{_R}}}id")
        rels = ET.fromstring(self.parts["xl/_rels/workbook.xml.rels"])
        path = "xl/" + next(str(one.get("Target")) for one in rels if one.get("Id") == identity)
        if path not in self.open:
            self.open[path] = ET.fromstring(self.parts[path])
        return self.open[path]

    def _rows(self, sheet: str) -> list[ET.Element]:
        data = self._sheet(sheet).find("m:sheetData", _NS)
        assert data is not None
        return list(data)

    def _text(self, cell: ET.Element) -> str:
        value = cell.find("m:v", _NS)
        if cell.get("t") == "inlineStr":
            return "".join(text.text or "" for text in cell.iter(f"{{{_MAIN}}}t"))
        if value is None or value.text is None:
            return ""
        return self.strings[int(value.text)] if cell.get("t") == "s" else value.text

    def _find(self, sheet: str, address: str) -> ET.Element | None:
        number = "".join(char for char in address if char.isdigit())
        row = next((row for row in self._rows(sheet) if row.get("r") == number), None)
        return None if row is None else next((c for c in row if c.get("r") == address), None)

    def _blank(self, sheet: str, address: str) -> ET.Element:
        """The cell without content, made where there was none."""
        cell = self._find(sheet, address)
        if cell is None:
            number = "".join(char for char in address if char.isdigit())
            row = next(row for row in self._rows(sheet) if row.get("r") == number)
            cell = ET.Element(f"{{{_MAIN}}}c", {"r": address})
            before = sum(1 for other in row if _order(str(other.get("r"))) < _order(address))
            row.insert(before, cell)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        return cell

    def _style(self, number_format: str) -> str:
        styles = ET.fromstring(self.parts["xl/styles.xml"])
        formats = styles.find("m:cellXfs", _NS)
        assert formats is not None
        ET.SubElement(
            formats,
            f"{{{_MAIN}}}xf",
            {"numFmtId": number_format, "fontId": "0", "fillId": "0", "borderId": "0"},
        )
        formats.set("count", str(len(formats)))
        self.parts["xl/styles.xml"] = ET.tostring(styles, "utf-8", xml_declaration=True)
        return str(len(formats) - 1)


def _order(address: str) -> tuple[int, str]:
    letters = "".join(char for char in address if char.isalpha())
    return len(letters), letters


def _moved(text: str, deleted: int) -> str:
    return _REFERENCE.sub(
        lambda found: f"{found[1]}{int(found[2]) - 1}" if int(found[2]) > deleted else found[0], text
    )
