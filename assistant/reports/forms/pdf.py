"""Reports as a PDF to print or to hand over. The same report gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from assistant.reports.forms.pdf_page import INK, LINE, SOFT, TONES, bar_chart, colour, drawable, fonts, printed
from assistant.reports.forms.sources import Sources, place, quote, subtitle
from assistant.reports.report import Report, Row, Section

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

_WIDE = 5  # columns from which the page is turned
_MARGIN = 48.0  # points
_CHART = 300.0
_MARKS = 52.0  # of the column of sources
_LONGEST = 900  # characters of a cell: a row that is taller than a page cannot be drawn


def as_pdf(report: Report) -> bytes:
    """The report as an A4 document with charts, tables and a numbered list of sources.

    The font that is drawn with knows Latin letters; others are shown by the nearest of those, or as "?".
    """
    wide = any(len(section.columns) > _WIDE for section in report.sections)
    footer = f"{drawable(report.title)} · {report.as_of.isoformat()}"[:140]
    return printed(lambda width: _story(report, width), drawable(report.title), footer, _MARGIN, wide=wide)


@cache
def _style(name: str) -> Any:
    from reportlab.lib.styles import ParagraphStyle

    fonts()
    sizes = {"title": (18, 23), "heading": (12, 16), "body": (9, 13), "cell": (7.5, 10), "source": (7, 9.5)}
    size, leading = sizes.get(name, (9, 13))
    return ParagraphStyle(
        name,
        fontName="Body-Bold" if name in ("title", "heading") else "Body",
        fontSize=size,
        leading=leading,
        textColor=colour(SOFT if name in ("soft", "source") else INK),
        spaceBefore=14 if name == "heading" else 0,
        spaceAfter=4,
        keepWithNext=1 if name == "heading" else 0,
        bulletIndent=0,
        leftIndent=10 if name == "bullet" else 0,
        splitLongWords=1,
    )


def _text(words: str, style: str, bullet: str | None = None) -> Flowable:
    from reportlab.platypus import Paragraph

    return Paragraph(escape(drawable(words)).replace("\n", "<br/>"), _style(style), bulletText=bullet)


def _story(report: Report, width: float) -> list[Flowable]:
    from reportlab.platypus import Spacer

    sources = Sources()
    story = [_text(report.title, "title"), _text(subtitle(report), "soft"), Spacer(1, 6)]
    for section in report.sections:
        story += _section(section, sources, width)
    if report.notes:
        story += [_text("Notes", "heading"), *(_text(note, "soft") for note in report.notes)]
    if sources.words:
        story.append(_text("Sources", "heading"))
        for number, words in enumerate(sources.words, 1):
            story.append(_text(f"[{number}] {words.title} · {place(words)}: “{quote(words)}”", "source"))
    return story


def _section(section: Section, sources: Sources, width: float) -> list[Flowable]:
    drawn = [_text(section.title, "heading")] if section.title else []
    for sentence in section.sentences:
        drawn.append(_text(f"{sentence.text} {sources.marks(sentence.citations)}".strip(), "bullet", "•"))
    if section.bars:
        drawn.append(bar_chart(section.bars, width, _CHART))
    if section.columns:
        drawn.append(_table(section.columns, section.rows, sources, width))
    return drawn


def _table(columns: Sequence[str], rows: Sequence[Row], sources: Sources, width: float) -> Flowable:
    from reportlab.platypus import LongTable, TableStyle

    head = [_text(name, "cell") for name in (*columns, "Sources")]
    body = [[*(_cell(cell) for cell in row.cells), _cell(sources.marks(row.citations))] for row in rows]
    style: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, colour(LINE)),
        ("BACKGROUND", (0, 0), (-1, 0), colour("#f1f4f8")),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]
    for number, row in enumerate(rows, 1):
        if row.tone in TONES:
            style.append(("LINEBEFORE", (0, number), (0, number), 2.4, colour(TONES[row.tone])))
    return LongTable([head, *body], colWidths=_widths(columns, rows, width), repeatRows=1, style=TableStyle(style))


def _widths(columns: Sequence[str], rows: Sequence[Row], width: float) -> list[float]:
    """Room by what a column holds: the square root of its longest words, so that prose gets more, but not all."""
    longest = [min(max(map(len, cells)), 160) for cells in zip(columns, *(row.cells for row in rows), strict=True)]
    wanted = [max(each, 9) ** 0.5 for each in longest]
    room = width - _MARKS
    return [room * each / sum(wanted) for each in wanted] + [_MARKS]


def _cell(words: str) -> Flowable:
    return _text(words if len(words) <= _LONGEST else words[:_LONGEST] + " …", "cell")
