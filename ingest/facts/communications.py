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
from ingest.facts.nearby import nearby_day
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
_TO_ALL = re.compile(r"(?i)to:? (?P<who>(?:all|every|our)\b[^.:;]{3,60}?)[.,]?")
_AHEAD = re.compile(r"(?i)\b(?:plan|planner|planned|matrix|schedule|calendar|strategy)\b")
_DEED = re.compile(r"(?i)(?:(?:date|day) )?(?:sent|published|posted|communicated|delivered|done|issued)(?: on)?")
_TOPIC_NAME = re.compile(r"(?i)(?:topic|subject|message|what|title|content|about|headline|communication|announcement)")
_AUDIENCE_NAME = re.compile(r"(?i)(?:audience|to|recipients?|whom|to whom|for|target group|addressees?|stakeholders?)")
_SENDER_NAME = re.compile(
    r"(?i)(?:sender|from|by|sent by|author|who|speaker|communicated by|issued by|owner|responsible)"
)
_CHANNEL_NAME = re.compile(r"(?i)(?:channel|medium|means|how|method|via|format|type)")
_DRAFT = re.compile(r"(?i)\b(?:draft|unsent|template|not sent)\b")
_OPENING = 700
_NEAR = 200  # characters below a salutation in which "Re: ..." may stand
_LONGEST_TOPIC = 14  # words
_RE = re.compile(
    r"^(?:re|subject|concerning|betreff|our ref\.?[^\n–—]{0,40}[–—])[ \t]*:?[ \t]+(?P<about>\S[^\n]{3,120})$",
    re.I | re.M,
)
_PLACE = re.compile(
    r"^(?:cop(?:y|ies)|cc|to|att)\b|\b(?:street|road|quay|court|avenue|house|square|trust|ltd|limited|plc|gmbh|inc|oy|ab)\b\.?,?",
    re.I,
)
_NOTICE_NAME = re.compile(
    r"(?:notices?|announcements?|announced|communicat(?:ed|ion)|told|published|circulated)(?: (?:sent )?(?:to|on) (?P<to>.{3,30}))?",
    re.I,
)
_DOCUMENT_NAME = re.compile(r"(?:polic(?:y|ies)|documents?|procedures?|standards?|title|what)(?: .{2,20})?", re.I)
_TOLD_HEADING = re.compile(
    r"(?:\d{1,2}[.)]?\s+)?(?:who (?:was|has been|were) (?:told|informed|notified)|notifications?|(?:internal |external )?communications?|people (?:told|informed)|informed|told)",
    re.I,
)
_TOLD_LINE = re.compile(r"^[ \t*•–-]*(?P<who>[^\W\d_][^:\n|]{2,80}):[ \t]+(?P<rest>[^\n]*?\d[^\n]*)$", re.M)
_MEMO = re.compile(r"^memo(?:randum)?\s+")
_TOLD_ON = re.compile(
    r"^[ \t*•–-]*(?P<when>\d{1,2}(?:st|nd|rd|th|\.)? [^\W\d_]{3,9}(?:,? \d{4})?|[^\W\d_]{3,9} \d{1,2}(?:,? \d{4})?|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
    r"(?:,? (?:at )?\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?)?\s*(?:[:,]|[–—-])\s+(?P<rest>[^\n]{3,300})$",
    re.M,
)
_NOT_TOLD = re.compile(
    r"\b(?:not|nobody|no one|never|yet to be|to be|will be|should)\b[^.;]{0,20}\b(?:told|informed|notified|needed|required|necessary|written to)\b|^\W*(?:not yet|nobody|no one|none|pending|planned)\b",
    re.I,
)
_CHANNEL_WORD = re.compile(r"\b(?:e-?mail|phone|telephone|letter|post|text message|intranet)\b", re.I)
_TOLD = re.compile(
    r"(?:^|(?<=[.:]\s))(?P<who>(?:The |Our )?[A-Z][^.;:|]{2,60}?) (?:was|were|has been|have been) (?:formally |also |then )?(?:notified|informed|written to|told|briefed)(?: of [^.;]{3,60}?| about [^.;]{3,60}?)? (?P<when>on (?:\w+day,? )?\d)"
)


