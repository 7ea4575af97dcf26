"""Requirements with their evidence by kind, and what people signed or corrected, as one reader sees them."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.clause_decisions import is_stale
from assistant.clause_passages import passages
from assistant.clauses import Clauses, Evidence, Mapped, day_of
from assistant.papers import Sort, sorts
from assistant.reports.clauses import KINDS_OF_EVIDENCE, document_words, heading_of, said_by, words_of
from assistant.web.answers import Source, source
from assistant.web.choices import Chosen
from assistant.web.reported import source_of
from assistant.wording import sentence, short
from evidence.embedders import Embedder
from evidence.frameworks import Requirement, normal_ref
from evidence.record import Decision

HEADINGS = tuple(heading for heading, _ in KINDS_OF_EVIDENCE)
STATES = {
    "evidence": ("good", "Evidence found"),
    "partly": ("warn", "Partly shown"),
    "documents only": ("warn", "Documents only"),
    "none": ("bad", "Nothing found"),
}
"""What the evidence of a requirement suggests: a tone and words."""


@dataclass(frozen=True, slots=True)
class Line:
    """A requirement in the matrix: how many pieces of evidence of each kind, in the order of ``HEADINGS``."""

    requirement: Requirement
    state: str
    counts: tuple[int, ...]
    missing: tuple[str, ...]
    signed: Decision | None
    stale: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence: what it says, why it counts, and where it opens."""

    says: str
    reason: str
    score: float
    day: str
    source: Source
    words: str = ""  # of a passage: what a correction names


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with its pieces of evidence of one kind."""

    doc_id: str
    title: str
    pieces: tuple[Piece, ...]

    @property
    def count(self) -> int:
        """How many pieces."""
        return len(self.pieces)


class Mapping:
    """The mapping of one reader's documents to one framework."""

    def __init__(self, chosen: Chosen) -> None:
        self.chosen = chosen
        self.clauses: Clauses = chosen.asking.clauses(chosen.framework)
        self.sorts: dict[int, Sort] = sorts(chosen.view)

    def lines(self) -> list[Line]:
        """Every requirement that can be assessed, in printed order."""
        return [self.line(each) for each in self.clauses.all()]

    def line(self, mapped: Mapped) -> Line:
        """One requirement."""
        by_kind = self.grouped(mapped)
        decision = self.signed(mapped.requirement)
        return Line(
            mapped.requirement,
            mapped.state,
            tuple(len(by_kind.get(heading, ())) for heading in HEADINGS),
            tuple(each.what for each in mapped.missing),
            decision,
            decision is not None and is_stale(decision, mapped),
        )

    def grouped(self, mapped: Mapped) -> dict[str, list[Evidence]]:
        """The evidence of a requirement by heading; every piece has one."""
        found: dict[str, list[Evidence]] = {heading: [] for heading in HEADINGS}
        for each in mapped.evidence:
            found.setdefault(heading_of(each, self.sorts), []).append(each)
        return {heading: pieces for heading, pieces in found.items() if pieces}

    def signed(self, requirement: Requirement) -> Decision | None:
        """A person's verdict in force."""
        return self.chosen.asking.signed.get((self.chosen.framework.id, normal_ref(requirement.ref)))

    def papers(self, evidence: list[Evidence]) -> list[Paper]:
        """Evidence of one kind by document, best first."""
        found: dict[str, list[Evidence]] = {}
        for each in evidence:
            found.setdefault(each.document.doc_id, []).append(each)
        return [
            Paper(doc_id, all_of_it[0].document.title, tuple(map(self._piece, all_of_it)))
            for doc_id, all_of_it in found.items()
        ]

    def spoken(self, requirement: Requirement, embedder: Embedder) -> list[Paper]:
        """The passages that speak to a requirement, by document, surest first."""
        return self.papers(list(passages(self.clauses, requirement, embedder)))

    def _piece(self, each: Evidence) -> Piece:
        asking, fact = self.chosen.asking, each.fact
        if each.statement is not None:
            (cited_words,) = words_of(asking, each)
            opened = source(cited_words.as_json(), "")
            return Piece(said_by(asking, each), each.reason, each.score, "", opened, cited_words.quote)
        if fact is None:
            words = document_words(asking, each.document.rowid)
            cited = words[0].as_json() if words else {"doc_id": each.document.doc_id, "title": each.document.title}
            return Piece("The document itself", each.reason, each.score, "", source(cited, ""))
        day = day_of(fact)
        cited_fact = source_of(asking.citer, fact)
        return Piece(short(sentence(fact), 240), each.reason, each.score, day.isoformat() if day else "", cited_fact)
