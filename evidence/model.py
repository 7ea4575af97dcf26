"""The values that travel: from a parsed document to a passage, a hit and a citation.

Everything here is frozen and free of third-party imports. Offsets are always character
offsets into one canonical text (``ParsedDocument.text``); a quote is ``text[start:end]``,
never a copy made elsewhere, so it cannot drift.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Origin(StrEnum):
    """Where the characters of a span come from; part of the answer's contract."""

    TEXT = "text"
    CELL = "cell"
    OCR = "ocr"
    SIGNATURE = "signature"
    COMMENT = "comment"
    NOTES = "notes"
    PATH = "path"
    HEADER = "header"


class Strength(StrEnum):
    """How strong a piece of evidence is, weakest first (see docs/concepts.md)."""

    UNKNOWN = "unknown"
    PLAN = "plan"
    DRAFT = "draft"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    PUBLISHED = "published"
    RECORD = "record"
    APPROVED = "approved"
    SIGNED = "signed"
    VALIDLY_SIGNED = "validly_signed"


class Mark(StrEnum):
    """Why a span is annotated. The characters stay in the canonical text.

    ``MARKUP`` and ``FRONT_MATTER`` are shown clean; ``HIDDEN`` (white, tiny, zero-width,
    ``display:none``, hidden row or sheet) and ``INSTRUCTION`` (words that address a machine
    reader) are listed to the operator and are never sent to a model as instructions.
    """

    MARKUP = "markup"
    FRONT_MATTER = "front_matter"
    COMMENT = "comment"
    NOTES = "notes"
    OCR = "ocr"
    SIGNATURE = "signature"
    HEADER = "header"
    HIDDEN = "hidden"
    INSTRUCTION = "instruction"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range ``[start, end)`` of characters of one canonical text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")


