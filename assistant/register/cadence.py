"""How often a body meets, as a sentence of its papers says it ("The group meets every second month")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer import Claim, Value
from assistant.query import Query
from assistant.register.bodies import names_one
from assistant.register.cite import span_citation
from assistant.register.match import Shelf
from assistant.register.result import Found
from assistant.register.words import spelled_out, stems
from assistant.sections import veiled
from assistant.standing import day_of, stale
from evidence.lexical import analyse
from evidence.model import Hit, StoredPassage

_ASKED = re.compile(
    r"^(?:(?:and|so|but)\s+)?(?:how (?:often|frequently|many times a (?:year|month))|at what intervals) "
    r"(?:(?:does|do|must|should|shall|will|is|are) )(?:the |our )?(?P<body>[^?,]{2,60}?) (?:to )?(?:meet|sit|convene|come together|get together|held)\s*[?.!]*$",
    re.I,
)
_COUNT = r"(?:\d{1,2}|one|two|three|four|five|six|eight|ten|twelve|second|third|other|2nd|3rd)"
_UNIT = r"(?:weeks?|months?|quarters?|years?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?)"
_OFTEN = (
    rf"(?:every (?:{_COUNT} )?(?:(?:to|or) {_COUNT} )?{_UNIT}(?: of (?:the|each|every) (?:month|quarter|year))?"
    rf"|(?:once|twice|{_COUNT} times|at least once|at least twice) (?:a|an|per|every|each|in) (?:{_COUNT} )?(?:(?:to|or) {_COUNT} )?{_UNIT}"
    r"|weekly|fortnightly|monthly|quarterly|yearly|annually|half-yearly|bi-?monthly|six-weekly|each (?:week|month|quarter|year))"
)
_MEETS = re.compile(
    rf"(?P<said>\b(?:meets?|sits?|convenes?|is convened|comes? together|gets? together|calls? the [\w ]{{3,40}}|meetings (?:are|take place)(?: held)?|shall meet|will meet)\b"
    rf"[^.;:|\n]{{0,40}}?\b(?P<often>{_OFTEN})(?!\w))",
    re.I,
)
_NOT = re.compile(r"\b(?:not|no longer|used to|until|instead of|proposed|asked|suggested|wished|would)\b", re.I)
_ITSELF = re.compile(
    r"(?:\W|\d)*(?:we|it|the (?:group|committee|board|council|forum|panel|table|team)|group|committee|board|council|forum|panel|meetings?|meets?)\b",
    re.I,
)
_START = re.compile(r"(?<=[.;:|\n])")
_READ = 20_000


@dataclass(frozen=True, slots=True)
class _Said:
    often: str
    passage: StoredPassage
    start: int
    end: int
    day: date | None


def find(shelf: Shelf, query: Query, as_of: date, found: Sequence[Hit]) -> Found | None:
    """How often the body that ``query`` names meets, by the newest of the papers of ``found`` that says it; else ``None``."""
    match = _ASKED.match(query.text.strip())
    if match is None or not (names_one(analyse(match["body"])) or match["body"][:1].isupper()):
        return None
    said = [each for hit in found for each in _told(shelf, hit, match["body"]) if each.day is None or each.day <= as_of]
    newest = max((each.day for each in said if each.day), default=None)
    said = [each for each in said if each.day == newest]
    if not said or len({each.often.lower() for each in said}) > 1:
        return None
    best = said[0]
    text = shelf.view.text(best.passage.document)[best.start : best.end]
    citation = span_citation(shelf.view, best.passage.doc_id, best.start, best.end)
    return Found(
        (Claim(text=" ".join(text.split()), citations=(citation,)),), Value(type="text", value=best.often), "", 0.8
    )


def _told(shelf: Shelf, hit: Hit, body: str) -> Iterator[_Said]:
    """The sentences of a passage that say how often the body meets: by its name, or of itself in its own papers."""
    passage = hit.passage
    parsed = shelf.view.parsed(passage.document)
    if passage.hidden or stale(passage.doc_id, parsed):
        return
    text = passage.text[:_READ]
    for match in _MEETS.finditer(text):
        begin = max((cut.start() for cut in _START.finditer(text, 0, match.start())), default=0)
        sentence = text[begin : match.end()]
        if _NOT.search(sentence) or not (
            _named(body, sentence) or (_ITSELF.match(sentence) and _own(shelf, passage, body))
        ):
            continue
        begin += len(sentence) - len(sentence.lstrip(" \t\n*_#|>-"))
        start, end = passage.start + begin, passage.start + match.end()
        if not veiled(parsed, start, end) and parsed.text[start:end] == text[begin : match.end()]:
            yield _Said(" ".join(match["often"].split()), passage, start, end, day_of(parsed))


def _named(body: str, words: str) -> bool:
    """Whether ``words`` name the body with every word of its name, or by its initials."""
    asked = frozenset(analyse(body))
    short = any(spelled_out(body, word) for word in re.findall(r"\b[A-Z]{3,6}\b", words))
    return short or asked <= stems(words)


def _own(shelf: Shelf, passage: StoredPassage, body: str) -> bool:
    """Whether the document is the body's own: its minutes, or a paper whose title names it."""
    document = shelf.documents[passage.document]
    held = [fact.get("body") for fact in shelf.facts("meeting") if fact.document == passage.document]
    return any(_named(body, name) for name in (document.title, *held) if name)
