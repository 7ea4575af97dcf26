"""What a statement inherits from its document: who wrote or signed it, which body met and when, and who does a verb.

Minutes say "approved" without repeating the body and the day; memos and letters say "you may spend" above a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.model import Span
from ingest.facts.parties import Party, is_body, is_person, is_role, party
from ingest.facts.reading import Reading

_TAIL_LINES = 14  # a signature stands among the last lines
_FOOTER = re.compile(
    r"(?i)(?:page\s*\d*|\d+\s*(?:/|of)\s*\d+|p\.\s*\d+)|.*\bpage \d+\s*(?:/|of)\s*\d+|.*\b(?:confidential|internal use|intranet)\b.*"
)
_CLOSE = re.compile(
    r"(?i)(?:(?:with )?(?:kind|best|warm|many)?\s*(?:regards|wishes|greetings|thanks)|yours(?: (?:sincerely|faithfully|truly))?|sincerely|"
    r"cordially|respectfully|cheers|best|thank you|mit freundlichen gr[üu]ßen|cordialement|saludos)[,.!]?"
)
_GREETING = re.compile(r"(?i)(?:hi|hello|hey|hallo|dear|good (?:morning|afternoon|evening))\b")
_SIGNED = re.compile(r"(?i)^(?:signed|sgd\.?|gez\.?|\(signed\)|/s/)[ :]+")
_LEAD = re.compile(
    r"(?i)^(?:minutes of (?:the )?|notes of (?:the )?|meeting of (?:the )?|minutes|meeting notes|notes|draft minutes of (?:the )?)"
)
_DETERMINER = frozenset({"the", "our", "this", "a"})
_SMALL = frozenset({"of", "for", "and", "on", "&", "de", "van", "von", "der", "den", "la", "del", "da", "di"})
_ROLE_FIRST = re.compile(
    r"(?i)(?:chief|deputy|vice|acting|interim|head|director|managing|president|chair(?!\s+committee)\w*)\b"
)
_BODY_NOUNS = frozenset(
    "board committee council forum panel group force executive team assembly directorate commission trustees directors governors "
    "management leadership department meeting chair company review".split()
)
_OPENERS = frozenset("In On At After Before For With By From As And But When While If This That It There Then".split())
_OF_MEETING = re.compile(r"(?i)\bmeeting (?:of|held)\b")
_NOTE = re.compile(r"(?i)\b(?:decision|resolution|extract|note|record)\b")
_OPENING = 300
_WORDS_BACK = 9


_FROM = re.compile(
    r"(?m)^[>\s*_]*From[*_]*[ \t]?:[*_]*[ \t]*(?P<from>[^\n]+)$"
    r"|^[>\s]*(?P<said>[^\n]{0,120}\b(?:wrote|schrieb|a écrit|escribió|said))[ \t]*:[ \t]*$"
)
_SENT = re.compile(r"(?m)^[>\s*_]*(?:Sent|Date)[*_]*[ \t]?:[*_]*[ \t]*(?P<day>[^\n]+)$")


@dataclass(frozen=True, slots=True)
class Signer:
    """The name under a text, with the role beside or below it, where they stand, and the day of the message quoted."""

    person: str
    role: str
    span: Span
    day: str = ""


def quoted(reading: Reading) -> tuple[Span, ...]:
    """What a mail repeats of earlier messages; nothing for other documents."""
    told = reading.document.metadata.properties.get("quoted", "")
    return tuple(
        Span(int(start), int(end)) for start, _, end in (each.partition("-") for each in told.split(",")) if end
    )


def in_quoted(reading: Reading, at: int) -> bool:
    """Whether an offset lies in what a mail repeats of an earlier message."""
    return any(span.start <= at < span.end for span in quoted(reading))


def writer(reading: Reading, at: int) -> Signer | None:
    """Who says "I" at an offset: of a mail the sender, or who wrote the message that is repeated there; else the signer."""
    repeated = next((span for span in quoted(reading) if span.start <= at < span.end), None)
    if repeated is not None:
        return _quoted_writer(reading, repeated, at)
    under = signer(reading)
    if under is not None and reading.kind == "mail" and under.span.start < at:
        under = None  # the name that a mail opens with is that of whom it is written to
    sender = reading.pair("author") if under is None and reading.kind == "mail" else None
    who = party(sender.value) if sender else None
    return Signer(who.person, who.role, sender.span) if sender and who and who.person else under


def _quoted_writer(reading: Reading, block: Span, at: int) -> Signer | None:
    """The last sender named above an offset in what a mail repeats, with the day beside the name."""
    heads = list(_FROM.finditer(reading.text, block.start, at))
    if not heads:
        return None
    head = heads[-1]
    words = head["from"] or re.sub(r"(?i)\s+(?:wrote|schrieb|a écrit|escribió|said)$", "", head["said"])
    person = next((who.person for part in _tails(words) if (who := party(part)) and who.person), "")
    sent = _SENT.search(reading.text, head.start(), at) if head["from"] else None
    day = reading.day_of(sent["day"] if sent else head["said"] or "")
    return Signer(person, "", reading.trimmed(Span(head.start(), head.end())), day) if person else None


def _tails(words: str) -> list[str]:
    """A line as it stands, then its last words after a comma, a clock time or ">": "On 3 May 2026 at 09:10, Ana Roth"."""
    after = re.split(r"(?:,|\d{1,2}[:.]\d{2}(?:\s*[ap]m)?)\s+", words)
    return [words, after[-1], after[-1].removeprefix("by ")]


def signer(reading: Reading) -> Signer | None:
    """Who signed off at the end of a letter, memo, mail or post: the last name that stands alone on its line."""
    lines = list(last_lines(reading))
    for at in range(len(lines) - 1, -1, -1):
        words = _SIGNED.sub("", reading.quote(lines[at])).strip(" ,.–—-")
        if len(words) > 90 or _CLOSE.fullmatch(words) or _GREETING.match(words):
            continue
        who = party(words)
        if who and who.person and _only(words, who):
            role, last = who.role, lines[at]
            if not role and at + 1 < len(lines) and is_role(reading.quote(lines[at + 1])):
                role, last = reading.quote(lines[at + 1]), lines[at + 1]
            return Signer(who.person, role, Span(lines[at].start, last.end))
    return None


def _only(words: str, who: Party) -> bool:
    """Whether a line holds nothing but the party (and a date or a place)."""
    rest = words.replace(who.person, "").replace(who.role, "").replace(who.body, "")
    return len(re.findall(r"[^\W\d_]{2,}", rest)) <= 2


def last_lines(reading: Reading) -> Iterator[Span]:
    """The last lines that a reader sees, page footers left out, in reading order."""
    spans: list[Span] = []
    end = len(reading.text)
    while end > 0 and len(spans) < _TAIL_LINES:
        start = reading.text.rfind("\n", 0, end) + 1
        span = reading.trimmed(Span(start, end))
        words = reading.quote(span)
        if (
            words
            and not _FOOTER.fullmatch(words)
            and not words.startswith(">")
            and reading.visible(span)
            and not in_quoted(reading, span.start)
        ):
            spans.append(span)
        end = start - 1
    return iter(reversed(spans))


def held(reading: Reading) -> str:
    """The day of the meeting that minutes or a note of a decision are of: by label, by the first lines, else the document's day."""
    opening = Span(0, min(len(reading.text), _OPENING))
    if reading.kind != "minutes" and not (_OF_MEETING.search(reading.quote(opening)) and _NOTE.search(reading.title)):
        return ""
    if (known := reading.meeting) is not None and known.held:
        return known.held
    pair = reading.pair("held")
    return (reading.day(pair.value_span) if pair else "") or reading.day(opening) or reading.written


