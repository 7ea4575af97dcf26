"""What tests of a system showed: bias, drift and the like, all values of the report or period that is asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.answer import Value
from assistant.periods import joined_periods, periods
from assistant.query import Period, Query
from assistant.register.cite import claim, merged, stands
from assistant.register.figures import compared, figure, good, good_above
from assistant.register.match import Shelf, days_of, iso
from assistant.register.request import NOISE
from assistant.register.result import Found
from assistant.register.words import presence, stems
from evidence.lexical import analyse
from evidence.model import StoredFact

_RESULTS = re.compile(
    r"^(?:(?:and|so|but)\s+)?(?:what (?:was|were|is|are|did) (?:the |our )?(?:(?:results?|outcomes?|findings?) of (?:the |our )?)?(?P<thing>.{2,80}?)"
    r"(?:\s+(?:results?|outcomes?|show(?:ed|n)?|find|found|reveal(?:ed)?|say))?(?=\s+(?:in|of|for|from|during)\b|\s*[?.!]*$))",
    re.I,
)
_TESTED = re.compile(r"\b(?:tests?|testing|tested|checks?|monitoring|drift|bias|fairness|robustness|stability)\b", re.I)
_SEEN = re.compile(
    r"^(?:(?:and|so|but)\s+)?(?:(?:was|were|is|are|has|have) (?:there )?(?:any )?(?:been )?(?:any )?(?:[\w-]+ ){0,3}?(?:drift|bias|alerts?|alarms?)\b"
    r"|did .{2,60}? drift\b|(?:was|were|is|has|have|did) .{2,60}? (?:limit|threshold)s?\b.{0,30}\b(?:exceeded|passed|crossed|breached)\b"
    r"|(?:has|have|did|does|do) .{2,60}? (?:exceed(?:ed)?|cross(?:ed)?|breach(?:ed)?) .{0,20}(?:limit|threshold)s?\b)",
    re.I,
)
"""Whether something was seen that should not be."""
_STOOD = re.compile(
    r"^(?:(?:and|so|but)\s+)?(?:did|has|have) .{2,60}? (?P<deed>pass(?:ed)?|fail(?:ed)?) (?:the |its |our |all |any )?.{0,60}?\b(?:tests?|checks?)\b",
    re.I,
)
"""Whether a test was passed."""
_TREATED = re.compile(
    r"\b(?:reduc\w*|improv\w*|fix\w*|correct\w*|address\w*|discuss\w*|report(?:ed)?|mitigat\w*|remov\w*|within|below|communicat\w*|tested|checked)\b",
    re.I,
)
_OTHER = re.compile(
    r"\b(?:why|not|never|who|when|difference|compared?|average|trend|tolerance|policy|procedure|plan)\b|n['’]t\b", re.I
)
_PADDING = frozenset(
    analyse(
        "test tests tested testing result results outcome check checks show showed found find reveal say detected detect seen observed"
        " monitoring measure measured report reports last latest most recent newest exceed exceeded limit threshold alert alerts raised"
        " pass passed fail failed cross crossed breach breached was were is has have been did there any of in for the a an"
    )
)
_SORTS = {
    "bias": "bias", "fairness": "bias", "drift": "drift", "stability": "drift", "performance": "performance", "accuracy": "performance",
    "robustness": "robustness", "security": "security", "penetration": "security",
    "validation": "validation",
}  # fmt: skip
"""What a sort of test is called in questions, and as facts have it."""
_NAMES = frozenset(analyse(" ".join(_SORTS)))
_LAST = re.compile(r"\b(?:last|latest|most recent|newest|current)\b", re.I)
_EVERY = re.compile(r"\b(?:ever|always|all|every|each|any)\b", re.I)
_NEAR = 0.6
_MOST = 8
_LABEL = re.compile(r"^(?P<label>.*?)\s*[:=?]\s*(?P<said>[^:=?]*)$")
_BAD = r"fail(?:ed|s|ure)?|exceed(?:ed|s|ance)?|breach(?:ed)?|alert|alarm|triggered|drift(?:ed)?(?: (?:found|seen|detected))?|biased?|red"
_GOOD = r"pass(?:ed|es)?|ok(?:ay)?|met|within(?: the)? (?:limits?|tolerance|range|threshold)|within|acceptable|compliant|fair|stable|green|no (?:alerts?|alarms?|drift|bias|breach)|none"
_NOT = r"not (?:passed|met|ok|acceptable|compliant|within(?: the)? (?:limits?|tolerance|range)|fair|stable)|no pass"
_NOT_BAD = r"not (?:exceeded|breached|triggered|biased|failed)"
_YES, _NO = re.compile(r"\W*(?:yes|y|true|x|✓)\W*$", re.I), re.compile(r"\W*(?:no|n|false|none|-|–|✗)\W*$", re.I)


def answer(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """The values of the tests that are asked about; for a yes or no, whether a limit was passed. ``None`` for anything else."""
    text = query.text
    whether = query.kind == "yesno"
    stood = _STOOD.match(text) if whether else None
    if not _asks(text, whether=whether, stood=bool(stood)):
        return None
    spans = joined_periods(query.search_text, as_of)
    if len(spans) > 1 or not (spans or _LAST.search(text) or whether):
        return None
    facts = [fact for fact in _named(shelf, query, spans) if stands(shelf, fact, "value")]
    if spans:
        facts = [fact for fact in facts if _inside(shelf, fact, spans[0], as_of)]
    if not spans and not (whether and _EVERY.search(text)):
        facts = _of_one_report(facts)
    if not whether:
        claims = merged([claim(shelf, fact, "value") for fact in facts[: _MOST + 1]])
        value = Value(type="text", value=facts[0].get("value")) if len(facts) == 1 else None
        return Found(claims, value, "", 0.85) if 0 < len(facts) <= _MOST else None
    passing = stood is not None and stood["deed"].lower().startswith("pass")
    return _whether(shelf, facts, passing=passing)


def _whether(shelf: Shelf, facts: Sequence[StoredFact], *, passing: bool) -> Found | None:
    """Yes or no: whether all were passed, or whether one was failed; where one was, that one is told."""
    failed = [_failed(fact) for fact in facts]
    if not facts or None in failed:
        return None
    telling = [fact for fact, bad in zip(facts, failed, strict=True) if bad] or list(facts)
    if len(telling) > _MOST:
        return None
    said = "yes" if any(failed) != passing else "no"
    claims = merged([claim(shelf, fact, "value") for fact in telling])
    return Found(claims, Value(type="yesno", value=said), said.capitalize(), 0.85)


def _asks(text: str, *, whether: bool, stood: bool) -> bool:
    """Whether a question is after what a test showed."""
    if _OTHER.search(text) or not _TESTED.search(text):
        return False
    if whether:
        return stood or bool(_SEEN.match(text) and not _TREATED.search(text))
    return bool(_RESULTS.match(text))


def _named(shelf: Shelf, query: Query, spans: Sequence[Period]) -> list[StoredFact]:
    """The values of the tests that the question names: the sort of test and the system."""
    words = query.search_text
    for period in spans:
        words = words.replace(period.text, " ")
    asked = [t for t in dict.fromkeys(analyse(words)) if t in query.terms and t not in NOISE and t not in _PADDING]
    if not asked:
        return []
    sorts = {sort for word, sort in _SORTS.items() if re.search(rf"\b{word}", words, re.I)}
    known = [term for term in asked if term not in _NAMES]
    return [
        fact
        for fact in shelf.facts("test")
        if fact.get("value")
        and all(
            presence(term, _words(shelf, fact)) >= _NEAR for term in (known if fact.get("type") in sorts else asked)
        )
        and (not sorts or fact.get("type") in ("", *sorts))
    ]


def _words(shelf: Shelf, fact: StoredFact) -> frozenset[str]:
    return stems(f"{fact.get('system')} . {fact.get('measure')} . {fact.get('type')}") | shelf.filed(fact)


def _inside(shelf: Shelf, fact: StoredFact, asked: Period, as_of: date) -> bool:
    """Whether a value is of the days asked about: by its own period, else by its report's title and days."""
    written = iso(fact.get("written")) or as_of
    said = fact.get("period")
    own = periods(f"in {said}" if re.fullmatch(r"[^\W\d]+", said) else said, written) if said else ()
    if len(own) == 1:
        return asked.first <= own[0].first and own[0].last <= asked.last
    named = joined_periods(re.sub(r"[_/]", " ", f"{shelf.title(fact)}"), written)
    if named:
        return any(asked.first <= each.first and each.last <= asked.last for each in named)
    return any(asked.first <= day <= asked.last for day in days_of(shelf, fact))


