"""Yes or no, where facts decide it: what was signed, approved, closed, attended, in force or past on a day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answer import Conflict, Side, Value
from assistant.named_documents import named_by, speaks_of
from assistant.periods import joined_periods, periods
from assistant.query import Query
from assistant.register import editions, people, punctual
from assistant.register.cite import claim, merged, of_each_document, stands
from assistant.register.conditions import CLOSABLE, GONE, LIVE
from assistant.register.match import Match, Shelf, find, iso
from assistant.register.nouns import kinds_named
from assistant.register.numbering import namesakes
from assistant.register.relations import Relation
from assistant.register.request import Request, light, terms_of
from assistant.register.result import Found
from assistant.register.selection import CLOSED, Condition, Selection, run, standing_on
from assistant.register.speak import day_words
from assistant.register.words import long_form
from evidence import states
from evidence.lexical import analyse
from evidence.titles import version_key

_COVERED = 0.8
_NEAR = 0.12
_NAMED = 0.25  # share of a title, by rarity: the policy on AI is not the policy on the acceptable use of generative AI


@dataclass(frozen=True, slots=True)
class _State:
    """A state that a question asks about: ``words`` name it; ``yes`` and ``no`` say where it shows: (kind, field, pattern)."""

    words: re.Pattern[str]
    yes: tuple[tuple[str, str, str], ...]
    no: tuple[tuple[str, str, str], ...]


def _state(words: str, yes: str, no: str = "") -> _State:
    def read(text: str) -> tuple[tuple[str, str, str], ...]:
        parts = (part.split(" ", 2) for part in text.split(" ; ") if part.strip())
        return tuple((part[0], part[1], part[2] if len(part) > 2 else r"\S") for part in parts)

    return _State(re.compile(rf"\b(?:{words})\b", re.I), read(yes), read(no))


def _of_tasks(standing: str) -> str:
    return " ; ".join(f"{kind} closed? {standing}" for kind in CLOSABLE)


_OPEN = (
    r"\W*(?:pending|planned|requested|awaiting|not|none|no|nobody|open|draft|to be|t\.?b\.?[acd]|n/?a|[–—-]+$)(?!\w)"
)
_DOC_DRAFT = "document status draft|not (?:yet )?approved|consultation ; assessment status draft|not (?:yet )?approved"
_STATES: tuple[_State, ...] = (
    _state(
        r"sign(?:ed|ature)?s?(?: (?:on|off on) it)?|countersigned",
        "signature state filled|^valid|untrusted|written",
        "signature state empty|blank",
    ),
    _state(
        r"(?:in|come into|came into|enter(?:ed)? into) force|effective|applicable yet",
        "document status in force|approved|published|current|adopted|released",
        "document status draft|superseded|withdrawn|obsolete|not ",
    ),
    _state(
        r"approv(?:ed?|al)|adopt(?:ed)?|ratif(?:y|ied)|endorsed?|authori[sz]ed?|released?",
        rf"approval decision approved ; document status ^approved|adopted ; assessment approver ^(?!{_OPEN})\S ; resource amount",
        f"approval decision rejected|deferred ; {_DOC_DRAFT} ; assessment approver ^{_OPEN}",
    ),
    _state(
        r"rejected|turned down|declined|refused",
        "decision outcome rejected ; approval decision rejected",
        "approval decision approved ; decision outcome approved",
    ),
    _state(
        r"(?:still )?(?:open|outstanding|unresolved|pending)",
        _of_tasks("no"),
        _of_tasks("yes|ended"),
    ),
    _state(r"closed|resolved|settled", _of_tasks("yes"), _of_tasks("no")),
    _state(r"complete[d]?|finished|done", _of_tasks("yes"), _of_tasks("no|ended")),
    _state(
        r"(?:already |still )?(?:in use|live|in production|in prod|operational|running|deployed|working|active)(?: on live cases| on real cases)?",
        f"system stage {LIVE}",
        f"system stage plan|develop|reject|suspend|not (?:yet )?in use|{GONE}",
    ),
    _state(
        r"(?:fully )?implemented",
        "applicability status ^(?:fully )?implemented|^yes|^done",
        "applicability status part|not |plan|open",
    ),
    _state(r"applicable|applies|apply", "applicability applicable ^y", "applicability applicable ^n"),
    _state(r"draft", "document status draft", "document status approved|in force|published|superseded"),
    _state(r"superseded|replaced|obsolete", "document status superseded|obsolete|withdrawn", "document status ^approved|in force|published|current"),
    _state(r"quorate|quorum|inquorate", "meeting quorum ^quorate", "meeting quorum ^(?:not|in)"),
    _state(r"critical", "supplier critical ^y", "supplier critical ^n"),
    _state(r"(?:effective|work(?:s|ed)?)", "corrective_action effectiveness ^(?!.*\\b(?:not|in)effective)\\S", "corrective_action effectiveness not effective|ineffective"),
)  # fmt: skip
_SIGNED = _STATES[0]
_RUNS = re.compile(
    r"\b(?:(?:still )?(?:valid|running|in date|in force|current|cover(?:ed|s)?|hold(?:s)?|accepted|under contract|certified|qualified)|acceptance|expired?|lapsed|run out|ran out|over|ended)\b",
    re.I,
)
_LICENCE = re.compile(r"\b(?:licen[cs]es?|tickets?|cards?|certification)\b", re.I)  # that people hold
_OVER = re.compile(r"\b(?:expired?|lapsed|run out|ran out|over|ended|out of date|no longer valid)\b", re.I)
_RUNNING = (
    ("acceptance", "until", "accepted"),
    ("training", "until", "completed"),
    ("supplier", "until", "from"),
    ("agreement", "until", "from"),
    ("certificate", "until", "issued"),
)
_THERE = re.compile(
    r"\b(?:attend(?:ed|s)?|present|there|in the room|at the (?:\w+ ){0,3}(?:meeting|review|session|board)|take part|took part|participate[d]?|absent|missing)\b",
    re.I,
)
_HOLDER = re.compile(
    r"(?:and |so |but )?(?:did|was|were|has|have|had|is)\s+(?:the|our)\s+(?P<role>[\w/&-]+(?: [\w/&-]+){0,4}?)\s+(?:attend|present|there|at|in|take part|took part|absent|missing)",
    re.I,
)
_DEED = re.compile(r"(?:and |so |but )?(?:has|have|did)\b", re.I)  # whether somebody did it, not how it stands
_DOERS = ("approver", "role", "body", "signer", "field", "signatory", "by", "person")
_ADVERBS = re.compile(r"\b(?:already|yet|ever|actually|formally|really|now|also|even|officially|finally)\b", re.I)
_PASSIVE = re.compile(r"\b(?:been|be|being|got|get)\b", re.I)
_OF_DOCUMENTS = ("signature", "approval", "document", "review")
_TELLING_DIGITS = 4  # digits from which on a sum is hardly another one
_TASK = re.compile(r"\b(?:actions?|tasks?|to-?dos?|measures?|treatments?)\b", re.I)
_LATEST = re.compile(r"\b(?:last|latest|most recent|newest)\b", re.I)
_AWAY = re.compile(r"\b(?:absent|missing|away)\b", re.I)
_NOT = re.compile(
    r"\b(?:not|never|without|no longer|nobody|none|both|each|every|all|always|more than|less than|enough|before|after|whole|why|or)\b|n['’]t\b",
    re.I,
)


def answer(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """Yes or no with the facts that say so, or ``None`` where they do not decide it."""
    if punctual.asked(query):
        return punctual.answer(shelf, query, lambda each, kinds: _tasks(shelf, each, kinds, as_of))
    if _NOT.search(re.sub(r"\bor not\b", "", query.text)):
        return None
    there = _attended(shelf, query, as_of)
    return there or _document(shelf, query, as_of) or _running(shelf, query, as_of) or _in_state(shelf, query, as_of)


def _tasks(shelf: Shelf, query: Query, kinds: Sequence[str], as_of: date) -> list[Match]:
    """The tasks that a question means, those that fit best by far."""
    request = _request(query, as_of, " ")
    kinds = [kind for kind in kinds if kind in request.kinds] or kinds
    found = [m for m in _held(shelf, request, [(kind, ("closed?",)) for kind in kinds]) if m.covered >= _COVERED]
    found = [m for m in found if _meant(m) or query.identifiers]
    day = iso(found[0].fact.get("closed")) if found else None
    return [m for m in found if m.score >= found[0].score - _NEAR] if day is None or day <= as_of else []


def _document(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """The state of a controlled document; what somebody did about it, or whether it is signed, is asked of the facts."""
    deed = bool(_DEED.match(query.text))
    if deed and not _PASSIVE.search(query.text):
        return None
    return editions.state(shelf, _request(query, as_of, " "), deed=deed)


def _in_state(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    for state in _STATES:
        match = state.words.search(query.text)
        if not match:
            continue
        doer = _doer(query.text, match.start())
        request = _without(_request(query, as_of, match[0]), analyse(doer))
        places = tuple(dict.fromkeys((kind, (field,)) for kind, field, _ in (*state.yes, *state.no)))
        matches = [
            m
            for m in _held(shelf, request, places)
            if m.covered >= _COVERED and (_meant(m) or request.query.identifiers) and _of_the_one_named(shelf, query, m)
        ]
        matches = [m for m in _by(doer, matches) if not _only_a_task(m, query)]
        if not matches:
            continue
        near = _newest([m for m in matches if m.score >= matches[0].score - _NEAR], shelf, query)
        said = _said(shelf, state, request, matches, near)
        verdicts = {verdict for verdict, _ in said}
        if state is _SIGNED and len({m.fact.document for _, m in said}) == 1:
            said = [each for each in said if each[0] == min(verdicts)]  # while one line is empty, it is not signed
            verdicts = {min(verdicts)}
        if verdicts == {True} and (gainsaid := _gainsaid(shelf, [m for _, m in said])):
            return gainsaid
        if len(verdicts) == 1 and near[0].fact.kind == "applicability" and (open_point := _open_point(shelf, near[0])):
            return open_point if verdicts == {True} else None
        if verdicts == {True} and _DEED.match(query.text) and (unsigned := _unsigned(shelf, [m for _, m in said])):
            return unsigned
        if len(verdicts) == 1:
            return _found(shelf, verdicts.pop(), [m for _, m in said], near)
        if state is _SIGNED and said:
            return None  # what was approved need not be signed
    return None


def _only_a_task(match: Match, query: Query) -> bool:
    """Whether a fact is a task about the assessment or validation that is asked about: done otherwise, it is done all the same."""
    if match.fact.kind not in ("action", "treatment") or query.identifiers or _TASK.search(query.text):
        return False
    return bool({"assessment", "validation"} & set(kinds_named(query.text)))


def _said(
    shelf: Shelf, state: _State, request: Request, matches: Sequence[Match], near: Sequence[Match]
) -> list[tuple[bool, Match]]:
    """What each of the facts that fit best says; nothing where another register's record with that number stands otherwise."""
    said = [(verdict, m) for m in near if (verdict := _verdict(shelf, state, m, request.as_of)) is not None]
    if not said or not (request.query.identifiers or request.query.numbers):
        return said
    others = [m for m in matches if not request.kinds or m.fact.kind in request.kinds]
    others = [m for m in others if namesakes(m.fact, near[0].fact) and m.covered >= near[0].covered]
    verdicts = {verdict for verdict, _ in said}
    return [] if any(_verdict(shelf, state, m, request.as_of) not in (None, *verdicts) for m in others) else said


