"""An answer in a language model's words, where one is configured and its every sentence stands; else nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assistant.answer import Answer
from assistant.compose import answer_text, lead
from assistant.llm.checker import Checker
from assistant.llm.compose import Budget, Chat, Fallback, compose
from assistant.query import Query
from assistant.select import Candidate
from evidence.view import View

_OFFERED = 8  # statements a model may choose from
_SAID = ("date", "amount", "count", "name")  # values that a model's answer may not leave out


def _silent(_: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Composer:
    """Rewrites extractive answers. ``note`` is told why a model's words were not used, or how its evidence shrank."""

    chat: Chat
    budget: Budget
    checker: Checker | None = None
    note: Callable[[str], None] = field(default=_silent)

    def retold(
        self, answer: Answer, query: Query, chosen: Sequence[Candidate], accepted: Sequence[Candidate], view: View
    ) -> Answer:
        """``answer`` in the model's words, or as it was with what the model said in vain counted as withheld."""
        value = lead(query, chosen)
        must = value.value if value and value.type in _SAID else ""
        offered = list(accepted)[:_OFFERED]
        told = compose(
            answer.question, query, offered, self.chat, self.budget, view, checker=self.checker, must_say=must
        )
        if isinstance(told, Fallback):
            self.note(f"answered with the documents' own words: {told.reason} {told.remedy}".strip())
            return answer.model_copy(update={"withheld": answer.withheld + len(told.withheld)})
        for words in told.notes:
            self.note(words)
        changes = {
            "claims": told.claims,
            "text": answer_text(value, told.claims),
            "withheld": answer.withheld + len(told.withheld),
            "mode": "llm",
            "model": told.model,
            "prompt_sha256": told.prompt_sha256,
        }
        return answer.model_copy(update=changes)