def facts(reading: Reading) -> Iterator[Fact]:
    """The document's own message, then logs and reports of messages."""
    if reading.kind == "agenda" or _DRAFT.search(reading.title) or _DRAFT.search(path_words(reading.path)):
        return
    yield from _own(reading)
    for table, _ in reading.tables:
        yield from _of_log(reading, table)
        yield from _of_notices(reading, table)
    yield from _notified(reading)
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
        if (label := _MEMO.sub("", pair.label.lower().strip())) in ("from", "to", "subject", "re", "date", "sent")
    }
    sender, to = found.get("from"), found.get("to")
    about = found.get("subject") or found.get("re")
    under = signer(reading) if sender is None and to is not None and "date" in found and about else None
    if (sender is None and under is None) or to is None or reading.kind in ("register", "agreement"):
        return None
    if sender is None and reading.kind == "minutes":
        return None
    place = sender.span if sender else under.span if under else to.span
    if (sender or to).span.start > _OPENING:
        return None
    who = party(sender.value) if sender else None
    named = (who.person or who.body or who.role) if who else sender.value if sender else under.person if under else ""
    dated = found.get("date") or found.get("sent")
    day = reading.day_of(dated.value) if dated else reading.written
    mailed = "sent" in found or (sender is not None and _MAILBOX.search(sender.value))
    fields = {
        "sender": named,
        "role": who.role if who and who.person else under.role if under else "",
        "audience": to.value,
        "channel": "e-mail" if mailed else "memo",
        "topic": about.value if about else "" if _LABELLED.fullmatch(reading.title) else reading.title,
    }
    spans = [place, to.span, *([about.span] if about else [])]
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
        "audience": to.value if to else _addressee(reading, dear.start()),
        "channel": "letter",
        "topic": _about(reading, dear.start()) or reading.title,
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


def _addressee(reading: Reading, dear: int) -> str:
    """Whom a salutation greets, as the address above it names them in full ("Dear Ms Roth" is "Ana Roth"); or ""."""
    greeted = set(re.findall(r"[^\W\d_]{3,}", reading.quote(reading.line(dear)))) - {"Dear", "Sehr", "geehrte"}
    for line in reading.text[:dear].split("\n"):
        if everybody := _TO_ALL.fullmatch(line.strip()):
            return everybody["who"]
        name = re.split(r",|\s[–—-]\s", line.strip(), maxsplit=1)[0].strip()
        if is_person(name) and greeted & set(re.findall(r"[^\W\d_]{3,}", name)):
            return name
    return ""


def _about(reading: Reading, end: int) -> str:
    """What a letter is about: "Re: ..." above or below the salutation, or a line of its own right above it."""
    match = _RE.search(reading.text, 0, min(len(reading.text), end + _NEAR))
    if match:
        return match["about"].strip()
    block = reading.text[:end].rstrip().rpartition("\n\n")[2].strip()
    first = block.split("\n")[0].strip()
    fits = (
        1 < len(first.split()) <= _LONGEST_TOPIC
        and "\n\n" in reading.text[:end].strip()
        and not first.endswith((".", ","))
    )
    person = is_person(re.split(r",|\s[–—-]\s", first, maxsplit=1)[0].strip())
    return first if fits and not person and not reading.dates_of(first) and not _PLACE.search(first) else ""


def _of_notices(reading: Reading, table: Table) -> Iterator[Fact]:
    """A table of documents with a column that says when each was announced ("Notice to staff | 10/11/2031, all-staff mail")."""
    names = [name.strip() for name in table.header]
    at = next((name for name in names if (match := _NOTICE_NAME.fullmatch(name)) and match), "")
    subject = next((name for name in names if _DOCUMENT_NAME.fullmatch(name)), "")
    if not at or not subject:
        return
    group = _NOTICE_NAME.fullmatch(at)
    for record in reading.records(table):
        told, of = record.named(re.escape(at)), record.named(re.escape(subject))
        day = reading.day_of(told.text) if told else ""
        if told is None or of is None or not day or not reading.visible(record.span):
            continue
        words = re.sub(r"^[\s,;]+", "", told.text[reading.dates_of(told.text)[0].end :])
        sender = re.search(r"\bfrom (?:the )?(?P<who>[^,;]{2,60})", words)
        fields = {
            "sender": sender["who"].strip() if sender else "",
            "audience": (group["to"] or "") if group else "",
            "channel": re.split(r"\s+from\s", words)[0].strip(" ."),
            "topic": " ".join(of.text.split()),
        }
        yield reading.fact(
            "communication", fields, [record.span], extractor=NAME, dates={"sent": day}, origin="cell",
            strength=Strength.RECORD,
        )  # fmt: skip


