"""A fact in a plain sentence: what it says of one of its fields. Pure; ``verify`` makes the same sentence again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from assistant.decided import decided, heading
from assistant.readable import readable
from assistant.register.nouns import label, topics
from evidence.dates import without_dates
from evidence.model import StoredFact

_SENTENCES: dict[tuple[str, str], str] = {
    ("approval", "approver"): "{value}{role} {decided} {topic}{version}{on:approved}",
    ("approval", "body"): "{value} {decided} {topic}{version}{on:approved}",
    ("approval", "role"): "{value} {decided} {topic}{version}{on:approved}",
    ("approval", "approved"): "{topic}{version} was {decided}{by} on {value}",
    ("approval", "effective"): "{topic}{version} is effective from {value}",
    ("approval", "decision"): "{topic}{version} was {decided}{by}{on:approved}",
    ("document", "approver"): "{topic}{version} names {value} as approver{on:approved}",
    ("document", "owner"): "{topic}{version} names {value} as owner",
    ("document", "approved"): "{topic}{version} was approved on {value}",
    ("document", "effective"): "{topic}{version} is effective from {value}",
    ("document", "issued"): "{topic}{version} was issued on {value}",
    ("document", "withdrawn"): "{topic}{version} was withdrawn on {value}",
    ("document", "review"): "{topic}{version} is due for review on {value}",
    ("document", "reviewed"): "{topic}{version} was last reviewed on {value}",
    ("document", "version"): "{topic} has version {value}{on:approved}",
    ("document", "status"): "{topic}{version} has the status {value}",
    ("signature", "signer"): "{value}{role} signed {topic}{on:signed}",
    ("signature", "signed"): "{topic} was signed{by} on {value}",
    ("signature", "state"): "The signature{of} on {topic} is {state}{on:signed}",
    ("ownership", "owner"): "{value} owns {topic}",
    ("review", "owner"): "{value} is to review {topic}",
    ("review", "last"): "{topic} was last reviewed on {value}",
    ("review", "due"): "{topic} is due for review on {value}",
    ("review", "next"): "The next review of {topic}: {value}",
    ("review", "cadence"): "Review of {topic}: {value}",
    ("document", "author"): "{topic}{version} names {value} as author",
    ("meeting", "chair"): "{value} chaired {topic}{on:held}",
    ("meeting", "held"): "{topic} {state} {value}",
    ("meeting", "attendees"): "{value} attended {topic}{on:held}",
    ("meeting", "apologies"): "{value} sent apologies for {topic}{on:held}",
    ("meeting", "quorum"): "{topic}{on:held} was {value}",
    ("decision", "body"): "{value}{on:held}: {text}{terms}",
    ("decision", "held"): "{body} on {value}: {text}{terms}",
    ("decision", "outcome"): "{body}{on:held}: {text}{terms}",
    ("resource", "approver"): "{value} approved {currency} {amount} for {topic}{on:approved}",
    ("resource", "body"): "{value} approved {currency} {amount} for {topic}{on:approved}",
    ("resource", "approved"): "{currency} {amount} for {topic} was approved{by} on {value}",
    ("resource", "amount"): "{currency} {amount} was approved for {topic}{by}{on:approved}",
    ("acceptance", "by"): "{value} accepted {topic}{on:accepted}{to:until}",
    ("acceptance", "accepted"): "{topic} was accepted{by} on {value}{to:until}",
    ("acceptance", "until"): "The acceptance of {topic} runs until {value}",
    ("communication", "sender"): "{value}{role} sent “{topic}”{whom}{on:sent}{through}",
    ("communication", "sent"): "“{topic}” was sent{by}{whom} on {value}{through}",
    ("training", "completed"): "{person} completed {course} on {value}",
    ("training", "until"): "The {course} of {person} is valid until {value}",
    ("training", "person"): "{value}: {course}{on:completed}{to:until}",
    ("system", "since"): "{topic} has been in use since {value}",
    ("system", "assessed"): "{topic} was assessed on {value}",
    ("system", "next_assessment"): "The next assessment of {topic} is due on {value}",
    ("system", "validated"): "{topic} was validated on {value}",
    ("system", "review"): "The next review of {topic} is due on {value}",
    ("system", "level"): "{topic} is classed as {value}",
    ("agreement", "until"): "The agreement on {topic} runs until {value}",
    ("agreement", "from"): "The agreement on {topic} runs from {value}",
    ("audit", "planned"): "{topic} is planned for {value}",
    ("finding", "text"): "{topic}",
    ("certificate", "issuer"): "{value} issued the certificate {topic}",
    ("certificate", "until"): "The certificate {topic} is valid until {value}",
    ("certificate", "issued"): "The certificate {topic} was issued on {value}",
    ("supplier", "assessed"): "{topic} was assessed on {value}",
    ("supplier", "next_assessment"): "The next assessment of {topic} is due on {value}",
    ("incident", "cause"): "The cause of {topic}: {value}",
    ("supplier", "until"): "The contract with {topic} runs until {value}",
    ("supplier", "from"): "The contract with {topic} runs from {value}",
    ("role", "person"): "{value} is {topic}{from}{to:until}",
    ("role", "from"): "{person} is {topic} from {value}",
    ("role", "until"): "{person}, {topic}: until {value}",
    ("assessment", "assessor"): "{value} assessed {topic}{on:assessed}",
    ("assessment", "assessed"): "{topic} was assessed on {value}",
    ("validation", "validator"): "{value} validated {topic}{on:validated}",
    ("validation", "validated"): "{topic} was validated{by} on {value}",
    ("validation", "verdict"): "The validation of {topic} says: {value}",
    ("attendance", "person"): "{value} {part} {topic}{on:held}{note}",
    ("attendance", "role"): "{person}, {value}, {part} {topic}{on:held}",
    ("attendance", "held"): "{person} {part} {topic} on {value}{note}",
    ("measurement", "value"): "{topic}{during}: {value}{unit}{target}{light}",
    ("test", "value"): "{topic}{dated}: {value}{limit}{verdict}",
    ("supplier", "name"): "{value}{supplies}",
    ("incident", "occurred"): "{topic} occurred on {value}",
    ("incident", "detected"): "{topic} was detected on {value}",
    ("incident", "reported"): "{topic} was reported on {value}",
    ("incident", "reporter"): "{value} reported {topic}{on:reported}",
}
_MONTHS = 12
_REFERENCE = re.compile(r"[A-Z]{1,6}[-/ ]?\d[\w./-]{0,12}")
_THEN = "@written"
_DECIDED = {"rejected": "rejected", "deferred": "deferred", "noted": "noted", "endorsed": "approved"}
_STATES = {"empty": "empty", "blank_line": "left blank", "filled": "filled in", "valid": "filled in and valid", "untrusted": "filled in",
           "tampered": "filled in, and the document was changed afterwards", "written": "written in"}  # fmt: skip
_FIELD = re.compile(r"\{(\w+)(?::(\w+))?\}")
_TOPIC_PARTS = frozenset({"number", "risk", "title", "subject", "name", "meeting", "body"})
_WITHOUT = " without "
_HELD_IN = {
    "version": "version", "role": "role", "during": "period", "dated": "period", "unit": "unit", "target": "target",
    "limit": "limit", "verdict": "verdict", "light": "status", "whom": "audience", "through": "channel", "note": "note",
    "supplies": "service", "from": "from", "terms": "terms",
}  # fmt: skip
"""The field that a part of a sentence tells, for the parts that it can do without."""
_BY_WHOM = ("approver", "by", "signer", "sender", "validator")


def sentence(fact: StoredFact, name: str, title: str) -> str:
    """What ``fact`` says of its field or date ``name``. ``title`` is its document's, for facts that name no subject.

    Of a name made by ``on_that_day`` it is told as of the day that the document was written; of one made by
    ``without`` fields are not told.
    """
    fact, name = _stripped(fact, left_out(name)), name.partition(_WITHOUT)[0]
    if name.endswith(_THEN):
        then = sentence(fact, field_of(name), title)
        begun = f"{then[:1].lower()}{then[1:]}" if then[1:2].islower() else then
        return f"As of {day_words(fact.get('written'))}, {begun}"
    pattern = _SENTENCES.get((fact.kind, name), "")
    value = shown(name, fact.get(name), fact)
    if not value:
        pattern = "{topic}"
    if not pattern:
        pattern = {
            "owner": "{value} owns {topic}",
            "due": "{topic} is due on {value}",
            "closed": "{topic} was closed on {value}",
        }.get(name, "{topic}: " + (name.replace("_", " ") + " " if value else "") + "{value}")
    words = _FIELD.sub(lambda match: _part(fact, match[1], match[2] or "", value, title), pattern)
    words = " ".join(readable(words, fact.doc_id).split()).rstrip(" .:;,")
    return f"{words[:1].upper()}{words[1:]}."


def on_that_day(name: str) -> str:
    """The name under which a field is told as of the day that its document was written."""
    return f"{name}{_THEN}"


def without(name: str, fields: Iterable[str]) -> str:
    """The name under which a field is told, and of what its sentence could tell beside it ``fields`` are not."""
    left = " ".join(sorted({*left_out(name), *fields}))
    return f"{name.partition(_WITHOUT)[0]}{_WITHOUT}{left}" if left else name


def left_out(name: str) -> frozenset[str]:
    """The fields that are not told under a name."""
    return frozenset(name.partition(_WITHOUT)[2].split())


def field_of(name: str) -> str:
    """The field that a name is of."""
    return name.partition(_WITHOUT)[0].removesuffix(_THEN)


def spoken(fact: StoredFact, name: str) -> frozenset[str]:
    """The fields and dates whose values the sentence of ``sentence`` may hold beside ``name``."""
    told = {part for match in _FIELD.finditer(_SENTENCES.get((fact.kind, name), "")) for part in match.groups() if part}
    parts = {*told, *topics(fact.kind), *_TOPIC_PARTS, *(field for part, field in _HELD_IN.items() if part in told)}
    return frozenset(parts | (set(_BY_WHOM) if "by" in told else set()))


def beside(fact: StoredFact, name: str) -> dict[str, str]:
    """What the sentence tells beside its value and could do without, by field: who, when, which version, how much."""
    fact = _stripped(fact, left_out(name))
    told: list[str] = []
    for match in _FIELD.finditer(_SENTENCES.get((fact.kind, field_of(name)), "")):
        told += [match[2]] if match[1] in ("on", "to") else [_HELD_IN[match[1]]] if match[1] in _HELD_IN else []
        told += [who] if match[1] == "by" and (who := _by_whom(fact)) else []
    return {field: value for field in told if field != field_of(name) and (value := fact.get(field))}


def _stripped(fact: StoredFact, left: frozenset[str]) -> StoredFact:
    """A fact without some of its fields and dates."""
    if not left:
        return fact
    own = fact.fact
    fields = {field: value for field, value in own.fields.items() if field not in left}
    dates = {field: value for field, value in own.dates.items() if field not in left}
    return replace(fact, fact=replace(own, fields=fields, dates=dates))


def topic(fact: StoredFact, title: str) -> str:
    """What a fact is about, in a few words."""
    if fact.kind in ("meeting", "attendance"):
        return meeting_name(fact)
    if fact.kind == "decision" and heading(fact):
        return _cut(f"{fact.get('number')} {decided(fact)}".strip())
    parts = [part for name in topics(fact.kind) if (part := fact.get(name))]
    kept = [part for n, part in enumerate(parts) if not any(part.lower() in other.lower() for other in parts[:n])]
    words = " ".join(kept[:2]) if kept else title
    if fact.kind in ("risk", "action", "finding", "corrective_action", "objective", "treatment") and kept:
        words = f"{label(fact.kind)} {words}" if fact.get("number") or fact.get("risk") else words
    if fact.kind == "corrective_action" and kept and not fact.get("number") and _REFERENCE.fullmatch(fact.get("for")):
        words = f"{fact.get('for')}, {words}"  # the row of a log is known by the number of what was found
    return _cut(words)


def _cut(words: str) -> str:
    return words if len(words) <= 160 else f"{words[:157].rsplit(' ', 1)[0]} …"


def amount_words(amount: str) -> str:
    """An amount without fractions with its thousands parted; any other as it is written: "1.200" may be either."""
    return f"{int(amount.partition('.')[0]):,}" if re.fullmatch(r"\d+(\.0+)?", amount) else amount


def meeting_name(fact: StoredFact) -> str:
    """A meeting by its title without dates, or by its body where the title says no more."""
    title = without_dates(fact.get("title") or fact.get("meeting"), "")
    title = re.sub(
        r"^(?:draft |approved )?(?:minutes|notes|agenda)(?: of(?: the)?)?\b[\s:,–—-]*|[\s:,–—-]*\b(?:minutes(?: of)?|of|agenda)?\s*$",
        "",
        title,
        flags=re.I,
    )
    title = re.sub(r"^(?:next meeting|meeting)\b[\s:,–—-]*", "", title, flags=re.I).strip(" ,:;–—-")
    words = (
        title
        if len(title.split()) > 1 and not (title.isupper() and fact.get("body"))
        else fact.get("body") or title or "the meeting"
    )
    return words if words.lower().startswith(("the ", "first ", "second ")) else f"the {words}"


def shown(name: str, value: str, fact: StoredFact) -> str:
    """A value as it is shown: days written out, lists with commas."""
    if name in fact.fact.dates:
        return day_words(value)
    return re.sub(r"\s*;\s*", ", ", value)


def day_words(text: str) -> str:
    """An ISO day written out ("14 March 2026"); anything else as it is."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return f"{day.day} {day:%B %Y}"


