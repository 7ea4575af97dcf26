"""Who, when, until when, how much, which version: one fact, or facts that agree, that fit all that is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.answer import Conflict, Side, Value
from assistant.named_documents import named_by, speaks_of
from assistant.register import asof, chairs, editions, papers, people
from assistant.register.cite import CITED, claim, merged, of_each_document, stands
from assistant.register.match import Match, Shelf, find, iso, parties, same_number, topic_of, words_of
from assistant.register.nouns import PEOPLE, kinds_named
from assistant.register.numbering import namesakes
from assistant.register.records import worth
from assistant.register.relations import Target
from assistant.register.request import Request
from assistant.register.result import Found
from assistant.register.selection import Selection, base
from assistant.register.speak import amount_words, day_words, shown
from assistant.register.words import presence, stems
from evidence.lexical import analyse
from evidence.model import StoredFact
from evidence.numerals import number_in

COVERED = 0.80  # share of what is asked about that the fact and its document must hold
_NEAR = 0.12  # of the best score: facts so near say what they say with equal right
_ITSELF = 0.25  # share of a fact's own subject that the question must name where an earlier owner is asked for
_TOLD_OF = frozenset({"action", "objective", "finding", "risk", "treatment", "corrective_action", "measurement"})
_MEANT = 0.25  # share of such a record's own words that the question must name where it does not say what sort it is
_FIRMS = ("issuer", "supplier", "name")  # fields that hold the name of a firm
_SEVERAL = ("attend", "absent")
_TELLING = tuple(
    "approved held signed accepted sent assessed validated closed completed from last effective issued reported due"
    " until".split()
)
_ALIASES = {"agreement": ("supplier",), "supplier": ("agreement",)}
_EXACT = frozenset(
    {"agreement", "supplier", "certificate", "acceptance", "training", "corrective_action", "incident", "objective"}
)
"""Kinds that are meant whenever they are named; a "risk" or "system" may be what something else is about."""
_SUBJECTS = frozenset({"approval", "document", "ownership", "review", "signature", "resource"})
"""Kinds whose subject must be what is asked about, not the people around it."""
_PAST_ONLY = (
    "approve",
    "sign",
    "chair",
    "accept",
    "close",
    "attend",
    "absent",
    "validate",
    "communicate",
    "assess",
    "report",
)


_OF_A_THING = re.compile(r"(?P<sort>(?:[\w-]+ ){0,2}?[\w-]+) (?:for|of|on) \S", re.I)
_FORM = re.compile(r"\b(?:form|template|checklist|questionnaire|handbook|manual|leaflet)\b", re.I)
_A_LIST = re.compile(r"\b[a-z]+ (?:register|registry|log|inventory|matrix)\b", re.I)
_STEP = re.compile(r"\b(stage|phase|step|round|wave|tier|module|lot) (\d{1,2}|one|two|three|four|five)\b", re.I)
_TO_WHOM = re.compile(r"\b(?:report(?:ed|ing)?|notifi(?:ed|cation)|raised) (?:\w+ )?(?:to|with)\b|\bnotified\b", re.I)
_ACTING = re.compile(r"\b(?:acting|interim|deputy|vice|assistant|temporary|provisional)\b", re.I)


_PART = re.compile(
    r"(?<= (?:on|in|at) )(?!(?:january|february|march|april|may|june|july|august|september|october|november|december)\b)"
    r"[a-z]{3,15} \d{1,3}\b",
    re.I,
)
_REVIEWED_IN_ROWS = frozenset({"supplier", "system"})
"""Kinds whose registers say when each was reviewed: the policy on suppliers, or the contract with one, is neither."""
_OF_RESULTS = ("field result", "field results", "field outcome")
_TRIED = re.compile(r"\b(?:pilots?|trials?|experiments?|tests?|surveys?)\b", re.I)
"""What came of a trial is not what somebody decided about it."""


def _stands_in(text: str) -> bool:
    return bool(_ACTING.search(text))


def answer(shelf: Shelf, request: Request) -> Found | None:
    """What the register says, or ``None`` where no fact fits well enough or facts differ for no reason given."""
    if request.want == "holder":
        return asof.holder(shelf, request)
    if request.want == "version":
        return asof.edition(shelf, request) or editions.in_force(shelf, request, asof.days_asked(request) or ())
    if told := editions.answer(shelf, request):
        return told
    return _of_facts(shelf, request, targets) if (targets := _targets(request)) else None


def _of_facts(shelf: Shelf, request: Request, targets: tuple[Target, ...]) -> Found | None:
    """What the facts say that hold what is asked for and are about what the question names."""
    then = _then(request)
    if then:
        request = replace(request, periods=(), as_of=then)
    matches = [m for m in find(shelf, request, targets) if m.covered >= COVERED and not _unsettled(m, request)]
    if not then:
        several, matches = _namesakes(shelf, matches, request)
        if several:
            return _side_by_side(shelf, several)
    matches = papers.of_the_edition(shelf, request, [each for each in matches if _about(each, request)])
    matches = _held_then([m for m in matches if m.exact >= _ITSELF], then) if then else _in_time(matches, request)
    if not matches:
        return None
    signed = [match for match in matches if match.fact.get("state") not in editions.BLANK]
    if request.relation is not None and request.relation.name == "sign" and not signed:
        return _unsigned(shelf, matches, request)
    if request.relation is not None and request.relation.name == "sign":
        matches = signed
    return _told(shelf, request, targets, matches)


def _unsettled(match: Match, request: Request) -> bool:
    """Whether a fact tells who is to do something, when it is to begin, or when it was reported, and not to whom."""
    if request.want == "who" and worth.unsettled(match.values[0]):
        return True
    if match.fact.kind == "incident" and match.field == "reported":
        return bool(_TO_WHOM.search(request.query.text))
    day = iso(match.fact.get("since")) if match.fact.kind == "system" else None
    return request.relation is not None and request.relation.name == "start" and bool(day and day > request.as_of)


def _told(shelf: Shelf, request: Request, targets: Sequence[Target], matches: list[Match]) -> Found | None:
    """What the best of the facts that fit say together."""
    group = _ordered(matches, request) if request.order else [m for m in matches if m.score >= matches[0].score - _NEAR]
    group = [m for m in group if stands(shelf, m.fact, _field(m))]
    if not group:
        return None
    if _many(request):
        return _several(shelf, group, request)
    told, newest = _one(shelf, group, request, targets), group[0].fact
    aged = told is not None and chairs.long_ago(request.query, newest, request.as_of)
    return chairs.with_caveat(told, newest) if told is not None and aged else told


def _namesakes(shelf: Shelf, matches: Sequence[Match], request: Request) -> tuple[list[Match], list[Match]]:
    """What the records say that a question means alike, as it names them by a number that registers have in common.

    And ``matches`` without what an earlier edition says of another record with that number.
    """
    numbers = request.query.identifiers or request.query.numbers
    named = [m for m in matches if len(numbers) == 1 and same_number(m.fact.get("number"), numbers[0])]
    named = [m for m in named if m.fact.kind in request.kinds] or named
    if request.order or len({(m.fact.kind, m.fact.document) for m in named}) < 2:
        return [], list(matches)
    kinds = dict.fromkeys(m.fact.kind for m in named)
    records = [record for kind in kinds for record in base(shelf, Selection(kind, request.as_of))]
    by_fact: dict[str, Match] = {}
    for match in named:
        by_fact.setdefault(match.fact.id, match)
    newest = (next((fact.id for fact in record.facts if fact.id in by_fact), "") for record in records)
    found = [by_fact[fact] for fact in newest if fact]
    words = {words_of(m.fact) & frozenset(request.terms) for m in found}
    kept = {fact.id for record in records for fact in record.facts}  # of the newest editions
    stale = [m for m in named if m.fact.id not in kept and any(namesakes(m.fact, each.fact) for each in found)]
    return found if len(found) > 1 and len(words) == 1 else [], [m for m in matches if m not in stale]


def _side_by_side(shelf: Shelf, several: Sequence[Match]) -> Found | None:
    """What each of several records with one number says."""
    if len(several) > CITED or not all(stands(shelf, m.fact, _field(m)) for m in several):
        return None
    names = list(dict.fromkeys(shown(_field(m), m.values[0], m.fact) for m in several))
    value = Value(type="list", value="; ".join(names))
    return Found(merged([claim(shelf, m.fact, _field(m)) for m in several]), value, "", several[0].covered)


def _unsigned(shelf: Shelf, matches: Sequence[Match], request: Request) -> Found | None:
    """Nobody, where each place for a signature that fits is blank."""
    blank = [match for match in matches if match.score >= matches[0].score - _NEAR]
    claims = merged([claim(shelf, match.fact, "state") for match in blank[:CITED]])
    who = request.want == "who"
    lead = "Nobody so far" if who else "Not signed so far"
    return Found(claims, Value(type="name", value="nobody") if who else None, lead, matches[0].covered)


def _then(request: Request) -> date | None:
    """The day as of which an owner is asked for, where the question names one: the last day of the period."""
    if request.relation is None or request.relation.name != "own" or len(request.periods) != 1:
        return None
    last = request.periods[0].last
    return last if last < request.as_of else None


def _held_then(matches: list[Match], then: date) -> list[Match]:
    """What the newest document of that day says about the thing that fits best."""
    known = [(day, m) for m in matches if (day := _age(m)) and day <= then]
    same = [(day, m) for day, m in known if m.score >= max(each.score for _, each in known) - 2 * _NEAR]
    return [m for day, m in same if day == max(each for each, _ in same)]


def _targets(request: Request) -> tuple[Target, ...]:
    relation = request.relation
    if relation is None:
        return ()
    targets = relation.targets.get(request.want, ())
    if request.body:
        targets = tuple(
            (kind, tuple(f for f in fields if f in ("body", "approver", "by"))[::-1]) for kind, fields in targets
        )
    if relation.name == "review" and set(request.kinds) - _REVIEWED_IN_ROWS:
        targets = tuple(target for target in targets if target[0] not in _REVIEWED_IN_ROWS)
    if relation.name in _OF_RESULTS and _TRIED.search(request.query.text):
        targets = tuple(target for target in targets if target[0] != "decision")
    kinds = {*request.kinds, *(alias for kind in request.kinds for alias in _ALIASES.get(kind, ()))}
    meant = kinds if relation.name.startswith("field ") else kinds & _EXACT
    named = tuple(target for target in targets if target[0].split("@")[0] in meant)
    return tuple(target for target in (named or targets) if target[1])


def _many(request: Request) -> bool:
    return request.relation is not None and request.relation.name in _SEVERAL and request.want == "who"


def _about(match: Match, request: Request) -> bool:
    """Whether the fact itself, not only its document's name, is what is asked about."""
    if request.query.identifiers:
        return True
    if _another(match, request):
        return False
    if match.fact.kind == "attendance" and request.want == "when":
        surname = analyse(people.plain(match.fact.get("person")))[-1:]
        return bool(surname) and surname[0] in request.terms  # not somebody else of the same list
    if not request.terms:
        return match.fact.kind == "certificate" or (bool(request.periods) and match.fact.kind == "meeting")
    return match.own >= 0.5 or (match.exact >= 0.6 and match.covered >= 0.9)


