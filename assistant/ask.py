"""The way of a question: understand, retrieve, select, verify, compose, or say that it is not there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from assistant import both_sides
from assistant.accept import Acceptance
from assistant.answer import Answer, Claim, Interpretation, Searched
from assistant.by_number import by_number
from assistant.clause_answers import clause_answer
from assistant.clause_gaps import gaps_answer
from assistant.compose import answer_text, choose, claim_of, lead
from assistant.composer import Composer
from assistant.disputed import disputed
from assistant.doubted import doubted
from assistant.finding_answers import FindingAnswers, made
from assistant.in_force import held_on
from assistant.laps import Laps
from assistant.leadership_answers import leadership_answer
from assistant.listening import Listener, Telling
from assistant.nearest import nearest
from assistant.parts import in_parts
from assistant.places import Likelihood, Place, as_claims, features_of, places, told
from assistant.query import Query
from assistant.read_verdicts import claims_of, premise_of, with_verdicts
from assistant.register import engine as register
from assistant.register.result import Found, register_text, together
from assistant.retrieve import Retriever
from assistant.select import Candidate, Odds, candidates, cosine_of, outlived, shown_statements
from assistant.statements import Statement
from assistant.summaries import summary
from assistant.then import Then, asked_then
from assistant.understand import questions, understand
from assistant.unmentioned import explained
from assistant.verify import verify
from assistant.wording import short
from evidence.cross_encoder import CrossEncoder, shared, shared_entailing
from evidence.embedders import Embedder, Remembered, question_of
from evidence.errors import VouchError
from evidence.frameworks import Framework
from evidence.model import Hit, StoredPassage
from evidence.view import View

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from evidence.late import Question as Pieces

_POOL = 20  # passages read for statements
_DEEP = 80  # passages among which those of documents in force at another time are looked for
_AHEAD = 4  # statements embedded at a time ahead of questions
_STATEMENT = 600  # characters that a statement weighs beside its words
_SURELY = 0.7  # words that answer rather than a value looked up elsewhere
_SURE = 0.8  # of an answer gathered by a stated rule

_EXPECTED = {
    "who": "A record that names the person or body: a signed approval, minutes, or a register entry",
    "when": "A dated record: minutes, an approval, a register entry or a message with its date",
    "yesno": "A record that it was done: a signed document, minutes with the decision, or a filled log",
    "count": "The complete register or the set of records that are to be counted",
    "list": "The register or the records that name every item",
    "clause": "Documents and records of operation that address the requirement",
}
_EXPECTED_ELSE = "A policy, procedure or record that states it"
_EXPECTED_RULE = "A rule of a policy, procedure or contract that allows, asks for or forbids it"
_PERMISSION = re.compile(
    r"\W*(?:and |so |but )?(?:can|could|may|must|should|shall) (?:i|we|you|one|anyone|staff|somebody)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question to ask. ``as_of`` is the day whose state is asked about; ``earlier`` the history.

    ``framework`` is the one whose clauses are meant where the question names none.
    """

    text: str
    id: str = "q1"
    as_of: date | None = None
    earlier: tuple[str, ...] = ()
    mode: str = "auto"  # auto, extractive (no model) or llm
    framework: Framework | None = None


