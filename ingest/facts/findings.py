"""Audit findings, nonconformities and corrective actions: logs, reports, closure notes, single forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Mark, Span
from evidence.states import state
from ingest.facts import single
from ingest.facts.blocks import blocks
from ingest.facts.carded import cards, record
from ingest.facts.cells import filled, identifier, references, split_reference
from ingest.facts.graded import graded
from ingest.facts.letter_findings import of_certifier, told_in_letter
from ingest.facts.parties import party
from ingest.facts.reading import Reading
from ingest.facts.registers import Line, fitting, forms, header, is_register, lines, rows
from ingest.facts.shapes import SHAPES
from ingest.facts.statements import statements
from ingest.metadata import path_words

NAME = "findings/1"

_LONGEST = 1_500  # characters of a statement that are looked at

_GRADES = (
    "minor",
    "major",
    "observation",
    "opportunity for improvement",
    "critical",
    "ofi",
    "nc",
    "low",
    "medium",
    "high",
    "remark",
    "note",
)
_ID = r"(?:[A-Z][A-Za-z]{0,7}[-–/ ]?(?:\d{2,4}[-–/])?\d{1,4}|\d{1,3})"
_FINDING = re.compile(
    rf"^(?:(?:[Nn]ew|[Ff]urther) (?=[no]))?(?:(?P<grade>[Mm]inor|[Mm]ajor|MINOR|MAJOR|[Cc]ritical)\s+)?(?P<kind>[Nn]on-?conformit(?:y|ies)|NC|[Ff]inding|[Oo]bservation|OFI|[Oo]pportunity for improvement|[Aa]rea of concern)"
    rf"(?:\s+(?:no\.?\s*)?(?P<number>{_ID}))?\s*(?:\((?P<note>[^)]{{1,80}})\))?\s*[:–—]\s*(?P<text>\S[^\n]*(?:\n(?!\s*\n)[^\n]+){{0,4}})"
)
_NUMBERED = re.compile(
    r"^(?P<number>(?:NC|NCR|OBS|OFI|F|N|FI|AF|M|O)[-–/ ]?(?:\d{2,4}[-–/])?\d{1,4})\s*(?:\((?P<note>[^)]{1,80})\))?\s*(?:[:–—.]|\s-)\s*(?P<text>\S[^\n]*)"
)
_AUDIT = re.compile(
    r"\baudit|\bfindings?\b|\bnon-?conformit|\bassessment report|\binspection\b|\breview of controls", re.I
)
_CLOSING = re.compile(
    rf"(?:(?:[Ff]inding|[Nn]on-?conformity|NC|NCR|[Oo]bservation)\s+)?(?P<number>{_ID})\s+(?:\([^)]{{1,60}}\)\s+)?(?:is|was|has been|can be considered|are|were)\s+(?:herewith |hereby |therefore |now )?closed\b(?P<rest>[^.\n]{{0,80}})"
)
_CORRECTIVE = re.compile(
    rf"\b[Cc]orrective\s+action\s+(?P<number>{_ID})\s*(?:\((?P<note>[^)]{{1,80}})\))?\s*(?::|\s[–—-]\s)\s*(?P<text>[^.\n;]\S[^\n]*?)(?=\.\s|\.?$|\.\n)",
    re.M,
)
_COUNTED = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|several|these|the following|\d{1,2}|an?)\s+(?:new |further )?(?:(?P<grade>minor|major|critical)\s+)?"
    r"(?:non-?conformit(?:y|ies)|findings?|observations?|deviations?|shortcomings?|areas? of concern|opportunit(?:y|ies) for improvement)\b",
    re.I,
)
_ENTRY = re.compile(r"\b(?P<number>[A-Z]{1,5}[-–/ ]?\d{1,4}(?:[-–/.]\d{1,4}){0,2})\s*\((?P<text>[^()]{6,200})\)")
_WITH = re.compile(
    r"\s*(?P<said>(?:both|all(?: \w+)?|they|these|it)\s+(?:is|are|lie|lies|rest|rests)\s+(?:with|for|owned by|assigned to|given to)\s+(?P<who>[^.;\n]{3,60}))[.;]",
    re.I,
)
_NEAR = 40  # characters between words that count findings and the first of them
_OWNED_WITHIN = 120  # characters behind them in which their owner is named
_EFFECTIVE = re.compile(r"\b(?P<verdict>(?:not (?:yet )?(?:fully )?|in)?effective)\b", re.I)
_EFFECT_TITLE = re.compile(r"effectiveness|verification of (?:the )?corrective|check of corrective|wirksamkeit", re.I)
_NONE = re.compile(
    r"(?:none\b|\d+ (?:major|minor|critical)\b|no (?:\w+ )?(?:findings?|non-?conformit\w+|observations?|deviations?|issues?|remarks?)\b)",
    re.I,
)
_CLAUSE = re.compile(r"\b(?:clause|section|control|cl\.|§)?\s*(?P<clause>(?:A\.)?\d{1,2}(?:\.\d{1,2}){1,3})\b")
_NOT = re.compile(r"\b(?:not|cannot|can't|until|unless|if|when|once|before|will|would|should|must|to be)\b", re.I)
_OTHER_THING = re.compile(r"(?:action|risk|item|decision|task|project|phase|minute|lot|ticket)\b", re.I)
_A_RISK = re.compile(r"R[-–]?\d")
_AN_INCIDENT = re.compile(r"INC(?:IDENT)?[-–/ ]?\d", re.I)
_HAPPENED = re.compile(r"what(?: happened| went wrong|)|incident|event|description|summary", re.I)
_INCIDENTS = re.compile(r"\b(?:incidents?|near[- ]miss(?:es)?|breach(?:es)?|outages?|accidents?)\b", re.I)
_MENDING = re.compile(r"\b(?:corrective|preventive|CAPAs?|actions?|improvements?|non-?conformit\w+)\b", re.I)
_A_FORM = re.compile(
    r"\b(?:CAPA|NCR?|CAR|non-?conform(?:ity|ance)|corrective action)\b.*\b(?:form|report|record|sheet|request)\b", re.I
)
_IMPROVE = re.compile(
    r"\b(?:opportunit\w+(?: for improvement)?|observations?|recommendations?|suggestions?|OFIs?|(?:things|points|food) (?:to|for) (?:think(?: about)?|consider|thought|watch)|to think about|to consider)\b",
    re.I,
)
_OWN_NUMBER = re.compile(r"(?P<number>[A-Z][A-Za-z]{0,3}[-/ ]?\d{1,3}(?:[-/.]\d{1,3})?)[.):]?\s+(?P<text>\S.*)")
_LEAST_WORDS = 4
_LEAST_FOLLOWED = 2  # columns, from more than which on a table follows findings up
_ENTITLED = re.compile(
    r"^(?P<number>[A-Z][A-Za-z]{0,3}[-–/ ]?(?:\d{2,4}[-–/])?\d{1,4})\s*(?:\(|[,:–—-]\s*)(?P<grade>(?i:major|minor|critical|observation|opportunity for improvement|ofi|remark)(?: (?i:non-?conformity))?)\)?(?P<about>[^\n]{0,60})\n\s*(?P<text>[^\W\d_][^\n]{19,})",
    re.M,
)  # "N1 (major), A.10.3", and below it what was found
_HEAD = re.compile(
    r"(?P<number>(?:NC|NCR|OBS|OFI|F|FI|AF|N|M|O)[-–/ ]?(?:\d{2,4}[-–/])?\d{1,4})\s*(?:\((?P<grade>[^)]{2,40})\))?:?"
)
_GRADED = re.compile(
    r"(?:minor|major|critical|significant|high|medium|moderate|low|observation|ofi|opportunity|nc\b|priority|fundamental|advisory|merits attention|category)\b",
    re.I,
)
_RATED = re.compile(r"\b(?:rating|grade|grading|severity|classification|class|type|category|priority|level)\b", re.I)
_TITLED_CLAUSE = re.compile(r"(?P<clause>(?:A\.)?\d{1,2}(?:\.\d{1,2}){1,3})\s+[–—:-]?\s*[A-Z][a-z][^\d]{2,60}")
_CLAUSE_ONLY = re.compile(
    r"(?:ISO[^,;]{0,30}?,?\s*)?(?:clause|section|control|cl\.|§)?\s*(?:A\.)?\d{1,2}(?:\.\d{1,2}){1,3}(?:\s.{0,40})?",
    re.I,
)
_FOUND = re.compile(
    r"(?:statement(?: of (?:the )?(?:non-?conformity|finding))?|(?:description|details?)(?: of (?:the )?(?:non-?conform(?:ity|ance)|finding|issue))?|condition|observation|"
    r"findings?|(?:summary of )?(?:the )?issue|what (?:we|was) (?:found|saw)|non-?conform(?:ity|ance)(?: (?:statement|description|details?))?|weakness)",
    re.I,
)
_STANDARD = re.compile(r"\b(?:ISO|IEC|EN|DIN)\b[\s/A-Z]*\d{4,5}(?:-\d+)?(?::\d{4})?")
_CONCERNS = re.compile(
    r"\b(?P<what>areas? of concern|concerns?|findings?|non-?conformit(?:y|ies)|observations?|weaknesses|deviations?)\b[^:]{0,160}:$",
    re.I,
)
_LETTERED = re.compile(r"\(?[a-z]\)\s+(?=\S)")  # "(a)", "b)"
_MARK = re.compile(r"(?:[-*+•–>]|\d{1,2}[.)])?\s*")  # before the words of a line of a list
_AT_CLAUSE = re.compile(
    r"(?:(?:ISO|IEC)[/A-Z]* ?\d{4,5}(?::\d{4})?,? )?(?:clause|control|cl\.) (?P<clause>(?:A\.)?\d{1,2}(?:\.\d{1,2}){1,3})\s*[:–—-]\s*",
    re.I,
)
_FOLLOWED = re.compile(
    r"(?P<status>(?:still |remains |partly )?(?:closed|open|completed?|implemented|in progress|not (?:yet )?(?:closed|done|started)))\b(?=\W*$|[.,:;–—(]| but\b| with\b)(?P<rest>.*)",
    re.I | re.S,
)  # "F4 - open." in a report that goes back to findings
_REMARK = re.compile(
    r"(?:I|we) (?:also |would |further )?(?:remark|note|observe|noted|observed)(?:, [^,]{3,60},)? that (?P<text>.+)",
    re.I,
)
_LEADS = re.compile(r"(?:these|the following|they|those|this|none of)\b", re.I)  # words about the list, no item of it


def facts(reading: Reading) -> Iterator[Fact]:
    """Kinds ``finding`` and ``corrective_action``."""
    every = list(_listed(reading))
    yield from every
    yield from _followed(reading, {fact.fields.get("number", "") for fact in every if fact.kind == "finding"} - {""})
    if not every:
        yield from single.facts(reading)


def _followed(reading: Reading, known: set[str]) -> Iterator[Fact]:
    """The rows of a further table that follows findings of the same report up: their numbers, who answers, and how far it is."""
    shape = SHAPES["finding"]
    for table, _ in reading.tables if known else ():
        names = header(reading, table)
        columns: dict[str, int] = {}
        for field in ("number", "owner", "due", "status"):
            fits = (at for at, name in enumerate(names) if at not in columns.values() and fitting(name, shape, field))
            if (at := next(fits, None)) is not None:
                columns[field] = at
        if is_register(reading, table) or columns.get("number") != 0 or len(columns) <= _LEAST_FOLLOWED:
            continue
        for row, cells in rows(reading, table):
            said = {name: cells[at].text for name, at in columns.items() if at in cells}
            if said.get("number") in known and len(said) > 1:
                dates = {"due": reading.day_of(said.pop("due", ""))}
                yield reading.fact(
                    "finding", said, [Span(row.start, row.end)], extractor=NAME, dates=dates, origin="cell"
                )


def _listed(reading: Reading) -> Iterator[Fact]:
    known: set[str] = set()
    actions: set[str] = {line.number("number") for line in lines(reading, "corrective_action")}
    for line in lines(reading, "finding"):
        for fact in _finding(reading, line, actions):
            known.add(fact.fields.get("number", ""))
            yield fact
    for line in lines(reading, "corrective_action"):
        yield from _action(reading, line)
    for line in forms(reading, "corrective_action"):
        yield from _action(reading, line)
    headed = [*_carded(reading), *_headed(reading)]
    headed += _entitled(reading, frozenset(fact.fields["number"] for fact in headed))
    headed += graded(reading, frozenset({*known, *(fact.fields["number"] for fact in headed)}))
    yield from headed
    known |= {fact.fields["number"] for fact in headed}
    told = {span for fact in headed for span in fact.spans}
    for line in forms(reading, "finding"):
        if told & set(line.spans):
            continue
        for fact in _finding(reading, line, actions):
            known.add(fact.fields.get("number", ""))
            yield fact
    if reading.kind not in ("policy", "agenda", "agreement"):
        yield from _said(reading, known - {""})


def _carded(reading: Reading) -> Iterator[Fact]:
    """Findings that a heading numbers, or says to be findings, with labels and paragraphs below it."""
    audit = bool(_AUDIT.search(reading.title) or _AUDIT.search(reading.path))
    for card in cards(reading):
        if card.kind in ("risk", "hazard") or not (card.kind or _NUMBERED.match(f"{card.number}: x")):
            continue
        if not audit and card.kind in ("", "recommendation", "weakness", "gap"):
            continue
        told = record(reading, card, "finding")
        grade = next(
            (value.text for label, value in card.values if _GRADED.match(value.text) and _RATED.search(label)), ""
        )
        clause = _CLAUSE.search(card.text) if _CLAUSE_ONLY.fullmatch(card.text) else None
        fields = {
            "number": card.number,
            "text": next((each.text for label, each in card.values if _FOUND.fullmatch(label)), "")
            if clause or not card.text
            else card.text,
            "grade": _note(card.note) or grade or (card.kind if card.kind in _GRADES else ""),
            "clause": clause["clause"] if clause else _joined(told.text("clause")),
            "owner": told.text("owner"),
            "status": told.text("status"),
        }
        if fields["text"]:
            dates = {"raised": told.day("raised"), "due": told.day("due"), "closed": told.closed("closed")}
            yield reading.fact("finding", fields, told.spans, extractor=NAME, dates=dates)


def _note(words: str) -> str:
    """The grade in the brackets behind a finding's number, or ""."""
    return words if _GRADED.match(words) else ""