def _another(match: Match, request: Request) -> bool:
    """Whether the fact only speaks of what is asked about: a task about a thing is not the thing, nor a deputy the head."""
    kind = match.fact.kind
    if _of_another_sort(match, request) or _of_somebody_near(match, request):
        return True
    if kind in _SUBJECTS and (match.exact < _ITSELF or not _of_the_one_named(match, request)):
        return True
    if kind in _TOLD_OF and kind not in request.kinds and match.exact < _MEANT:
        return True
    return kind == "role" and _stands_in(match.fact.get("role")) and not _stands_in(request.query.text)


def _of_another_sort(match: Match, request: Request) -> bool:
    """Whether a fact is of another sort of paper than is asked about: the assessment of a system is neither it nor a form."""
    text, kind, topic = request.query.text, match.fact.kind, topic_of(match.fact)
    if kind in (*_SUBJECTS, "decision"):
        subject = match.fact.get("subject") or topic
        whose = _OF_A_THING.match(subject)
        sorts = set(kinds_named(whose["sort"])) - {"document"} if whose else set()
        if sorts and not sorts & set(kinds_named(text)):
            return True
        held = stems(f"{topic} {subject} {match.filed}")
        if any(presence(term, held) == 0 for form in _FORM.finditer(text) for term in analyse(form[0])):
            return True
    owned = request.relation is not None and request.relation.name == "own"
    if kind in _TOLD_OF and (listed := _A_LIST.search(text)) and (owned or kind in kinds_named(listed[0])):
        return kind not in kinds_named(text.replace(listed[0], " "))  # the risk register is no risk
    steps = {step[1].lower(): _number(step[2]) for step in _STEP.finditer(text)}
    return any(_number(step[2]) != steps.get(step[1].lower(), _number(step[2])) for step in _STEP.finditer(topic))


