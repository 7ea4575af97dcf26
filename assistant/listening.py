"""Who is told of an answer while it comes about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from assistant.answer import Answer, Claim, Interpretation
from evidence.model import Hit
from evidence.view import View


class Listener(Protocol):
    """Told of an answer as it comes about: ``understood`` once, then a ``claim`` each, in order.

    A claim's data are its JSON, its ``number`` in the answer from 1 and, from ``Assistant``, the answer's ``mode``.
    Before the claims may come ``retrieved``, once for each part of the question: the ``passages`` that are read for an
    answer, best first, each its ``passage_id``, ``doc_id`` and the document's ``sha256``. It is for the record, not
    for readers.
    """

    def __call__(self, event: str, data: Mapping[str, Any]) -> None:
        """``event`` and its JSON data. What it raises ends the question: the reader has left."""
        ...


class Telling:
    """Tells ``listener`` of one question, nothing twice."""

    def __init__(self, listener: Listener | None) -> None:
        self._listener = listener
        self._told = 0

    def understood(self, interpretation: Interpretation) -> None:
        """How the question was read."""
        if self._listener is not None:
            self._listener("understood", interpretation.model_dump(mode="json"))

    def retrieved(self, view: View, hits: Sequence[Hit]) -> None:
        """The passages that will be read."""
        if self._listener is not None:
            read = [hit.passage for hit in hits]
            versions = {each.doc_id: view.document(each.doc_id).sha256 for each in read}
            passages = [
                {"passage_id": each.passage_id, "doc_id": each.doc_id, "sha256": versions[each.doc_id]} for each in read
            ]
            self._listener("retrieved", {"passages": passages})

    def of_a_part(self) -> Telling:
        """Tells the same listener what is retrieved for a part of the question, and nothing else."""
        listener = self._listener

        def only(event: str, data: Mapping[str, Any]) -> None:
            if event == "retrieved" and listener is not None:
                listener(event, data)

        return Telling(only)

    def said(self, claim: Claim) -> None:
        """The next sentence of a model, verified."""
        self._tell(claim, "llm")

    def rest(self, answer: Answer) -> None:
        """The claims of the whole answer that were not told yet."""
        for claim in answer.claims[self._told :]:
            self._tell(claim, answer.mode)

    def _tell(self, claim: Claim, mode: str) -> None:
        self._told += 1
        if self._listener is not None:
            self._listener("claim", {"number": self._told, "mode": mode, **claim.model_dump(mode="json")})