def _is_count(line: Line) -> bool:
    """Whether a table counts findings ("Minor nonconformity | 2") and tells of none."""
    figures = [value.text for name, value in line.values.items() if name != "grade"]
    return bool(figures) and all(words.isdecimal() for words in figures)


def _headed(reading: Reading) -> Iterator[Fact]:
    """Forms headed by number and grade: "NC-4 (major) | clause 8.4", then "What we saw | ...", "Owner | ..."."""
    shape = SHAPES["finding"]
    for block in blocks(reading):
        head = _HEAD.fullmatch(block[0][0].strip())
        if head is None:
            continue
        values: dict[str, str] = {}
        for label, value in block[1:]:
            name = next((name for name in ("text", "owner", "due", "status") if fitting(label, shape, name)), "")
            if name and filled(value.text):
                values.setdefault(name, " ".join(value.text.split()))
        if not values.get("text"):
            continue
        clause = _CLAUSE.search(_STANDARD.sub(" ", block[0][1].text))
        fields = {
            "number": head["number"],
            "grade": head["grade"] or "",
            "clause": clause["clause"] if clause else "",
            **{name: values.get(name, "") for name in ("text", "owner", "status")},
        }
        spans = [value.span for _, value in block]
        lead = reading.line(spans[0].start)
        yield reading.fact(
            "finding", fields, [lead, *spans[1:]], extractor=NAME, dates={"due": reading.day_of(values.get("due", ""))},
            origin="cell",
        )  # fmt: skip