def _number(word: str) -> str:
    return str(number_in(word))


def _of_somebody_near(match: Match, request: Request) -> bool:
    """Whether the fact's thing is not named: only who has to do with it, what stands beside it, or what it supplies."""
    fact, named = match.fact, set(request.kinds)
    if fact.kind in ("meeting", "training"):
        return bool(request.terms) and match.exact == 0 and not _filed_so(match, request)
    if fact.kind == "supplier" and request.relation is not None and request.relation.name in ("own", "review"):
        return match.exact == 0 and not named & {"supplier", "agreement"}
    if fact.kind not in ("system", "supplier", "agreement"):
        return False
    if _of_a_part(fact, request):
        return True
    if fact.kind != "system" and not all(_said_in(fact, name) for name in request.query.names):
        return True
    whose = stems(" . ".join(fact.get(name) for name in PEOPLE))
    apart = stems(" . ".join(value for name, value in fact.fact.fields.items() if name not in PEOPLE))
    terms = [term for term in request.terms if term not in request.light]
    return bool(terms) and all(presence(term, whose) and not presence(term, apart) for term in terms)


def _of_a_part(fact: StoredFact, request: Request) -> bool:
    """Whether a numbered part of a system is asked about ("since when on line 3"), and the whole of it is told of."""
    if request.relation is None or request.relation.name != "start":
        return False
    told = " ".join(fact.fact.fields.values()).lower()
    return any(part[0].lower() not in told for part in _PART.finditer(request.query.text))


