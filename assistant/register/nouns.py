"""What things are called in questions: words -> kinds of facts; and how a fact of each kind is spoken of."""

from __future__ import annotations

import re
from functools import lru_cache

_REMEMBERED = 8_192  # texts whose kinds are kept

_NOUNS: tuple[tuple[str, str], ...] = (
    ("meeting", r"management reviews?|board meetings?|committee meetings?|meetings?|sittings?|sessions?"),
    ("corrective_action", r"corrective actions?|capas?|CAs?|effectiveness checks?"),
    ("treatment", r"(?:risk )?treatments?(?: measures?| actions?)?|treatment plan|mitigations?|mitigation actions?"),
    ("acceptance", r"(?:risk )?acceptances?|waivers?"),
    ("risk", r"risks?|hazards?|risk reg(?:ister)?|entries of the risk register"),
    ("action", r"action items?|action points?|actions?|tasks?|to-?dos?|follow-?ups?"),
    ("objective", r"objectives?|goals?|aims"),
    ("measurement", r"kpis?|indicators?|metrics?|measurements?"),
    ("finding", r"non-?conformit(?:y|ies)|ncs?|ncrs?|(?:audit )?findings?|observations?|deviations?|opportunities for improvement"),
    ("incident", r"incidents?|breach(?:es)?|outages?|near miss(?:es)?"),
    ("system", r"(?:ai )?systems?|ai applications?|models?|ai tools?|tools?|applications?|algorithms?"),
    ("supplier", r"suppliers?|vendors?|processors?|sub-?processors?|third part(?:y|ies)"),
    ("agreement", r"agreements?|contracts?|dpas?|slas?|ndas?"),
    ("certificate", r"certificates?|certifications?"),
    ("audit", r"(?:internal |external |surveillance |supplier |certification )?audits?"),
    ("assessment", r"impact assessments?|risk assessments?|assessments?|dpias?|aiias?"),
    ("validation", r"validations?"),
    ("test", r"tests?|bias tests?"),
    ("training", r"trainings?|courses?|qualifications?|competenc(?:e|es|y|ies)|training records?"),
    ("applicability", r"(?:annex a )?controls?|statement of applicability"),
    ("communication", r"messages?|e-?mails?|mails?|announcements?|posts?|communications?|newsletters?"),
    ("document", r"(?:controlled )?documents?|polic(?:y|ies)|procedures?|standards?|guidelines?|charters?|frameworks?"),
    ("decision", r"decisions?|resolutions?"),
    ("resource", r"budgets?|amounts?|funds?|money|grants?|resources|funding"),
    ("approval", r"approvals?"),
    ("signature", r"signatures?"),
    ("review", r"document reviews?"),
    ("attendance", r"attendees|participants|people present"),
    ("role", r"roles?|positions?|functions?|jobs?"),
    ("attendance", r"attendees|participants|people present"),
    ("provenance", r"data ?sets?|training data"),
)  # fmt: skip
_NOTHING = re.compile(r"(?!)")
_COMPILED = tuple((kind, re.compile(rf"\b(?:{words})\b", re.I)) for kind, words in _NOUNS)

SORTS = ("document", "agreement", "system", "risk", "objective", "finding", "incident", "supplier", "certificate", "treatment", "acceptance", "corrective_action", "action")  # fmt: skip
"""Kinds whose names say little of which one is meant."""

PEOPLE = ("person", "approver", "owner", "signer", "chair", "by", "sender", "reporter", "auditor", "assessor", "validator", "signatory", "secretary", "author")  # fmt: skip
"""Fields that hold a person, role or body as written."""

_TOPICS: dict[str, tuple[str, ...]] = {
    "document": ("title", "number"),
    "approval": ("subject",),
    "signature": ("subject",),
    "ownership": ("subject",),
    "review": ("subject",),
    "meeting": ("title", "body"),
    "attendance": ("meeting", "body"),
    "decision": ("number", "text"),
    "action": ("number", "text"),
    "objective": ("number", "text"),
    "measurement": ("kpi",),
    "risk": ("number", "text"),
    "treatment": ("risk", "text"),
    "acceptance": ("risk", "text"),
    "resource": ("purpose",),
    "communication": ("topic",),
    "training": ("person", "course"),
    "finding": ("number", "text"),
    "corrective_action": ("number", "text"),
    "incident": ("number", "title"),
    "system": ("name",),
    "assessment": ("subject",),
    "validation": ("system", "version"),
    "test": ("system", "measure"),
    "supplier": ("name",),
    "agreement": ("supplier", "subject"),
    "certificate": ("standard", "number"),
    "audit": ("title",),
    "applicability": ("control", "title"),
    "role": ("role",),
    "provenance": ("dataset",),
    "event_log": ("system",),
}


def topics(kind: str) -> tuple[str, ...]:
    """The fields that say what a fact of ``kind`` is about."""
    return _TOPICS.get(kind, ("subject", "title", "name", "text"))


@lru_cache(maxsize=_REMEMBERED)
def kinds_named(text: str) -> tuple[str, ...]:
    """The kinds of facts whose names stand in ``text``, in order of place; the longer name first."""
    found = sorted(
        (match.start(), -match.end(), kind) for kind, pattern in _COMPILED for match in pattern.finditer(text)
    )
    kept: list[str] = []
    reach = -1
    for start, end, kind in found:
        if start >= reach or -end > reach:
            kept.append(kind)
            reach = max(reach, -end)
    return tuple(dict.fromkeys(kept))


def noun_words(kind: str) -> re.Pattern[str]:
    """The pattern of the words that name ``kind``."""
    return next((pattern for each, pattern in _COMPILED if each == kind), _NOTHING)


_LABELS = {
    "corrective_action": "corrective action",
    "event_log": "event log",
    "applicability": "control",
    "finding": "finding",
    "training": "training record",
    "measurement": "measurement",
}


def label(kind: str) -> str:
    """How a fact of ``kind`` is called in a sentence."""
    return _LABELS.get(kind, kind)


def plural(kind: str) -> str:
    """The plural of ``label``."""
    word = label(kind)
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else f"{word}s"
