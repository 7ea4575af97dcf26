"""An answer in a language model's words, where one is configured and its every sentence stands; else nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from assistant.accept import unheard
from assistant.answer import Answer, Claim
from assistant.compose import answer_text, lead
from assistant.laps import Laps
from assistant.llm.checker import Checker
from assistant.llm.compose import Budget, Chat, Fallback, Left, compose, says
from assistant.llm.stretches import Stretch, of_candidate, of_places
from assistant.llm.weighing import Reader
from assistant.query import Query
from assistant.select import Candidate
from evidence.model import Hit
from evidence.view import View

_OFFERED = 8  # accepted statements a model may choose from
_SAID = ("date", "amount", "count", "name")  # values that a model's answer may not leave out


def _silent(_: str) -> None:
    return None


@dataclass(slots=True)
class _Passing:
    """Passes claims on to ``tell`` as they stand, from the first on that says ``must``: until then all may be beside.

    What ``tell`` raises is kept as ``failed`` while the model is stopped.
    """

    tell: Callable[[Claim], None]
    must: str
    held: list[Claim] = field(default_factory=list)
    failed: Exception | None = None

    def __call__(self, claim: Claim) -> None:
        self.held.append(claim)
        if self.must and not says(claim.text, self.must):
            return
        self.must = ""
        try:
            while self.held:
                self.tell(self.held.pop(0))
        except Exception as error:
            self.failed = error
            raise Left from error


@dataclass(frozen=True, slots=True)
class Composer:
    """Rewrites extractive answers. ``note`` is told why a model's words were not used, or how its evidence shrank.

    ``entails`` reads each sentence beside its words, and has a say with the rules in whether it stands.
    With ``nearest`` the model is also given the places that likely hold the answer, as many as its budget has room for:
    it may then answer what would be refused. Its sentences are verified all the same.
    """

    chat: Chat
    budget: Budget
    checker: Checker | None = None
    note: Callable[[str], None] = field(default=_silent)
    nearest: bool = False
    entails: Reader | None = None

    def offered(
        self, view: View, accepted: Sequence[Candidate], ranked: Sequence[Candidate], hits: Sequence[Hit]
    ) -> list[Stretch]:
        """What the model may choose from, best first; nothing where no document speaks of what is asked about."""
        sure = [of_candidate(each) for each in accepted[:_OFFERED]]
        if not self.nearest or (ranked and unheard(ranked[0])):
            return sure
        return [*sure, *of_places(view, ranked, hits)]

    def retold(
        self,
        answer: Answer,
        query: Query,
        chosen: Sequence[Candidate],
        offered: Sequence[Stretch],
        view: View,
        day: date,
        tell: Callable[[Claim], None] | None = None,
        clock: Laps | None = None,
        refusal: Answer | None = None,
    ) -> Answer:
        """``answer`` in the model's words, or as it was with what the model said in vain counted as withheld.

        ``chosen`` are the statements that it shows, none where it is ``not_found``; ``offered`` what the model may
        read: it is not asked where that is nothing.

        ``tell`` is given each sentence as it stands, in the order of the answer; what it raises stops the model and is
        raised. ``clock`` is told how long sentences were verified while the model spoke. ``refusal`` takes the place of
        ``answer`` where a model that read the places around it says that none of them answers.
        """
        if not offered:
            return answer
        value = lead(query, chosen)
        must = value.value if value and value.type in _SAID else ""
        passing = _Passing(tell, must) if tell else None
        quoting = self.nearest and not chosen
        reading = partial(compose, checker=self.checker, entails=self.entails)
        asked = partial(reading, must_say=must, on_claim=passing, quoting=quoting)
        told = asked(query, offered, self.chat, self.budget, view, day)
        if passing and passing.failed:
            raise passing.failed
        if clock:
            clock.within("verify", told.checked_s)
        if isinstance(told, Fallback):
            self.note(f"answered with the documents' own words: {told.reason} {told.remedy}".strip())
            shown = refusal if refusal and told.code == "silent" else answer
            return shown.model_copy(update={"withheld": shown.withheld + len(told.withheld)})
        for words in told.notes:
            self.note(words)
        whole = any(claim.verdict == "supported" for claim in told.claims)
        changes = {
            "status": "answered" if whole else "partial",
            "nearest": (),
            "expected_evidence": "",
            "claims": told.claims,
            "text": answer_text(value, told.claims),
            "withheld": answer.withheld + len(told.withheld),
            "mode": "llm",
            "model": told.model,
            "prompt_sha256": told.prompt_sha256,
        }
        return answer.model_copy(update=changes)
