"""Exports of chats: who said what, turn by turn, and which turns decide something or give somebody a task.

A turn is "[10:02] Name: words" or a line "Name  10:02 AM" with the words below it. Among people who talk, only what is
marked as a decision is one ("Decision: ...", "Agreed: ..."); a thumb, "+1" and "sounds good" are none. A task is what a
turn asks of somebody addressed by a handle ("@Piet please write ..."), or marks as one ("Action: Piet to write ...").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.model import Span
from ingest.facts.reading import Reading

_CLOCK = r"(?:\d{4}-\d\d-\d\d[ T,]+|\d{1,2}[./]\d{1,2}[./]\d{2,4},? )?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[ ]?[AaPp][Mm])?"
_NAME = r"(?P<name>@?[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3})"
_TURN = re.compile(
    rf"^[ \t>]*(?:\[{_CLOCK}\][ \t]*|{_CLOCK}[ \t]+(?:[-–—|][ \t]+)?)<?{_NAME}>?[ \t]*:[ \t]+(?P<said>\S[^\n]*)"
    rf"|^[ \t>*_]*{_NAME.replace('<name>', '<above>')}[*_]*(?:[ \t]{{2,}}|[ \t]*[,(\[|–-][ \t]*)\[?{_CLOCK}[)\]]?[ \t]*\n(?P<below>\S[^\n]*(?:\n(?!\s*\n)[^\n]+)*)",
    re.M,
)
_LEAST_TURNS = 3
_DECIDES = re.compile(
    r"\W*(?:decision|decided|agreed|resolved|outcome|conclusion)(?:[ \t]+(?:then|today|with [^:\n]{2,40}))?[*_]*[ \t]*[:–][*_ \t]*(?P<rest>[^\n]{8,})",
    re.I,
)
_ASKS = re.compile(
    r"(?:^|[\s:;,.–—-])(?P<who>@[^\W\d_][\w.'’-]*(?: [^\W\d_a-zà-öø-ÿ][\w.'’-]*){0,2})[,:]?[ \t]+(?P<rest>(?:(?:can|could|would|will) you (?:please )?|please |pls |to )(?P<verb>[a-z]+)\b[^\n]*)"
)
_MARKED = re.compile(
    r"\W*(?:actions?|to[- ]?do|task)[*_]*[ \t]*[:–][*_ \t]*@?(?P<who>[^\W\d_][\w.'’-]*(?: [^\W\d_a-zà-öø-ÿ][\w.'’-]*){0,2})(?:[ \t]+to[ \t]|[ \t]*[:,–-][ \t]*)(?P<rest>[^\n]{4,})",
    re.I,
)
_IDLE = re.compile(r"(?:be|see|note|say|think|know|agree|confirm you|come|join|look at this|advise|remember)\b")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person said at one time; ``span`` holds the words, ``head`` the line that says who spoke."""

    name: str
    head: Span
    span: Span


def turns(reading: Reading) -> tuple[Turn, ...]:
    """The turns of a chat, in order; none where the document is no export of one."""
    known: tuple[Turn, ...] | None = reading.shared.get(__name__)
    if known is None:
        found = tuple(_turns(reading))
        talk = len(found) >= _LEAST_TURNS and len({turn.name for turn in found}) > 1
        known = reading.shared[__name__] = found if talk else ()
    return known


def _turns(reading: Reading) -> Iterator[Turn]:
    for match in _TURN.finditer(reading.text):
        group = "said" if match["said"] else "below"
        span = reading.trimmed(Span(match.start(group), match.end(group)))
        head = reading.trimmed(Span(match.start(), match.start(group)))
        if reading.visible(span):
            yield Turn(match["name"] or match["above"], head, span)


def day_of(reading: Reading) -> str:
    """The one day on which a chat took place, as ISO, or "" where it names none or several before its first words."""
    first = turns(reading)[0].span.start
    days = {found.value.isoformat() for found in reading.dates_in(Span(0, first))}
    return days.pop() if len(days) == 1 else reading.written if not days else ""


def decided(reading: Reading) -> Iterator[tuple[str, Turn]]:
    """The words of each decision that a turn marks as one, with the turn."""
    for turn in turns(reading):
        match = _DECIDES.match(reading.quote(turn.span))
        if match and not match["rest"].rstrip().endswith("?"):
            yield match["rest"].strip(), turn


def asked(reading: Reading) -> Iterator[tuple[str, str, Turn]]:
    """Whom each turn gives a task, and the words of it."""
    for turn in turns(reading):
        words = reading.quote(turn.span)
        match = _MARKED.match(words) or _ASKS.search(words)
        if match is None or _IDLE.match(match.groupdict().get("verb") or "") or len(match["rest"].split()) < 3:
            continue
        courteous = match["rest"].rstrip().endswith("?") and not match["rest"].lower().startswith(
            ("can", "could", "would", "will")
        )
        if not courteous:
            yield match["who"].lstrip("@"), match["rest"].strip(), turn
