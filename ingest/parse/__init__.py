"""Parsers: bytes in, ``ParsedDocument`` out. One file a format family; each is imported on first use.

A parser is a function ``(data, name, limits) -> ParsedDocument``. It raises the errors of
``evidence.errors`` and nothing else; ``parse`` translates what escapes.
"""

from __future__ import annotations

from collections.abc import Callable

from evidence.errors import Corrupt, Empty, IngestError, TooLarge, Unsupported
from evidence.model import ParsedDocument
from ingest.limits import Limits
from ingest.loading import load
from ingest.parse.detect import detect

Parser = Callable[[bytes, str, Limits], ParsedDocument]

_PARSERS: dict[str, tuple[str, str]] = {
    "pdf": ("ingest.parse.pdf", "parse_pdf"),
    "image": ("ingest.parse.pdf", "parse_image"),
    "docx": ("ingest.parse.word", "parse_docx"),
    "pptx": ("ingest.parse.slides", "parse_pptx"),
    "xlsx": ("ingest.parse.sheets", "parse_xlsx"),
    "csv": ("ingest.parse.delimited", "parse_csv"),
    "html": ("ingest.parse.html", "parse_html"),
    "markdown": ("ingest.parse.markdown", "parse_markdown"),
    "text": ("ingest.parse.plain", "parse_text"),
    "json": ("ingest.parse.records", "parse_json"),
    "corpus": ("ingest.parse.records", "parse_corpus"),
    "eml": ("ingest.parse.mail", "parse_eml"),
    "mbox": ("ingest.parse.mail", "parse_mbox"),
    "msg": ("ingest.parse.outlook", "parse_msg"),
    "rtf": ("ingest.parse.converted", "parse_rtf"),
    "odt": ("ingest.parse.converted", "parse_odt"),
    "epub": ("ingest.parse.converted", "parse_epub"),
}


def parse(data: bytes, name: str, limits: Limits) -> ParsedDocument:
    """Parse ``data``, the content of the file called ``name``.

    The format is decided by content first and by the name's extension second. Raises an
    ``IngestError`` subclass whose message is a plain reason and whose ``remedy`` can be followed.
    """
    if not data:
        raise Empty("the file has no bytes")
    if len(data) > limits.bytes:
        raise TooLarge(f"{len(data):,} bytes; the limit is {limits.bytes:,}")
    kind = detect(data, name)
    if kind not in _PARSERS:
        raise Unsupported(f"no parser for this format ({kind})")
    module, function = _PARSERS[kind]
    parser: Parser = getattr(load(module), function)
    try:
        document = parser(data, name, limits)
    except IngestError:
        raise
    except MemoryError as error:
        raise TooLarge("parsing it needs more memory than one file may use") from error
    except RecursionError as error:
        raise TooLarge("its structure is nested too deeply to read") from error
    except Exception as error:  # a parser library met bytes that it was not written for
        raise Corrupt(f"the {kind} parser cannot read it: {type(error).__name__}: {error}"[:300]) from error
    if len(document.text) > limits.characters:
        raise TooLarge(f"{len(document.text):,} characters; the limit is {limits.characters:,}")
    if not document.text.strip() and not document.parts and not document.attachments:
        raise Empty("no characters could be read in it")
    return document
