"""Messages that were sent: mails, posts, newsletters, town halls, memos, logs, and sentences that report them.

A communication plan says what is meant to be sent: no fact. A reply counts, what it quotes does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span, Strength, Table
from ingest.facts import posts
from ingest.facts.columns import Record
from ingest.facts.context import actor_before, signer
from ingest.facts.parties import is_person, is_role, party
from ingest.facts.reading import Reading
from ingest.metadata import path_words

NAME = "communications/1"

_HEADER = re.compile(r"^(?P<label>From|To|Cc|Date|Sent|Subject|Reply-To|Bcc):[ \t]*(?P<value>[^\n]*)$", re.M)
_ADDRESS = re.compile(r"\s*<[^<>\n]*>")
_MAILBOX = re.compile(r"[\w.+-]+@[\w.-]+")
_REPLY = re.compile(r"^(?:\s*(?:re|fw|fwd|aw|wg|antw|sv|vs|tr)\s*(?:\[\d+\])?:\s*)+", re.I)
_GROUP = re.compile(
    rf"{posts.ALL.pattern}|(?i:\b(?:our |the |all )?(?:customers|suppliers|managers|shareholders|team leads|department heads)\b)"
)
_DEAR = re.compile(r"^(?:Dear|To whom it may concern|Sehr geehrte|Cher|Chère|Estimad[oa])\b", re.M)
_LABELLED = re.compile(r"(?i)(?:to|from|date|subject|memo\w*)\b\s*:?.*")
_SAID = re.compile(
    r"(?i)\b(?:(?:was|were|has been|have been|had been)\s+(?:then |also |duly |formally )?(?:communicated|announced|circulated|distributed|sent(?: out)?|e-?mailed|published|presented|explained)\s+(?P<to>to|on|in|by|via)\b"
    r"|(?P<active>(?:informed|notified|briefed|e-?mailed|wrote to|told|addressed|sent))\s+(?=(?:all|the|every|our|staff|managers|customers|suppliers)\b))"
)
_CHANNEL_SAID = re.compile(
    r"(?i)\b(?:by|via|on|in|through|at)\s+(?:the |our |an? )?(?P<channel>e-?mail|intranet|newsletter|town[ -]?hall|all[ -]?hands|letter|slack|teams|circular|portal|notice board|website|staff meeting|memo)\b"
)
_NOT_SAID = re.compile(
    r"(?i)\b(?:not|never|will|shall|to be|should|must|(?-i:may)|would|could|can|if|before|until|plan\w*|no)\b|n['’]t\b"
)
_PLANNED = re.compile(r"(?i)(?:how often|frequency|next|planned?|cadence|schedule|when due|due)")
_SENT_NAME = re.compile(
    r"(?i)(?:date(?: sent)?|sent(?: on)?|day|when|published(?: on)?|posted(?: on)?|communicated(?: on)?|date of (?:message|communication))"
)
_TOPIC_NAME = re.compile(r"(?i)(?:topic|subject|message|what|title|content|about|headline|communication|announcement)")
_AUDIENCE_NAME = re.compile(r"(?i)(?:audience|to|recipients?|whom|to whom|for|target group|addressees?|stakeholders?)")
_SENDER_NAME = re.compile(
    r"(?i)(?:sender|from|by|sent by|author|who|speaker|communicated by|issued by|owner|responsible)"
)
_CHANNEL_NAME = re.compile(r"(?i)(?:channel|medium|means|how|method|via|format|type)")
_DRAFT = re.compile(r"(?i)\b(?:draft|unsent|template|not sent)\b")
_OPENING = 700


def facts(reading: Reading) -> Iterator[Fact]:
    """The document's own message, then logs and reports of messages."""
    if reading.kind == "agenda" or _DRAFT.search(reading.title) or _DRAFT.search(path_words(reading.path)):
        return
    yield from _own(reading)
    for table, _ in reading.tables:
        yield from _of_log(reading, table)
    if reading.kind not in ("mail", "agreement", "policy"):
        yield from _reported(reading)