def _entitled(reading: Reading, known: frozenset[str]) -> Iterator[Fact]:
    """Findings of an audit report whose number and grade are a line of their own, and what was found the paragraph below."""
    if not (_AUDIT.search(reading.title) or _AUDIT.search(reading.path)):
        return
    for match in _ENTITLED.finditer(reading.text):
        span = Span(match.start("text"), match.end("text"))
        seen = reading.visible(span) and reading.visible(reading.line(match.start()))
        if not seen or match["number"] in known:
            continue
        clause = _CLAUSE.search(match["about"])
        fields = {
            "number": match["number"],
            "grade": match["grade"],
            "clause": clause["clause"] if clause else "",
            "text": " ".join(match["text"].split())[:_LONGEST],
        }
        yield reading.fact("finding", fields, [span, reading.line(match.start())], extractor=NAME)


def _concerns(reading: Reading) -> Iterator[Fact]:
    """What an auditor's letter lists behind words that announce it ("three areas of concern:")."""
    announced = ""
    for one in statements(reading):
        words = " ".join(reading.quote(one.span).split())
        lettered = _LETTERED.match(words)
        if announced and (one.listed or lettered) and _MARK.fullmatch(_lead(reading, one.span)):
            number, text = split_reference(words[lettered.end() :] if lettered else words)
            clause = _AT_CLAUSE.match(text)
            fields = {
                "number": "" if number.isdecimal() else number,
                "text": text[clause.end() :] if clause else text,
                "grade": announced,
                "clause": clause["clause"] if clause else "",
            }
            yield reading.fact("finding", fields, [one.span], extractor=NAME)
            continue
        if announced and one.listed:
            continue  # a second sentence of an item
        match = _CONCERNS.search(words)
        announced = _one_of(match["what"], words) if match else ""
        remark = _REMARK.match(words)
        if remark and len(remark["text"].split()) >= _LEAST_WORDS:
            fields = {"text": remark["text"].rstrip("."), "grade": "remark"}
            yield reading.fact("finding", fields, [one.span], extractor=NAME)


