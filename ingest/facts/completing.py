"""Facts of one document completed by a language model, every one of them checked against the words it quotes.

Off unless the settings name a model. The model reads the document in stretches of bounded length and proposes facts;
``ingest.facts.checking`` decides. What the rules found stays as it is and is not doubled. Whatever the model does (is
down, slow, talks nonsense, obeys the document) the worst is that a document has the facts that the rules found.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from evidence.errors import ServiceError
from evidence.model import Fact, Mark, ParsedDocument
from evidence.ollama_chat import PromptTooLong, ReplyCut
from ingest.facts.checking import OFFERED, Checker, Piece, Proposed, Refused, given
from ingest.facts.reading import read

_VERSION = 1  # of the form of a reply
_LEFT_OUT = (Mark.HIDDEN, Mark.INSTRUCTION)
_GAP = "\N{HORIZONTAL ELLIPSIS}"  # what stands for words left out; no quote may hold it
_MOST_FACTS = 40  # of one reply
_MOST_VALUES = 12  # of one fact
_LONGEST_REPLY = 60_000  # characters read
_LEAST_PIECE = 400  # characters below which a stretch is not cut again
_WORD = re.compile(r"\w")


class Reply(Protocol):
    """A model's whole reply."""

    @property
    def text(self) -> str:
        """Its words."""


class Model(Protocol):
    """A language model that is asked one prompt at a time. Everything raises ``ServiceError``."""

    @property
    def id(self) -> str:
        """Name and digest. Raises when the server is not there or does not have the model."""

    def ask(
        self, prompt: str, schema: Mapping[str, Any] | None = None, on_text: Callable[[str], None] | None = None
    ) -> Reply:
        """The reply to a prompt, held to a JSON schema; ``on_text`` is given its pieces as they come."""


class Wording(Protocol):
    """A prompt file: what is asked, with its hash."""

    @property
    def sha256(self) -> str:
        """The hash of the whole file."""

    def render(self, **values: str) -> str:
        """The prompt with ``kinds`` and ``document`` in place, tags inside them disarmed."""


class Stopped(Exception):
    """Somebody asked to stop in the middle of a document."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model added to one document. ``incomplete``: it could not be asked everything, and may be asked again."""

    facts: tuple[Fact, ...] = ()
    warnings: tuple[str, ...] = ()
    incomplete: bool = False
    refused: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Completer:
    """A model, what it is asked, and how much of a document it reads at most.

    ``pieces`` stretches of ``characters`` each; ``name`` is the model's as the settings have it.
    """

    model: Model
    name: str
    wording: Wording
    pieces: int = 12
    characters: int = 4_000

    @property
    def mark(self) -> str:
        """What decides the facts besides the text, without asking the server: 12 hexadecimal digits."""
        seed = repr((_code(), self.name, self.wording.sha256, self.pieces, self.characters))
        return hashlib.sha256(seed.encode()).hexdigest()[:12]

    def extractor(self) -> str:
        """``model/VERSION+MODEL@DIGEST+prompt-HASH``, as it is kept on every fact. Raises ``ServiceError``."""
        return f"model/{_VERSION}+{self.model.id.removeprefix('ollama/')}+prompt-{self.wording.sha256[:12]}"

    def complete(
        self,
        document: ParsedDocument,
        path: str,
        known: Sequence[Fact],
        stop: Callable[[], bool] = lambda: False,
        told: Callable[[], None] = lambda: None,
    ) -> Completion:
        """The facts that the model adds to ``known``; ``told`` is called after every stretch.

        Raises ``Stopped`` when ``stop`` says so, also in the middle of a reply, and ``ServiceError`` when the model
        is not there at all.
        """
        asking = _Asking(self, Checker(read(document, path), self.extractor()), list(known), stop)
        pieces = pieces_of(document, self.characters)
        for number, piece in enumerate(islice(pieces, self.pieces), 1):
            if not asking.read(piece, number):
                break
            told()
        if not asking.incomplete and (last := next(pieces, None)) is not None:
            percent = 100 * max(0, *last.offsets[:2]) // len(document.text)
            asking.warnings.append(f"the model read the first {self.pieces} stretches, {percent} % of the text")
        facts = tuple(asking.known[len(known) :])
        return Completion(facts, tuple(asking.warnings), asking.incomplete, asking.refused)


@dataclass
class _Asking:
    """One document being read by the model."""

    completer: Completer
    checker: Checker
    known: list[Fact]
    stop: Callable[[], bool]
    warnings: list[str] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    incomplete: bool = False

    def read(self, piece: Piece, number: int) -> bool:
        """Take the facts of a stretch in; whether to go on with the next."""
        self._look()
        prompt = self.completer.wording.render(kinds=_KINDS, document=piece.shown)
        try:
            reply = self.completer.model.ask(prompt, SCHEMA, lambda _: self._look()).text
        except ServiceError as error:
            return self._failed(error, piece, number)
        proposed = proposals(reply)
        if proposed is None:
            self.warnings.append(f"the model's reply to stretch {number} was no list of facts")
            return True
        for kind, values in proposed:
            self._take(kind, values, piece)
        return True

    def _take(self, kind: str, values: Sequence[Proposed], piece: Piece) -> None:
        try:
            fact = self.checker.fact(kind, values, piece)
        except Refused as why:
            self.refused[str(why)] += 1
        else:
            if not given(fact, self.known):
                self.known.append(fact)

    def _failed(self, error: ServiceError, piece: Piece, number: int) -> bool:
        """A stretch that is too much for the model is halved; a server that is gone, slow or odd is left alone."""
        if not isinstance(error, PromptTooLong | ReplyCut):
            self.warnings.append(f"the model did not complete its facts: {error}")
            self.incomplete = True
            return False
        if len(piece.shown) >= 2 * _LEAST_PIECE:
            return all(self.read(half, number) for half in _halves(piece))
        self.warnings.append(f"the model did not read all of stretch {number}: {error}")
        return True

    def _look(self) -> None:
        if self.stop():
            raise Stopped


