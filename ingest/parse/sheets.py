"""Workbooks (XLSX, XLSM): every sheet a section, every register a table of records under column names.

Read in one pass of our own over the XML parts (``benchmarks/workbook_speed.py`` measures it against a library):
libraries give either formulas or cached values, and their streaming modes drop what is hidden or merged. Links to
other workbooks are never followed, macros never read.
"""

from __future__ import annotations

from evidence.errors import Corrupt, TooLarge
from evidence.model import ParsedDocument
from ingest.limits import Limits
from ingest.parse.header_blocks import find_blocks
from ingest.parse.sheets_book import SheetEntry, Workbook, read_metadata, read_workbook
from ingest.parse.sheets_notes import read_comments, read_text_boxes
from ingest.parse.sheets_reader import Worksheet, read_area, read_worksheet
from ingest.parse.sheets_text import TextWriter
from ingest.parse.sheets_xml import Package, Relation


def parse_xlsx(data: bytes, name: str, limits: Limits) -> ParsedDocument:
    """The workbook in ``data``.

    A sheet that is missing or damaged costs a warning, not the others. Raises ``Corrupt`` when no sheet
    can be read, and ``TooLarge`` beyond ``limits.cells`` filled cells or ``limits.characters``.
    """
    package = Package(data, limits)
    workbook = read_workbook(package, limits)
    writer = TextWriter(limits)
    warnings: list[str] = []
    cells = failed = 0
    for entry in workbook.sheets:
        try:
            cells += _add_sheet(package, workbook, entry, writer, warnings)
        except Corrupt as error:
            failed += 1
            warnings.append(f"sheet {entry.name!r} was left out: {error}")
        if cells > limits.cells:
            raise TooLarge(f"more than {limits.cells:,} filled cells, which is the limit")
    if failed == len(workbook.sheets):
        raise Corrupt(warnings[0])
    return ParsedDocument(
        text=writer.text,
        parser="xlsx/1",
        metadata=read_metadata(package),
        headings=tuple(writer.headings),
        tables=tuple(writer.tables),
        annotations=tuple(sorted(writer.annotations, key=lambda mark: (mark.start, mark.end))),
        warnings=tuple(warnings),
    )


def _add_sheet(package: Package, workbook: Workbook, entry: SheetEntry, writer: TextWriter, warnings: list[str]) -> int:
    """Write one sheet unless it is empty; the number of its filled cells."""
    sheet = read_worksheet(package, entry.path, workbook.book)
    relations = package.relations(entry.path)
    warnings += [f"sheet {entry.name!r}: {warning}" for warning in sheet.warnings]
    declared = sheet.headers | _table_headers(package, sheet, relations)
    notes = [*read_text_boxes(package, relations), *read_comments(package, relations)]
    if sheet.lines or notes:
        writer.sheet(entry.name, entry.state, find_blocks(sheet.lines, declared=declared), notes)
    return sheet.cells


def _table_headers(package: Package, sheet: Worksheet, relations: dict[str, Relation]) -> set[int]:
    """The header rows of the tables that the sheet declares."""
    rows: set[int] = set()

    def start(element: str, attributes: dict[str, str]) -> None:
        if element == "table" and attributes.get("headerRowCount", "1") != "0":
            area = read_area(attributes.get("ref", ""))
            if area is not None:
                rows.add(area.top)

    for table_id in sheet.table_ids:
        relation = relations.get(table_id)
        if relation is not None and relation.target in package:
            try:
                package.scan(relation.target, start)
            except Corrupt:
                continue
    return rows
