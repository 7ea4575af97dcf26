"""Bodies whose names hold one another: the Risk Committee is not the Model Risk Committee, the Board is Acme's board."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from assistant.register import people
from assistant.register.words import stems
from evidence.lexical import analyse
from evidence.view import View

_HEADS = ("board", "council", "assembl", "forum", "group", "panel", "commiss", "committe")
_MATTERS = stems(
    "AI ethics audit risk safety security quality privacy data model environment environmental finance remuneration nominations"
)
_KINDS = ("meeting", "attendance", "decision")
_ARTICLE = re.compile(r"^(?:the|our)\s+", re.I)


@dataclass(frozen=True, slots=True)
class _Body:
    words: tuple[str, ...]
    """Its name, analysed, in order."""
    chairs: frozenset[str]


def is_another(view: View, terms: Iterable[str], body: str) -> bool:
    """Whether ``body`` is another one than that which ``terms`` name in full, though its name holds all of their words."""
    terms = tuple(terms)
    asked = stems(" ".join(terms)) | frozenset(terms)
    own = _words(body)
    known = view.derived("bodies", _read)
    if any(head in own for head in _HEADS) and _before_a_head(terms, known) - set(own):
        return True  # the AI committee is not the committee for audit and risk
    named = [each for each in known.values() if set(each.words) <= asked and set(each.words) < set(own)]
    if not named or set(own) <= asked:
        return False
    full = max(named, key=lambda each: (len(each.words), each.words))
    return _differ(view, full, known.get(own) or _Body(own, frozenset()))


def _before_a_head(terms: tuple[str, ...], known: Mapping[tuple[str, ...], _Body]) -> set[str]:
    """The words right before "committee" and the like that tell one body from others: a matter that committees have, or
    what is in the name of one of the ``known``. The organisation's own name is none."""
    heads = set(_HEADS)
    pairs = [(word, head) for word, head in pairwise(terms) if head in heads and word not in heads]
    return {word for word, _ in pairs if word in _MATTERS or any(word in each.words for each in known.values())}


def names_one(terms: Iterable[str]) -> bool:
    """Whether words name a body that meets."""
    return not stems(" ".join(terms)).isdisjoint(_HEADS)


def of_body(terms: Iterable[str], body: str) -> bool:
    """Whether a body may be the one named: a board's committee is not the board."""
    asked = stems(" ".join(terms))
    named = [word for word in _HEADS if word in asked]
    heads = [word for word in _HEADS if word in stems(body)]
    return not named or not heads or bool(set(named) & set(heads[-1:])) or heads[-1] == "board" == named[-1]


def _read(view: View) -> dict[tuple[str, ...], _Body]:
    """Every body that meetings and decisions name."""
    chairs: dict[tuple[str, ...], set[str]] = {}
    for kind in _KINDS:
        for fact in view.facts(kind):
            words = _words(fact.get("body"))
            if any(head in words for head in _HEADS):
                held = chairs.setdefault(words, set())
                held.update(filter(None, [fact.get("chair")]))
    return {words: _Body(words, frozenset(held)) for words, held in chairs.items()}


def _words(body: str) -> tuple[str, ...]:
    return tuple(term for term in analyse(_ARTICLE.sub("", body.strip())) if term != "and")  # "Audit & Risk"


def _differ(view: View, short: _Body, longer: _Body) -> bool:
    """Whether the longer name is no fuller form of the shorter: by its words, its chair, or what its other words are.

    An organisation's own name before it ("Acme Board") makes no other body; "model", "safety" or "works" do.
    """
    if longer.words[-len(short.words) :] != short.words:
        return True  # other words stand in the middle
    if short.chairs and longer.chairs:
        return not any(people.same(one, other) for one in short.chairs for other in longer.chairs)
    return all(_is_common(view, word) for word in longer.words[: -len(short.words)])


def _is_common(view: View, stem: str) -> bool:
    """Whether a word is written in lower case anywhere: no part of a name."""
    common = view.derived("common words", _common)
    return stem in common


def _common(view: View) -> frozenset[str]:
    found: set[str] = set()
    for document in view.documents():
        found.update(re.findall(r"(?<![\w@/.#:-])[a-z]{3,}(?![\w/@-]|\.\w)", view.text(document.rowid)))
    return frozenset(term for word in found for term in analyse(word))
