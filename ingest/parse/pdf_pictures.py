"""Pictures of pages, decoded to grey levels; the only file of ingestion that imports Pillow."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np

from evidence.errors import Corrupt, TooLarge
from ingest.limits import Limits
from ingest.parse.ocr import Raster

_MOST_PIXELS = 100_000_000  # a frame; 100 megapixels is A2 at 600 dpi
_USUAL = 40_000_000  # pixels that Tesseract reads in reasonable time
_SMALL = 1_000  # pixels across: a smaller picture is enlarged before it is read
_DPI = (70.0, 1200.0)  # densities that are believed
_PAGE_INCHES = 8.27  # the width assumed where no density is stated (A4)


def read_frames(data: bytes, limits: Limits) -> Iterator[Raster]:
    """The frames of a picture as rasters, upright by their own orientation mark.

    Raises ``Corrupt`` for what cannot be decoded and ``TooLarge`` beyond 100 megapixels or ``limits.pages``.
    """
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield from _frames(Image.open(io.BytesIO(data)), limits)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise TooLarge(f"a picture of more than {_MOST_PIXELS // 1_000_000} megapixels") from error
    except UnidentifiedImageError as error:
        raise Corrupt("it is no picture that can be decoded") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Corrupt(f"damaged or truncated picture: {error}"[:200]) from error


def _frames(picture: Any, limits: Limits) -> Iterator[Raster]:
    count = getattr(picture, "n_frames", 1)
    if picture.format in ("GIF", "WEBP", "PNG"):
        count = 1  # further frames are an animation
    if count > limits.pages:
        raise TooLarge(f"{count:,} frames; the limit is {limits.pages:,}")
    for index in range(count):
        picture.seek(index)
        yield _raster(picture)


def _raster(picture: Any) -> Raster:
    from PIL import Image, ImageOps

    density = picture.info.get("dpi", (0.0, 0.0))[0]
    frame = ImageOps.exif_transpose(picture)
    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        frame = frame.convert("RGBA")
        frame = Image.alpha_composite(Image.new("RGBA", frame.size, "white"), frame)
    grey = frame.convert("L")
    dpi = float(density) if _DPI[0] <= density <= _DPI[1] else max(_DPI[0], grey.width / _PAGE_INCHES)
    factor = 2.0 if grey.width < _SMALL else min(1.0, (_USUAL / max(1, grey.width * grey.height)) ** 0.5)
    if factor != 1.0:
        grey = grey.resize((max(1, round(grey.width * factor)), max(1, round(grey.height * factor))))
    return Raster(np.asarray(grey, dtype=np.uint8), dpi * factor)
