"""Risks of which each is one item of a list or a paragraph: "R4 Damp in the archive – likelihood 3, impact 4, score 12".

The item begins with the risk's reference, and rates it: likelihood and impact, a score, or a level in brackets beside
an owner. Everything is read from the item itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span
from ingest.facts.reading import Reading

NAME = "risks/1"

_ITEM = re.compile(
    r"^[ \t>]*(?:(?:[-*+•–]|\d{1,3}[.)])[ \t]+)?[*_]{0,2}(?:[Rr]isk[ \t]+)?(?P<number>(?=[^\s]*\d)[A-Z]{1,6}[-–/]?\d{1,5}(?:[-–/.]\d{1,4})?)\b(?P<rest>[^\n|]{12,900})$",
    re.M,
)
_LEVELS = (
    r"(?:very )?(?:low|medium|moderate|high|critical|extreme|severe|significant|minor|major)|green|amber|red|yellow"
)
_STEP = rf"(?P<{{0}}>\d{{{{1,2}}}}|{_LEVELS}|rare|unlikely|possible|likely|almost certain|negligible|insignificant|catastrophic)"
_LIKELIHOOD = re.compile(
    r"(?i)\b(?:likelihood|probability|L)\s*(?:[:=]|\bof\b|\bis\b)?\s*" + _STEP.format("value") + r"\b"
)
_IMPACT = re.compile(
    r"(?i)\b(?:impact|consequences?|severity|[ICS])\s*(?:[:=]|\bof\b|\bis\b)?\s*" + _STEP.format("value") + r"\b"
)
_SCORE = re.compile(
    r"(?i)\b(?:(?:risk )?(?:score|rating)|total)\s*(?:[:=]|\bof\b|\bis\b)?\s*(?P<value>\d{1,3})\b|=\s*(?P<equals>\d{1,3})\b"
)
_LEVEL = re.compile(rf"(?i)\((?P<value>{_LEVELS})\)")
_OWNER = re.compile(r"(?i)\b(?:risk )?owner(?:ed by)?\s*[:=–-]\s*(?P<value>[^.;|\n]{3,60})")
_STATUS = re.compile(r"(?i)\bstatus\s*[:=–-]\s*(?P<value>[^.;|\n]{3,40})")
_TREATMENT = re.compile(r"(?i)\b(?:treatment|mitigation|response|action)\s*[:=–-]\s*(?P<value>[^.;|\n]{3,160})")
_ABOUT = re.compile(r"(?i)\brisks?\b|\bhazards?\b|\bRAID\b")
_LEAD = re.compile(r"^\s*(?:\((?P<level>[^)]{2,20})\))?\s*[*_]{0,2}\s*[:.–—-]?\s*[*_]{0,2}\s*(?P<text>[^\n]*)", re.S)
_CUT = re.compile(
    r"[*_]{2}|\s+[–—-]\s+|[;(]|\.\s|\.$|,\s*(?=(?:likelihood|probability|impact|score|rating)\b)|\s(?=[LIP]\s?[:=]?\s?\d\b)",
    re.I,
)


def facts(reading: Reading) -> Iterator[Fact]:
    """The rated risks of a document whose name or headings are about risks; none of minutes or policies."""
    if reading.kind in ("policy", "agenda", "agreement", "minutes", "mail"):
        return
    tabled = [(table.start, table.end) for table in reading.document.tables]
    for match in _ITEM.finditer(reading.text):
        span = reading.trimmed(Span(match.start(), match.end()))
        near = f"{reading.title} {reading.path} {reading.section(span.start)}"
        inside = any(start <= span.start < end for start, end in tabled)
        if not inside and _ABOUT.search(near) and reading.visible(span) and (fact := _risk(reading, match, span)):
            yield fact


def _risk(reading: Reading, match: re.Match[str], span: Span) -> Fact | None:
    lead = _LEAD.match(match["rest"])
    words = " ".join((lead["text"] if lead else "").split())
    text = _CUT.split(words, maxsplit=1)[0].strip(" *_:.,–-")
    level = _LEVEL.search(match["rest"])
    fields = {
        "number": match["number"],
        "text": text,
        "likelihood": _value(_LIKELIHOOD, words),
        "impact": _value(_IMPACT, words),
        "score": _value(_SCORE, words),
        "level": level["value"] if level else "",
        "owner": _value(_OWNER, words),
        "status": _value(_STATUS, words),
        "treatment": _value(_TREATMENT, words),
    }
    rated = (fields["likelihood"] and fields["impact"]) or (fields["score"] and fields["owner"])
    if not text or not (rated or (fields["level"] and fields["owner"])):
        return None
    return reading.fact("risk", fields, [span], extractor=NAME)


def _value(pattern: re.Pattern[str], words: str) -> str:
    """What the first match of ``pattern`` gives, or ""."""
    match = pattern.search(words)
    return next((each.strip(" *_") for each in match.groups() if each), "") if match else ""