def pieces_of(document: ParsedDocument, characters: int) -> Iterator[Piece]:
    """The document as a model reads it, cut between paragraphs (else lines, else anywhere) into stretches.

    What no reader of the file sees and what addresses a machine is replaced by one sign. One stretch is made at a
    time: a document may be long.
    """
    text = document.text
    start = 0
    while start < len(text):
        end = _cut(text, start, characters)
        piece = _piece(document, start, end)
        if _WORD.search(piece.shown):
            yield piece
        start = end


def proposals(reply: str) -> list[tuple[str, tuple[Proposed, ...]]] | None:
    """Kinds and values of a reply, those of another shape left out; ``None`` when it is no JSON list of facts."""
    text = reply[:_LONGEST_REPLY].rpartition("</think>")[2]
    start, end = text.find("{"), text.rfind("}")
    try:
        said = json.loads(text[start : end + 1], strict=False) if 0 <= start < end else None
    except (ValueError, RecursionError):
        return None
    facts = said.get("facts") if isinstance(said, dict) else None
    if not isinstance(facts, list):
        return None
    return [(_text(each, "kind"), _values(each)) for each in facts[:_MOST_FACTS] if isinstance(each, dict)]


def _values(fact: Mapping[str, Any]) -> tuple[Proposed, ...]:
    values = fact.get("values")
    listed = values[:_MOST_VALUES] if isinstance(values, list) else []
    return tuple(
        Proposed(_text(each, "name"), _text(each, "value"), _text(each, "quote"))
        for each in listed
        if isinstance(each, dict)
    )


@cache
def _code() -> str:
    """A digest of how replies are read and checked."""
    here = Path(__file__)
    return hashlib.sha256(b"".join(file.read_bytes() for file in (here, here.with_name("checking.py")))).hexdigest()


def _text(value: Mapping[str, Any], name: str) -> str:
    said = value.get(name)
    return said.strip() if isinstance(said, str) else ""


def _cut(text: str, start: int, characters: int) -> int:
    """Where a stretch that begins at ``start`` ends."""
    limit = start + characters
    if limit >= len(text):
        return len(text)
    for between in ("\n\n", "\n", " "):
        at = text.rfind(between, start + characters // 2, limit)
        if at > start:
            return at + len(between)
    return limit


def _piece(document: ParsedDocument, start: int, end: int) -> Piece:
    left_out = _unseen(document, start, end)
    shown: list[str] = []
    offsets: list[int] = []
    at = start
    for first, last in (*left_out, (end, end)):
        shown += [_shown(character) for character in document.text[at:first]]
        offsets += range(at, max(at, first))
        if last > first:
            shown.append(_GAP)
            offsets.append(-1)
        at = max(at, last)
    return Piece("".join(shown), tuple(offsets))


def _unseen(document: ParsedDocument, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What is left out of a stretch, ascending, overlaps joined."""
    spans = [(note.start, note.end) for note in document.annotations if note.mark in _LEFT_OUT]
    spans += [(row.start, row.end) for table in document.tables for row in table.rows if row.hidden or table.hidden]
    at = start
    for first, last in sorted(spans):
        if max(first, at) < min(last, end):
            yield max(first, at), min(last, end)
            at = min(last, end)


def _shown(character: str) -> str:
    return character if character == "\n" or character.isprintable() else " "


def _halves(piece: Piece) -> tuple[Piece, Piece]:
    middle = _cut(piece.shown, 0, len(piece.shown) // 2 + 1)
    return (
        Piece(piece.shown[:middle], piece.offsets[:middle]),
        Piece(piece.shown[middle:], piece.offsets[middle:]),
    )


_KINDS = "\n".join(
    f"{kind.name} ({kind.meaning}): {' '.join(kind.fields)}{' | ' * bool(kind.dates)}{' '.join(kind.dates)}"
    for kind in OFFERED
)
_STRING: Mapping[str, Any] = {"type": "string"}
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "facts": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "kind": {"type": "string", "enum": [kind.name for kind in OFFERED]},
                    "values": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "name": {
                                    "type": "string",
                                    "enum": sorted({name for kind in OFFERED for name in (*kind.fields, *kind.dates)}),
                                },
                                "value": _STRING,
                                "quote": _STRING,
                            },
                            "required": ["name", "value", "quote"],
                        },
                    },
                },
                "required": ["kind", "values"],
            },
        }
    },
    "required": ["facts"],
}
"""The JSON schema of a reply, for a server that holds its model to one."""