def _without(request: Request, terms: Sequence[str]) -> Request:
    return replace(request, terms=tuple(term for term in request.terms if term not in terms))


def _doer(text: str, verb: int) -> str:
    """Who is asked whether he did it ("Has Eva Novak approved …"), "" where nobody is named."""
    opened = _DEED.match(text)
    who = _ADVERBS.sub("", text[opened.end() : verb]).strip(" ,") if opened and opened.end() < verb else ""
    named = re.search(r"[A-Z]", who) or people.sort(who) != "person"
    return re.sub(r"^(?:the|our|your)\s+", "", who, flags=re.I) if who and named and not _PASSIVE.search(who) else ""


def _by(doer: str, matches: list[Match]) -> list[Match]:
    """Of ``matches``, those that name the doer or nobody; all where nobody is asked about."""
    if not doer:
        return matches
    told = [(m, [m.fact.get(name) for name in _DOERS if m.fact.get(name)]) for m in matches]
    return [m for m, names in told if not names or any(people.same(doer, each) for each in names)]


def _meant(match: Match) -> bool:
    """Whether a question names enough of a fact, and of a document enough of its title, to mean it and no other."""
    titled = match.fact.kind in ("signature", "approval", "document") and match.exact < _NAMED
    return match.exact >= 0.6 or (match.own >= 0.5 and not titled)


