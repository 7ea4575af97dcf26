"""What is evaluated: anything that answers questions and ranks passages. Vouch itself, as one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from assistant.accept import Acceptance
from assistant.ask import Assistant, Question, failed
from assistant.composer import Composer
from assistant.contract import hit_json
from assistant.ranking import DEFAULT
from assistant.retrieve import Retriever
from assistant.select import Weights
from assistant.understand import understand
from evidence.cross_encoder import CrossEncoder
from evidence.embedders import question_of
from evidence.errors import VouchError
from evidence.late import Question as Pieces

if TYPE_CHECKING:
    from evals.labels import LabelledQuestion
    from evidence.embedders import Embedder
    from evidence.view import View

ViewOf = Callable[[tuple[str, ...] | None, date | None], "View"]


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of a conversation, and the answer it got; ``None`` where it was not asked."""

    question: str
    answer: Mapping[str, Any] | None = None


class System(Protocol):
    """What answers. An error is an answer with the status ``error``, never an exception."""

    name: str

    def ask(self, question: LabelledQuestion, history: Sequence[Turn]) -> Mapping[str, Any]:
        """The answer in the contract's JSON form."""

    def search(self, question: LabelledQuestion, history: Sequence[Turn], k: int) -> Sequence[Mapping[str, Any]]:
        """The best ``k`` passages in the contract's form of a hit, best first."""

    def describe(self) -> Mapping[str, Any]:
        """``settings`` (all that answers depend on) and ``models``, for the log; plain JSON values."""


@runtime_checkable
class Confident(Protocol):
    """A system that can also say how sure it is, and what it would say if it had to."""

    def ask_scored(self, question: LabelledQuestion, history: Sequence[Turn]) -> tuple[Mapping[str, Any], float]:
        """As ``ask``, with the confidence (0 to 1) in the best that it has, shown or not."""

    def force(self, question: LabelledQuestion, history: Sequence[Turn]) -> Mapping[str, Any]:
        """The best answer it has, however poor: what would be shown if nothing were withheld."""


class VouchSystem:
    """The assistant on the archive that ``view_of`` (groups, day) opens; deterministic unless a model composes.

    ``today`` stands for the clock. ``settings`` and ``models`` go to the log as they are.
    """

    name = "vouch"

    def __init__(
        self,
        embedder: Embedder,
        view_of: ViewOf,
        today: date,
        *,
        settings: Mapping[str, Any] | None = None,
        models: Sequence[Mapping[str, Any]] = (),
        composer: Composer | None = None,
        cross_encoder: CrossEncoder | None = None,
    ) -> None:
        self._noting, self._view_of, self._today = _Noting(embedder), view_of, today
        self._recalling = _Recalling(self._noting)
        self._retriever = Retriever()
        self._assistant = Assistant(self._noting, self._retriever, composer=composer, cross_encoder=cross_encoder)
        self._unrestrained = Assistant(
            self._recalling, self._retriever, replace(Acceptance(), threshold=0.0), cross_encoder=cross_encoder
        )
        self._settings, self._models = dict(settings or {}), [dict(model) for model in models]

    def ask(self, question: LabelledQuestion, history: Sequence[Turn]) -> Mapping[str, Any]:
        """The answer in the contract's JSON form."""
        return self.ask_scored(question, history)[0]

    def ask_scored(self, question: LabelledQuestion, history: Sequence[Turn]) -> tuple[Mapping[str, Any], float]:
        """The answer, and the acceptance model's probability for the best candidate."""
        self._noting.forget()
        return self._asked(self._assistant, question, history)

    def force(self, question: LabelledQuestion, history: Sequence[Turn]) -> Mapping[str, Any]:
        """The answer without a threshold: the best candidate, however poor."""
        return self._asked(self._unrestrained, question, history)[0]

    def search(self, question: LabelledQuestion, history: Sequence[Turn], k: int) -> Sequence[Mapping[str, Any]]:
        """What ``vouch search`` shows; a follow-up is searched with what it follows, as when it is asked."""
        try:
            wanted = understand(question.question, tuple(turn.question for turn in history)).search_text
            view = self._view_of(question.groups, question.as_of)
            return [hit_json(hit) for hit in self._retriever.search(view, self._recalling, wanted, k)]
        except VouchError:
            return []  # the same error is the answer's, and is scored there

    def describe(self) -> Mapping[str, Any]:
        """Settings, coefficients and the date that stands for today."""
        return {
            "settings": {
                **self._settings,
                "today": self._today.isoformat(),
                "acceptance": asdict(Acceptance()),
                "statement_weights": asdict(Weights()),
                "ranking_weights": asdict(DEFAULT),
            },
            "models": self._models,
        }

    def _asked(
        self, assistant: Assistant, question: LabelledQuestion, history: Sequence[Turn]
    ) -> tuple[dict[str, Any], float]:
        wanted = Question(question.question, question.id, question.as_of, tuple(turn.question for turn in history))
        try:
            view = self._view_of(question.groups, question.as_of)
            answer, confidence = assistant.ask_scored(view, wanted, self._today)
        except VouchError as error:
            return failed(wanted, error, self._today).as_json(), 0.0
        return answer.as_json(), confidence


class _Noting:
    """An embedder that notes what it computes for one question."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.id, self.dimensions, self.windows = embedder.id, embedder.dimensions, embedder.windows
        self.texts: dict[str, NDArray[np.float32]] = {}
        self.questions: dict[str, NDArray[np.float32]] = {}
        self.pieces: dict[str, Pieces | None] = {}

    def forget(self) -> None:
        self.pieces.clear()
        self.texts.clear()
        self.questions.clear()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = self._embedder.embed(texts)
        self.texts.update(zip(texts, vectors, strict=True))
        return vectors

    def embed_query(self, text: str) -> NDArray[np.float32]:
        self.questions[text] = self._embedder.embed_query(text)
        return self.questions[text]

    def embed_question(self, text: str) -> Pieces | None:
        self.pieces[text] = question_of(self._embedder, text)
        return self.pieces[text]


class _Recalling:
    """The same embedder, which uses what was noted: for what is asked about an answer, not for the answer."""

    def __init__(self, noting: _Noting) -> None:
        self._noting = noting
        self.id, self.dimensions, self.windows = noting.id, noting.dimensions, noting.windows

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        known = self._noting.texts
        if all(text in known for text in texts) and texts:
            return np.stack([known[text] for text in texts])
        return self._noting.embed(texts)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        known = self._noting.questions.get(text)
        return self._noting.embed_query(text) if known is None else known

    def embed_question(self, text: str) -> Pieces | None:
        known = self._noting.pieces
        return known[text] if text in known else self._noting.embed_question(text)
