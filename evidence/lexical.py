"""Words as they are indexed, the FTS5 table that holds them, and BM25 over one view.

FTS5 stores terms that ``analyse`` made; its own tokenizer only splits at spaces. It is asked where
a term stands, never for a rank: its statistics would be those of the whole archive, and tell a
reader of one view what the other views hold.

BM25 with fields is the simple weighted form of Robertson, Zaragoza and Taylor, "Simple BM25
extension to multiple weighted fields" (CIKM 2004); idf is that of Lucene, never negative.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import Stemmer  # type: ignore[import-not-found]
from numpy.typing import NDArray
from sqlalchemy import Connection

ANALYSIS = "1"  # grows when `analyse` changes: an index written under another one is rebuilt

_JOINERS = "-./:_&+@#"  # one of these between letters or digits makes a compound
_LONGEST = 64  # characters of a term; longer compounds are kept by their parts only
_CACHED_POSTINGS = 4_000_000  # passages over all cached terms of one view (about 50 MB)
_ENTRY = 30  # passages that a cached term weighs beside its own: one that nothing holds takes room too

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"  # written without spaces: a term a character
_TOKEN = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+(?:[{re.escape(_JOINERS)}'][^\W_{_CJK}]+)*")
_PARTS = re.compile(rf"[{re.escape(_JOINERS)}]")
_APOSTROPHE = re.compile(r"'s$|'")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_ODD = re.compile(
    "[\u00ad\u200b-\u200d\u2060\ufeff\ufffe\u2010\u2011\u2018\u2019\u02bc"
    "\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089\ufb00-\ufb06\uff01-\uff5e]"
)
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe")

Array = NDArray[np.float64]


def analyse(text: str) -> list[str]:
    """The terms that ``text`` is indexed and searched by, in order, repeated as they occur.

    Lower-cased, accent-folded, Snowball English stems ("organisation" and "organization" are one),
    no stop words. A compound is kept whole and its parts follow: "R-14" gives ``r-14``, ``14``;
    "A.5.1" gives ``a.5.1``, ``5.1``, ``5``, ``1``. Thousands separators are dropped ("1,250" is ``1250``).
    """
    if not text.isascii():
        text = _fold(text)
    terms: list[str] = []
    for token in _TOKEN.findall(_THOUSANDS.sub("", text.casefold())):
        terms.extend(_terms(token))
    return terms


def _fold(text: str) -> str:
    text = _ODD.sub(_plain, text)
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))


def _plain(match: re.Match[str]) -> str:
    character = match[0]
    if character in _INVISIBLE:
        return ""
    if character in "\u2010\u2011":
        return "-"
    if character in "\u2018\u2019\u02bc":
        return "'"
    if character >= "\ufb00":  # ligatures and full-width forms
        return unicodedata.normalize("NFKC", character)
    return " "  # superscripts: a footnote's number is no part of the word


@lru_cache(maxsize=1 << 16)
def _terms(token: str) -> tuple[str, ...]:
    if "'" in token:
        token = _APOSTROPHE.sub("", token)
    parts = _PARTS.split(token)
    if len(parts) == 1:
        return (_stem(token),) if token else ()
    terms = [token] if len(token) <= _LONGEST else []
    if len(parts) > 2 and len(parts[0]) == 1 and parts[0].isalpha() and len(token) <= _LONGEST:
        terms.append(token[2:])
    terms += [_stem(part) for part in parts if len(part) > 1 or part.isdigit()]
    return tuple(terms)


_stemmers = threading.local()  # a PyStemmer object is not safe to share between threads


def _stem(word: str) -> str:
    if not word.isalpha():
        return word[:_LONGEST]
    stemmer = getattr(_stemmers, "english", None)
    if stemmer is None:
        stemmer = _stemmers.english = Stemmer.Stemmer("english", 0)
    stem: str = stemmer.stemWord(word[:_LONGEST])
    if len(stem) > 5 and stem.endswith(("iz", "yz")):
        stem = stem[:-1] + "s"
    return stem


# The table -----------------------------------------------------------------------------------

CREATE = (
    "CREATE VIRTUAL TABLE words USING fts5("
    f"""context, body, content='', tokenize="ascii tokenchars '{_JOINERS}'")""",
    "CREATE VIRTUAL TABLE word_places USING fts5vocab(words, instance)",
)

Entry = tuple[int, str, str]  # passage rowid, context, body


def add(connection: Connection, entries: Iterable[Entry]) -> list[tuple[int, int, int]]:
    """Index passages; for each, its rowid and the lengths of its context and body in terms."""
    rows, lengths = [], []
    for rowid, context, body in entries:
        terms = analyse(context), analyse(body)
        rows.append((rowid, " ".join(terms[0]), " ".join(terms[1])))
        lengths.append((rowid, len(terms[0]), len(terms[1])))
    if rows:
        connection.exec_driver_sql("INSERT INTO words(rowid, context, body) VALUES (?, ?, ?)", rows)
    return lengths


def remove(connection: Connection, entries: Iterable[Entry]) -> None:
    """Take passages out. The words must be those added: a table without content is told what to forget."""
    rows = [(rowid, " ".join(analyse(context)), " ".join(analyse(body))) for rowid, context, body in entries]
    if rows:
        statement = "INSERT INTO words(words, rowid, context, body) VALUES ('delete', ?, ?, ?)"
        connection.exec_driver_sql(statement, rows)


def clear(connection: Connection) -> None:
    """Empty the table."""
    connection.exec_driver_sql("INSERT INTO words(words) VALUES ('delete-all')")


@dataclass(frozen=True, slots=True)
class Postings:
    """Where one term stands: passage rowids (ascending) and its number of times in each field."""

    rowids: NDArray[np.int64]
    context: Array
    body: Array


def postings(connection: Connection, term: str) -> Postings:
    """The passages of the whole archive that hold ``term``; a view must leave out those it cannot see."""
    rows = connection.exec_driver_sql(
        "SELECT doc, sum(col = 'context'), sum(col = 'body') FROM word_places WHERE term = ? GROUP BY doc", (term,)
    ).fetchall()
    table = np.array([tuple(row) for row in rows], dtype=np.int64).reshape(-1, 3)
    return Postings(table[:, 0].copy(), table[:, 1].astype(np.float64), table[:, 2].astype(np.float64))


# The score -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bm25:
    """Parameters: saturation ``k1``, and for each field its length normalisation ``b`` and its weight."""

    k1: float = 1.0
    b_context: float = 0.5
    b_body: float = 0.75
    context: float = 0.5
    body: float = 1.0


DEFAULT = Bm25()


class Ranking:
    """BM25 over the passages of one view, given by rowid with their lengths in terms.

    Positions are places in the arrays given. Every statistic comes from these arrays, so that the
    scores are those of an archive that holds these passages only.
    """

    def __init__(
        self,
        rowids: NDArray[np.int64],
        context_terms: NDArray[np.int64],
        body_terms: NDArray[np.int64],
        parameters: Bm25 = DEFAULT,
    ) -> None:
        self._order = np.argsort(rowids, kind="stable")
        self._sorted = rowids[self._order]
        self._parameters = parameters
        self._context_norm = _norm(context_terms, parameters.b_context)
        self._body_norm = _norm(body_terms, parameters.b_body)
        self._cache: OrderedDict[str, tuple[NDArray[np.int64], Array]] = OrderedDict()
        self._cached = 0
        self._lock = threading.Lock()

    def positions(self, rowids: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """The position of each rowid that is here, and which of ``rowids`` those are."""
        if not len(self._sorted):
            return np.empty(0, dtype=np.int64), np.zeros(len(rowids), dtype=np.bool_)
        places = np.minimum(np.searchsorted(self._sorted, rowids), len(self._sorted) - 1)
        here = self._sorted[places] == rowids
        return self._order[places[here]], here

    def score(self, terms: Mapping[str, float], lookup: Callable[[str], Postings]) -> tuple[NDArray[np.int64], Array]:
        """The positions of every passage that holds a term, ascending, and their scores."""
        scores = np.zeros(len(self._sorted))
        found = np.zeros(len(self._sorted), dtype=np.bool_)
        for term in sorted(terms):  # one order of addition, one result
            places, values = self._contribution(term, lookup)
            scores[places] += terms[term] * values
            found[places] = True
        places = np.flatnonzero(found)
        return places, scores[places]

    def frequency(self, term: str, lookup: Callable[[str], Postings]) -> int:
        """How many of the passages hold a term."""
        return len(self.places(term, lookup))

    def places(self, term: str, lookup: Callable[[str], Postings]) -> NDArray[np.int64]:
        """The positions of the passages that hold a term."""
        return self._contribution(term, lookup)[0]

    def _contribution(self, term: str, lookup: Callable[[str], Postings]) -> tuple[NDArray[np.int64], Array]:
        with self._lock:
            known = self._cache.get(term)
            if known is not None:
                self._cache.move_to_end(term)
                return known
        known = self._compute(lookup(term))
        with self._lock:
            if term not in self._cache:
                self._cache[term] = known
                self._cached += len(known[0]) + _ENTRY
            while self._cached > _CACHED_POSTINGS and len(self._cache) > 1:
                _, (places, _) = self._cache.popitem(last=False)
                self._cached -= len(places) + _ENTRY
        return known

    def _compute(self, found: Postings) -> tuple[NDArray[np.int64], Array]:
        places, here = self.positions(found.rowids)
        parameters = self._parameters
        frequency = parameters.context * found.context[here] / self._context_norm[places]
        frequency += parameters.body * found.body[here] / self._body_norm[places]
        total, holding = len(self._sorted), len(places)
        idf = np.log1p((total - holding + 0.5) / (holding + 0.5))
        return places, idf * frequency * (parameters.k1 + 1) / (parameters.k1 + frequency)


def _norm(lengths: NDArray[np.int64], b: float) -> Array:
    sizes = lengths.astype(np.float64)
    mean = float(sizes.mean()) if len(sizes) else 0.0
    return np.asarray(1.0 - b + b * sizes / mean) if mean else np.ones(len(sizes))