def _of_the_one_named(shelf: Shelf, query: Query, match: Match) -> bool:
    """Whether what is told of a document is told of the policy that is named: the AI policy is no other policy."""
    if match.fact.kind not in _OF_DOCUMENTS:
        return True
    paper = " ".join((match.fact.get("subject"), match.fact.get("title"), shelf.title(match.fact), match.fact.doc_id))
    return speaks_of(named_by(query.text), paper)


def _gainsaid(shelf: Shelf, said: Sequence[Match]) -> Found | None:
    """A sum that somebody granted beside a decision that refuses or puts off the very same: the two disagree."""
    for match in said:
        amount = match.fact.get("amount").partition(".")[0] if match.fact.kind == "resource" else ""
        if len(amount) < _TELLING_DIGITS:
            continue
        same = re.compile(rf"(?<![\d.,]){amount}(?!\d|[.,]\d)")
        for other in shelf.facts("decision"):
            text = re.sub(r"(?<=\d)[,'’ ](?=\d{3}\b)", "", other.get("text"))
            if other.get("outcome") in ("rejected", "deferred") and same.search(text):
                claims = (claim(shelf, match.fact, "amount"), claim(shelf, other, "outcome"))
                sides = (Side(value="approved", claim=0), Side(value=other.get("outcome"), claim=1))
                conflict = Conflict(subject=match.fact.get("purpose"), attribute="approval", sides=sides)
                return Found(claims, None, "The records disagree", match.covered, (conflict,))
    return None


