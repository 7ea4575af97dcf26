"""Bars of a report as a PNG, drawn with Pillow."""

from __future__ import annotations

import io
from collections.abc import Sequence

from assistant.reports.report import Bar

_INK, _PAPER, _LINE = "#1d2733", "#ffffff", "#d5dbe1"
_TONES = {"good": "#2e7d4f", "warn": "#c77700", "bad": "#b3261e"}
_USUAL = "#2f5f98"
_WIDTH, _LEFT, _ROW, _TOP = 1_000, 380, 46, 84


def bar_chart(title: str, bars: Sequence[Bar]) -> bytes:
    """A horizontal bar chart. The same bars give the same bytes."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", (_WIDTH, _TOP + _ROW * max(1, len(bars)) + 24), _PAPER)
    pen = ImageDraw.Draw(picture)
    large, usual = ImageFont.load_default(30), ImageFont.load_default(20)
    pen.text((24, 24), _plain(title, 60), fill=_INK, font=large)
    most = max((bar.value for bar in bars), default=0) or 1
    for number, bar in enumerate(bars):
        top = _TOP + _ROW * number
        pen.text((24, top + 8), _plain(bar.label, 36), fill=_INK, font=usual)
        width = round((_WIDTH - _LEFT - 130) * max(bar.value, 0) / most)
        pen.line((_LEFT, top + 4, _LEFT, top + _ROW - 6), fill=_LINE, width=2)
        pen.rectangle((_LEFT, top + 6, _LEFT + max(width, 2), top + _ROW - 8), fill=_TONES.get(bar.tone, _USUAL))
        pen.text((_LEFT + max(width, 2) + 12, top + 8), _plain(bar.note or f"{bar.value:g}", 12), fill=_INK, font=usual)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def described(title: str, bars: Sequence[Bar]) -> str:
    """The chart in words, for who cannot see it."""
    return f"{title}: " + "; ".join(f"{bar.label} {bar.note or f'{bar.value:g}'}" for bar in bars)


def _plain(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"