def _of_one_report(facts: Sequence[StoredFact]) -> list[StoredFact]:
    """The values of the newest report among them; those of undated reports only where there is no other."""
    if not facts:
        return []
    newest = max(facts, key=lambda fact: fact.get("written"))
    return [fact for fact in facts if fact.document == newest.document]


def _failed(fact: StoredFact) -> bool | None:
    """Whether a value lies where it should not: as the report says in so many words, else by a limit that says which side is good."""
    said = _worded(fact.get("verdict"))
    if said is not None:
        return said
    limit, unit = fact.get("limit"), fact.get("unit")
    value = figure(fact.get("value"), unit)
    if fact.get("type") == "drift" and good_above(limit) is None:
        order = compared(value, figure(limit, unit))
        return None if order is None else order > 0
    fine = good(value, limit, unit)
    return None if fine is None else not fine


def _worded(verdict: str) -> bool | None:
    """Whether a verdict says that a test was failed: "fail", "Passed: no", "Exceeded? yes"; ``None`` for anything else."""
    label = _LABEL.match(verdict)
    if label and (_YES.match(label["said"]) or _NO.match(label["said"])):
        yes, named = bool(_YES.match(label["said"])), label["label"]
        bad, fine = (re.search(rf"\b(?:{words})\b", named, re.I) for words in (_BAD, _GOOD))
        return None if bool(bad) == bool(fine) else yes == bool(bad)
    words = label["said"] if label else verdict
    bad = re.fullmatch(rf"\W*(?:{_BAD}|{_NOT})\W*", words, re.I)
    fine = re.fullmatch(rf"\W*(?:{_GOOD}|{_NOT_BAD})\W*", words, re.I)
    return None if bool(bad) == bool(fine) else bool(bad)