def _unsigned(shelf: Shelf, said: Sequence[Match]) -> Found | None:
    """A document that says that it was approved beside the empty signature line of the same document: the two disagree."""
    match = next((m for m in said if m.fact.kind == "approval"), None)
    if match is None or len({m.fact.document for m in said if m.fact.kind == "approval"}) > 1:
        return None
    blank = editions.blank_signatures(shelf, {match.fact.document})
    return editions.unsigned(shelf, (match.fact, _telling(match)), blank[0]) if blank else None


def _held(shelf: Shelf, request: Request, places: Sequence[tuple[str, tuple[str, ...]]]) -> list[Match]:
    """Facts that hold one of the fields; whether a finding is closed shows in its date or status."""
    asked = [(kind, ("closed", "status", "number") if fields == ("closed?",) else fields) for kind, fields in places]
    return [m for m in find(shelf, request, asked) if not _later(m, request.as_of)]


def _later(match: Match, as_of: date) -> bool:
    day = iso(match.fact.get("approved") or match.fact.get("signed") or match.fact.get("held"))
    return bool(day and day > as_of)


def _newest(near: list[Match], shelf: Shelf, query: Query) -> list[Match]:
    """Without what newer editions or reports replace, unless the question names an edition."""
    living = [m for m in near if not shelf.past(m.fact) or m.fact.get("status") == "draft"]
    near = living or near
    wants_new = bool(re.search(r"\bnew(?:est)?\b|\blatest\b|\bdraft\b", query.text, re.I))
    versions = {m.fact.get("version") for m in near if m.fact.get("version")}
    if len(versions) > 1:
        latest = max(versions, key=version_key)
        drafts = {m.fact.get("version") for m in near if "draft" in m.fact.get("status").lower()}
        if not wants_new and latest in drafts:
            latest = max(versions - drafts, key=version_key, default=latest)
        near = [m for m in near if m.fact.get("version") in ("", latest)]
    if near and near[0].fact.kind in (
        "system",
        "finding",
        "corrective_action",
        "action",
        "incident",
        "treatment",
        "applicability",
    ):
        day = max((m.fact.get("written") for m in near), default="")
        near = [m for m in near if m.fact.get("written") == day] or near
    return near


def _verdict(shelf: Shelf, asked: _State, match: Match, as_of: date) -> bool | None:
    for verdict, places in ((True, asked.yes), (False, asked.no)):
        for kind, name, pattern in places:
            value = _value(shelf, match, name, as_of)
            if kind == match.fact.kind and value and re.search(pattern, value, re.I):
                return verdict
    return None


