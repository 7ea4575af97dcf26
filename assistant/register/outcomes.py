"""What one management review decided: every decision of its record, where the record lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.answer import Value
from assistant.decided import decided
from assistant.periods import joined_periods
from assistant.query import Query
from assistant.register.cite import claim, merged, stands
from assistant.register.match import Shelf, iso
from assistant.register.request import NOISE
from assistant.register.result import Found
from assistant.register.words import presence, stems
from evidence.lexical import analyse
from evidence.model import StoredFact

_THINGS = r"(?:decisions?|actions?|improvements?|outputs?|outcomes?|resolutions?)"
_REVIEW = r"(?:[\w’'/.-]+ ){0,5}?management review\b"
_ASKED = re.compile(
    rf"^(?:(?:and|so|but) )*(?:what|which)(?: {_THINGS})? (?:"
    rf"(?:did|has) (?P<a>{_REVIEW}[^?]*?) (?:decided?|agreed?(?: on)?|resolved?|concluded?|make|made|take|taken|order(?:ed)?|set)(?P<rest>[^?]*)"
    rf"|(?:was|were|has been|have been) (?:decided|agreed|resolved|taken|made) (?:at|in|by|during) (?P<b>{_REVIEW}[^?]*)"
    rf"|(?:was|were|are) the (?:{_THINGS} )?(?:of|from) (?P<c>{_REVIEW}[^?]*))[?.!]*$",
    re.I,
)
_NAMED = re.compile(r"\bmanagement review\b", re.I)
_PLAIN = frozenset(
    analyse("management review reviews the our last latest most recent held of in on at year meeting annual system")
)
_ABOUT = re.compile(r"\b(?:about|on the|regarding|concerning|for)\b", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")
_HEADED = re.compile(
    rf"[\W\d]*(?:[a-z][.)] )?(?:(?:{_THINGS}|conclusions|(?:what (?:was|we) )?(?:decided|agreed|settled)|we decided|what came (?:out|of it))"
    rf"(?: (?:taken|made|agreed|of the (?:meeting|review)))?(?: and {_THINGS})*)\W*",
    re.I,
)
_ITEM = re.compile(r"[ \t]*(?:[-*•+]|\(?[A-Za-z]{0,3}[- ]?\d{1,2}[.):]?|\(?[a-z][.)])[ \t]+\S")
_CODE = re.compile(r"(\D*)(\d{1,2})")
_LEAST, _MOST = 2, 15  # decisions of a record that lists them


def answer(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """Every decision of the management review that is asked about, the last one unless a time is named.

    ``None`` where its record does not list them, or one of its list was not read: a part would pass for the whole.
    """
    match = _ASKED.match(query.text)
    if match is None:
        return None
    which = f"{match['a'] or match['b'] or match['c']} {match['rest'] or ''}"
    spans = joined_periods(which, as_of)
    if len(spans) > 1 or _ABOUT.search(match["rest"] or ""):
        return None
    words = which.replace(spans[0].text, " ") if spans else which
    asked = [term for term in analyse(words) if term in query.terms and term not in NOISE and term not in _PLAIN]
    kept = [facts for facts in _records(shelf) if all(presence(term, _called(shelf, facts[0])) for term in asked)]
    days = [(iso(facts[0].get("held")) or as_of, facts) for facts in kept]
    days = [(day, facts) for day, facts in days if day <= as_of]
    if spans:
        year = _YEAR.fullmatch(spans[0].text.removeprefix("in ").strip())
        titled = [each for each in days if year and year[0] in _title(shelf, each[1][0])]
        days = titled or [each for each in days if spans[0].first <= each[0] <= spans[0].last]
    newest = max((day for day, _ in days), default=None)
    last = [facts for day, facts in days if day == newest]
    if newest is None or len(last) != 1 or (not spans and _later(shelf, newest, as_of)):
        return None
    told = _listed(shelf, last[0])
    if not _LEAST <= len(told) <= _MOST or not all(stands(shelf, fact, "outcome") for fact in told):
        return None
    claims = merged([claim(shelf, fact, "outcome") for fact in told])
    return Found(claims, Value(type="list", value="; ".join(decided(fact) for fact in told)), "", 0.85)


def _records(shelf: Shelf) -> Iterator[list[StoredFact]]:
    """The decisions of each management review, in the order of its record."""
    found: dict[tuple[int, str], list[StoredFact]] = {}
    for fact in shelf.facts("decision"):
        if fact.get("held") and _NAMED.search(_title(shelf, fact)):
            found.setdefault((fact.document, fact.get("held")), []).append(fact)
    for facts in found.values():
        yield sorted(facts, key=_start)


def _start(fact: StoredFact) -> int:
    return fact.fact.spans[0].start if fact.fact.spans else 0


def _title(shelf: Shelf, fact: StoredFact) -> str:
    path = re.sub(r"[/_.-]+", " ", shelf.documents[fact.document].key.path)
    return f"{shelf.title(fact)} {fact.get('body')} {path}"


def _called(shelf: Shelf, fact: StoredFact) -> frozenset[str]:
    return stems(f"{_title(shelf, fact)} {fact.get('subject')}")


def _later(shelf: Shelf, day: date, as_of: date) -> bool:
    """Whether a later management review was held, whose decisions were not read."""
    held = [
        fact for fact in shelf.facts("meeting") if fact.get("state") == "held" and _NAMED.search(_title(shelf, fact))
    ]
    return any(day < (iso(fact.get("held")) or day) <= as_of for fact in held)


def _listed(shelf: Shelf, facts: Sequence[StoredFact]) -> Sequence[StoredFact]:
    """The decisions that a record lists, where all of them were read: numbered without a gap, or under a heading.

    What the text above such a heading says is told of the year, and was not decided.
    """
    numbers = [match for fact in facts if (match := _CODE.fullmatch(fact.get("number")))]
    if len(numbers) >= _LEAST and len({match[1] for match in numbers}) == 1:
        whole = sorted({int(match[2]) for match in numbers}) == list(range(1, len(numbers) + 1))
        return facts if whole else ()
    text = shelf.view.parsed(facts[0].document).text
    for place, fact in enumerate(facts):
        begun = text.rfind("\n", 0, _start(fact)) + 1
        if _HEADED.fullmatch(text[:begun].rstrip().rpartition("\n")[2]):
            return facts[place:] if _items(text[begun:]) == len(facts) - place else ()
    return ()


def _items(text: str) -> int:
    """The items of the list that ``text`` begins with."""
    count, empty = 0, False
    for line in text.splitlines():
        if _ITEM.match(line):
            count += 1
        elif empty and line.strip():
            break
        empty = not line.strip()
    return count
