"""What people decided about requirements: a status signed off, a mapping corrected. Kept in the record, by subject."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from assistant.clauses import Correction, Mapped
from evidence.frameworks import normal_ref
from evidence.record import Decision

STATUSES = {
    "compliant": "Compliant",
    "partial": "Partially compliant",
    "not_compliant": "Not compliant",
    "not_assessed": "Not assessed",
}
"""Verdicts of a sign-off, and how reports show them."""

_BETWEEN = "|"


def subject(framework: str, ref: str, key: str = "") -> str:
    """What a decision is about: a requirement, or with ``key`` (``Evidence.key`` or a document id) its mapping."""
    return _BETWEEN.join([framework, normal_ref(ref), *([key] if key else [])])


def signed(decisions: Mapping[str, Decision]) -> dict[tuple[str, str], Decision]:
    """The sign-offs in force, by framework and reference."""
    found = {}
    for about, decision in decisions.items():
        framework, _, ref = about.partition(_BETWEEN)
        found[framework, ref] = decision
    return found


def corrections(decisions: Iterable[Decision]) -> tuple[Correction, ...]:
    """The corrections of mappings in force."""
    found = []
    for decision in decisions:
        framework, ref, key = (*decision.subject.split(_BETWEEN, 2), "", "")[:3]
        if key:
            found.append(Correction(framework, ref, key, decision.verdict == "yes", decision.by, decision.reason))
    return tuple(found)


def seen(mapped: Mapped) -> str:
    """What a person sees of a requirement's evidence, as 32 hexadecimal digits: it changes when the evidence does.

    It is the same for readers who see the same evidence, however many sources they see besides.
    """
    said = sorted(
        f"{each.document.key.source}:{each.document.key.path}\0{each.fact.id if each.fact else each.document.sha256}"
        for each in mapped.evidence
    )
    missing = sorted(each.what for each in mapped.missing)
    return hashlib.sha256("\0\0".join([*said, "", *missing]).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def is_stale(decision: Decision, mapped: Mapped) -> bool:
    """Whether the evidence is no longer what the person saw."""
    return bool(decision.evidence) and decision.evidence != seen(mapped)
