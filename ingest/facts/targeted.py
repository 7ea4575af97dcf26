"""Values beside their targets outside tables: in sentences, in lists and slides, on cards.

``said``: every target that a sentence states, with the value before it and what it is a value of ("Uptime: 99.95 %
(target 99.9 %)", "complaints fell from 14 to 9 against a target of 10"). ``cards``: a name, and on the lines below it
the value and the target, each under its label, or the value alone ("92.4%", then "Target 90%").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.model import Span
from ingest.facts.cells import filled
from ingest.facts.periods import first_period
from ingest.facts.reading import Reading

_LONGEST = 400  # characters of a sentence that is read
_MOST_TARGETS = 8  # of one sentence
_BELOW = 7  # lines below a name that may tell of it
_NAME_LENGTH = 90
_NUMBER = (
    r"(?:[€$£]\s?)?[-+−]?\d[\d.,'’]*(?:\s?/\s?\d[\d.,]*)?(?:\s?(?:%|‰|per ?cent(?:age points?)?|percentage points?|points?|pp|ppm|(?:(?:working|calendar|business)[ -])?(?:days?|hours?)|hrs?|h|"
    r"weeks?|months?|years?|min(?:ute)?s?|sec(?:ond)?s?|s|ms|EUR|USD|GBP|€|\$|k|m|bn|million|kWh|MWh|GWh|t|tonnes?|kg|litres?|km|cases?)(?![\w]))?"
)
_BOUND = r"(?:[<>≤≥]\s*|at least |at most |below |above |under |over |less than |more than |fewer than |no (?:more|fewer|less) than |up to |within )"
_AIM = r"(?:targets?|goals?|limits?|thresholds?|objectives?|plan|budget|standard|benchmark|ceiling|tolerance|ambition|commitment)"
_AGAINST = re.compile(
    rf"(?:\b(?:against|versus|vs\.?|compared (?:with|to)|short of|within|beat(?:ing)?|exceed(?:ed|ing)|above|below|over|under|off)\s+)?(?:\b(?:an?|the|our|its)\s+)?(?:\b(?:agreed|annual|yearly|monthly|quarterly|internal|national|set|year-end)\s+)?\b{_AIM}\b(?: (?:value|level))?"
    rf"(?: (?:was|is|of|at|being|remains|set at))*[:=\s]*(?P<target>{_BOUND}?{_NUMBER})"
    rf"|\b(?:against|versus|vs\.?|short of|within|below|above|under|over|beating|exceeding|off)\s+(?:the|our|its|an?)\s+(?P<named>{_BOUND}?{_NUMBER})[ -](?:{_AIM}\b|(?:that )?we (?:aim|aimed|want|wanted|promised?|set|hoped)\b)"
    rf"|\b(?:against|versus|vs\.?|instead of)\s+(?:the\s+)?(?P<agreed>{_BOUND}?{_NUMBER})\s+(?:agreed|promised|contracted|guaranteed|in the (?:contract|agreement))\b"
    rf"|[(,]\s*(?:agreed|promised|guaranteed):?\s*(?P<owed>{_BOUND}?{_NUMBER})\s*\)"
    rf"|(?<=[\s(])(?:of|/|out of|against|versus|vs\.?)\s*(?P<plain>{_NUMBER})\s*\)?$",
    re.I,
)
_LABELLED = re.compile(
    rf"(?P<kpi>[^\W\d_][^:|\n]{{2,80}}?)\s*(?::|\s[–—-]\s)\s*(?:now |at |currently |about |only )?(?P<value>{_NUMBER})(?P<rest>[^\n]{{0,160}})"
)
_NARRATED = re.compile(
    rf"(?:^|[.;:,]\s+|\b)(?:[Tt]he |[Oo]ur )?(?P<kpi>[^\W\d_][^.;:|\n]{{3,90}}?)\s+(?:was|is|were|are|stood at|stands at|came in at|(?:has |have )?reached|came to|ended at|averaged|amounted to|"
    rf"(?:(?:has |have )?(?:rose|risen|fell|fallen|dropped|improved|increased|decreased|declined|climbed|grew|grown|slipped|went|gone|moved)(?: (?:slightly|again|back|further|up|down))?(?: from {_NUMBER})? to))\s+"
    rf"(?:now |at |only |on average |about |just |up to |down to )*(?P<value>{_NUMBER})(?P<rest>[^\n]{{0,160}})"
)
_VERB = re.compile(r"\b(?:was|is|were|are|at|to|reached|averaged)\s[^\d]{0,40}\d")
_TERSE = re.compile(
    rf"(?P<kpi>[^\W\d_][^\d.;:|\n]{{2,60}}?)\s*[–—:-]?\s+(?P<value>{_NUMBER})[\s(,;–—-]*(?:which is |so )?"
)
_COUNTED = re.compile(rf"(?P<value>{_NUMBER})\s+(?P<kpi>[^\W\d_][^\d.;:|\n]{{3,70}}?)[\s(,;–—-]*")
_REPORTED = re.compile(
    r"^(?:.{2,60}?\b(?:report|sa[iy]|not|stat|t[eo]ld|explain|announc|show|mention|inform|add|confirm)\w*\b(?: [^.]{0,40}?)? that )?(?:(?:and|but|while|with) )?(?:we had |we have )?(?:the |our |its )?",
    re.I,
)
_LEAD = re.compile(
    r"^(?:[^:]{0,40}(?:in short|figures|numbers|summary|results|performance)|(?:in|during|for) [^:,]{3,25})[:,]\s+",
    re.I,
)
_UNSURE = re.compile(
    r"\b(?:should|must|shall|will|would|could|may|might|if|unless|needs? to|is to|are to|wants?|aims?|aiming|plans?|planned|expect\w*|forecast|propos\w+|e\.g|for example|until|before)\b",
    re.I,
)
_VALUE_LABEL = re.compile(
    r"(?:(?:current|actual|latest|measured|achieved|result|value|now|performance|reached|ytd|outturn|this (?:month|quarter|year|week))(?: (?:value|level|result|performance|figure))?)",
    re.I,
)
_TARGET_LABEL = re.compile(rf"{_AIM}(?: (?:value|level))?", re.I)
_OTHER_LABEL = re.compile(
    r"(?:status|trend|rag|owner|responsible|unit|progress|previous(?: \w+)?|last (?:month|quarter|year|period)|baseline|change|variance|frequency|source|comments?|notes?|period|direction)",
    re.I,
)
_PART = re.compile(r"(?P<label>[^\W\d_][^:=<>≤≥\d]{1,30}?)\s*(?:[:=]|(?=[<>≤≥])|\s(?=[\d€$£]))\s*(?P<value>.*)")
_WITH_BOUND = re.compile(rf"{_BOUND}?{_NUMBER}", re.I)
_MARKUP = re.compile(r"[*_`#]+|^\s*(?:[-•–*+]|\d{1,2}[.)])\s+")
_NORM = re.compile(r"\b(?:pass(?:ing)? (?:mark|score)|limit|threshold|target|maximum|minimum|ceiling)s?$", re.I)
_NUMBERED = re.compile(r"^(?:KPI|metric|indicator|measure)?\s*#?\d{0,3}\s*[:.–—-]\s*", re.I)


@dataclass(frozen=True, slots=True)
class Valued:
    """One value of an indicator, its target and its period as it sorts or "", and where they stand."""

    kpi: str
    value: str
    target: str
    period: str
    span: Span


def said(reading: Reading) -> Iterator[Valued]:
    """The values that sentences and entries of lists give beside a target."""
    for span in reading.sentences:
        words = " ".join(reading.quote(span).replace("**", "").split())
        if len(words) > _LONGEST or not any(map(str.isdigit, words)):
            continue
        at = 0
        for number, against in enumerate(_AGAINST.finditer(words)):
            if number >= _MOST_TARGETS:
                break
            match = _before(words[at : against.start()], first=not at) or _after(words, against.end(), at)
            at = against.end()
            target = next(filter(None, against.groups()), "")
            if against["plain"] and match and match.re in (_TERSE, _COUNTED):
                continue  # "page 1/2"
            if (
                match
                and filled(match["kpi"])
                and not _NORM.search(match["kpi"].strip())
                and not reading.dates_of(match["value"])
                and _alike(match["value"], target)
            ):
                period = first_period((words, reading.section(span.start), reading.title))
                yield Valued(_name(match["kpi"]), match["value"].strip(" .,"), target.strip(" .,"), period, span)


def _before(clause: str, *, first: bool) -> re.Match[str] | None:
    """The value, and its name, that stand before a target; nothing where it is wanted or supposed."""
    if re.search(r"[.!?]\s+(?:[A-Z]|$)", clause):
        clause = re.split(r"[.!?]\s+(?=[A-Z]|$)", clause)[-1]  # a target belongs to its own sentence
    clause = clause.lstrip(" ).,;–—-")
    clause = _LEAD.sub("", clause) if first else re.sub(r"^(?:and|but|while)\s+", "", clause)
    if _UNSURE.search(clause):
        return None
    match = _LABELLED.match(clause) or (_NARRATED.search(clause) if _VERB.search(clause) else None)
    return match or _TERSE.fullmatch(clause) or _COUNTED.fullmatch(clause)


def _after(words: str, end: int, at: int) -> re.Match[str] | None:
    """What follows a target that opens its sentence: "Against a target of 95 %, uptime was 94 %"."""
    clause = words[end:].lstrip(" ,")
    opens = not at and re.match(r"(?:against|with|for) ", words, re.I)
    return _NARRATED.match(clause) if opens and not _UNSURE.search(clause) else None


def _alike(value: str, target: str) -> bool:
    """Whether a value and a target can be of one measure: both shares, or one of them a bare figure up to 100; no year."""
    if any(re.fullmatch(r"\W*(?:19|20)\d\d\W*", words) for words in (value, target)):
        return False
    shares = [words for words in (value, target) if re.search(r"%|per ?cent", words, re.I)]
    if len(shares) != 1:
        return True
    other = re.sub(r"[^\w.,]", "", target if shares[0] is value else value)
    return bool(re.fullmatch(r"\d{1,3}(?:[.,]\d+)?|100", other)) and float(re.split(r"[.,]", other)[0]) <= 100


def _name(words: str) -> str:
    return _REPORTED.sub("", words.strip(" -–—*_"), count=1)


def cards(reading: Reading) -> Iterator[Valued]:
    """A name with its value and its target on the lines below."""
    lines = lines_outside(reading)
    words = [_MARKUP.sub("", _MARKUP.sub("", reading.quote(span))).strip() for span in lines]
    at = 0
    while at < len(lines):
        value, target, last = _told(words, at + 1)
        name = _NUMBERED.sub("", words[at]).strip(" :") if value and target else ""
        if name and _names(name) and not (_told_of(words[at])):
            span = Span(lines[at].start, lines[last].end)
            period = first_period((name, reading.section(lines[at].start), _labelled(words), reading.title))
            yield Valued(name, value, target, period, span)
            at = last
        at += 1


def _told(words: list[str], at: int) -> tuple[str, str, int]:
    """The value and the target that the lines from ``at`` give, and the last of them; "" for what they do not."""
    value = target = ""
    last = at
    for number in range(at, min(len(words), at + _BELOW)):
        parts = _told_of(words[number])
        if not parts:
            break
        for role, figure in parts:
            if (role == "value" and value) or (role == "target" and target):
                return value, target, last
            value = figure if role == "value" else value
            target = figure if role == "target" else target
        last = number
    return value, target, last


def _told_of(line: str) -> list[tuple[str, str]]:
    """What a line of a card gives: ("value", "62 %"), ("target", "65 %") or ("", ...); nothing where it is no such line."""
    if re.fullmatch(_NUMBER, line, re.I):
        return [("value", line)]
    found = []
    for part in re.split(r"\s*[|;]\s*|\s+/\s+", line):
        match = _PART.fullmatch(part)
        if match is None:
            return []
        role = next((role for role, label in _LABELS if label.fullmatch(match["label"].strip())), None)
        figure = _WITH_BOUND.match(match["value"].strip())
        if role is None or (role and figure is None):
            return []
        found.append((role, figure[0].strip(" .,") if figure else ""))
    return found


_LABELS = (("value", _VALUE_LABEL), ("target", _TARGET_LABEL), ("", _OTHER_LABEL))


def _names(words: str) -> bool:
    """Whether a line may be the name of an indicator."""
    return len(words) <= _NAME_LENGTH and bool(re.search(r"[^\W\d_]{3}", words)) and words[-1:] not in ".?!"


def _labelled(words: list[str]) -> str:
    """The period that a line of the document gives under that label."""
    for line in words[:40]:
        if re.match(r"(?:reporting )?(?:period|month|quarter)\s*:", line, re.I):
            return line
    return ""


def lines_outside(reading: Reading) -> list[Span]:
    """The visible lines outside tables, without those that are blank."""
    covered = [(table.start, table.end) for table in reading.document.tables]
    found = []
    for match in re.finditer(r"[^\n]*[^\s][^\n]*", reading.text[:60_000]):
        span = reading.trimmed(Span(match.start(), match.end()))
        if not any(start <= span.start < end for start, end in covered) and reading.visible(span):
            found.append(span)
    return found