def _said_in(fact: StoredFact, name: str) -> bool:
    """Whether a word of ``name`` is among the fact's: "Weathervane" is not said by a supplier of weather."""
    held = stems(" . ".join(fact.fact.fields.values()))
    return name.casefold() in " ".join(fact.fact.fields.values()).casefold() or any(t in held for t in analyse(name))


def _filed_so(match: Match, request: Request) -> bool:
    held = stems(re.sub(r"[/_.-]+", " ", match.filed))
    return any(presence(term, held) for term in request.terms)


def _of_the_one_named(match: Match, request: Request) -> bool:
    """Whether a fact is of the policy or the like that the question names by what it is on."""
    named = named_by(request.query.search_text)
    return not named or speaks_of(named, f"{topic_of(match.fact)} {match.filed}")


def _in_time(matches: list[Match], request: Request) -> list[Match]:
    """Without what had not happened on the day asked about."""
    if request.want in ("next", "until") or (request.relation and request.relation.name not in (*_PAST_ONLY,)):
        return matches
    return [m for m in matches if not (day := _day(m)) or day <= request.as_of]


def _day(match: Match) -> date | None:
    dates = match.fact.fact.dates
    return next((day for name in _TELLING if (day := iso(dates.get(name, "")))), None)


def _ordered(matches: list[Match], request: Request) -> list[Match]:
    """The first, last or next of the facts that fit about equally well."""
    near = [m for m in matches if m.score >= matches[0].score - 2 * _NEAR]
    dated = [(day, m) for m in near if (day := _asked_day(m, request))]
    if not dated:
        return [m for m in near if m.score >= near[0].score - _NEAR] if request.order == "last" else []
    if request.order == "next":
        coming = [(day, m) for day, m in dated if day > request.as_of]
        return _on(min(day for day, _ in coming), coming) if coming else []
    past = [(day, m) for day, m in dated if day <= request.as_of]
    past = past or (dated if request.want in ("until", "when") else [])
    if not past:
        return []
    if request.order == "last" and request.relation is not None and request.relation.name == "chair":
        past = chairs.usual(request.query, past)
    return _on((min if request.order == "first" else max)(day for day, _ in past), past)