class Assistant:
    """Answers questions from a view: from the register of facts, else with words that stand in documents."""

    def __init__(
        self,
        embedder: Embedder,
        retriever: Retriever,
        acceptance: Acceptance | None = None,
        composer: Composer | None = None,
        cross_encoder: CrossEncoder | None = None,
        likelihood: Likelihood | None = None,
        entailing: CrossEncoder | None = None,
    ) -> None:
        """``cross_encoder`` is the process's own unless given; it reads the best statements with the question.

        So is ``entailing``, which reads in them whether yes or no is the answer.
        """
        self._cross_encoder = cross_encoder or shared()
        self._entailing = entailing or shared_entailing()
        self._embedder = embedder if isinstance(embedder, Remembered) else Remembered(embedder)
        self._retriever = retriever
        self._acceptance = acceptance or Acceptance()
        self._likelihood = likelihood or Likelihood()
        self._composer = composer
        self._findings = FindingAnswers(embedder)

    def ask(self, view: View, question: Question, today: date, listener: Listener | None = None) -> Answer:
        """The answer to ``question`` from ``view``. Raises ``QuestionError`` for no question at all.

        ``listener`` is told how the question was read as soon as that is known, then of each claim once it is
        verified: a model's sentences while it speaks. All of them stand in the answer, in that order.
        """
        telling = Telling(listener)
        answer = self._scored(view, question, today, telling)[0]
        telling.rest(answer)
        return answer

    def ask_scored(self, view: View, question: Question, today: date) -> tuple[Answer, float]:
        """As ``ask``, with the highest probability that any candidate was given (0 when there was none).

        Something is shown from the thresholds of acceptance and of places that likely hold the answer on, so it orders
        questions by how readily they are answered. It stays out of the answer: calibrated on whole sets, it proves
        nothing of one.
        """
        return self._scored(view, question, today, Telling(None))

    def _scored(self, view: View, question: Question, today: date, telling: Telling) -> tuple[Answer, float]:
        clock = Laps()
        query = by_number(understand(question.text, question.earlier), view)
        if question.framework is not None:
            query = replace(query, framework=question.framework)
        telling.understood(_interpretation(query))
        clock.end("understand")
        asked = questions(question.text)
        if len(asked) > 1 and not _from_facts(question, query, view, today, self._embedder, clock):
            return self._in_parts(view, question, query, asked, today, telling)
        gathered = self._found_wanting(question, query, view, today, clock)
        gathered = gathered or _gathered(question, query, view, today, clock, self._embedder)
        if gathered:
            return gathered.model_copy(update={"timings_ms": clock.ms}), _SURE
        found = _from_facts(question, query, view, today, self._embedder, clock)
        if found:
            return _from_register(view, question, query, found, today, clock), found.confidence
        past = asked_then(query, question.earlier, question.as_of or today)
        held = self._held_then(view, question, query, past, today, clock) if past and past.rule else None
        return held or self._from_words(view, question, query, past, today, telling, clock)

    def _from_words(
        self,
        view: View,
        question: Question,
        query: Query,
        past: Then | None,
        today: date,
        telling: Telling,
        clock: Laps,
    ) -> tuple[Answer, float]:
        """What the words of documents say, read with the question; what held at a time that is over last."""
        once = _Once(self._embedder)
        hits = self._retriever.search(view, once, query.search_text, _POOL)
        telling.retrieved(view, hits)
        clock.end("retrieve")
        found = self._looked_up(question, query, view, today, hits, clock)
        if found and not register.is_looked_up(found):
            return _from_register(view, question, query, found, today, clock), found.confidence
        ranked = self._ranked(view, query, hits, once, question.as_of or today)
        clock.end("select")
        if found and not self._said_elsewhere(found, ranked):
            return _from_register(view, question, query, found, today, clock), found.confidence
        return self._from_best(view, question, query, past, (ranked, hits), today, telling, clock)

    def _from_best(
        self,
        view: View,
        question: Question,
        query: Query,
        past: Then | None,
        found: tuple[list[Candidate], Sequence[Hit]],
        today: date,
        telling: Telling,
        clock: Laps,
    ) -> tuple[Answer, float]:
        """What the best words say, as they stand or as the model tells it; both sides where two documents disagree."""
        ranked, hits = found
        confidence = max(map(self._acceptance.probability, ranked), default=0.0)
        accepted = [c for c in ranked if self._acceptance.accepts(c)]
        chosen = choose(query, accepted)
        dispute = disputed(query, accepted[0], ranked) if accepted else None
        claims, withheld = _claims(view, query, chosen, clock)
        if not claims and past and not past.rule:
            held = self._held_then(view, question, query, past, today, clock)
            if held:
                return held
        near = [] if claims else places(view, ranked, hits)
        answer = self._answer(view, question, query, (chosen, claims, withheld, hits), near, today, clock)
        if not claims:
            likely = self._likelihood.probability(features_of(query, ranked, hits, self._acceptance.probability))
            confidence = max(confidence, likely)
            if likely >= self._likelihood.threshold and query.kind != "summary":  # three places are no summary
                answer = _in_places(answer, as_claims(view, near), view, clock)
        sides = both_sides.claims_of(view, dispute) if dispute and claims else ()
        if dispute and sides and _verified(sides, view, clock):  # a model is not to choose between them
            return both_sides.with_both(answer, view, query, dispute, sides), confidence
        if self._composer and question.mode != "extractive":
            kept = (accepted, chosen) if claims else ([], [])
            answer = self._retold(
                self._composer, answer, view, question, query, (*kept, ranked, hits), today, telling, clock
            )
            clock.end("llm")
            answer = answer.model_copy(update={"timings_ms": clock.ms})
        return answer, confidence

    def _held_then(
        self, view: View, question: Question, query: Query, past: Then, today: date, clock: Laps
    ) -> tuple[Answer, float] | None:
        """What the documents say that were in force at the time asked about, put as of its last day."""
        held = held_on(view, past.first, past.last)
        once = _Once(self._embedder)
        found = self._retriever.search(view, once, past.query.search_text, _DEEP, copies=True) if held else []
        hits = [hit for hit in found if hit.passage.document in held][:_POOL]
        ranked = self._ranked(view, past.query, hits, once, past.last) if hits else []
        chosen = choose(past.query, [each for each in ranked if self._acceptance.accepts(each)])
        claims, withheld = _claims(view, past.query, chosen, clock)
        if not claims:
            return None
        then = replace(question, as_of=past.last)
        answer = self._answer(view, then, past.query, (chosen, claims, withheld, hits), (), today, clock)
        confidence = max(self._acceptance.probability(each) for each in chosen)
        return answer.model_copy(update={"interpretation": _interpretation(query)}), confidence

    def _retold(
        self,
        composer: Composer,
        answer: Answer,
        view: View,
        question: Question,
        query: Query,
        found: tuple[list[Candidate], list[Candidate], list[Candidate], Sequence[Hit]],
        today: date,
        telling: Telling,
        clock: Laps,
    ) -> Answer:
        """``answer`` as the model tells it from what was ``found``: accepted, shown, all ranked, and passages.

        A model that reads places and finds none that answers leaves a refusal with its near misses.
        """
        accepted, shown, ranked, hits = found
        refusal = None
        if composer.nearest and answer.claims:
            near = places(view, ranked, hits)
            refusal = self._answer(view, question, query, ([], [], answer.withheld, hits), near, today, clock)
        offered = composer.offered(view, accepted, ranked, hits)
        day = question.as_of or today
        return composer.retold(answer, query, shown, offered, view, day, telling.said, clock, refusal)

    def _in_parts(
        self, view: View, question: Question, query: Query, asked: Sequence[str], today: date, telling: Telling
    ) -> tuple[Answer, float]:
        """Several questions in one, each asked by itself with those before it as its history; the answers as one."""
        parts = []
        for place, text in enumerate(asked):
            part = replace(question, text=text, earlier=(*question.earlier, *asked[:place]))
            parts.append(self._scored(view, part, today, telling.of_a_part()))
        answer = in_parts(question.text, [answer for answer, _ in parts])
        return answer.model_copy(update={"interpretation": _interpretation(query)}), max(sure for _, sure in parts)

    def _looked_up(
        self, question: Question, query: Query, view: View, today: date, hits: Sequence[Hit], clock: Laps
    ) -> Found | None:
        """One value under a label of a record in the documents found, where the question is a single one."""
        if len(questions(question.text)) > 1:
            return None
        found = register.look_up(query, view, question.as_of or today, self._embedder, hits)
        clock.end("records")
        found = _standing(found, view, clock)
        if (
            found
            and register.is_looked_up(found)
            and doubted(found.claims, view, partial(_cut, view), self._said(query))
        ):
            found = None
        clock.end("records")
        return found

    def _said_elsewhere(self, found: Found, ranked: Sequence[Candidate]) -> bool:
        """Whether words of another place answer surely: a value under a label is only the likeness of the label."""
        sure = (each for each in ranked if self._acceptance.probability(each) >= _SURELY)
        best = next((each for each in sure if not outlived(each)), None)
        if best is None:
            return False
        shown = best.block or best.statement
        cited = (each for claim in found.claims for each in claim.citations)
        doc_id = shown.passage.doc_id
        return not any(each.doc_id == doc_id and each.start < shown.end and shown.start < each.end for each in cited)

    def _found_wanting(self, question: Question, query: Query, view: View, today: date, clock: Laps) -> Answer | None:
        """What is lacking, late or over, from the findings; of several questions in one none is answered here."""
        if len(questions(question.text)) > 1:
            return None
        day = question.as_of or today
        answer = self._findings.answer(query, question.text, view, day)
        if answer is not None and register.listed(query, view, day, self._embedder):
            return None  # a register says it in its own columns
        clock.end("register")
        if answer is None or not _verified(answer.claims, view, clock):
            return None
        return answer.model_copy(update={"id": question.id})

    def rank(self, view: View, query: Query, hits: Sequence[Hit], as_of: date | None = None) -> list[Candidate]:
        """Candidate statements of ``hits``, best first; exposed so that fitting sees what asking sees."""
        return self._ranked(view, query, hits, self._embedder, as_of)

    def _ranked(
        self, view: View, query: Query, hits: Sequence[Hit], embedder: Embedder | _Once, as_of: date | None
    ) -> list[Candidate]:
        vector = embedder.embed_query(query.search_text)
        rowids = [hit.passage.rowid for hit in hits]
        closeness = dict(zip(rowids, view.similarity(vector, rowids).tolist(), strict=True))
        return candidates(
            query,
            hits,
            view.frequency,
            view.counts.passages,
            lambda texts: cosine_of(vector, embedder.embed(texts)),
            closeness,
            view.parsed,
            cut=partial(_cut, view),
            crossed=self._said(query),
            holding=view.holding,
            as_of=as_of,
            told=lambda ranked: with_verdicts(query, ranked, partial(self._read, view, query)),
        )

    def _read(self, view: View, query: Query, statement: Statement) -> Odds:
        """The log odds that a statement bears out yes, and no."""
        text = premise_of(statement, view.document(statement.passage.doc_id).title)
        yes, no = (float(self._entailing.scores(claim, [text])[0]) for claim in claims_of(query.text))
        return yes, no

    def _said(self, query: Query) -> Callable[[Sequence[str]], list[float]]:
        """The cross-encoder's log odds that each text answers ``query``."""
        return lambda texts: [float(each) for each in self._cross_encoder.scores(query.search_text, texts)]

    def warm(self, view: View, today: date | None = None, stop: Callable[[], bool] = lambda: False) -> int:
        """Work out ahead what questions on ``view`` will ask for; how many statements' vectors were made.

        The register's tables and the findings of ``today`` first, then the vector of every statement, some at a time,
        until ``stop`` says so or the memory for vectors is full. Never needed: answers are the same without it. What
        is there already is passed over, so it may be called again after every change. Raises as ``ask`` does where
        the archive changes meanwhile: take a new view and call again.
        """
        register.prepare(view)
        if today is not None and view.counts.facts and not stop():
            made(view, today)
        count = 0
        for document in view.documents():
            texts = [
                each.reading
                for passage in view.passages(document.rowid)
                if not passage.hidden
                for each in _cut(view, passage)
            ]
            missing = self._embedder.missing(texts)
            for start in range(0, len(missing), _AHEAD):
                if stop() or self._embedder.full:
                    return count
                some = missing[start : start + _AHEAD]
                self._embedder.embed(some)
                count += len(some)
        return count

    def _answer(
        self,
        view: View,
        question: Question,
        query: Query,
        found: tuple[list[Candidate], list[Claim], int, Sequence[Hit]],
        near: Sequence[Place],
        today: date,
        clock: Laps,
    ) -> Answer:
        chosen, claims, withheld, hits = found
        searched = Searched(documents=view.counts.documents, passages=view.counts.passages, facts=view.counts.facts)
        value = lead(query, chosen) if claims else None
        complete = any(claim.verdict == "supported" for claim in claims)
        asked = understand(question.text, question.earlier)  # a refusal tells the question as it was put
        return Answer(
            id=question.id,
            question=question.text,
            status=("answered" if complete else "partial") if claims else "not_found",
            text=answer_text(value, claims) if claims else _not_found(asked, searched, view),
            value=value,
            as_of=(question.as_of or today).isoformat(),
            interpretation=_interpretation(query),
            claims=tuple(claims),
            withheld=withheld,
            searched=searched,
            nearest=() if claims else nearest(view, near, hits),
            expected_evidence="" if claims else _expected(asked),
            timings_ms=clock.ms,
        )


