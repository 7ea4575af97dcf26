"""Decisions of people, made from what they see: about findings, requirements and mappings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from assistant.clause_decisions import seen, subject
from assistant.clauses import Clauses, Correction, passage_key, passage_words, place_of
from assistant.reports.findings import found
from assistant.service.identity import Identity, Refused
from evidence.citing import Citer
from evidence.errors import QuestionError
from evidence.frameworks import Framework, Requirement, load
from evidence.record import Decision, Missing
from evidence.view import View

_FEWEST = 3  # words that name a passage


def finding(
    view: View, today: date, who: Identity, identity: str, state: str, reason: str, owner: str, due: str
) -> Decision:
    """The decision about a finding of the view, with the digest of the words seen. Raises ``Missing``."""
    told = {each["id"]: each for each in found(view, today, Citer(view), {})}
    if identity not in told:
        raise Missing(f"there is no finding {identity}", remedy="The findings report lists them.")
    return Decision("finding", identity, state, who.person, now(), reason, told[identity]["digest"], owner, day(due))


def sign_off(
    view: View,
    today: date,
    who: Identity,
    framework: str,
    ref: str,
    status: str,
    reason: str,
    owner: str,
    due: str,
    corrected: Iterable[Correction],
) -> Decision:
    """The status of a requirement as signed by a person who sees ``view``."""
    chosen, requirement = requirement_of(who, framework, ref)
    mapped = Clauses(view, chosen, today, tuple(corrected)).of(requirement)
    about = subject(chosen.id, requirement.ref)
    return Decision("signoff", about, status, who.person, now(), reason, seen(mapped), owner, day(due))


def mapping(
    view: View, who: Identity, framework: str, ref: str, doc_id: str, counts: bool, reason: str, words: str = ""
) -> Decision:
    """A person's word on whether a document of the view, or a passage with these ``words``, is evidence."""
    chosen, requirement = requirement_of(who, framework, ref)
    about = subject(chosen.id, requirement.ref, mapped_key(view, doc_id, words))
    return Decision("mapping", about, "yes" if counts else "no", who.person, now(), reason)


def mapped_key(view: View, doc_id: str, words: str = "") -> str:
    """What a correction names: the document, or words that stand in it. Raises ``QuestionError`` where they do not."""
    document = view.document(doc_id)
    if not words.strip():
        return document.doc_id
    key = passage_key(document.doc_id, words)
    known = passage_words(key)
    if known is None or len(known[1].split()) < _FEWEST or place_of(view.text(document.rowid), known[1]) is None:
        message = f"{document.doc_id} does not say these words"
        raise QuestionError(message, remedy=f"Copy at least {_FEWEST} words of the passage from the document.")
    return key


def requirement_of(who: Identity, framework: str, ref: str) -> tuple[Framework, Requirement]:
    """A requirement by framework and reference. Raises ``Missing``, and ``Refused`` outside an auditor's frameworks."""
    chosen = framework_of(who, framework)
    requirement = chosen.get(ref)
    if requirement is None:
        raise Missing(f"{chosen.name} has no requirement {ref!r}", remedy="The traceability report lists them.")
    return chosen, requirement


def framework_of(who: Identity, name: str) -> Framework:
    """A bundled framework by name. Raises ``QuestionError``, and ``Refused`` outside an auditor's frameworks."""
    if "/" in name or "\\" in name or name.lower().endswith((".yaml", ".yml")):
        raise QuestionError(f"there is no framework {name!r}", remedy="Files are for the command line.")
    chosen = load(name)
    if who.frameworks and chosen.id not in who.frameworks:
        raise Refused(f"{chosen.name} is outside the frameworks of {who.shown}", remedy="Ask an administrator.")
    return chosen


def as_json(decision: Decision) -> dict[str, Any]:
    """Plain data for the ledger and the API."""
    return asdict(decision)


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def day(text: str) -> str:
    """A date as ISO, or "". Raises ``QuestionError`` for anything else."""
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise QuestionError(f"{text!r} is not a date", remedy="Write it as YYYY-MM-DD.") from error
