"""What a decision is tied to: the sentences behind it in the same paragraph that say what must, may or may not be done."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from evidence.model import Span
from ingest.facts.reading import Reading
from ingest.facts.statements import Statement

_MOST = 5  # sentences and list items
_LONGEST = 600  # characters from the first to the last of them
_OPENED = re.compile(
    r"\W*(?:subject to|on (?:the )?(?:following )?conditions?|provided(?: that)?|conditions?\b|with effect|effective|valid|until|limited to|only\b"
    r"|to be\b|not (?:before|until|to be)\b|(?:for|up to) (?:a |at most |the )?(?:\w+ )?(?:days|weeks|months|years?)\b)",
    re.I,
)
_BINDS = re.compile(
    r"\b(?:may (?:not|only)|must(?: not)?|shall(?: not)?|can only|cannot|(?:is|are) (?:not )?to (?:be\b|\w+)|(?:has|have) to|no longer|will (?:report|return|come back)|only (?:if|when|after|once|until)"
    r"|subject to|on (?:the )?condition|provided that|conditional)\b",
    re.I,
)
_TALK = re.compile(
    r"\b(?:asked|said|remarked|thought|felt|feared|wondered|suggested|proposed|explained|reported|thanked|wanted to know|pointed out|if we|should we)\b|\?\W*$",
    re.I,
)
_VOTES = re.compile(r"\W*(?:against|in favou?r|for|abstain\w*|abstention\w*|proposed|seconded|carried)\b", re.I)
_LISTS = re.compile(r"\b(?:conditions?|provided that|subject to)[^.;:]{0,40}:\W*$", re.I)


def bound(reading: Reading, every: Sequence[Statement], at: int, decides: Callable[[int], bool]) -> tuple[Span, ...]:
    """The statements that bind the decision ``every[at]``, in their order; none where what follows is talk.

    They follow it in its paragraph, votes between them passed over; a list behind "Conditions:" belongs to them.
    ``decides`` says of a place in ``every`` that another decision stands there.
    """
    found: list[Span] = []
    listing, before = False, every[at]
    for place in range(at + 1, min(at + 1 + 2 * _MOST, len(every))):
        one = every[place]
        words = reading.quote(one.span)
        gap = reading.text[before.span.end : one.span.start]
        if one.heading or one.section != every[at].section or decides(place) or len(found) == _MOST:
            break
        if listing and "\n" in gap:
            if not _item(one, every[at], words):
                break
        elif "\n" in gap.strip(" \t") or _TALK.search(words):
            break
        elif _binds(words):
            listing = bool(_LISTS.search(words))
        elif _VOTES.match(words):
            before = one
            continue
        else:
            break
        found.append(one.span)
        before = one
    while found and found[-1].end - found[0].start > _LONGEST:
        found.pop()
    return tuple(found)


def _binds(words: str) -> bool:
    return bool(_OPENED.match(words) or _BINDS.search(words) or _LISTS.search(words))


def _item(one: Statement, decision: Statement, words: str) -> bool:
    """Whether a line goes on with the list of conditions: an item, or a clause in small letters."""
    return (one.listed and not decision.listed) or one.indent > decision.indent or words[:1].islower()