def _notified(reading: Reading) -> Iterator[Fact]:
    """Lines below a heading "Who was told": "The regulator: 1 September 2031, as an incident"."""
    headings = [each for each in reading.document.headings if _TOLD_HEADING.fullmatch(each.title.strip(" #*:"))]
    for heading in headings:
        after = [each.start for each in reading.document.headings if each.start >= heading.end]
        end = min(after, default=len(reading.text))
        for match in _TOLD_LINE.finditer(reading.text, heading.end, end):
            span = reading.trimmed(Span(match.start(), match.end()))
            day = nearby_day(reading, Span(match.start("rest"), match.end()), reading.day(Span(0, heading.start)))
            rest = match["rest"]
            if not day or not reading.visible(span) or _NOT_TOLD.search(rest):
                continue
            sender = re.search(r"\bfrom (?P<who>(?:Dr |Mr |Mrs |Ms )?[A-Z][^,;.]{2,50})", rest)
            channel = _CHANNEL_WORD.search(rest)
            fields = {
                "sender": sender["who"].strip() if sender else "",
                "audience": match["who"].strip(" *-•"),
                "channel": channel[0] if channel else "",
                "topic": reading.title,
            }
            yield reading.fact("communication", fields, [span], extractor=NAME, dates={"sent": day})
        for match in _TOLD_ON.finditer(reading.text, heading.end, end):
            yield from _told_on(reading, match, reading.day(Span(0, heading.start)))


def _told_on(reading: Reading, match: re.Match[str], near: str) -> Iterator[Fact]:
    """ "11 May, 17:30 - the Director, the owner (by telephone)" in such a list."""
    span = reading.trimmed(Span(match.start(), match.end()))
    day = nearby_day(reading, Span(match.start("when"), match.end("when")), near)
    said = match["rest"]
    who = re.split(r"\s*\(|\.(?:\s|$)|;|,?\s+(?:by|via|in|with|on|that|about|was|were)\s", said)[0].strip(" *_,")
    if not day or not re.search(r"[^\W\d_]{3}", who) or _NOT_TOLD.search(said) or not reading.visible(span):
        return
    channel = _CHANNEL_WORD.search(said)
    sender = re.search(
        r"\b(?:letter|e-?mail|call|note|message|telephone|phone)\s+(?:of|from|by)\s+(?:the )?(?P<who>[A-Z][^,;.()\n]{2,50})",
        said,
    )
    fields = {
        "sender": sender["who"].strip() if sender else "",
        "audience": re.sub(r"^(?:to|told|informed)\s+", "", who, flags=re.I),
        "channel": channel[0] if channel else "",
        "topic": reading.title,
    }
    yield reading.fact("communication", fields, [span], extractor=NAME, dates={"sent": day})


def _of_log(reading: Reading, table: Table) -> Iterator[Fact]:
    """A log of messages: a topic, somebody who sent or received, and a day that is past by the table's own name for it."""
    names = [name.strip() for name in table.header]
    ahead = _AHEAD.search(f"{reading.title} {table.caption} {reading.section(table.start)}")
    if any(_PLANNED.fullmatch(name) for name in names) or (ahead and not any(map(_DEED.fullmatch, names))):
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
        if told := _TOLD.search(words):
            day = reading.day(Span(span.start + told.start("when"), span.end))
            if day and not _NOT_SAID.search(words, 0, told.end()) and not _GROUP.search(told["who"]):
                fields = {"audience": told["who"].strip(), "topic": reading.title}
                yield reading.fact("communication", fields, [span], extractor=NAME, dates={"sent": day})
                continue
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