@dataclass(frozen=True, slots=True)
class Annotation:
    """A marked span. ``detail`` says why in a few words ("white text on white")."""

    start: int
    end: int
    mark: Mark
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One PDF page or slide. ``number`` is 1-based; sizes are in points."""

    number: int
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: ``[start, end)`` is its line in the text, ``title`` its words without markup."""

    start: int
    end: int
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell that holds characters.

    ``column`` is the 0-based column; ``ref`` a sheet reference such as ``"B7"`` where the
    format has one. ``text[start:end]`` is the value as displayed; ``stored`` the value behind
    the display where it differs, ``formula`` its formula, ``cached`` the value cached in the
    file (kept, never believed over a constant formula).
    """

    start: int
    end: int
    column: int
    ref: str | None = None
    stored: str | None = None
    formula: str | None = None
    cached: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One table row; ``hidden`` for a row (or sheet) that a reader of the file does not see."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of records. ``header`` holds one name a column ("" where there is none).

    ``header_start:header_end`` is the header's own span (equal offsets when there is none);
    ``rows`` are the records below it. ``caption`` is the sheet name or table title.
    """

    start: int
    end: int
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    header_start: int = 0
    header_end: int = 0
    caption: str = ""
    sheet: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class DocumentDate:
    """A date that the document states about itself.

    ``kind``: ``written | approved | effective | issued | review | modified | unknown``.
    ``origin`` tells where it stands; a date from ``path`` has no span (``start == end == 0``).
    ``precision``: ``day``, or ``month`` where only the month is given (``value`` is its first day).
    """

    kind: str
    value: date
    origin: Origin
    start: int = 0
    end: int = 0
    precision: str = "day"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says about itself; every field may be unknown."""

    title: str = ""
    author: str = ""
    version: str = ""
    language: str = ""
    created: datetime | None = None
    modified: datetime | None = None
    dates: tuple[DocumentDate, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a file: ingested as a document of its own, named ``parent#name``."""

    name: str
    data: bytes
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """One document as parsed: canonical text and everything known by offset into it.

    ``parts`` are further documents that the same file holds (the messages of a mailbox, the
    rows of ``corpus.jsonl``), each with the fragment that names it. ``warnings`` are shown in
    ``vouch status``: what was left out, and the remedy.
    """

    text: str
    parser: str
    metadata: Metadata = field(default_factory=Metadata)
    pages: tuple[Page, ...] = ()
    headings: tuple[Heading, ...] = ()
    tables: tuple[Table, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    parts: tuple[tuple[str, ParsedDocument], ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One typed statement of a document and the exact words it rests on.

    ``kind`` and the names in ``fields`` are listed in docs/contracts.md; values are mentions as written (people,
    bodies, titles) or normalised (numbers, yes/no), never guessed: what is not said is not a field. ``spans`` are the
    words, the most telling first. ``dates`` are ISO days by role (``written``, ``approved``, ``effective``, ``due``,
    ``held``, ``until`` and so on); ``date_origin`` says where they stand. ``extractor`` is ``name/version``.
    """

    kind: str
    fields: Mapping[str, str]
    spans: tuple[Span, ...]
    strength: Strength = Strength.UNKNOWN
    dates: Mapping[str, str] = field(default_factory=dict)
    date_origin: str = ""
    extractor: str = ""

    @property
    def by_model(self) -> bool:
        """Whether a language model proposed it, and no rule found it."""
        return self.extractor.startswith("model/")


@dataclass(frozen=True, slots=True)
class StoredFact:
    """A live fact as a view shows it."""

    id: str
    doc_id: str
    document: int
    ordinal: int
    fact: Fact

    @property
    def kind(self) -> str:
        """The fact's kind."""
        return self.fact.kind

    def get(self, name: str) -> str:
        """A field or a date by name, "" where it is not said."""
        return self.fact.fields.get(name) or self.fact.dates.get(name) or ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that can be found, read and quoted: ``text == document.text[start:end]``.

    ``context`` (path, title, date, headings, column names) and ``body`` (the words, or for a
    table the rows under their column names) are what it is found by; neither is ever quoted.
    ``page`` is 1-based, ``section`` the heading path, ``sheet`` the sheet's name.
    """

    start: int
    end: int
    text: str
    context: str
    body: str
    page: int | None = None
    section: str | None = None
    sheet: str | None = None
    origin: Origin = Origin.TEXT
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class DocumentKey:
    """The identity of a document: the source it came from and its path inside it.

    ``path`` is POSIX, relative to the source's root; an attachment or a message adds
    ``#fragment``; a ``corpus.jsonl`` row is its given id.
    """

    source: str
    path: str


@dataclass(frozen=True, slots=True)
class Embedded:
    """A vector and the content id that names it (see ``vector_id``).

    ``pieces`` are the text's word pieces (``evidence.late``): empty where the embedder gives none, or where the archive
    holds them already.
    """

    id: str
    vector: bytes  # little-endian float32, unit length
    pieces: bytes = b""


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage ready to be written: its windows' vectors, usually one."""

    passage: Passage
    vectors: tuple[Embedded, ...]


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document ready to be written by ``Archive.replace``.

    ``sha256`` is that of the file version's bytes (of the row or message for a part), ``labels``
    the groups that may read it (sorted, non-empty), ``parent`` the path of the document that holds it.
    """

    path: str
    sha256: str
    parsed: ParsedDocument
    passages: tuple[IndexedPassage, ...]
    labels: tuple[str, ...]
    parent: str | None = None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class FileState:
    """What the catalogue knows of one file of a source (the unit of synchronisation).

    ``state``: ``ok | failed | partial``; ``partial`` means interrupted or cut by a limit.
    ``fingerprint`` covers parser, chunker and embedder versions and the file's access label: when
    it differs the file is parsed again.
    """

    path: str
    size: int
    mtime_ns: int
    sha256: str
    fingerprint: str
    state: str
    code: str = ""
    reason: str = ""
    remedy: str = ""
    documents: int = 0
    passages: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A live document as a view shows it."""

    doc_id: str
    key: DocumentKey
    title: str
    sha256: str
    parser: str
    characters: int
    passages: int
    metadata: Metadata
    labels: tuple[str, ...]
    parent: str | None
    rowid: int


@dataclass(frozen=True, slots=True)
class Holder:
    """The file that holds a document: its path in the source, the SHA-256 of its bytes as ingested.

    ``complete``: the view shows every document of the file, so that the file may be handed out as a whole.
    """

    path: str
    sha256: str
    complete: bool


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A live passage as a view shows it; ``rowid`` is private to the archive's process."""

    rowid: int
    passage_id: str
    doc_id: str
    document: int
    ordinal: int
    start: int
    end: int
    text: str
    context: str
    body: str
    page: int | None
    section: str | None
    sheet: str | None
    origin: Origin
    hidden: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """What one view holds: live documents, their passages, and facts."""

    documents: int = 0
    passages: int = 0
    facts: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its score; ``parts`` explains the score, name by name."""

    passage: StoredPassage
    score: float
    parts: Mapping[str, float] = field(default_factory=dict)


def content_sha256(data: bytes) -> str:
    """SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def vector_id(embedder: str, text: str) -> str:
    """The content id of the vector of ``text`` under one embedder: 32 hexadecimal digits."""
    return hashlib.sha256(f"{embedder}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def passage_id(key: DocumentKey, sha256: str, ordinal: int, start: int, end: int) -> str:
    """The id of a passage: the same document version cut the same way has the same ids."""
    seed = f"{key.source}\0{key.path}\0{sha256}\0{ordinal}\0{start}\0{end}"
    return hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def fact_id(key: DocumentKey, fact: Fact) -> str:
    """The id of a fact: the same words of the same document, read the same way, have the same id."""
    said = [
        fact.kind,
        *(f"{name}={value}" for part in (fact.fields, fact.dates) for name, value in sorted(part.items())),
    ]
    place = [f"{span.start}-{span.end}" for span in fact.spans[:1]]
    seed = "\0".join([key.source, key.path, *place, *said])
    return hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:20]
