"""What a document as a whole is silent about, though others tell of it: the question is then about those."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from assistant.words import slip, variants
from evidence.lexical import analyse

Holding = Callable[[Iterable[str]], Collection[int]]
"""The documents, by rowid, that hold any of some analysed terms."""


class Elsewhere:
    """Which documents tell of what one question is about.

    ``subject`` are its terms and their rarity, ``known`` those of them that any document has, ``names`` the names that
    it gives.
    """

    def __init__(
        self, subject: Mapping[str, float], known: Collection[str], names: Collection[str], holding: Holding
    ) -> None:
        self._rarity = subject
        self._tell = {term: frozenset(holding(variants(term))) for term in subject if term in known}
        self._names = [(terms, frozenset(holding(terms))) for terms in map(_terms, names) if terms]

    def share(self, document: int) -> float:
        """The share of the subject, by rarity, that the document nowhere tells of and others do."""
        total = sum(self._rarity.values())
        silent = (self._rarity[term] for term, documents in self._tell.items() if document not in documents)
        return sum(silent) / total if total else 0.0

    def unnamed(self, document: int, words: frozenset[str]) -> bool:
        """Whether the question gives a name of which the document holds no part.

        One that no document holds may be misspelt: then ``words``, those of the passage, hold something like it.
        """
        return any(
            document not in documents if documents else not _like(terms, words) for terms, documents in self._names
        )


def _like(terms: Collection[str], words: Collection[str]) -> bool:
    return any(slip(term, word) for term in terms for word in words)


def _terms(name: str) -> frozenset[str]:
    return frozenset().union(*map(variants, analyse(name)))