def _lead(reading: Reading, span: Span) -> str:
    """What stands before ``span`` on its line: nothing, or the mark of a list."""
    return reading.text[reading.text.rfind("\n", 0, span.start) + 1 : span.start].strip()


def _one_of(what: str, words: str) -> str:
    """The grade of what words announce: "two minor nonconformities:" lists minor ones, else each is one of its kind."""
    if graded := re.search(rf"(?i)\b(minor|major|critical) {re.escape(what)}", words):
        return graded[1].lower()
    return re.sub(r"ies$", "y", what.lower()).rstrip("s").replace("areas of", "area of")


def _finding(reading: Reading, line: Line, actions: set[str]) -> Iterator[Fact]:
    if _is_count(line):
        return
    number, text = line.number("number"), line.text("text")
    if not number or identifier(text):
        lead, rest = split_reference(text)
        number, text = (lead or number, rest) if lead else (number, text)
    if not number and not text:
        return
    note = re.match(r"\((?P<note>[^)]{2,40})\)\s*", text)
    grade = _grade(line.text("grade")) or (_grade(note["note"]) if note else "")
    if note and grade:
        text = text[note.end() :]
    closed, status = line.closed("closed"), line.text("status")
    owner, by = line.owner()
    said = line.text("closed")
    if not status and said:
        status = "closed" if closed or state(said) == "done" else said
    if not (text or grade or status or closed or line.day("due") or line.text("owner")):
        return
    fields = {
        "number": number,
        "text": text,
        "clause": _joined(line.text("clause")),
        "grade": grade,
        "owner": owner,
        "status": status,
        "source": line.text("source"),
    }
    dates = {"raised": line.day("raised"), "due": line.day("due", "promised") or by, "closed": closed}
    yield reading.fact("finding", fields, line.spans, extractor=NAME, dates=dates, origin="cell")
    yield from _answer(reading, line, number or text, actions)


