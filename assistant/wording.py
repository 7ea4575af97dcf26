"""A fact as one plain sentence: only what its fields and dates say."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.decided import decided
from assistant.readable import on_a_line
from assistant.register.speak import day_words, meeting_name
from evidence.dates import find_dates
from evidence.model import StoredFact

NOUNS = {
    "document": "controlled documents",
    "approval": "approvals",
    "signature": "signatures",
    "ownership": "owners",
    "review": "reviews",
    "meeting": "meetings",
    "attendance": "attendances",
    "decision": "decisions",
    "action": "actions",
    "objective": "objectives",
    "measurement": "measured values",
    "risk": "risks",
    "treatment": "risk treatments",
    "acceptance": "risk acceptances",
    "resource": "resources granted",
    "communication": "messages",
    "training": "training records",
    "finding": "findings",
    "corrective_action": "corrective actions",
    "incident": "incidents",
    "system": "systems",
    "assessment": "assessments",
    "validation": "validations",
    "test": "tests",
    "supplier": "suppliers",
    "agreement": "agreements",
    "certificate": "certificates",
    "audit": "audits",
    "applicability": "controls in a statement of applicability",
    "role": "roles",
    "provenance": "data sets",
    "event_log": "event logs",
}
"""What facts of a kind are called, several of them."""
_RISK = 80  # characters of a risk told beside its number


def sentence(fact: StoredFact) -> str:
    """The fact in words, without a full stop at its end where it ends with one of its own."""
    wording = _WORDING.get(fact.kind, _plain)
    text = on_a_line(wording(fact), fact.doc_id).strip(" ,;:")
    return f"{text[:1].upper()}{text[1:]}." if text[-1:] not in ".!?" else f"{text[:1].upper()}{text[1:]}"


def short(text: str, limit: int = 160) -> str:
    """``text`` on one line, cut at a word."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0].rstrip(",;: ") + " …"


def name_of(fact: StoredFact) -> str:
    """What a fact is about, in as few words as it offers."""
    for field in (*_NAMES.get(fact.kind, ()), "subject", "title", "name", "text", "number"):
        if value := fact.get(field):
            number = fact.get("number")
            return short(f"{number} {value}" if number and field not in ("number",) and number not in value else value)
    return ""


_NAMES: dict[str, tuple[str, ...]] = {
    "meeting": ("title", "body"),
    "training": ("person", "course"),
    "role": ("person",),
    "measurement": ("kpi",),
    "communication": ("topic", "channel"),
    "resource": ("purpose",),
    "validation": ("system",),
    "test": ("type", "measure"),
    "event_log": ("system",),
    "provenance": ("dataset",),
    "agreement": ("subject", "supplier"),
    "certificate": ("standard",),
    "applicability": ("control",),
    "acceptance": ("risk", "text"),
    "treatment": ("risk", "text"),
    "attendance": ("person",),
}


def _with(fact: StoredFact, **parts: str) -> str:
    """The parts whose field is said: ``by=" by {}"`` and so on, joined; days are written out."""
    return "".join(form.format(_said(fact, name)) for name, form in parts.items() if fact.get(name))


def _said(fact: StoredFact, name: str) -> str:
    return day_words(fact.get(name)) if name in fact.fact.dates else short(fact.get(name))


def _document(fact: StoredFact) -> str:
    return name_of(fact) + _with(
        fact,
        version=", version {}",
        status=", {}",
        owner=", owner {}",
        approver=", approver {}",
        approved=", approved {}",
        effective=", effective {}",
        review=", next review {}",
    )


def _approval(fact: StoredFact) -> str:
    done = fact.get("decision") or "approved"
    what = name_of(fact) or "the matter"
    who = fact.get("approver") or fact.get("body")
    by = f" by {who}" if who else ""
    extra = (
        f" ({fact.get('role') or fact.get('body')})"
        if fact.get("approver") and (fact.get("role") or fact.get("body"))
        else ""
    )
    return f"{what}{_with(fact, version=' {}')} {done}{by}{extra}" + _with(fact, approved=" on {}")


def _signature(fact: StoredFact) -> str:
    where = name_of(fact) or fact.get("field") or "the document"
    return f"signature under {where}: {fact.get('state').replace('_', ' ')}" + _with(fact, signer=", {}", signed=", {}")


def _review(fact: StoredFact) -> str:
    return f"review of {name_of(fact) or 'the document'}" + _with(
        fact, last=", last on {}", due=", next due {}", next=", next in {}", cadence=", {}", owner=", by {}"
    )


