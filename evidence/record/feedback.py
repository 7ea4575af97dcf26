"""What people say of answers: each is an entry of the ledger; here is the way from an answer to them.

With the sources that people marked they become rows of a labelled set.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

import sqlalchemy as sa

from evidence.errors import QuestionError
from evidence.record.chain import canonical
from evidence.record.failures import Missing
from evidence.record.labelling import gold_of, row_of
from evidence.record.ledger import Entry, append, read_entry
from evidence.record.store import Store

SAID = ("helpful", "wrong", "missing")
"""What may be said: the answer helped, it is wrong, or evidence is missing in it."""
_Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Source:
    """Words of a document that a reader marked: ``quote == text[start:end]``."""

    doc_id: str
    start: int | None = None
    end: int | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What ``person`` says of the answer in the ledger's entry ``sequence``.

    ``sources`` are those that the person marked as right. ``groups``, ``question`` and ``as_of`` (an ISO day) are
    those of the answer. ``by`` names the program that passed it on for the person, if one did. ``id``, ``at`` and
    ``entry`` (the feedback's own place in the ledger) are given when it is added.
    """

    person: str
    sequence: int
    verdict: str
    note: str = ""
    sources: tuple[Source, ...] = ()
    groups: tuple[str, ...] | None = ()
    question: str = ""
    as_of: str | None = None
    id: int = 0
    at: str = ""
    entry: int = 0
    by: str = ""


_Said = list[Feedback]
_Sorted = list[tuple[dict[str, Any] | None, _Said]]


class Feedbacks:
    """All feedback that was not erased."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, feedback: Feedback) -> int:
        """Keep it, in the ledger too; its id. Raises ``QuestionError``, or ``Missing`` for an answer not there."""
        _check(feedback)
        content = _content(feedback)
        canonical(content)

        def work(connection: sa.Connection) -> int:
            about = read_entry(connection, feedback.sequence)
            if about is None or about.kind != "answer" or about.content is None:
                raise Missing(f"the ledger has no answer {feedback.sequence}", remedy="Name the answer's number.")
            entry = append(connection, self._store, "feedback", feedback.person, feedback.groups, content)
            query = "INSERT INTO feedback (entry, about) VALUES (?, ?) RETURNING id"
            return int(connection.exec_driver_sql(query, (entry.sequence, feedback.sequence)).scalar_one())

        return self._store.write(work)

    def list(self, sequence: int | None = None, *, after: int = 0, limit: int | None = None) -> list[Feedback]:
        """Feedback in order of its ids, above ``after``; about one answer, or all."""
        with self._store.read() as connection:
            return [told for told, _ in _rows(connection, sequence, after, -1 if limit is None else limit)]

    def labelled(self) -> _Rows:
        """Rows of ``questions.jsonl``, one an answer that people's latest words settle; see ``labelling``."""
        return [row for row, _ in self._sorted() if row is not None]

    def unlabelled(self) -> _Said:
        """The feedback that makes no row: something is wrong or missing, and nobody marked what is right."""
        return [each for row, said in self._sorted() if row is None for each in said]

    def _sorted(self) -> _Sorted:
        """Each answer's row, if there is one, and what its readers said last."""
        latest: dict[int, dict[str, Feedback]] = {}
        answers: dict[int, Entry] = {}
        with self._store.read() as connection:
            for told, about in _rows(connection, None, 0, -1):
                latest.setdefault(told.sequence, {})[told.person] = told
                answers[told.sequence] = about
        found: _Sorted = []
        for sequence, by_person in latest.items():
            said = list(by_person.values())
            gold = gold_of(
                [(each.verdict, [asdict(source) for source in each.sources]) for each in said],
                answers[sequence].content,
            )
            first = said[0]
            row = None
            if gold is not None and first.question:
                row = row_of(f"feedback-{sequence}", first.question, gold, first.groups, first.as_of)
            found.append((row, said))
        return found


_JOINED = """SELECT f.id, f.entry, f.about FROM feedback f JOIN entry e ON e.sequence = f.entry
    WHERE e.body IS NOT NULL AND f.id > ?"""


def _rows(connection: sa.Connection, sequence: int | None, after: int, limit: int) -> Iterable[tuple[Feedback, Entry]]:
    query, values = _JOINED, [after]
    if sequence is not None:
        query, values = f"{query} AND f.about = ?", [after, sequence]
    for id, own, about in connection.exec_driver_sql(f"{query} ORDER BY f.id LIMIT ?", (*values, limit)).all():
        entry, answer = read_entry(connection, own), read_entry(connection, about)
        if entry is not None and entry.content is not None and answer is not None:
            yield _feedback(id, entry), answer


def _feedback(id: int, entry: Entry) -> Feedback:
    held = entry.content or {}
    told = Feedback(
        entry.asker,
        held["sequence"],
        held["verdict"],
        held["note"],
        tuple(Source(**each) for each in held["sources"]),
        entry.groups,
        held["question"],
        held["as_of"],
    )
    return replace(told, id=id, at=entry.at, entry=entry.sequence, by=str(held.get("by", "")))


def _content(feedback: Feedback) -> dict[str, Any]:
    return {
        "sequence": feedback.sequence,
        "verdict": feedback.verdict,
        "note": feedback.note,
        "sources": [asdict(each) for each in feedback.sources],
        "question": feedback.question,
        "as_of": feedback.as_of,
        **({"by": feedback.by} if feedback.by else {}),
    }


def _check(feedback: Feedback) -> None:
    if feedback.verdict not in SAID:
        raise QuestionError(f"{feedback.verdict!r} is no feedback", remedy=f"One of: {', '.join(SAID)}.")
    if not feedback.person.strip():
        raise QuestionError("feedback needs a person", remedy="Say who gives it.")
    if any(not source.doc_id for source in feedback.sources):
        raise QuestionError("a marked source names no document", remedy="Give doc_id, start, end and quote of each.")
