"""How, to whom and how soon something that went wrong is reported, as a rule in force says it.

A procedure says it in one of three forms: "incidents are reported to ...", "whoever sees a deviation enters it in ...",
or, under its own title, "Ring the service desk". What only mentions incidents is no such rule.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from assistant.answer import Claim, Value
from assistant.query import Query
from assistant.register.cite import span_citation
from assistant.register.match import Shelf
from assistant.register.result import Found
from assistant.register.words import stems
from assistant.sections import veiled
from assistant.standing import asks_history, day_of, outdated, pending, stale
from assistant.statements import Statement, statements
from evidence.lexical import analyse
from evidence.model import Hit, StoredDocument, StoredPassage

_WE = r"(?:I|we|you|one|staff|employees|people|anyone|somebody|someone|a user|users|workers)"
_OUGHT = r"(?:do|does|can|could|should|must|may|shall|have to|am I to)"
_TELL = r"(?:report|raise|log|notify|flag|tell (?:someone|somebody|people|anyone|you|us)?(?: ?about| ?of)|speak up about|let (?:someone|people) know about)"
_THING = r"(?P<thing{}>[^?,;]{{3,80}}?)"
_HOW = re.compile(
    rf"^(?:(?:and|so|but) )?(?:(?:how|where) {_OUGHT} {_WE} (?:have to )?{_TELL} {_THING.format(1)}"
    rf"|(?:to whom|who(?:m)?) {_OUGHT} {_WE} (?:have to )?(?:{_TELL}|tell about|call about|contact about|call for|inform about|inform of) {_THING.format(2)}(?: to)?"
    rf"|(?:how|where|to whom) (?:is|are|must|should) {_THING.format(3)} (?:be )?(?:reported|raised|logged))\s*[?.!]*$",
    re.I,
)
_SOON = re.compile(
    rf"^(?:(?:and|so|but) )?(?:how (?:soon|fast|quick|quickly|long)|by when|within what time|when) (?:{_OUGHT} {_WE} (?:have to )?{_TELL} {_THING.format(1)}"
    rf"|(?:is|are|must|should|does|do|has|have) {_THING.format(2)} (?:(?:have |has |need |needs )?to )?(?:be )?(?:reported|raised|logged)(?: internally)?)\s*[?.!]*$",
    re.I,
)
_SORTS = (
    (r"incidents?|mistakes?|errors?|problems?|malfunctions?|events?|(?:weird|odd|strange) \w+|faults?",
     r"incidents?|mistakes?|wrong|malfunctions?|weird|odd|strange|misbehav\w+|events?"),
    (r"(?:data )?breach(?:es)?|(?:data )?leaks?", r"breach(?:es)?|leaks?|astray"),
    (r"concerns?|worr(?:y|ies)", r"concerns?|worr(?:y|ies)|whistle-?blow\w*|speak(?:ing)? up"),
    (r"deviations?", r"deviations?"),
    (r"(?:security )?(?:weakness(?:es)?|vulnerabilit(?:y|ies))", r"weakness(?:es)?|vulnerabilit(?:y|ies)"),
    (r"lost [\w-]+|(?:the )?loss of .+|stolen [\w-]+|theft .*", r"loss(?:es)?|lost|stolen|theft"),
    (r"accidents?", r"accidents?"),
    (r"near[ -]miss(?:es)?", r"near[ -]miss(?:es)?"),
)  # fmt: skip
"""What is reported, as it is asked for and as rules call it."""
_LOOSE = frozenset(
    analyse(
        "a an the any my our new something someone made by with about in of on to system systems tool tools possible suspected"
        " lost stolen loss theft security internally behaviour behavior wrong weird odd strange do machine phone laptop"
        " tablet computer device"
    )
)
_DEVICE = re.compile(r"\b(?:laptop|phone|tablet|computer|device)s?\b", re.I)
_HEAD = r"[\W\d]{0,12}(?:step \d{1,3}\W{0,4})?"
_LEAD_ENDS = re.compile(r"[|;:.]\s")  # of "2. Reporting." and of a column's name
_LEADS, _LEAD = 4, 160  # such leads before a rule, and characters in which they stand
_IMPERATIVE = re.compile(
    rf"{_HEAD}(?:please )?(?:call|ring|phone|telephone|tell|report|notify|inform|contact|write to|e-?mail|mail|post(?: it)? (?:in|on|to)"
    r"|put (?:it|them) (?:in|into|on)|log (?:it|them)|enter (?:it|them)|raise (?:it|a)|use the|fill in)\b(?! (?:of|off|for)\b)",
    re.I,
)
_PASSIVE = re.compile(
    r"\b(?:is|are|be|gets?) (?:always |also |first |immediately |at once )?(?:reported|told|raised|logged|notified|entered|recorded)\b"
    r"|\b(?:go|goes) (?:straight )?(?:into|in|to)\b",
    re.I,
)
_ACTOR = re.compile(
    rf"{_HEAD}(?:whoever|anyone|anybody|everyone|everybody|(?:any|every|each) (?:employee|user|member of staff|colleague|worker|person)"
    r"|(?:all )?(?:staff|users|employees|workers|colleagues|learners)|you)\b.{0,90}?\b(?:tells?|reports?|rings?|calls?|phones?|enters?|raises?"
    r"|writes? to|logs?|informs?|contacts?|notif(?:y|ies))\b",
    re.I,
)
_OUTSIDE = re.compile(
    r"\b(?:regulators?|authorit(?:y|ies)|commission(?:er)?|ICO|customers?|clients?|patients?|famil(?:y|ies)|press|sponsors?|suppliers?|vendors?"
    r"|insurers?|police|central bank|board|quarter(?:ly)?|month(?:ly)?|trends?)\b",
    re.I,
)
_NOT = re.compile(r"\b(?:not|never|no longer|formerly|used to|instead of)\b", re.I)
_SUBJECT = 70  # characters before the verb, in which what is reported is named
_CHANNEL = re.compile(
    r"@|#\w|\d{4}|\b(?:to|into|in|on|via|through|by) (?:the |our |a )?[\w“\"']|\b(?:desk|line|mailbox|form|portal|intranet)\b",
    re.I,
)
_SOONER = re.compile(
    r"\b(?:within|in) (?:an?|one|two|three|four|five|six|\d+) (?:working |business |calendar )?(?:minutes?|hours?|days?|weeks?)\b"
    r"|\bby the end of (?:the )?[\w ]{3,25}?(?:day|shift)\b|\b(?:at once|immediately|straight ?away|without delay|the same (?:working )?(?:day|shift))\b"
    r"|\bbefore (?:you|they) (?:go|leave)\b",
    re.I,
)
_RULES = re.compile(
    r"polic(?:y|ies)|procedures?|handbook|manual|instruction|rules?|code|guide|faq|\bsops?\b|standard|how ?to|wiki|charter|plan\b",
    re.I,
)
_RECORDS = re.compile(
    r"\b(?:minutes|meeting|register|log|report|review|notes?|mail|chat|agenda|training|objectives?|job)\b|\.eml\b", re.I
)
_WIKI = re.compile(r"\b(?:faq|wiki|how ?to|chat)\b", re.I)
_NAMED = 20  # documents that are read because their name says what they are about
_LONGEST, _SHORT = 400, 45  # characters of a rule, and of a lead ("Something weird?") right before it


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be reported: how rules call it, the words that tell which, and whether a term is asked for."""

    sort: re.Pattern[str]
    terms: frozenset[str]
    soon: bool
    device: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    statement: Statement
    score: float
    day: date | None