class _Once:
    """The embedder for one question, which is embedded once."""

    def __init__(self, embedder: Embedder) -> None:
        self.id, self.dimensions = embedder.id, embedder.dimensions
        self.windows, self.embed = embedder.windows, embedder.embed
        self._embedder = embedder
        self._asked: dict[str, Pieces | None] = {}
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def embed_question(self, text: str) -> Pieces | None:
        if text not in self._asked:
            self._asked[text] = question_of(self._embedder, text)
        return self._asked[text]

    def embed_query(self, text: str) -> NDArray[np.float32]:
        asked = self.embed_question(text)
        if asked is not None:
            return asked.vector
        if text not in self._vectors:
            self._vectors[text] = self._embedder.embed_query(text)
        return self._vectors[text]


def _cut(view: View, passage: StoredPassage) -> tuple[Statement, ...]:
    """The statements of a passage that may answer, kept from question to question."""
    return view.about(
        passage.document,
        ("statements", passage.rowid),
        lambda: tuple(shown_statements(passage, view.parsed(passage.document))),
        lambda found: sum(_STATEMENT + 2 * len(each.plain) for each in found),
    )


def _gathered(
    question: Question, query: Query, view: View, today: date, clock: Laps, embedder: Embedder
) -> Answer | None:
    """The evidence for a requirement, a summary of leadership activity or one of a document, where asked for and all
    of it verifies."""
    day = question.as_of or today
    answer = None
    if view.counts.facts:
        answer = clause_answer(query, view, day) or gaps_answer(query, view, day)
        answer = answer or leadership_answer(query, view, day)
    answer = answer or summary(query, view, day, embedder)
    clock.end("register")
    if answer is None or not answer.claims or not _verified(answer.claims, view, clock):
        return None
    return answer.model_copy(update={"id": question.id, "question": question.text})


