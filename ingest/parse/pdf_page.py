"""What one PDF page holds: words with their boxes and styles, ruling lines, images.

The only file that calls pdfium's C functions for page content. Coordinates are those of the page as
displayed, in points: x to the right, y *downwards* from the top left corner, page rotation applied.

Reading costs one C call a character and property, about half a microsecond each, which is why
everything is read once, here, and the rest of the family works on words.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from numpy.typing import NDArray

from evidence.errors import TooLarge
from ingest.parse.pdf_graphics import Graphics, read_graphics
from ingest.parse.pdf_repair import GlyphRepair
from ingest.parse.pdf_text import BREAK, HYPHEN, SPACE, UNKNOWN, clean_character

TINY = 2.0  # points: smaller type is not meant to be read
_NEAR = 20  # largest difference of a colour channel (0-255) that an eye does not tell from its ground
_LOOK = 1.5  # pixels a point of the drawing that confirms a suspicion
_TOUCH = 0.1  # of the type size: characters closer than this are of one word
_STRENGTH = ("", " ", "\n").index  # of a joint
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")
_MONO_NAMES = ("courier", "mono", "consolas", "menlo")


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of characters is drawn. ``size`` in points, ``angle`` in degrees (0 upright, 90 upwards).

    ``hidden`` says why a reader does not see the run, "" when it is seen.
    """

    size: float
    bold: bool = False
    mono: bool = False
    angle: int = 0
    hidden: str = ""


@dataclass(slots=True)
class Word:
    """Characters without a blank between them. ``joint`` is what stands before: "", " " or a line end."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    style: Style
    joint: str


@dataclass(slots=True)
class PageContent:
    """One page: ``words`` in reading order as stored, ``hidden`` and ``rotated`` ones apart.

    ``scan`` is the share of the page that its largest image covers; ``layer`` tells that the words are
    the text layer of a scan (drawn invisibly, or under the image of the whole page); ``unreadable`` counts
    the characters that the fonts do not translate to Unicode.
    """

    number: int
    graphics: Graphics
    words: list[Word] = field(default_factory=list)
    hidden: list[Word] = field(default_factory=list)
    rotated: list[Word] = field(default_factory=list)
    layer: bool = False
    unreadable: int = 0

    @property
    def width(self) -> float:
        """The page's width in points."""
        return self.graphics.width

    @property
    def height(self) -> float:
        """The page's height in points."""
        return self.graphics.height

    @property
    def scan(self) -> float:
        """The share of the page, 0 to 1, that its largest image covers."""
        area = self.width * self.height
        return max((shape.area(self.width, self.height) for shape in self.graphics.images), default=0.0) / max(area, 1)


