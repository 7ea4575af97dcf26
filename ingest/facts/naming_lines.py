"""The line in which a document gives its number and edition beside its title: ``naming``.

"QM-31 Fettling Procedure   Rev 4   3 May 2031", "Crane Works · QM-31 Fettling · edition 4", "(QM-31, rev. C, Ana Roth)":
many houses write one such line at the top, and some a last one, instead of a control table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.model import Mark, Span
from ingest.facts.reading import Reading

_LINES = 4  # lines with words at the top, and half of them at the end, that are read
_LONGEST = 300  # characters of such a line
_PART = re.compile(
    r"[ \t]{3,}|\s[|/·•]\s|[,;]\s|\s[-–—]{1,2}\s|[()]|(?<!\brev)(?<!\bver)(?<!\bRev)(?<!\bREV)(?<!\bed)(?<!\bEd)(?<!\bDoc)(?<!\bRef)(?<!\b[A-Z])\.\s"
)
_KINDS = r"(?:policy|procedure|standard|guideline|guide|charter|work instruction|instruction|house rule|rule|process|protocol|manual|form|sop|doc(?:ument)?|ref(?:erence)?)"
_SORT = re.compile(
    r"\b(?:polic(?:y|ies)|procedure|standard|guidelines?|charter|manual|handbook|instructions?|rules)\b", re.I
)
_STANDARD = r"(?!(?:ISO|IEC|DIN|BS|NO|PART|PAGE|ANNEX|LEVEL|COVID)\b)"
_NUMBER = re.compile(
    rf"(?:(?i:{_KINDS})\b\.?(?:\s*(?i:no|nr|number|id)\b\.?)?[:\s]\s*)?{_STANDARD}(?P<number>[A-Z]{{1,6}}(?:[-/][A-Z]{{1,5}})?[-/]\d{{1,4}}(?:[-/.]\d{{1,4}})?)(?P<rest>[:\s]+\S.*)?"
)
_EDITION = re.compile(
    r"(?i:version|ver\.|edition|issue|revision)\s*(?i:no\.?\s*)?(?P<a>\d[\w.]*|[A-Z](?![\w]))(?!\s*(?:of|was|to)\b)|(?i:rev|ed|v)\b\.?\s*(?P<b>\d[\w.]*|[A-Z](?!\w))(?!\s*(?:of|was|to)\b)|v(?P<c>\d[\d.]*)(?!\w)"
)
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_ORDINAL = re.compile(
    rf"(?P<nth>{'|'.join(_ORDINALS)}|\d{{1,2}}(?=st |nd |rd |th ))(?:st|nd|rd|th)? (?:version|edition|issue|revision)",
    re.I,
)
_BANNER = re.compile(
    r"\W*(?:old|superseded|withdrawn|obsolete|replaced|archived?|not in force|for reference|draft)\b[^a-z]*[^\n]*", re.I
)
_CLAUSE = re.compile(
    r"\W*(?:owner|keeper|approved|released|cleared|agreed|written|prepared|drawn|author|checked|effective|valid|in force|in use|next|review|issued|supersed|replace|withdrawn|page \d|copies|status|adopted|passed|signed|\d)",
    re.I,
)
_WORDED = re.compile(r"[^\W\d_]{3,}")
_UNREAD = (Mark.HIDDEN, Mark.INSTRUCTION, Mark.FRONT_MATTER, Mark.COMMENT)


@dataclass(frozen=True, slots=True)
class Naming:
    """What such a line tells, each "" where it does not, and where it stands."""

    title: str = ""
    number: str = ""
    version: str = ""
    where: Span | None = None


def naming(reading: Reading) -> Naming:
    """The title, number and edition that the first lines name, else those of the last ones that give both."""
    top = [_named(reading, line) for line in _lines(reading)]
    foot = [each for each in (_named(reading, line) for line in _last_lines(reading)) if each.number and each.version]
    number = next((each for each in (*top, *foot) if each.number), Naming())
    version = next((each for each in (*top, *foot) if each.version), Naming())
    title = next((each.title for each in top[:1] if each.number or each.version), "")
    return Naming(title, number.number, version.version, number.where or version.where)


def banner(reading: Reading) -> str:
    """The state that a first line gives which only says that the paper is an old one; "" where it names something."""
    line = reading.quote(reading.line(len(reading.text) - len(reading.text.lstrip()))) if reading.text.strip() else ""
    if not _is_banner(line):
        return ""
    return "withdrawn" if re.search(r"(?i)withdrawn", line) else "draft" if "draft" in line.lower() else "superseded"


def _is_banner(line: str) -> bool:
    return bool(_BANNER.fullmatch(line)) and not line.lstrip().startswith("#")


def _lines(reading: Reading) -> Iterator[Span]:
    found = (
        Span(match.start(), match.end())
        for match in re.finditer(r"[^\n]*\S[^\n]*", reading.text[: _LINES * _LONGEST])
        if not _unread(reading, match.start())
    )
    kept = [line for line in found if not _is_banner(reading.quote(line))]
    yield from (line for line in kept[:_LINES] if line.end - line.start <= _LONGEST)


def _last_lines(reading: Reading) -> Iterator[Span]:
    start = max(0, len(reading.text) - _LINES * _LONGEST)
    found = [
        Span(start + match.start(), start + match.end())
        for match in re.finditer(r"[^\n]*\S[^\n]*", reading.text[start:])
        if not _unread(reading, start + match.start())
    ]
    yield from (line for line in found[-_LINES // 2 :] if line.end - line.start <= _LONGEST)


def _unread(reading: Reading, at: int) -> bool:
    notes = [(note.start, note.end) for note in reading.document.annotations if note.mark in _UNREAD]
    tables = [(table.start, table.end) for table in reading.document.tables]
    return any(start <= at < end for start, end in (*notes, *tables))


def _named(reading: Reading, line: Span) -> Naming:
    words = reading.quote(line)
    parts = [part.strip(" \t*_#.:<>=-") for part in _PART.split(words) if part.strip(" \t*_#.:<>=-")]
    titles, number = list[str](), ""
    numbered = [(part, _NUMBER.fullmatch(part)) for part in parts]
    edition = next(
        (
            found
            for part, match in numbered
            if (found := _edition((match["rest"] or "").strip(" :") if match else part))
        ),
        "",
    )
    for part, match in numbered:
        if match is not None and (len(match["number"].partition("-")[0]) > 1 or edition or part != match["number"]):
            number = number or match["number"]
            rest = (match["rest"] or "").strip(" :")
            titles += [rest] if rest and _is_title(rest) else []
        elif match is None and _is_title(part):
            titles.append(part)
    best = [title for title in titles if number and f"{number} {title}" in " ".join(words.split())]
    best = best or [title for title in titles if _SORT.search(title)] or titles
    return Naming(next(iter(best), ""), number, edition, reading.trimmed(line))


def _edition(part: str) -> str:
    match = _EDITION.match(part)
    if match is not None:
        return (match["a"] or match["b"] or match["c"]).rstrip(".")
    ordinal = _ORDINAL.fullmatch(part)
    if ordinal is None:
        return ""
    nth = ordinal["nth"].lower()
    return nth if nth.isdigit() else str(_ORDINALS.index(nth) + 1)


def _is_title(part: str) -> bool:
    return bool(_WORDED.search(part)) and not (_CLAUSE.match(part.strip()) or _edition(part.strip()))