def _value(shelf: Shelf, match: Match, name: str, as_of: date) -> str:
    fact = match.fact
    if name != "closed?":
        return fact.get(name)
    if fact.kind == "incident" and not fact.get("closed") and not states.state(fact.get("status")):
        return ""  # what is contained need be neither open nor closed
    return CLOSED.get(standing_on(shelf, fact, as_of) or ("open" if fact.get("due") else ""), "")


def _found(shelf: Shelf, verdict: bool, said: Sequence[Match], near: Sequence[Match]) -> Found | None:
    standing = [m for m in said if stands(shelf, m.fact, _telling(m))]
    told = of_each_document(standing, lambda match: match.fact)
    claims = merged([claim(shelf, m.fact, _telling(m)) for m in told])
    word = "yes" if verdict else "no"
    return Found(claims, Value(type="yesno", value=word), word.capitalize(), said[0].covered) if claims else None


def _open_point(shelf: Shelf, match: Match) -> Found | None:
    """A control said to be implemented beside a nonconformity against it that is not closed: the two disagree."""
    control = match.fact.get("control")
    against = {
        f.get("number")
        for f in shelf.facts("finding")
        if f.get("number") and re.search(rf"(?<![\w.]){re.escape(control)}(?![\w.])", f.get("clause"))
    }
    selection = Selection("finding", date.max, (Condition("closed?", "is", "no"),))
    open_records = [record for record in run(shelf, selection) if record.get("number") in against] if against else []
    if not open_records:
        return None
    fact = open_records[0].fact
    claims = (claim(shelf, match.fact, "status"), claim(shelf, fact, "number"))
    sides = (Side(value=match.fact.get("status"), claim=0), Side(value=f"{fact.get('number')} is not closed", claim=1))
    conflict = Conflict(subject=control, attribute="status", sides=sides)
    return Found(claims, None, "The records disagree", match.covered, (conflict,))


def _telling(match: Match) -> str:
    if match.fact.kind in CLOSABLE and states.state(match.fact.get("status")) in ("open", "ended"):
        return "status"
    order = (
        "outcome",
        "quorum",
        "decision",
        "state",
        "closed",
        "status",
        "stage",
        "applicable",
        "effectiveness",
        "critical",
        "approver",
        "amount",
        "due",
    )
    return next((name for name in order if match.fact.get(name)), "number")


# Intervals ---------------------------------------------------------------------------------------