def _function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A pdfium function on plain addresses, twice as fast as on typed pointers."""
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(result, *arguments)(address or 0)


_POINTER, _INT = ctypes.c_void_p, ctypes.c_int
_unicode = _function("FPDFText_GetUnicode", ctypes.c_uint, _POINTER, _INT)
_text_object = _function("FPDFText_GetTextObject", _POINTER, _POINTER, _INT)
_generated = _function("FPDFText_IsGenerated", _INT, _POINTER, _INT)
_loose_box = _function("FPDFText_GetLooseCharBox", _INT, _POINTER, _INT, _POINTER)


@dataclass(slots=True)
class _Characters:
    """The characters of a page as parallel sequences; ``boxes`` is (n, 4): x0, top, x1, bottom.

    ``objects`` are the addresses of the text objects, None for characters that pdfium made up.
    """

    codes: list[int]
    objects: list[int | None]
    boxes: NDArray[np.float32]


def read_page(page: Any, number: int, repair: GlyphRepair, most: int) -> PageContent:
    """Everything on ``page`` (a pypdfium2 page), which is ``number`` (1-based) in its document.

    ``repair`` is that of the document, which reads fonts that hold glyph numbers. Raises ``TooLarge`` for
    more than ``most`` characters.
    """
    graphics = read_graphics(page.raw)
    content = PageContent(number, graphics)
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > most:
            raise TooLarge(f"more than {most:,} characters on page {number}")
        characters = _read_characters(textpage.raw, count, graphics)
        styles = _Styles(textpage.raw, graphics)
        characters.codes = repair.apply(characters.codes, characters.objects, styles.font)
        words, content.unreadable = _words(characters, styles)
    finally:
        textpage.close()
    _confirm_hidden(words, page)
    _sort_out(content, words)
    return content


def _read_characters(textpage: Any, count: int, graphics: Graphics) -> _Characters:
    handle = ctypes.cast(textpage, ctypes.c_void_p).value
    raw = (ctypes.c_float * (4 * max(count, 1)))()
    base = ctypes.addressof(raw)
    for index in range(count):
        _loose_box(handle, index, base + 16 * index)
    # left, top, right, bottom, as the C structure has them; y upwards
    boxes = np.frombuffer(memoryview(raw).cast("B"), dtype=np.float32).reshape(-1, 4)[:count]
    codes = [_unicode(handle, index) for index in range(count)]
    # A blank that pdfium put in for a distance may carry the text object around it, like a real one.
    objects = [
        None if code == ord(SPACE) and _generated(handle, index) else _text_object(handle, index)
        for index, code in enumerate(codes)
    ]
    return _Characters(codes, objects, graphics.frame.boxes(boxes[:, 0], boxes[:, 3], boxes[:, 2], boxes[:, 1]))


class _Styles:
    """The style of each text object of a page, read at its first character."""

    def __init__(self, textpage: Any, graphics: Graphics) -> None:
        self._textpage = textpage
        self._graphics = graphics
        self._known: dict[int, Style] = {}
        self._interned: dict[Style, Style] = {}
        self._grounded: dict[tuple[int, int, int], bool] = {}
        self._name = ctypes.create_string_buffer(256)

    def of(self, address: int, index: int, box: tuple[float, float, float, float]) -> Style:
        """The style of the text object at ``address``, whose first character has this index and box."""
        style = self._known.get(address)
        if style is None:
            style = self._read(address, index, box)
            style = self._known[address] = self._interned.setdefault(style, style)
        return style

    def _read(self, address: int, index: int, box: tuple[float, float, float, float]) -> Style:
        handle = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._textpage, index, matrix)
        scale = float(np.hypot(matrix.c, matrix.d)) or 1.0
        size = round(pdfium.FPDFText_GetFontSize(self._textpage, index) * scale, 2)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
        font, flags = self._font(index)
        name = font.lower()
        weight = pdfium.FPDFText_GetFontWeight(self._textpage, index)
        return Style(
            size=size,
            bold=weight >= _BOLD_WEIGHT or mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
            or any(part in name for part in _BOLD_NAMES),
            mono=bool(flags & 1) or any(part in name for part in _MONO_NAMES),
            angle=self._graphics.frame.angle(matrix.a, matrix.b),
            hidden=self._why_hidden(address, handle, mode, size, box),
        )  # fmt: skip

    def font(self, index: int) -> str:
        """The name of the font of the character at ``index``."""
        return self._font(index)[0]

    def _font(self, index: int) -> tuple[str, int]:
        flags = ctypes.c_int()
        length = pdfium.FPDFText_GetFontInfo(self._textpage, index, self._name, len(self._name), flags)
        return self._name.raw[: max(0, min(length, 256) - 1)].decode("latin-1"), flags.value

    def _why_hidden(
        self, address: int, handle: Any, mode: int, size: float, box: tuple[float, float, float, float]
    ) -> str:
        """Why the object is not seen; a reason that begins with "?" is a suspicion that the drawn page must confirm."""
        if mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP):
            return "drawn invisibly"
        if size < TINY:
            return f"type of {size:g} points"
        stroked = mode == pdfium.FPDF_TEXTRENDERMODE_STROKE
        read = pdfium.FPDFPageObj_GetStrokeColor if stroked else pdfium.FPDFPageObj_GetFillColor
        channels = [ctypes.c_uint() for _ in range(4)]
        if not read(handle, *channels):
            return ""
        red, green, blue, alpha = (channel.value for channel in channels)
        if alpha < _NEAR:
            return "transparent type"
        return self._lost_on_ground(address, (red, green, blue), box)

    def _lost_on_ground(
        self, address: int, colour: tuple[int, int, int], box: tuple[float, float, float, float]
    ) -> str:
        graphics = self._graphics
        depth = graphics.depths.get(address, -1)
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        for shape in reversed(graphics.covers):  # last painted first
            if shape.depth <= depth:
                break
            if shape.holds(x, y):
                return "?covered by a shape"
        if colour not in self._grounded:
            self._grounded[colour] = any(_near(colour, ground) for ground in graphics.grounds)
        if not self._grounded[colour]:
            return ""
        ground = graphics.ground_at(x, y, depth)
        if ground is None:  # an image or a pattern lies below
            return "?colour of its ground" if min(colour) > 255 - _NEAR else ""
        return "?colour of its ground" if _near(colour, ground) else ""


def _near(colour: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return max(abs(a - b) for a, b in zip(colour, other, strict=True)) <= _NEAR


class _WordBuilder:
    """Gathers characters into words, in the order in which pdfium gives them."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self._open: Word | None = None
        self._joint = "\n"
        self._guessed = False

    def blank(self, joint: str, guessed: bool) -> None:
        """A blank or a line end was read; ``guessed`` when pdfium put it in, by the distance of characters."""
        self._guessed = guessed and (self._guessed or not self._joint)
        if joint == "\n" or not self._joint:
            self._joint = joint

    def add(self, text: str, box: tuple[float, float, float, float], style: Style) -> None:
        """A character was read."""
        word = self._open
        if word is not None and self._joint and self._guessed and _touches(word, box, style):
            self._joint = ""  # pdfium guesses wrong where every character is placed by itself
        if word is not None and not self._joint and _gap(word, box, style) is None:
            word.text += text
            word.x0, word.top = min(word.x0, box[0]), min(word.top, box[1])
            word.x1, word.bottom = max(word.x1, box[2]), max(word.bottom, box[3])
            return
        joint = self._joint
        if word is not None and joint != "\n" and not style.angle:
            joint = max(joint, _gap(word, box, style) or "", key=_STRENGTH)
        self._open = Word(text, *box, style, joint)
        self._joint, self._guessed = "", False
        self.words.append(self._open)


