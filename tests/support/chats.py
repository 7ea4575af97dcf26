"""A chat model that is a function: what it replies is up to the test, and everything it was asked is kept."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evidence.errors import VouchError
from evidence.ollama_chat import Reply

_PIECE = 7  # characters of one piece of a reply
_SPAN = re.compile(r'<span key="(\w+)"[^>]*>(.*?)</span>', re.S)


def spans(prompt: str) -> dict[str, str]:
    """The evidence of a prompt: key -> words."""
    return dict(_SPAN.findall(prompt))


def reply(*claims: tuple[str, str | Sequence[str], str | Sequence[str]]) -> str:
    """A reply of claims: (text, keys, quotes)."""
    return json.dumps({"claims": [{"text": text, "keys": keys, "quotes": quotes} for text, keys, quotes in claims]})


@dataclass
class FunctionChat:
    """Replies what ``script`` returns for a prompt, in pieces; raises it if it is an error."""

    script: Callable[[str], str | VouchError]
    id: str = "scripted/1"
    asked: list[str] = field(default_factory=list)
    schemas: list[Mapping[str, Any] | None] = field(default_factory=list)

    def ask(
        self, prompt: str, schema: Mapping[str, Any] | None = None, on_text: Callable[[str], None] | None = None
    ) -> Reply:
        """The scripted reply."""
        self.asked.append(prompt)
        self.schemas.append(schema)
        said = self.script(prompt)
        if isinstance(said, VouchError):
            raise said
        for start in range(0, len(said), _PIECE):
            if on_text is not None:
                on_text(said[start : start + _PIECE])
        return Reply(said, len(prompt.split()), len(said.split()))

    def complete(self, prompt: str, schema: Mapping[str, Any] | None = None) -> str:
        """The scripted reply's text."""
        return self.ask(prompt, schema).text