def _answer(reading: Reading, line: Line, finding: str, actions: set[str]) -> Iterator[Fact]:
    """The corrective action that a log of findings names beside one, unless the document lists it by itself."""
    action = line.text("action")
    if not action:
        return
    number, text = split_reference(action)
    if number and number in actions:
        return
    fields = {"number": number, "for": finding, "text": text, "cause": line.text("cause")}
    dates: dict[str, str] = {}
    if line.text("effectiveness") or _follows(line):
        owner, by = line.owner()
        fields |= {"owner": owner, "effectiveness": line.text("effectiveness"), "status": line.standing()}
        dates = {"due": line.day("due") or by, "closed": line.closed("closed"), "checked": line.day("effectiveness")}
    yield reading.fact("corrective_action", fields, line.spans, extractor=NAME, dates=dates, origin="cell")


def _follows(line: Line) -> bool:
    """Whether a log of findings follows the action beside each, too: it says why, and by when or when it was done."""
    known = line.columns.keys()
    return {"cause", "closed"} <= known or {"cause", "due", "status"} <= known


def _grade(words: str) -> str:
    """A grade as written; one that a narrow column broke is joined ("mino r")."""
    joined = words.replace(" ", "")
    return joined if joined.casefold() in _GRADES and words.casefold() not in _GRADES else words


