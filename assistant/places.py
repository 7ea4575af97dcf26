"""A few places that likely hold the answer, where no single statement is sure enough to be one.

They are the answer where they more likely hold it than not, else its near misses (docs/decisions/0017-places.md).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import chain, islice, zip_longest

from assistant.accept import refused
from assistant.answer import Claim
from assistant.compose import claim_at
from assistant.query import Query
from assistant.sections import around, veiled
from assistant.select import Candidate, outlived
from evidence.model import Hit, StoredPassage
from evidence.view import View

_MOST = 3
_LONGEST = 700  # characters of a place; of a longer passage, what stands around its best statement
_READ = 6  # candidates whose features are looked at: those that the cross-encoder read
_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
_MISLEADING = ("another", "pending", "astray", "unnamed")
"""What a candidate is refused for that makes its whole passage misleading; the other rules are about a single value."""

Place = tuple[StoredPassage, int, int]
"""A passage, and the first and last offset of what is shown of it, in the document's text."""

_LEAD = "No single statement is sure to answer this. The answer likely stands in:"


@dataclass(frozen=True, slots=True)
class Likelihood:
    """Coefficients of the probability that the first places hold all that is asked for, and from which they are shown.

    Fitted by ``benchmarks/tune_places.py``, reported on organisations left out (docs/decisions/0017-places.md). Of the
    first candidate: ``late``, ``around``, ``named`` and ``passage``; of the first six, the mean ``closeness`` and the
    highest probability of being right alone (``alone``); ``third``, the score of the third passage found; ``cross``,
    that the first answers as the cross-encoder reads it, and ``next``, the mean of that of the two behind it; whether
    yes or no, or a number, is asked for.
    """

    bias: float = -2.25
    late: float = 0.08
    around: float = -0.92
    named: float = -0.14
    passage: float = 2.30
    closeness: float = 0.39
    alone: float = 0.99
    third: float = -1.12
    cross: float = 2.00
    next: float = 2.02
    yesno: float = -2.31
    count: float = -0.72
    threshold: float = 0.5

    def probability(self, features: dict[str, float]) -> float:
        """The modelled probability for these ``features`` (of ``features_of``), 0 without any."""
        if not features:
            return 0.0
        return 1.0 / (1.0 + math.exp(-self.bias - sum(getattr(self, name) * features[name] for name in FEATURES)))


FEATURES = tuple(each.name for each in fields(Likelihood) if each.name not in ("bias", "threshold"))
"""The names of the features, in the order of the model."""


def features_of(
    query: Query, ranked: Sequence[Candidate], hits: Sequence[Hit], alone: Callable[[Candidate], float]
) -> dict[str, float]:
    """What the likelihood rests on; empty where nothing was found, or where a rule refuses what comes first.

    ``alone`` gives the probability that a candidate by itself is a right answer.
    """
    if not ranked or refused(ranked[0]):
        return {}
    first, read = ranked[0].features, ranked[:_READ]
    return {
        **{name: first[name] for name in ("late", "around", "named", "passage")},
        "closeness": sum(each.features["closeness"] for each in read) / len(read),
        "alone": max(map(alone, read)),
        "third": hits[2].score if len(hits) > 2 else 0.0,
        "cross": first["cross"],
        "next": sum(each.features["cross"] for each in ranked[1:_MOST]) / max(1, len(ranked[1:_MOST])),
        "yesno": float(query.kind == "yesno"),
        "count": float(query.kind == "count"),
    }


def places(view: View, ranked: Sequence[Candidate], hits: Sequence[Hit]) -> list[Place]:
    """The first few places of ``in_turn``."""
    return list(islice(in_turn(view, ranked, hits), _MOST))


def in_turn(view: View, ranked: Sequence[Candidate], hits: Sequence[Hit]) -> Iterator[Place]:
    """Places in turn of the candidates and of the passages found, best first.

    None of another thing than the one named, of a draft's rule or an example; none of an older edition or a draft
    beside words in force; nothing hidden or addressed to a machine; no words twice.
    """
    apart = {each.statement.passage.rowid for each in ranked if any(each.features[name] for name in _MISLEADING)}
    sound = [each for each in ranked if each.statement.passage.rowid not in apart]
    if sound and not outlived(sound[0]):
        apart |= {each.statement.passage.rowid for each in sound if outlived(each)}
    seen: set[str] = set()
    for passage, start, end in _either(view, sound, hits, apart):
        parsed = view.parsed(passage.document)
        words = parsed.text[start:end]
        if words not in seen and not passage.hidden and not veiled(parsed, start, end):
            seen.add(words)
            yield passage, start, end


def as_claims(view: View, found: Sequence[Place]) -> list[Claim]:
    """Each place as a claim in its words."""
    claims = [claim_at(view, passage, start, end, "partial") for passage, start, end in found]
    return [claim.model_copy(update={"text": _BLANK.sub("\n", claim.text)}) for claim in claims]


def told(claims: Sequence[Claim]) -> str:
    """The answer's text: what the claims are, then each as a paragraph of its own."""
    return "\n\n".join([_LEAD, *(f"{claim.text} [{number}]" for number, claim in enumerate(claims, 1))])


def _either(view: View, sound: Sequence[Candidate], hits: Sequence[Hit], apart: set[int]) -> Iterator[Place]:
    """The candidates' passages and those found, in turn, each once; of a long one what is around its best statement."""
    best = {each.statement.passage.rowid: each.statement for each in reversed(sound)}
    either = chain.from_iterable(
        zip_longest([each.statement.passage for each in sound], [each.passage for each in hits])
    )
    seen = set(apart)
    for passage in either:
        if passage is None or passage.rowid in seen:
            continue
        seen.add(passage.rowid)
        if passage.end - passage.start <= _LONGEST:
            yield passage, passage.start, passage.end
        elif statement := best.get(passage.rowid):
            shown = around(statement, view.parsed(passage.document), _LONGEST)
            yield passage, shown.start, shown.end