def body(reading: Reading) -> str:
    """The body that minutes are of, by title, first lines or heading; "" for anything else."""
    if reading.kind != "minutes":
        return ""
    if (known := reading.meeting) is not None and known.body and is_body(known.body):
        return known.body
    opening = [line.strip() for line in reading.text[:600].split("\n")[:8]]
    for line in [reading.title, *opening]:
        for part in re.split(r"\s*[,:|–—]\s*|\s+-\s+|\s+on\s+(?=\d)|\s+(?=\d{1,2}\s[A-Z]|\d{4})", line):
            words = re.sub(
                r"(?i)(?:\s+(?:minutes|meeting|meeting minutes|meeting notes|notes|held|met))+$",
                "",
                _LEAD.sub("", part.strip("# *_")),
            )
            words = re.sub(
                r"(?i)^(?:(?:the|ordinary|extraordinary|regular|annual|monthly|quarterly|of)\s+)*", "", words
            )
            if words and is_body(words) and len(words.split()) <= 7 and words[0].isupper():
                return words
    return ""


def actor_before(text: str, start: int, end: int) -> Party | None:
    """The person, role or body that ends at ``end`` ("In May the Board of Directors" -> the Board of Directors)."""
    clause = text[start:end].rstrip(" ,(")
    tokens = [match for match in re.finditer(r"[^\s,;:()]+|[,;:()]", clause)][-_WORDS_BACK:]
    best: Party | None = None
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at][0]
        ends = len(token) > 3 and token.rstrip("*_")[-1:] in (".", "!", "?")  # "**Policy.** The Board"
        if token in ";:()" or (at < len(tokens) - 1 and ends):
            break
        if not (token[0].isupper() or token.lower() in _DETERMINER):
            continue
        words = clause[tokens[at].start() :]
        offset = start + tokens[at].start()
        found = _apposed(words, offset) if "," in words else _actor(words, offset)
        best = found or best
    return best


