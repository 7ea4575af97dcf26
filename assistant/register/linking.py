"""What other kinds of facts say of a record: who accepted a risk, when a system was assessed, in which audit it was found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.register import people
from assistant.register.match import Shelf, same_number
from assistant.register.numbering import alike, own_words
from assistant.register.standards import standard_of
from evidence.dates import find_dates
from evidence.model import StoredFact

LINKED = frozenset(
    {
        "audited", "audit_type", "standard", "decision", "accepted_until", "accepted", "stage", "assessed", "closed?", "who",
        "from_outside", "sort",
    }
)  # fmt: skip
"""What other kinds of facts, or several fields, say of a record."""
_CODE = re.compile(r"[A-Z].*\d")
_ACCEPTED = re.compile(r"\W*(?:accept|tolerat|retain|live with)", re.I)
_OURS = re.compile(r"\b(?:own|ours?|self|in[- ]?house|internal(?:ly)?|none|us|ourselves|n/?a|team|department)\b", re.I)
_FIRM = re.compile(
    r"\b(?:ltd|limited|inc|incorporated|corp|corporation|company|plc|llc|llp|gmbh|ag|kg|se|ab|oy|oyj|asa?|aps|a/s|b\.?v\.?|n\.?v\.?|s\.?a\.?s?|sarl|s\.?r\.?l\.?|spa|sl|pty)\b\.?\W*$",
    re.I,
)
SORTS = re.compile(
    r"\b(?:polic|procedure|standard|guideline|charter|framework|terms of reference|manual|handbook|plan|rules|sop|work instruction)",
    re.I,
)
"""What a document says of itself that it is."""
_FIRMS = (("supplier", "name"), ("agreement", "supplier"))


@dataclass(frozen=True, slots=True)
class Linked:
    """A value that stands in other facts, and those facts."""

    value: str
    sources: tuple[StoredFact, ...] = ()


def linked(shelf: Shelf, kind: str, facts: Sequence[StoredFact], as_of: date) -> dict[str, Linked]:
    """What other kinds of facts say of the record that ``facts`` tell of."""
    if kind == "applicability":
        return {"standard": Linked(standard_of(shelf.view, facts[0]), tuple(facts[:1]))}
    if kind == "finding":
        return _audited(shelf, facts)
    if kind == "risk":
        return _accepted(shelf, facts)
    if kind == "document":
        return {"sort": Linked(_sort(shelf, facts[0]), tuple(facts[:1]))}
    return _of_system(shelf, facts, as_of) if kind == "system" else {}


def _sort(shelf: Shelf, fact: StoredFact) -> str:
    """The words that say whether a document is a policy, a procedure or what else: its title, its file's name, its folder."""
    folder, _, name = fact.doc_id.rpartition("/")
    told = f"{fact.get('title')} {shelf.title(fact)} {re.sub(r'[_.-]+', ' ', name)}"
    return told if SORTS.search(told) else f"{told} {re.sub(r'[/_.-]+', ' ', folder)}"


def _accepted(shelf: Shelf, facts: Sequence[StoredFact]) -> dict[str, Linked]:
    number = facts[0].get("number")
    others = {
        fact.document
        for fact in shelf.facts("risk")
        if same_number(fact.get("number"), number) and not alike(own_words(fact), own_words(facts[0]))
    } - {fact.document for fact in facts}  # registers whose risk of that number is another one
    accepted = [
        fact
        for fact in shelf.facts("acceptance")
        if same_number(fact.get("risk"), number) and fact.document not in others
    ]
    told = [(words, fact) for fact in accepted for name in ("by", "accepted") if (words := fact.get(name))]
    last = max(accepted, key=lambda fact: fact.get("until"), default=None)
    yes = any(_ACCEPTED.match(facts[0].get(name)) for name in ("treatment", "status"))
    return {
        "decision": Linked(told[0][0], (told[0][1],)) if told else Linked(""),
        "accepted_until": Linked(last.get("until"), (last,)) if last else Linked(""),
        "accepted": Linked("yes" if yes or told else "no", tuple(facts[:1]) if yes or not told else (told[0][1],)),
    }


