"""The evidence of a pack: the cited originals, the text they were read as, and pictures of the pages cited."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from assistant.originals import Original, Originals, Pictures, has_pictures, sought
from evidence.citing import Words
from evidence.errors import TooLarge, UnknownDocument, VouchError
from evidence.model import ParsedDocument, Span, StoredDocument
from evidence.view import View

_WHOLE = 300_000  # characters: the text of a longer document is packed around the words cited only
_AROUND = 2_000
_PICTURES = 150
_HARMLESS = frozenset(
    ".pdf .docx .xlsx .pptx .odt .ods .odp .rtf .eml .mbox .msg .epub .json .jsonl .csv .tsv .md .txt .png .jpg .jpeg"
    " .tif .tiff".split()
)
_STATES = {
    "superseded": "another version of the document is in the archive now",
    "withdrawn": "the document is no longer in the archive",
    "unknown": "the document is not among those that can be read",
}


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of page ``number`` with the words cited highlighted; ``note`` says what is not."""

    path: str
    number: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Cited words and where the pack holds them: ``quote == text[start - text_start:end - text_start]`` of ``text``.

    ``original`` is the path of the file, "" with the reason in ``missing``; ``inside`` names the part of it.
    """

    number: int
    words: Words
    text: str
    text_start: int
    original: str = ""
    original_sha256: str = ""
    inside: str = ""
    missing: str = ""
    pages: tuple[Shot, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """A row of ``evidence.json``."""
        said = asdict(self)
        return {"number": said.pop("number"), **said.pop("words"), **said}


class Files:
    """The files of a pack as they gather, bounded in bytes."""

    def __init__(self, limit: int) -> None:
        self.held: dict[str, bytes] = {}
        self._limit = limit
        self._size = 0

    def add(self, path: str, data: bytes) -> str:
        """Put a file in; its path. Raises ``TooLarge``."""
        if path not in self.held:
            self._size += len(data)
            if self._size > self._limit:
                raise TooLarge(
                    f"the pack would hold more than {self._limit // 1_000_000} MB",
                    remedy="Ask for less: one answer, one clause, or a shorter period.",
                )
            self.held[path] = data
        return path


@dataclass(frozen=True, slots=True)
class _Document:
    """One version of a document as the pack has it."""

    stem: str
    stored: StoredDocument | None = None
    parsed: ParsedDocument | None = None
    original: Original | None = None
    path: str = ""
    missing: str = ""


class Collector:
    """Collects the evidence of one pack, document by document."""

    def __init__(self, view: View, originals: Originals, pictures: Pictures, files: Files) -> None:
        self._view = view
        self._originals = originals
        self._pictures = pictures
        self._files = files
        self._documents: dict[tuple[str, str], _Document] = {}
        self._paths: dict[str, str] = {}  # of originals, by SHA-256 and name
        self._shots: dict[tuple[str, int], Shot] = {}
        self._drawn = 0

    def sources(self, citations: Sequence[Words]) -> tuple[Source, ...]:
        """The citations, numbered from 1 in the order given, each once."""
        unique = list(dict.fromkeys(citations))
        found = [self._source(number, words) for number, words in enumerate(unique, 1)]
        return tuple(replace(source, pages=self._pages(source, unique)) for source in found)

    def _source(self, number: int, words: Words) -> Source:
        document = self._document(words)
        text, start = self._text(document, words)
        return Source(
            number,
            words,
            text,
            start,
            document.path,
            document.original.sha256 if document.original else "",
            document.original.inside if document.original else "",
            document.missing,
        )

    def _document(self, words: Words) -> _Document:
        key = words.doc_id, words.sha256
        if key not in self._documents:
            stem = f"{len(self._documents) + 1:03}-{safe(words.doc_id)}"
            self._documents[key] = self._opened(stem, words)
        return self._documents[key]

    def _opened(self, stem: str, words: Words) -> _Document:
        state = self._view.resolve(words.doc_id, words.sha256)
        try:
            stored = self._view.document(words.doc_id) if state == "live" else None
        except UnknownDocument:
            stored, state = None, "unknown"
        if stored is None or stored.sha256 != words.sha256:
            return _Document(stem, missing=_STATES.get(state, _STATES["superseded"]))
        parsed = self._view.parsed(stored.rowid)
        try:
            original = self._originals.original(self._view, words.doc_id)
        except VouchError as error:
            return _Document(stem, stored, parsed, missing=str(error))
        return _Document(stem, stored, parsed, original, self._kept(stem, original))

    def _kept(self, stem: str, original: Original) -> str:
        key = f"{original.sha256} {original.name}"
        if key not in self._paths:
            self._paths[key] = self._files.add(f"originals/{stem[:4]}{file_name(original.name)}", original.data)
        return self._paths[key]

    def _text(self, document: _Document, words: Words) -> tuple[str, int]:
        """The path of the text that the words stand in, and the offset of its first character."""
        if document.parsed is None:
            return self._write(f"{document.stem}.at-{words.start}", words.quote), words.start
        text = document.parsed.text
        if len(text) <= _WHOLE:
            return self._write(document.stem, text), 0
        low, high = max(words.start - _AROUND, 0), min(words.end + _AROUND, len(text))
        return self._write(f"{document.stem}.at-{words.start}-{words.end}", text[low:high]), low

    def _write(self, stem: str, text: str) -> str:
        return self._files.add(f"evidence/{stem}.txt", text.encode("utf-8", "surrogatepass"))

    def _pages(self, source: Source, citations: Iterable[Words]) -> tuple[Shot, ...]:
        words = source.words
        document = self._document(words)
        parsed, original = document.parsed, document.original
        if parsed is None or original is None or original.inside or not has_pictures(parsed):
            return ()
        spans = [
            Span(each.start, each.end)
            for each in citations
            if (each.doc_id, each.sha256) == (words.doc_id, words.sha256)
        ]
        touched = [page.number for page in parsed.pages if page.start < words.end and page.end > words.start]
        return tuple(self._shot(document, original, parsed, number, spans) for number in touched)

    def _shot(
        self, document: _Document, original: Original, parsed: ParsedDocument, number: int, spans: Sequence[Span]
    ) -> Shot:
        key = document.stem, number
        if key in self._shots:
            return self._shots[key]
        if self._drawn >= _PICTURES:
            return Shot("", number, f"Page {number} has no picture: a pack holds at most {_PICTURES}.")
        self._drawn += 1
        try:
            drawn = self._pictures.page(original.data, number, sought(parsed, number, spans), sha256=original.sha256)
        except VouchError as error:
            shot = Shot("", number, f"Page {number} has no picture: {error}.")
        else:
            path = self._files.add(f"pages/{document.stem}-p{number:04}.png", drawn.png)
            shot = Shot(path, number, drawn.note)
        self._shots[key] = shot
        return shot


def safe(text: str) -> str:
    """``text`` as part of a file name: ASCII letters, digits, ``-`` and ``_``, not long."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:60].rstrip("-") or "document"


def file_name(name: str) -> str:
    """A safe file name. What a double click would run or open in a browser gets ``.original`` at its end."""
    stem, dot, ending = name.rpartition(".")
    ending = f".{ending.lower()}" if dot else ""
    if ending in _HARMLESS:
        return safe(stem) + ending
    return f"{safe(stem or name)}{'.' + safe(ending) if ending else ''}.original"
