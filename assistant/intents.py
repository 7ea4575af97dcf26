"""What a question asks for, whatever its words: read by a small model that was trained on questions of three authors.

The intents are those of records (who approved it, when does it expire, what is its score); ``none`` is any other
question. The model is a softmax over the embedding of the question, the embedding of its *frame* (the question with
what it is about replaced by "it") and the frame's words and pairs of words. ``benchmarks/fit_intents.py`` fits it
(data, procedure and figures in docs/decisions/0013-intents.md); its weights hold for one embedder and no other.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evidence.embedders import Embedder

NONE = "none"
SCALE, BAG = 3.0, 0.35  # of the embeddings, and of a word or pair that the frame has
_UNKNOWN, _NAMED, _OWN, _PUNCTUATION, _ANOTHER = 1.5, 2.0, 0.5, -0.2, 3.0
"""Log odds of a word never seen, what a name or figure adds and a word of the matter's own frames loses, of a mark
alone, and of a run beside the main one; chosen by how the first author's questions mark the second's subjects."""
_RARE = 8  # times in the frames of all questions
_BARE = re.compile(r"[^\w'’&/-]")
_WEIGHTS = Path(__file__).parent / "data/intents.npz"
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|\?")
_PLACED = re.compile(r"\S+")
_MARKED = re.compile(r"\[([^\]]*)\]")
_IT = "it"
_JOINED = tuple(
    (re.compile(pattern), _IT)
    for pattern in (
        r"\b(?:the|a|an|our|its) it\b",
        r"\bit(?: (?:of|for|in|on|and|to|with|at|the|-) it)+\b",
        r"\bit(?: it)+\b",
    )
)


@dataclass(frozen=True, slots=True)
class Intent:
    """What is asked for (``expire.when``), how surely in [0, 1], and about what: the words that are not the frame's."""

    name: str
    probability: float
    subject: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How many questions have a word in their frames, how often it stands beside and in what is asked about, and the
    matters whose frames have it. Questions without an intent count for ``frames`` alone: nothing is marked in them."""

    frames: Mapping[str, int]
    beside: Mapping[str, int]
    subjects: Mapping[str, int]
    matters: Mapping[str, frozenset[str]]

    def framing(self, word: str) -> bool:
        """Whether ``word`` (lower case) belongs to frames rather than to subjects."""
        said = self.frames.get(word, 0)
        return said >= 2 and said >= 0.6 * self.subjects.get(word, 0)

    def odds(self, word: str, name: str) -> float:
        """Log odds that ``word`` belongs to what a question of this intent is about."""
        framed, about = self.beside.get(word, 0), self.subjects.get(word, 0)
        known = math.log((about + 0.5) / (framed + 0.5)) if framed or about else _UNKNOWN
        return known - (_OWN if matter(name) in self.matters.get(word, ()) else 0.0)


@dataclass(frozen=True, slots=True)
class _Model:
    embedder: str
    names: tuple[str, ...]
    grams: Mapping[str, int]
    weights: NDArray[np.float32]
    vocabulary: Vocabulary


def read(text: str, embedder: Embedder, ways: Collection[str] = ()) -> Intent | None:
    """The intent of a question, ``None`` where another embedder is used than the model was fitted with.

    ``ways`` are those of asking that its form leaves ("who"), all where none is given; ``none`` always remains.
    """
    model = _model()
    if embedder.id != model.embedder or not words(text):
        return None
    framed = frame(text, model.vocabulary)
    odds = features([text], [framed], embedder, model.grams) @ model.weights
    left = np.array([not ways or name == NONE or name.partition(".")[2] in ways for name in model.names])
    shares = np.exp(odds[0] - odds[0].max()) * left
    best = int(shares.argmax())
    name = model.names[best]
    return Intent(name, float(shares[best] / shares.sum()), subject(text, name, model.vocabulary))


def words(text: str) -> list[str]:
    """The words of a question in lower case; a question mark counts as one."""
    return _WORD.findall(text.lower().replace("’", "'"))


def grams(text: str) -> frozenset[str]:
    """The words and neighbouring pairs of a frame, its beginning included."""
    said = ["^", *words(text)]
    return frozenset((*said, *(f"{one} {two}" for one, two in pairwise(said))))


def features(texts: list[str], frames: list[str], embedder: Embedder, known: Mapping[str, int]) -> NDArray[np.float32]:
    """Rows of the model's input, ``(n, 2 × dimensions + words + 1)``."""
    bag = np.zeros((len(frames), len(known)), np.float32)
    for row, text in enumerate(frames):
        bag[row, [known[gram] for gram in grams(text) if gram in known]] = BAG
    ones = np.ones((len(texts), 1), np.float32)
    return np.hstack([SCALE * embedder.embed(texts), SCALE * embedder.embed(frames), bag, ones])