def _apposed(words: str, offset: int) -> Party | None:
    """ "Jonas Weber, CFO" or "the CFO, Jonas Weber"; a comma between anything else separates."""
    first, _, second = words.partition(",")
    if "," in second or not second.strip():
        return None
    one, other = _actor(first.strip(), offset), _actor(second.strip(), offset)
    if one and other and bool(one.person) != bool(other.person) and not (one.body or other.body):
        return Party(offset, offset + len(words), one.person or other.person, one.role or other.role)
    return None


def _actor(words: str, offset: int) -> Party | None:
    words = words.strip()
    bare = re.sub(r"^(?:the|our|this)\s+", "", words, flags=re.I)
    kind = ""
    if is_person(bare):
        kind = "person"
    elif _is_name_like(bare):
        role = is_role(bare) and (not is_body(bare) or bool(_ROLE_FIRST.match(bare)))
        kind = "role" if role else "body" if is_body(bare) else ""
    return Party(offset, offset + len(words), **{kind: bare}) if kind else None


def _is_name_like(words: str) -> bool:
    """Capitalised words with the small ones between, or common nouns of bodies and roles ("the board", "the chair")."""
    tokens = re.sub(r"\b(of|for|on) (?:the|our) ", r"\1 ", words).split()
    small = [token.lower() in _SMALL for token in tokens]
    if not tokens or small[0] or small[-1] or tokens[0] in _OPENERS:
        return False
    return all(
        little or token[0].isupper() or token.lower() in _BODY_NOUNS or is_role(token)
        for little, token in zip(small, tokens, strict=True)
    )


def actor_after(text: str, start: int, end: int) -> Party | None:
    """The person, role or body that begins at ``start``, after "by"."""
    window = text[start : min(end, start + 120)]
    stop = re.search(
        r"[;:()\n]|[.](?=\s|$)(?<!\b\w\.)|\s(?:on|in|at|for|with|to|as|during|under|from|subject|who|which|and has)\s",
        window,
    )
    words = window[: stop.start()] if stop else window
    tokens = list(re.finditer(r"[^\s,]+", words))[:_WORDS_BACK]
    for last in range(len(tokens), 0, -1):
        part = words[: tokens[last - 1].end()]
        found = _apposed(part, start) if "," in part else _actor(part, start)
        if found is not None:
            return found
    return None
