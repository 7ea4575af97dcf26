"""One value of one record: the record is what the question is about, the label is what remains of the question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from assistant.answer import Claim, Derivation, Value
from assistant.named_documents import is_named
from assistant.periods import joined_periods
from assistant.query import Period, Query
from assistant.readable import on_a_line
from assistant.register import people
from assistant.register.cite import span_citation
from assistant.register.match import Shelf, holds_identifier
from assistant.register.records import worth
from assistant.register.records.gather import Cell, Entry, records
from assistant.register.records.grids import Column, outdated
from assistant.register.records.meaning import asked_for, purpose, usual
from assistant.register.relations import RELATIONS
from assistant.register.request import NOISE
from assistant.register.result import Found
from assistant.register.speak import day_words
from assistant.register.words import coverage, presence, stems
from assistant.timing import in_time
from assistant.understand import content_terms
from evidence.embedders import Embedder
from evidence.errors import UnknownDocument
from evidence.lexical import analyse
from evidence.model import StoredDocument
from evidence.states import ahead, of_a_deed
from evidence.view import View

VALUE = "value"
_LIKE, _SURE, _MARGIN = 0.4, 0.75, 0.05
"""Least likeness of label and remainder, least share of the question that is explained, least lead over another value;
the first two calibrated on three sample organisations, each left out in turn."""
_ABOUT = 0.45  # share of the question's words that record and label hold where no identifier tells which is meant
_HELD = 0.35  # share of the question's words that a record must hold to be compared at all
_LONG = 90  # characters of a value
_TEXT = 400  # characters of a value in words
_WHOLE = 0.85  # share of the question's words that record and label hold where words of any kind would do
_CALLED = 0.8  # likeness of a label that the question gives itself
_ALIKE = 0.9  # presence of a term that is as good as the term itself
_DOCUMENTS = 12
_ASKING = frozenset(
    "who when what is the of was are were did does do has have had how much which and by on to in a an for our".split()
)
_GENERAL = stems("person people name who by date day when on value now today current currently")
"""Words of labels that tell what sort of value it is, and not what it has to do with the record."""
_LOOSE = stems("current currently present actual new same whole last latest first next other named that they it your")
"""Words beside a label that make no other thing of it."""
_SMALL = frozenset("the a an our of for in on at to with from this that".split())
_REPORTS = re.compile(r"\breports? (?:directly )?to\b", re.I)  # a chart tells that, no label
_NEGATED = re.compile(r"\b(?:not|never|no|nobody|none|without|neither)\b|n['’]t\b", re.I)
_SEVERAL = re.compile(r"(?:(?:and|so|but)\s+)?(?:who|which|what) (?:are|were)\b", re.I)  # one value is not all of them
_AMOUNT = re.compile(
    r"\b(?:how (?:much|many|big|high|large|long|often)|score[sd]?|amount|figure|rate|level|limit|target|threshold|"
    r"percentage)\b",
    re.I,
)
_OVER = re.compile(
    r"\b(?:overdue|late|expired?|lapsed?|r[au]n out|out of date|past (?:its|their|the) (?:\w+ )?date|over)\b", re.I
)
_GOOD = re.compile(
    r"\b(?:(?:still )?(?:valid|in date|in force|good|current|covered|running|on time)|up to date)\b", re.I
)
_REQUEST = re.compile(r"\b(?:requests?|requisitions?|applications? for|bids?|proposals?|quot(?:e|ation)s?)\b", re.I)
_REQUESTED = re.compile(
    r"\b(?:request|requisition|ask(?:ed|ing)? for|appl(?:y|ied|ication)|bid|propos|quot(?:e|ation)|want|estimat)", re.I
)
_DID = re.compile(
    r"^(?:(?:and|so|but)\s+)?(?:(?:when|(?:on )?(?:what|which) (?:day|date)) (?:was|were|did|has|have|had)|who (?!(?:is|are|was|were|will|would|shall|should|has to|must)\b)\w+)\b",
    re.I,
)
"""What asks after something that was done."""
_ONE_OF = re.compile(
    r"^(?:and |so )?which (?:firm|company|supplier|vendor|provider|body|person|team|bank|insurer)\b", re.I
)
_NOW_THAT = re.compile(r"\b(?:now that|given that|seeing that)\b.*$", re.I)
_LIST_ITSELF = re.compile(
    r"\b(?!(?:in|of|on|to|from|per|by)\b)\w+ (?:the |our )?[a-z]+ (?:register|registry|log|inventory|matrix)[\s?.!]*$",
    re.I,
)
_PERSON = re.compile(
    r"(?:full )?names?|who|persons?|employees?|staff(?: members?)?|participants?|colleagues?|trainees?", re.I
)
_POST = re.compile(r"(?:job )?(?:roles?|functions?|posts?|positions?|titles?|jobs?|teams?|departments?)", re.I)
"""The first two labels of a register of people."""
_REPLACED = re.compile(r"\b(?:replac|supersed)(?:es|ing)\b", re.I)
_LAST = re.compile(r"\blast\b", re.I)
_FROM = re.compile(r"\b(?:from|until|since|to)\b", re.I)
_ITEM = re.compile(r"^(?:[A-Z]|\d{1,2}(?:\.\d{1,2})*)[.)]\s+")
_WHAT = re.compile(r"^(?:and |so )?(?:what(?:['’]s| is| was)|which)\b", re.I)
_DEPUTY = re.compile(r"\b(?:deputy|acting|interim|vice|assistant|substitute|stand-in)\b", re.I)
_COMPARED = re.compile(
    r"\b(?:compare[ds]?|comparison|versus|vs|difference between|(?:higher|lower|bigger|larger|smaller|older|newer|longer|shorter|better|worse|fewer)\b.*\bor)\b"
    r"|\b(?:below|under|above|over|beyond|behind|short of|reach\w*|miss(?:ed|es|ing)?|exceed\w*|breach\w*|met|meets?)\b"
    r".{0,40}\b(?:targets?|thresholds?|limits?|goals?|baselines?)\b",
    re.I,
)
"""Two things are asked about, or one against its target: one value is no answer."""
_ANY_AI = frozenset(
    analyse(
        "ai artificial intelligence responsible responsibility accountable charge owns owner leads lead in for who overall"
    )
)
"""Who is responsible for AI as such stands in no record of one system."""
_HOLDER = re.compile(
    r"(?:and |so |but )?who(?:['’]s| is| was| are) (?:now |currently )?(?:the |our |an? )?(?P<role>[^?.!]+)", re.I
)
_OFFICE = re.compile(
    r"(?:and |so |but )?who(?:['’]s| is| was) (?:now |currently )?(?:the |our |an? )?(?:[\w'’&/-]+ ){0,5}?"
    r"(?P<head>officer|manager|director|head|lead|secretary|chief|president|engineer|controller|coordinator|treasurer|clerk)"
    r"(?: (?:of|for) [^?.!]+)?[?.! ]*$",
    re.I,
)
_ENTITLED = re.compile(
    r"\bwho (?:may|can|must|should|shall|(?:is|are) (?:allowed|authori[sz]ed|entitled|permitted) to|ha(?:s|ve) to|needs? to)"
    r"\s+(?P<deed>\w+)",
    re.I,
)
"""What asks after a right or a duty: whoever is named in a record has it only where the label names that deed."""
_EARLIER = re.compile(r"\b(?:previous|former|superseded|old|earlier|before|used to|then)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Hit:
    document: StoredDocument
    entry: Entry
    cell: Cell
    score: float
    explained: float
    like: float


def find(
    shelf: Shelf, embedder: Embedder, query: Query, as_of: date, documents: Sequence[StoredDocument], own: str = ""
) -> Found | None:
    """The value that ``query`` asks for from the records of ``documents`` (those that were found, the likeliest first).

    ``own`` are the question's own words where ``query`` puts them in others.
    """
    wanted = _wanted(query)
    spans = joined_periods(query.search_text, as_of)
    if (
        not wanted
        or _REPORTS.search(query.text)
        or _NEGATED.search(query.text)
        or _SEVERAL.match(query.text)
        or _COMPARED.search(query.text)
        or (query.kind == "who" and not set(query.terms) - _ANY_AI)
        or len(spans) > 1
    ):
        return None
    terms = [t for t in content_terms(query.search_text) if t not in NOISE] or list(query.terms)
    weights = {term: shelf.rarity.weight(term) for term in terms}
    hits: list[_Hit] = []
    for document in documents[:_DOCUMENTS]:
        if wanted == "number" and _REQUEST.search(document.title) and not _REQUESTED.search(query.text):
            continue  # what it names is what was asked for, whatever was given
        if outdated(document) and not _EARLIER.search(query.text) and not query.numbers:
            continue
        entries = [e for e in records(shelf.view.parsed(document.rowid)) if _fits(e, document, query, spans)]
        entries = [e for e in entries if is_named(own or query.text, _told(e, document))]
        entries = [e for e in entries if _stands_in(own or query.text, e, document)]
        for entry in entries:
            hits += _rated(shelf, embedder, query, weights, document, entry, wanted)
    return _answer(shelf, embedder, query, sorted(hits, key=lambda hit: -hit.score), as_of, wanted)


def label_of(found: Found) -> str:
    """The label of the value that was found."""
    derivation = found.claims[0].derivation
    return derivation.rule.removeprefix(f"{VALUE}: ") if derivation else ""


def _wanted(query: Query) -> str:
    if query.kind in ("who", "when", "yesno"):
        return query.kind
    if _AMOUNT.search(query.text):
        return "number"
    if _ONE_OF.match(query.text):
        return "who"
    return "text" if query.kind == "what" and _WHAT.match(query.text) else ""


def _fits(entry: Entry, document: StoredDocument, query: Query, spans: Sequence[Period]) -> bool:
    """Whether a record, or what it is filed under, holds each identifier, number and day, and part of each name, asked."""
    told = _told(entry, document)
    if not all(holds_identifier(told, name) for name in query.identifiers):
        return False
    if _LIST_ITSELF.search(query.text) and not is_named(query.text, entry.words()):
        return False  # a row of the register is not the register
    if not _of_the_person(entry, query.text):
        return False
    if not all(re.search(rf"(?<!\d){re.escape(number)}(?!\d)", told) for number in query.numbers):
        return False
    labelled = f"{told} . {' . '.join(cell.label for cell in entry.cells)}"
    if not all(_holds_part(labelled, name) for name in query.names):
        return False
    days = worth.days(told)
    return all(any(span.first <= day <= span.last for day in days) for span in spans)


def _of_the_person(entry: Entry, text: str) -> bool:
    """Whether a record of a person is of the one who is asked about, by name or in all the words of a role.

    The course for volunteers is not one volunteer's, nor the office assistant's the quality assistant's.
    """
    if len(entry.cells) < 2:
        return True
    name, post = entry.cells[:2]
    if not (_PERSON.fullmatch(name.label.strip()) and _POST.fullmatch(post.label.strip())):
        return True
    said = {_bare(re.sub(r"['’]s?$", "", word)) for word in text.split()}
    role = [_bare(word) for word in post.value.split() if word.lower() not in _SMALL]
    return bool(stems(name.value) & stems(text)) or (bool(role) and all(word in said for word in role))


def _stands_in(text: str, entry: Entry, document: StoredDocument) -> bool:
    """Whether a record speaks of a deputy where one is asked about, and of the office whose holder is asked for.

    Who owns the risk of a data protection breach is not the data protection officer.
    """
    told = f"{_told(entry, document)} . {' . '.join(cell.label for cell in entry.cells)}".lower()
    office = _OFFICE.match(text)
    if office and not re.search(rf"\b{office['head'].lower()}\b", told):
        return False
    return all(match[0].lower() in told for match in _DEPUTY.finditer(text))


def _told(entry: Entry, document: StoredDocument) -> str:
    """The words of a record and of what it is filed under."""
    return f"{entry.words()} . {entry.heading} . {document.title} . {re.sub('[_/]', ' ', document.key.path)}"


def _holds_part(told: str, name: str) -> bool:
    """Whether ``told`` holds a word of a name, the name within a word, or words that it is the initials of."""
    held = stems(told)
    return name.casefold() in told.casefold() or any(presence(term, held) >= _ALIKE for term in analyse(name))


def _typed(value: str, wanted: str, embedder: Embedder, label: str) -> bool:
    if wanted == "text":
        return not worth.nothing(value) and len(value) <= _TEXT
    if worth.nothing(value) or len(value) > _LONG:
        return False
    if wanted == "who":
        return worth.names(value)
    if wanted == "when":
        return bool(worth.day(value))
    if wanted == "number":
        return worth.number(value)
    return worth.verdict(value) is not None or (
        worth.day(value) is not None and purpose(Column(label, "day", ()), embedder) in ("due", "until", "review")
    )


def _rated(
    shelf: Shelf,
    embedder: Embedder,
    query: Query,
    weights: dict[str, float],
    document: StoredDocument,
    entry: Entry,
    wanted: str,
) -> Iterable[_Hit]:
    own = stems(entry.words()) | stems(entry.heading)
    filed = stems(f"{document.title} {re.sub('[_/.-]+', ' ', document.key.path)}")
    if coverage(weights, own | filed | stems(" . ".join(cell.label for cell in entry.cells))) < _HELD:
        return
    rest = _remainder(_NOW_THAT.sub("", query.text), own | filed)
    cells = [cell for cell in entry.cells if cell.label and _typed(cell.value, wanted, embedder, cell.label)]
    cells = [cell for cell in cells if not _REPORTS.search(cell.label)]
    if wanted == "when":
        cells = [cell for cell in cells if not _of_another_day(query.text, cell.label, embedder)]
    cells = [cell for cell in cells if not (wanted == "who" and _is_the_role(query.text, cell.value))]
    cells = [cell for cell in cells if not _repeats(query.text, cell.value, wanted)]
    cells = [cell for cell in cells if _speaks_of_the_deed(query.text, f"{cell.label} {entry.heading}")]
    if _DID.match(query.text) and not ahead(query.text):
        cells += [cell for cell in entry.cells if cell.label and wanted == "when" and worth.never(cell.value)]
        cells = [cell for cell in cells if _happened(cell, wanted)]
    for cell in called([cell for cell in cells if not _cut_short(query.text, cell, own | filed)], query):
        label = stems(cell.label.replace("_", " "))
        if _torn(query.text, label, shelf.names - {stems(document.title)}):
            continue
        if label <= _GENERAL and content_terms(rest):
            continue  # "Person" does not say what the person has to do with it
        like = _CALLED if _calls(query.text, cell) else asked_for(_asks(query.text, rest, label), cell.label, embedder)
        covered, held = coverage(weights, own | filed | label), coverage(weights, own | label)
        explained = covered + (1.0 - covered) * max(0.0, like)
        if wanted == "text" and not (like == _CALLED and covered >= _WHOLE and coverage(weights, own | filed) > 0):
            continue  # words of any kind are an answer only under the very label, of the very record
        if like >= _LIKE and explained >= _SURE and (covered >= _ABOUT or query.identifiers):
            yield _Hit(document, entry, cell, explained + 0.3 * held + 0.3 * like, explained, like)


def _of_another_day(text: str, label: str, embedder: Embedder) -> bool:
    """Whether a label is of what was replaced, or of a beginning or an end where it is asked when something was last done."""
    if _REPLACED.search(label):
        return True
    last = _LAST.search(text) and not _LAST.search(label)
    return bool(last) and bool(_FROM.search(label)) and usual(label, embedder) in ("start", "until")


def _asks(text: str, rest: str, label: frozenset[str]) -> str:
    """The words that a label is compared with: what is left of a question, or all of it where that asks nothing.

    The verb may be gone as well: minutes that are to "approve the plan" hold it, and their director approves nothing.
    """
    asks = {_bare(word) for word in rest.split()} - _ASKING
    return rest if asks or (rest and label <= _GENERAL) else text


def _happened(cell: Cell, wanted: str) -> bool:
    """Whether a record says under a label who did something, or when, rather than who is to do it, or when it is due."""
    if wanted == "when":
        return not ahead(cell.label) and (worth.never(cell.value) or of_a_deed(cell.value))
    return wanted != "who" or not worth.unsettled(cell.value)


def _is_the_role(text: str, value: str) -> bool:
    """Whether a value is a role where the holder of a role is asked for: the security officer is no answer to who that is."""
    match = _HOLDER.match(text)
    return match is not None and people.sort(match["role"]) == "role" == people.sort(value)


def _repeats(text: str, value: str, wanted: str) -> bool:
    """Whether a value is but what is asked about: the author of the policy is not "policy"."""
    said = content_terms(value)
    return wanted in ("who", "text") and bool(said) and all(presence(term, stems(text)) >= _ALIKE for term in said)


def _speaks_of_the_deed(text: str, label: str) -> bool:
    """Whether a label, with the heading above it, names what somebody may or must do, where that is asked after."""
    match = _ENTITLED.search(text)
    held = stems(label)
    return match is None or any(presence(term, held) >= _ALIKE for term in analyse(match["deed"]))


def _torn(text: str, label: frozenset[str], titles: Iterable[frozenset[str]]) -> bool:
    """Whether a word between those of the label makes another thing of it, after which another document is called.

    The next management review is no next review, where there is a document on management reviews.
    """
    words = [stems(word) for word in text.split()]
    first = next((place for place, word in enumerate(words) if word & label), len(words))
    return any(
        word and not word & label and after & label and any(word <= title and after & title for title in titles)
        for word, after in pairwise(words[first:])
    )


def called(cells: Sequence[Cell], query: Query) -> Sequence[Cell]:
    """Of the cells that may hold the value, those that the question calls by their label, if it does so at all."""
    return [cell for cell in cells if _calls(query.text, cell)] or cells


def _calls(text: str, cell: Cell) -> bool:
    label = _label(cell)
    return bool(label) and label <= stems(text)


def _label(cell: Cell) -> frozenset[str]:
    return stems(_ITEM.sub("", cell.label.replace("_", " "))) - _GENERAL


def _cut_short(text: str, cell: Cell, held: frozenset[str]) -> bool:
    """Whether ``text`` gives the label as part of a longer name: the lead auditor is no lead, nor the executive sponsor
    of a system the sponsor of its audit. ``held`` are words that tell which record is meant."""
    label = _label(cell)
    if not label or not label <= stems(text):
        return False
    for before, after in pairwise(text.split()):
        if not before[-1].isalnum() or (stems(before) & label) == (stems(after) & label):
            continue
        other = after if stems(before) & label else before
        if _bare(other) not in _ASKING | _SMALL and not stems(other) & (label | held) and not stems(other) <= _LOOSE:
            return True
    return False


def _remainder(text: str, held: frozenset[str]) -> str:
    """What of a question a record does not hold: what is asked of it. Articles and prepositions go with their words."""
    kept: list[str] = []
    gone = False
    for word in reversed(text.split()):
        gone = _in(word, held) or (gone and word.lower() in _SMALL)
        if not gone:
            kept.insert(0, word)
    return " ".join(kept).strip(" ?.!,")


def _in(word: str, held: frozenset[str]) -> bool:
    bare = _bare(word)
    return bare not in _ASKING and any(presence(term, held) >= _ALIKE for term in analyse(bare))


def _bare(word: str) -> str:
    return word.strip("?.,!:;()\"'“”").lower()


def _answer(
    shelf: Shelf, embedder: Embedder, query: Query, hits: Sequence[_Hit], as_of: date, wanted: str
) -> Found | None:
    if not hits:
        return None
    best = hits[0]
    if any(hit.score > best.score - _MARGIN and hit.cell.value != best.cell.value for hit in hits[1:]):
        return None
    if query.identifiers and any(_namesakes(hit, best) for hit in hits[1:]):
        return None
    value, lead = _value(best, query, as_of, wanted)
    if value is None:
        return None
    claim = Claim(
        text=_said(best.document, best.entry, best.cell),
        basis="computed",
        derivation=Derivation(
            rule=f"{VALUE}: {best.cell.label}", inputs=(f"{best.document.doc_id}@{best.entry.start}",)
        ),
        citations=(span_citation(shelf.view, best.document.doc_id, best.cell.start, best.cell.end),),
    )
    return Found((claim,), value, lead, min(1.0, best.explained))


def _namesakes(one: _Hit, other: _Hit) -> bool:
    """Whether two records of different documents hold different values under one label, and are asked about alike."""
    same = one.cell.label.casefold() == other.cell.label.casefold() and one.document.rowid != other.document.rowid
    return same and one.cell.value != other.cell.value and abs(one.explained - other.explained) < _MARGIN


def _value(hit: _Hit, query: Query, as_of: date, wanted: str) -> tuple[Value | None, str]:
    value = on_a_line(hit.cell.value, hit.document.doc_id)
    if wanted == "when" and worth.never(value):
        return Value(type="text", value="not so far"), "Not so far"
    if wanted == "when" and (day := worth.day(value)):
        if not in_time(query.text, day, as_of) or (day > as_of and _DID.match(query.text) and not ahead(query.text)):
            return None, ""
        return Value(type="date", value=day.isoformat()), day_words(day.isoformat())
    if wanted == "who":
        name = re.split(r"\s*[;(]\s*|,\s+(?=\d)", value)[0].strip(" .") or value
        return Value(type="name", value=name), name
    if wanted in ("number", "text"):
        return Value(type="text", value=value), value if wanted == "number" else ""
    told = worth.verdict(value) if worth.plain_verdict(value) or _says_so(query, hit.cell) else None
    day = worth.day(value)
    if told is None and day is not None:
        told = day < as_of if _OVER.search(query.text) else day >= as_of if _GOOD.search(query.text) else None
    word = "" if told is None else "yes" if told else "no"
    return (Value(type="yesno", value=word), word.capitalize()) if word else (None, "")


def _says_so(query: Query, cell: Cell) -> bool:
    """Whether a state in a record ("done", "passed") is the one that is asked about: what is done is not approved."""
    asked, state = stems(query.text), re.match(r"\w+", cell.value)
    if state and any(presence(term, asked) >= _ALIKE for term in analyse(state[0])):
        return True
    named = [each for each in RELATIONS if state and each.words.fullmatch(state[0])]
    return any(each.words.search(query.text) for each in named) or _calls(query.text, cell)


def _said(document: StoredDocument, entry: Entry, cell: Cell) -> str:
    first = entry.cells[0].value if entry.table >= 0 or len(entry.cells) > 1 else ""
    words = [text for text in (first, *(c.value for c in entry.cells[1:2])) if text and text != cell.value]
    name = on_a_line(" ".join(words) if entry.table >= 0 else document.title, document.doc_id)
    name = name if len(name) <= 120 else name[:117] + " …"
    label, value = (on_a_line(each, document.doc_id) for each in (cell.label.replace("_", " "), cell.value))
    return f"{name} – {label}: {value}"


def recompute(claim: Claim, view: View) -> bool:
    """Whether the record named has that value under that label, in the words that are cited."""
    assert claim.derivation is not None
    label = claim.derivation.rule.partition(": ")[2]
    doc_id, _, start = claim.derivation.inputs[0].rpartition("@")
    try:
        document = view.document(doc_id)
    except UnknownDocument:
        return False
    for entry in records(view.parsed(document.rowid)):
        for cell in entry.cells:
            if entry.start == int(start) and cell.label == label and _said(document, entry, cell) == claim.text:
                return any((c.start, c.end) == (cell.start, cell.end) for c in claim.citations)
    return False
