"""Prose formats of other programs than Microsoft's: RTF, OpenDocument text and EPUB, each in a file of its own.

They are read directly. Conversion by pandoc was tried and given up: it drops hidden text, comments and page headers
without a word, and its licence and size (160 MB) weigh on whoever distributes Vouch.
"""

from ingest.parse.epub import parse_epub
from ingest.parse.odt import parse_odt
from ingest.parse.rtf import parse_rtf

__all__ = ["parse_epub", "parse_odt", "parse_rtf"]