def _from_facts(
    question: Question, query: Query, view: View, today: date, embedder: Embedder, clock: Laps
) -> Found | None:
    """What the register says, where every claim of it verifies; of several questions in one, what it says to each."""
    as_of = question.as_of or today
    asked = questions(question.text)
    if len(asked) == 1:
        return _registered(query, view, as_of, embedder, clock)
    found = []
    for place, text in enumerate(asked):
        part = understand(text, (*question.earlier, *asked[:place]))
        found.append((text, _registered(part, view, as_of, embedder, clock)))
    return together(found)


def _registered(query: Query, view: View, as_of: date, embedder: Embedder, clock: Laps) -> Found | None:
    found = register.find(query, view, as_of, embedder)
    clock.end("register")
    return _standing(found, view, clock)


def _standing(found: Found | None, view: View, clock: Laps) -> Found | None:
    return found if found and found.claims and _verified(found.claims, view, clock) else None


def _verified(claims: Sequence[Claim], view: View, clock: Laps) -> bool:
    """Whether every one of ``claims`` verifies; how long that took is kept apart."""
    stand = all(verify(claim, view) for claim in claims)
    clock.end("verify")
    return stand


def _from_register(view: View, question: Question, query: Query, found: Found, today: date, clock: Laps) -> Answer:
    return Answer(
        id=question.id,
        question=question.text,
        status="conflict" if found.conflicts else "answered" if found.complete else "partial",
        text=register_text(found),
        value=found.value,
        as_of=(question.as_of or today).isoformat(),
        interpretation=_interpretation(query),
        claims=found.claims,
        conflicts=found.conflicts,
        searched=Searched(documents=view.counts.documents, passages=view.counts.passages, facts=view.counts.facts),
        mode="register",
        timings_ms=clock.ms,
    )


