"""What one audit found, and when an audit that is to come is planned: from its report, or from the letter that plans it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.answer import Value
from assistant.periods import joined_periods
from assistant.query import Period, Query
from assistant.register.cite import citations, claim, merged, stands
from assistant.register.holding import holds
from assistant.register.match import Shelf, holds_identifier, iso
from assistant.register.request import NOISE
from assistant.register.result import Found
from assistant.register.speak import day_words
from assistant.register.words import presence, stems
from evidence.lexical import analyse
from evidence.model import StoredFact

_AUDIT = r"(?:[\w/.,’'()&-]+ ){0,9}?(?:audit|surveillance visit|gap analysis)\b"
_SORT = (
    r"(?:(?P<grade>major|minor) )?(?P<sort>non-?conformit(?:y|ies)|ncs?|(?:audit )?findings?|(?:areas? of )?concerns?"
    r"|weaknesses|problems|issues|results)"
)
_FOUND = re.compile(
    rf"^(?:(?:and|so|but) )*(?:what|which)(?: were| was)?(?: the)?(?: {_SORT})? (?:"
    rf"(?:did|has|have|does|do) (?P<a>{_AUDIT}[^?]*?) (?:find|found|raised?|ha[sd]|have|turn(?:ed)? up|reveal(?:ed)?"
    rf"|identif(?:y|ied)|uncover(?:ed)?|bring up|brought up)(?P<rest>[^?]*)"
    rf"|(?:came|come|comes|resulted|emerged|arose) (?:out of|from|in|at|up (?:in|at)) (?P<c>{_AUDIT}[^?]*)"
    rf"|(?:of|from|in|at|raised in|found in|found by|raised by) (?P<b>{_AUDIT}[^?]*))[?.!]*$",
    re.I,
)
_PLANNED = re.compile(
    r"^(?:(?:and|so|but) )*when (?:is|are|will|does) (?:the |our |your )?(?P<next>next |coming |upcoming )?"
    r"(?P<what>(?:[\w/.-]+ ){0,6}?(?:audit|visit|stage [12])\b[^?]*)[?.!]*$",
    re.I,
)
_WHO = re.compile(
    rf"^(?:(?:and|so|but) )*who (?:(?:led|did|made|carried out|conducted|performed|ran|held)|(?:was|were) the (?:lead |internal |external )?auditors?"
    rf" (?:of|for|in|at)) (?P<what>{_AUDIT}[^?]*)[?.!]*$",
    re.I,
)
_STAGE = re.compile(r"\bstage (?:[12]|one|two)\b|\bsurveillance\b|\bfollow-?up\b|\brecertification\b|\brenewal\b", re.I)
_SORTS = re.compile(r"\b(internal|external|supplier|vendor)\b", re.I)
_STANDARD = re.compile(r"\b(\d{4,5})(?::\d{4})?\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_FAULT = re.compile(
    r"\b(?:observ\w*|opportunit\w*|ofi|suggest\w*|recommend\w*|good|strength\w*|positive|concern\w*|remark\w*|advice)\b",
    re.I,
)
_PLAIN = frozenset(
    analyse(
        "audit audits report visit iso iec nr no number stage one two first second third surveillance follow up follow-up"
        " recertification renewal certification internal external supplier vendor management system systems last latest"
        " most recent next carried out done held conducted booked planned scheduled due take place be start begin of on the"
        " our gap analysis overall year annual standard"
    )
)
_COUNTED = re.compile(r"\b(\d{1,2}|no|one|two|three|four|five|six|seven|eight|nine|ten) (major|minor)\b", re.I)
_NUMERALS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DAYS = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?(?: [A-Z][a-z]+)?(?: ?[–-] ?| (?:and|to|until) )\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+(?:,? \d{4})?"
)
_MOST = 20  # findings told


def answer(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """The findings of the audit that is asked about, or the day of one to come; ``None`` where none or several are meant."""
    if match := _FOUND.match(query.text):
        which = f"{match['a'] or match['b'] or match['c']} {match['rest'] or ''}"
        return _found(shelf, query, which, (match["sort"] or "", match["grade"] or ""), as_of)
    if match := _WHO.match(query.text):
        return _auditor(shelf, query, match["what"], as_of)
    if query.kind == "when" and (match := _PLANNED.match(query.text)):
        return _planned(shelf, query, match["what"], bool(match["next"]), as_of)
    return None


def _found(shelf: Shelf, query: Query, which: str, wanted: tuple[str, str], as_of: date) -> Found | None:
    audit = _the_one(shelf, query, which, as_of)
    if audit is None:
        return None
    told = [fact for fact in shelf.facts("finding") if fact.document == audit.document and fact.get("text")]
    told = [fact for fact in told if stands(shelf, fact, "text")]
    if not told or len(told) > _MOST or _holes(told) or _fewer(audit, told):
        return None
    chosen = [fact for fact in told if _wanted(fact, *wanted)]
    if not chosen:
        return None
    claims = merged([claim(shelf, fact, _telling(shelf, fact)) for fact in chosen])
    names = "; ".join(f"{fact.get('number')} {fact.get('text')}".strip() for fact in chosen)
    return Found(claims, Value(type="list", value=names), "", 0.85)


def _the_one(shelf: Shelf, query: Query, which: str, as_of: date) -> StoredFact | None:
    """The last audit held that the question may mean; ``None`` where two reports tell of one held at that time."""
    spans = joined_periods(which, as_of)
    if len(spans) > 1:
        return None
    held = [
        (day, fact)
        for fact in shelf.facts("audit")
        if (day := _held(fact)) and day <= as_of and _meant(shelf, query, which, spans, fact)
    ]
    newest = max((day for day, _ in held), default=None)
    last = {fact.document: fact for day, fact in reversed(held) if day == newest}
    return next(iter(last.values())) if len(last) == 1 else None


def _auditor(shelf: Shelf, query: Query, which: str, as_of: date) -> Found | None:
    """Who carried out an audit, as its report names them."""
    audit = _the_one(shelf, query, which, as_of)
    if audit is None or not audit.get("auditor") or not stands(shelf, audit, "auditor"):
        return None
    who = audit.get("auditor").replace("; ", ", ")
    return Found((claim(shelf, audit, "auditor"),), Value(type="name", value=who), who, 0.85)


def _held(fact: StoredFact) -> date | None:
    """The first day of an audit that took place."""
    return iso(fact.get("from")) or iso(fact.get("to")) or (None if fact.get("planned") else iso(fact.get("written")))


def _meant(shelf: Shelf, query: Query, which: str, spans: Sequence[Period], fact: StoredFact) -> bool:
    """Whether an audit is of the sort, the time and about what the question names."""
    document = shelf.documents[fact.document]
    filed = f"{document.title} {re.sub(r'[/_.-]+', ' ', document.key.path)}"
    own = f"{fact.get('title')} {filed}"
    stages = {each.lower() for each in _STAGE.findall(which)}
    if not all(stage in own.lower() for stage in stages):
        return False
    if any(sort.lower() != fact.get("type") for sort in _SORTS.findall(which.replace("vendor", "supplier"))):
        return False
    if not all(holds_identifier(f"{own} {document.key.path}", each) for each in query.identifiers):
        return False
    words = which
    for period in spans:
        words = words.replace(period.text, " ")
        days = [day for name in ("from", "to", "written") if (day := iso(fact.get(name)))]
        year = _YEAR.fullmatch(period.text.removeprefix("in ").strip())
        if not any(period.first <= day <= period.last for day in days) and not (year and year[0] in own):
            return False
    held = stems(f"{own} {fact.get('standard')} {fact.get('scope')} {fact.get('auditor')} {fact.get('type')}")
    asked = [term for term in analyse(words) if term in query.terms and term not in NOISE and term not in _PLAIN]
    coded = {term for each in query.identifiers for term in analyse(each)}
    return all(presence(term, held) for term in asked if term not in coded)


def _telling(shelf: Shelf, fact: StoredFact) -> str:
    """The field to tell of a finding: its grade where the words cited hold it."""
    quotes = " ".join(each.quote for each in citations(shelf.view, fact, "grade"))
    return "grade" if fact.get("grade") and holds(quotes, fact.get("grade")) else "text"


def _wanted(fact: StoredFact, sort: str, grade: str) -> bool:
    if grade:
        return grade.lower() in fact.get("grade").lower()
    if re.match(r"non-?conf|ncs?$", sort, re.I):
        return not _NO_FAULT.search(fact.get("grade"))
    return True


def _holes(facts: Sequence[StoredFact]) -> bool:
    """Whether a number is left out in a row of findings, so that one of them was not read."""
    rows: dict[str, set[int]] = {}
    for fact in facts:
        if match := re.fullmatch(r"(\D*)(\d{1,2})", fact.get("number")):
            rows.setdefault(match[1], set()).add(int(match[2]))
    return any(numbers != set(range(1, len(numbers) + 1)) for numbers in rows.values())


def _fewer(audit: StoredFact, facts: Sequence[StoredFact]) -> bool:
    """Whether the audit's result counts more findings of a grade than were read."""
    for number, grade in _COUNTED.findall(audit.get("result")):
        said = int(number) if number.isdigit() else _NUMERALS.index(number.lower())
        if sum(grade.lower() in fact.get("grade").lower() for fact in facts) < said:
            return True
    return False


