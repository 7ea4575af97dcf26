"""What a model replies, read as it comes: claims that name their keys and quotes, or what is wrong with them.

A reply is asked for as JSON, ``{"claims": [{"text", "keys", "quotes"}]}``, and may be anything: prose, a fence around
the JSON, half of it, a list, other types. Whole claims are handed on as soon as their closing brace is there; what is
no claim is a ``Malformed``, counted and never guessed at.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_MOST_CLAIMS = 12
_LONGEST_CLAIM = 600  # characters; a claim is a sentence
_LONGEST_QUOTE = 2_000
_MOST_CITED = 8  # keys or quotes of one claim
_LONGEST_REPLY = 60_000  # characters read; the rest is not looked at
_DEEPEST = 3  # objects in objects that are looked at
_THOUGHT = "</think>"


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """One sentence of a model, with the keys it names and the words it quotes. Nothing is checked yet."""

    text: str
    keys: tuple[str, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Malformed:
    """A part of a reply that is no claim, and why."""

    reason: str
    text: str = ""


Drafted = DraftClaim | Malformed


def schema(keys: Sequence[str]) -> dict[str, Any]:
    """The JSON schema of a reply over evidence with these keys, for a server that holds its model to one."""
    strings = {"type": "array", "items": {"type": "string"}, "minItems": 1}
    claim = {
        "type": "object",
        "properties": {
            "text": {"type": "string"},
            "keys": {**strings, "items": {"type": "string", "enum": list(keys)}},
            "quotes": strings,
        },
        "required": ["text", "keys", "quotes"],
    }
    return {"type": "object", "properties": {"claims": {"type": "array", "items": claim}}, "required": ["claims"]}


@dataclass(slots=True)
class ClaimReader:
    """Reads a reply in pieces. ``feed`` and ``finish`` return what became whole since the call before."""

    _text: str = ""
    _at: int = 0
    _depth: list[int] = field(default_factory=list)
    _quoted: bool = False
    _escaped: bool = False
    _found: int = 0
    _silent: bool = False

    @property
    def silent(self) -> bool:
        """Whether the reply was well-formed and holds no claim: the model finds no answer."""
        return self._silent

    def feed(self, piece: str) -> list[Drafted]:
        """What a piece completes."""
        room = _LONGEST_REPLY - len(self._text)
        self._text += piece[:room]
        if _THOUGHT in self._text[max(0, self._at - len(_THOUGHT)) :]:
            self._forget(self._text.rindex(_THOUGHT) + len(_THOUGHT))
        found: list[Drafted] = []
        while self._at < len(self._text):
            found += self._step(self._text[self._at])
            self._at += 1
        return found

    def finish(self) -> list[Drafted]:
        """What is left when the reply has ended: a claim cut short, or a reply that was no JSON at all."""
        if self._depth:
            return [Malformed("cut short", self._text[self._depth[-1] :][:_LONGEST_CLAIM])]
        if self._found or self._silent:
            return []
        return [Malformed("no JSON", self._text.strip()[:_LONGEST_CLAIM])]

    def _forget(self, upto: int) -> None:
        self._at, self._depth, self._quoted, self._escaped = upto, [], False, False

    def _step(self, character: str) -> list[Drafted]:
        """One character: an object is read when its brace closes; the outer one only if it held none."""
        if self._quoted:
            ended = character == '"' and not self._escaped
            self._escaped = character == "\\" and not self._escaped
            self._quoted = not ended
        elif character == '"' and self._depth:
            self._quoted = True
        elif character == "{":
            self._depth.append(self._at)
        elif character == "}" and self._depth:
            start = self._depth.pop()
            return self._closed(start) if len(self._depth) < _DEEPEST else []
        return []

    def _closed(self, start: int) -> list[Drafted]:
        value = _load(self._text[start : self._at + 1])
        if isinstance(value, Malformed):
            self._found += 1
            return [value]
        if "claims" in value:  # the whole: its claims were read one by one
            self._silent = value["claims"] == [] and not self._found
            return [] if self._silent or self._found else self._count(Malformed("no claims in it"))
        return self._count(_claim(value))

    def _count(self, drafted: Drafted) -> list[Drafted]:
        self._found += 1
        if self._found > _MOST_CLAIMS:
            return [Malformed("too many claims")] if self._found == _MOST_CLAIMS + 1 else []
        return [drafted]


def _load(text: str) -> Mapping[str, Any] | Malformed:
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return Malformed("not JSON", text[:_LONGEST_CLAIM])
    return value if isinstance(value, dict) else Malformed("not an object", text[:_LONGEST_CLAIM])


def _claim(value: Mapping[str, Any]) -> Drafted:
    text, keys, quotes = value.get("text"), _strings(value.get("keys")), _strings(value.get("quotes"))
    if not isinstance(text, str) or not text.strip():
        return Malformed("a claim without text")
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(plain) > _LONGEST_CLAIM:
        return Malformed("longer than a sentence", plain[:_LONGEST_CLAIM])
    if not keys or not quotes:
        return Malformed("a claim without keys or quotes", plain)
    return DraftClaim(plain, keys, quotes)


def _strings(value: Any) -> tuple[str, ...]:
    """The strings of a list; a lone string is a list of one. Anything else is nothing."""
    values = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    strings = [each.strip() for each in values if isinstance(each, str) and each.strip()]
    return tuple(dict.fromkeys(each for each in strings if len(each) <= _LONGEST_QUOTE))[:_MOST_CITED]