def _interpretation(query: Query) -> Interpretation:
    return Interpretation(
        kind=query.kind, subject=query.subject, period=query.periods[0].text if query.periods else None
    )


def failed(question: Question, error: VouchError, today: date) -> Answer:
    """The answer to a question that could not be processed: its status is ``error``."""
    return Answer(
        id=question.id,
        question=question.text,
        status="error",
        text=f"{error}. {error.remedy}".strip(),
        as_of=(question.as_of or today).isoformat(),
        interpretation=Interpretation(kind="what", subject=""),
    )


def _claims(view: View, query: Query, chosen: Sequence[Candidate], clock: Laps) -> tuple[list[Claim], int]:
    """The claims that verify, and how many are withheld: all where the best does not, since the others stand by it."""
    drafts = [claim_of(candidate, view) for candidate in chosen]
    clock.end("compose")
    stand = [verify(claim, view) for claim in drafts]
    clock.end("verify")
    kept = [claim for claim, whole in zip(drafts, stand, strict=True) if whole] if stand and stand[0] else []
    return kept, len(drafts) - len(kept)


def _in_places(answer: Answer, claims: Sequence[Claim], view: View, clock: Laps) -> Answer:
    """The places that likely hold what no one statement says; ``answer`` as it was where one does not verify."""
    if not claims or not _verified(claims, view, clock):
        return answer
    changes = {
        "status": "partial",
        "text": told(claims),
        "claims": tuple(claims),
        "nearest": (),
        "expected_evidence": "",
    }
    return answer.model_copy(update=changes)


def _expected(query: Query) -> str:
    ruled = query.kind == "yesno" and _PERMISSION.match(query.text)
    told = _EXPECTED_RULE if ruled else _EXPECTED.get(query.kind, _EXPECTED_ELSE)
    return f"{told}; it must answer “{short(query.text)}”."


def _not_found(query: Query, searched: Searched, view: View) -> str:
    """What a refusal says: of no documents that and no more, be there none or none to be seen."""
    if not searched.documents:
        return f"Not found. Nothing is ingested that this asker may see, so “{short(query.text)}” has no answer yet."
    return (
        f"Not found. No statement in the {searched.documents:,} documents ({searched.passages:,} passages) that were"
        f" searched is sure enough to answer “{short(query.text)}”.{explained(query, view)}"
    )
