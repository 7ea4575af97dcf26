"""PDF files and pictures of pages: ``parse_pdf`` and ``parse_image``.

The family: ``pdf_page`` and ``pdf_graphics`` read a page through pdfium, ``pdf_grids`` finds ruled
tables, ``pdf_layout`` lines and paragraphs, ``pdf_scan`` and ``ocr`` what is a picture, ``pdf_forms``
fields, comments and signatures; ``pdf_compose`` writes the canonical text (its separators are listed in
``pdf_text``) and ``pdf_structure`` finds headings in it.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from evidence.errors import Corrupt, Empty, Encrypted, TooLarge, TooSlow
from evidence.model import Attachment, Heading, Metadata, ParsedDocument
from ingest.limits import Limits
from ingest.parse.ocr import REMEDY
from ingest.parse.pdf_compose import Composition, PageLayout, compose
from ingest.parse.pdf_forms import SignatureField, place_fields, read_annotations, signature_notes
from ingest.parse.pdf_grids import claim_words, find_grids
from ingest.parse.pdf_layout import fill_blanks, make_lines, split_columns
from ingest.parse.pdf_page import PageContent, Word, read_page
from ingest.parse.pdf_repair import GlyphRepair
from ingest.parse.pdf_scan import Reader, is_garbled, needs_ocr
from ingest.parse.pdf_structure import Bookmark, Written, body_style, find_headings, letters_only, margin
from ingest.parse.pdf_text import clean_string

logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # its hints address programmers, on the user's terminal

PARSER = "pdf/1"
IMAGE_PARSER = "image/1"

_SLIDE = 1_000  # characters a page, on average, of a presentation at most
_MOST_BOOKMARKS = 20_000
_MOST_ATTACHMENTS = 200
_DATE = re.compile(
    r"(?:D:)?(\d{4})-?(\d\d)?-?(\d\d)?[T ]?(\d\d)?:?(\d\d)?:?(\d\d)?(?:\s*([-+Z])(?:(\d\d)'?:?(\d\d)?'?)?)?"
)
_NO_TITLE = re.compile(
    r"(?:(?:untitled|document|presentation|powerpoint|word|slide|page|print|scan|image|doc|title)[\s_-]*)*\d*$"
    r"|microsoft \w+ - |.*\.\w{2,4}$|\S*_\S*$",
    re.I,
)
_PROPERTIES = ("Subject", "Keywords", "Creator", "Producer", "Version", "Revision", "Status", "Company")


def parse_pdf(data: bytes, name: str, limits: Limits) -> ParsedDocument:
    """The PDF in ``data``: text, pages, headings, ruled tables, annotations, metadata, attached files.

    Raises ``Encrypted`` under a password, ``Corrupt`` for what pdfium cannot open, ``Empty`` without any
    character, ``TooLarge`` and ``TooSlow`` beyond ``limits``. A page that cannot be read costs a warning.
    """
    with closing(_open(data)) as document:
        count = len(document)
        if count > limits.pages:
            raise TooLarge(f"{count:,} pages; the limit is {limits.pages:,}")
        if document.get_formtype() != pdfium.FORMTYPE_NONE:
            document.init_forms()
        reading = _Reading(document, limits)
        layouts = [reading.page(index) for index in range(count)]
        signatures = signature_notes(document, data, reading.signatures, limits.signature_roots)
        composition = compose(layouts, signatures, limits)
        attachments = tuple(_attachments(document, limits))
        headings = find_headings(composition.paragraphs, list(_outline(document)), _are_slides(composition))
        metadata = _metadata(document, count, composition, headings)
    warnings = (*reading.warnings(), *_cut_short(data))
    _require_text(composition, bool(attachments), warnings)
    return _document(composition, PARSER, metadata, headings, warnings, attachments)


def parse_image(data: bytes, name: str, limits: Limits) -> ParsedDocument:
    """The picture in ``data`` (PNG, JPEG, TIFF of several pages, ...), read by OCR.

    Raises ``Corrupt`` for what is no picture, ``TooLarge`` beyond ``limits``, and ``Empty`` when no
    word can be read, or Tesseract is not installed.
    """
    from ingest.parse.pdf_pictures import read_frames

    reader = Reader(limits)
    layouts = []
    for number, raster in enumerate(read_frames(data, limits), start=1):
        lines, basis = reader.read(raster, number)
        height, width = raster.pixels.shape
        scale = 72 / raster.dpi
        layouts.append(PageLayout(number, width * scale, height * scale, scanned=lines, ocr=basis))
    composition = compose(layouts, [], limits)
    _require_text(composition, False, reader.warnings())
    headings = find_headings(composition.paragraphs, [], slides=False)
    metadata = Metadata(properties={"pages": str(len(layouts))})
    return _document(composition, IMAGE_PARSER, metadata, headings, reader.warnings())


def _document(
    composition: Composition,
    parser: str,
    metadata: Metadata,
    headings: tuple[Heading, ...],
    warnings: tuple[str, ...],
    attachments: tuple[Attachment, ...] = (),
) -> ParsedDocument:
    return ParsedDocument(
        text=composition.text,
        parser=parser,
        metadata=metadata,
        pages=composition.pages,
        headings=headings,
        tables=composition.tables,
        annotations=composition.annotations,
        attachments=attachments,
        warnings=warnings,
    )


def _open(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise Encrypted("it is protected by a password or certificate") from error
        if b"%PDF-" not in data[:1024]:
            raise Corrupt("it is not a PDF: it does not begin as one") from error
        raise Corrupt("damaged or truncated: no pages can be found in it") from error


class _Reading:
    """Reads the pages of one document, within its limits."""

    def __init__(self, document: Any, limits: Limits) -> None:
        self.signatures: list[SignatureField] = []
        self._document = document
        self._limits = limits
        self._form = document.formenv.raw if document.formenv else None
        self._scans = Reader(limits)
        self._until = time.monotonic() + limits.seconds
        self._characters = 0
        self._unreadable: list[int] = []
        self._garbled: list[int] = []
        self._repair = GlyphRepair()

    def page(self, index: int) -> PageLayout:
        """The layout of one page; an empty one when pdfium cannot load it."""
        if time.monotonic() > self._until:
            raise TooSlow(f"{index} of its {len(self._document)} pages took {self._limits.seconds:.0f} s")
        try:
            page = self._document[index]
        except pypdfium2.PdfiumError:
            self._unreadable.append(index + 1)
            return PageLayout(index + 1, 0.0, 0.0)
        with closing(page):
            layout, count = self._layout(page, index + 1)
        self._characters += count
        if self._characters > self._limits.characters:
            raise TooLarge(f"more than {self._limits.characters:,} characters up to page {index + 1}")
        return layout

    def _layout(self, page: Any, number: int) -> tuple[PageLayout, int]:
        content = read_page(page, number, self._repair, self._limits.characters)
        annotations = read_annotations(page, number, self._form, content.graphics.frame)
        self.signatures.extend(annotations.signatures)
        layout = PageLayout(number, content.width, content.height, notes=annotations.notes)
        if needs_ocr(content):
            layout.scanned, layout.ocr = self._scans.render(page, content)
        elif content.layer:
            layout.ocr = "text layer of the scan"
        words = place_fields(content.words, annotations.fields)
        if is_garbled(content):
            words = [] if layout.scanned else words
            self._garbled += [] if layout.scanned else [number]
        layout.margins = make_lines(word for word in words if margin(word.top, word.bottom, content.height)[0])
        layout.grids, words = claim_words(find_grids(content.graphics), words, content.graphics)
        layout.lines = split_columns(fill_blanks(make_lines(words)), content.width)
        layout.rotated = make_lines(content.rotated)
        layout.hidden = _hidden_runs(content)
        return layout, sum(len(word.text) for word in (*content.words, *content.hidden, *content.rotated))

    def warnings(self) -> tuple[str, ...]:
        """What was left out."""
        broken = [f"page {number} is damaged and was left out" for number in self._unreadable[:20]]
        garbled = [
            f"page {number}: its fonts do not tell which characters it shows; replace the file with another export"
            for number in self._garbled[:20]
        ]
        return (*broken, *garbled, *self._scans.warnings())


def _hidden_runs(content: PageContent) -> list[tuple[str, str]]:
    """The hidden words of a page as (text, reason), one run a reason."""
    runs: dict[str, list[Word]] = {}
    for word in content.hidden:
        runs.setdefault(word.style.hidden, []).append(word)
    return [("".join(_spaced(words)), reason) for reason, words in runs.items()]


def _spaced(words: list[Word]) -> Iterator[str]:
    for index, word in enumerate(words):
        if index and word.joint:
            yield " "
        yield word.text


def _require_text(composition: Composition, attachments: bool, warnings: tuple[str, ...]) -> None:
    if composition.text.strip() or attachments:
        return
    if any("Tesseract" in warning for warning in warnings):
        raise Empty("it holds pictures of text only, and Tesseract is not there to read them", remedy=REMEDY)
    if any("not read" in warning for warning in warnings):
        raise Empty(f"no characters could be read in it: {warnings[0]}")
    if any("ends early" in warning or "damaged" in warning for warning in warnings):
        raise Corrupt("damaged or truncated: no characters can be read in it")
    raise Empty("no characters could be read in it")


def _cut_short(data: bytes) -> tuple[str, ...]:
    """A warning when the file ends before its own end mark, as an interrupted download does."""
    if data.rfind(b"%%EOF") >= data.rfind(b"endobj"):
        return ()
    return ("the file ends early: it may hold more pages than could be read; replace it with a whole copy",)


def _are_slides(composition: Composition) -> bool:
    """Whether pages are wide and hold few words, as those of a presentation."""
    pages = composition.pages
    wide = sum(page.width > page.height for page in pages)
    return wide > 0.8 * len(pages) and len(composition.text) < _SLIDE * len(pages)


def _outline(document: Any) -> Iterator[Bookmark]:
    for count, entry in enumerate(document.get_toc(max_depth=12)):
        if count >= _MOST_BOOKMARKS:
            return
        destination = entry.get_dest()
        page = destination.get_index() if destination else None
        yield Bookmark(clean_string(entry.get_title()), entry.level + 1, 0 if page is None else page + 1)


def _attachments(document: Any, limits: Limits) -> Iterator[Attachment]:
    spent = 0
    for index in range(min(document.count_attachments(), _MOST_ATTACHMENTS)):
        attachment = document.get_attachment(index)
        try:
            data = bytes(attachment.get_data())
        except (pypdfium2.PdfiumError, RuntimeError, ValueError):
            continue  # an entry without a stream
        spent += len(data)
        if spent > limits.expanded_bytes:
            raise TooLarge(f"its attachments expand to more than {limits.expanded_bytes:,} bytes")
        if data:
            yield Attachment(clean_string(attachment.get_name()) or f"attachment-{index + 1}", data)


def _metadata(document: Any, pages: int, composition: Composition, headings: tuple[Heading, ...]) -> Metadata:
    values = {key: clean_string(document.get_metadata_value(key)) for key in (*_PROPERTIES, "Title", "Author")}
    return Metadata(
        title=_best_title(values["Title"], _title(composition.paragraphs)),
        author=values["Author"],
        version=values["Version"] or values["Revision"],
        language=_language(document),
        created=_moment(document.get_metadata_value("CreationDate")),
        modified=_moment(document.get_metadata_value("ModDate")),
        properties={"pages": str(pages)} | {key.lower(): values[key] for key in _PROPERTIES if values[key]},
    )


def _best_title(stated: str, printed: str) -> str:
    """The title that the properties state, unless it says nothing or only adds rubbish to the printed one."""
    if _NO_TITLE.match(stated) or (printed and letters_only(stated).endswith(letters_only(printed))):
        return printed
    return stated


def _title(paragraphs: tuple[Written, ...]) -> str:
    """The largest words on the first page that has any, when they stand out from the body.

    Headings further down may be as large: the title is what stands together first.
    """
    first = [paragraph for paragraph in paragraphs if paragraph.page == paragraphs[0].page]
    if not first:
        return ""
    largest = max(paragraph.style[0] for paragraph in first)
    chosen = [paragraph for paragraph in first if paragraph.style[0] == largest]
    top = first.index(chosen[0])
    together = [paragraph for paragraph, other in zip(first[top:], chosen, strict=False) if paragraph is other]
    title = " ".join(paragraph.text for paragraph in together)
    return title if largest > 1.15 * body_style(paragraphs)[0] and len(title) <= 200 and len(chosen) <= 4 else ""


def _language(document: Any) -> str:
    import ctypes

    length = pdfium.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if not 2 < length <= 200:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), length)
    return clean_string(buffer.raw[: length - 2].decode("utf-16-le", "replace"))


def _moment(text: str) -> datetime | None:
    """A PDF date ("D:20250301101500+02'00'", or what others write); None when it is none. UTC without a zone."""
    match = _DATE.match(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second, sign, hours, minutes = match.groups()
    try:
        moment = datetime(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0))
        zone = timezone((-1 if sign == "-" else 1) * timedelta(hours=int(hours or 0), minutes=int(minutes or 0)))
    except ValueError:
        return None
    return moment.replace(tzinfo=zone if sign in ("+", "-") else UTC)
