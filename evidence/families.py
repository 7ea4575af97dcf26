"""Documents as families of editions: one work, its versions, and which was in force when."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from evidence.model import StoredFact, Strength
from evidence.titles import closest, numbers_in, other_forms, title_words, version_in, version_key

_STANDARD = re.compile(r"(?:ISO|IEC|EN|BS|DIN|NIST|SOC)\b")
_GONE = ("superseded", "withdrawn", "obsolete", "repealed", "archived", "retired")
_UNFINISHED = ("draft", "proposal", "proposed", "in preparation", "work in progress", "under review", "consultation")


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a work and what documents say of it.

    ``own`` are facts of the document itself: first those of its own paper, fullest first, then rows of lists.
    """

    family: str
    title: str
    version: str
    own: tuple[StoredFact, ...]
    approvals: tuple[StoredFact, ...]
    reviews: tuple[StoredFact, ...]

    @property
    def facts(self) -> tuple[StoredFact, ...]:
        """All facts about the edition, its own first."""
        return (*self.own, *self.approvals, *self.reviews)

    @property
    def documents(self) -> frozenset[int]:
        """The documents (rowids) that are the edition itself."""
        return frozenset(fact.document for fact in self.own)

    def said(self, name: str) -> str:
        """A field or date as the document itself says it, else the first other that does; "" where none does."""
        return next((value for fact in self.facts if (value := fact.get(name))), "")

    def day(self, *names: str) -> date | None:
        """The first of some dates that is known."""
        return next((parsed for name in names if (parsed := as_day(self.said(name)))), None)

    @property
    def approved(self) -> date | None:
        """The day of approval."""
        return self.day("approved")

    @property
    def begins(self) -> date | None:
        """The day from which it is in force: stated, else that of approval or issue."""
        return self.day("effective", "approved", "issued")

    @property
    def due(self) -> date | None:
        """The day by which it is to be reviewed."""
        return self.day("review", "due")

    @property
    def withdrawn(self) -> bool:
        """Whether it says of itself, or is filed as, superseded or withdrawn."""
        words = " ".join(fact.get("status").lower() for fact in self.own)
        gone = any(fact.fact.strength in (Strength.SUPERSEDED, Strength.WITHDRAWN) for fact in self.own)
        return gone or any(word in words for word in _GONE)

    @property
    def unfinished(self) -> bool:
        """Whether it is a draft that nobody approved."""
        words = " ".join(fact.get("status").lower() for fact in self.own)
        draft = any(fact.fact.strength is Strength.DRAFT for fact in self.own) or any(w in words for w in _UNFINISHED)
        return draft and self.approved is None


@dataclass(frozen=True, slots=True)
class Family:
    """A work: its key (number, else words of its title), the title most often used, editions oldest first."""

    key: str
    title: str
    number: str
    editions: tuple[Edition, ...]

    def current(self, day: date) -> Edition | None:
        """The edition in force on a day: the last that had begun, unless that one was withdrawn by then."""
        begun = [each for each in self.editions if each.begins and each.begins <= day and not each.unfinished]
        if not begun:
            return None
        last = begun[-1]
        after = self.next_of(last)
        ended = last.day("withdrawn") or (after.begins if after else None)
        return None if last.withdrawn and (ended is None or ended <= day) else last

    def next_of(self, edition: Edition) -> Edition | None:
        """The approved edition that followed one."""
        after = self.editions[self.editions.index(edition) + 1 :]
        return next((each for each in after if not each.unfinished and each.begins), None)


