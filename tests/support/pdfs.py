"""Makers of PDFs for tests: small ones written object by object, scans made from them, and fpdf2 for the rest.

``raw_pdf`` writes exactly what it is given, so that a test can hold what no PDF library would write: hidden
text, loops, signature fields, text stored in an odd order.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

WIDTH, HEIGHT = 595, 842

Box = tuple[float, float, float, float]


def text_at(x: float, y: float, text: str, size: float = 11, font: str = "F1", extra: str = "") -> str:
    """Operators that show ``text`` at (x, y), y upwards from the bottom; ``font`` F1 regular, F2 bold."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"q BT {extra} /{font} {size} Tf {x} {y} Td ({escaped}) Tj ET Q\n"


def lines_at(x: float, y: float, lines: Iterable[str], size: float = 11, leading: float = 14) -> str:
    """Operators that show lines one below the other."""
    return "".join(text_at(x, y - index * leading, line, size) for index, line in enumerate(lines))


def table_at(x: float, y: float, widths: Sequence[float], rows: Sequence[Sequence[str]], height: float = 20) -> str:
    """A table with all its rules drawn, its upper left corner at (x, y); the first row is bold."""
    edges = [x + sum(widths[:index]) for index in range(len(widths) + 1)]
    bottom = y - height * len(rows)
    parts = [f"{x} {y - height * row} m {edges[-1]} {y - height * row} l S\n" for row in range(len(rows) + 1)]
    parts += [f"{edge} {y} m {edge} {bottom} l S\n" for edge in edges]
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            baseline = y - height * row - 14
            parts += [
                text_at(edges[column] + 4, baseline + 5 - 11 * index, line, 9, "F1" if row else "F2")
                for index, line in enumerate(cell.split("\n"))
            ]
    return "".join(parts)


def raw_pdf(
    pages: Sequence[str],
    *,
    page_entries: Mapping[int, str] | str = "",
    catalogue: str = "",
    info: str = "",
    objects: Mapping[int, bytes | str] | None = None,
    size: tuple[float, float] = (WIDTH, HEIGHT),
) -> bytes:
    """A PDF of content streams. Objects 10, 12, ... are the pages and 11, 13, ... their contents.

    ``objects`` are further ones (from 900 on), ``page_entries`` goes into the pages' dictionaries (all of
    them, or by index), ``catalogue`` and ``info`` into those of the document.
    """
    numbers = [10 + 2 * index for index in range(len(pages))]
    bodies: dict[int, bytes] = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>".encode(),
        2: f"<< /Type /Pages /Kids [{' '.join(f'{number} 0 R' for number in numbers)}] /Count {len(pages)} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        5: f"<< {info} >>".encode(),
    }
    for index, (number, content) in enumerate(zip(numbers, pages, strict=True)):
        extra = page_entries if isinstance(page_entries, str) else page_entries.get(index, "")
        fonts = "" if "/Resources" in extra else "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>"
        box = f"/MediaBox [0 0 {size[0]} {size[1]}]"
        page = f"<< /Type /Page /Parent 2 0 R {box} {fonts} /Contents {number + 1} 0 R {extra} >>"
        stream = content.encode("cp1252")
        bodies[number] = page.encode()
        bodies[number + 1] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
    for number, body in (objects or {}).items():
        bodies[number] = body if isinstance(body, bytes) else body.encode("latin-1")
    return _file(bodies)


def _file(bodies: Mapping[int, bytes]) -> bytes:
    output = io.BytesIO(b"")
    output.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = {}
    for number in sorted(bodies):
        offsets[number] = output.tell()
        output.write(b"%d 0 obj\n%s\nendobj\n" % (number, bodies[number]))
    start = output.tell()
    output.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number in sorted(bodies):
        output.write(b"%d 1\n%010d 00000 n \n" % (number, offsets[number]))
    output.write(b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\n" % (max(bodies) + 1))
    output.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return output.getvalue()


def picture_of(data: bytes, page: int = 0, dpi: int = 150) -> bytes:
    """A page of a PDF as a grey PNG, as a scanner would see it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        image = document[page].render(scale=dpi / 72, grayscale=True).to_pil()
        buffer = io.BytesIO()
        image.save(buffer, "PNG", dpi=(dpi, dpi))
        return buffer.getvalue()
    finally:
        document.close()


def scan_of(data: bytes, dpi: int = 150) -> bytes:
    """A PDF whose pages are pictures of the pages of another."""
    return with_scans(raw_pages(data, dpi), [""] * len(raw_pages(data, dpi)))


def raw_pages(data: bytes, dpi: int = 150) -> list[bytes]:
    """The pages of a PDF as JPEGs."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        pictures = []
        for index in range(len(document)):
            buffer = io.BytesIO()
            document[index].render(scale=dpi / 72, grayscale=True).to_pil().save(buffer, "JPEG", quality=90)
            pictures.append(buffer.getvalue())
        return pictures
    finally:
        document.close()


def with_scans(pictures: Sequence[bytes | None], contents: Sequence[str]) -> bytes:
    """A PDF of pages that show a JPEG over the whole page (or none), and ``contents`` on top of it."""
    from PIL import Image

    objects: dict[int, bytes | str] = {}
    entries, streams = {}, []
    for index, (picture, content) in enumerate(zip(pictures, contents, strict=True)):
        fonts = "/Font << /F1 3 0 R /F2 4 0 R >>"
        if picture is None:
            streams.append(content)
            continue
        width, height = Image.open(io.BytesIO(picture)).size
        objects[900 + index] = (
            f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray "
            f"/BitsPerComponent 8 /Filter /DCTDecode /Length {len(picture)} >>\nstream\n"
        ).encode() + picture + b"\nendstream"  # fmt: skip
        entries[index] = f"/Resources << {fonts} /XObject << /Scan {900 + index} 0 R >> >>"
        streams.append(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Scan Do Q\n{content}")
    return raw_pdf(streams, page_entries=entries, objects=objects)
