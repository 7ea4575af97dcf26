"""XLSX and CSV: title rows above the header, several sheets, hidden ones, real dates, formulas with their values."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from samples.builders.containers import pack, repack, unpack
from samples.render.source import Source


def xlsx(source: Source) -> bytes:
    """The bytes of a workbook. A cell ``{f: "=A1*2", v: 8}`` is a formula that was last computed to 8."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator, book.properties.title = source.author, source.title
    book.properties.created = book.properties.modified = source.written.replace(tzinfo=None)
    cached: dict[tuple[int, str], Any] = {}
    for number, entry in enumerate(source.meta["sheets"], 1):
        _sheet(book, number, entry, cached)
    buffer = io.BytesIO()
    book.save(buffer)
    return _with_values(repack(buffer.getvalue(), source.written), cached)


def _sheet(book: Workbook, number: int, entry: dict[str, Any], cached: dict[tuple[int, str], Any]) -> None:
    sheet: Any = book.create_sheet(str(entry["name"])[:31])
    if entry.get("hidden"):
        sheet.sheet_state = "hidden"
    width = len(entry.get("header") or entry["rows"][0])
    first = _head(sheet, entry, width)
    for row, values in enumerate(entry["rows"], first):
        for column, value in enumerate(values, 1):
            name = f"{get_column_letter(column)}{row}"
            if isinstance(value, dict):
                cached[number, name] = value["v"]
            sheet.cell(row, column, value["f"] if isinstance(value, dict) else value)
    for column, shape in (entry.get("formats") or {}).items():
        for row in range(first, sheet.max_row + 1):
            sheet[f"{column}{row}"].number_format = shape
    for row in entry.get("hidden_rows") or ():
        sheet.row_dimensions[row].hidden = True
    for column in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 22


def _head(sheet: Any, entry: dict[str, Any], width: int) -> int:
    """Write merged title rows, an empty row below them, and the header. Returns the first row of the body."""
    titles = entry.get("title_rows") or ()
    for row, text in enumerate(titles, 1):
        sheet.cell(row, 1, text).font = Font(bold=True, size=13)
        if width > 1:
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    first = len(titles) + (2 if titles else 1)
    header = entry.get("header")
    for column, text in enumerate(header or (), 1):
        cell = sheet.cell(first, column, text)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE6F0")
        cell.alignment = Alignment(wrap_text=True)
    return first + 1 if header else first


def _with_values(data: bytes, cached: dict[tuple[int, str], Any]) -> bytes:
    """The workbook with the computed values that openpyxl cannot write beside a formula."""
    members = unpack(data)
    for (number, name), value in cached.items():
        part = f"xl/worksheets/sheet{number}.xml"
        text = isinstance(value, str)
        pattern = re.compile(rf'(<c r="{name}"[^>]*?)(?: t="\w+")?(>\s*<f>[^<]*</f>)<v\s*/?>(?:</v>)?'.encode())
        kind = b' t="str"' if text else b""
        filled = rb"\g<1>" + kind + rb"\g<2><v>" + str(value).encode() + b"</v>"
        members[part], count = pattern.subn(filled, members[part])
        if count != 1:
            raise ValueError(f"no formula in {name} of sheet {number}")
    return pack(members)


def delimited(source: Source) -> bytes:
    """The bytes of a CSV file, in the source's delimiter and encoding."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=str(source.meta.get("delimiter", ",")), lineterminator="\n")
    for line in source.meta.get("title_rows") or ():
        writer.writerow([line])
    if header := source.meta.get("header"):
        writer.writerow(header)
    writer.writerows(source.meta["rows"])
    return out.getvalue().encode(str(source.meta.get("encoding", "utf-8")))
