"""What may be sent to a model as evidence: stretches of documents, each with the shorter one that does in its stead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.places import Place, in_turn
from assistant.select import Candidate
from assistant.statements import Statement
from evidence.model import Hit, Span, StoredPassage
from evidence.view import View


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of ``passage``'s document: ``whole``, or ``short`` where there is no room for all of it.

    ``needed``: it would be shown without a model, so a reader is told where it was left out or shortened.
    """

    passage: StoredPassage
    whole: Span
    short: Span
    needed: bool = True


def of_candidate(candidate: Candidate) -> Stretch:
    """A statement with what is quoted around it; the statement with what it follows upon where that is too much."""
    statement = candidate.statement
    whole = candidate.block or statement
    short = Span(statement.start, statement.end)
    if candidate.block and 0 <= statement.before_start < statement.start:
        short = Span(statement.before_start, statement.end)
    return Stretch(statement.passage, Span(whole.start, whole.end), short)


def of_places(view: View, ranked: Sequence[Candidate], hits: Sequence[Hit]) -> Iterator[Stretch]:
    """The places that may hold the answer, best first; the best statement of each does in its stead."""
    best = {each.statement.passage.rowid: each.statement for each in reversed(ranked)}
    for place in in_turn(view, ranked, hits):
        yield _of_place(place, best.get(place[0].rowid))


def _of_place(place: Place, statement: Statement | None) -> Stretch:
    passage, start, end = place
    inside = statement and start <= statement.start and statement.end <= end
    short = Span(statement.start, statement.end) if statement and inside else Span(start, end)
    return Stretch(passage, Span(start, end), short, needed=False)
