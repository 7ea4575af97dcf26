"""What one management review decided: every decision of its record, where the record lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.answer import Value
from assistant.decided import decided
from assistant.periods import joined_periods
from assistant.query import Period, Query
from assistant.register.cite import claim, merged, stands
from assistant.register.listed import headed, held_on, of_the_last, told
from assistant.register.match import Shelf, iso
from assistant.register.request import NOISE
from assistant.register.result import Found
from assistant.register.words import presence, stems
from evidence.lexical import analyse
from evidence.model import StoredDocument, StoredFact

_THINGS = r"(?:decisions?|actions?|improvements?|outputs?|outcomes?|resolutions?)"
_REVIEW = r"(?:[\w’'/.-]+ ){0,5}?management review\b"
_ASKED = re.compile(
    rf"^(?:(?:and|so|but) )*(?:what|which)(?: {_THINGS})? (?:"
    rf"(?:did|has) (?P<a>{_REVIEW}[^?]*?) (?:decided?|agreed?(?: on)?|resolved?|concluded?|make|made|take|taken|order(?:ed)?|set)(?P<rest>[^?]*)"
    rf"|(?:came|has come|comes|arose|resulted) (?:out of|from|of) (?P<d>{_REVIEW}[^?]*)"
    rf"|(?:was|were|has been|have been) (?:decided|agreed|resolved|taken|made) (?:at|in|by|during) (?P<b>{_REVIEW}[^?]*)"
    rf"|(?:was|were|are) the (?:{_THINGS} )?(?:of|from) (?P<c>{_REVIEW}[^?]*))[?.!]*$",
    re.I,
)
_NAMED = re.compile(r"\bmanagement review\b", re.I)
_PLAIN = frozenset(
    analyse("management review reviews the our last latest most recent held of in on at year meeting annual system")
)
_ABOUT = re.compile(r"\b(?:about|on the|regarding|concerning|for)\b", re.I)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_HEADED = re.compile(
    rf"[\W\d]*(?:[a-z][.)] )?(?:(?:{_THINGS}|conclusions|(?:what (?:was|we) )?(?:decided|agreed|settled)|we decided|what came (?:out|of it))"
    rf"(?: (?:taken|made|agreed|of the (?:meeting|review)))?(?: and {_THINGS})*)\W*",
    re.I,
)
_OUTPUTS = re.compile(
    r"(?:(?:(?:the|main|key|review) )?(?:outputs?|outcomes?|decisions?|resolutions?|conclusions?|improvements?)"
    r"(?: (?:of|from) the (?:management )?(?:meeting|review)| (?:taken|made|agreed|reached))?"
    r"(?: (?:and|&|for) (?:actions?|decisions?|conclusions?|outputs?|improvements?))?"
    r"|(?:what (?:was|we|they|the meeting|has been) )?(?:decided|agreed|settled|resolved|concluded)|we (?:decided|agreed)"
    r"|what came (?:out )?of it|what (?:will|is to) change)",
    re.I,
)
_ACTIONS = re.compile(
    r"(?:(?:the|agreed|new|follow-up) )?(?:actions?|action (?:list|items|points|plan)|to[- ]?dos?|tasks|next steps|improvements?)"
    r"(?: (?:agreed|decided|arising|set|given out|from the review))?|who does what(?: by when)?",
    re.I,
)
_ACTIONS_ASKED = re.compile(r"\b(?:actions?|tasks?|to-?dos?)\b", re.I)
_NO_RECORD = re.compile(
    r"\b(?:procedures?|polic(?:y|ies)|agendas?|templates?|invitations?|inputs? (?:to|for)|programmes?|plans?|schedules?|calendars?|guides?"
    r"|standards?|manuals?|minutes of the board|drafts?|registers?|prep(?:aration)?)\b",
    re.I,
)
_HEAD = 400  # characters in which a record says what it is of
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
    which = f"{match['a'] or match['b'] or match['c'] or match['d']} {match['rest'] or ''}"
    spans = joined_periods(which, as_of)
    if len(spans) > 1 or _ABOUT.search(match["rest"] or ""):
        return None
    words = which.replace(spans[0].text, " ") if spans else which
    asked = [term for term in analyse(words) if term in query.terms and term not in NOISE and term not in _PLAIN]
    return _of_decisions(shelf, asked, spans, as_of) or _of_a_section(shelf, asked, spans, query.text, as_of)


def _of_decisions(shelf: Shelf, asked: Sequence[str], spans: Sequence[Period], as_of: date) -> Found | None:
    """The decisions that were read in the record, where they are all that it lists."""
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
    facts = _listed(shelf, last[0])
    if not _LEAST <= len(facts) <= _MOST or not all(stands(shelf, fact, "outcome") for fact in facts):
        return None
    claims = merged([claim(shelf, fact, "outcome") for fact in facts])
    return Found(claims, Value(type="list", value="; ".join(decided(fact) for fact in facts)), "", 0.85)


def _of_a_section(
    shelf: Shelf, asked: Sequence[str], spans: Sequence[Period], question: str, as_of: date
) -> Found | None:
    """What the record lists under a heading that says it came of the review, whatever the words of each item."""
    held = []
    for document in shelf.documents.values():
        called = _filed_as(document)
        if not _NAMED.search(f"{called} {_opening(shelf, document)}") or _NO_RECORD.search(called):
            continue
        day = held_on(shelf, document, as_of)
        if day is None or day > as_of or not _within(spans, day, called):
            continue
        words = stems(f"{called} {_opening(shelf, document)}")
        if all(presence(term, words) for term in asked):
            held.append((day, document))
    record = of_the_last(held)
    if record is None or (not spans and _later(shelf, max(day for day, _ in held), as_of)):
        return None
    lists = headed(shelf, record, _ACTIONS if _ACTIONS_ASKED.search(question) else _OUTPUTS)
    items = [item for each in lists for item in each.items]
    text = shelf.view.text(record.rowid)
    if not items or len(items) > _MOST or any(text[start:end].rstrip().endswith("?") for start, end in items):
        return None  # a question is not decided
    return told(shelf, record, items)


def _within(spans: Sequence[Period], day: date, called: str) -> bool:
    """Whether a review of that day is of the time that is asked about: the year in its title goes before its day."""
    if not spans:
        return True
    year = _YEAR.fullmatch(spans[0].text.removeprefix("in ").strip())
    titled = set(_YEAR.findall(called)) - {f"{day:%Y}"}
    return (spans[0].first <= day <= spans[0].last and not (year and titled and year[0] not in called)) or bool(
        year and year[0] in titled
    )


def _filed_as(document: StoredDocument) -> str:
    return f"{document.title} {re.sub(r'[/_.-]+', ' ', document.key.path)}"


def _opening(shelf: Shelf, document: StoredDocument) -> str:
    """The first line of a paper that has words: its title, whatever its file is called."""
    lines = shelf.view.text(document.rowid)[:_HEAD].splitlines()
    return next((line for line in lines if re.search(r"\w{3}", line)), "")


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
