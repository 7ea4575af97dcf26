"""DOCX: the look follows the layout; properties, running header, comments and hidden text as Word writes them."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Pt, RGBColor

from samples.builders.containers import repack
from samples.render.blocks import Block, Run, blocks
from samples.render.source import Source

_FONTS = {"formal": ("Cambria", 11), "letter": ("Georgia", 11), "memo": ("Arial", 10), "minutes": ("Calibri", 11)}
_TABLES = {"formal": "Table Grid", "minutes": "Light List Accent 1", "report": "Medium Grid 1 Accent 1"}


def docx(source: Source) -> bytes:
    """The bytes of a Word document."""
    document = Document()
    _dress(document, source)
    for block in blocks(source.body):
        _add(document, block, source)
    buffer = io.BytesIO()
    document.save(buffer)
    return repack(buffer.getvalue(), source.written)


def _dress(document: Any, source: Source) -> None:
    properties = document.core_properties
    properties.title, properties.author = source.title, source.author
    properties.created = properties.modified = source.written.replace(tzinfo=None)
    name, size = _FONTS.get(source.layout, ("Calibri", 11))
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = name, Pt(size)
    section = document.sections[0]
    if header := source.meta.get("header"):
        section.header.paragraphs[0].text = str(header)
    if footer := source.meta.get("footer"):
        section.footer.paragraphs[0].text = str(footer)
        section.footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _add(document: Any, block: Block, source: Source) -> None:
    if block.kind == "table":
        _table(document, block, source)
    elif block.kind == "break":
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    elif block.kind == "heading":
        document.add_heading(block.text, 0 if block.level == 1 and source.layout == "formal" else block.level)
    elif block.kind == "hidden":
        run = document.add_paragraph().add_run(block.text)
        run.font.color.rgb, run.font.size = RGBColor(255, 255, 255), Pt(1)
    else:
        _paragraph(document, block)


def _paragraph(document: Any, block: Block) -> None:
    depth = "" if block.level < 2 else f" {min(block.level, 3)}"
    style = {"bullet": "List Bullet" + depth, "number": "List Number" + depth, "quote": "Quote"}.get(block.kind)
    paragraph = document.add_paragraph(style=style)
    _write(paragraph, block.runs)
    if block.comment:
        author, text = block.comment
        initials = "".join(word[0] for word in author.split())
        document.add_comment(paragraph.runs, text=text, author=author, initials=initials)


def _table(document: Any, block: Block, source: Source) -> None:
    table = document.add_table(rows=0, cols=max(len(row) for row in block.rows))
    table.style = _TABLES.get(source.layout, "Table Grid")
    for number, row in enumerate(block.rows):
        if number == 0 and not any(run.text.strip() for cell in row for run in cell):
            continue  # a table without a header row
        for cell, runs in zip(table.add_row().cells, row, strict=False):
            _write(cell.paragraphs[0], runs)
    document.add_paragraph()


def _write(paragraph: Any, runs: tuple[Run, ...]) -> None:
    for run in runs:
        paragraph.add_run(run.text).bold = run.bold or None