def _joined(words: str) -> str:
    """References to clauses that a narrow column broke ("A.5.1 8"), without the clause's title ("8.4 Purchasing")."""
    titled = _TITLED_CLAUSE.fullmatch(words)
    if titled:
        return titled["clause"]
    return re.sub(r"(?<=\d\.\d) (?=\d\b)", "", words)


def _action(reading: Reading, line: Line) -> Iterator[Fact]:
    number, text = line.number("number"), line.text("text")
    if (_AN_INCIDENT.match(number) or _of_incidents(reading)) and _HAPPENED.fullmatch(_named(reading, line, "text")):
        return  # a list of incidents with their causes
    if not number:
        number, text = split_reference(text)
    if not text and not (number and line.text("effectiveness", "status", "cause")):
        return
    finding, origin = line.number("for"), line.number("origin")  # a reference of the finding, else where it came from
    if not finding and not origin and number.isdecimal() and line.table is not None:
        finding = _formed(reading)
    fields = {
        "number": number,
        "for": finding if references(finding) or not origin else origin,
        "text": text,
        "cause": line.text("cause"),
        "owner": line.text("owner"),
        "status": line.standing(),
        "effectiveness": line.text("effectiveness"),
    }
    dates = {"due": line.day("due"), "closed": line.closed("closed"), "checked": line.day("effectiveness")}
    yield reading.fact("corrective_action", fields, line.spans, extractor=NAME, dates=dates, origin="cell")


def _of_incidents(reading: Reading) -> bool:
    """Whether a document is called a list of incidents, and not of what is done about them."""
    called = f"{reading.title} {path_words(reading.path).rpartition('/')[2]}"
    return bool(_INCIDENTS.search(called)) and not _MENDING.search(called)


def _named(reading: Reading, line: Line, field: str) -> str:
    """The name of the column that a field was read from, or ""."""
    known = line.table is not None and field in line.columns
    return header(reading, line.table)[line.columns[field]].strip() if known and line.table is not None else ""


def _formed(reading: Reading) -> str:
    """The number of the one matter that a form is about ("CAPA form CAPA-31-2"), whose actions are numbered 1, 2, 3."""
    named = [each for each in references(reading.title) if not _STANDARD.match(each)]
    return named[0] if len(named) == 1 and _A_FORM.search(reading.title) else ""


def _said(reading: Reading, known: set[str]) -> Iterator[Fact]:
    audit = bool(_AUDIT.search(reading.title) or _AUDIT.search(reading.path))
    for span in _loose(reading):
        words = reading.quote(span)[:_LONGEST]
        match = _FINDING.match(words) or (_NUMBERED.match(words) if audit else None)
        if match and match["text"].strip() and (match["number"] or audit) and match["number"] not in known:
            if fact := _stated(reading, span, match):
                known.add(fact.fields.get("number", "\0"))
                yield fact
        elif _COUNTED.search(words):
            yield from _enumerated(reading, span, known)
        elif audit and (fact := _improvement(reading, span)):
            yield fact
        elif (closing := _CLOSING.search(words)) and _certain(closing, words) and not _of_risk(reading, closing):
            yield _closure(reading, span, closing)
    if not known and (audit or of_certifier(reading)):
        listed = list(_concerns(reading))
        yield from listed or told_in_letter(reading)
    for match in _CORRECTIVE.finditer(reading.text):
        if reading.visible(Span(match.start(), match.end())):
            yield from _corrective(reading, match)
    yield from _checked(reading)