def frame(text: str, vocabulary: Vocabulary) -> str:
    """``text`` with what it is about as "it": names, figures, and words that frames do not have."""
    said: list[str] = []
    for word, framing in _told(text, vocabulary):
        if framing:
            said.append(word)
        else:
            said += [_IT] if not said or said[-1] != _IT else []
            said += ["?"] if word.endswith("?") else []
    framed = " ".join(said)
    for pattern, instead in _JOINED:
        framed = pattern.sub(instead, framed)
    return framed


def subject(text: str, name: str, vocabulary: Vocabulary) -> str:
    """What a question of this intent is about: the run of words least like a frame, and others as unlike beside it."""
    placed = [match[0] for match in _PLACED.finditer(text)]
    odds = [_odds(word, place > 0, name, vocabulary) for place, word in enumerate(placed)]
    main = _run(odds, 0, len(odds))
    beside = [_run(odds, 0, main[1]), _run(odds, main[2], len(odds))]
    runs = [main, *(run for run in beside if run[0] >= _ANOTHER)]
    places = {place for _, start, end in runs for place in range(start, end)}
    places |= {place for place, word in enumerate(placed) if _elsewhere(word, name, vocabulary)}
    said = [placed[place].strip('?!,;:"“”()') for place in sorted(places)]
    return " ".join(word for word in said if word)


def _elsewhere(word: str, name: str, vocabulary: Vocabulary) -> bool:
    """Whether a word stands in frames now and then, but of other matters: here it tells which thing is meant."""
    parts = words(_BARE.sub("", word))
    rare = [part for part in parts if 0 < vocabulary.beside.get(part, 0) <= _RARE]
    return any(matter(name) not in vocabulary.matters.get(part, ()) for part in rare)


def _odds(word: str, inside: bool, name: str, vocabulary: Vocabulary) -> float:
    """Log odds that a word belongs to what is asked about; names and figures rather do."""
    bare = _BARE.sub("", word)
    parts = words(bare)
    if not parts:
        return _PUNCTUATION
    likely = sum(vocabulary.odds(part, name) for part in parts) / len(parts)
    return likely + (_NAMED if _names(bare, inside) else 0.0)


def _run(odds: list[float], low: int, high: int) -> tuple[float, int, int]:
    """The run ``[start, end)`` of the highest sum, and its sum; an empty one where no word is above 0."""
    best, total, start = (0.0, low, low), 0.0, low
    for place in range(low, high):
        if total <= 0:
            total, start = 0.0, place
        total += odds[place]
        if total > best[0]:
            best = (total, start, place + 1)
    return best


def _names(bare: str, inside: bool) -> bool:
    return (inside and bare[:1].isupper() and bare not in ("I", "OK")) or any(each.isdigit() for each in bare)


def _told(text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, bool]]:
    """Each word as written, and whether it belongs to the frame."""
    for match in _PLACED.finditer(text):
        bare = _BARE.sub("", match[0])
        framing = all(vocabulary.framing(each) for each in words(bare))
        yield match[0], framing and not _names(bare, match.start() > 0)


def counted(questions: Iterable[tuple[str, str]]) -> Vocabulary:
    """The vocabulary of questions (intent, text) in whose texts square brackets mark what they are about."""
    frames, beside, subjects = Counter[str](), Counter[str](), Counter[str]()
    held: dict[str, set[str]] = {}
    for name, text in questions:
        framed = words(_MARKED.sub(" ", text))
        frames.update(set(framed))
        if name == NONE:
            continue
        beside.update(framed)
        subjects.update(word for part in _MARKED.findall(text) for word in words(part))
        for word in framed:
            held.setdefault(word, set()).add(matter(name))
    return Vocabulary(frames, beside, subjects, {word: frozenset(matters) for word, matters in held.items()})


def matter(name: str) -> str:
    """What an intent is about: ``expire`` of ``expire.when``."""
    return name.split(".", maxsplit=1)[0]


@cache
def _model() -> _Model:
    with np.load(_WEIGHTS) as kept:
        names, matters = tuple(kept["names"].tolist()), kept["matters"].tolist()
        known = {gram: place for place, gram in enumerate(kept["grams"].tolist())}
        said = kept["words"].tolist()
        frames, beside, subjects = (
            dict(zip(said, kept[each].tolist(), strict=True)) for each in ("frames", "beside", "subjects")
        )
        held = {
            word: frozenset(name for name, has in zip(matters, of, strict=True) if has)
            for word, of in zip(said, kept["held"], strict=True)
        }
        weights = kept["weights"].astype(np.float32)
        return _Model(str(kept["embedder"]), names, known, weights, Vocabulary(frames, beside, subjects, held))