def _asked_day(match: Match, request: Request) -> date | None:
    asked = iso(match.values[0]) if request.want in ("when", "next", "until") else None
    return asked or _day(match)


def _on(day: date, dated: Sequence[tuple[date, Match]]) -> list[Match]:
    return [match for each, match in dated if each == day]


def _one(shelf: Shelf, group: list[Match], request: Request, targets: Sequence[Target]) -> Found | None:
    sides = editions.sides_of(group, _agree)
    if len(sides) > 1 and request.relation is not None and request.relation.name == "own":
        sides = _of_the_thing_itself(shelf, sides)
    if len(sides) > 1:
        sides = _current(shelf, sides, request)
    if len(sides) > 1:
        return _conflict(shelf, sides, request)
    chosen = of_each_document(sides[0], lambda match: match.fact)
    claims = merged([claim(shelf, m.fact, _field(m)) for m in chosen])
    best = max(sides[0], key=_telling)
    value = _value(best, request)
    return Found(claims, value, _lead(best), min(m.covered for m in chosen[:1]))


def _of_the_thing_itself(shelf: Shelf, sides: list[list[Match]]) -> list[list[Match]]:
    """Of sides that differ the one that the paper itself says of its keeping, where only one does; else all."""
    own = [side for side in sides if any(_thing(m)[0] in shelf.title(m.fact).lower() for m in side)]
    return own if len(own) == 1 else sides


def _telling(match: Match) -> tuple[bool, int]:
    """How well a value tells who it was: a person rather than the body, the full name rather than a part of it."""
    value = match.values[0]
    return people.sort(value) == "person", len(value) if people.plain(value) else 0


def _field(match: Match) -> str:
    value = match.values[0]
    both = {**match.fact.fact.dates, **match.fact.fact.fields}
    if match.field:
        return match.field
    order = ("approver", "owner", "signer", "chair", "by", "person", "sender", "body", "role")
    names = [name for name, held in both.items() if held == value]
    return min(names, key=lambda name: order.index(name) if name in order else 99)


def _agree(one: Match, other: Match) -> bool:
    if iso(one.values[0]) or iso(other.values[0]):
        return one.values[0][:10] == other.values[0][:10]
    ends = {match.fact.get("until") for match in (one, other) if match.fact.kind == "acceptance"} - {""}
    if len(ends) > 1:
        return False  # what was accepted anew was accepted twice
    if people.alike(one.values[0], other.values[0]) or _within_a_body(one, other):
        return True
    if one.field in _FIRMS and people.within(one.values[0], other.values[0]):
        return True
    return any(people.same(a, b) for a in parties(one.fact) for b in other.values[:1])


def _within_a_body(one: Match, other: Match) -> bool:
    """Whether one says that a body accepted something and the other that a person did on the same day: as one of it."""
    if {one.fact.kind, other.fact.kind} != {"acceptance"}:
        return False
    sorts = {people.sort(one.values[0]), people.sort(other.values[0])}
    days = {_day(one), _day(other)}
    return "body" in sorts and len(sorts) == 2 and len(days) == 1 and None not in days and _thing(one) == _thing(other)


