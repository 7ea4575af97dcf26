"""A second opinion: a model that is asked whether a claim's own words support it, and can only lower a verdict."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from assistant.llm.check import Verdict, lowered
from evidence.errors import VouchError
from prompts import load

_ENTAILS = {
    "type": "object",
    "properties": {"reason": {"type": "string"}, "entailed": {"type": "boolean"}},
    "required": ["reason", "entailed"],
}


class Asked(Protocol):
    """A model that replies to one prompt (``evidence.ollama_chat.OllamaChat``)."""

    def complete(self, prompt: str, schema: Mapping[str, Any] | None = None) -> str:
        """The reply's text. Raises a ``VouchError`` when there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Checker:
    """Asks ``model`` about each claim that stands. ``form``: ``minicheck`` for models trained on it, else ``json``.

    No reply, or one that is neither yes nor no, changes nothing; ``opinion`` says so.
    """

    model: Asked
    form: Literal["json", "minicheck"] = "json"

    @classmethod
    def named(cls, model: Asked, name: str) -> Checker:
        """The checker with the form that suits a model of this name."""
        return cls(model, "minicheck" if "minicheck" in name.lower() else "json")

    def opinion(self, claim: str, words: str) -> bool | None:
        """Whether the words support the claim, ``None`` if no opinion is to be had."""
        try:
            if self.form == "minicheck":
                said = self.model.complete(load("minicheck").render(document=words, claim=claim))
                match = re.match(r"\W*(yes|no)\b", said, re.I)
                return None if match is None else match[1].lower() == "yes"
            said = self.model.complete(load("judge_entails").render(statement=claim, passages=words), _ENTAILS)
            value = json.loads(said)
        except (VouchError, ValueError, RecursionError):
            return None
        entailed = value.get("entailed") if isinstance(value, dict) else None
        return entailed if isinstance(entailed, bool) else None

    def review(self, verdict: Verdict, claim: str, words: str) -> tuple[Verdict, bool]:
        """The verdict, one level lower if the model disagrees; and whether it had an opinion at all."""
        if verdict.level == "unsupported":
            return verdict, True
        opinion = self.opinion(claim, words)
        return (lowered(verdict, "the checking model disagrees") if opinion is False else verdict), opinion is not None