def _loose(reading: Reading) -> Iterator[Span]:
    """The sentences that stand on no card of a finding."""
    taken = [(card.head.start, card.end) for card in cards(reading) if card.kind not in ("", "risk", "hazard")]
    return (span for span in reading.sentences if not any(start <= span.start < end for start, end in taken))


def _enumerated(reading: Reading, span: Span, known: set[str]) -> Iterator[Fact]:
    """Findings that a sentence counts and names: "two minor nonconformities: NC-1 (no log kept) and NC-2 (old labels)"."""
    words = reading.quote(span)[:_LONGEST]
    named = _COUNTED.search(words)
    items = list(_ENTRY.finditer(words, named.end())) if named else []
    if named is None or not items or items[0].start() - named.end() > _NEAR:
        return
    after = reading.text[span.end : span.end + _OWNED_WITHIN]
    owned = _WITH.match(after)
    who = party(owned["who"]) if owned else None
    support = [Span(span.end + owned.start("said"), span.end + owned.end("said"))] if owned and who else []
    numbers = {item["number"] for item in items}
    audits = set(references(reading.section(span.start)) or references(words[: named.start()])) - numbers
    for item in items:
        if item["number"] not in known:
            known.add(item["number"])
            fields = {
                "number": item["number"],
                "text": item["text"],
                "grade": named["grade"] or "",
                "owner": who.name if who else "",
                "source": next(iter(audits)) if len(audits) == 1 else "",
            }
            yield reading.fact("finding", fields, [span, *support], extractor=NAME)


def _improvement(reading: Reading, span: Span) -> Fact | None:
    """What an audit report lists under a heading of opportunities, observations or recommendations."""
    heading = reading.section(span.start)
    kind = _IMPROVE.search(heading)
    words = " ".join(reading.quote(span).split())
    running = any(
        note.mark is Mark.HEADER and note.start <= span.start < note.end for note in reading.document.annotations
    )
    if (
        kind is None
        or running
        or not _MARK.fullmatch(_lead(reading, span))  # one finding a line
        or words == heading
        or words[0].islower()  # the rest of a torn line
        or words.endswith(":")
        or len(words.split()) < _LEAST_WORDS
        or _NONE.match(words)
        or _LEADS.match(words)
    ):
        return None
    match = _OWN_NUMBER.match(words)
    number, text = (match["number"], match["text"]) if match else ("", words)
    grade = "observation" if "observ" in kind[0].lower() else "opportunity for improvement"
    return reading.fact("finding", {"number": number, "text": text, "grade": grade}, [span], extractor=NAME)


def _certain(closing: re.Match[str], words: str) -> bool:
    """Whether a sentence says that a finding, and no numbered thing of another kind, is closed."""
    number = closing["number"]
    if _NOT.search(words[: closing.end()]) or _OTHER_THING.match(number):
        return False
    return bool(re.search(r"[A-Z].*\d", number)) or bool(
        re.search(rf"(?:[Ff]inding|conformity|NC|[Oo]bservation)\s+{re.escape(number)}\b", words)
    )


def _of_risk(reading: Reading, closing: re.Match[str]) -> bool:
    """Whether what is closed is a risk: "R-9" in a paper on risks, which elsewhere may be a recommendation."""
    return bool(_A_RISK.match(closing["number"])) and re.search(r"\brisks?\b", reading.title, re.I) is not None


