"""Reports as a PDF to print or to hand over. The same report gives the same bytes."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from assistant.reports.forms.sources import Sources, place, plain, quote, subtitle
from assistant.reports.report import Bar, Report, Row, Section
from evidence.errors import SettingsError

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

_INK, _SOFT, _LINE, _BAR = "#1d2433", "#5b6475", "#d9dee8", "#3b6fb6"
_TONES = {"good": "#1a7f4b", "warn": "#9a6200", "bad": "#b3261e"}
_WIDE = 5  # columns from which the page is turned
_MARGIN = 48.0  # points
_CHART = 300.0
_MARKS = 52.0  # of the column of sources
_LONGEST = 900  # characters of a cell: a row that is taller than a page cannot be drawn


def as_pdf(report: Report) -> bytes:
    """The report as an A4 document with charts, tables and a numbered list of sources.

    The font that is drawn with knows Latin letters; others are shown by the nearest of those, or as "?".
    """
    try:
        from reportlab.lib.pagesizes import A4, landscape
        from reportlab.platypus import SimpleDocTemplate
    except ImportError as error:
        raise SettingsError("PDF needs reportlab", remedy="Install reportlab, or use --format html.") from error
    wide = any(len(section.columns) > _WIDE for section in report.sections)
    stream = io.BytesIO()
    document = SimpleDocTemplate(
        stream,
        pagesize=landscape(A4) if wide else A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=drawable(report.title)[:250],
        author="Vouch",
        invariant=1,
    )
    footer = f"{drawable(report.title)} · {report.as_of.isoformat()}"
    document.build(
        _story(report, document.width),
        onFirstPage=lambda page, _: _foot(page, footer),
        onLaterPages=lambda page, _: _foot(page, footer),
    )
    return stream.getvalue()


def drawable(text: str) -> str:
    """``text`` in characters that the font has: a letter without its accent where need be, else "?"."""
    return "".join(each if _known(each) else _nearest(each) for each in plain(text))


@cache
def _nearest(character: str) -> str:
    simple = "".join(each for each in unicodedata.normalize("NFKD", character) if _known(each))
    return simple or ("?" if not unicodedata.combining(character) else "")


def _known(character: str) -> bool:
    return ord(character) in _fonts() or character in "\n\t"


@cache
def _fonts() -> frozenset[int]:
    """Register Bitstream Vera, which comes with reportlab; the characters that it has."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    faces = {"Body": "Vera.ttf", "Body-Bold": "VeraBd.ttf", "Body-Italic": "VeraIt.ttf"}
    for name, file in faces.items():
        pdfmetrics.registerFont(TTFont(name, file))
    pdfmetrics.registerFontFamily("Body", "Body", "Body-Bold", "Body-Italic", "Body-Bold")
    face: Any = pdfmetrics.getFont("Body")
    return frozenset(face.face.charToGlyph)


@cache
def _style(name: str) -> Any:
    from reportlab.lib.styles import ParagraphStyle

    _fonts()
    sizes = {"title": (18, 23), "heading": (12, 16), "body": (9, 13), "cell": (7.5, 10), "source": (7, 9.5)}
    size, leading = sizes.get(name, (9, 13))
    return ParagraphStyle(
        name,
        fontName="Body-Bold" if name in ("title", "heading") else "Body",
        fontSize=size,
        leading=leading,
        textColor=_colour(_SOFT if name in ("soft", "source") else _INK),
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
        drawn.append(_chart(section.bars, width))
    if section.columns:
        drawn.append(_table(section.columns, section.rows, sources, width))
    return drawn


def _chart(bars: Sequence[Bar], width: float) -> Flowable:
    from reportlab.graphics.shapes import Drawing, Rect, String

    most = max((bar.value for bar in bars), default=0) or 1
    step, label = 16.0, 190.0
    drawing = Drawing(width, step * len(bars) + 16)
    for place_, bar in enumerate(bars):
        y = step * (len(bars) - place_ - 1) + 14
        long = _CHART * max(bar.value, 0) / most
        drawing.add(String(0, y + 2, drawable(bar.label)[:44], fontName="Body", fontSize=8, fillColor=_colour(_INK)))
        shape: Any = Rect(label, y, long, 9, fillColor=_colour(_TONES.get(bar.tone, _BAR)))
        shape.strokeColor = None
        drawing.add(shape)
        note = drawable(bar.note)[:40]
        drawing.add(String(label + long + 5, y + 2, note, fontName="Body", fontSize=8, fillColor=_colour(_INK)))
    return drawing


def _colour(code: str) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(code)


def _table(columns: Sequence[str], rows: Sequence[Row], sources: Sources, width: float) -> Flowable:
    from reportlab.platypus import LongTable, TableStyle

    head = [_text(name, "cell") for name in (*columns, "Sources")]
    body = [[*(_cell(cell) for cell in row.cells), _cell(sources.marks(row.citations))] for row in rows]
    style: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, _colour(_LINE)),
        ("BACKGROUND", (0, 0), (-1, 0), _colour("#f1f4f8")),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]
    for number, row in enumerate(rows, 1):
        if row.tone in _TONES:
            style.append(("LINEBEFORE", (0, number), (0, number), 2.4, _colour(_TONES[row.tone])))
    return LongTable([head, *body], colWidths=_widths(columns, rows, width), repeatRows=1, style=TableStyle(style))


def _widths(columns: Sequence[str], rows: Sequence[Row], width: float) -> list[float]:
    """Room by what a column holds: the square root of its longest words, so that prose gets more, but not all."""
    longest = [min(max(map(len, cells)), 160) for cells in zip(columns, *(row.cells for row in rows), strict=True)]
    wanted = [max(each, 9) ** 0.5 for each in longest]
    room = width - _MARKS
    return [room * each / sum(wanted) for each in wanted] + [_MARKS]


def _cell(words: str) -> Flowable:
    return _text(words if len(words) <= _LONGEST else words[:_LONGEST] + " …", "cell")


def _foot(page: Any, words: str) -> None:
    page.saveState()
    page.setFont("Body", 7)
    page.setFillColor(_colour(_SOFT))
    page.drawString(_MARGIN, 28, words[:140])
    page.drawRightString(page._pagesize[0] - _MARGIN, 28, str(page.getPageNumber()))
    page.restoreState()
