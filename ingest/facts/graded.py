"""Findings of which each is one paragraph that a number and a grade begin: "F1 – Major. Three firms ...", "2. (minor) ...".

An auditor's report numbers and grades them ("Finding 1 (high). ...", "**1 (High) – Overrides.** ..."), or names the
clause beside each ("m1  A.8.3  ..."). Who answers and by when is read from the same paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.dates import FoundDate
from evidence.model import Fact, Span
from ingest.facts.parties import is_person
from ingest.facts.reading import Reading

NAME = "findings/1"

_GRADE = (
    r"(?i:minor|major|critical|high|medium|moderate|low|significant|fundamental|serious|observation|remark|advisory|"
    r"OFI|opportunity(?: for improvement)?|non-?conformity)"
)
_WIDER = rf"{_GRADE}(?: (?i:risk|priority|finding|severity|grade|non-?conformity|non-?conformance|NC))?"
_KIND = r"(?i:(?:audit )?finding|non-?conformity|non-?conformance|NCR?|observation|issue|recommendation)"
_OWN = r"(?=[^\s]*\d)[A-Z]{1,5}[-–/.]?\d{1,4}(?:[-–/.]\d{1,4}){0,2}"
_START = r"^[ \t>]*(?:[-*+•–][ \t]+|\d{1,2}[.)][ \t]+(?=[FfOoNn]))?(?:#{1,6}[ \t]+)?[*_]{0,2}"
_CLAUSE = r"(?:A\.)?\d{1,2}(?:\.\d{1,2}){1,3}"
_HEAD = re.compile(
    rf"{_START}(?:(?P<kind>{_KIND})[ \t]+(?i:no\.?[ \t]*)?)?(?P<number>{_OWN}|\d{{1,2}})[.):]?[*_]{{0,2}}[ \t]*"
    rf"(?:[(\[][ \t]*(?P<noted>{_WIDER})\b[^)\]\n]{{0,40}}[)\]]|[–—:,-]?[ \t]*[*_]{{0,2}}(?P<told>{_WIDER})(?=[*_ \t]*(?:[.:,–—|]|-[ \t])))"
    rf"(?P<rest>[^\n]*)$",
    re.M,
)
_BY_CLAUSE = re.compile(
    rf"^[ \t]*(?P<number>[A-Za-z]{{1,3}}\d{{1,2}})[ \t]+(?P<clause>{_CLAUSE})[ \t]{{2,}}(?P<rest>[^\W\d_][^\n]{{10,}})$",
    re.M,
)
_BY_GRADE = re.compile(
    rf"{_START}(?P<number>(?P<grade>(?i:minor|major|observation|remark|OFI|opportunity)) (?:\d{{1,2}}|[A-Z]))"
    rf"(?=[.:*_) (–—-])(?P<about>[ \t]+[–—-][ \t]+[^.\n*]{{2,60}}(?:\([^)\n]{{1,40}}\))?)?[.:][*_]{{0,2}}[ \t]+(?P<rest>[^\n]{{10,}})$",
    re.M,
)  # "Major 1. Two hotfixes ...", "Minor 2 – training (7.2). Two clerks ...", "Remark A. ..."
_HEADED = re.compile(
    rf"{_START}(?P<number>{_OWN}|\d{{1,2}})[.):]?[ \t]+(?P<rest>[^\W\d_a-zà-ÿ][^\n()\[\]]{{4,90}}?"
    rf"[ \t]*[(\[](?P<noted>{_WIDER})[)\]])[*_ \t]*$",
    re.M,
)  # "1  Late calls after alerts (HIGH)", with what was found below
_ENDS_GRADED = re.compile(rf"[ \t]*[(\[]{_WIDER}[)\]][*_ \t]*\n")
_BY_KIND = re.compile(
    rf"{_START}(?P<grade>(?i:observation|remark|non-?conformity|non-?conformance))[ \t]+(?P<number>{_OWN})\.[*_]{{0,2}}[ \t]+(?P<rest>[^\n]{{10,}})$",
    re.M,
)
_ABOUT = re.compile(r"\bfindings?\b|\bnon-?conform|\baudit|\binspection\b|\bassurance\b", re.I)
_COUNTED = re.compile(r"\b(?:non-?conformit(?:y|ies)|findings?)\b", re.I)
_MORE = re.compile(
    r"\n(?!\s*\n)(?![ \t]*(?:[-*+•–#|]|\d{1,2}[.)]|[*_]{2}|[A-Za-z]{1,5}\d|(?i:finding|observation)\b))[^\n]+"
)
_BELOW = re.compile(r"[ \t]*\n[ \t]*\n(?=[^\s#|*+•>-])[^\n]+")
_LEAD = re.compile(rf"[\s*_.:,;–—|-]*(?:(?i:clause|control|section|§)\s*(?P<clause>{_CLAUSE})[\s*_.:,;–—)-]*)?")
_ANSWER = re.compile(
    r"(?<=[.!?*)])\s+(?:Management|Response|Reply|Answer|Recommendation|Agreed|Accepted|Partly accepted|Promised|Owner|Due|Deadline|Closed|"
    r"Action|Fixed|To be closed|(?:Answerable|Responsible|Accountable)(?=\s*:))\b"
)
_CLOSED = re.compile(r"\b(?:[Cc]losed|[Cc]leared|[Rr]esolved)\s+(?:on\s+)?$")
_WHO_BEFORE = re.compile(
    r"(?P<who>[^\W\d_][\w.'’-]*(?:[ \t]+[\w.'’-]+){1,3}?),?\s+(?:(?:to be (?:closed|done)|due|deadline:?|target:?)\s+)?(?:by\s+)?$"
)
_WHO_AFTER = re.compile(r"\s*\((?P<who>[^\W\d_][^()\n]{3,40})\)")
_WHO_LAST = re.compile(
    r"\b(?:[Oo]wner|[Mm]anagement|[Aa]nswerable|[Rr]esponsible|[Aa]ccountable)\b:?[^.\n]*?[,:]\s+"
    r"(?P<who>(?:[A-Z]\.|[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+){1,2})(?=\.|\s+to\b)"
)
_LONGEST = 1_500
_LEAST = 2  # findings of one paragraph each in a report, where no word says that they are findings
_BEFORE = 60  # characters before a day in which who answers stands


@dataclass(frozen=True, slots=True)
class _Item:
    number: str
    grade: str
    clause: str
    named: bool
    head: int
    body: Span


def graded(reading: Reading, known: frozenset[str]) -> Iterator[Fact]:
    """The graded paragraphs of a report, but for those whose number is already ``known``."""
    if reading.kind in ("policy", "agenda", "agreement", "minutes", "register"):
        return
    items = [item for item in _items(reading) if item.number not in known]
    told = bool(_ABOUT.search(f"{reading.title}\n{reading.path}\n{reading.text[:400]}"))
    for item in items:
        near = _COUNTED.search(reading.section(item.head))
        if item.named or near or (told and len(items) >= _LEAST):
            yield _fact(reading, item)


def _items(reading: Reading) -> Iterator[_Item]:
    tabled = [(table.start, table.end) for table in reading.document.tables]
    every = (
        match for form in (_HEAD, _HEADED, _BY_CLAUSE, _BY_GRADE, _BY_KIND) for match in form.finditer(reading.text)
    )
    for match in sorted(every, key=lambda each: each.start()):
        given = match.groupdict()
        if any(start <= match.start() < end for start, end in tabled):
            continue
        end = _heading_end(reading, match)
        while (more := _MORE.match(reading.text, end)) and end - match.start() < _LONGEST:
            end = more.end()
        body = reading.trimmed(Span(match.start("rest"), end))
        lead = _LEAD.match(reading.text, body.start, body.end)
        start = lead.end() if lead else body.start
        clause = given.get("clause") or (lead["clause"] if lead else "") or ""
        whole = reading.trimmed(Span(match.start(), end))
        if len(reading.text[start:end].split()) > 1 and reading.visible(whole):
            grade = given.get("noted") or given.get("told") or given.get("grade") or ""
            clause = clause or _of(given.get("about"))
            yield _Item(match["number"], grade, clause, bool(given.get("kind")), whole.start, Span(start, end))


def _heading_end(reading: Reading, match: re.Match[str]) -> int:
    """Where the words of a head end; of one that stands above its paragraph, where that begins."""
    if match["rest"].strip(" *_:."):
        return match.end()
    below = _BELOW.match(reading.text, match.end())
    return below.end() if below else match.end()


def _of(about: str | None) -> str:
    """The clause that the words between a number and its finding give in brackets: "– training (7.2, 7.3)"."""
    match = re.search(rf"\((?P<clause>{_CLAUSE}|A\.\d{{1,2}})\b", about or "")
    return match["clause"] if match else ""


def _fact(reading: Reading, item: _Item) -> Fact:
    body = reading.quote(item.body)
    answer = _ANSWER.search(body)
    said = _ENDS_GRADED.sub(". ", body[: answer.start()] if answer else body, count=1)
    owner, due, closed = _answered(reading, item.body, answer.start() if answer else 0)
    fields = {
        "number": item.number,
        "text": re.sub(r"[*_]{2}", "", said).strip(" .") + ".",
        "grade": item.grade,
        "clause": item.clause,
        "owner": owner,
        "status": "closed" if closed else "",
    }
    whole = reading.trimmed(Span(item.head, item.body.end))
    return reading.fact("finding", fields, [whole], extractor=NAME, dates={"due": due, "closed": closed})


def _answered(reading: Reading, body: Span, after: int) -> tuple[str, str, str]:
    """Who answers for a finding, by when, and when it was closed, as its own paragraph says behind what was found."""
    last = _WHO_LAST.search(reading.text, body.start + after, body.end)
    owner = last["who"] if last and is_person(last["who"]) else ""
    due = closed = ""
    for found in reading.dates_in(body):
        if found.start < body.start + after:
            continue
        before = reading.text[max(body.start, found.start - _BEFORE) : found.start]
        day = found.value.isoformat()
        if _CLOSED.search(before):
            closed = closed or day
        elif who := _who(reading, body, before, found):
            owner, due = who, day
        elif re.search(r"\b(?:by|[Dd]ue(?: on| date)?|[Dd]eadline|[Tt]arget(?: date)?):?\s+$", before):
            due = day
    return owner, due, closed


def _who(reading: Reading, body: Span, before: str, found: FoundDate) -> str:
    """Who is named right before a day, or in brackets behind it."""
    after = _WHO_AFTER.match(reading.text, found.end, body.end)
    if after and is_person(after["who"]):
        return after["who"]
    match = _WHO_BEFORE.search(before)
    words = match["who"].split() if match else []
    endings = (" ".join(words[at:]) for at in range(len(words) - 1))
    return next((each for each in endings if is_person(each)), "")