def _own(reading: Reading) -> Iterator[Fact]:
    """What the document itself is: one message, or the items of a newsletter."""
    if reading.kind == "mail":
        yield from _mail(reading)
        return
    if memo := _memo(reading):
        yield memo
    elif letter := _letter(reading):
        yield letter
    else:
        yield from posts.facts(reading, NAME)


def _mail(reading: Reading) -> Iterator[Fact]:
    end = reading.text.find("\n\n")
    head = list(_HEADER.finditer(reading.text, 0, end if end >= 0 else len(reading.text)))
    named = {match["label"].lower(): match for match in reversed(head)}
    sender = named.get("from")
    if sender is None or not sender["value"].strip():
        return
    who = _address(sender["value"])
    signed = signer(reading)
    role = signed.role if signed and _same(signed.person, who) else ""
    topic = _REPLY.sub("", named["subject"]["value"].strip()) if "subject" in named else ""
    span = Span(head[0].start(), head[-1].end())
    fields = {"sender": who, "role": role, "audience": _audience(named), "channel": "e-mail", "topic": topic}
    spans = [span, *([signed.span] if role and signed else [])]
    if reading.visible(span):
        yield reading.fact(
            "communication",
            fields,
            spans,
            extractor=NAME,
            dates={"sent": _sent(reading, named)},
            origin="header",
            strength=Strength.RECORD,
        )


def _sent(reading: Reading, named: dict[str, re.Match[str]]) -> str:
    match = named.get("date") or named.get("sent")
    return reading.day_of(match["value"]) if match else ""


def _address(value: str) -> str:
    """The name of a mailbox as written, else its address."""
    name = _ADDRESS.sub("", value).strip(" \"'")
    if "," in name and is_person(" ".join(reversed([part.strip() for part in name.split(",", 1)]))):
        name = " ".join(reversed([part.strip() for part in name.split(",", 1)]))  # Okafor, Helena
    found = _MAILBOX.search(value)
    return name or (found[0] if found else value.strip())


def _audience(named: dict[str, re.Match[str]]) -> str:
    to = named.get("to")
    if to is None:
        return ""
    parts = re.split(r"[,;](?![^<>\"]*[>\"])\s*", to["value"]) if "<" in to["value"] else [to["value"]]
    return "; ".join(_address(part) for part in parts if part.strip())


def _same(one: str, other: str) -> bool:
    """Whether a signature ("Helena", "H. Okafor") may be that of the sender."""
    tokens = {token.lower() for token in re.findall(r"[^\W\d_]{2,}", other)}
    return any(token.lower() in tokens for token in re.findall(r"[^\W\d_]{2,}", one))


def _memo(reading: Reading) -> Fact | None:
    """A memo or circular: labels for from, to and subject at its head."""
    found = {
        label: pair
        for pair in reversed(reading.pairs)
        if (label := pair.label.lower().strip()) in ("from", "to", "subject", "re", "date")
    }
    sender, to = found.get("from"), found.get("to")
    about = found.get("subject") or found.get("re")
    if sender is None or to is None or sender.span.start > _OPENING or reading.kind in ("register", "agreement"):
        return None
    who = party(sender.value)
    day = reading.day_of(found["date"].value) if "date" in found else reading.written
    fields = {
        "sender": (who.person or who.body or who.role) if who else sender.value,
        "role": who.role if who and who.person else "",
        "audience": to.value,
        "channel": "memo",
        "topic": about.value if about else "" if _LABELLED.fullmatch(reading.title) else reading.title,
    }
    spans = [sender.span, to.span, *([about.span] if about else [])]
    if not all(reading.visible(span) for span in spans):
        return None
    return reading.fact(
        "communication", fields, spans, extractor=NAME, dates={"sent": day}, strength=posts.strength(reading)
    )


