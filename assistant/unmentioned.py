"""Why a question was refused, as far as that is certain: its words that no document of the asker's view mentions.

Only what the view holds counts, so the sentence is that of an archive which never held the rest. A word counts as
mentioned where it stands in another form, as a synonym, written apart or together, or nearly so: a name misspelt is no
unknown word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice, pairwise

from assistant.query import Query
from assistant.words import presence
from evidence.lexical import analyse
from evidence.view import View

_LARGEST = 10_000  # passages of a view whose words are gathered: some seconds of work, once while nothing changes
_NAMED = 3  # words
_READ = 24  # words of a question that are looked for: a page of misspelt ones must not keep the processor
_LETTERS = 4  # of the shortest word that is told; shorter ones are abbreviations with too many readings
_HALF = 3  # letters of the shortest half of a word written apart
_NEAR = 0.8  # likeness of two spellings of one word
_WORD = re.compile(r"[^\W_]+(?:[-.'’/][^\W_]+)*")
_PART = re.compile(r"[^\W\d_]+|\d+")
_NUMBERED = re.compile(r"(?=((?:(?<![^\W\d_])[^\W\d_]{1,8}|(?<!\d)\d{1,8}(?!\d))[\W_]{0,3}\d{1,8}(?!\d)))")
"""Letters or a number, and a number close behind; one may begin within another."""


def explained(query: Query, view: View) -> str:
    """The sentence that ends a refusal: the words of the question that no document mentions; "" where each does."""
    words = unmentioned(query, view)
    return f" {_sentence(words)}" if words else ""


def unmentioned(query: Query, view: View, most: int = _NAMED) -> tuple[str, ...]:
    """The first words of a question, as written and in their order, that no document of ``view`` mentions.

    None of a view so large that its words are not gathered.
    """
    if view.counts.passages > _LARGEST:
        return ()
    said = vocabulary(view)
    asked = islice(dict.fromkeys(_told(query)), _READ)
    return tuple(islice((word for word in asked if not said.mentions(word)), most))


def _told(query: Query) -> Iterator[str]:
    """The words that carry content: no numbers and dates, but identifiers."""
    for word in _WORD.findall(query.text):
        terms = analyse(word)
        if not terms or not set(terms) & set(query.terms):
            continue
        if any(letter.isdigit() for letter in word):
            if word in query.identifiers and not word[0].isdigit():
                yield word
        elif len(word) >= _LETTERS:
            yield word


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The analysed ``words`` of all documents of a view, and their ``numbers`` with what stands before: "r 14"."""

    words: frozenset[str]
    numbers: frozenset[str]

    def mentions(self, word: str) -> bool:
        """Whether a word or an identifier of a question stands there, however it is written."""
        if any(letter.isdigit() for letter in word):
            return all(pair in self.numbers for pair in _pairs(word))
        whole = analyse(re.sub(r"[-.'’/]", "", word))
        return any(self._holds(term) for term in (*analyse(word), *whole)) or self._apart(word)

    def _holds(self, term: str) -> bool:
        if presence(term, self.words, unknown=True):
            return True
        alike = [each for each in self.words if each[0] == term[0] and abs(len(each) - len(term)) <= 2]
        return bool(get_close_matches(term, alike, 1, _NEAR)) or self._within(term)

    def _within(self, term: str) -> bool:
        """Whether it is the beginning or the end of a longer word: "whistle" of "whistleblower"."""
        return any(each.startswith(term) or each.endswith(term) for each in self.words)

    def _apart(self, word: str) -> bool:
        """Whether both halves of the word stand there: "whistleblowing" as "whistle blowing"."""
        halves = ((word[:place], word[place:]) for place in range(_HALF, len(word) - _HALF + 1))
        return any(all(set(analyse(half)) & self.words for half in both) for both in halves)


def vocabulary(view: View) -> Vocabulary:
    """The words of a view, gathered once while the archive does not change."""
    return view.derived("vocabulary", _gathered)


def prepare(view: View) -> None:
    """Gather the words of a view ahead of questions. Never needed."""
    if view.counts.passages <= _LARGEST:
        vocabulary(view)


def _gathered(view: View) -> Vocabulary:
    pieces: set[str] = set()  # between spaces, each analysed once
    numbered: set[str] = set()
    for text in _texts(view):
        pieces.update(text.split())
        numbered.update(_NUMBERED.findall(text))
    words = set(analyse("\n".join(pieces)))
    numbers = {pair for each in numbered for pair in _pairs(each)}
    words.update(term.replace("-", "") for term in tuple(words) if "-" in term)
    return Vocabulary(frozenset(words), frozenset(numbers))


def _texts(view: View) -> Iterable[str]:
    """All that a document is found by: its text, title and path, and what its passages are filed under."""
    for document in view.documents():
        yield view.text(document.rowid)
        yield f"{document.title} {re.sub('[_/.-]+', ' ', document.doc_id)} {document.doc_id}"
        for passage in view.passages(document.rowid):
            yield passage.context


def _pairs(text: str) -> list[str]:
    """Each number with the letters or number before it, without leading zeros: "NC-2026-07" is nc 2026, 2026 7."""
    parts = [part.lstrip("0") or "0" if part.isdecimal() else part.casefold() for part in _PART.findall(text)]
    return [f"{one} {other}" for one, other in pairwise(parts) if other.isdecimal()]


def _sentence(words: tuple[str, ...]) -> str:
    quoted = [f"“{word}”" for word in words]
    listed = f"{', '.join(quoted[:-1])} or {quoted[-1]}" if len(quoted) > 1 else quoted[0]
    return f"None of them mentions {listed}."