class Families:
    """The works that facts speak of. A mention is the work of that number, else the one work of those words."""

    def __init__(self, documents: Iterable[StoredFact], approvals: Iterable[StoredFact], reviews: Iterable[StoredFact]):
        self._own = [fact for fact in documents if _controlled(fact)]
        self._by_number: dict[str, str] = {}
        self._words: dict[str, frozenset[str]] = {}
        self._closest: dict[frozenset[str], str] = {}
        self._group()
        self._called: dict[frozenset[str], set[str]] = defaultdict(set)
        self._titles: dict[str, list[str]] = defaultdict(list)
        editions: dict[tuple[str, str], tuple[list[StoredFact], list[StoredFact], list[StoredFact]]] = {}
        versions: dict[str, set[str]] = defaultdict(set)
        papers: dict[tuple[int, str], str] = {}  # what a paper says of itself by its own title
        for fact in self._own:
            key = self.key(fact.get("title"), fact.get("number"))
            papers.setdefault((fact.document, fact.get("title")), key)
            self._titles[key].append(fact.get("title"))
            editions.setdefault((key, _version(fact)), ([], [], []))[0].append(fact)
            versions[key].add(_version(fact))
        rows: dict[tuple[int, int], str] = {}  # a register's row names the version once
        for at, facts in ((1, approvals), (2, reviews)):
            for fact in facts:
                key = papers.get((fact.document, fact.get("subject"))) or self.key(fact.get("subject"))
                if key:
                    version = _which(fact, versions[key], editions, key) or rows.get(_row(fact))
                    if version is not None:
                        rows.setdefault(_row(fact), version)
                        editions.setdefault((key, version), ([], [], []))[at].append(fact)
        self._spoken = {
            key: {_bare(title) for title in titles if len(title_words(title)) >= 2}
            for key, titles in self._titles.items()
        }
        self._families = self._build(editions)
        self._call()

    def _group(self) -> None:
        for fact in sorted(self._own, key=lambda fact: (not _number(fact), fact.doc_id, fact.ordinal)):
            words, number = title_words(fact.get("title")), _number(fact)
            known = self._by_number.get(number) if number else None
            key = known or self._like(words, number) or number or " ".join(sorted(words))
            if key and words:
                self._words.setdefault(key, words)
            if number and key:
                self._by_number.setdefault(number, key)

    def _like(self, words: frozenset[str], number: str) -> str:
        """The work of those words; of one under another number only where it has no other words."""
        others = set(self._by_number.values()) if number else set()
        near = {key: title for key, title in self._words.items() if key not in others or title == words}
        return closest(words, near)

    def _call(self) -> None:
        """Short forms, after all editions have their facts: they find a work, but an approval binds by its title."""
        for fact in self._own:
            key = self.key(fact.get("title"), fact.get("number"))
            for form in other_forms(fact.get("title")):
                self._called[form].add(key)
        self._closest.clear()

    def key(self, mention: str, number: str = "") -> str:
        """The key of the work that a mention names, "" where it names none or might name several."""
        for each in (number.upper().replace(" ", "-"), *numbers_in(mention)):
            if each in self._by_number:
                return self._by_number[each]
        words = title_words(mention)
        if words not in self._closest:
            called = self._called.get(words, set())
            self._closest[words] = closest(words, self._words) or (next(iter(called)) if len(called) == 1 else "")
        return self._closest[words]

    def named_in(self, text: str) -> set[str]:
        """The works that a longer text names by number or by all words of the title in a row."""
        found = {self._by_number[number] for number in numbers_in(text) if number in self._by_number}
        spoken = " ".join(text.split()).casefold()
        found |= {key for key, titles in self._spoken.items() if any(title in spoken for title in titles)}
        return found

    def all(self) -> tuple[Family, ...]:
        """Every work, by key."""
        return self._families

    def get(self, key: str) -> Family | None:
        """The work of that key."""
        return next((family for family in self._families if family.key == key), None)

    def _build(
        self, editions: dict[tuple[str, str], tuple[list[StoredFact], list[StoredFact], list[StoredFact]]]
    ) -> tuple[Family, ...]:
        made: dict[str, list[Edition]] = defaultdict(list)
        lists = _lists(editions)
        for (key, version), (own, approvals, reviews) in editions.items():
            titles = self._titles[key]
            title = (
                max(sorted(set(titles)), key=lambda each: (not each.isupper(), titles.count(each))) if titles else key
            )
            own.sort(key=lambda fact: (fact.document in lists, *_fullness(fact)))
            made[key].append(Edition(key, title, version, tuple(own), tuple(approvals), tuple(reviews)))
        numbers = {key: number for number, key in sorted(self._by_number.items(), reverse=True)}
        families = (
            Family(key, each[0].title, numbers.get(key, ""), tuple(sorted(each, key=_order)))
            for key, each in made.items()
        )
        return tuple(sorted(families, key=lambda family: family.key))


def as_day(value: str) -> date | None:
    """An ISO day, or None for anything else."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _controlled(fact: StoredFact) -> bool:
    """Whether a document fact is of a controlled document, and not of a page that only speaks of one."""
    told = ("owner", "approver", "number", "status", "approved", "review", "withdrawn", "supersedes")
    dated = bool(fact.get("version") and fact.get("effective"))
    return bool(fact.get("title")) and (dated or any(fact.get(name) for name in told))


def _number(fact: StoredFact) -> str:
    """The document's number, which may stand before its title only."""
    number = fact.get("number").upper().replace(" ", "-")
    first = numbers_in(fact.get("title"))[:1]
    leads = bool(first) and fact.get("title").upper().replace(" ", "-").startswith(first[0])
    return number or (first[0] if leads and not _STANDARD.match(first[0]) else "")


def _row(fact: StoredFact) -> tuple[int, int]:
    return fact.document, fact.fact.spans[0].start


def _version(fact: StoredFact) -> str:
    return version_in("version " + fact.get("version")) or fact.get("version")


def _which(
    fact: StoredFact,
    known: set[str],
    editions: dict[tuple[str, str], tuple[list[StoredFact], list[StoredFact], list[StoredFact]]],
    key: str,
) -> str | None:
    """The version an approval or a review is about: stated, else the one approved that day or by that document."""
    stated = _version(fact) or version_in(fact.get("subject"))
    if stated:
        return stated
    for version in sorted(known):
        own = editions[(key, version)][0]
        same_day = fact.get("approved") and any(each.get("approved") == fact.get("approved") for each in own)
        if same_day or any(each.document == fact.document for each in own):
            return version
    return next(iter(known)) if len(known) == 1 else None


def _lists(editions: Mapping[tuple[str, str], tuple[Sequence[StoredFact], ...]]) -> frozenset[int]:
    """The documents that speak of several works: registers and pages of links, which are none of them."""
    works: dict[int, set[str]] = defaultdict(set)
    for (key, _), (own, *_others) in editions.items():
        for fact in own:
            works[fact.document].add(key)
    return frozenset(document for document, keys in works.items() if len(keys) > 1)


def _fullness(fact: StoredFact) -> tuple[bool, bool, str, int]:
    return not fact.get("approver"), not fact.get("owner"), fact.doc_id, fact.ordinal


def _order(edition: Edition) -> tuple[tuple[int, ...], str]:
    begins = edition.begins
    return version_key(edition.version), begins.isoformat() if begins else ""


def _bare(title: str) -> str:
    words = [word for word in title.split() if not version_key(word) or not word[0].isdigit()]
    return " ".join(words).casefold()