def period_words(text: str) -> str:
    """A period written out: "2026-03" is "March 2026", "2026-Q1" is "Q1 2026"; anything else as it is."""
    if quarter := re.fullmatch(r"(\d{4})-(Q[1-4])", text):
        return f"{quarter[2]} {quarter[1]}"
    match = re.fullmatch(r"(\d{4})-(\d\d)", text)
    return f"{date(int(match[1]), int(match[2]), 1):%B %Y}" if match and 1 <= int(match[2]) <= _MONTHS else text


def _part(fact: StoredFact, name: str, of: str, value: str, title: str) -> str:
    if name == "value":
        return value
    if name == "topic":
        return topic(fact, title)
    if name in ("on", "to"):
        day = fact.get(of)
        return f" {'until' if name == 'to' else 'on'} {day_words(day)}" if day else ""
    return SPECIAL[name](fact) if name in SPECIAL else fact.get(name)


def _by(fact: StoredFact) -> str:
    who = _by_whom(fact)
    return f" by {fact.get(who)}" if who else ""


def _by_whom(fact: StoredFact) -> str:
    """The field that says who did it, or ""."""
    return next((name for name in (*_BY_WHOM, "body") if fact.get(name)), "")


def _role(fact: StoredFact) -> str:
    role = fact.get("role")
    return f", {role}," if role and role.lower() not in fact.get("approver").lower() else ""


