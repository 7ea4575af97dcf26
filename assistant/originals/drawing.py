"""Drawing one page, with the words cited highlighted. Runs in a process of its own, which ``pictures`` starts.

The only file that renders PDF pages. pdfium serves one thread at a time and reads hostile files: here it has one
thread, a memory limit and no neighbours; whatever happens to it costs one picture.
"""

from __future__ import annotations

import ctypes
import io
import json
import logging
import math
import resource
import signal
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from multiprocessing.connection import Connection
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from PIL import Image, ImageChops, ImageDraw

from assistant.originals.aligning import Box, Character, Located, Sought, Stream
from evidence.errors import Corrupt, Encrypted, TooLarge, VouchError

logging.getLogger("pypdfium2").setLevel(logging.ERROR)

MOST_PIXELS = 16_000_000
MOST_SIDE = 8_000
_CHARACTERS = 400_000  # a page
_PAGES = 20_000
_SPACE = 1_500_000_000  # bytes of address space
_GROUND = 1_000_000  # the side of the imagined device that boxes are measured on
_PEN = (255, 226, 92)
_EDGE = (214, 158, 0)
_HYPHENS = {0x02: "", 0xFFFE: "", 0xAD: ""}  # how pdfium reports a hyphen at a line end


class NoPage(VouchError):
    """There is no such page, or nothing of it can be drawn."""

    code = "no_page"


def draw(data: bytes, number: int, sought: Sequence[Sought], scale: float) -> tuple[bytes, dict[str, Any]]:
    """Page ``number`` (1-based) of a PDF, or of a picture file, as PNG with ``sought`` highlighted.

    ``scale`` is pixels a point; it is lowered where the picture would exceed ``MOST_PIXELS``. The description holds
    ``width``, ``height``, ``pages``, ``characters`` (how many the page holds as text), ``boxes`` (x, y, width, height
    in pixels) and ``found`` (one truth value each sought). Raises ``Encrypted``, ``Corrupt``, ``TooLarge``, ``NoPage``.
    """
    if b"%PDF-" in data[:1024]:
        with closing(_open(data)) as document:
            return _draw_page(document, number, sought, scale)
    return _draw_frame(data, number, scale)


def _open(data: bytes) -> Any:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise Encrypted("the page cannot be drawn: the PDF is protected by a password") from error
        raise Corrupt("the page cannot be drawn: the PDF is damaged") from error
    with suppress(pypdfium2.PdfiumError):
        if document.get_formtype() != pdfium.FORMTYPE_NONE:
            document.init_forms()
    return document


def _draw_page(document: Any, number: int, sought: Sequence[Sought], scale: float) -> tuple[bytes, dict[str, Any]]:
    count = len(document)
    if count > _PAGES:
        raise TooLarge(f"{count:,} pages; the limit is {_PAGES:,}")
    if not 1 <= number <= count:
        raise NoPage(f"there is no page {number}; the document has {count}")
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise Corrupt(f"page {number} is damaged and cannot be drawn") from error
    with closing(page):
        characters = list(_characters(page))
        stream = Stream(characters)
        located = [stream.find(each) for each in sought]
        width, height = page.get_size()
        picture = _rendered(page, _scale(width, height, scale))
    return _finished(picture, located, count, len(characters))


def _scale(width: float, height: float, wanted: float) -> float:
    """``wanted``, or the largest scale at which the picture stays within its limits."""
    side = max(width, height, 1.0)
    area = max(width * height, 1.0)
    return max(min(wanted, MOST_SIDE / side, math.sqrt(MOST_PIXELS / area)), 1e-3)


def _rendered(page: Any, scale: float) -> Image.Image:
    try:
        bitmap = page.render(scale=scale, rev_byteorder=True, limit_image_cache=True)
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise Corrupt("the page cannot be drawn") from error
    with closing(bitmap):
        drawn: Image.Image = bitmap.to_pil()
        return drawn.convert("RGB")


