"""Posts, newsletters and town halls: what a page or a deck that was shown to many says about itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Heading, Span, Strength
from ingest.facts.context import last_lines, signer
from ingest.facts.labels import unmarked
from ingest.facts.parties import Party, party
from ingest.facts.reading import Reading
from ingest.metadata import path_words

_POSTED = re.compile(
    r"(?i)^[\W_]*(?:posted|published|written|shared|sent|announced|message|post|news)(?:\s+on\s+(?P<day1>[^,;|\n]{4,30}?))?\s*(?:,\s*)?(?:by|from)\s+(?P<who>[^\n|]{2,80}?)"
    r"(?=\s+(?:on|to)\s|\s*[,|·•–—(]\s*(?:on\s+)?(?:\w+day,?\s+)?\d|\s*[|·•–—]|\.?\s*$)(?P<rest>[^\n]*)$",
    re.M,
)
_TO = re.compile(
    r"(?i)\b(?:to|for)\s+(?P<audience>(?:all|every|the whole|managers?|staff|everyone|employees?|colleagues?|members?|our|customers?|suppliers?|the)\b[^.,;|\n]{0,40})"
)
_CHANNELS = (
    ("newsletter", re.compile(r"(?i)\b(?:newsletter|bulletin|staff magazine|gazette)\b")),
    (
        "town hall",
        re.compile(
            r"(?i)\b(?:town[ -]?hall|all[ -]?hands|staff (?:meeting|assembly|briefing)|all[ -]staff meeting|roadshow|leadership talk)\b"
        ),
    ),
    (
        "briefing",
        re.compile(
            r"(?i)\b(?:tool ?box (?:talk|meeting|briefing)|(?:team|shift|staff|safety|crew|ward) (?:briefing|talk|huddle))\b"
        ),
    ),
    ("slack", re.compile(r"(?i)\bslack\b")),
    ("blog", re.compile(r"(?i)\bblog\b")),
    ("press release", re.compile(r"(?i)\b(?:press release|media release|press statement)\b")),
    ("intranet", re.compile(r"(?i)\b(?:intranet|sharepoint|portal)\b")),
    ("announcement", re.compile(r"(?i)\b(?:announcements?|notice|news|newsflash|circular)\b")),
)
_PERIODICAL = re.compile(r"(?i)\b\w*news\b")
_NOT_POST = re.compile(
    r"(?i)\b(?:policy|procedure|standard|register|minutes|agenda|report|plan|template|approved list|directory|handbook|index)\b"
)
_DATELINE = re.compile(r"^[\W_]*(?P<line>[^\n]{6,90})$", re.M)
ALL = re.compile(
    r"(?i)\b(?:all (?:staff|employees|colleagues|personnel|members|managers|users)|the whole (?:company|staff)|everyone|everybody)\b"
)
"""Words for everybody."""
_BY = re.compile(
    r"(?i)^(?:[\W_]*\b(?:by|from|posted|published|updated|written|dated?|on|\w+day)\b)*[\W_]*|(?:[\W_]*\b(?:by|on|at|posted|published|\w+day)\b)*[\W_]*$"
)
_SPEAKER = re.compile(
    r"(?i)speakers?|presenters?|hosts?|(?:(?:talk|briefing|session) )?(?:presented|given|delivered|held|led|run|briefed) by|briefer|from|by|with"
)
_OPENING = 700


def facts(reading: Reading, extractor: str) -> Iterator[Fact]:
    """The message or messages that the document is."""
    channel = _channel(reading)
    if channel == "newsletter":
        yield from _newsletter(reading, extractor)
    elif channel in ("town hall", "briefing"):
        yield _town_hall(reading, channel, extractor)
    elif channel or _POSTED.search(reading.text[:_OPENING]):
        yield from _post(reading, channel, extractor)


def strength(reading: Reading) -> Strength:
    """How strong a message is that was sent: a record where the document does not say otherwise."""
    return Strength.RECORD if reading.strength is Strength.UNKNOWN else reading.strength


def _channel(reading: Reading) -> str:
    """How a document that is no mail was sent, by its title, its path and its masthead; "" where that is not said."""
    if reading.document.tables and reading.kind == "register":
        return ""
    folder, _, name = path_words(reading.path).rpartition("/")
    for words in (reading.title, name, folder, reading.path.replace("/", " ")):
        for channel, pattern in _CHANNELS:
            if pattern.search(words):
                return channel
    if (
        _PERIODICAL.fullmatch(reading.title.split(" ")[0] if reading.title else "")
        and len(reading.document.headings) > 1
    ):
        return "newsletter"
    return ""


def _post(reading: Reading, channel: str, extractor: str) -> Iterator[Fact]:
    """One post: who and when from "Posted by ..." or a line of date and name, else the name under it."""
    title = _title_span(reading)
    line = _byline(reading)
    if line is None and (_NOT_POST.search(reading.title) or reading.document.tables):
        return
    signed = signer(reading)
    if line is None and signed is None and not reading.written:
        return
    span, who, audience, day = line or (None, None, "", "")
    if who is None and signed is not None:
        who = Party(0, 0, person=signed.person, role=signed.role)
    given = _given_name(reading) if who is None else None
    if given is not None:
        who = Party(0, 0, person=reading.quote(given))
    if not audience:
        found = ALL.search(reading.text[: title.end + 300]) if line else None
        audience = found[0] if found and line and span and span.start <= found.start() < span.end else ""
    if not audience and (told := ALL.search(reading.quote(title))):
        audience = told[0]  # "Notice to all staff"
    channel = channel or ("intranet" if re.search(r"(?i)\bintranet\b", reading.text) else "post")
    fields = {
        "sender": who.name if who else "",
        "role": who.role if who and who.person else "",
        "audience": audience,
        "channel": channel,
        "topic": reading.quote(title),
    }
    spans = [
        span or title,
        *([title] if span else []),
        *([signed.span] if signed and not (line and line[1]) else [given] if given else []),
    ]
    yield reading.fact(
        "communication",
        fields,
        spans,
        extractor=extractor,
        dates={"sent": day or reading.written},
        strength=strength(reading),
    )


def _given_name(reading: Reading) -> Span | None:
    """A first name alone on the last line of a post."""
    lines = [
        line for line in list(last_lines(reading))[-2:] if re.fullmatch(r"[A-Z][a-zà-ÿ]{2,15}", reading.quote(line))
    ]
    return lines[-1] if lines and lines[-1].start > 100 else None


def _title_span(reading: Reading) -> Span:
    """Where the title stands: its first occurrence, else the first heading, else the first line."""
    at = reading.text.find(reading.title) if reading.title else -1
    if at >= 0:
        return Span(at, at + len(reading.title))
    if reading.document.headings:
        heading = reading.document.headings[0]
        start = reading.text.find(heading.title, heading.start, heading.end)
        return Span(start, start + len(heading.title)) if start >= 0 else Span(heading.start, heading.end)
    return reading.line(len(reading.text) - len(reading.text.lstrip()))


def _byline(reading: Reading) -> tuple[Span, Party | None, str, str] | None:
    """The line that says who posted when (and to whom)."""
    opening = reading.text[:_OPENING]
    if match := _POSTED.search(opening):
        span = reading.trimmed(Span(match.start(), match.end()))
        if reading.visible(span):
            to = _TO.search(match["rest"])
            return span, _named(match["who"]), to["audience"].strip() if to else "", reading.day(span)
    for match in _DATELINE.finditer(opening):
        span = reading.trimmed(Span(match.start("line"), match.end("line")))
        dates = reading.dates_in(span)
        if len(dates) != 1 or not reading.visible(span):
            continue
        rest = reading.text[span.start : dates[0].start] + " , " + reading.text[dates[0].end : span.end]
        rest = _BY.sub("", rest)
        who = _named(rest)
        if not rest or (who is not None and len(rest) <= 70):
            return span, who, "", dates[0].value.isoformat()
    return None


def _named(words: str) -> Party | None:
    """A sender: a party, or a unit whose name is one or two capitalised words ("Communications")."""
    words = words.strip(" .,")
    who = party(words)
    if who is not None:
        return who
    plain = re.fullmatch(r"(?:the )?[A-Z][\w&-]+(?: (?:and |& )?[A-Z][\w&-]+)?", words)
    return Party(0, 0, body=words) if plain and not re.search(r"\d", words) else None


def _newsletter(reading: Reading, extractor: str) -> Iterator[Fact]:
    """Each headed item of an issue; the issue itself where it has no headings."""
    title = _title_span(reading)
    day = reading.written
    line = _byline(reading)
    who = line[1].name if line and line[1] else ""
    common = {"sender": who, "channel": "newsletter"}
    items = [
        each
        for each in reading.document.headings
        if each.start > title.end and reading.visible(Span(each.start, each.end))
    ]
    items = [
        each for each in items if each.title.strip() and not reading.dates_in(Span(each.start, each.end), precise=False)
    ]
    for heading in items:
        start = max(reading.text.find(heading.title, heading.start, heading.end), heading.start)
        under = _under(reading, heading)
        said = {"sender": under[0].person, "role": under[0].role} if under else {}
        yield reading.fact(
            "communication",
            {**common, **said, "topic": heading.title},
            [Span(start, heading.end), *([under[1]] if under else []), title],
            extractor=extractor,
            dates={"sent": day},
            strength=strength(reading),
        )
    if not items:
        yield reading.fact(
            "communication",
            {**common, "topic": reading.title},
            [title],
            extractor=extractor,
            dates={"sent": day},
            strength=strength(reading),
        )


def _under(reading: Reading, heading: Heading) -> tuple[Party, Span] | None:
    """Who signed the item below a heading: a name, with a post at most, alone on its last line."""
    after = [each.start for each in reading.document.headings if each.start > heading.start]
    end = min(after, default=len(reading.text))
    words = reading.text[heading.end : end].rstrip()
    line = reading.line(heading.end + len(words))
    said = unmarked(reading.quote(line))
    who = party(said) if words.strip() and len(said) <= 80 else None
    alone = who is not None and who.person and not re.sub(r"\W", "", said.replace(who.person, "").replace(who.role, ""))
    return (who, line) if who and alone and reading.visible(line) else None


def _town_hall(reading: Reading, channel: str, extractor: str) -> Fact:
    """What was told to people who had come together: who spoke, and on which day."""
    title = _title_span(reading)
    speaker = next(
        (pair for pair in reading.pairs if _SPEAKER.fullmatch(pair.label.strip())),
        None,
    )
    audience = ALL.search(reading.text[:_OPENING])
    who = party(speaker.value) if speaker else None
    fields = {
        "sender": who.name if who else "",
        "role": who.role if who and who.person else "",
        "audience": audience[0] if audience and reading.visible(Span(audience.start(), audience.end())) else "",
        "channel": channel,
        "topic": reading.title,
    }
    topics = [
        Span(each.start, each.end)
        for each in reading.document.headings
        if each.start > title.end and reading.visible(Span(each.start, each.end))
    ]
    day = reading.day(title) or (reading.day(speaker.value_span) if speaker else "") or reading.written
    return reading.fact(
        "communication",
        fields,
        [title, *topics[:20]],
        extractor=extractor,
        dates={"sent": day},
        strength=strength(reading),
    )