def _meeting(fact: StoredFact) -> str:
    title, body = meeting_name(fact), fact.get("body")
    told = any(
        word in title.lower() for word in ("meeting", "review", "minutes", "committee", "board", "council", "forum")
    )
    name, state = title if told or not body else body, fact.get("state")
    when = f" {_STATES.get(state, state)}" if state else ""
    return f"{name}{when}" + _with(fact, held=" for {}" if state == "planned" else " on {}", chair=", chaired by {}")


_STATES = {"held": "was held", "cancelled": "was cancelled", "postponed": "was put off", "planned": "is planned"}


def _decision(fact: StoredFact) -> str:
    where = _with(fact, body="{}", held=" on {}").strip()
    return (f"{where}: " if where else "") + short(decided(fact) or name_of(fact), 300) + _outcome(fact)


def _outcome(fact: StoredFact) -> str:
    outcome = fact.get("outcome")
    plain = outcome.lower() == "decided"  # says no more than that there is a decision
    return "" if not outcome or plain or outcome.lower() in fact.get("text").lower() else f" ({outcome})"


def _task(fact: StoredFact) -> str:
    return name_of(fact) + _with(fact, owner=", owner {}", due=", due {}") + _ended(fact)


def _ended(fact: StoredFact) -> str:
    """How it stands and since when; a day that the status gives is not given twice."""
    status, closed = fact.get("status"), fact.get("closed")
    dated = bool(closed) and any(day.isoformat() == closed[:10] for _, _, day, _ in find_dates(status))
    return _with(fact, closed=", closed {}") if dated else _with(fact, status=", {}", closed=", closed {}")


def _objective(fact: StoredFact) -> str:
    return name_of(fact) + _with(fact, owner=", owner {}", kpi=", KPI {}", target=", target {}", status=", {}")


def _measurement(fact: StoredFact) -> str:
    return f"{name_of(fact)}: {fact.get('value')}{_unit(fact)}" + _with(
        fact, period=" in {}", target=", target {}", status=", {}"
    )


def _unit(fact: StoredFact) -> str:
    unit = fact.get("unit")
    return f" {unit}" if unit and unit not in fact.get("value") else ""


def _risk(fact: StoredFact) -> str:
    return name_of(fact) + _with(
        fact, level=", {}", score=", score {}", owner=", owner {}", treatment=", {}", status=", {}"
    )


def _acceptance(fact: StoredFact) -> str:
    risk, text = fact.get("risk"), " ".join(fact.get("text").split()).rstrip(".")
    named = f"{risk} ({text})" if risk and text and len(text) <= _RISK else risk or name_of(fact) or "a risk"
    return f"{named} accepted" + _with(
        fact, by=" by {}", accepted=" on {}", until=", until {}", reason=", reason: {}", conditions=", conditions: {}"
    )


_FOR = re.compile(r"(?:to|for|towards)\s", re.I)


def _resource(fact: StoredFact) -> str:
    amount = _thousands(fact.get("amount"))
    currency = fact.get("currency")
    money = f"{currency} {amount}" if currency and currency not in amount else amount
    by = fact.get("approver") or fact.get("body")
    return (
        (money or "means")
        + _with(fact, purpose=" {}" if _FOR.match(fact.get("purpose")) else " for {}")
        + (f", approved by {by}" if by else "")
        + _with(fact, approved=" on {}")
    )


def _thousands(amount: str) -> str:
    """Bare digits with commas, anything else as it is."""
    return f"{int(amount):,}" if amount.isdecimal() and len(amount) < 16 else amount


def _communication(fact: StoredFact) -> str:
    return (fact.get("sender") or "message") + _with(
        fact, role=" ({})", audience=" to {}", sent=" on {}", channel=", {}", topic=": {}"
    )


def _training(fact: StoredFact) -> str:
    return _with(fact, person="{}", course=": {}", completed=", completed {}", until=", valid until {}", result=", {}")


def _finding(fact: StoredFact) -> str:
    return (
        name_of(fact)
        + _with(
            fact,
            grade=" ({})",
            clause=", clause {}",
            raised=", raised {}",
            owner=", owner {}",
            due=", due {}",
        )
        + _ended(fact)
    )


