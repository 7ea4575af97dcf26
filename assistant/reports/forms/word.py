"""Reports as a Word document. The only file of this room that imports python-docx."""

from __future__ import annotations

import io
from typing import Any

from assistant.reports.forms.sources import Sources, place, plain, quote, subtitle
from assistant.reports.report import Bar, Report, Section
from evidence.errors import SettingsError

_WIDTH = 24
_WIDE = 5  # columns from which the page is turned
_TONES = {"good": "E3F4EA", "warn": "FFF3DC", "bad": "FBE3E1"}


def as_docx(report: Report) -> bytes:
    """The report as a DOCX with headings, tables and a list of sources."""
    try:
        from docx import Document
    except ImportError as error:
        raise SettingsError("DOCX needs python-docx", remedy="Install python-docx, or use --format html.") from error
    document = Document()
    if any(len(section.columns) > _WIDE for section in report.sections):
        _turn(document)
    document.core_properties.title = plain(report.title)[:250]
    document.core_properties.author = "Vouch"
    document.add_heading(plain(report.title), 0)
    document.add_paragraph(plain(subtitle(report)))
    sources = Sources()
    for section in report.sections:
        _section(document, section, sources)
    for note in report.notes:
        document.add_paragraph(plain(note), style="Intense Quote")
    if sources.words:
        document.add_heading("Sources", 1)
        for number, words in enumerate(sources.words, 1):
            document.add_paragraph(f"[{number}] {plain(words.title)} · {place(words)}: “{quote(words)}”")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _section(document: Any, section: Section, sources: Sources) -> None:
    if section.title:
        document.add_heading(plain(section.title), 1)
    for sentence in section.sentences:
        document.add_paragraph(
            f"{plain(sentence.text)} {sources.marks(sentence.citations)}".strip(), style="List Bullet"
        )
    if section.bars:
        _chart(document, section.bars)
    if section.columns:
        table = document.add_table(rows=1, cols=len(section.columns) + 1)
        table.style = "Table Grid"
        _row(table.rows[0].cells, [*section.columns, "Sources"], bold=True)
        for row in section.rows:
            _row(table.add_row().cells, [*row.cells, sources.marks(row.citations)], tone=row.tone)


def _chart(document: Any, bars: tuple[Bar, ...]) -> None:
    most = max(bar.value for bar in bars) or 1
    table = document.add_table(rows=0, cols=3)
    for bar in bars:
        _row(table.add_row().cells, [bar.label, "█" * round(_WIDTH * max(bar.value, 0) / most), bar.note])


def _row(cells: Any, values: list[str], *, bold: bool = False, tone: str = "") -> None:
    from docx.shared import Pt

    for cell, value in zip(cells, values, strict=True):
        run = cell.paragraphs[0].add_run(plain(value))
        run.font.size = Pt(8.5)
        run.bold = bold
    if tone in _TONES:
        _shade(cells[0], _TONES[tone])


def _shade(cell: Any, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)


def _turn(document: Any) -> None:
    from docx.enum.section import WD_ORIENT

    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = page.page_height, page.page_width
