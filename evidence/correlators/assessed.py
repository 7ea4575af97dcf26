"""Systems in use: assessed before their use, at all, and again when it is due."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from evidence.correlators.cadence import EARLY, SYSTEMS, Rule, rule_for, rules_of
from evidence.entities import System
from evidence.findings import Context, Finding, by_day, dated, day_of, finding, side, spoken
from evidence.model import StoredFact, Strength

_IN_USE = re.compile(
    r"(?i)\b(?:in use|live|production|productive|operational|in operation|pilot|active|deployed|running)\b"
)
_UNUSED = re.compile(
    r"(?i)\b(?:planned|not in use|not yet|retired|decommissioned|ended|stopped|idea|development|proposed)\b"
)
_SOME = 3  # systems
_IMPACT = ("impact", "")
_RENEWED = re.compile(r"(?i)\b(?:last|latest|newest|most recent)[ _-](?:\w+[ _-]){0,3}(?:assess|review|check|evaluat)")
_AI = re.compile(
    r"\b(?:AI|KI|ML|A\.I\.|(?i:artificial intelligence|machine[- ]learning|models?|algorithm\w*|chatbots?))\b"
)
_APPLICATIONS = re.compile(r"(?i)\bapplications? (?:register|catalogue|inventory|portfolio|list)\b")


@dataclass(frozen=True, slots=True)
class _Used:
    """A system in use: its stage, since when by which facts, and its assessments up to the day asked."""

    system: System
    stage: str
    since: list[tuple[date, StoredFact]]
    made: list[tuple[date, StoredFact]]

    @property
    def owner(self) -> str:
        return next((fact.get("owner") for fact in reversed(self.system.facts) if fact.get("owner")), "")


def stage_of(system: System) -> str:
    """The stage that the newest fact with one gives a system, "" for none."""
    facts = sorted(system.facts, key=lambda fact: fact.get("written"))
    return next((fact.get("stage") for fact in reversed(facts) if fact.get("stage")), "")


def in_use(stage: str) -> bool:
    """Whether words for the stage of a system say that it is used."""
    return bool(_IN_USE.search(stage) and not _UNUSED.search(stage))


def assessments(context: Context) -> Iterator[Finding]:
    """Systems in use without an assessment, assessed after their use began, or due to be assessed again."""
    used = [each for system in context.entities.systems if (each := _used(context, system))]
    begun = min((day for fact in context.facts("meeting") if (day := day_of(fact, "held"))), default=date.min)
    told, plain = _told(context, used), _plain(context)
    rules = rules_of(context, SYSTEMS)
    for each in used:
        if any(fact.get("assessment") for fact in each.system.facts):
            continue  # the inventory names a paper, or says why there is none
        if each.made:
            yield from _after(context, each, begun)
            yield from _again(context, each, rules)
        elif told and any(fact.document not in plain for fact in each.system.facts):
            yield _missing(context, each)


def _used(context: Context, system: System) -> _Used | None:
    stage = stage_of(system)
    since = [(day, fact) for fact in system.facts if (day := day_of(fact, "since")) and not fact.get("version")]
    since = since or ([] if stage else dated(system.facts, "since"))  # an inventory with versions, and no stages
    first = min(since, key=by_day)[0] if since else None
    if not in_use(stage) and (stage or first is None):
        return None
    if _UNUSED.search(stage) or (first is not None and first > context.today):
        return None
    made = [*dated(system.facts, "assessed"), *_made(context, system)]
    return _Used(system, stage, since, [pair for pair in made if pair[0] <= context.today])


def _missing(context: Context, used: _Used) -> Finding:
    facts = used.system.facts
    how = used.stage or f"since {spoken(min(used.since, key=by_day)[0])}"
    return finding(
        "missing_assessment", (used.system.key,),
        f"{used.system.name} is in use ({how}) and no impact assessment of it is found.",
        [side(fact, fact.get("stage")) for fact in facts if fact.get("stage")] or [side(facts[0], "listed")],
        owner=used.owner, searched={"assessment": len(context.facts("assessment"))},
    )  # fmt: skip


def _after(context: Context, used: _Used, begun: date) -> Iterator[Finding]:
    """What ran before there was a management system (its first meeting, ``begun``) is inherited."""
    if not used.since:
        return
    first, start = min(used.made, key=by_day), min(used.since, key=by_day)
    if first[1].kind == "system" and _RENEWED.search(context.text(first[1].document)):
        return  # the day of the last of several tells nothing of the first
    if begun <= start[0] < first[0]:
        yield finding(
            "assessment_after_use", (used.system.key,),
            f"{used.system.name} is in use since {spoken(start[0])}; its impact was first assessed on "
            f"{spoken(first[0])}, {(first[0] - start[0]).days} days later.",
            [*(side(fact, f"in use since {spoken(day)}") for day, fact in used.since if day == start[0]),
             *(side(fact, f"assessed {spoken(day)}") for day, fact in used.made if day == first[0])],
            owner=used.owner,
        )  # fmt: skip


def _again(context: Context, used: _Used, rules: Sequence[Rule]) -> Iterator[Finding]:
    """Past the day that the inventory gives for the next assessment, else past what a rule asks of its class."""
    last = max(used.made, key=by_day)
    planned = [*dated(used.system.facts, "next_assessment"), *dated(used.system.facts, "review")]
    level = next((fact.get("level") for fact in reversed(used.system.facts) if fact.get("level")), "")
    rule = None if planned else rule_for(rules, level, last[0])
    if planned:
        due, words = max(planned, key=by_day)
        sides = [side(words, f"due {spoken(due)}")]
    elif rule is not None:
        due, sides = rule.after(last[0]), [rule.words]
    else:
        return
    if due < context.today and last[0] < due - EARLY:
        yield finding(
            "assessment_overdue", (used.system.key,),
            f"{used.system.name} was last assessed on {spoken(last[0])} and was to be assessed again by {spoken(due)}; "
            f"no later assessment is found.",
            [side(last[1], f"assessed {spoken(last[0])}"), *sides],
            owner=used.owner, searched={"assessment": len(context.facts("assessment"))},
        )  # fmt: skip


def _plain(context: Context) -> frozenset[int]:
    """Registers of applications that speak of no AI and of no assessment: what only they list needs none."""
    listed = {fact.document for fact in context.facts("system")}
    assessed = {fact.document for fact in context.facts("system") if fact.get("assessed")}
    return frozenset(each for each in listed - assessed if _lists_applications(context, each))


def _lists_applications(context: Context, document: int) -> bool:
    text = f"{context.documents[document].title}\n{context.documents[document].doc_id}\n{context.text(document)}"
    return bool(_APPLICATIONS.search(re.sub(r"[-_]", " ", text)) and not _AI.search(text))


def _made(context: Context, system: System) -> Iterator[tuple[date, StoredFact]]:
    for fact in context.facts("assessment"):
        day = day_of(fact, "assessed", "approved")
        named = context.entities.system(fact.get("subject"))
        finished = fact.fact.strength is not Strength.DRAFT and "draft" not in fact.get("status").lower()
        if day and finished and named is not None and named.key == system.key and fact.get("type") in _IMPACT:
            yield day, fact


def _told(context: Context, used: Sequence[_Used]) -> bool:
    """Whether what is on record tells of impact assessments: an inventory has a column for them, or most systems one.

    Where many systems have none, and no inventory speaks of any, the assessments may be kept elsewhere.
    """
    if any(fact.get("assessed") or fact.get("assessment") for fact in context.facts("system")):
        return True
    without = sum(not each.made for each in used)
    return bool(context.facts("assessment")) and (without <= _SOME or 2 * without <= len(used))