def _letter(reading: Reading) -> Fact | None:
    """A letter: a salutation, a name under it, and a day."""
    dear = _DEAR.search(reading.text[:1_500])
    signed = signer(reading)
    if (
        dear is None
        or signed is None
        or signed.span.start < dear.end()
        or reading.kind in ("agreement", "register", "minutes")
    ):
        return None
    to = next(
        (
            pair
            for pair in reading.pairs
            if pair.label.lower() in ("to", "att.", "attn", "attn.") and pair.span.end < dear.start()
        ),
        None,
    )
    fields = {
        "sender": signed.person,
        "role": signed.role,
        "audience": to.value if to else "",
        "channel": "letter",
        "topic": reading.title,
    }
    spans = [signed.span, reading.line(dear.start()), *([to.span] if to else [])]
    return reading.fact(
        "communication",
        fields,
        spans,
        extractor=NAME,
        dates={"sent": reading.day(Span(0, dear.start())) or reading.written},
        strength=posts.strength(reading),
    )


def _of_log(reading: Reading, table: Table) -> Iterator[Fact]:
    """A log of messages: a topic, somebody who sent or received, and a day that is past by the table's own name for it."""
    names = [name.strip() for name in table.header]
    if any(_PLANNED.fullmatch(name) for name in names):
        return
    has = [
        any(pattern.fullmatch(name) for name in names)
        for pattern in (_TOPIC_NAME, _AUDIENCE_NAME, _CHANNEL_NAME, _SENT_NAME)
    ]
    if (
        not all((has[0], has[3], has[1] or has[2]))
        or sum(has) < 3
        or (not has[2] and not re.search(r"(?i)communicat|messag|announce", f"{reading.title} {table.caption}"))
    ):
        return
    for record in reading.records(table):
        if reading.visible(record.span):
            yield from _of_record(reading, record)


def _of_record(reading: Reading, record: Record) -> Iterator[Fact]:
    def words(pattern: re.Pattern[str]) -> str:
        return next(
            (
                each.text.strip()
                for each in record.entries
                if each.text.strip() and pattern.fullmatch(each.name.strip())
            ),
            "",
        )

    status = record.text("status")
    day = reading.day_of(words(_SENT_NAME))
    if (
        not words(_TOPIC_NAME)
        or not day
        or re.search(r"(?i)\b(?:planned|open|to do|cancelled|draft|not sent)\b", status)
    ):
        return
    who = party(words(_SENDER_NAME))
    fields = {
        "sender": (who.name if who else words(_SENDER_NAME)),
        "role": who.role if who and who.person else "",
        "audience": words(_AUDIENCE_NAME),
        "channel": words(_CHANNEL_NAME),
        "topic": words(_TOPIC_NAME),
    }
    yield reading.fact(
        "communication",
        fields,
        [record.span],
        extractor=NAME,
        dates={"sent": day},
        origin="cell",
        strength=Strength.RECORD,
    )


def _reported(reading: Reading) -> Iterator[Fact]:
    """Sentences of minutes and reports: "The policy was communicated to all staff by e-mail on 3 May 2025"."""
    for span in reading.sentences:
        if span.end - span.start > 600:
            continue
        words = reading.quote(span)
        match = _SAID.search(words)
        audience = _GROUP.search(words, match.end() - 3) if match else None
        day = reading.day(span)
        if (
            match is None
            or audience is None
            or not day
            or _NOT_SAID.search(words, max(0, match.start() - 40), match.end())
        ):
            continue
        actor = actor_before(words, 0, match.start()) if match["active"] else None
        channel = _CHANNEL_SAID.search(words, match.start())
        about = re.search(
            r"(?i)\b(?:about|of|on)\s+(?P<topic>(?:the |our )?[^.,;]{4,80}?)(?=\s+(?:on|by|via|in)\s|[.,;]|$)",
            words[audience.end() :],
        )
        topic = words[: match.start()].strip(" ,") if not match["active"] else about["topic"] if about else ""
        fields = {
            "sender": actor.name if actor else "",
            "role": actor.role if actor and actor.person else "",
            "audience": audience[0],
            "channel": channel["channel"] if channel else "",
            "topic": topic if len(topic) <= 120 else "",
        }
        if is_role(topic):
            fields["topic"] = ""
        yield reading.fact("communication", fields, [span], extractor=NAME, dates={"sent": day})