def _planned(shelf: Shelf, query: Query, what: str, coming: bool, as_of: date) -> Found | None:
    stages = {each.lower() for each in _STAGE.findall(what)}
    if joined_periods(what, as_of) or not (stages or coming):
        return None
    found = [fact for fact in to_come(shelf, what) if _about(shelf, query, what, fact)]
    found = [fact for fact in found if all(stage in fact.get("title").lower() for stage in stages)]
    later = [fact for fact in found if (day := iso(fact.get("planned"))) and day > as_of]
    found = later or ([] if coming else found)
    if not found:
        return None
    first = min(fact.get("planned") for fact in found)
    if not coming and any(fact.get("planned") != first for fact in found):
        return None
    told = next(fact for fact in found if fact.get("planned") == first)
    if not stands(shelf, told, "planned"):
        return None
    return Found((claim(shelf, told, "planned"),), Value(type="date", value=first), days_told(shelf, told), 0.85)


def to_come(shelf: Shelf, words: str) -> list[StoredFact]:
    """The audits that are planned and not held, against the standards that ``words`` name, if any."""
    asked = set(_STANDARD.findall(words))
    planned = [fact for fact in shelf.facts("audit") if not fact.get("from") and _to_the_day(shelf, fact)]
    return [fact for fact in planned if asked <= _standards(shelf, fact)]


