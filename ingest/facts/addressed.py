"""A post that a letter or message gives to its reader: "you take over as Data Officer from 3 May", and to whom it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.model import Span
from ingest.facts.nearby import nearby_day
from ingest.facts.parties import is_person, is_role
from ingest.facts.reading import Reading

_CAP_NAME = r"(?:(?:Dr|Mr|Mrs|Ms|Prof)\.?\s)?[A-Z][\w.'’-]*(?:\s(?:(?:van|von|de|der)\s)?[A-Z][\w.'’-]*){0,3}"
_ROLE = r"(?:the\s+|our\s+)?(?P<role>[A-Z][^.;,()\n]{2,60}?)"
_STOP = (
    r"(?=\s+(?:of [A-Z]\w*|on|from|as of|with|at|for|in|commencing|effective|takes|starts|begins|until)\b|[.;,()\n]|$)"
)
_POSTS = (
    re.compile(
        r"\b(?i:your (?:formal )?appointment|you (?:are|have been)(?: hereby| formally)? appointed)\s+"
        rf"(?i:as|to (?:the )?(?:post|role|position|office) of|to be)\s+{_ROLE}{_STOP}"
    ),
    re.compile(
        r"\b(?i:you)\s+(?i:(?:will |shall |are to |now )?(?:take over|took over|start|begin|act|serve|step in)\s+as|"
        rf"(?:will |shall )?(?:become|be)|are(?: now)?|take on the role of)\s+{_ROLE}(?=\s+(?:from|as of|with effect from|starting)\b)"
    ),
    re.compile(
        r"^\W*(?i:from|as of|with effect from|starting)\s+[^,.;\n]{4,40}?,?\s+you\s+(?:are|will be|become|will become|take over as|act as|serve as)\s+"
        r"(?:the\s+|our\s+)(?:new\s+)?(?P<role>[A-Za-z][^.;,()\n]{2,60}?)(?=[.;,()\n]|$)"
    ),
)
_NOT_YET = re.compile(r"\b(?:if|would|might|(?-i:may)|could|should|whether|when|until|not|candidate|proposed)\b", re.I)
_GREETED = re.compile(
    rf"^[ \t]*Dear (?P<who>(?:(?:Dr|Mr|Mrs|Ms|Mx|Prof|Professor|Councillor|Cllr)\.? )?{_CAP_NAME})[ \t]*[,:]?[ \t]*$",
    re.M,
)
_TO = re.compile(r"^To:[ \t]*(?P<who>[^<\n;,(]{3,60}?)[ \t]*(?:[<(][^>)\n]{0,80}[>)])?[ \t]*$", re.M)
_HEAD = 1_500  # characters in which a message names whom it goes to
_LONGEST = 50_000  # characters of a message


@dataclass(frozen=True, slots=True)
class Addressed:
    """Who is told to hold a post from a day; ``spans`` are the sentence and the name."""

    person: str
    role: str
    day: str
    spans: tuple[Span, Span]


def addressed(reading: Reading, span: Span, words: str) -> Iterator[Addressed]:
    """The post that the sentence ``words`` gives to the one person to whom the document is written, from a day it names."""
    match = next((found for form in _POSTS if (found := form.search(words))), None)
    if match is None or not is_role(match["role"]) or _NOT_YET.search(words[: match.start("role")]):
        return
    whom = _recipient(reading) or _greeted(reading)
    day = nearby_day(reading, Span(span.start + match.end("role"), span.end)) if whom else ""
    if whom is not None and not day and match.start("role") > match.start():
        day = nearby_day(reading, Span(span.start + match.start(), span.start + match.start("role")))
    if whom is not None and day:
        person = " ".join(reading.quote(whom).split())
        yield Addressed(person, match["role"].strip(), day, (span, whom))


def _greeted(reading: Reading) -> Span | None:
    """The name by which a letter greets its reader."""
    found = _GREETED.search(reading.text)
    return Span(found.start("who"), found.end("who")) if found else None


def _recipient(reading: Reading) -> Span | None:
    """The one person on the line "To:" at the head; of a chain of messages nobody is the reader of all."""
    found = list(_TO.finditer(reading.text[:_LONGEST]))
    if len(found) != 1 or found[0].start() > _HEAD or not is_person(found[0]["who"].strip()):
        return None
    return Span(found[0].start("who"), found[0].end("who"))