def _stated(reading: Reading, span: Span, match: re.Match[str]) -> Fact | None:
    """A finding that a line names: "Minor nonconformity NC-3 (clause 8.4): no assessment was made"."""
    given = match.groupdict()
    note, kind = given.get("note") or "", (given.get("kind") or "").casefold()
    text, number = " ".join(match["text"].split()), match["number"] or ""
    if not number:
        number, text = split_reference(text)
        if noted := re.match(r"\((?P<note>[^)]{2,40})\)\s*", text):
            note, text = f"{note} {noted['note']}", text[noted.end() :]
    if not number and not re.search(r"\baudit\b", reading.title, re.I):
        named = [each for each in references(reading.title) if re.match(r"[A-Z]", each) and not each.startswith("ISO")]
        number = named[0] if len(named) == 1 else ""
    if text.casefold().rstrip(".") in ("no", "nil", "n/a") or _NONE.match(text):
        return None
    grade = given.get("grade") or next((word for word in _GRADES[:3] if re.search(rf"\b{word}\b", note, re.I)), "")
    if not grade and ("observation" in kind or "opportunity" in kind or kind in ("ofi", "area of concern")):
        grade = kind
    clause = _CLAUSE.search(note) or re.search(
        r"\((?:ISO[^)]{0,30})?(?:clause|control|cl\.)\s*(?P<clause>(?:A\.)?\d[\d.]*\d)\b", text
    )
    fields = {"number": number, "text": text, "grade": grade, "clause": clause["clause"] if clause else ""}
    if number and (followed := _FOLLOWED.fullmatch(text)):
        fields |= {"status": followed["status"].lower(), "text": followed["rest"].strip(" ,.:;–—")}
    due = re.search(r"\bdue(?: by| on)?:?\s+(?P<day>.{6,24})", text)
    dates = {"due": reading.day_of(due["day"]) if due else ""}
    return reading.fact("finding", fields, [span], extractor=NAME, dates=dates)


def _closure(reading: Reading, span: Span, match: re.Match[str]) -> Fact:
    """That a finding is closed, and since when: the day in the sentence, else that of the closing record."""
    day = reading.day_of(match["rest"])
    support: list[Span] = []
    if not day and reading.kind == "minutes":
        day = reading.written if re.search(r"\btoday\b|\bthis meeting\b", match["rest"]) else ""
    elif not day and (on := reading.pair("closed", "written", "held", "approved")):
        day, support = reading.day_of(on.value), [on.span]
    fields = {"number": match["number"], "status": "closed"}
    return reading.fact("finding", fields, [span, *support], extractor=NAME, dates={"closed": day})


def _corrective(reading: Reading, match: re.Match[str]) -> Iterator[Fact]:
    """ "Corrective action CA-4: draw up the list. Owner: ..."."""
    line = Span(match.start(), match.end())
    rest = reading.text[match.end() : match.end() + 160].split("\n", 1)[0]
    owner = re.match(r"\.?\s*[Oo]wner:\s*(?P<owner>[^;.\n]{3,60})", rest)
    named = [each for each in references(reading.title) if each != match["number"]]
    who = party(owner["owner"]) if owner else None
    fields = {
        "number": match["number"],
        "text": " ".join(match["text"].split()),
        "for": named[0] if len(named) == 1 else "",
        "owner": who.name if who else "",
    }
    yield reading.fact("corrective_action", fields, [line], extractor=NAME)


def _checked(reading: Reading) -> Iterator[Fact]:
    """A note that checks whether one corrective action worked."""
    if not _EFFECT_TITLE.search(reading.title):
        return
    numbers = references(reading.title)
    if len(numbers) != 1:
        return
    for span in reading.sentences:
        words = reading.quote(span)
        match = _EFFECTIVE.search(words)
        if (
            match
            and len(words) < 160
            and not re.search(r"\b(?:if|whether|to be|will|should|check of)\b|\?", words, re.I)
        ):
            following = reading.text[span.end : span.end + 80].split("\n\n", 1)[0]
            fields = {"number": numbers[0], "effectiveness": match["verdict"]}
            dates = {"checked": reading.day_of(words) or reading.day_of(following)}
            yield reading.fact("corrective_action", fields, [span], extractor=NAME, dates=dates)
            return
