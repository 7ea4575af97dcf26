"""A question after a set, as conditions on the columns of one grid; nothing where too much of it is not understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assistant.periods import joined_periods
from assistant.query import Query
from assistant.register import people
from assistant.register.conditions import LATE, STATES
from assistant.register.match import Shelf
from assistant.register.nouns import kinds_named
from assistant.register.records import worth
from assistant.register.records.grids import Column, Grid, grids, living, row_words, short_words
from assistant.register.records.meaning import likeness, of_purpose, owner_column, state_column
from assistant.register.request import NOISE
from assistant.register.words import presence, stems
from assistant.understand import content_terms
from evidence.embedders import Embedder
from evidence.lexical import analyse

_SET = re.compile(
    r"^(?:(?:and|so|but|please|hi|hello|hey|ok)\b[\s,]*)*(?:how many|how often(?! (?:do|does|is|are|must|should|shall|can|may|will)\b)|number of|count|list|which|what|whose|any\b|are there|is there|do we have any|"
    r"have we (?:got )?any|who\b(?! is| was)|show|name|give me|everyone|everybody|all\b)",
    re.I,
)
_PLURAL = re.compile(
    r"[\w-]*[a-rt-z]s\b(?= (?:we|that|which|with|without|not|no|still|over|past|due|un\w+|in|on|from)\b)", re.I
)
_NEGATED = re.compile(
    r"\b(?:without|lack(?:s|ing)?|missing|no|not|never|nobody|no one|none|nothing|neither|nor|un(?:owned|assigned|dated|signed|tested|assessed|reviewed|approved))\b|n['’]t\b",
    re.I,
)
_OVERDUE = re.compile(
    rf"\b(?:overdue|{LATE}|behind schedule|past (?:(?:its|their|the|our)\s)?(?:\w+\s)?(?:dates?|deadlines?)|"
    r"(?:missed|slipped|blown|gone past|over) (?:(?:its|their|the)\s)?(?:\w+\s)?(?:dates?|deadlines?))\b",
    re.I,
)
_EXPIRED = re.compile(r"\b(?:expired?|lapsed?|r[au]n out|out of date|no longer valid|not valid|ended)\b", re.I)
_OPEN = re.compile(
    r"\b(?:(?:still |yet )?(?:open|outstanding|unresolved|pending|unclosed)|"
    r"not (?:yet )?(?:been )?(?:closed|completed|finished|done))\b",
    re.I,
)
_CLOSED = re.compile(r"\b(?:closed|completed?|finished|resolved|done)\b", re.I)
_CLOSED_STATE = r"clos|complet|done|finish|resolv"
_OWNERLESS = re.compile(
    r"\b(?:own\w*|look\w* after|responsib\w*|accountab\w*|answer\w*|assign\w*|in charge|mind\w*|care of|charge)\b", re.I
)
_DATELESS = re.compile(r"\b(?:dates?|deadlines?|dated|when)\b", re.I)
_NEAR, _EXPLAINED = 0.6, 0.72
_NAMED = 0.45  # likeness of what is asked for and what a grid is called
_OPENING = 200  # characters of a document in which it says what it is
_REMEMBERED = 4_096  # columns whose identifiers' beginnings are kept
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_COLUMNS = 3  # of a register at least: minutes in two columns are prose
_HEAD_ENDS = re.compile(
    r"\b(?:is|are|r|was|were|do|does|did|has|have|had|can|could|may|must|should|will|would|that|which|who|whose|we|i|you|they|it|nobody|no one|not|never|in|on|of|for|from|to|with|without|"
    r"by|at|since|during|before|after|past|lack|lacks|lacking|need|needs|still|overdue|open|missing|where|when|under|according)\b|n['’]t\b|[?,;.]",
    re.I,
)
_BEFORE_HEAD = re.compile(
    r"^(?:(?:\s|of|the|our|all|any|my|are|is|were|was|there|us|me|still|currently|now|do|we|have|got|every|each|open|"
    r"closed|single|overdue|a|an)\b\s*)*",
    re.I,
)
_PAD = frozenset(
    analyse(
        "register log list sheet table entries entry row record sort kind type of our are there been be have has had any"
        " which what who how many often so far to date statement item thing one number currently today these those them"
        " against on in still yet and or rather than but only we hold held kept keep say says shown r u ur pls plz thx"
    )
)


@dataclass(frozen=True, slots=True)
class Test:
    """A condition on a column: ``op`` is ``past``, ``empty``, ``filled``, ``is``, ``has`` or ``within``."""

    label: str
    op: str
    value: str = ""

    def words(self) -> str:
        """The condition as written down."""
        return f"{self.label} | {self.op} | {self.value}"


@dataclass(frozen=True, slots=True)
class Wish:
    """Which records of a grid are asked for. ``terms`` must stand in each; ``sure`` is how much of the question is explained."""

    grid: Grid
    tests: tuple[Test, ...]
    terms: tuple[str, ...]
    sure: float
    count: bool = False


def read(shelf: Shelf, embedder: Embedder, query: Query, as_of: date) -> Wish | None:
    """The set that ``query`` asks for, or ``None`` where no grid explains the question well enough, or two do alike."""
    if not _SET.match(query.text) and query.kind not in ("list", "count") and not _PLURAL.match(query.text):
        return None
    found = [
        wish for grid in living(grids(shelf.view)) if (wish := _Reading(shelf, embedder, query, grid, as_of).wish())
    ]
    if not found:
        return None
    found.sort(key=lambda wish: -wish.sure)
    best = found[0]
    rivals = [w for w in found[1:] if w.sure > best.sure - 0.04 and w.grid.document.title != best.grid.document.title]
    return best if best.sure >= _EXPLAINED and not rivals else None


@lru_cache(maxsize=_REMEMBERED)
def _beginnings(values: tuple[str, ...]) -> frozenset[str]:
    """The letters that identifiers begin with, one and several: ncr and ncrs of NCR-26-009."""
    found = {match[0].lower() for value in values if (match := _LETTERS.match(value))}
    return frozenset(term for word in found for term in (*analyse(word), *analyse(word + "s")))


def _of_another_sort(head: str, called: str) -> bool:
    """Whether records that are called so are plainly of another sort than what is asked for: risks, not systems."""
    asked, kept = set(kinds_named(head)), set(kinds_named(called))
    return bool(asked and kept and not asked & kept)


class _Reading:
    """One question against one grid: every word is used by the grid's name, by a condition, or left over."""

    def __init__(self, shelf: Shelf, embedder: Embedder, query: Query, grid: Grid, as_of: date) -> None:
        self._shelf, self._embedder, self._grid, self._as_of = shelf, embedder, grid, as_of
        self._text = query.text
        self._query = query
        self._used: set[str] = set()
        self._tests: list[Test] = []
        self._several = False
        self._literal = True

    def wish(self) -> Wish | None:
        """The wish, where the grid is what the question is about."""
        if len(self._grid.columns) < _COLUMNS or not self._headed():
            return None
        names = self._grid.words() | self._prefixes()
        if self._grid.whole:
            names |= stems(self._above())
        terms = [term for term in content_terms(self._text) if term not in NOISE and term not in _PAD]
        about = {term for term in terms if presence(term, names) >= _NEAR}
        self._used |= about | self._kind_terms()
        self._labels = about - {
            term for term in about if presence(term, stems(self._grid.name) | self._prefixes()) >= _NEAR
        }
        if not (self._absent() and self._dates() and self._within()):
            return None
        self._choices(terms)
        self._owners()
        left = [
            term for term in terms if term not in self._used and not any(presence(term, {u}) >= 0.9 for u in self._used)
        ]
        filters = tuple(term for term in left if self._stands_in_a_row(term))
        filters += self._parts(terms)
        weights = {term: self._shelf.rarity.weight(term) for term in terms}
        total = sum(weights.values()) or 1.0
        unexplained = sum(weights[term] for term in left if term not in filters)
        asked = self._query.kind in ("list", "count") or self._several
        telling = any(test.op not in ("is", "within") for test in self._tests)
        count = self._query.kind == "count" or bool(re.match(r"how (?:many|often)", self._text, re.I))
        narrowed = bool(self._tests or filters)
        if count and (unexplained or not (narrowed or self._literal)):
            return None  # a number of what is half understood, or only like what is asked for, is wrong
        if not count and not (narrowed and (self._several or telling)):
            return None  # one thing is asked for, or all of them
        if not (asked or telling):
            return None
        sure = 1.0 - unexplained / total - 0.15 * sum(weights[term] for term in filters if term in left) / total
        sure += 0.1 * likeness(self._embedder, self._text, [f"{self._grid.name}: {', '.join(self._grid.labels)}"]) - 0.1
        sure += min(0.05, 0.005 * len(self._grid.entries))
        return Wish(self._grid, tuple(dict.fromkeys(self._tests)), filters, sure, count)

    def _stands_in_a_row(self, term: str) -> bool:
        words = short_words if term in STATES else row_words
        return any(presence(term, words(entry)) >= _NEAR for entry in self._grid.entries)

    def _parts(self, terms: Sequence[str]) -> tuple[str, ...]:
        """Words that only some of the headings hold under which the records stand: one sheet of two."""
        headings = [stems(entry.heading) for entry in self._grid.entries]
        held = {term: sum(term in words for words in headings) for term in terms}
        return tuple(term for term, number in held.items() if 0 < number < len(headings))

    def _prefixes(self) -> frozenset[str]:
        """What the identifiers begin with: NCR-26-009 is an NCR."""
        return frozenset().union(
            *(_beginnings(column.values) for column in self._grid.columns if column.sort == "name")
        )

    def _headed(self) -> bool:
        """Whether what is asked for is what the grid holds records of: by its name, identifiers, first labels, or likeness."""
        opening = _SET.match(self._text)
        rest = _BEFORE_HEAD.sub("", self._text[opening.end() :] if opening else self._text)
        end = _HEAD_ENDS.search(rest)
        head = rest[: end.start()].strip() if end else rest.strip(" ?.!")
        if opening and re.search(r"\bwho(?:se)?$|body$|one$", opening[0], re.I):
            return self._grid.columns[0].sort == "people"
        terms = [term for term in analyse(head) if term not in NOISE and term not in _PAD]
        listed = opening and re.search(r"\b(?:list|show|name|all|give me)$", opening[0], re.I)
        self._several = bool(listed or re.search(r"[a-rt-z]s$", head, re.I))
        called = self._called()
        if _of_another_sort(head, called):
            return False
        if not terms:  # "how many entries of the incident log"
            return bool(opening) and any(presence(term, stems(called)) >= _NEAR for term in content_terms(self._text))
        alike = set(kinds_named(head)) & set(kinds_named(called))
        if not re.search(r"\bdocuments?\b", head, re.I):
            alike.discard("document")  # a list of documents need not hold procedures
        self._literal = presence(terms[-1], stems(called) | self._prefixes()) >= _NEAR or bool(alike)
        if self._literal:
            return True
        names = [part for part in re.split(r"\s*[.,:;()–—|]+\s+|\s+-\s+", self._named()) if part]
        return likeness(self._embedder, head, [*names, *self._grid.labels[:2]]) >= _NAMED

    def _called(self) -> str:
        """What the grid's records are called: title, sheet, path, and the first two labels."""
        path = re.sub(r"[/_.-]+", " ", self._grid.document.key.path) if self._grid.whole else ""
        return f"{self._named()} . {path} . {' . '.join(self._grid.labels[:2])}"

    def _named(self) -> str:
        """What stands above the records; the title of a report does not say what a table in it lists."""
        if self._grid.whole:
            return self._grid.name
        return " . ".join(dict.fromkeys(entry.heading for entry in self._grid.entries if entry.heading))

    def _kind_terms(self) -> set[str]:
        """The words of the question that name the same sort of thing as the grid's name ("vendors" for a list of suppliers)."""
        named = set(kinds_named(self._called()))
        return {
            term
            for word in re.findall(r"[\w-]+", self._text)
            if set(kinds_named(word)) & named
            for term in analyse(word)
        }

    def _use(self, words: str) -> None:
        self._used |= set(analyse(words))

    def _column(self, phrase: str, columns: Sequence[Column]) -> Column | None:
        """The column whose label a phrase names, by its words or their likeness; ``None`` where two are alike."""
        asked = [term for term in analyse(phrase) if term not in NOISE and term not in _PAD]
        rated = []
        for column in columns:
            words = stems(column.label.replace("_", " "))
            lexical = sum(presence(term, words) for term in asked) / len(asked) if asked else 0.0
            rated.append((max(lexical, likeness(self._embedder, phrase, [column.label])), column))
        rated.sort(key=lambda each: -each[0])
        if not rated or rated[0][0] < 0.45 or (len(rated) > 1 and rated[0][0] - rated[1][0] < 0.05):
            return None
        return rated[0][1]

    def _absent(self) -> bool:
        """ "no owner", "nobody looks after", "never checked": the column that is empty. False where none is found."""
        match = _NEGATED.search(self._text)
        if match is None or _OPEN.search(self._text, match.start()) or _EXPIRED.search(self._text, match.start()):
            return True
        phrase = self._text[match.end() :].strip(" ?.!")
        gaps = [
            c for c in self._grid.columns if any(map(worth.lacking, c.values)) and not all(map(worth.lacking, c.values))
        ]
        owner = owner_column(self._grid, self._embedder)
        column = None
        if _OWNERLESS.search(phrase) or re.match(r"un(?:owned|assigned)", match[0], re.I):
            column = owner if owner in gaps else None
            if column is None:
                return False
        elif _DATELESS.fullmatch(phrase.split()[-1]) if phrase else False:
            column = next(
                (c for c in of_purpose(self._grid, self._embedder, "due", "review", "until") if c in gaps), None
            )
        column = column or self._column(phrase or self._text, gaps)
        if column is not None:
            self._tests.append(Test(column.label, "lacking"))
            self._use(f"{match[0]} {phrase} {column.label}")
            self._labels -= set(analyse(column.label))
        return column is not None or self._denied()

    def _denied(self) -> bool:
        """Whether what is denied is a column of yes and no."""
        return any(
            {"yes", "no"} & {v.lower()[:3].strip() for v in c.values}
            and any(presence(t, stems(c.label)) >= 0.9 for t in analyse(self._text))
            for c in self._grid.columns
        )

    def _dates(self) -> bool:
        """What is overdue, expired, open or closed. False where the grid does not tell."""
        before = len(self._tests)
        asked = [pattern for pattern in (_OVERDUE, _EXPIRED, _OPEN, _CLOSED) if pattern.search(self._text)]
        self._dated()
        return len(self._tests) > before or not asked or asked == [_CLOSED]

    def _dated(self) -> None:
        closed = next(iter(of_purpose(self._grid, self._embedder, "closed")), None)
        state = state_column(self._grid, self._embedder)
        if match := _OVERDUE.search(self._text):
            columns = of_purpose(self._grid, self._embedder, "due") or of_purpose(
                self._grid, self._embedder, "review", "until"
            )
            self._past(columns, match[0])
            self._not_closed(closed, state)
        elif match := _EXPIRED.search(self._text):
            self._past(of_purpose(self._grid, self._embedder, "until", "review", "due"), match[0])
        if match := _OPEN.search(self._text):
            if closed or state:
                self._not_closed(closed, state)
                self._use(match[0])
        elif match := _CLOSED.search(self._text):
            if closed:
                self._tests.append(Test(closed.label, "filled"))
                self._use(match[0])
            elif state and any(re.search(_CLOSED_STATE, value, re.I) for value in state.values):
                self._tests.append(Test(state.label, "has", _CLOSED_STATE))
                self._use(match[0])

    def _past(self, columns: Sequence[Column], words: str) -> None:
        column = columns[0] if len(columns) == 1 else self._column(self._text, columns) if columns else None
        if column is not None:
            self._tests.append(Test(column.label, "past", self._as_of.isoformat()))
            self._use(f"{words} {column.label}")

    def _not_closed(self, closed: Column | None, state: Column | None) -> None:
        if closed is not None:
            self._tests.append(Test(closed.label, "empty"))
        elif state is not None and any(re.search(_CLOSED_STATE, value, re.I) for value in state.values):
            self._tests.append(Test(state.label, "hasnt", _CLOSED_STATE))

    def _choices(self, terms: Sequence[str]) -> None:
        """A value of a column of choices that the question names, or a column of yes and no that it names."""
        taken = {test.label for test in self._tests}
        for column in self._grid.columns:
            if column.label in taken or column.sort not in ("choice", "people"):
                continue
            values = list(dict.fromkeys(value for value in column.values if not worth.nothing(value)))
            if sum(worth.verdict(value) is not None for value in values) * 2 > len(values):
                self._yes(column, terms)
                continue
            if column.sort == "choice":
                self._value(column, values, [term for term in terms if term not in self._used or term in self._labels])

    def _yes(self, column: Column, terms: Sequence[str]) -> None:
        label = stems(column.label.replace("_", " "))
        named = [term for term in terms if presence(term, label) >= 0.9]
        content = [term for term in analyse(column.label) if term not in NOISE and term not in _PAD]
        if content and len(named) >= len(content):
            no = bool(_NEGATED.search(self._text))
            self._tests.append(Test(column.label, "no" if no else "yes"))
            self._use(column.label)
            self._used |= set(named)

    def _value(self, column: Column, values: Sequence[str], left: Sequence[str]) -> None:
        for value in values:
            held = [term for term in analyse(value) if term not in NOISE]
            near = [term for term in left if any(presence(term, {word}) >= _NEAR for word in held)]
            if held and len(near) >= len(held):
                self._tests.append(Test(column.label, "is", value))
                self._used |= set(near)
                return

    def _owners(self) -> None:
        taken = {test.label for test in self._tests}
        for column in self._grid.columns:
            if column.sort != "people" or column.label in taken or column is self._grid.columns[0]:
                continue
            named = [value for value in dict.fromkeys(column.values) if value and people.named_in(value, self._text)]
            if len(named) == 1:
                self._tests.append(Test(column.label, "is", named[0]))
                self._use(named[0])

    def _above(self) -> str:
        """What a register says of itself before its first record."""
        start = min((entry.start for entry in self._grid.entries), default=0)
        return self._shelf.view.text(self._grid.document.rowid)[: min(start, _OPENING)]

    def _within(self) -> bool:
        """The span of time that is asked about, on a column of days. False where the grid has none and is not of that time."""
        spans = joined_periods(self._text, self._as_of)
        if len(spans) != 1:
            return not spans
        span = spans[0]
        if span.first <= self._as_of <= span.last and span.first == span.last:
            self._use(span.text)
            return True
        columns = of_purpose(self._grid, self._embedder, "raised", "last")
        if columns:
            self._tests.append(Test(columns[0].label, "within", f"{span.first}..{span.last}"))
            self._use(span.text)
        named = self._grid.words() if self._grid.whole else stems(self._named())
        return bool(columns) or any(re.fullmatch(r"(?:19|20)\d\d", term) for term in set(analyse(span.text)) & named)