def _running(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """Whether an acceptance, contract, certificate or qualification was in force on a day."""
    match = _RUNS.search(query.text)
    if not match:
        return None
    spans = periods(query.text, as_of)
    if len(spans) > 1 or any(span.first != span.last for span in spans):
        return None
    day = spans[0].first if spans else as_of
    kinds = set(kinds_named(query.search_text))
    wanted = [
        each
        for each in _RUNNING
        if each[0] in kinds
        or (each[0] == "acceptance" and "accept" in query.text.lower())
        or (each[0] == "supplier" and "agreement" in kinds)
        or (each[0] == "training" and _LICENCE.search(query.text))
    ]
    if not wanted:
        return None
    request = replace(_request(query, as_of, match[0]), periods=())
    matches = [
        m for m in find(shelf, request, [(kind, (until,)) for kind, until, _ in wanted]) if m.covered >= _COVERED
    ]
    near = [m for m in matches if m.score >= matches[0].score - _NEAR] if matches else []
    things = {
        m.fact.get("risk") or m.fact.get("name") or f"{m.fact.get('person')} {m.fact.get('course')}" for m in near
    }
    if not near or len({thing.lower() for thing in things}) > 1:
        return None
    runs = _intervals(near, {kind: start for kind, _, start in wanted})
    running = [span for span in runs if span.first and span.first <= day <= span.last]
    if not running and any(span.first is None and span.last >= day for span in runs):
        running = [span for span in runs if span.first is None and span.last >= day] if day == as_of else []
        if not running:
            return None
    around = running[:1] or _around(runs, day)
    claims = merged([claim(shelf, m.fact, name) for span in around for m, name in span.told])
    word = "yes" if bool(running) != bool(_OVER.search(query.text)) else "no"
    lead = f"{word.capitalize()}, as of {day_words(day.isoformat())}"
    return Found(claims, Value(type="yesno", value=word), lead, near[0].covered)


@dataclass(frozen=True, slots=True)
class _Interval:
    """A stretch of days that facts give alike; ``told`` are the facts to cite with what each says."""

    first: date | None
    last: date
    told: tuple[tuple[Match, str], ...]


def _intervals(matches: Sequence[Match], starts: Mapping[str, str]) -> list[_Interval]:
    by_end: dict[date, list[Match]] = {}
    for match in matches:
        last = iso(match.values[0])
        if last:
            by_end.setdefault(last, []).append(match)
    found = []
    for last, held in sorted(by_end.items()):
        dated = [(first, m) for m in held if (first := iso(m.fact.get(starts[m.fact.kind])))]
        first, begin = min(dated, key=lambda each: each[0]) if dated else (None, held[0])
        told: tuple[tuple[Match, str], ...] = ((begin, "until"),)
        told += ((begin, starts[begin.fact.kind]),) if first else ()
        found.append(_Interval(first, last, told))
    return found


def _around(spans: Sequence[_Interval], day: date) -> list[_Interval]:
    """The stretch that ended last before a day, and the one that began first after it."""
    before = [span for span in spans if span.last < day]
    after = [span for span in spans if span.first and span.first > day]
    return before[-1:] + after[:1]


# Attendance --------------------------------------------------------------------------------------


def _attended(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """Whether somebody took part in one meeting: a name on its lists, or a complete list without the name."""
    if not _THERE.search(query.text):
        return None
    everyone = {fact.get("person") for fact in shelf.facts("attendance")}
    asked = [name for name in everyone if people.named_in(name, query.text)]
    asked = [name for name in asked if people.named_whole(name, query.text)] or asked
    if not asked:
        return _holder_attended(shelf, query, as_of)
    if any(not people.same(name, asked[0]) for name in asked):
        return None
    words = {stem for name in asked for stem in analyse(name)}
    request = _request(query, as_of, " ")
    request = replace(
        request,
        terms=tuple(
            t for t in request.terms if t not in words and t not in analyse("attend present there room take part day")
        ),
    )
    facts = _of_last([m for m in find(shelf, request, [("attendance", ("person",))]) if m.covered >= _COVERED], request)
    days = {m.fact.get("held") for m in facts}
    if len(days) != 1 or not next(iter(days)):
        return None
    mine = [m for m in facts if people.same(m.values[0], asked[0])]
    if not mine:
        return None
    there = mine[0].fact.get("part") != "apologies"
    word = "yes" if there != bool(_AWAY.search(query.text)) else "no"
    return Found(
        merged([claim(shelf, mine[0].fact, "person")]), Value(type="yesno", value=word), word.capitalize(), 0.9
    )


def _of_last(facts: list[Match], request: Request) -> list[Match]:
    """Of several meetings the last one held, where that is asked for."""
    if not _LATEST.search(request.query.text):
        return facts
    held = [day for m in facts if (day := iso(m.fact.get("held"))) and day <= request.as_of]
    return [m for m in facts if held and iso(m.fact.get("held")) == max(held)]


def _holder_attended(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """Whether whoever holds a role was at one meeting, where its lists give people with their roles."""
    match = _HOLDER.match(query.text)
    if not match:
        return None
    wanted = set(analyse(long_form(match["role"]) or match["role"]))
    request = _request(query, as_of, " ")
    about = set(analyse(match["role"])) | set(analyse("attend present there room take part day"))
    request = replace(request, terms=tuple(term for term in request.terms if term not in about))
    facts = _of_last([m for m in find(shelf, request, [("attendance", ("person",))]) if m.covered >= _COVERED], request)
    days = {m.fact.get("held") for m in facts}
    mine = [m for m in facts if wanted and wanted == set(analyse(m.fact.get("role").split(";")[0]))]
    if len(days) != 1 or not next(iter(days)) or len({m.values[0] for m in mine}) != 1:
        return None
    there = mine[0].fact.get("part") != "apologies"
    word = "yes" if there != bool(_AWAY.search(query.text)) else "no"
    return Found(
        merged([claim(shelf, mine[0].fact, "person")]), Value(type="yesno", value=word), word.capitalize(), 0.9
    )


def _request(query: Query, as_of: date, words: str) -> Request:
    spans = joined_periods(query.search_text, as_of)
    stated = Relation("state", re.compile(re.escape(words), re.I))
    return Request(
        query,
        "yesno",
        stated,
        kinds_named(query.search_text),
        terms_of(query, spans, stated),
        spans,
        as_of,
        light=light(query),
    )
