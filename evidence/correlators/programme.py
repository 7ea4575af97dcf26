"""What was to be there by a day: certificates that have run out, audits that were not held, checks that were left out;
and auditors who looked at their own work.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from evidence.correlators.words import beat_of, gaps
from evidence.findings import Context, Finding, day_of, finding, side, spoken
from evidence.model import StoredFact
from evidence.people import fold

_PARTED = re.compile(r"\s*(?:[,;/&]|\band\b)\s*")
_NOTE = re.compile(r"\([^()]*\)")
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


def expired_certificates(context: Context) -> Iterator[Finding]:
    """Holders whose newest certificate of a standard (or at all, where none is named) has ended."""
    held: dict[tuple[str, str], list[tuple[date, StoredFact]]] = defaultdict(list)
    for fact in context.facts("certificate"):
        if until := day_of(fact, "until"):
            held[fold(fact.get("holder")), fold(fact.get("standard"))].append((until, fact))
    for (holder, standard), facts in sorted(held.items()):
        last, fact = max(facts, key=lambda pair: (pair[0], pair[1].id))
        if last < context.today and (holder or standard):
            what = f" for {fact.get('standard')}" if fact.get("standard") else ""
            whose = f" of {fact.get('holder')}" if fact.get("holder") else ""
            yield finding(
                "certificate_expired", (holder, standard),
                f"The certificate{whose}{what} ran out on {spoken(last)}, {(context.today - last).days} days ago.",
                [side(each, f"until {spoken(day)}") for day, each in facts if day == last],
                searched={"certificate": len(context.facts("certificate"))},
            )  # fmt: skip


def missed_audits(context: Context) -> Iterator[Finding]:
    """Audits past the day they were planned for, in a programme that says of others when they were held."""
    every = context.facts("audit")
    kept = {fact.document for fact in every if fact.get("from") and fact.get("planned")}
    for fact in every:
        planned = day_of(fact, "planned")
        if fact.document not in kept or planned is None or planned >= context.today or fact.get("from"):
            continue
        held = [
            each for each in every if each.get("from") and fold(each.get("title")).startswith(fold(fact.get("title")))
        ]
        if not held:
            about = f" ({fact.get('scope')})" if fact.get("scope") else ""
            yield finding(
                "audit_not_held", (fold(fact.get("title")),),
                f"The audit {fact.get('title')}{about} was planned by {spoken(planned)}; nothing says it was held.",
                [side(fact, "planned")], owner=fact.get("auditor"), searched={"audit": len(every)},
            )  # fmt: skip


def own_work(context: Context) -> Iterator[Finding]:
    """Audits of which somebody who audited owns a finding."""
    people = context.entities
    told: set[tuple[str, str]] = set()
    for audit in context.facts("audit"):
        reference = _reference(audit.get("title"))
        named = _PARTED.split(_NOTE.sub(" ", audit.get("auditor"))) if audit.get("from") else []
        auditors = {who.key: who for each in named if each.strip() and (who := people.resolve(each.strip()).person)}
        for found in context.facts("finding") if auditors and reference else ():
            owner = people.resolve(found.get("owner")).person if found.get("owner") else None
            of_it = reference in fold(found.get("source")).split() or _reports(context, found, reference)
            if owner is None or owner.key not in auditors or not of_it or (reference, owner.key) in told:
                continue
            told.add((reference, owner.key))
            yield finding(
                "auditor_not_independent", (reference, owner.key),
                f"{owner.name} was an auditor of {audit.get('title')} and owns its finding "
                f"{found.get('number') or found.get('text')}.",
                [side(audit, "auditor"), side(found, "owner")], searched={"audit": len(context.facts("audit"))},
            )  # fmt: skip


def _reference(title: str) -> str:
    """The reference that an audit's title begins with, folded; or ""."""
    first = fold(title).split()[:1]
    return first[0] if first and any(map(str.isdigit, first[0])) else ""


def _reports(context: Context, found: StoredFact, reference: str) -> bool:
    """Whether a finding stands in the report of the audit."""
    return any(
        each.document == found.document
        and _reference(each.get("title")) == reference
        and len(_audits_in(context, each)) == 1
        for each in context.facts("audit")
    )


def _audits_in(context: Context, audit: StoredFact) -> list[StoredFact]:
    return [each for each in context.facts("audit") if each.document == audit.document]


def left_out(context: Context) -> Iterator[Finding]:
    """Stretches in which a check that a log gives week by week, or month by month, is not there."""
    series: dict[tuple[int, str], dict[date, StoredFact]] = defaultdict(dict)
    for fact in context.facts("test"):
        day = day_of(fact, "period") or _month(fact.get("period"))
        if day is not None and day <= context.today:
            series[fact.document, fact.get("system")].setdefault(day, fact)
    for (_, system), facts in sorted(series.items()):
        for before, after in gaps(facts, rest=0):
            what = f"of {system} " if system else ""
            yield finding(
                "monitoring_gap", (fold(system), before.isoformat()),
                f"The check {what}is made about every {beat_of(list(facts))} days; between {spoken(before)} and "
                f"{spoken(after)} none is found.",
                [side(facts[before], spoken(before)), side(facts[after], spoken(after))],
                searched={"test": len(context.facts("test"))},
            )  # fmt: skip


def _month(words: str) -> date | None:
    match = _MONTH.fullmatch(words.strip())
    return date(int(match[1]), int(match[2]), 1) if match else None