def _corrective(fact: StoredFact) -> str:
    told = name_of(fact) + _with(fact, **{"for": " for {}"}, cause=", cause: {}", due=", due {}") + _ended(fact)
    return told + _with(fact, effectiveness=", effectiveness: {}")


def _incident(fact: StoredFact) -> str:
    return name_of(fact) + _with(
        fact,
        severity=", {}",
        system=", {}",
        occurred=", occurred {}",
        detected=", detected {}",
        reported=", reported {}",
        status=", {}",
    )


def _system(fact: StoredFact) -> str:
    return name_of(fact) + _with(
        fact, purpose=", {}", role=", role {}", owner=", owner {}", stage=", {}", assessed=", assessed {}"
    )


def _assessment(fact: StoredFact) -> str:
    return f"{fact.get('type')} assessment of {name_of(fact)}" + _with(
        fact,
        assessor=", by {}",
        assessed=", {}",
        approver=", approved by {}",
        approved=" on {}",
        status=", {}",
        outcome=", {}",
    )


def _validation(fact: StoredFact) -> str:
    return f"validation of {name_of(fact)}" + _with(
        fact, version=" {}", validator=" by {}", validated=", {}", verdict=": {}"
    )


def _test(fact: StoredFact) -> str:
    return (fact.get("system") + " " + name_of(fact)) + _with(
        fact, value=": {}", limit=", limit {}", verdict=", {}", period=", {}"
    )


def _supplier(fact: StoredFact) -> str:
    return name_of(fact) + _with(
        fact, service=", {}", owner=", owner {}", assessed=", assessed {}", next_assessment=", next {}"
    )


def _agreement(fact: StoredFact) -> str:
    supplier = "" if fact.get("supplier") in name_of(fact) else " with {}"
    return name_of(fact) + _with(
        fact, supplier=supplier, **{"from": ", from {}"}, until=", until {}", signed=", signed {}"
    )


def _audit(fact: StoredFact) -> str:
    return (name_of(fact) or f"{fact.get('type')} audit") + _with(
        fact, auditor=", by {}", **{"from": ", {}"}, to=" to {}", result=": {}"
    )


def _applicability(fact: StoredFact) -> str:
    return _with(
        fact,
        control="{}",
        title=" {}",
        applicable=": applicable {}",
        justification=", for: {}",
        owner=", owner {}",
        status=", {}",
    )


def _role(fact: StoredFact) -> str:
    return _with(fact, person="{}", role=": {}", unit=", {}", **{"from": ", from {}"}, until=", until {}")


def _certificate(fact: StoredFact) -> str:
    return f"certificate {fact.get('standard')}" + _with(
        fact,
        number=" {}",
        issuer=" by {}",
        holder=" for {}",
        issued=", issued {}",
        until=", until {}",
        scope=", scope: {}",
    )


def _ownership(fact: StoredFact) -> str:
    return f"{name_of(fact)}: owner {fact.get('owner')}" + _with(fact, role=" ({})")


def _provenance(fact: StoredFact) -> str:
    of = f" of {fact.get('dataset')}" if fact.get("dataset") else ""
    return f"data{of}" + _with(fact, source=" from {}", period=", {}", licence=", licence {}", owner=", owner {}")


def _event_log(fact: StoredFact) -> str:
    return f"event logs{_with(fact, system=' of {}')}" + _with(fact, retention=" kept {}", place=", in {}")


def _plain(fact: StoredFact) -> str:
    rest = [
        value for field, value in [*fact.fact.fields.items(), *fact.fact.dates.items()] if value and field != "written"
    ]
    return ", ".join(map(short, dict.fromkeys(rest)))


_WORDING: dict[str, Callable[[StoredFact], str]] = {
    "document": _document,
    "approval": _approval,
    "signature": _signature,
    "review": _review,
    "meeting": _meeting,
    "decision": _decision,
    "action": _task,
    "treatment": _task,
    "objective": _objective,
    "measurement": _measurement,
    "risk": _risk,
    "acceptance": _acceptance,
    "resource": _resource,
    "communication": _communication,
    "training": _training,
    "finding": _finding,
    "corrective_action": _corrective,
    "incident": _incident,
    "system": _system,
    "assessment": _assessment,
    "validation": _validation,
    "test": _test,
    "supplier": _supplier,
    "agreement": _agreement,
    "audit": _audit,
    "applicability": _applicability,
    "role": _role,
    "certificate": _certificate,
    "ownership": _ownership,
    "provenance": _provenance,
    "event_log": _event_log,
}