def _state(fact: StoredFact) -> str:
    state = fact.get("state")
    if fact.kind == "signature":
        return _STATES.get(state, state)
    return {
        "cancelled": "was cancelled; it had been planned for",
        "planned": "is planned for",
        "postponed": "was put off from",
    }.get(state, "was held on")


_PARTS = {
    "chair": "chaired",
    "apologies": "sent apologies for",
    "present": "attended",
    "in attendance": "was in attendance at",
}
SPECIAL: dict[str, Callable[[StoredFact], str]] = {
    "part": lambda fact: "was absent from" if fact.get("note") else _PARTS.get(fact.get("part"), "attended"),
    "note": lambda fact: f" ({fact.get('note')})" if fact.get("note") else "",
    "by": _by,
    "role": _role,
    "state": _state,
    "of": lambda fact: f" of {name}" if (name := fact.get("signer") or fact.get("role")) else "",
    "from": lambda fact: f" from {day_words(fact.get('from'))}" if fact.get("from") else "",
    "version": lambda fact: f" {fact.get('version')}" if fact.get("version") else "",
    "during": lambda fact: f" in {period_words(fact.get('period'))}" if fact.get("period") else "",
    "unit": lambda fact: f" {unit}" if (unit := fact.get("unit")) and unit not in fact.get("value") else "",
    "target": lambda fact: f" (target {target})" if (target := fact.get("target")) else "",
    "dated": lambda fact: f" ({period_words(fact.get('period'))})" if fact.get("period") else "",
    "limit": lambda fact: f" (limit {limit})" if (limit := fact.get("limit")) else "",
    "verdict": lambda fact: f"; {verdict}" if (verdict := fact.get("verdict")) else "",
    "light": lambda fact: f", {status}" if (status := fact.get("status")) else "",
    "whom": lambda fact: f" to {audience}" if (audience := fact.get("audience")) else "",
    "through": lambda fact: f" ({channel})" if (channel := fact.get("channel")) else "",
    "supplies": lambda fact: f" supplies {service}" if (service := fact.get("service")) else " is a supplier",
    "text": decided,
    "terms": lambda fact: f". {terms}" if (terms := fact.get("terms")) else "",
    "decided": lambda fact: _DECIDED.get(fact.get("decision"), "approved"),
    "amount": lambda fact: amount_words(fact.get("amount")),
}  # fmt: skip
