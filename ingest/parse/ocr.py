"""Scanned pages read by Tesseract, which is a program (Debian: ``tesseract-ocr``), not a library.

One page at a time, on one thread, with a time limit. Words come back with boxes and confidences; what
Tesseract itself hardly believes is dropped.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

REMEDY = "Install Tesseract (Debian: apt-get install tesseract-ocr) and ingest the file again."
LACKING = "scanned pages read without"
"""How a warning begins that languages are missing."""

_LEAST_WORD = 25.0  # confidence, 0 to 100: below, a word is noise
_LEAST_LINE = 45.0  # mean confidence of a line
_SURE = 90.0  # mean confidence of a line without any word of three letters
_BLANK = 24  # grey levels: a page that varies less shows nothing


@dataclass(frozen=True, slots=True)
class Raster:
    """A page as grey levels, (height, width), 0 black; ``dpi`` in pixels an inch."""

    pixels: NDArray[np.uint8]
    dpi: float


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word as read: box in pixels, confidence 0 to 100, and the line it stands on."""

    text: str
    x0: int
    top: int
    x1: int
    bottom: int
    confidence: float
    line: tuple[int, int, int]


class OcrError(Exception):
    """A page could not be read. ``str(error)`` is a plain reason; ``missing`` when Tesseract is not installed."""

    def __init__(self, message: str, missing: bool = False) -> None:
        super().__init__(message)
        self.missing = missing


def recognise(raster: Raster, languages: str, seconds: float) -> list[list[OcrWord]]:
    """The lines of words on a page, in Tesseract's reading order; none on a blank page.

    ``languages`` as Tesseract writes them ("eng+deu"); those not installed are left out. Raises
    ``OcrError`` when Tesseract is missing, fails, or takes longer than ``seconds``.
    """
    if is_blank(raster.pixels):
        return []
    program = shutil.which("tesseract")
    if program is None:
        raise OcrError("Tesseract is not installed", missing=True)
    usable = _usable(program, languages)
    command = [
        program,
        "stdin",
        "stdout",
        "--dpi",
        str(round(raster.dpi)),
        "--psm",
        _mode(program),
        "-l",
        usable,
        "tsv",
    ]
    output = _run(command, _pgm(raster.pixels), seconds)
    return _lines(output)


def is_blank(pixels: NDArray[np.uint8]) -> bool:
    """Whether nothing is printed on the page: all but a thousandth of its pixels have nearly one grey level."""
    if not pixels.size:
        return True
    sample = pixels[::2, ::2]
    low, high = np.percentile(sample, (0.05, 99.95))
    return bool(high - low < _BLANK)


def missing_languages(languages: str) -> list[str]:
    """Those of ``languages`` ("eng+deu") that the installed Tesseract lacks; none when it is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return []
    return [language for language in languages.split("+") if language not in _installed(program)]


def readable_now(said: Iterable[str], languages: str) -> bool:
    """Whether what is ``said`` of a file (remedy, warnings) missed Tesseract or a language, and now all is there."""
    if not any(REMEDY in each or LACKING in each for each in said):
        return False
    return shutil.which("tesseract") is not None and not missing_languages(languages)


def mean_confidence(lines: Sequence[Sequence[OcrWord]]) -> float:
    """The mean confidence of the words, weighted by their lengths; 0 when there are none."""
    words = [word for line in lines for word in line]
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


@cache
def _installed(program: str) -> frozenset[str]:
    try:
        listing = _run([program, "--list-langs"], b"", 20.0)
    except OcrError:
        return frozenset()
    return frozenset(line.strip() for line in listing.splitlines()[1:])


def _usable(program: str, languages: str) -> str:
    installed = _installed(program)
    wanted = [language for language in languages.split("+") if language in installed]
    if not wanted:
        raise OcrError(f"Tesseract has none of the languages {languages}", missing=True)
    return "+".join(wanted)


def _mode(program: str) -> str:
    """Page segmentation: with detection of turned pages where Tesseract has its data for that."""
    return "1" if "osd" in _installed(program) else "3"


def _pgm(pixels: NDArray[np.uint8]) -> bytes:
    height, width = pixels.shape
    return b"P5\n%d %d\n255\n" % (width, height) + np.ascontiguousarray(pixels).tobytes()


def _run(command: Sequence[str], data: bytes, seconds: float) -> str:
    # More threads make one page hardly faster and all pages together slower.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, env=environment, check=False)
    except subprocess.TimeoutExpired as error:
        raise OcrError(f"reading it took longer than {seconds:.0f} s") from error
    except OSError as error:
        raise OcrError(f"Tesseract cannot be started: {error}", missing=True) from error
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OcrError(f"Tesseract failed: {words[-1] if words else done.returncode}"[:200])
    return done.stdout.decode("utf-8", "replace")


def _lines(output: str) -> list[list[OcrWord]]:
    """Tesseract's TSV as lines of words worth believing."""
    lines: dict[tuple[int, int, int], list[OcrWord]] = {}
    for row in csv.DictReader(io.StringIO(output), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") != "5" or not text or float(row["conf"]) < _LEAST_WORD:
            continue
        x0, top = int(row["left"]), int(row["top"])
        key = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
        word = OcrWord(text, x0, top, x0 + int(row["width"]), top + int(row["height"]), float(row["conf"]), key)
        lines.setdefault(key, []).append(word)
    return [line for line in lines.values() if _is_believed(line)]


def _is_believed(line: Sequence[OcrWord]) -> bool:
    """Whether a line is writing: pictures and logos give short scraps of middling confidence."""
    confidence = mean_confidence([line])
    has_word = any(sum(character.isalnum() for character in word.text) > 2 for word in line)
    return confidence >= (_LEAST_LINE if has_word else _SURE)