def find(shelf: Shelf, query: Query, as_of: date, found: Sequence[Hit]) -> Found | None:
    """The rule in force, among the documents of ``found``, that says how or how soon it is reported; else ``None``."""
    asked = None if query.periods or asks_history(query.text) else _asked(query.text)
    if asked is None:
        return None
    rowids = [hit.passage.document for hit in found]
    rowids += [rowid for rowid, each in shelf.documents.items() if asked.sort.search(_about(each))][:_NAMED]
    rules = [
        rule for passage in _in_force(shelf, dict.fromkeys(rowids), as_of) for rule in _rules(shelf, passage, asked)
    ]
    if not rules:
        return None
    best = max(rules, key=lambda each: (each.score, each.day or date.min, -each.statement.start))
    at = best.statement
    citation = span_citation(shelf.view, at.passage.doc_id, at.start, at.end)
    term = _SOONER.search(at.plain) if asked.soon else None
    value = Value(type="text", value=term[0] if term else at.plain)
    return Found((Claim(text=at.plain, citations=(citation,)),), value, "", 0.8)


def _asked(text: str) -> _Asked | None:
    match = _HOW.match(text.strip())
    soon = None if match else _SOON.match(text.strip())
    match = match or soon
    thing = next((words for words in match.groups() if words), "") if match else ""
    for asked, called in _SORTS if thing else ():
        if re.search(rf"\b(?:{asked})(?=\W*$|\W+(?:with|made|by|about|in|of|on)\b)", thing, re.I):
            rest = re.sub(rf"\b(?:{asked})\b", " ", thing, flags=re.I)
            terms = frozenset(analyse(rest)) - _LOOSE
            terms |= frozenset({"data"} & set(thing.lower().split()))
            sort = re.compile(rf"\b(?:{called})\b", re.I)
            return _Asked(sort, terms, soon is not None, bool(_DEVICE.search(thing))) if len(terms) < 4 else None
    return None


