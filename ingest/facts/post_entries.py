"""Who held a post, in entries that the post leads: "**Harbour Master.** Ada Holm served until 3 May. Kai Rust since then."

An entry is a list item, line or section that begins with the name of a post and goes on with sentences of who left, came,
acts or stands in, and whom the post reports to. What gives neither a day nor a line of reporting is left to others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from evidence.model import Span
from ingest.facts.days import nearest
from ingest.facts.mentions import someone
from ingest.facts.nearby import nearby_day
from ingest.facts.parties import is_body, is_person, is_role
from ingest.facts.reading import Reading

_ENTRY = re.compile(
    r"^[ \t>]*(?:(?:[-*+•‣·–]|\d{1,2}[.)])[ \t]+)?(?:(?P<strong>\*\*|__)(?P<bold>[^*_\n]{3,70}?)[.:]?(?P=strong)[.:]?(?:[ \t]*[–—-])?|(?P<plain>[^\W\d_a-zà-öø-ÿ][^\n.:;–—*_|]{2,60}?)(?:[:.]|[ \t][–—-]))[ \t]+"
    r"(?P<rest>\S[^\n]*(?:\n(?![ \t]*(?:[-*+•‣·–]|\d{1,2}[.)])[ \t]|[ \t]*\n|[ \t]*#|[ \t]*[*_]{2})[^\n]+)*)",
    re.M,
)
_CUT = re.compile(r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bProf)(?<!\b[A-Z])[.;][ \t\n]+(?=\S)")
_ENDS = re.compile(
    r"\b(?:served|was|has been|had been|held (?:the post|it|this post|the office|the role)|in (?:office|post|the post)|stayed|remained|acted|stood in)\b[^.;]{0,40}?\b(?:until|till|up to|to)\b|"
    r"\b(?:left|leaves|is leaving|will leave|has left|retired|retires|resigned|resigns|stepped down|steps down|departed|departs|moved on|moves on|gave (?:it|the post) up|handed over)\b",
    re.I,
)
_BEGINS = re.compile(
    r"\b(?:(?:has been|is|was|serves|holds?|held|has|took|takes|fills?|filled|assume[sd]?|occupies)\b[^.;]{0,60}?\b(?:since|from|as of|as from|with effect from|on)\b|"
    r"(?:appointed|named|elected|confirmed|chosen|promoted|hired|seconded)\b[^.;]{0,60}?\b(?:since|from|as of|as from|with effect from|on|to start on)\b|"
    r"(?:took|takes|taking) (?:over|up)\b|(?:joined|joins|started|starts|came|comes|begins|began)\b|acts?\b|acting\b|succeeded\b|succeeds\b|follows\b|followed\b)|"
    r",?\s\(?(?:since|from|as of|with effect from)\b",
    re.I,
)
_GONE = re.compile(
    r"^(?:the |this )?(?:post|role|position|function|office|job|unit)\b[^.;]{0,30}?\b(?:abolished|ended|ceased|closed|discontinued|ends|dissolved|no longer exists|merged|dropped)\b",
    re.I,
)
_PASSED_TO = re.compile(
    r"\b(?:duties|tasks|work|responsibilities|functions)\b[^.;]{0,30}?\b(?:went|go|goes|passed|pass|moved|move|are taken over by|were taken over by|fell|fall)(?: over)?(?: to)? (?:the |our )?(?P<who>[^.;]{3,80})",
    re.I,
)
_BEFORE = re.compile(
    r",\s*(?:until (?:then|now)|up to then|so far|till then)\s+(?:the |our |an? )?(?P<role>[^,;.()]{3,60}),"
)
_REPORTS = re.compile(
    r"\b(?:reports?|reporting|answers|answerable|accountable)(?: directly)? to(?: the| our)? (?P<who>[^.;,()\n]{2,60}?)(?=\s+(?:and|from|since|who|as|until)\b|[.;,()\n]|$)",
    re.I,
)
_AWAY = re.compile(
    r"\b(?:on|takes?|during (?:her|his|their)) (?:\w+ )?leave\b|\b(?:absent|away|ill|sick|seconded)\b", re.I
)
_STANDS_IN = re.compile(
    r"\b(?:stands? in|stood in|standing in|deputi[sz]e[sd]?|covers?|covered|fills? in|filled in|replaces? (?:her|him|them)|acts? (?:for|in)|holds? the fort|minds? the (?:post|desk))\b",
    re.I,
)
_NOT_YET = re.compile(
    r"\b(?:if|would|might|could|should|whether|not|never|candidates?|proposed|nominated|advertised|vacant|interviews?|expected|hoped)\b",
    re.I,
)
_LATER = re.compile(r"(?:she|he|they|it|her|his|their|its|this|that|there|who)\b", re.I)
_UNTIL = re.compile(r"\b(?:until|till|up to|to)\s+(?=[^.;,]{0,14}\d)", re.I)


@dataclass
class Holding:
    """What an entry says of one person in one post, or of the post alone; days are ISO, or ""."""

    person: str
    role: str
    span: Span
    begins: str = ""
    ends: str = ""
    reports_to: str = ""
    support: list[Span] = field(default_factory=list)


def post_entries(reading: Reading) -> Iterator[tuple[Span, list[Holding]]]:
    """Each entry that tells of somebody in its post, with what it tells."""
    covered = [(table.start, table.end) for table in reading.document.tables]
    for match in _ENTRY.finditer(reading.text):
        post = " ".join((match["bold"] or match["plain"]).split()).strip(" .:")
        span = reading.trimmed(Span(match.start(), match.end()))
        if not is_role(post) or is_person(post) or (is_body(post) and not post[:1].isupper()):
            continue
        if any(start <= span.start < end for start, end in covered) or not reading.visible(span):
            continue
        found = [
            each
            for each in _holdings(reading, post, match)
            if each.begins or each.ends or each.reports_to or each.support
        ]
        if found:
            yield span, found


def _holdings(reading: Reading, post: str, entry: re.Match[str]) -> list[Holding]:
    found: list[Holding] = []
    away: tuple[str, str] = ("", "")
    for span in _sentences(entry):
        words = reading.quote(span)
        if _GONE.search(words):
            found.append(Holding("", post, span, ends=nearby_day(reading, span)))
            continue
        if passed := _PASSED_TO.search(words):
            who = someone(passed["who"].strip())
            if who is not None and who.person and who.role:
                found.append(Holding(who.person, who.role, span, support=[span]))
            continue
        if _NOT_YET.search(words):
            continue
        if _AWAY.search(words):
            away = _days(reading, span)
            continue
        stand_in = _STANDS_IN.search(words)
        if stand_in:
            begins, ends = _days(reading, span)
            if not begins and not ends:
                begins, ends = away
            if (person := _who(words[: stand_in.start()])) and (begins or ends):
                found.append(Holding(person, f"{post} (acting)", span, begins, ends))
            continue
        found += _told(reading, post, span, words, found[-1] if found else None)
    return found


def _told(reading: Reading, post: str, span: Span, words: str, last: Holding | None) -> Iterator[Holding]:
    """What one sentence says of the post: who left it or took it, and to whom it reports."""
    reports = _REPORTS.search(words)
    to = reports["who"].strip() if reports else ""
    event = min(filter(None, (_ENDS.search(words), _BEGINS.search(words))), key=lambda each: each.start(), default=None)
    first = min([each.start() for each in (event, reports) if each], default=-1)
    person = _who(words[:first]) if first >= 0 else ""
    if not person:
        if to and last is not None and not last.reports_to and (not event or _LATER.match(words)):
            last.reports_to = to
        return
    rest = Span(span.start + first, span.end)
    if event is not None and event.re is _ENDS:
        if day := nearby_day(reading, rest):
            yield Holding(person, post, span, ends=day, reports_to=to)
        return
    begins, ends = _days(reading, rest)
    if event is not None or to:
        yield Holding(
            person, post, span, begins, ends, to, [span] if event and re.search(r"\b(?:19|20)\d\d\b", words) else []
        )
    before = _BEFORE.search(words)
    if before is not None and begins and is_role(before["role"]):
        yield Holding(person, before["role"].strip(), span, ends=begins)


def _sentences(entry: re.Match[str]) -> Iterator[Span]:
    at = entry.start("rest")
    words = entry["rest"]
    begin = 0
    for cut in (*_CUT.finditer(words), None):
        end = cut.start() if cut else len(words)
        if words[begin:end].strip():
            yield Span(at + begin, at + end)
        begin = cut.end() if cut else end


def _who(words: str) -> str:
    """The person with whom a sentence begins, where it names one."""
    head = re.split(r",\s|\s\(|\s(?:who|and|is|was|has|had|will)\b", words.strip(" ,("), maxsplit=1)[0].strip(" ,:–—-")
    return head if is_person(head) and not _LATER.match(head) else ""


def _days(reading: Reading, span: Span) -> tuple[str, str]:
    """From when and until when, as a sentence says it: "from 3 May to 4 June", "since 3 May", "until 4 June"."""
    words = reading.quote(span)
    until = _UNTIL.search(words)
    if until is None:
        return nearby_day(reading, span), ""
    ends = nearby_day(reading, Span(span.start + until.end(), span.end))
    begins = nearby_day(reading, Span(span.start, span.start + until.start()))
    return begins or nearest(words[: until.start()], ends, ahead=False), ends
