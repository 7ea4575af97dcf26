"""Passages that speak to a requirement, each with a score and the reason: by name, or by what both say.

A requirement is compared as our own explanation with the evidence expected of it. Three measures decide together
whether a passage speaks to it: how far the two agree word piece by word piece, how much nearer the passage is to this
requirement than to the others of the framework, and how many of the rarer words they share. The coefficients are those
of a logistic regression (docs/decisions/0012-passages-of-requirements.md). A passage that names the requirement in the
words of auditing needs none of it. Embedders that give no word pieces leave the passages that name it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from assistant import ranking
from assistant.clause_lines import naming_lines, shown
from assistant.clauses import (
    STRENGTHS,
    Clauses,
    Evidence,
    fields_of,
    full_title,
    in_field,
    passage_words,
    plain_words,
)
from assistant.document_state import state_of
from assistant.retrieve import piece_weights
from evidence.embedders import Embedder, question_of
from evidence.frameworks import Framework, Requirement, normal_ref
from evidence.late import Question
from evidence.lexical import analyse
from evidence.model import Span, StoredPassage
from evidence.sentences import sentence_spans
from evidence.view import View

LEAST = 0.7
"""The score from which a passage is said to speak to a requirement."""

_LATE, _APART, _SHARED, _BIAS = 9.69, 0.67, 3.42, -6.63
_LEAST_APART, _BEST = 2.0, 3  # standard deviations; requirements that a passage may speak to
_NEAREST, _NEAR, _WORDED, _NAMING = 12, 4, 6, 24  # candidates: apart from others, near, by words, by reference
_FEWEST_WORDS = 10  # a heading or the frame of a form speaks to nothing
_MOST, _MOST_OF_ONE = 12, 4  # passages kept of a requirement, and of one document for it
_HEADING = 4  # words of a heading; the statement shown says more where it can
_WORD = re.compile(r"[^\W\d_]{2,}")
_CONTROL = re.compile(r"(?<![\w.])A\.\s?\d{1,2}\.\d{1,2}(?:\.\d{1,2})?(?![\w%]|\.\d)")
_MANY = 2  # references of other controls that make a passage a list
_PLAIN = frozenset(
    "the a an and or of for in to is are be been by on with at as that it its this these those they them their from "
    "not no who what when where which how why each every all any some other such about over under up out into before "
    "after so if do does done has have had can may must will was were than then there here".split()
)


@dataclass(frozen=True, slots=True)
class Speaking:
    """A passage that speaks to a requirement: how sure, why, and the statement of it that tells most."""

    passage: StoredPassage
    statement: Span
    score: float
    reason: str


@dataclass
class PassageMap:
    """The passages of one view by requirement of a framework; each is looked up on demand and remembered."""

    view: View
    framework: Framework
    embedder: Embedder
    _found: dict[str, tuple[Speaking, ...]] = field(default_factory=dict)

    def of(self, requirement: Requirement) -> tuple[Speaking, ...]:
        """The passages that speak to a requirement, surest first."""
        if requirement.ref not in self._found:
            self._found[requirement.ref] = tuple(self._look(requirement))
        return self._found[requirement.ref]

    def _look(self, requirement: Requirement) -> list[Speaking]:
        if not self.view.counts.passages:
            return []
        wanted = _Wanted(self.view, self.framework, requirement, self.embedder)
        named = {each.passage.rowid: each for each in self._named(wanted)}
        alike = [each for each in self._alike(wanted) if each.passage.rowid not in named]
        found = sorted(
            [*named.values(), *alike], key=lambda each: (-each.score, each.passage.doc_id, each.passage.start)
        )
        kept: dict[tuple[str, ...], Speaking] = {}
        of_document: Counter[int] = Counter()
        for each in found:
            said = tuple(analyse(each.passage.text))
            if said not in kept and of_document[each.passage.document] < _MOST_OF_ONE:  # copies say the same once
                kept[said] = each
                of_document[each.passage.document] += 1
        return list(kept.values())[:_MOST]

    def _named(self, wanted: _Wanted) -> Iterator[Speaking]:
        """Passages with a line that names the requirement as one of this framework's."""
        requirement = wanted.requirement
        for passage in self.view.load(wanted.by_reference()):
            parsed = self.view.parsed(passage.document)
            span = Span(passage.start, passage.end)
            if passage.hidden:
                continue
            line = next(naming_lines(self.framework.id, requirement, parsed, span), None)
            if line is not None:
                yield Speaking(passage, line, 1.0, f"it names {requirement.ref}")

    def _alike(self, wanted: _Wanted) -> Iterator[Speaking]:
        """Passages that say what the requirement asks for."""
        if wanted.asked is None:
            return
        passages = [each for each in self.view.load(wanted.candidates()) if self._worth(each, wanted.requirement)]
        if not passages:
            return
        rowids = [each.rowid for each in passages]
        late = self.view.late(wanted.asked.pieces, wanted.weights, rowids)
        if late is None:
            return
        apart, before = wanted.apart(rowids)
        for place, passage in enumerate(passages):
            if apart[place] < _LEAST_APART or before[place] >= _BEST:
                continue  # it speaks to several requirements, or to others more than to this one
            shared, words = wanted.shared(passage)
            odds = _LATE * float(late[place]) + _APART * float(apart[place]) + _SHARED * shared + _BIAS
            score = round(float(1 / (1 + np.exp(-odds))), 3)
            statement = self._statement(passage, wanted) if score >= LEAST else None
            if statement is not None:
                yield Speaking(passage, statement, score, _reason(words))

    def _worth(self, passage: StoredPassage, requirement: Requirement) -> bool:
        """Whether a passage says enough, and is no list of other requirements."""
        if passage.hidden or len(_WORD.findall(passage.text)) < _FEWEST_WORDS:
            return False
        refs = {normal_ref(match) for match in _CONTROL.findall(passage.text)}
        return requirement.ref.upper() in refs or len(refs) < _MANY

    def _statement(self, passage: StoredPassage, wanted: _Wanted) -> Span | None:
        """The statement of a passage that says most of what is asked, the first of equals.

        None of a passage that holds words which no reader sees, or which address a machine.
        """
        parsed = self.view.parsed(passage.document)
        if not shown(parsed, Span(passage.start, passage.end)):
            return None
        rows = [row for table in parsed.tables for row in table.rows]
        spans = [Span(row.start, row.end) for row in rows if passage.start <= row.start and row.end <= passage.end]
        spans += [each for each in sentence_spans(parsed.text, passage.start, passage.end) if not _within(each, spans)]
        counts = {each: len(_WORD.findall(parsed.text[each.start : each.end])) for each in spans}
        worded = [each for each in spans if counts[each] > _HEADING] or [each for each in spans if counts[each]]
        return max(
            worded, key=lambda span: (wanted.said(parsed.text[span.start : span.end]), -span.start), default=None
        )