def _touches(word: Word, box: tuple[float, float, float, float], style: Style) -> bool:
    """Whether the character at ``box`` stands right behind ``word``, closer than any blank."""
    size = max(style.size, word.style.size)
    level = abs(box[3] - word.bottom) < 0.15 * size and abs(box[1] - word.top) < 0.15 * size
    return level and not style.angle and -0.25 * size < box[0] - word.x1 < _TOUCH * size


def _gap(word: Word, box: tuple[float, float, float, float], style: Style) -> str | None:
    """None when the character at ``box`` goes on with ``word``, else the joint of a new word."""
    size = max(style.size, word.style.size)
    apart = style is not word.style and (style.hidden != word.style.hidden or style.angle != word.style.angle)
    if style.angle and not apart:
        return None
    if _apart(word, box, size):
        return "\n"
    if box[0] - word.x1 > size or word.x0 - box[2] > size:
        return " "
    return "" if apart else None


def _apart(word: Word, box: tuple[float, float, float, float], size: float) -> bool:
    """Whether the character at ``box`` stands above or below the line of ``word``."""
    return box[1] >= word.bottom - 0.2 * size or box[3] <= word.top + 0.2 * size


def _words(characters: _Characters, styles: _Styles) -> tuple[list[Word], int]:
    """The words in stored order, and the number of characters that have no Unicode value."""
    builder = _WordBuilder()
    style = Style(0.0)
    unreadable = 0
    boxes = characters.boxes.tolist()
    for index, (code, address) in enumerate(zip(characters.codes, characters.objects, strict=True)):
        text = clean_character(code)
        if text in (SPACE, BREAK):
            builder.blank(text, guessed=not address)
            continue
        if not text or text == UNKNOWN:
            unreadable += bool(text)
            continue
        box = tuple(boxes[index])
        if address:
            style = styles.of(address, index, box)
        builder.add("-" if text == HYPHEN else text, box, style)
    return _join_surrogates(builder.words), unreadable


def _join_surrogates(words: list[Word]) -> list[Word]:
    """Halves of characters beyond U+FFFF, which some fonts map one by one, made whole; strays replaced."""
    for word in words:
        if any("\ud800" <= character <= "\udfff" for character in word.text):
            word.text = word.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return words


def _sort_out(content: PageContent, words: list[Word]) -> None:
    """Put words into the stream that they belong to; a joint lost with one passes to its successor."""
    content.layer = _is_text_layer(content, words)
    streams = (content.words, content.hidden, content.rotated)
    pending = ["", "", ""]
    for word in words:
        if content.layer and word.style.hidden == "drawn invisibly":
            word.style = replace(word.style, hidden="")
        if not word.style.hidden and _off_page(word, content):
            word.style = replace(word.style, hidden="outside the page")
        chosen = 1 if word.style.hidden else 2 if word.style.angle else 0
        for stream in range(3):
            if stream != chosen and word.joint:
                pending[stream] = max(pending[stream], word.joint, key=_STRENGTH)
        word.joint = max(pending[chosen], word.joint, key=_STRENGTH)
        pending[chosen] = ""
        streams[chosen].append(word)


def _is_text_layer(content: PageContent, words: list[Word]) -> bool:
    """Whether the words repeat what the image of the whole page shows (a scan made searchable)."""
    if content.scan < 0.5 or not words:
        return False
    invisible = sum(len(word.text) for word in words if word.style.hidden == "drawn invisibly")
    if invisible * 2 > sum(len(word.text) for word in words):
        return True
    return content.graphics.veil > max(content.graphics.depths.values(), default=-1)


def _off_page(word: Word, content: PageContent) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return not (-1 <= x <= content.width + 1 and -1 <= y <= content.height + 1)


def _confirm_hidden(words: list[Word], page: Any) -> None:
    """Look at the drawn page where suspicion arose: words that leave a trace there are seen after all."""
    suspects = [word for word in words if word.style.hidden.startswith("?")]
    if not suspects:
        return
    bitmap = page.render(scale=_LOOK, grayscale=True, may_draw_forms=False)
    try:
        pixels = bitmap.to_numpy().reshape(bitmap.height, bitmap.width, -1)[:, :, 0]
        for word in suspects:
            reason = "" if _leaves_trace(word, pixels) else word.style.hidden[1:]
            word.style = replace(word.style, hidden=reason)
    finally:
        bitmap.close()


def _leaves_trace(word: Word, pixels: NDArray[np.uint8]) -> bool:
    height = word.bottom - word.top
    top, bottom = int((word.top + 0.2 * height) * _LOOK), int((word.bottom - 0.2 * height) * _LOOK) + 1
    region = pixels[max(top, 0) : bottom, max(int(word.x0 * _LOOK), 0) : int(word.x1 * _LOOK) + 1]
    return bool(region.size) and int(region.max()) - int(region.min()) > _NEAR
