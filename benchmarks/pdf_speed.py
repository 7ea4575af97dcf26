"""The long PDFs of ``../shared/corpora/fedramp-guides``: pages a second on one core, tables included.

Measured with OCR off (no page of them is a scan; a limit of 0 pages makes sure), best of two passes, in
processor time of this process, and beside it pdfium's bare text extraction of the same pages as a yardstick.
Skips when the folder is absent.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]

from ingest.limits import Limits
from ingest.parse.pdf import parse_pdf

GUIDES = Path(__file__).parents[2] / "shared" / "corpora" / "fedramp-guides" / "documents"
LIMITS = Limits(ocr_pages=0)
TARGET = 25  # pages a second
LONG = 20  # pages


def main() -> int:
    files = [path for path in sorted(GUIDES.rglob("*.pdf")) if _pages(path) >= LONG]
    if not files:
        print(f"skipped: no long PDFs under {GUIDES.name}")
        return 0
    pages = tables = with_tables = characters = 0
    total = bare = 0.0
    for path in files:
        data = path.read_bytes()
        spent = min(_timed(partial(parse_pdf, data, path.name, LIMITS)) for _ in range(2))
        document = parse_pdf(data, path.name, LIMITS)
        bare += _timed(partial(_bare, data))
        covered = {
            page.number for page in document.pages for table in document.tables if page.start <= table.start <= page.end
        }
        pages, tables, with_tables = (
            pages + len(document.pages),
            tables + len(document.tables),
            with_tables + len(covered),
        )
        characters += len(document.text)
        total += spent
        print(f"{path.name[:60]:60} {len(document.pages):4} pages {len(document.pages) / spent:7.1f} pages/s")
    print(f"{'parse_pdf':32} {pages / total:8.1f} pages/s (target {TARGET}); {characters:,} characters")
    print(f"{'pdfium, text alone':32} {pages / bare:8.1f} pages/s")
    print(
        f"{'pages with ruled tables':32} {with_tables / pages:8.1%} ({tables} tables on {with_tables} of {pages} pages)"
    )
    print(f"{'peak resident memory':32} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")
    return int(pages / total < TARGET)


def _pages(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _bare(data: bytes) -> None:
    document = pypdfium2.PdfDocument(data)
    for index in range(len(document)):
        page = document[index]
        textpage = page.get_textpage()
        textpage.get_text_range()
        textpage.close()
        page.close()
    document.close()


if __name__ == "__main__":
    sys.exit(main())
