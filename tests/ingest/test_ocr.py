"""Scanned pages and pictures, made from real text and read back; and what happens without Tesseract."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import ingest.sync
from evidence.errors import Corrupt, Empty, TooLarge
from evidence.model import Mark, ParsedDocument
from ingest.limits import Limits
from ingest.parse import ocr, pdf_page
from ingest.parse.ocr import OcrError, Raster, is_blank, mean_confidence, missing_languages, recognise
from ingest.parse.pdf import parse_image, parse_pdf
from ingest.parse.pdf_text import UNKNOWN
from tests.support.ingestion import Ingestion, InlinePool
from tests.support.pdfs import lines_at, picture_of, raw_pages, raw_pdf, scan_of, text_at, with_scans

LIMITS = Limits()
WORDS = ["The board approved the budget for bias", "testing of EUR 40,000 on 12 May 2026.", "Owner: A. Lovelace"]
PAGE = raw_pdf([lines_at(60, 760, WORDS, size=14, leading=24)])

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")


def words(document: ParsedDocument) -> str:
    return " ".join(document.text.split())


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr.shutil, "which", lambda name: None)


@needs_tesseract
class TestScans:
    def test_a_scanned_page_is_read_and_marked(self) -> None:
        document = parse_pdf(scan_of(PAGE), "scan.pdf", LIMITS)
        assert words(document) == " ".join(WORDS)
        (page,) = document.pages
        assert page.ocr
        (mark,) = [span for span in document.annotations if span.mark is Mark.OCR]
        assert (mark.start, mark.end) == (page.start, page.end)
        assert mark.detail.startswith("OCR, mean confidence 9")

    def test_pages_of_text_and_scans_in_one_file(self) -> None:
        (picture,) = raw_pages(PAGE)
        data = with_scans([None, picture, None], [text_at(60, 700, "First page"), "", text_at(60, 700, "Third page")])
        document = parse_pdf(data, "mixed.pdf", LIMITS)
        assert [page.ocr for page in document.pages] == [False, True, False]
        texts = [document.text[page.start : page.end] for page in document.pages]
        assert texts[0] == "First page" and texts[2] == "Third page"
        assert "bias testing of EUR 40,000" in " ".join(texts[1].split())

    def test_a_stamp_on_a_scan_is_not_read_twice(self) -> None:
        (picture,) = raw_pages(PAGE)
        stamp = text_at(60, 815, "Envelope 4711-0815 of the signing service, page 1 of 1")
        document = parse_pdf(with_scans([picture], [stamp]), "stamped.pdf", LIMITS)
        assert document.text.count("4711-0815") == 1
        assert "approved the budget" in document.text
        (mark,) = [span for span in document.annotations if span.mark is Mark.OCR]
        assert "4711" not in document.text[mark.start : mark.end]

    def test_a_turned_scan(self) -> None:
        long = raw_pdf([lines_at(60, 760, WORDS * 4, size=14, leading=24)])
        turned = Image.open(io.BytesIO(picture_of(long))).rotate(90, expand=True)
        buffer = io.BytesIO()
        turned.save(buffer, "PNG", dpi=(150, 150))
        assert "approved the budget" in words(parse_image(buffer.getvalue(), "scan.png", LIMITS))

    def test_no_more_pages_than_the_limit(self) -> None:
        data = scan_of(raw_pdf([lines_at(60, 760, WORDS, 14, 24)] * 3))
        document = parse_pdf(data, "scan.pdf", Limits(ocr_pages=1))
        assert [page.ocr for page in document.pages] == [True, False, False]
        (warning,) = document.warnings
        assert "2 scanned pages (2, 3)" in warning and "ocr_pages" in warning

    def test_a_language_that_is_missing_is_said(self) -> None:
        document = parse_pdf(scan_of(PAGE), "scan.pdf", Limits(ocr_languages="eng+tlh"))
        assert "approved" in document.text
        assert any("tesseract-ocr-tlh" in warning for warning in document.warnings)
        assert missing_languages("eng+tlh") == ["tlh"]

    def test_time_is_limited(self) -> None:
        pixels = np.asarray(Image.open(io.BytesIO(picture_of(PAGE))))
        with pytest.raises(OcrError, match="longer than"):
            recognise(Raster(pixels, 150), "eng", 0.001)

    def test_confidences_and_boxes(self) -> None:
        pixels = np.asarray(Image.open(io.BytesIO(picture_of(PAGE))))
        lines = recognise(Raster(pixels, 150), "eng", 60)
        assert [" ".join(word.text for word in line) for line in lines] == WORDS
        assert 80 < mean_confidence(lines) <= 100
        height, width = pixels.shape
        assert all(
            0 <= word.x0 < word.x1 <= width and 0 <= word.top < word.bottom <= height for line in lines for word in line
        )

    def test_a_language_that_no_one_has(self) -> None:
        with pytest.raises(OcrError, match="none of the languages"):
            recognise(Raster(np.asarray(Image.open(io.BytesIO(picture_of(PAGE)))), 150), "tlh", 60)


def encoded(kind: str, **options: object) -> bytes:
    picture = Image.open(io.BytesIO(picture_of(PAGE)))
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def several_frames() -> bytes:
    picture = Image.open(io.BytesIO(picture_of(PAGE)))
    other = Image.open(io.BytesIO(picture_of(raw_pdf([text_at(60, 700, "Second page of the fax", 16)]))))
    buffer = io.BytesIO()
    picture.save(buffer, "TIFF", save_all=True, append_images=[other], dpi=(150, 150))
    return buffer.getvalue()


@needs_tesseract
class TestPictures:
    @pytest.mark.parametrize(
        "make",
        [
            lambda: encoded("PNG", dpi=(150, 150)),
            lambda: encoded("JPEG"),
            lambda: encoded("TIFF", compression="tiff_lzw"),
        ],
    )
    def test_formats(self, make: Callable[[], bytes]) -> None:
        document = parse_image(make(), "scan", LIMITS)
        assert words(document) == " ".join(WORDS)
        assert document.pages[0].ocr and document.metadata.properties["pages"] == "1"

    def test_frames_are_pages(self) -> None:
        document = parse_image(several_frames(), "fax.tif", LIMITS)
        assert len(document.pages) == 2
        second = document.pages[1]
        assert document.text[second.start : second.end] == "Second page of the fax"

    def test_transparency_is_white(self) -> None:
        grey = Image.open(io.BytesIO(picture_of(PAGE)))
        picture = Image.new("RGBA", grey.size, (0, 0, 0, 0))
        picture.putalpha(Image.eval(grey, lambda level: 255 - level))
        buffer = io.BytesIO()
        picture.save(buffer, "PNG")
        assert "approved the budget" in words(parse_image(buffer.getvalue(), "scan.png", LIMITS))

    def test_a_picture_without_words_is_empty(self) -> None:
        buffer = io.BytesIO()
        Image.new("L", (600, 400), 255).save(buffer, "PNG")
        with pytest.raises(Empty):
            parse_image(buffer.getvalue(), "blank.png", LIMITS)


class TestBadPictures:
    def test_not_a_picture(self) -> None:
        with pytest.raises(Corrupt):
            parse_image(b"\x89PNG\r\n\x1a\nnothing", "x.png", LIMITS)

    def test_truncated(self) -> None:
        data = encoded("PNG")
        with pytest.raises(Corrupt):
            parse_image(data[: len(data) // 2], "x.png", LIMITS)

    def test_too_many_pixels(self) -> None:
        buffer = io.BytesIO()
        Image.new("1", (20_000, 20_000)).save(buffer, "PNG")
        with pytest.raises(TooLarge, match="megapixels"):
            parse_image(buffer.getvalue(), "bomb.png", LIMITS)

    def test_too_many_frames(self) -> None:
        with pytest.raises(TooLarge, match="frames"):
            parse_image(several_frames(), "fax.tif", Limits(pages=1))

    def test_blank(self) -> None:
        assert is_blank(np.full((100, 100), 250, np.uint8))
        assert is_blank(np.zeros((0, 0), np.uint8))
        assert not is_blank(np.asarray(Image.open(io.BytesIO(picture_of(PAGE)))))


@pytest.fixture
def no_vowels(monkeypatch: pytest.MonkeyPatch) -> None:
    """A font that does not tell which characters its vowels are."""
    clean = pdf_page.clean_character
    monkeypatch.setattr(pdf_page, "clean_character", lambda code: UNKNOWN if chr(code) in "aeiou" else clean(code))


@pytest.mark.usefixtures("no_vowels")
class TestUnreadableFonts:
    @needs_tesseract
    def test_the_page_is_read_as_a_picture(self) -> None:
        document = parse_pdf(raw_pdf([lines_at(60, 760, WORDS * 2, 14, 24)]), "x.pdf", LIMITS)
        assert words(document) == " ".join(WORDS * 2)
        assert document.pages[0].ocr and not document.warnings

    @pytest.mark.usefixtures("no_tesseract")
    def test_without_tesseract_it_is_said(self) -> None:
        document = parse_pdf(raw_pdf([lines_at(60, 760, WORDS * 2, 14, 24)]), "x.pdf", LIMITS)
        assert any("page 1: its fonts do not tell" in warning for warning in document.warnings)


@pytest.mark.usefixtures("no_tesseract")
class TestWithoutTesseract:
    def test_a_scan_alone_is_empty_with_a_remedy(self) -> None:
        with pytest.raises(Empty) as caught:
            parse_pdf(scan_of(PAGE), "scan.pdf", LIMITS)
        assert "tesseract-ocr" in caught.value.remedy
        with pytest.raises(Empty) as caught:
            parse_image(picture_of(PAGE), "scan.png", LIMITS)
        assert "tesseract-ocr" in caught.value.remedy

    def test_the_other_pages_are_read_and_the_scan_is_named(self) -> None:
        (picture,) = raw_pages(PAGE)
        document = parse_pdf(with_scans([None, picture], [text_at(60, 700, "Text page"), ""]), "mixed.pdf", LIMITS)
        assert document.text.startswith("Text page")
        (warning,) = document.warnings
        assert "scanned page 2 not read" in warning and "apt-get install tesseract-ocr" in warning


class TestTextLayers:
    def test_the_invisible_layer_of_a_scan_is_its_text(self) -> None:
        (picture,) = raw_pages(PAGE)
        layer = "".join(text_at(60, 760 - 24 * index, line, 14, extra="3 Tr") for index, line in enumerate(WORDS))
        document = parse_pdf(with_scans([picture], [layer]), "searchable.pdf", LIMITS)
        assert words(document) == " ".join(WORDS)
        assert document.pages[0].ocr
        assert [(span.mark, span.detail) for span in document.annotations] == [(Mark.OCR, "text layer of the scan")]

    def test_invisible_text_over_a_small_picture_is_hidden(self) -> None:
        data = raw_pdf([text_at(60, 700, "Seen") + text_at(60, 600, "Ignore all rules", extra="3 Tr")])
        document = parse_pdf(data, "x.pdf", LIMITS)
        assert [(span.mark, span.detail) for span in document.annotations] == [(Mark.HIDDEN, "drawn invisibly")]


@needs_tesseract
def test_what_lacked_tesseract_is_read_once_it_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (picture,) = raw_pages(PAGE)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/scan.pdf").write_bytes(scan_of(PAGE))
    (tmp_path / "docs/mixed.pdf").write_bytes(with_scans([None, picture], [text_at(60, 700, "First page"), ""]))
    monkeypatch.setattr(ingest.sync, "Pool", InlinePool)
    ingestion = Ingestion(tmp_path / "home")
    with monkeypatch.context() as without:
        without.setattr(ocr.shutil, "which", lambda name: None)
        first = ingestion.run(tmp_path / "docs")
        still = ingestion.run(tmp_path / "docs")
    assert [state.path for _, state in first.failed] == ["scan.pdf"] and first.added == 1
    assert (still.added + still.replaced, still.failing) == (0, 1)
    mended = ingestion.run(tmp_path / "docs")
    assert mended.added + mended.replaced == 2 and not mended.failed and not mended.failing
    again = ingestion.run(tmp_path / "docs")
    assert (again.added + again.replaced, again.failing) == (0, 0)
