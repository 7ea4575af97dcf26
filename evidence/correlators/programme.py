"""What was to be there by a day: certificates that have run out, audits of a programme that were not held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from evidence.findings import Context, Finding, day_of, finding, side, spoken
from evidence.model import StoredFact
from evidence.people import fold


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
