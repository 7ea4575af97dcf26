"""What was decided and done, and then again: decisions turned round, nonconformities that came back, bare controls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.correlators.words import content
from evidence.dates import find_dates
from evidence.findings import Context, Finding, day_of, finding, side, spoken
from evidence.model import StoredFact

_NO = re.compile(r"(?i)^\W*(?:no|n|not applicable|excluded|false|0|nein|non)\b")
_AGAIN = re.compile(r"(?i)\b(?:repeat(?:ed|s)?|recurr(?:ing|ed|ence|ent)|again|same as|returned|reopened)\b")
_NUMBER = re.compile(r"\b[A-Z]{1,6}-(?:\d{2,4}-)?\d{1,4}\b")
_MEETING = re.compile(r"(?i)\bminutes\b|\bmeeting\b|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri)(?:day)?\b")
_WORDS = 2  # a subject of fewer words is too little to tell two decisions as one matter


def reversed_decisions(context: Context) -> Iterator[Finding]:
    """Something approved, and put off or refused on a later day, with no approval after that."""
    decided = sorted(
        (fact for fact in context.facts("decision") if day_of(fact, "held")),
        key=lambda fact: (fact.get("held"), fact.doc_id, fact.ordinal),
    )
    yes = [fact for fact in decided if fact.get("outcome") in ("approved", "accepted")]
    for later in decided:
        subject = content(later.get("subject"))
        if later.get("outcome") not in ("deferred", "rejected") or _of_a_meeting(later, subject):
            continue
        before = [each for each in yes if each.get("held") < later.get("held") and subject <= _said(each)]
        after = [each for each in yes if each.get("held") > later.get("held") and subject <= _said(each)]
        if before and not after:
            first = before[-1]
            yield finding(
                "decision_reversed", (" ".join(sorted(subject)), later.get("held")),
                f"{_who(first)} approved “{later.get('subject')}” on {spoken(day_of(first, 'held'))}; {_who(later)} "
                f"{later.get('outcome')} it on {spoken(day_of(later, 'held'))}.",
                [side(first, "approved"), side(later, later.get("outcome"))],
            )  # fmt: skip


def _of_a_meeting(fact: StoredFact, subject: frozenset[str]) -> bool:
    """Whether a subject is too little to tell a matter by, or names the body, its minutes or its day instead of one."""
    named = subject - content(fact.get("body"))
    return len(named) < _WORDS or bool(_MEETING.search(fact.get("subject"))) or bool(find_dates(fact.get("subject")))


def _said(fact: StoredFact) -> frozenset[str]:
    return content(f"{fact.get('subject')} {fact.get('text')}")


def _who(fact: StoredFact) -> str:
    return fact.get("body") or "A meeting"


def repeated(context: Context) -> Iterator[Finding]:
    """Corrective actions and findings that say of themselves that they repeat an earlier one, by its number."""
    numbers = {fact.get("number") for kind in ("corrective_action", "finding") for fact in context.facts(kind)}
    series = {re.sub(r"\d+", "0", number) for number in numbers if number}
    for kind in ("corrective_action", "finding"):
        for fact in context.facts(kind):
            words = f"{fact.get('text')} {fact.get('cause')} {fact.get('status')}"
            earlier = [each for each in _NUMBER.findall(words) if each != fact.get("number")]
            known = [each for each in earlier if re.sub(r"\d+", "0", each) in series]
            if fact.get("number") and known and _AGAIN.search(words):
                yield finding(
                    "nonconformity_repeated", (fact.get("number"),),
                    f"{fact.get('number')} (“{fact.get('text')}”) repeats {known[0]}.", [side(fact, "again")],
                    owner=fact.get("owner"),
                )  # fmt: skip


def bare_controls(context: Context) -> Iterator[Finding]:
    """Controls that apply and have no owner, in a statement that names owners of most."""
    facts = context.facts("applicability")
    for document in sorted({fact.document for fact in facts}):
        rows = [fact for fact in facts if fact.document == document and not _NO.match(fact.get("applicable"))]
        bare = [fact for fact in rows if not fact.get("owner")]
        if len(bare) > len(rows) / 2:
            continue
        for fact in bare:
            title = f" ({fact.get('title')})" if fact.get("title") else ""
            yield finding(
                "control_without_owner", (context.name(document), fact.get("control")),
                f"Control {fact.get('control')}{title} has no owner.", [side(fact, "no owner")],
            )  # fmt: skip