class _Wanted:
    """A requirement made ready to be compared with passages."""

    def __init__(self, view: View, framework: Framework, requirement: Requirement, embedder: Embedder) -> None:
        self.view, self.requirement = view, requirement
        texts = _texts(framework)
        self._place = next((at for at, (ref, _) in enumerate(texts) if ref == requirement.ref), -1)
        text = described(requirement)
        questions = _questions(cast(Hashable, embedder), texts) if self._place >= 0 else ()
        self.asked = questions[self._place] if questions else None
        self._vectors = np.array([each.vector for each in questions], dtype=np.float32)
        total = view.counts.passages
        more = " ".join(phrase for topic in requirement.topics for phrase in topic.documents)
        self._words = {term: word for word in reversed(_WORD.findall(text)) for term in analyse(word)[:1]}
        terms = dict.fromkeys(term for term in analyse(f"{text} {more}") if self._tells(term))
        self._rarities = {term: ranking.rarity(total, view.frequency(term)) for term in terms}
        self._most = sum(self._rarities.values()) or 1.0
        whole = {term: ranking.rarity(total, view.frequency(term)) for term in set(analyse(text))}
        self.weights = piece_weights(text, self.asked.spans, whole) if self.asked else np.zeros(0)

    def _tells(self, term: str) -> bool:
        return term not in _PLAIN and self._words.get(term, term).lower() not in _PLAIN

    def by_reference(self) -> list[int]:
        """Passages that hold the reference, by rowid."""
        ref = self.requirement.ref.lower()
        rowids, scores = self.view.lexical({ref: 1.0})
        return [int(rowid) for rowid in rowids[np.argsort(-scores, kind="stable")[:_NAMING]]]

    def candidates(self) -> list[int]:
        """Passages that may speak to it: near to it and not to everything, near to it, and with its words."""
        vector = self._vectors[self._place]
        apart = vector - self._vectors.mean(axis=0)
        nearest, _ = self.view.dense((apart / (np.linalg.norm(apart) or 1.0)).astype(np.float32), _NEAREST)
        near, _ = self.view.dense(vector, _NEAR)
        rowids, scores = self.view.lexical(dict(Counter(analyse(_short(self.requirement)))))
        worded = rowids[np.argsort(-scores, kind="stable")[:_WORDED]]
        return list(dict.fromkeys([*nearest.tolist(), *near.tolist(), *worded.tolist()]))

    def apart(self, rowids: Sequence[int]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """How much nearer passages are to this requirement than to the framework's others, in standard deviations.

        And to how many of the others each is nearer than to this one.
        """
        cosines = self.view.similarities(self._vectors, rowids)
        spread = cosines.std(axis=0)
        apart = (cosines[self._place] - cosines.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
        return np.asarray(apart), np.asarray((cosines > cosines[self._place]).sum(axis=0))

    def shared(self, passage: StoredPassage) -> tuple[float, list[str]]:
        """The share of the requirement's words that a passage is found by, by rarity; and those it says itself."""
        body = set(analyse(passage.body))
        both = body | set(analyse(passage.context))
        held = [term for term in self._rarities if term in both]
        told = sorted((term for term in held if term in body), key=lambda term: -self._rarities[term])
        words = [self._words[term].lower() for term in told if term in self._words]
        return sum(self._rarities[term] for term in held) / self._most, words

    def said(self, words: str) -> float:
        """How much of it some words say, by rarity."""
        return sum(self._rarities.get(term, 0.0) for term in set(analyse(words)))


def passages(clauses: Clauses, requirement: Requirement, embedder: Embedder) -> tuple[Evidence, ...]:
    """The statements of passages that speak to a requirement, surest first; those that people took out are not there.

    What people added is evidence like any other, and stands in ``clauses.of`` instead.
    """
    if requirement.ref not in clauses.spoken:
        clauses.spoken[requirement.ref] = tuple(_kept(clauses, requirement, embedder))
    return clauses.spoken[requirement.ref]


def _kept(clauses: Clauses, requirement: Requirement, embedder: Embedder) -> Iterator[Evidence]:
    said = clauses.said_of(requirement)
    quoted = [words for key in said if (words := passage_words(key)) is not None]
    for each in speaking(clauses.view, clauses.framework, embedder).of(requirement):
        doc_id, plain = each.passage.doc_id, plain_words(each.passage.text)
        on_document = said.get(doc_id)
        decided = any(named == doc_id and words in plain for named, words in quoted)
        if decided or (on_document is not None and not on_document.counts):
            continue  # taken out; or added, and so evidence already
        document = clauses.documents[each.passage.document]
        told = fields_of(f"{full_title(document)} {each.passage.text}")
        # That it tells no field is not held against a passage: few sentences do.
        own = in_field(clauses.framework, told, requirement.domain_of_evidence(None)) if told else 1.0
        if each.score * own >= LEAST:
            weight = round(each.score * own * STRENGTHS[state_of(document)], 3)
            yield Evidence(requirement, document, weight, each.reason, statement=each.statement)


def speaking(view: View, framework: Framework, embedder: Embedder) -> PassageMap:
    """The passages of a view by requirement, kept while the archive does not change."""
    # A kept map holds its framework, so the number stands for no other meanwhile.
    key = ("clause passages", id(framework), embedder.id)
    return view.derived(key, lambda world: PassageMap(world, framework, embedder))


def described(requirement: Requirement) -> str:
    """A requirement as it is compared: title, our explanation, and the evidence expected."""
    return f"{_short(requirement)} {'; '.join(each.what for each in requirement.expects)}".strip()


def _short(requirement: Requirement) -> str:
    return f"{requirement.title}. {requirement.explanation}".strip()


def _reason(words: Sequence[str]) -> str:
    told = ", ".join(f"“{word}”" for word in words[:3])
    return f"it says what is asked for ({told})" if told else "it says what is asked for, in other words"


def _within(span: Span, rows: Sequence[Span]) -> bool:
    return any(row.start <= span.start < row.end for row in rows)


def _texts(framework: Framework) -> tuple[tuple[str, str], ...]:
    return tuple((each.ref, described(each)) for each in framework.assessable)


@lru_cache(maxsize=8)
def _questions(embedder: Any, texts: tuple[tuple[str, str], ...]) -> tuple[Question, ...]:
    """A framework's requirements as an embedder has them; none where it gives no word pieces."""
    asked = [question_of(embedder, text) for _, text in texts[:1]]
    if None in asked:
        return ()
    asked += [question_of(embedder, text) for _, text in texts[1:]]
    return tuple(each for each in asked if each is not None)
