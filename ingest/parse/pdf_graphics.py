"""What is drawn on a PDF page beside its characters: ruling lines, filled shapes, images.

Coordinates as in ``pdf_page``: points, y downwards, page rotation applied. Only what helps reading is
kept: axis-parallel lines (rules of tables), rectangles (grounds and covers of text) and image boxes.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from numpy.typing import NDArray

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)

_MOST_OBJECTS = 50_000  # a page: a technical drawing beyond this has no tables worth the time
_MOST_SEGMENTS = 4_000  # a path
_MOST_SHAPES = 3_000  # a page
_WHOLE = 0.8  # share of the page that a picture of it covers
_DEEPEST = 8  # forms inside forms
_THIN = 2.6  # points: a filled shape thinner than this is a line
_OPAQUE = 250


class Rule(NamedTuple):
    """A straight line: horizontal at y ``at`` from x ``start`` to ``end``, or vertical at x ``at``."""

    at: float
    start: float
    end: float


class Shape(NamedTuple):
    """A filled rectangle or an image; ``depth`` is its place in the order of painting.

    ``colour`` is None where it cannot be told (image, pattern, transparency, other than a rectangle).
    """

    x0: float
    top: float
    x1: float
    bottom: float
    depth: int
    colour: Colour | None

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies inside."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def area(self, width: float, height: float) -> float:
        """Its area on a page of this size."""
        across = min(self.x1, width) - max(self.x0, 0.0)
        down = min(self.bottom, height) - max(self.top, 0.0)
        return max(across, 0.0) * max(down, 0.0)


class Frame:
    """From a page's own coordinates (y upwards, unrotated) to those of the page as displayed."""

    def __init__(self, page: Any) -> None:
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        left, right = sorted((box.left, box.right))
        bottom, top = sorted((box.bottom, box.top))
        quarter = pdfium.FPDFPage_GetRotation(page) % 4
        # x' = a·x + c·y + e, y' = b·x + d·y + f
        self.a, self.b, self.c, self.d, self.e, self.f = (
            (1, 0, 0, -1, -left, top),
            (0, 1, 1, 0, -bottom, -left),
            (-1, 0, 0, 1, right, -bottom),
            (0, -1, -1, 0, top, right),
        )[quarter]
        self.width: float = right - left if quarter % 2 == 0 else top - bottom
        self.height: float = top - bottom if quarter % 2 == 0 else right - left

    def boxes(
        self, x0: NDArray[np.float32], y0: NDArray[np.float32], x1: NDArray[np.float32], y1: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """Boxes as (n, 4): x0, top, x1, bottom."""
        across0, down0 = self.a * x0 + self.c * y0 + self.e, self.b * x0 + self.d * y0 + self.f
        across1, down1 = self.a * x1 + self.c * y1 + self.e, self.b * x1 + self.d * y1 + self.f
        return np.stack(
            [
                np.minimum(across0, across1),
                np.minimum(down0, down1),
                np.maximum(across0, across1),
                np.maximum(down0, down1),
            ],
            axis=1,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """One point."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """One box: x0, top, x1, bottom."""
        (ax, ay), (bx, by) = self.point(x0, y0), self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def angle(self, x: float, y: float) -> int:
        """The direction (x, y) of a line of writing in degrees, 0 to the right, 90 upwards, to whole 5 degrees."""
        across, down = self.a * x + self.c * y, self.b * x + self.d * y
        return round(math.degrees(math.atan2(-down, across)) / 5) * 5 % 360


class Matrix(NamedTuple):
    """An affine map (a b c d e f) as PDF writes it."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """The box around where a box goes."""
        points = [self.point(x, y) for x in (x0, x1) for y in (y0, y1)]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return min(xs), min(ys), max(xs), max(ys)

    def then(self, outer: Matrix) -> Matrix:
        """This map followed by ``outer``."""
        a, b = outer.a * self.a + outer.c * self.b, outer.b * self.a + outer.d * self.b
        c, d = outer.a * self.c + outer.c * self.d, outer.b * self.c + outer.d * self.d
        return Matrix(a, b, c, d, *outer.point(self.e, self.f))


_UNCHANGED = Matrix(1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class Graphics:
    """The drawing of one page.

    ``grounds`` are the colours on which text may stand, ``covers`` the opaque rectangles that may hide
    what was painted before, ``veil`` the place of the last opaque image of (nearly) the whole page, -1 for none;
    ``depths`` is the place of each text object (by address) in the order of painting.
    """

    frame: Frame
    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    images: list[Shape] = field(default_factory=list)
    covers: list[Shape] = field(default_factory=list)
    veil: int = -1
    depths: dict[int, int] = field(default_factory=dict)
    grounds: set[Colour] = field(default_factory=lambda: {WHITE})

    @property
    def width(self) -> float:
        """The page's width in points."""
        return self.frame.width

    @property
    def height(self) -> float:
        """The page's height in points."""
        return self.frame.height

    def ground_at(self, x: float, y: float, depth: int) -> Colour | None:
        """The colour below a point for something painted at ``depth``; None when it cannot be told."""
        below = [shape for shape in (*self.shapes, *self.images) if shape.depth < depth and shape.holds(x, y)]
        return max(below, key=lambda shape: shape.depth).colour if below else WHITE


def read_graphics(page: Any) -> Graphics:
    """The drawing on a page (a raw pdfium handle)."""
    graphics = Graphics(Frame(page))
    count = pdfium.FPDFPage_CountObjects(page)
    _Reader(graphics).objects([pdfium.FPDFPage_GetObject(page, index) for index in range(min(count, _MOST_OBJECTS))])
    graphics.grounds.update(shape.colour for shape in graphics.shapes if shape.colour is not None)
    graphics.covers = [shape for shape in graphics.shapes if shape.colour is not None]
    return graphics


class _Reader:
    """Walks the objects of a page in the order of painting."""

    def __init__(self, graphics: Graphics) -> None:
        self._graphics = graphics
        self._depth = 0
        self._bounds = [ctypes.c_float() for _ in range(4)]

    def objects(self, objects: list[Any], matrix: Matrix = _UNCHANGED, level: int = 0) -> None:
        for handle in objects:
            self._depth += 1
            if self._depth > _MOST_OBJECTS:
                return
            kind = pdfium.FPDFPageObj_GetType(handle)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._graphics.depths[ctypes.cast(handle, ctypes.c_void_p).value or 0] = self._depth
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(handle, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and level < _DEEPEST:
                self._form(handle, matrix, level)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._image(handle, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
                self._shape(self._box(handle, matrix), None)

    def _image(self, handle: Any, matrix: Matrix) -> None:
        shape = Shape(*self._box(handle, matrix), self._depth, None)
        self._graphics.images.append(shape)
        width, height = self._graphics.width, self._graphics.height
        if shape.area(width, height) > _WHOLE * width * height and not pdfium.FPDFPageObj_HasTransparency(handle):
            self._graphics.veil = self._depth

    def _shape(self, box: tuple[float, float, float, float], colour: Colour | None) -> None:
        if len(self._graphics.shapes) < _MOST_SHAPES:
            self._graphics.shapes.append(Shape(*box, self._depth, colour))

    def _form(self, handle: Any, matrix: Matrix, level: int) -> None:
        own = _matrix(handle)
        count = pdfium.FPDFFormObj_CountObjects(handle)
        inner = [pdfium.FPDFFormObj_GetObject(handle, index) for index in range(min(count, _MOST_OBJECTS))]
        self.objects(inner, own.then(matrix), level + 1)

    def _box(self, handle: Any, matrix: Matrix) -> tuple[float, float, float, float]:
        left, bottom, right, top = self._bounds
        pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
        box = (left.value, bottom.value, right.value, top.value)
        return self._graphics.frame.box(*(box if matrix is _UNCHANGED else matrix.box(*box)))

    def _path(self, handle: Any, matrix: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(handle, fill, stroke)
        if not fill.value and not stroke.value:
            return
        x0, top, x1, bottom = box = self._box(handle, matrix)
        width, height = x1 - x0, bottom - top
        if width < _THIN or height < _THIN:
            self._line(box, width, height)
            return
        count = pdfium.FPDFPath_CountSegments(handle)
        parts = self._subpaths(handle, matrix, count) if count <= _MOST_SEGMENTS else []
        if fill.value:
            self._filled(handle, box, parts)
        if stroke.value:
            for part in parts:
                self._stroked(part)

    def _line(self, box: tuple[float, float, float, float], width: float, height: float) -> None:
        x0, top, x1, bottom = box
        if height <= width and width > _THIN:
            self._graphics.horizontal.append(Rule((top + bottom) / 2, x0, x1))
        elif height > _THIN:
            self._graphics.vertical.append(Rule((x0 + x1) / 2, top, bottom))

    def _subpaths(self, handle: Any, matrix: Matrix, count: int) -> list[list[tuple[float, float]]]:
        """The corner points of each subpath that has straight sides only."""
        whole = _matrix(handle).then(matrix)
        frame = self._graphics.frame
        x, y = ctypes.c_float(), ctypes.c_float()
        parts: list[list[tuple[float, float]]] = []
        curved = False
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(handle, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                if curved:
                    parts.pop()
                parts.append([])
                curved = False
            curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
            if parts:
                parts[-1].append(frame.point(*whole.point(x.value, y.value)))
                if pdfium.FPDFPathSegment_GetClose(segment):
                    parts[-1].append(parts[-1][0])
        if curved and parts:
            parts.pop()
        return parts

    def _filled(
        self, handle: Any, box: tuple[float, float, float, float], parts: list[list[tuple[float, float]]]
    ) -> None:
        colour = _fill_colour(handle)
        boxes = [_rectangle(part) for part in parts]
        if not boxes or None in boxes:
            self._shape(box, None)
        for edges in boxes:
            if edges is None:
                continue
            width, height = edges[2] - edges[0], edges[3] - edges[1]
            if len(boxes) > 1 and (width < _THIN or height < _THIN):
                self._line(edges, width, height)  # a grid drawn as one path of thin rectangles
            else:
                self._shape(edges, colour)

    def _stroked(self, part: list[tuple[float, float]]) -> None:
        for (x0, y0), (x1, y1) in pairwise(part):
            across, down = abs(x1 - x0), abs(y1 - y0)
            if (across < 1) != (down < 1):
                self._line((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), across, down)


def _matrix(handle: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(handle, matrix)
    return Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _fill_colour(handle: Any) -> Colour | None:
    """The colour of an opaque fill, else None."""
    channels = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(handle, *channels) or pdfium.FPDFPageObj_HasTransparency(handle):
        return None
    red, green, blue, alpha = (channel.value for channel in channels)
    return (red, green, blue) if alpha >= _OPAQUE else None


def _rectangle(points: list[tuple[float, float]]) -> tuple[float, float, float, float] | None:
    """The edges of the axis-parallel rectangle that the points go round; None when they go round none."""
    if len(points) not in (4, 5, 6):
        return None
    x0, x1 = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    corners = all((x - x0 < 0.05 or x1 - x < 0.05) and (y - top < 0.05 or bottom - y < 0.05) for x, y in points)
    return (x0, top, x1, bottom) if corners else None
