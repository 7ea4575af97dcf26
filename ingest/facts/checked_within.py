"""Assessments and validations that other documents tell of: a card's part of that name, a list of them, a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from evidence.model import Fact, Span, Table
from ingest.facts.cells import Value, filled
from ingest.facts.labels import labelled, value
from ingest.facts.nested import Group, groups
from ingest.facts.parties import party
from ingest.facts.reading import Reading
from ingest.metadata import path_words

NAME = "assessments/1"
_LONGEST = 500  # characters of a sentence that is read
_CARD = re.compile(
    r"\b(?:(?:model|system|use case) card|fact ?sheet|data sheet|model summary|system description)\b", re.I
)
_SYSTEM = r"(?:name of (?:the )?)?(?:ai )?(?:system|model|application|tool|product)(?: name)?"
_TYPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("dpia", re.compile(r"(?:data protection|privacy) (?:impact )?assessment|dpia|pia", re.I)),
    (
        "impact",
        re.compile(r"(?:(?:ai|system|ai system|algorithmic|fundamental rights) )?impact assessment|aiia|fria", re.I),
    ),
    ("risk", re.compile(r"(?:(?:ai|security|model) )?risk assessment", re.I)),
)
_VALIDATION = re.compile(
    r"(?:(?:last|latest|independent|model|earlier|previous|past|former) )*(?:re-?)?validations?(?: \w+)?", re.I
)
_FIELDS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.I)
    for name, pattern in {
        "version": r"(?:(?:model|system) )?(?:version|release|ver\.?|issue|edition)s?(?: validated)?",
        "day": r"date|day|on|when|done(?: on)?|(?:validat|assess|complet|test|approv)ed(?: on)?|(?:validation|assessment|report) date|finished(?: on)?|carried out(?: on)?",
        "by": r"by|by whom|who|(?:lead )?(?:validat|assess)or|(?:validated|assessed|done|carried out|tested|made|written) by|reviewer|author|person",
        "verdict": r"(?:overall )?(?:verdict|outcome|result|conclusion|finding|decision|opinion|recommendation)|with what result",
        "approver": r"(?:approved|accepted|signed off|released) by|approver",
        "system": _SYSTEM,
    }.items()
}
_OPEN = re.compile(
    r"\b(?:not|none|never|planned|pending|open|due|outstanding|to be|to do|missing|required|tb[cd])\b", re.I
)
_PASSED = re.compile(
    r"\b(?P<what>(?:[Rr]elease|[Vv]ersion|[Mm]odel|[^\W\d_][\w-]+)\s+(?:v|version |release )?(?P<version>\d{1,4}(?:\.\d{1,4}){0,3})(?:\s+of\s+(?P<of>[A-Z][\w-]+(?: [A-Z][\w-]+)?))?)"
    r"\s+(?:has |had |also |then |again )*(?:(?P<verdict>passed|failed|did not pass)\s+(?:its |the |a |another |fresh )*(?:re-?)?validation|(?:was|were|has been)\s+(?P<done>validated))\b"
    r"(?P<rest>[^.;\n]*(?:\.(?=\d)[^.;\n]*)*)"
)
_AHEAD = re.compile(r"\b(?:if|when|once|until|unless|before|will|should|must)\b", re.I)
_KIND_OF_VERSION = re.compile(r"release|version|model|edition|issue", re.I)


def inside(reading: Reading) -> Iterator[Fact]:
    """The assessments and validations that ``reading`` tells of without being one."""
    told = [*_of_card(reading), *listed(reading)]
    yield from told
    if not any(fact.kind == "validation" for fact in told):
        for span in reading.sentences:
            yield from _passed(reading, span)


def listed(reading: Reading) -> Iterator[Fact]:
    """The rows of lists of validations: under such a name, a version or system with a day and a verdict or a validator."""
    for table, _ in reading.tables:
        named = [table.caption, reading.section(table.start)]
        if any(_VALIDATION.fullmatch(re.sub(r"^[\d.]+\s+", "", words.strip())) for words in named):
            yield from _rows(reading, table)


def _rows(reading: Reading, table: Table) -> Iterator[Fact]:
    columns = {name: at for at, label in enumerate(table.header) if (name := _field(label))}
    if not {"version", "system"} & columns.keys() or "day" not in columns or not {"verdict", "by"} & columns.keys():
        return
    for record in reading.records(table):
        cells = {cell.column: entry.text.strip() for cell, entry in zip(record.row.cells, record.entries, strict=True)}
        words = {name: cells.get(at, "") for name, at in columns.items()}
        words = {name: said for name, said in words.items() if filled(said)}
        system = words.get("system") or _system(reading)
        if system and reading.visible(record.span) and (day := reading.day_of(words.get("day", ""))):
            yield _validation(reading, system, words, day, [record.span])


def _of_card(reading: Reading) -> Iterator[Fact]:
    """The parts of a card or data file about one system: "validation:" above its day, its validator and its verdict."""
    every = groups(reading)
    name = _system(reading)
    if not name or (len(every) < 2):
        return
    for group in every:
        kind = next((kind for kind, pattern in _TYPES if pattern.fullmatch(group.name.strip())), "")
        if not kind and not _VALIDATION.fullmatch(group.name.strip()):
            continue
        found = _entries(group)
        words = {field: each.text for field, each in found.items()}
        day = reading.day_of(words.get("day", ""))
        if not day or _OPEN.search(words.get("verdict", "")):
            continue
        spans = sorted({each.span for each in found.values()}, key=lambda span: span.start)
        spans = [reading.line(spans[0].start), *spans[1:]]
        if kind:
            fields = {
                "subject": name,
                "type": kind,
                "outcome": words.get("verdict", ""),
                "assessor": _who(words.get("by", "")),
                "approver": _who(words.get("approver", "")),
            }
            yield reading.fact("assessment", fields, spans, extractor=NAME, dates={"assessed": day})
        else:
            yield _validation(reading, name, words, day, spans)


def assessed(reading: Reading) -> str:
    """The day of the impact assessment that a card tells of in a part of its own, as ISO, or ""."""
    return next(
        (
            fact.dates["assessed"]
            for fact in _of_card(reading)
            if fact.kind == "assessment" and fact.fields["type"] == "impact"
        ),
        "",
    )


def _entries(group: Group) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for label, said in group.entries:
        name = _field(label)
        if name and filled(said.text):
            found.setdefault(name, said)
    return found


def _field(label: str) -> str:
    plain = " ".join(label.replace("_", " ").split()).strip(" :?")
    return next((name for name, pattern in _FIELDS.items() if pattern.fullmatch(plain)), "")


def _system(reading: Reading) -> str:
    """The one system that a card or report is about, without its number and version; or ""."""
    named = value(labelled(reading, _SYSTEM))
    top = next((group.entries for group in groups(reading) if not group.name), [])
    card = _CARD.search(f"{reading.title} {path_words(reading.path)}")
    for label, each in top:
        if not named and (_FIELDS["system"].fullmatch(label.replace("_", " ")) or (card and label.lower() == "name")):
            named = each.text
    return re.split(r"\s*[(,;]", named)[0].strip()


def _validation(reading: Reading, system: str, words: Mapping[str, str], day: str, spans: list[Span]) -> Fact:
    fields = {
        "system": system,
        "version": words.get("version", ""),
        "validator": _who(words.get("by", "")),
        "verdict": words.get("verdict", ""),
    }
    return reading.fact("validation", fields, spans, extractor=NAME, dates={"validated": day})


def _who(words: str) -> str:
    """Whom a short entry names; its words as they stand where the form of the name is not known."""
    found = party(words) if words else None
    if found is not None:
        return found.name
    return words if words and len(words.split()) <= 5 and not re.search(r"\d", words) else ""


def _passed(reading: Reading, span: Span) -> Iterator[Fact]:
    """ "Release 4.1 passed validation on 3 May 2031" in a report on a system, or with the name of one."""
    words = reading.quote(span)
    match = _PASSED.search(words) if "valid" in words and len(words) <= _LONGEST else None
    if match is None or _AHEAD.search(words, 0, match.start("version")):
        return
    lead = match["what"].split()[0]
    system = match["of"] or (_system(reading) if _KIND_OF_VERSION.fullmatch(lead) else lead)
    at = span.start + match.start("rest")
    day = reading.day(Span(at, at + len(match["rest"])))
    by = re.search(r"\bby (?:the )?(?P<who>[^,]{3,60}?)(?= on\b|,|$)", match["rest"])
    if system and day:
        verdict = match["verdict"] or ""
        fields = {"version": match["version"], "verdict": verdict, "by": by["who"] if by else ""}
        yield _validation(reading, system, fields, day, [span])