def _about(document: StoredDocument) -> str:
    """The words of a document's path and title."""
    return f"{re.sub(r'[/_.-]+', ' ', document.key.path)} {document.title}"


def _in_force(shelf: Shelf, rowids: Collection[int], as_of: date) -> Iterator[StoredPassage]:
    """The passages of the rules among some documents, without drafts and editions that a newer one replaced."""
    parsed = {rowid: shelf.view.parsed(rowid) for rowid in rowids}
    old = outdated(parsed, {rowid: shelf.documents[rowid].title for rowid in rowids})
    for rowid in rowids:
        document = shelf.documents[rowid]
        held = any(fact.document == rowid for fact in shelf.facts("meeting"))
        if rowid in old or held or document.key.path.endswith(".eml"):
            continue
        if not _RULES.search(_about(document)) or _RECORDS.search(
            document.key.path.rpartition("/")[2].replace("-", " ")
        ):
            continue
        if not stale(document.doc_id, parsed[rowid]) and not pending(document.doc_id, parsed[rowid], as_of):
            yield from (each for each in shelf.view.passages(rowid) if not each.hidden)


def _rules(shelf: Shelf, passage: StoredPassage, asked: _Asked) -> Iterator[_Rule]:
    """The statements of a passage that say how it is reported, each with how much speaks for it."""
    parsed = shelf.view.parsed(passage.document)
    document = shelf.documents[passage.document]
    place = f"{_about(document)} {passage.section or ''}"
    for each in statements(passage, lambda: parsed):
        if each.kind not in ("sentence", "row") or len(each.plain) > _LONGEST or veiled(parsed, each.start, each.end):
            continue
        heading = passage.section is not None and each.before.endswith(passage.section.strip(" #"))
        before = each.before if len(each.before) <= _SHORT and not heading else ""
        score = _score(each.plain, f"{before} {each.plain}", place, asked)
        score += bool(score and asked.sort.search(_about(document)))
        if score:
            yield _Rule(each, score, day_of(parsed))


def _score(words: str, led: str, place: str, asked: _Asked) -> float:
    """How much speaks for a statement (``led`` by what stands right before it) as the rule; 0 where it is none."""
    named, headed = asked.sort.search(led), asked.sort.search(place)
    verb = _PASSIVE.search(words)
    if not (verb and asked.sort.search(words, max(0, verb.start() - _SUBJECT), verb.start())):
        verb = (_begins(_IMPERATIVE, words) or _begins(_ACTOR, words)) if named or headed else None
    if verb is None or _NOT.search(words, 0, verb.end()) or _OUTSIDE.search(words):
        return 0
    if not asked.terms <= stems(f"{led} {place}") or (asked.device and not _DEVICE.search(f"{led} {place}")):
        return 0
    if not (_SOONER if asked.soon else _CHANNEL).search(words):
        return 0
    own = bool(asked.terms) and asked.terms <= stems(led)
    said = 2 * bool(named) + 2 * bool(headed) + 2 * own + 0.5 * bool(_SOONER.search(words))
    return 1 + said if not _WIKI.search(place) else 0.5 + said / 4


def _begins(pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
    """How ``words`` begin, a few short leads aside: "2. Reporting. Whoever notices ...", "When: At once; What: Ring ..."."""
    ends = [match.end() for match in islice(_LEAD_ENDS.finditer(words, 0, _LEAD), _LEADS)]
    return next((match for start in (0, *ends) if (match := pattern.match(words, start))), None)
