"""What a person who labels looks things up in: ranked excerpts of a set's documents, and exact words in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Protocol

from assistant.retrieve import Retriever
from assistant.statements import statements
from evals.spans import find_quote
from evidence.embedders import Embedder
from evidence.errors import UnknownDocument
from evidence.model import Origin, StoredPassage
from evidence.sentences import sentence_spans
from evidence.view import View

_AROUND = 600  # characters shown on each side of an excerpt that is opened
_KEPT = 200  # texts kept in memory
_PLACES = 40  # documents that words are found in, at most


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence or a table row: ``text`` is the document's characters from ``start`` to ``end``.

    ``passage`` names the passage that it is of: a range of excerpts of one passage is one quote.
    """

    doc_id: str
    start: int
    end: int
    text: str
    page: int | None = None
    section: str | None = None
    passage: str = ""


class Desk(Protocol):
    """What labelling needs of the documents."""

    def search(self, words: str, k: int) -> Sequence[Excerpt]:
        """The excerpts of the ``k`` passages nearest to ``words``, best passage first, each in reading order."""
        ...

    def find(self, words: str, near: Sequence[str]) -> Sequence[Excerpt]:
        """Where ``words`` stand, one excerpt a document: in any document as written, in those of ``near`` nearly so."""
        ...

    def stretch(self, first: Excerpt, last: Excerpt) -> Excerpt:
        """From the beginning of ``first`` to the end of ``last``, of the same document."""
        ...

    def count(self, excerpt: Excerpt) -> int:
        """How often the words of ``excerpt`` stand in its document."""
        ...

    def around(self, excerpt: Excerpt) -> tuple[str, str]:
        """What stands before and after ``excerpt``."""
        ...

    def knows(self, doc_id: str) -> bool:
        """Whether there is such a document."""
        ...


class ArchiveDesk:
    """A ``Desk`` over a view; the operator's, for a person who labels sees every document."""

    def __init__(self, view: View, embedder: Embedder) -> None:
        """Nothing is read yet."""
        self._view, self._embedder = view, embedder
        self._texts: dict[str, str] = {}

    def search(self, words: str, k: int) -> list[Excerpt]:
        """As ``Desk.search``. Raises ``QuestionError`` for nothing to search for."""
        hits = Retriever().search(self._view, self._embedder, words, k)
        return [excerpt for hit in hits for excerpt in self._excerpts(hit.passage)]

    def find(self, words: str, near: Sequence[str]) -> list[Excerpt]:
        """As ``Desk.find``: documents of ``near`` first, 40 at most."""
        wanted = words.strip()
        others = [each.doc_id for each in self._view.documents() if each.doc_id not in near]
        # Forgiving search reads character by character: over a whole archive only the words as written are looked for.
        written = (doc_id for doc_id in others if wanted in self._text(doc_id))
        found = (self._first(doc_id, wanted) for doc_id in chain(dict.fromkeys(near), written))
        return list(islice((excerpt for excerpt in found if excerpt is not None), _PLACES))

    def stretch(self, first: Excerpt, last: Excerpt) -> Excerpt:
        """As ``Desk.stretch``."""
        start, end = min(first.start, last.start), max(first.end, last.end)
        words = self._text(first.doc_id)[start:end]
        return Excerpt(first.doc_id, start, end, words, first.page, first.section, first.passage)

    def count(self, excerpt: Excerpt) -> int:
        """As ``Desk.count``."""
        return len(find_quote(self._text(excerpt.doc_id), excerpt.text))

    def around(self, excerpt: Excerpt) -> tuple[str, str]:
        """As ``Desk.around``: up to 600 characters on each side."""
        text = self._text(excerpt.doc_id)
        return text[max(0, excerpt.start - _AROUND) : excerpt.start], text[excerpt.end : excerpt.end + _AROUND]

    def knows(self, doc_id: str) -> bool:
        """As ``Desk.knows``."""
        try:
            self._view.document(doc_id)
        except UnknownDocument:
            return False
        return True

    def _excerpts(self, passage: StoredPassage) -> list[Excerpt]:
        if passage.origin is Origin.CELL:
            parsed = self._view.parsed
            rows = statements(passage, lambda: parsed(passage.document))
            spans = [(row.start, row.end) for row in rows]
        else:
            found = sentence_spans(passage.text, 0, len(passage.text))
            spans = [(passage.start + span.start, passage.start + span.end) for span in found]
        whole = (passage.start, passage.end)
        return [self._excerpt(passage, start, end) for start, end in spans or [whole] if end > start]

    def _excerpt(self, passage: StoredPassage, start: int, end: int) -> Excerpt:
        words = passage.text[start - passage.start : end - passage.start]
        return Excerpt(passage.doc_id, start, end, words, passage.page, passage.section, passage.passage_id)

    def _first(self, doc_id: str, words: str) -> Excerpt | None:
        text = self._text(doc_id)
        places = find_quote(text, words)
        if not places:
            return None
        start, end = places[0]
        pages = self._view.parsed(self._view.document(doc_id).rowid).pages
        page = next((page.number for page in pages if page.start <= start < page.end), None)
        return Excerpt(doc_id, start, end, text[start:end], page)

    def _text(self, doc_id: str) -> str:
        if doc_id not in self._texts:
            if len(self._texts) >= _KEPT:
                self._texts.clear()
            self._texts[doc_id] = self._view.text(self._view.document(doc_id).rowid)
        return self._texts[doc_id]
