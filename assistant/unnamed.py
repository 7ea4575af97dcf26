"""Names of a question of which a document holds no part: whatever it says is about somebody or something else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from assistant.words import slip, variants
from evidence.lexical import analyse

Holding = Callable[[Iterable[str]], Collection[int]]
"""The documents, by rowid, that hold any of some analysed terms."""


class Names:
    """The names that one question gives, and the documents that hold them."""

    def __init__(self, names: Collection[str], holding: Holding) -> None:
        told = ((name.casefold(), _terms(name)) for name in names)
        self._names = [(name, terms, frozenset(holding(terms))) for name, terms in told if terms]

    def unnamed(self, document: int, words: frozenset[str], text: str) -> bool:
        """Whether the question gives a name of which the document, all of whose words are ``text``, holds no part.

        One that no document holds may be misspelt: then ``words``, those of the passage, hold something like it.
        """
        for name, terms, documents in self._names:
            if document in documents or (not documents and _like(terms, words)):
                continue
            if name not in text.casefold():  # it may stand within another word
                return True
        return False


def _like(terms: Collection[str], words: Collection[str]) -> bool:
    return any(slip(term, word) for term in terms for word in words)


def _terms(name: str) -> frozenset[str]:
    return frozenset().union(*map(variants, analyse(name)))
