"""Pages that are pictures: which ones need OCR, and the lines that OCR finds on them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from statistics import median
from typing import Any

import numpy as np

from ingest.limits import Limits
from ingest.parse.ocr import LACKING, REMEDY, OcrError, OcrWord, Raster, mean_confidence, missing_languages, recognise
from ingest.parse.pdf_layout import Line, make_line
from ingest.parse.pdf_page import PageContent, Style, Word

_FEW = 40  # characters: a page with fewer, and a picture, is a scan
_STAMPED = 250  # characters that a scan may carry in its margins (page numbers, signing services, archives)
_COVERED = 0.4  # share of the page that pictures cover
_DRAWN = 150  # shapes on a page without characters: its letters may be drawn as outlines
_UNREADABLE = 0.1  # share of characters without a Unicode value
_STRAY = 20  # characters that may be unreadable anyway: bullets, icons
_MARGIN = 0.1  # share of the page's height
_MOST_PIXELS = 40_000_000
_SHARE = 0.8  # of the time limit that OCR may use
_PAGE_SECONDS = 90.0
_LARGE = 1.35  # times the usual height: larger type, not the noise of boxes


def needs_ocr(content: PageContent) -> bool:
    """Whether the words of a page are in its picture, or behind fonts that cannot be read."""
    if content.layer:
        return False
    count = sum(len(word.text) for word in content.words)
    if is_garbled(content):
        return True
    pictures = content.scan
    if count < _FEW:
        return pictures >= _COVERED or (count == 0 and len(content.graphics.shapes) >= _DRAWN)
    height = content.height
    in_margins = all(word.bottom < _MARGIN * height or word.top > (1 - _MARGIN) * height for word in content.words)
    return count < _STAMPED and pictures >= 0.8 and in_margins


def is_garbled(content: PageContent) -> bool:
    """Whether the fonts of a page do not tell which characters it shows."""
    read = sum(len(word.text) for word in content.words)
    return content.unreadable > max(_STRAY, _UNREADABLE * (read + content.unreadable))


class Reader:
    """Reads scanned pages within the limits of one file; what it could not do is in ``warnings``."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._until = time.monotonic() + _SHARE * limits.seconds
        self._read = 0
        self._off = ""
        self._skipped: dict[str, list[int]] = {}
        self._languages_checked = False

    def render(self, page: Any, content: PageContent) -> tuple[list[Line], str]:
        """The lines on a pypdfium2 page, and what they rest on ("" when there are none)."""
        if not self._allowed(content.number):
            return [], ""
        inches = max(1.0, content.width * content.height) / 72**2
        dpi = min(self._limits.ocr_dpi, (_MOST_PIXELS / inches) ** 0.5)
        bitmap = page.render(scale=dpi / 72, grayscale=True)
        try:
            pixels = bitmap.to_numpy().reshape(bitmap.height, bitmap.width, -1)[:, :, 0].copy()
        finally:
            bitmap.close()
        lines, basis = self.read(Raster(pixels.astype(np.uint8), dpi), content.number)
        words = [] if is_garbled(content) else content.words
        return [line for line in lines if not _is_written(line, words)], basis

    def read(self, raster: Raster, number: int) -> tuple[list[Line], str]:
        """The lines on a picture, in points, and what they rest on."""
        if not self._allowed(number):
            return [], ""
        self._read += 1
        seconds = max(1.0, min(_PAGE_SECONDS, self._until - time.monotonic()))
        try:
            found = recognise(raster, self._limits.ocr_languages, seconds)
        except OcrError as error:
            if error.missing:
                self._off = str(error)
            self._skipped.setdefault(str(error), []).append(number)
            return [], ""
        return _lines(found, 72 / raster.dpi), f"OCR, mean confidence {mean_confidence(found):.0f} %" if found else ""

    def warnings(self) -> tuple[str, ...]:
        """What was left unread, and the remedy."""
        said = [f"{_pages(pages)} not read: {reason}. {_remedy(reason)}" for reason, pages in self._skipped.items()]
        lacking = missing_languages(self._limits.ocr_languages) if self._read and not self._off else []
        if lacking:
            said.append(f"{LACKING} {', '.join(lacking)}: install tesseract-ocr-{lacking[0]}")
        return tuple(said)

    def _allowed(self, number: int) -> bool:
        reason = self._off
        if not reason and self._read >= self._limits.ocr_pages:
            reason = f"more than {self._limits.ocr_pages} pages to recognise"
        elif not reason and time.monotonic() > self._until:
            reason = "no time left for OCR"
        if reason:
            self._skipped.setdefault(reason, []).append(number)
        return not reason


def _remedy(reason: str) -> str:
    if "Tesseract" in reason:
        return REMEDY
    if "pages to recognise" in reason:
        return "Raise the limit in the settings (`ingest.ocr_pages`), or split the file."
    return "Split the file, or raise `ingest.seconds_per_file`."


def _pages(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:5]) + (" ..." if len(numbers) > 5 else "")
    return f"scanned page {shown}" if len(numbers) == 1 else f"{len(numbers)} scanned pages ({shown})"


def _lines(found: list[list[OcrWord]], scale: float) -> list[Line]:
    """Words as read, in points. Heights of boxes vary with their letters; only much larger ones are another size."""
    heights = [(word.bottom - word.top) * scale for line in found for word in line]
    usual = median(heights) if heights else 0.0
    lines = []
    for line in found:
        height = median((word.bottom - word.top) * scale for word in line)
        style = Style(round(height if height > _LARGE * usual else usual, 1))
        lines.append(make_line([_word(word, scale, style) for word in line]))
    return lines


def _word(word: OcrWord, scale: float, style: Style) -> Word:
    return Word(word.text, word.x0 * scale, word.top * scale, word.x1 * scale, word.bottom * scale, style, " ")


def _is_written(line: Line, words: Sequence[Word]) -> bool:
    """Whether the line only repeats characters that the page has anyway."""
    x, y = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
    return any(word.x0 - 2 <= x <= word.x1 + 2 and word.top - 2 <= y <= word.bottom + 2 for word in words)
