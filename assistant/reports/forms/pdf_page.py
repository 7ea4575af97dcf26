"""What every PDF is drawn with: fonts, colours, A4 pages with a line at their foot, bars."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.reports.forms.sources import plain
from assistant.reports.report import Bar
from evidence.errors import SettingsError

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

INK, SOFT, LINE = "#1d2433", "#5b6475", "#d9dee8"
TONES = {"good": "#1a7f4b", "warn": "#9a6200", "bad": "#b3261e"}
_BAR = "#3b6fb6"
_STEP, _LABEL = 16.0, 190.0  # points: from bar to bar, and before them


def printed(
    story: Callable[[float], Iterable[Flowable]], title: str, footer: str, margin: float, *, wide: bool
) -> bytes:
    """An A4 document of what ``story`` tells for a width in points; ``wide`` turns the page."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.platypus import SimpleDocTemplate

    fonts()
    stream = io.BytesIO()
    document = SimpleDocTemplate(
        stream,
        pagesize=landscape(A4) if wide else A4,
        leftMargin=margin,
        rightMargin=margin,
        topMargin=margin,
        bottomMargin=margin,
        title=title[:250],
        author="Vouch",
        invariant=1,
    )

    def foot(page: Any, _: Any) -> None:
        page.saveState()
        page.setFont("Body", 7)
        page.setFillColor(colour(SOFT))
        page.drawString(margin, 28, footer)
        page.drawRightString(page._pagesize[0] - margin, 28, str(page.getPageNumber()))
        page.restoreState()

    document.build(list(story(document.width)), onFirstPage=foot, onLaterPages=foot)
    return stream.getvalue()


def bar_chart(bars: Sequence[Bar], width: float, room: float) -> Flowable:
    """Bars with what they are before them and their note behind; the longest takes ``room`` points."""
    from reportlab.graphics.shapes import Drawing, Rect, String

    most = max((bar.value for bar in bars), default=0) or 1
    drawing = Drawing(width, _STEP * len(bars) + 16)
    for place, bar in enumerate(bars):
        y = _STEP * (len(bars) - place - 1) + 14
        long = room * max(bar.value, 0) / most
        drawing.add(String(0, y + 2, drawable(bar.label)[:44], fontName="Body", fontSize=8, fillColor=colour(INK)))
        shape: Any = Rect(_LABEL, y, long, 9, fillColor=colour(TONES.get(bar.tone, _BAR)))
        shape.strokeColor = None
        drawing.add(shape)
        note = drawable(bar.note or f"{bar.value:g}")[:40]
        drawing.add(String(_LABEL + long + 5, y + 2, note, fontName="Body", fontSize=8, fillColor=colour(INK)))
    return drawing


def colour(code: str) -> Any:
    """``#rrggbb`` as reportlab has it."""
    from reportlab.lib.colors import HexColor

    return HexColor(code)


def drawable(text: str) -> str:
    """``text`` in characters that the font has: a letter without its accent where need be, else "?"."""
    return "".join(each if _known(each) else _nearest(each) for each in plain(text))


@cache
def _nearest(character: str) -> str:
    simple = "".join(each for each in unicodedata.normalize("NFKD", character) if _known(each))
    return simple or ("?" if not unicodedata.combining(character) else "")


def _known(character: str) -> bool:
    return ord(character) in fonts() or character in "\n\t"


@cache
def fonts() -> frozenset[int]:
    """Register Bitstream Vera, which comes with reportlab; the characters that it has.

    Raises ``SettingsError`` where reportlab is missing.
    """
    try:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
    except ImportError as error:
        raise SettingsError("PDF needs reportlab", remedy="Install reportlab, or use --format html.") from error

    faces = {"Body": "Vera.ttf", "Body-Bold": "VeraBd.ttf", "Body-Italic": "VeraIt.ttf"}
    for name, file in faces.items():
        pdfmetrics.registerFont(TTFont(name, file))
    pdfmetrics.registerFontFamily("Body", "Body", "Body-Bold", "Body-Italic", "Body-Bold")
    face: Any = pdfmetrics.getFont("Body")
    return frozenset(face.face.charToGlyph)
