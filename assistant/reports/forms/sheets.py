"""Reports as a workbook: a sheet a section, one of sources. The only file of this room that imports openpyxl."""

from __future__ import annotations

import io
import re
from typing import Any

from assistant.reports.forms.sources import Sources, place, plain, quote, subtitle
from assistant.reports.report import Report, Section
from evidence.errors import SettingsError

_TONES = {"good": "E3F4EA", "warn": "FFF3DC", "bad": "FBE3E1"}
_WIDEST, _CELL, _TITLE = 60, 32_000, 31


def as_xlsx(report: Report) -> bytes:
    """The report as an XLSX workbook; cells hold text, never formulas."""
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise SettingsError("XLSX needs openpyxl", remedy="Install openpyxl, or use --format csv.") from error
    book = Workbook()
    book.remove(book.worksheets[0])
    sources, taken = Sources(), set[str]()
    for number, section in enumerate(report.sections, 1):
        sheet = book.create_sheet(_title(section.title or report.title, number, taken))
        _fill(sheet, report, section, sources)
    sheet = book.create_sheet(_title("Sources", 0, taken))
    _write(sheet, ["Number", "Document", "Where", "Words", "Start", "End", "SHA-256"], bold=True)
    for number, words in enumerate(sources.words, 1):
        _write(sheet, [number, words.title, place(words), quote(words), words.start, words.end, words.sha256])
    _fit(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Any, report: Report, section: Section, sources: Sources) -> None:
    _write(sheet, [report.title], bold=True)
    _write(sheet, [subtitle(report)])
    for note in report.notes:
        _write(sheet, [note])
    for sentence in section.sentences:
        _write(sheet, [sentence.text, sources.marks(sentence.citations)])
    for bar in section.bars:
        _write(sheet, [bar.label, bar.value])
    if section.columns:
        _write(sheet, [""])
        _write(sheet, [*section.columns, "Sources"], bold=True)
        first = sheet.max_row
        for row in section.rows:
            _write(sheet, [*row.cells, sources.marks(row.citations)], tone=row.tone)
        sheet.freeze_panes = f"A{first + 1}"
        sheet.auto_filter.ref = f"A{first}:{sheet.cell(row=sheet.max_row, column=len(section.columns) + 1).coordinate}"
    _fit(sheet)


def _write(sheet: Any, values: list[object], *, bold: bool = False, tone: str = "") -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    at = 1 if sheet.max_row == 1 and sheet.cell(row=1, column=1).value is None else sheet.max_row + 1
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row=at, column=column)
        if isinstance(value, str):
            cell.value = plain(value)[:_CELL]
            cell.data_type = "s"
        else:
            cell.value = value
        cell.alignment = Alignment(vertical="top", wrap_text=column > 1 or len(values) > 1)
        if bold:
            cell.font = Font(bold=True)
        if tone in _TONES:
            cell.fill = PatternFill("solid", fgColor=_TONES[tone])


def _fit(sheet: Any) -> None:
    for column in sheet.columns:
        longest = max((len(str(cell.value or "")) for cell in column if cell.row > 3), default=8)
        sheet.column_dimensions[column[0].column_letter].width = min(_WIDEST, max(10, longest + 2))


def _title(wanted: str, number: int, taken: set[str]) -> str:
    name = re.sub(r"[\[\]:*?/\\']", " ", plain(wanted)).strip()[:_TITLE] or f"Sheet {number}"
    if name.lower() in taken:
        name = f"{name[: _TITLE - 4]} {number}"
    taken.add(name.lower())
    return name
