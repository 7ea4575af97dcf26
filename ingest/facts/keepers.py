"""Who keeps a register or a page, and when it was last gone through, as the lines above it say: ``keeper``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.model import Span
from ingest.facts.head_clauses import head_clauses
from ingest.facts.mentions import holder, named
from ingest.facts.parties import Party
from ingest.facts.reading import Reading

_LIST = re.compile(
    r"\b(?:register|list|log|inventory|catalogue|index|schedule|matrix|records?|registry|directory)\b", re.I
)
_AMONG = re.compile(r"\b(?:registers?|lists?|logs?|inventor(?:y|ies)|matri(?:x|ces))\b", re.I)  # the folder
_KEEPS = re.compile(
    r"(?:(?:register|list|log|inventory|document) )?(?:owner|keeper|custodian|maintainer)|(?:kept|maintained|looked after) by",
    re.I,
)
_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_KEPT_IN_TITLE = re.compile(r"\s[–—-]\s[^\n]*\b(?:kept|maintained) by\b.*$", re.I)
_GONE_THROUGH = re.compile(
    r"\blast (?:(?:full|complete|formal|general|annual|yearly) )?(?:review(?:ed)?|revision|gone (?:through|over)|looked (?:through|over)|pass|check(?:ed)?)(?: on)?:?\s*",
    re.I,
)
_THING = r"(?:page|list|register|sheet|table|log|inventory|book|matrix|overview|catalogue|file|document)"
_TOLD = tuple(
    re.compile(pattern, re.I | re.M)
    for pattern in (
        rf"\b{_THING}(?: of [\w ]{{2,30}}?)?\s+(?:is\s+)?(?:kept(?:\s+up(?:\s+to\s+date)?)?|maintained|looked\s+after|minded|tended)\s+by\s+(?P<who>[^.;|\n·]{{2,80}})",
        rf"\b{_THING}\s+(?:owner|keeper|custodian|editor|gardener|minder)\b(?:\s+is|\s*:)?\s+(?P<who>[^.;|\n·]{{2,80}})",
        rf"(?<![\w'’-])(?P<who>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){{1,3}})\s+(?:keeps|maintains|looks\s+after)\s+(?:it\b|this\b|the\s+{_THING}\b)",
        r"[,(]\s*keeper\s+(?P<who>[A-Z][^.;|\n·,()]{2,60})",
    )
)  # "Page kept by Ana Roth", "The list is kept by Ana Roth", "(Ana Roth keeps it)", "(state May 2031, keeper Ana Roth)"
_KEPT_BARE = re.compile(
    r"^\W*(?:kept(?: up(?: to date)?)?|maintained|looked after) by (?P<who>[^.;|\n·]{2,80})", re.I | re.M
)
_OTHER_WORDS = re.compile(
    r",\s|\s(?:and (?=last|figures|scores)|with|since|every|each|last|who|from|on|in|for|as)\s", re.I
)
_NOT_KEPT = re.compile(r"(?i)\b(?:should|must|will|shall|to|may|can|be|not|if|are)\s*$")
_LAST = 300  # characters at the end of a register in which it may say who keeps it
_BULLET = re.compile(r"[-*•+]\s")  # of an entry's own list
_LINES = 3  # the title and the two lines below it


_LISTED = r"(?:the|our) (?P<{}>(?:(?!(?:of|in|on|to|by|at|for|with|from|beside|under|and|or)\b)[\w&'’-]+ ){{0,4}}?(?:register|registry|inventory|catalogue))\b(?! (?:of|for|that|entry|entries|owner))"
_RULE = re.compile(r"\b(?:each|every|any|all|if|when|where|who|once|until|no|unless)\b", re.I)
_AND_SO = re.compile(r"(?:(?:the|our|this|its) [\w &'’-]{2,40}?)?(?:[\s,]|and\b)*")
_KEEPS_A_LIST = re.compile(
    r"(?<![\w'’-])(?P<who>(?:[Tt]he )?[A-Z][\w&'’.-]*(?: (?:(?:of|for|and|&) )?[A-Z][\w&'’.-]*){0,5}) (?:keeps|maintains) "
    rf"(?P<all>(?:(?:the|our|this|its) [\w &'’-]{{2,40}}?(?:, (?:and )?| and )){{0,3}}?{_LISTED.format('last')})"
)  # "The AI Lead keeps this policy, the AI register and the risk register"
_EACH_LIST = re.compile(_LISTED.format("what"))


@dataclass(frozen=True, slots=True)
class Kept:
    """A register, who keeps it, and the ISO day on which it was last reviewed; None and "" where that is not said."""

    title: str
    who: Party | None
    where: Span | None
    last: str
    place: Span | None


def keeper(reading: Reading) -> Kept | None:
    """What a register says of its keeping; None for other documents and where it says nothing."""
    title = _KEPT_IN_TITLE.sub("", _BRACKET.sub("", reading.title))
    if reading.kind not in ("register", "other", "report", "policy") or not title:
        return None
    end = _head(reading)
    listed = bool(_LIST.search(reading.title) or _AMONG.search(reading.path.replace("/", " ")))
    who, where = _who(reading, end) if _LIST.search(title) and reading.kind != "policy" else (None, None)
    if who is None:
        who, where = _told(reading, end, listed=listed)
    if not listed:
        return Kept(named(title), who, where, "", None) if who is not None else None
    last, place = _last(reading, end)
    return Kept(named(title), who, where, last, place) if who is not None or last else None


def lists_kept(reading: Reading, span: Span) -> Iterator[tuple[str, Party]]:
    """The registers that a sentence says somebody keeps, each with whom; rules for every register are left out."""
    words = reading.quote(span)
    match = _KEEPS_A_LIST.search(words)
    who = holder(match["who"]) if match else None
    if match is None or who is None or _RULE.search(words[: match.end("who")]):
        return
    for each in _EACH_LIST.finditer(words, match.start("all")):
        if _AND_SO.fullmatch(_EACH_LIST.sub("", words[match.start("all") : each.start()])):
            yield each["what"], who


def _head(reading: Reading) -> int:
    """Where the lines above the register end: at its first table, or after the first lines."""
    lines = [match.end() for match in re.finditer(r"[^\n]*\S[^\n]*", reading.text[:1_000])][:_LINES]
    tables = [table.start for table in reading.document.tables]
    return min([*lines[-1:], *tables], default=0)


def _who(reading: Reading, end: int) -> tuple[Party | None, Span | None]:
    head = [span for span in reading.sentences if span.end <= end]
    told = [pair for pair in reading.pairs if pair.span.start < end and _KEEPS.fullmatch(pair.label.strip(" *_"))]
    said = [pair for pair in head_clauses(reading, head) if pair.name == "owner"]
    for pair in (*told, *said):
        who = holder(pair.value) if reading.visible(pair.span) else None
        if who is not None and not _BULLET.match(reading.quote(reading.line(pair.span.start))):
            return who, pair.span
    return None, None


def _told(reading: Reading, end: int, *, listed: bool) -> tuple[Party | None, Span | None]:
    """The keeper that a sentence names: of the page above its words; of a register also in its last words."""
    edges = [(0, max(end, reading.line(0).end))]
    if listed:
        edges.append((max(0, len(reading.text) - _LAST), len(reading.text)))
    for pattern in (*_TOLD, *([_KEPT_BARE] if listed else [])):
        for start, stop in edges:
            for match in pattern.finditer(reading.text, start, stop):
                who = holder(_closed(_OTHER_WORDS.split(match["who"])[0]))
                span = reading.trimmed(Span(match.start(), match.end()))
                doubtful = _NOT_KEPT.search(reading.text[max(0, match.start("who") - 40) : match.start("who")])
                if who is not None and not doubtful and reading.visible(span) and _is_somebody(who):
                    return who, span
    return None, None


def _closed(words: str) -> str:
    """Words without markup at their ends and without the bracket that they stand in."""
    words = words.strip(" *_")
    return words if words.count("(") == words.count(")") else words.strip("()")


def _is_somebody(who: Party) -> bool:
    return bool(who.person) or who.name[:1].isupper() or who.name.lower().startswith(("head", "chief"))


def _last(reading: Reading, end: int) -> tuple[str, Span | None]:
    for match in _GONE_THROUGH.finditer(reading.text, 0, end):
        near = Span(match.end(), min(match.end() + 24, len(reading.text)))
        found = [day for day in reading.dates_in(near) if day.start - match.end() <= 2]
        if found and reading.visible(Span(match.start(), match.end())):
            return found[0].value.isoformat(), Span(match.start(), found[0].end)
    return "", None
