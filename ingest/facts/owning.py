"""Who owns what, told in a sentence that names both: "Ana Roth looks after the Crane Planner", "responsibility for the
Travel Policy passed to Jo Day on 3 March". What is asked, planned, or a rule for everybody is left out. See ``owners``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.model import Span
from ingest.facts.controlled import Controlled
from ingest.facts.mentions import document_in, someone
from ingest.facts.nearby import nearby_day
from ingest.facts.parties import Party
from ingest.facts.reading import Reading

_DOC = r"(?:policy|procedure|standard|document|charter|framework|plan|code|guideline|schedule|handbook|manual)"
_NOW = r"(?:(?:now|also|still|currently|formally)\s+)?"
_TO = r"(?:(?:has\s+|have\s+)?passed|passes|went|goes|moved|moves|(?:(?:has been|had been|was|is)\s+)?(?:transferred|handed over|handed|given|assigned|moved|passed))(?:\s+over)?"
_WHO = r"(?P<who>[^.;|\n]{2,80}?)"
_WHAT = r"(?P<what>[^.;|\n]{3,90}?)"
_END = r"(?=\s+(?:on|from|since|with effect|as of|until|and|while|because|who|which|in)\b|\s*[,.;|(\n]|\s*$)"
_NOTED = re.compile(r"\b(?:own|look|respons|answer|in charge|tak|took|charge|hand|transfer|minded)", re.I)
_PATTERNS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\bowner of\s+(?P<what>[^.;:|\n]{{3,70}}?)(?:\s+is|:)\s+{_NOW}(?P<who>[^.;|\n]{{2,80}})",
        rf"\b(?:responsibility|ownership|charge|accountability)\s+(?:for|of)\s+{_WHAT}\s+{_TO}\s+(?:from\s+(?P<old>[^.;|\n]{{2,60}}?)\s+)?(?:over\s+)?to\s+{_WHO}{_END}",
        rf"{_WHAT}\s+(?:was|were|has been|is)\s+handed\s+(?:over\s+)?(?:from\s+(?P<old>[^.;|\n]{{2,60}}?)\s+)?to\s+{_WHO}{_END}",
        rf"{_WHO}\s+(?:(?:has\s+)?tak(?:en|es)|took)\s+(?:over\s+(?:(?:responsibility|ownership)\s+(?:for|of)\s+)?|(?:charge|ownership)\s+of\s+|responsibility\s+for\s+){_WHAT}(?:\s+from\s+(?P<old>[^.;,|\n]{{2,60}}?))?{_END}",
        rf"{_WHAT}\s+(?:is|are)\s+{_NOW}(?:owned|looked after|minded)\s+by\s+{_WHO}{_END}",
        rf"{_WHAT}\s+(?:is|are)\s+{_NOW}(?:the\s+responsibility\s+of|in\s+the\s+(?:hands|care|charge)\s+of)\s+{_WHO}{_END}",
        rf"(?P<who>[^.;|\n]{{2,80}}?),?\s+{_NOW}(?:owns|is\s+{_NOW}(?:the\s+)?(?:\w+\s+)?owner\s+of|has\s+(?:taken\s+over|ownership\s+of))\s+(?P<what>[^.;|\n]{{3,90}})",
        rf"{_WHO},?\s+{_NOW}(?:looks\s+after|answers\s+for|is\s+{_NOW}(?:responsible|accountable|answerable)\s+for|is\s+{_NOW}in\s+charge\s+of)\s+{_WHAT}{_END}",
    )
)
_NEAR = 14  # characters after "on" in which a day begins
_LOOSE = 5  # from this pattern on the words serve people, rules and works as well: the thing must be named in full
_NOT = re.compile(
    r"\b(?:if|unless|when|whenever|no one|nobody|who|whoever|each|every|any|will|would|shall|should|must|not|never|no longer|was|were|until|once|how|whether|(?:propos|ask|suggest|want)\w*|plans to|planned|planning)\b",
    re.I,
)
_PAST = re.compile(r"\b(?:was|were)\b", re.I)
_FROM = re.compile(
    r"(?:\b(?:on|from|since|as of|as from|effective(?: from)?|with effect from)|^\W*(?:on|from|since|as of))\s+(?:the\s+)?(?=\w+\s+\w|\d)",
    re.I,
)
_PROPER = re.compile(r"(?:the\s+)?(?:[A-Z][\w&/'’-]*)(?:\s+(?:of|for|and|on|the|[A-Z\d][\w&/'’-]*))*")
_REFERENCE = re.compile(r"(?:risk|control|objective|system|action)?\s*(?P<ref>[A-Z]{1,5}-?\d{1,4})\b", re.I)
_GENERAL = re.compile(r"(?:it|each|every|any|all|we|our|their|his|her|this|that|these|those)\b|the\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Owned:
    """A thing and who owns it, from and until which day (ISO or ""), as one sentence says."""

    subject: str
    who: Party
    begins: str = ""
    ends: str = ""


def owners(reading: Reading, span: Span, own: Controlled | None) -> Iterator[Owned]:
    """What a sentence tells about an owner: the new one, and where it names a day and the one before, that one too."""
    words = reading.quote(span)
    if not _NOTED.search(words):
        return
    for at, pattern in enumerate(_PATTERNS):
        match = pattern.search(words)
        if match is None or _doubtful(words, match, passed=at in (1, 2)):
            continue
        subject = _subject(reading, span, match, own, loose=at >= _LOOSE)
        who = someone(_cut(match["who"]))
        if not subject or who is None or who.name == subject or not _definite(who):
            continue
        day = _day(reading, span, words, match)
        yield Owned(subject, who, begins=day)
        old = someone(match["old"]) if match.groupdict().get("old") else None
        if old is not None and old.person and day:
            yield Owned(subject, old, ends=day)
        return


def _doubtful(words: str, match: re.Match[str], *, passed: bool) -> bool:
    """Whether the sentence asks, plans or makes a rule; "was handed to" is told of what happened."""
    last = max(match.end("who"), match.end("what"))
    said = words[: match.end("what") if match.start("what") < match.start("who") else match.end("who")]
    if passed:
        said = _PAST.sub(" ", words[:last])
    return bool(_NOT.search(said))


def _definite(who: Party) -> bool:
    """Whether a party is somebody in particular: a name, or a post written as one."""
    return bool(who.person) or who.name[:1].isupper() or len(who.name.split()) > 1


def _day(reading: Reading, span: Span, words: str, match: re.Match[str]) -> str:
    """The day from which it holds: after "on" or "from", before or behind the statement."""
    opening = _FROM.match(words.lstrip())
    begun = Span(span.start, span.start + max(match.end("who"), match.end("what")))
    if opening and match.start() == 0 and (day := nearby_day(reading, begun)):
        return day
    for found in _FROM.finditer(words, min(match.end("who"), match.end("what"))):
        if any(map(str.isdigit, words[found.end() : found.end() + _NEAR])) and (
            day := nearby_day(reading, Span(span.start + found.end(), span.end))
        ):
            return day
    return ""


def _cut(words: str) -> str:
    words = re.split(r",?\s+(?:and|who|which|since|from|on|as|because|until|with effect)\s", words)[0]
    words = re.sub(r"^\W*(?:today|now|currently|at present|meanwhile)\W+", "", words.strip(" *_"), flags=re.I)
    return re.sub(_LEAD_DAY, "", words, flags=re.I)


_LEAD_DAY = r"^(?:from|since|as of|on|with effect from)\s+(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+\w+(?:\s+\d{4})?|\w+\s+\d{1,2}(?:,?\s+\d{4})?|[\d./-]{6,10}),?\s+|^[\w.\d]+\s+(?=\Z)\Z"


def _subject(reading: Reading, span: Span, match: re.Match[str], own: Controlled | None, *, loose: bool) -> str:
    """What is owned: a document named, this document, a reference, or a thing with a name of its own."""
    start, end = match.start("what"), match.end("what")
    lead = re.match(r"(?:for|in|at|within|today|now|currently)\b[^,]*,\s*", reading.quote(span)[start:end], re.I)
    start += lead.end() if lead else 0
    words = reading.quote(span)[start:end].strip(" *_,")
    if re.match(rf"this\s+(?:\w+\s+)?{_DOC}\b", words, re.I):
        return own.title if own is not None else ""
    mention = document_in(reading.text, span.start + start, span.start + end)
    if mention is not None and (not loose or mention.subject[:1].isupper()):
        return mention.subject
    words = re.sub(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]\s+|the\s+)+", "", words, flags=re.I)
    if reference := _REFERENCE.fullmatch(words):
        return reference["ref"]
    name = _PROPER.match(words)
    if name is None or len(name[0]) <= len("The") or _GENERAL.match(words):
        return ""
    if loose and len(name[0].strip()) < len(words):
        return ""  # "Responsible for Payroll and the holiday list": more than a name
    return re.sub(r"^the\s+", "", name[0].strip(), flags=re.I)
