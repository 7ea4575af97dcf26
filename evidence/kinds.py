"""The kinds of facts, their fields and their dates: the register's contract (docs/contracts.md is tested against it).

A field may be missing from a fact: what a document does not say is not a field. Every fact may also have the date
``written``. ``begins`` and ``ends`` name the dates between which a fact holds, first known first: they answer "as of".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from evidence.model import StoredFact

COMMON_DATES = ("written",)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of facts: what it states, the names of its fields and dates, and when it holds."""

    name: str
    meaning: str
    fields: tuple[str, ...]
    dates: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


def _kind(
    name: str, meaning: str, fields: str, dates: str = "", *, begins: str = "", ends: str = "", who: str = "",
    bodies: str = "",
) -> Kind:  # fmt: skip
    lists = (tuple(words.split()) for words in (fields, dates, begins, ends, who, bodies))
    return Kind(name, meaning, *lists)


_LISTED = (
    _kind(
        "document", "a controlled document about itself",
        "title number version status owner approver author supersedes",
        "approved effective issued review reviewed withdrawn", begins="effective approved issued", ends="withdrawn",
        who="owner approver author",
    ),
    _kind(
        "approval", "somebody decides about a document or a matter", "subject version approver role body decision",
        "approved effective", begins="approved effective", who="approver", bodies="body",
    ),
    _kind(
        "signature", "a signature, or the place for one", "subject field signer role state", "signed", begins="signed",
        who="signer",
    ),
    _kind("ownership", "who owns what", "subject owner role", "from until", begins="from", ends="until", who="owner"),
    _kind("review", "when something was, and is next, reviewed", "subject cadence next owner", "last due", who="owner"),
    _kind(
        "meeting", "a meeting held, cancelled, planned or postponed",
        "title body chair attendees apologies state secretary quorum", "held", begins="held",
        who="chair attendees apologies secretary", bodies="body",
    ),
    _kind(
        "attendance", "one person at one meeting", "person role body part meeting note", "held", begins="held",
        who="person", bodies="body",
    ),
    _kind(
        "decision", "what a meeting or a leader decided", "text number body outcome vote subject terms", "held",
        begins="held", bodies="body",
    ),
    _kind("action", "a task somebody is given", "number text owner status", "raised due closed", begins="raised",
          who="owner"),
    _kind("objective", "an aim", "number text owner kpi target unit status clause resources", "due", who="owner"),
    _kind(
        "measurement", "a value of an indicator", "kpi value target unit period objective owner system status action",
        who="owner",
    ),
    _kind(
        "risk", "a risk as a register has it",
        "number text owner likelihood impact score level inherent treatment status", "closed", who="owner",
    ),
    _kind("treatment", "what is done about a risk", "risk text owner status progress budget currency", "due",
          who="owner"),
    _kind(
        "acceptance", "a risk is accepted", "risk text by owner reason conditions", "accepted until", begins="accepted",
        ends="until", who="by", bodies="by",
    ),
    _kind(
        "resource", "money, people or time granted", "amount currency purpose approver body", "approved",
        begins="approved", who="approver", bodies="body",
    ),
    _kind("communication", "somebody tells somebody something", "sender role audience channel topic", "sent",
          begins="sent", who="sender"),
    _kind(
        "training", "a person's course or competence", "person role course result", "completed until",
        begins="completed", ends="until", who="person",
    ),
    _kind("finding", "what an audit found", "number text clause grade owner status source", "raised due closed",
          begins="raised", who="owner"),
    _kind(
        "corrective_action", "what is done about a nonconformity", "number for text cause owner status effectiveness",
        "due closed checked", who="owner",
    ),
    _kind(
        "incident", "something went wrong", "number title severity status system reporter cause",
        "reported occurred detected closed", begins="occurred detected reported", who="reporter",
    ),
    _kind("system", "a system as an inventory has it",
          "number name version purpose role owner supplier stage level assessment",
          "since assessed next_assessment validated review", begins="since", who="owner"),
    _kind(
        "assessment", "an assessment of impact, risk, data protection or a supplier",
        "subject type assessor approver status outcome", "assessed approved", begins="assessed approved",
        who="assessor approver",
    ),
    _kind("validation", "a model was validated", "system version validator verdict", "validated", begins="validated",
          who="validator"),
    _kind("test", "a test or monitoring result", "system type measure value limit verdict period"),
    _kind("supplier", "a supplier as a register has it", "name service owner critical",
          "assessed next_assessment from until", who="owner"),
    _kind(
        "agreement", "an agreement and its term", "supplier subject number notice signatory", "from until signed",
        begins="from signed", ends="until", who="signatory",
    ),
    _kind("certificate", "a certificate and its term", "standard number issuer scope holder", "issued until",
          begins="issued", ends="until"),
    _kind("audit", "an audit held or planned", "title type standard auditor scope result", "from to planned",
          begins="from to",
          who="auditor"),
    _kind("applicability", "a control in a statement of applicability",
          "control title applicable justification owner status", who="owner"),
    _kind("role", "a person's role over time", "person role unit reports_to", "from until", begins="from",
          ends="until", who="person reports_to"),
    _kind("provenance", "where data come from", "dataset source licence owner period", who="owner"),
    _kind("event_log", "how long events are kept", "system retention place"),
)  # fmt: skip

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _LISTED}
"""Every kind by name."""


def holds(fact: StoredFact, day: date) -> bool:
    """Whether a fact holds on a day: begun by then and not ended. A fact without the dates holds on every day.

    The first date of ``begins`` that is known counts. Nothing is inferred from when the document was written.
    """
    kind = KINDS.get(fact.kind)
    if kind is None:
        return True
    begun = next((at for at in (_day(fact, name) for name in kind.begins) if at), None)
    ended = next((at for at in (_day(fact, name) for name in kind.ends) if at), None)
    return (begun is None or begun <= day) and (ended is None or ended >= day)


def _day(fact: StoredFact, name: str) -> date | None:
    value = fact.fact.dates.get(name)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None