def _characters(page: Any) -> Iterator[Character]:
    """The characters of the page in the order in which they are stored."""
    with closing(page.get_textpage()) as textpage:
        count = textpage.count_chars()
        if count > _CHARACTERS:
            raise TooLarge(f"the page holds {count:,} characters; the limit is {_CHARACTERS:,}")
        place = _Places(page)
        high = ""
        for index in range(count):
            code = pdfium.FPDFText_GetUnicode(textpage.raw, index)
            text = _HYPHENS.get(code, chr(code) if code < 0x110000 else "")
            if "\ud800" <= text <= "\udbff":
                high = text
                continue
            if "\udc00" <= text <= "\udfff":
                text = (high + text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
            high = ""
            if text and not text.isspace():
                yield Character(text, *place.of(textpage.raw, index))


class _Places:
    """Where characters are on the page as displayed: cut to its crop box and turned."""

    def __init__(self, page: Any) -> None:
        self._turned = page.get_rotation() % 180 == 90
        zero, right, up = (self._device(page, *at) for at in ((0, 0), (1000, 0), (0, 1000)))
        self._origin = zero
        self._right = ((right[0] - zero[0]) / 1000, (right[1] - zero[1]) / 1000)
        self._up = ((up[0] - zero[0]) / 1000, (up[1] - zero[1]) / 1000)
        self._loose = pdfium.FS_RECTF()
        self._tight = [ctypes.c_double() for _ in range(4)]

    @staticmethod
    def _device(page: Any, x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, _GROUND, _GROUND, 0, x, y, across, down)
        return across.value / _GROUND, down.value / _GROUND

    def of(self, textpage: Any, index: int) -> tuple[Box, bool]:
        """The box of a character, and whether its line runs up or down the page."""
        quarters = round(pdfium.FPDFText_GetCharAngle(textpage, index) / (math.pi / 2))
        sideways = (quarters % 2 == 1) is not self._turned
        if quarters % 2 == 0 and pdfium.FPDFText_GetLooseCharBox(textpage, index, self._loose):
            box = self._loose
            return self._share(box.left, box.bottom, box.right, box.top), sideways
        left, right, bottom, top = self._tight
        pdfium.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
        return self._share(left.value, bottom.value, right.value, top.value), sideways

    def _share(self, left: float, bottom: float, right: float, top: float) -> Box:
        corners = [
            (
                self._origin[0] + x * self._right[0] + y * self._up[0],
                self._origin[1] + x * self._right[1] + y * self._up[1],
            )
            for x, y in ((left, bottom), (right, top))
        ]
        across, down = zip(*corners, strict=True)
        return min(across), min(down), max(across), max(down)


def _draw_frame(data: bytes, number: int, scale: float) -> tuple[bytes, dict[str, Any]]:
    """A picture file: its frame as it is, made smaller where it exceeds the limits."""
    Image.MAX_IMAGE_PIXELS = 4 * MOST_PIXELS
    try:
        with Image.open(io.BytesIO(data)) as image:
            count = int(getattr(image, "n_frames", 1))
            if not 1 <= number <= count:
                raise NoPage(f"there is no page {number}; the document has {count}")
            image.seek(number - 1)
            factor = _scale(image.width, image.height, min(scale, 1.0))
            size = max(round(image.width * factor), 1), max(round(image.height * factor), 1)
            return _finished(image.convert("RGB").resize(size), [], count, 0)
    except Image.DecompressionBombError as error:
        raise TooLarge("the picture has too many pixels") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise NoPage("there is no picture of it: the file is neither a PDF nor a picture") from error


def _finished(
    picture: Image.Image, located: Sequence[Located], pages: int, characters: int
) -> tuple[bytes, dict[str, Any]]:
    boxes = [_pixels(box, picture) for each in located for box in each.boxes]
    boxes = list(dict.fromkeys(box for box in boxes if box[2] > 0 and box[3] > 0))
    if boxes:
        picture = _highlighted(picture, boxes)
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=6)
    told = {
        "width": picture.width,
        "height": picture.height,
        "pages": pages,
        "characters": characters,
        "boxes": boxes,
        "found": [each.whole for each in located],
    }
    return file.getvalue(), told


def _pixels(box: Box, picture: Image.Image) -> tuple[int, int, int, int]:
    """x, y, width and height, a little wider than the characters and cut to the picture."""
    room = max((box[3] - box[1]) * picture.height * 0.08, 1)
    x0, x1 = (box[0] * picture.width - room, box[2] * picture.width + room)
    y0, y1 = (box[1] * picture.height, box[3] * picture.height)
    left, top = max(math.floor(x0), 0), max(math.floor(y0), 0)
    right, bottom = min(math.ceil(x1), picture.width), min(math.ceil(y1), picture.height)
    return left, top, right - left, bottom - top


def _highlighted(picture: Image.Image, boxes: Sequence[tuple[int, int, int, int]]) -> Image.Image:
    """As with a felt pen: the ground becomes yellow, ink stays ink; a thin line below helps who sees no colour."""
    pen = Image.new("RGB", picture.size, "white")
    brush = ImageDraw.Draw(pen)
    for x, y, width, height in boxes:
        brush.rectangle((x, y, x + width - 1, y + height - 1), fill=_PEN)
    thickness = max(picture.height // 700, 1)
    for x, y, width, height in boxes:
        brush.rectangle((x, y + height - thickness, x + width - 1, y + height - 1), fill=_EDGE)
    return ImageChops.multiply(picture, pen)


def serve(descriptor: int) -> None:
    """Draw for the process at the other end of the socket until it closes; end when one page takes too long."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (_SPACE, _SPACE))
    connection: Connection[Any, Any] = Connection(descriptor)
    with connection, suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            wanted = json.loads(connection.recv_bytes())
            data = connection.recv_bytes()
            signal.alarm(math.ceil(wanted["seconds"]))  # also when nobody is left to end it
            png, told = _answer(wanted, data)
            signal.alarm(0)
            connection.send_bytes(json.dumps(told).encode())
            connection.send_bytes(png)


def _answer(wanted: dict[str, Any], data: bytes) -> tuple[bytes, dict[str, Any]]:
    try:
        return draw(data, wanted["page"], [Sought(*each) for each in wanted["sought"]], wanted["scale"])
    except VouchError as error:
        return b"", {"error": type(error).__name__, "message": str(error)}
    except MemoryError:
        return b"", {"error": "TooLarge", "message": "drawing the page needs more memory than it may use"}
