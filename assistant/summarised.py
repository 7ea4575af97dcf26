"""The one document that a question wants summarised: by what it is called, the body that met, and the day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.periods import joined_periods
from assistant.query import Period, Query
from assistant.ranking import rarity
from assistant.register import bodies, nouns
from assistant.standing import stale
from assistant.words import presence, stems
from evidence.lexical import analyse
from evidence.model import StoredDocument, StoredFact
from evidence.view import View

_FORM = r"(?:words|lines|sentences|bullets?|bullet points|points)"
_SUMMARY = r"(?:summary|recap|overview|digest|synopsis|run-?down|gist|tl;?dr)"
_REQUEST = re.compile(
    r"\b(?:(?:please |can you |could you )?(?:summari[sz]e|sum up|recap|condense)(?: for (?:me|us))?"
    rf"|(?:an? |the )?(?:(?:quick|short|brief|executive|one[- ]page|management) )*{_SUMMARY}(?: version)?"
    r"(?: (?:of|on|for|from))?(?= |$)"
    rf"|in (?:a few|a couple of|two|three|four|five|short|brief|plain)(?: (?:short|plain|simple))?(?: {_FORM})?"
    r"|(?:what (?:are|were) )?(?:the )?(?:main|key|most important|essential) (?:points|messages|takeaways|content)"
    r"(?: (?:of|from|in))?"
    r"|(?:bring|get) (?:me|us) up to speed (?:on|with)|brief (?:me|us) on)",
    re.I,
)
"""The words that ask for a summary, and not what of."""
_COURTESY = re.compile(
    r"\b(?:please|pls|give|show|tell|send|write|need|want|me|us|quick|quickly|short|shortly|brief|briefly|stuff|things?"
    r"|kindly|thanks"
    r"|last|latest|newest|most recent|current|for (?:the )?(?:board|management|executives|auditors?|me|us)$"
    r"|document|paper|file|minutes of|meeting)\b",
    re.I,
)
_TOPIC = re.compile(r"\s(?:on|about|regarding|concerning|as to|in terms of)\s+(?=\S)", re.I)
_SEVERAL = re.compile(
    r"\b(?:all|every|each|both|history|story|development|progress|trend|since|between|from .+ to|across|compare\w*"
    r"|leadership|who|whom|when|where|which|how|why|whether|what .+ (?:did|wrote|said)|is|are|was|were)\b",
    re.I,
)
"""More than one document is wanted, or a judgement on it."""
_ENOUGH = 0.7  # of the words that name it, by rarity, that its name or its opening must hold
_OPENING = 300  # characters of a document in which it says what it is
_ENOUGH_DATED = 0.55  # where its day is named as well
_FROM_OPENING = 0.7  # what a word there counts
_A_MESSAGE = 0.3  # taken off a message: what is called so is rather the paper that it speaks of
_OUTDATED = 0.5  # a draft, or what is filed as superseded
_MESSAGES = (".eml", ".msg", ".mbox")
_LETTER = re.compile(r"\b(?:e-?mails?|mails?|messages?|letters?|wrote|posts?)\b", re.I)
_CALLED = 0.4  # what it counts that little else stands in the name
_VERSION = re.compile(r"\b(?:v|version|edition|rev|issue|draft|final)?[ .]*\d[\d.]*\b", re.I)
_HEADINGS = 2
_FEW = 31  # days of a period that tells one paper from the next
_STATES = frozenset(analyse("open closed overdue current top highest main all own ai used"))
_PASSED = frozenset("the a an of in on at to for from by with and or our we us i my it this that s".split())


@dataclass(frozen=True, slots=True)
class Wanted:
    """The document to be summarised, and the words of the only subject in it that is asked about, if any."""

    document: StoredDocument
    topic: str = ""
    held: date | None = None


def wanted(query: Query, view: View, today: date) -> Wanted | None:
    """The document that ``query`` wants summarised; none for another question, or where none is told surely."""
    if not _REQUEST.search(query.text):
        return None
    text = " ".join(_COURTESY.sub(" ", _REQUEST.sub(" ", query.text)).split()).strip(" ?.!:;,-–")
    if not text or _SEVERAL.search(text) or _of_a_register(text):
        return None
    whole = _of(text, "", view, today)
    if whole is not None:
        return whole
    parted = [match for match in _TOPIC.finditer(text) if match.start() > 0]
    return _of(text[: parted[-1].start()], text[parted[-1].end() :], view, today) if parted else None


def _of(text: str, topic: str, view: View, today: date) -> Wanted | None:
    """The document called ``text``, the newest of those that are called so alike."""
    periods = [each for each in joined_periods(text, today) if (each.last - each.first).days <= _FEW * 12]
    for each in periods:
        text = text.replace(each.text, " ")
    terms = [term for term in dict.fromkeys(analyse(text)) if term not in _PASSED]
    if not terms:
        return None
    total = view.counts.passages
    weights = {term: rarity(total, view.frequency(term)) for term in terms}
    meetings, letters = _meetings(view), bool(_LETTER.search(text))
    dated = any((each.last - each.first).days < _FEW for each in periods)
    found: list[tuple[float, date, StoredDocument]] = []
    for document in view.documents():
        meeting = meetings.get(document.rowid)
        if meeting is not None and _of_others(view, terms, meeting.get("body")):
            continue
        days = _days(document, meeting)
        if periods and not any(_within(day, each) for day in days for each in periods):
            continue
        likeness = _likeness(weights, document, meeting, view, _ENOUGH_DATED if dated else _ENOUGH)
        likeness -= _OUTDATED * bool(likeness and stale(document.doc_id, view.parsed(document.rowid)))
        likeness -= _A_MESSAGE * bool(likeness and not letters and document.key.path.lower().endswith(_MESSAGES))
        if likeness:
            found.append((likeness, max(days, default=date.min), document))
    if not found:
        return None
    best = max(found, key=lambda each: (each[0], each[2].doc_id))
    if bodies.names_one(terms) and not periods and best[2].rowid in meetings:
        series = [each for each in found if each[2].rowid in meetings]
    else:
        series = [each for each in found if _alike(each[2], best[2], meetings)]
    _, day, document = max(series, key=lambda each: (each[1] <= today, each[1], each[0], each[2].doc_id))
    return Wanted(document, topic.strip(), None if day == date.min else day)


def _of_a_register(text: str) -> bool:
    """Whether entries of a register are named and nothing else: "our suppliers" are listed, not summarised."""
    kinds = nouns.kinds_named(text)
    if not kinds or not text.lower().endswith("s"):
        return False
    return not set(analyse(nouns.noun_words(kinds[0]).sub(" ", text))) - _PASSED - _STATES


def _of_others(view: View, terms: Sequence[str], body: str) -> bool:
    """Whether the body that met is another than the one that is named: the Board is no Board Risk Committee."""
    return not bodies.of_body(terms, body) or bodies.is_another(view, terms, body)


def _likeness(
    weights: dict[str, float], document: StoredDocument, meeting: StoredFact | None, view: View, enough: float
) -> float:
    """How surely a document is the one called by some words: how much of these its name or opening holds, and how much
    of its title they are; 0 where that is too little."""
    name, opening = view.about(
        document.rowid, ("called", meeting is None), lambda: _name(document, meeting, view), lambda found: 4_000
    )
    held = {term: max(presence(term, name), _FROM_OPENING * presence(term, opening)) for term in weights}
    share = sum(weight * held[term] for term, weight in weights.items()) / sum(weights.values())
    if share < enough:
        return 0.0
    title = [word for word in analyse(_VERSION.sub(" ", document.title)) if word not in _PASSED]
    said = sum(any(presence(term, frozenset({word})) for term in weights) for word in title)
    return share + _CALLED * said / max(1, len(title))


def _alike(one: StoredDocument, other: StoredDocument, meetings: dict[int, StoredFact]) -> bool:
    """Whether two are editions of one document, or minutes of one body: the newest is meant where no day is named."""
    if one.rowid in meetings and other.rowid in meetings:
        return meetings[one.rowid].get("body").casefold() == meetings[other.rowid].get("body").casefold()
    titles = [analyse(_VERSION.sub(" ", each.title)) for each in (one, other)]
    return titles[0] == titles[1]


def _meetings(view: View) -> dict[int, StoredFact]:
    """Document -> the meeting whose minutes it is: the first that it speaks of, with its day."""
    return view.derived("first meetings", _first_meetings)


def _first_meetings(view: View) -> dict[int, StoredFact]:
    first: dict[int, StoredFact] = {}
    for fact in view.facts("meeting"):
        held = first.get(fact.document)
        if fact.fact.spans and (held is None or fact.fact.spans[0].start < held.fact.spans[0].start):
            first[fact.document] = fact
    return {document: fact for document, fact in first.items() if fact.get("held")}


def _days(document: StoredDocument, meeting: StoredFact | None) -> list[date]:
    stated = [each.value for each in document.metadata.dates if each.kind not in ("review", "modified")]
    if meeting is not None:
        try:
            return [date.fromisoformat(meeting.get("held"))]
        except ValueError:
            return stated
    return stated


def _within(day: date, period: Period) -> bool:
    return period.first <= day <= period.last


def _name(document: StoredDocument, meeting: StoredFact | None, view: View) -> tuple[frozenset[str], frozenset[str]]:
    """The words by which a document is called (title, path, the body that met), and those in which it begins."""
    parsed = view.parsed(document.rowid)
    told = [document.title, re.sub(r"[/_.-]+", " ", document.key.path)]
    if meeting is not None:
        told += [meeting.get("body"), meeting.get("title"), "meeting minutes"]
    return stems(" ".join(told)), stems(parsed.text[:_OPENING])