def _to_the_day(shelf: Shelf, fact: StoredFact) -> bool:
    """Whether the words that plan an audit give its day: of one planned for a month the last day stands in the fact."""
    day = iso(fact.get("planned"))
    words = " ".join(each.quote for each in citations(shelf.view, fact, "planned"))
    return day is not None and bool(re.search(rf"(?<!\d)0?{day.day}(?!\d)", words))


def _standards(shelf: Shelf, fact: StoredFact) -> set[str]:
    """The standards named by an audit, or in its document up to where it is told of."""
    spans = fact.fact.spans
    before = shelf.view.parsed(fact.document).text[: spans[0].end] if spans else ""
    return set(_STANDARD.findall(f"{fact.get('standard')} {shelf.title(fact)} {before}"))


def _about(shelf: Shelf, query: Query, what: str, fact: StoredFact) -> bool:
    held = stems(f"{fact.get('title')} {fact.get('type')} {fact.get('auditor')} {shelf.title(fact)}")
    sorts = {each.lower() for each in _SORTS.findall(what)}
    own = {fact.get("type"), *(each.lower() for each in _SORTS.findall(fact.get("title")))} - {""}
    if sorts and not sorts & own:
        return False  # the next visit of a certifier is no internal audit
    asked = [term for term in analyse(_STANDARD.sub(" ", what)) if term in query.terms and term not in NOISE]
    return all(presence(term, held) for term in asked if term not in _PLAIN)


def days_told(shelf: Shelf, fact: StoredFact) -> str:
    """The days of a planned audit as its document tells them ("19 to 22 October 2031"), else the first."""
    day = iso(fact.get("planned"))
    text = shelf.view.parsed(fact.document).text
    for span in fact.fact.spans:
        for match in _DAYS.finditer(text, span.start, span.end):
            if day and re.match(rf"0?{day.day}\b|0?{day.day}(?:st|nd|rd|th)", match[0]) and f"{day:%B}"[:3] in match[0]:
                return " ".join(match[0].split())
    return day_words(fact.get("planned"))
