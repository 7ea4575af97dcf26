"""Words compared: analysed once a text, and whether one stands for another (a form, a synonym, a slip of the pen)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from assistant.irregular import irregular
from assistant.synonyms import synonyms
from evidence.lexical import analyse

_REMEMBERED = 16_384  # texts; about 1 kB each
_FORM = 0.8  # owner for own, signatory for sign
_SYNONYM = 0.6
_TYPO = 0.7  # only for a word that the whole view does not hold
_STUB = 3  # letters of the shortest word that has forms
_TYPO_LETTERS = 4  # shorter words have too many neighbours
_ENDINGS = frozenset("er or ee al man woman person ment ion ation atori abl".split())


@lru_cache(maxsize=_REMEMBERED)
def stems(text: str) -> frozenset[str]:
    """The analysed words of ``text``, each once."""
    return frozenset(analyse(text))


def akin(one: str, other: str) -> bool:
    """Whether two analysed words are forms of one: own and owner, approv and approver."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _STUB and long.startswith(short) and long[len(short) :] in _ENDINGS


def presence(term: str, words: frozenset[str], *, unknown: bool = False) -> float:
    """How surely an analysed ``term`` is said by ``words``, 0 to 1; ``unknown`` if no document has it: a typo."""
    if term in words:
        return 1.0
    if not _forms(term).isdisjoint(words):
        return _FORM
    if synonyms(term) & words:
        return _SYNONYM
    return _TYPO if unknown and any(slip(term, word) for word in words) else 0.0


def forms(term: str) -> frozenset[str]:
    """The analysed words that are forms of ``term``, itself among them."""
    return frozenset({term}) | _forms(term)


def variants(term: str) -> frozenset[str]:
    """The analysed words that say ``term``: itself, its forms, its synonyms; a misspelling is none of them."""
    return frozenset({term}) | _forms(term) | synonyms(term)


def presences(terms: Iterable[str], words: frozenset[str], unknown: frozenset[str]) -> dict[str, float]:
    """``presence`` of each of ``terms``."""
    return {term: presence(term, words, unknown=term in unknown) for term in terms}


def share(present: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The weighted share of the terms in ``weights`` that are present; 0 where there are none."""
    total = sum(weights.values())
    return sum(weight * present.get(term, 0.0) for term, weight in weights.items()) / total if total else 0.0


def slip(term: str, word: str) -> bool:
    """Whether ``term`` is ``word`` with one letter missing, added or changed, or two neighbours swapped."""
    if len(term) < _TYPO_LETTERS - 1 or len(word) < _TYPO_LETTERS or term[0] != word[0]:
        return False
    if abs(len(term) - len(word)) > 1 or term.isdigit() or word.isdigit():
        return False
    same = 0
    while same < min(len(term), len(word)) and term[same] == word[same]:
        same += 1
    rest, other = term[same:], word[same:]
    swapped = rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:] or swapped


@lru_cache(maxsize=_REMEMBERED)
def _forms(term: str) -> frozenset[str]:
    """Every word that is ``akin`` to a term, or is it with an ending, or in another tense."""
    longer = {term + ending for ending in _ENDINGS}
    shorter = {term[: -len(ending)] for ending in _ENDINGS if term.endswith(ending)}
    return irregular(term) | longer | {word for word in shorter if len(word) >= _STUB}