def _of_system(shelf: Shelf, facts: Sequence[StoredFact], as_of: date) -> dict[str, Linked]:
    found: dict[str, Linked] = {}
    if not any(fact.get("stage") for fact in facts):
        begun = max(facts, key=lambda fact: fact.get("since"))
        since = begun.get("since")
        found["stage"] = Linked("in use" if since and since <= as_of.isoformat() else "", (begun,))
    if not any(fact.get("assessed") for fact in facts):
        name = facts[0].get("name").lower()
        done = [
            fact
            for fact in shelf.facts("assessment")
            if name and name in fact.get("subject").lower() and fact.get("assessed") and fact.get("type") != "supplier"
        ]
        if done:
            found["assessed"] = Linked(done[0].get("assessed"), (done[0],))
    return found | _from_outside(shelf, facts)


def _from_outside(shelf: Shelf, facts: Sequence[StoredFact]) -> dict[str, Linked]:
    """Whether a system comes from another firm: from one that records of suppliers name, or is said to be our own."""
    telling = next((fact for name in ("supplier", "role") for fact in facts if fact.get(name)), None)
    if telling is None:
        return {}
    maker = telling.get("supplier") or telling.get("role")
    firms = [value for kind, name in _FIRMS for fact in shelf.facts(kind) if (value := fact.get(name))]
    known = bool(_FIRM.search(maker)) or any(people.alike(maker, firm) or people.within(maker, firm) for firm in firms)
    ours = bool(_OURS.search(maker)) and not _FIRM.search(maker)
    said = "no" if ours else "yes" if known else ""
    return {"from_outside": Linked(said, (telling,))}


def occasions(shelf: Shelf, kind: str) -> dict[str, list[StoredFact]]:
    """The audits (for findings) or meetings (for what they decided) that took place, by ISO day or month."""
    found: dict[str, list[StoredFact]] = {}
    if kind == "finding":
        for audit in shelf.facts("audit"):
            day = audit.get("from") or audit.get("to") or ("" if audit.get("planned") else audit.get("written"))
            found.setdefault(day[:7], []).append(audit)
    else:
        for meeting in shelf.facts("meeting"):
            if meeting.get("state") == "held":
                found.setdefault(meeting.get("held"), []).append(meeting)
    found.pop("", None)
    return found


def _audited(shelf: Shelf, facts: Sequence[StoredFact]) -> dict[str, Linked]:
    """The month and the sort of audit in which something was found: as its source is named, else of the report that holds it."""
    audits = [(audit, day[:7]) for audit in shelf.facts("audit") if (day := audit.get("from") or audit.get("written"))]
    sources = {source for fact in facts if (source := fact.get("source"))}
    named = {day.isoformat()[:7] for source in sources for _, _, day, _ in find_dates(source)}
    coded = {
        month for audit, month in audits for source in sources if _CODE.search(source) and source in audit.get("title")
    }
    begun: dict[int, set[str]] = {}
    for audit, month in audits:
        begun.setdefault(audit.document, set()).add(month)
    own = {fact.document for fact in facts if len(begun.get(fact.document, ())) == 1}
    months = named or coded or {month for document in own for month in begun[document]}
    meant = [
        audit for audit, month in audits if month in months and (audit.document in own or audit.get("title") in sources)
    ]
    sorts = {sort for audit in meant if (sort := audit.get("type"))}
    sorts |= {word.lower() for source in sources for word in re.findall(r"(?i)\b(?:internal|external)\b", source)}
    telling = tuple(fact for fact in facts if fact.get("source"))[:1] if named else tuple(meant[:1])
    return {
        "audited": Linked(next(iter(months)) if len(months) == 1 else "", telling),
        "audit_type": Linked(next(iter(sorts)) if len(sorts) == 1 else "", telling),
    }
