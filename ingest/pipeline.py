"""From a file's bytes to documents with passages: what a parser process computes.

Pure: bytes in, values out, nothing else read or written. A file yields one document, or several: the
messages of a mailbox and the rows of ``corpus.jsonl`` (``parts``), and what is attached to any of them, each
parsed as a file of its own down to ``Limits.depth`` levels.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from evidence.errors import Corrupt, Empty, IngestError, TooLarge
from evidence.model import Attachment, Fact, Mark, ParsedDocument, Passage, content_sha256
from ingest.access import Labels, wishes
from ingest.chunk import ChunkOptions, chunk
from ingest.limits import Limits

_NAME_LENGTH = 150  # characters of an attachment's name that are kept


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """A document ready to be embedded.

    ``wishes`` are the groups that it and the documents that hold it ask for in their own metadata, outermost first.
    """

    path: str
    sha256: str
    parent: str | None
    parsed: ParsedDocument
    passages: tuple[Passage, ...]
    wishes: tuple[Labels, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything that one file holds, and what was left out of it."""

    documents: tuple[PreparedDocument, ...]
    warnings: tuple[str, ...]


def prepare(data: bytes, path: str, limits: Limits, options: ChunkOptions) -> Prepared:
    """Everything that the file ``path`` with the content ``data`` holds; raises an ``IngestError``."""
    preparation = Preparation(path, limits, options)
    documents = tuple(preparation.documents(data))
    return Prepared(documents, tuple(preparation.warnings))


class Preparation:
    """One file's preparation, a document at a time, so that a mailbox never stands in memory twice.

    ``taken`` are paths that other files have (a file may be called ``mail.eml#note.txt``); ``avoid`` are documents
    inside the file not to be parsed, and why; ``at`` is told of each before it is parsed.
    """

    def __init__(
        self,
        path: str,
        limits: Limits,
        options: ChunkOptions,
        *,
        taken: Collection[str] = (),
        avoid: Mapping[str, IngestError] | None = None,
        at: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.warnings: list[str] = []
        self._path, self._limits, self._options = path, limits, options
        self._avoid, self._at = avoid or {}, at
        self._paths = {path, *taken}
        self._budget = limits.expanded_bytes

    def documents(self, data: bytes) -> Iterator[PreparedDocument]:
        """Every document of the file, holders before what they hold; raises what makes the whole file unreadable."""
        from ingest.parse import parse

        document = parse(data, self._path.rsplit("/", 1)[-1], self._limits)
        found = False
        for prepared in self._tree(document, self._path, content_sha256(data), None, (), 0):
            found = True
            yield prepared
        if not found:
            reason = "; ".join(self.warnings) or "there is nothing to read in it"
            raise Empty(reason[:500])

    def _tree(
        self,
        document: ParsedDocument,
        path: str,
        sha256: str,
        parent: str | None,
        above: tuple[Labels, ...],
        level: int,
    ) -> Iterator[PreparedDocument]:
        """``document`` and all that it holds."""
        wanted = above + wishes(document.metadata.properties)
        self.warnings += [warning if path == self._path else f"{path}: {warning}" for warning in document.warnings]
        # A mailbox has no words of its own; an empty row of a corpus is kept.
        is_part = parent is not None and is_corpus(document)
        if document.text.strip() or is_part or not (document.parts or document.attachments):
            yield self._document(document, path, sha256, parent, wanted)
        for fragment, part in document.parts:
            inner = self._part_path(document, path, fragment)
            try:
                yield from self._tree(part, inner, _part_sha256(part), path, wanted, level + 1)
            except IngestError as error:
                self._lost(inner, error)
        for number, attachment in enumerate(document.attachments, 1):
            yield from self._attachment(attachment, number, path, wanted, level + 1)

    def _attachment(
        self, attachment: Attachment, number: int, holder: str, above: tuple[Labels, ...], level: int
    ) -> Iterator[PreparedDocument]:
        """An attachment and all that it holds; what is wrong with it costs nothing else."""
        from ingest.parse import parse

        name = _clean_name(attachment.name) or f"attachment-{number}"
        path = self._free(f"{holder}#{name}")
        self._at(path)
        try:
            if path in self._avoid:
                raise self._avoid[path]
            if level > self._limits.depth:
                raise TooLarge(f"it lies {level} files deep; the limit is {self._limits.depth}")
            self._budget -= len(attachment.data)
            if self._budget < 0:
                raise TooLarge(f"the attachments exceed {self._limits.expanded_bytes:,} bytes")
            document = parse(attachment.data, name, self._limits)
            yield from self._tree(document, path, content_sha256(attachment.data), holder, above, level)
        except IngestError as error:
            self._lost(path, error)
        self._at("")

    def _document(
        self, document: ParsedDocument, path: str, sha256: str, parent: str | None, wanted: tuple[Labels, ...]
    ) -> PreparedDocument:
        from ingest.facts import extract
        from ingest.metadata import describe
        from ingest.parse.instructions import find_instructions

        try:
            described = describe(replace(document, attachments=(), parts=()), path)
            told = set(described.annotations)
            new = tuple(found for found in find_instructions(described.text) if found not in told)
            annotated = replace(described, annotations=described.annotations + new)
            passages = chunk(annotated, path, self._options)
            facts = extract(annotated, path)
        except (MemoryError, IngestError):
            raise
        except Exception as error:  # a fault of ours on input nobody foresaw: this file fails, the others do not
            reason = f"it cannot be cut into passages: {type(error).__name__}: {error}"
            raise Corrupt(reason[:300]) from error
        return PreparedDocument(path, sha256, parent, annotated, passages, wanted, facts)

    def _lost(self, path: str, error: IngestError) -> None:
        self.warnings.append(f"{path}: {error} {error.remedy}".strip())

    def _part_path(self, holder: ParsedDocument, path: str, fragment: str) -> str:
        if is_corpus(holder):
            free = self._free(_unicode(fragment))
            if free != fragment:
                self.warnings.append(f"the id {fragment!r} stands twice or cannot be used; it became {free!r}")
            return free
        return self._free(f"{path}#{_clean_name(fragment)}")

    def _free(self, path: str) -> str:
        """``path``, numbered if another document of the file has it already."""
        name, number = path, 1
        while name in self._paths:
            number += 1
            name = f"{path}~{number}"
        self._paths.add(name)
        return name


def is_corpus(document: ParsedDocument) -> bool:
    """Whether ``document`` is a ``corpus.jsonl`` or a row of one: its parts carry ids of their own."""
    return document.parser.partition("/")[0] == "corpus"


def marked(document: ParsedDocument, mark: Mark) -> int:
    """How many spans of ``document`` carry ``mark``."""
    return sum(annotation.mark is mark for annotation in document.annotations)


def _part_sha256(part: ParsedDocument) -> str:
    return content_sha256(part.text.encode("utf-8", "surrogatepass"))


def _clean_name(name: str) -> str:
    """A name for an identity: no folders, no control characters, of bounded length, ending kept."""
    last = re.split(r"[/\\]", _unicode(name))[-1]
    clean = "".join(c for c in last if c.isprintable()).strip(" .")
    return clean if len(clean) <= _NAME_LENGTH else clean[: _NAME_LENGTH - 20] + clean[-20:]


def _unicode(text: str) -> str:
    return unicodedata.normalize("NFC", text.encode("utf-8", "backslashreplace").decode("utf-8"))
