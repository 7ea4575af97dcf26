"""Who made a report, when, and who approved it, as the lines under its title tell: "By Ana Roth, 3 May 2031.".

Labels stand where a form has them; many papers say it in running words instead ("Written by Ana Roth with Jo Day,
finished 3 May 2031; approved by Kim Ode, 6 May 2031"). Read are the first lines, up to a heading or a table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from evidence.dates import FoundDate
from evidence.model import Span
from ingest.facts.parties import party
from ingest.facts.reading import Reading

_REACH = 900  # characters under the title that are read
_LONGEST_NAME = 60
_MAKING = r"(?:prepared|written|carried out|led|facilitated|assessed|reviewed|compiled|drawn up|conducted|performed|produced|validated|tested)"
_MAKER = re.compile(
    rf"(?i:\b{_MAKING}\b(?:\s+(?:on )?\d[^.;\n]{{3,25}}?)?\s+by\s+|(?:^|\n|(?<=[.;·|] )|(?<=\band ))[*_]*(?:(?-i:By)\s|(?:validators?|assessors?|authors?|facilitators?|reviewers?|testers?)[*_]*:)[*_ ]*)"
    r"(?:the )?(?P<who>(?=[A-Z])[^;:\n(·|*]{3,80})"
)
_AHEAD = re.compile(
    r"(?i)\b(?:will|shall|must|should|would|to be|not|never|is|are|once|when|before|until|if)\b[^.;\n]{0,30}$"
)
_END_OF_NAME = re.compile(
    r"(?<=[^\W\d_]{3})\.(?:\s|$)|,?\s(?:with|and|on|for|in|to|at|between|from)\s|\s[–—-]\s|\s*\d|[(;]"
)
_CLOSING = re.compile(
    r"(?i:\b(?:approved|countersigned|read and agreed|agreed|endorsed|signed off|accepted)\b[*_]*(?::|\s+by)?[*_:\s]+)"
    r"(?:by )?(?P<who>(?=[A-Z])[^.;:\n(·|*\d]{3,60})"
)
_DONE = re.compile(
    r"(?i)\b(?:completed|finished|concluded|held|dated?|assessed|carried out|conducted|final(?: text)?|report(?: dated| of)?|(?:edition|version|issue)(?: \d[\d.]*)?)[*_]*(?::|,|\son)?[*_\s]*$"
)
_NOT_THEN = re.compile(
    r"(?i)\b(?:will|shall|must|should|to be|next|review(?:ed)?(?: date| due| by)?|valid|first (?:edition|version)|previous\w*|last|earlier|advice|sent|agreed|approved|countersigned|endorsed|accepted|"
    r"replac\w+|supersed\w+|withdrawn|effective|planned|data|period|covers|again|renew\w*|expir\w*)\b[^;\n]{0,40}$|\b(?:until|till|due|by|from|since|before|(?<![\d] )(?<![a-z] )to)\W*$"
)
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})\.\s|(?<=\d{4})\.\s|;\s|\n\s*\n|\n(?=[A-Z][\w ]{2,25}:)|\s[·|]\s")


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first lines tell: names as written and ISO days, each "" where not said, and where they stand."""

    maker: str = ""
    made: str = ""
    approver: str = ""
    approved: str = ""
    spans: tuple[Span, ...] = ()


def opening(reading: Reading) -> Opening:
    """Who made a report and when, and who approved it and when, by the words under its title."""
    place = _region(reading)
    words = reading.quote(place)
    maker, makes = _who(words, _MAKER)
    approver, closes = _who(words, _CLOSING)
    days = [found for found in reading.dates_in(place) if reading.visible(Span(found.start, found.end))]
    closing = next((each for each in days if closes and _near(reading, place, closes, each)), None)
    made = _made(reading, place, [each for each in days if each is not closing])
    told = [match.start("who") for match in (makes, closes) if match] + ([made.start - place.start] if made else [])
    spans = sorted({reading.line(place.start + at) for at in told}, key=lambda span: span.start)
    if any(not reading.visible(span) for span in spans):
        return Opening()
    return Opening(
        maker, _iso(made), approver if maker or made else "", _iso(closing) if maker or made else "", tuple(spans)
    )


def _region(reading: Reading) -> Span:
    """The words under the title, up to the next heading or table."""
    lead = len(reading.text) - len(reading.text.lstrip())
    start = reading.line(lead).end
    ends = [each.start for each in reading.document.headings if each.start > start]
    ends += [table.start for table in reading.document.tables if table.start > start]
    return Span(start, min([start + _REACH, len(reading.text), *ends]))


def _who(words: str, pattern: re.Pattern[str]) -> tuple[str, re.Match[str] | None]:
    """The first person, or else post, whom the words name in such a place, and the place."""
    for match in pattern.finditer(words):
        if _AHEAD.search(words[: match.start()]):
            continue
        name = " ".join(_END_OF_NAME.split(match["who"], maxsplit=1)[0].split()).strip(" ,.*_")
        found = party(name)
        if found is not None and (found.person or found.role) and len(name) <= _LONGEST_NAME:
            return found.person or found.role, match
    return "", None


def _made(reading: Reading, place: Span, days: list[FoundDate]) -> FoundDate | None:
    """The day on which the report was finished: said to be it, else the first that is not said to be another."""
    before = {each.start: _before(reading, place, each) for each in days}
    done = [each for each in days if _DONE.search(before[each.start]) and not _earlier(before[each.start])]
    plain = [each for each in days if not _NOT_THEN.search(before[each.start])]
    return next(iter((*done, *plain)), None)


def _earlier(before: str) -> bool:
    return bool(
        _AHEAD.search(before)
        or re.search(r"(?i)\b(?:first|next|previous|last|earlier|before|review|due|expiry)\b[^.;\n]{0,30}$", before)
    )


def _before(reading: Reading, place: Span, day: FoundDate) -> str:
    """The words of a day's own sentence that stand before it."""
    words = reading.text[max(place.start, day.start - 90) : day.start]
    return _SENTENCE.split(words)[-1]


def _near(reading: Reading, place: Span, match: re.Match[str], day: FoundDate) -> bool:
    """Whether a day follows a name without another sentence between them ("Approved: A. Roth, 3 May 2031")."""
    between = reading.text[place.start + match.end() : day.start]
    return (
        day.start >= place.start + match.start("who")
        and len(between) <= _LONGEST_NAME
        and not _SENTENCE.search(between)
    )


def _iso(found: FoundDate | None) -> str:
    return found.value.isoformat() if found else ""