def _current(shelf: Shelf, sides: list[list[Match]], request: Request) -> list[list[Match]]:
    """Of sides that differ, those in force: without drafts and superseded editions, then the newest that replaces."""
    living = [side for side in sides if not all(shelf.past(m.fact) for m in side)]
    sides = living or sides
    versions = {m.fact.get("version") for side in sides for m in side if m.fact.get("version")}
    replaced = (
        request.want == "holder"
        or (request.relation is not None and request.relation.name.startswith(("own", "accept", "field ")))
        or len(versions) > 1
    )
    if len(sides) < 2 or not replaced:
        return sides
    newest = max((day for side in sides for m in side if (day := _age(m))), default=None)
    kept = [side for side in sides if any(_age(m) == newest for m in side)]
    told = {m.fact.get("version") for side in kept for m in side if _age(m) == newest and m.fact.kind == "approval"}
    if len(told) == 1 and "" not in told:  # who else is said to have approved the newest edition counts as well
        kept = [side for side in sides if side in kept or any(m.fact.get("version") in told for m in side)]
    return kept if newest and kept else sides


def _age(match: Match) -> date | None:
    return (
        _day(match)
        if match.fact.kind in ("approval", "document", "role", "acceptance") and _day(match)
        else iso(match.fact.get("written"))
    )


def _conflict(shelf: Shelf, sides: list[list[Match]], request: Request) -> Found | None:
    """Both sides, where the facts are about the same thing on the same day or edition; else nothing."""
    first, second, *more = sides
    topics = {_thing(side[0]) for side in (first, second)}
    kinds = {side[0].fact.kind for side in sides}
    if more or len(topics) > 1 or first[0].exact < 0.5 or "decision" in kinds:
        return None
    claims = [claim(shelf, side[0].fact, _field(side[0])) for side in (first, second)]
    told = tuple(
        Side(value=shown(_field(s[0]), s[0].values[0], s[0].fact), claim=n) for n, s in enumerate((first, second))
    )
    attribute = _field(first[0])
    conflict = Conflict(subject=request.query.subject, attribute=attribute, sides=told)
    lead = f"The documents disagree: {told[0].value} or {told[1].value}"
    return Found(tuple(claims), None, lead, first[0].covered, (conflict,))


def _thing(match: Match) -> tuple[str, str]:
    fact = match.fact
    name = (
        fact.get("number")
        or fact.get("risk")
        or fact.get("subject")
        or fact.get("title")
        or fact.get("name")
        or fact.get("body")
    )
    return (" ".join(name.lower().split()), fact.get("version") or fact.get("held"))


def _several(shelf: Shelf, group: list[Match], request: Request) -> Found | None:
    """Everybody whom the facts of one meeting name."""
    days = {m.fact.get("held") for m in group}
    if len(days) != 1 or not next(iter(days)):
        return None
    names: list[str] = []
    for match in group:
        for name in people.split(match.values[0]):
            if not any(people.same(name, other) for other in names):
                names.append(name)
    each = [m for m in group if m.fact.kind == "attendance"]
    rests = each if len(each) >= len(names) else [m for m in group if m.fact.kind == "meeting"] or group
    claims = merged([claim(shelf, m.fact, _field(m)) for m in rests])
    return Found(claims, Value(type="list", value="; ".join(names)), ", ".join(names), group[0].covered)


def _value(match: Match, request: Request) -> Value:
    value = match.values[0]
    if iso(value):
        return Value(type="date", value=value[:10])
    if request.want == "amount":
        return Value(type="amount", value=_lead(match))
    return Value(type="text" if request.want == "version" else "name", value=shown("", value, match.fact))


def _lead(match: Match) -> str:
    value = match.values[0]
    if iso(value):
        return day_words(value)
    if match.fact.kind in ("resource", "treatment") and value.replace(".", "").isdigit():
        return f"{match.fact.get('currency')} {amount_words(value)}".strip()
    return shown("", value, match.fact)
