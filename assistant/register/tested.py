"""What tests of a system showed: bias, drift and the like, all values of the report or period that is asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.answer import Value
from assistant.periods import periods
from assistant.query import Period, Query
from assistant.register.cite import claim, merged, stands
from assistant.register.match import Shelf, days_of, iso
from assistant.register.request import NOISE
from assistant.register.request import merged as merged_periods
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
_KINDS = ("bias", "drift", "performance", "robustness", "security", "fairness", "validation", "accuracy")
_LAST = re.compile(r"\b(?:last|latest|most recent|newest|current)\b", re.I)
_NEAR = 0.6
_MOST = 8
_YES, _NO = (
    re.compile(r"(?:^|:\s*)(?:yes|alert|exceeded|above|fail\w*|drift)\s*\.?$", re.I),
    re.compile(r"(?:^|:\s*)(?:no|none|ok|pass\w*|stable|within.*|below.*)\s*\.?$", re.I),
)
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


def answer(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """The values of the tests that are asked about; for a yes or no, whether a limit was passed. ``None`` for anything else."""
    text = query.text
    whether = query.kind == "yesno"
    stood = _STOOD.match(text) if whether else None
    if not _asks(text, whether=whether, stood=bool(stood)):
        return None
    spans = merged_periods(periods(query.search_text, as_of))
    if len(spans) > 1 or not (spans or _LAST.search(text) or whether):
        return None
    facts = [fact for fact in _named(shelf, query, spans) if stands(shelf, fact, "value")]
    if spans:
        facts = [fact for fact in facts if _inside(shelf, fact, spans[0], as_of)]
    facts = _of_one_report(facts)
    if not facts or len(facts) > _MOST:
        return None
    claims = merged([claim(shelf, fact, "value") for fact in facts])
    if not whether:
        value = Value(type="text", value=facts[0].get("value")) if len(facts) == 1 else None
        return Found(claims, value, "", 0.85)
    passed = [_passed(fact) for fact in facts]
    if None in passed:
        return None
    good = stood is not None and stood["deed"].lower().startswith("pass")
    said = "yes" if any(passed) != good else "no"
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
    return [
        fact
        for fact in shelf.facts("test")
        if fact.get("value")
        and all(presence(term, _words(shelf, fact)) >= _NEAR for term in asked)
        and (
            not (sorts := [s for s in _KINDS if s in words.lower()])
            or fact.get("type") in ("", *sorts)
            or "fairness" in sorts
        )
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
    named = merged_periods(periods(re.sub(r"[_/]", " ", f"{shelf.title(fact)}"), written))
    if named:
        return any(asked.first <= each.first and each.last <= asked.last for each in named)
    return any(asked.first <= day <= asked.last for day in days_of(shelf, fact))


def _of_one_report(facts: Sequence[StoredFact]) -> list[StoredFact]:
    """The values of the newest report among them; those of undated reports only where there is no other."""
    if not facts:
        return []
    newest = max(facts, key=lambda fact: fact.get("written"))
    return [fact for fact in facts if fact.document == newest.document]


def _passed(fact: StoredFact) -> bool | None:
    """Whether a value passed its limit: as the report says; of drift, where it lies above the limit."""
    verdict = fact.get("verdict")
    if _YES.search(verdict) or _NO.search(verdict):
        return bool(_YES.search(verdict))
    value, limit = _NUMBER.search(fact.get("value")), _NUMBER.search(fact.get("limit"))
    if fact.get("type") != "drift" or value is None or limit is None:
        return None
    return float(value[0].replace(",", ".")) > float(limit[0].replace(",", "."))
