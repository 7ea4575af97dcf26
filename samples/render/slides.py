"""PPTX: slides with bullets, a table, a chart and speaker notes."""

from __future__ import annotations

import io
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

from samples.builders.containers import pack, repack, unpack
from samples.render.source import Source

_CHARTS = {
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "pie": XL_CHART_TYPE.PIE,
}


def pptx(source: Source) -> bytes:
    """The bytes of a presentation."""
    show: Any = Presentation()
    properties = show.core_properties
    properties.title, properties.author = source.title, source.author
    properties.created = properties.modified = source.written.replace(tzinfo=None)
    for number, entry in enumerate(source.meta["slides"]):
        _slide(show, entry, number)
    buffer = io.BytesIO()
    show.save(buffer)
    return repack(_same_books(buffer.getvalue(), source), source.written)


def _slide(show: Any, entry: dict[str, Any], number: int) -> None:
    bullets = entry.get("bullets") or ()
    layout = 0 if number == 0 and not (entry.get("table") or entry.get("chart")) else 1 if bullets else 5
    slide = show.slides.add_slide(show.slide_layouts[layout])
    slide.shapes.title.text = entry.get("title", "")
    if bullets:
        slide.placeholders[1].text = "\n".join(map(str, bullets))
    top = Inches(4.2 if bullets else 1.8)
    if rows := entry.get("table"):
        _table(slide, rows, top)
    if chart := entry.get("chart"):
        data = CategoryChartData()
        data.categories = chart["categories"]
        for name, values in chart["series"].items():
            data.add_series(name, values)
        kind = _CHARTS[chart.get("type", "column")]
        slide.shapes.add_chart(kind, Inches(1), top, Inches(8), Inches(3), data)
    if notes := entry.get("notes"):
        slide.notes_slide.notes_text_frame.text = notes


def _table(slide: Any, rows: list[list[Any]], top: Any) -> None:
    table = slide.shapes.add_table(
        len(rows), len(rows[0]), Inches(0.6), top, Inches(8.8), Inches(0.35 * len(rows))
    ).table
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            cell = table.cell(at, column)
            cell.text = "" if value is None else str(value)
            cell.text_frame.paragraphs[0].font.size = Pt(12)


def _same_books(data: bytes, source: Source) -> bytes:
    """The presentation with its charts' workbooks free of the time of writing."""
    members = unpack(data)
    for name, part in members.items():
        if name.endswith(".xlsx"):
            members[name] = repack(part, source.written)
    return pack(members)
