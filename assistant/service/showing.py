"""What a reader was shown of an answer so far, so that the ledger holds it even when the rest never comes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.answer import Answer, Claim, Interpretation, Searched
from assistant.listening import Listener
from evidence.view import View


class Shown:
    """A listener that keeps what it passes on to ``listener``, and the passages that were read, which it does not."""

    def __init__(self, listener: Listener | None) -> None:
        self.left = False
        self.seen: dict[str, Mapping[str, Any]] = {}
        self.claims: list[Claim] = []
        self._listener = listener
        self._mode = "extractive"
        self._read: Mapping[str, Any] | None = None

    def __call__(self, event: str, data: Mapping[str, Any]) -> None:
        """Pass an event on; a question that is asked again was understood before."""
        if event == "retrieved":
            self.seen.update({each["passage_id"]: each for each in data["passages"]})
            return
        if self._listener is None:
            return
        told = dict(data)
        if event == "understood":
            if self._read is not None:
                return
            self._read = told
        elif event == "claim":
            self._mode = told.pop("mode")
            self.claims.append(Claim.model_validate({name: told[name] for name in told if name != "number"}))
        try:
            self._listener(event, told)
        except BaseException:
            self.left = True  # what is on its way when the reader leaves may have been read
            raise

    def so_far(self, identity: str, question: str, day: date, view: View) -> Answer:
        """The answer as far as it was shown."""
        counts = view.counts
        return Answer.model_validate(
            {
                "id": identity,
                "question": question,
                "status": "partial",
                "text": "\n".join(f"{claim.text} [{number}]" for number, claim in enumerate(self.claims, 1)),
                "as_of": day.isoformat(),
                "interpretation": Interpretation.model_validate(self._read or {"kind": "what", "subject": ""}),
                "claims": tuple(self.claims),
                "searched": Searched(documents=counts.documents, passages=counts.passages, facts=counts.facts),
                "mode": self._mode,
            }
        )
