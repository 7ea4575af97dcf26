"""Lines of documents that name a requirement: rows of a statement of applicability, findings of an audit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answer import Citation, Claim
from assistant.clauses import Clauses, frameworks_named
from assistant.document_state import state_of
from evidence.citing import Citer
from evidence.frameworks import Requirement
from evidence.model import Mark, ParsedDocument, Span, StoredDocument, Strength

_MOST, _LONG, _BEFORE = 4, 420, 60
_PAST = (Strength.SUPERSEDED, Strength.WITHDRAWN, Strength.DRAFT, Strength.PLAN)
_UNSEEN = (Mark.HIDDEN, Mark.INSTRUCTION)
_MARKED = re.compile(r"(?:\b(?:clauses?|cl|controls?|annex(?: a)?|requirements?)\b\.?|§)[\s\d.,A&]*(?:and\s*)?$", re.I)
_CELL_SHORT = re.compile(
    r"^\W*(?:partly|partial(?:ly)?|planned|in progress|under way|open|overdue|to do|missing|not \w+|no|none|pending)\b",
    re.I,
)
_SHORT = re.compile(
    r"\b(?:missing|overdue|not yet|no evidence|non-?conform\w+|nonconform\w*|partly|partially|not (?:fully )?"
    r"(?:done|met|implemented|applied|in place|fulfilled|started))\b|\((?:major|minor)\)"
    r"|\b(?:major|minor)\W+(?:non|finding|nc\b)",
    re.I,
)
_CLOSED = re.compile(r"(?<!not )(?<!not yet )\b(?:closed|resolved|verified)\b", re.I)
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Line:
    """Words that name a requirement: ``spans`` are the line and, in a form, the row below it."""

    document: StoredDocument
    spans: tuple[Span, ...]
    short: bool
    row: bool

    def claim(self, citer: Citer) -> Claim:
        """The line as a quote."""
        citations = tuple(
            Citation(**citer.span(self.document.rowid, span, state_of(self.document)).as_json()) for span in self.spans
        )
        return Claim(text="; ".join(" ".join(each.quote.split()) for each in citations), citations=citations)


def naming(clauses: Clauses, requirement: Requirement) -> list[Line]:
    """The lines of current documents that name a requirement, those that tell of a shortfall first.

    A line names it by its reference beside the word "clause" or "control", or as an annex's number, and speaks of
    our framework (by its name) or of the requirement (by words of its title).
    """
    if requirement.ref not in clauses.lines:
        clauses.lines[requirement.ref] = _naming(clauses, requirement)
    return list(clauses.lines[requirement.ref])


def _naming(clauses: Clauses, requirement: Requirement) -> list[Line]:
    found = [line for document in clauses.documents.values() for line in _of(clauses, document, requirement)]
    found.sort(key=lambda line: (not line.short, not line.row, line.document.doc_id, line.spans[0].start))
    kept: dict[tuple[str, bool], Line] = {}
    for line in found:  # one line of each sort a document
        kept.setdefault((line.document.doc_id, line.short), line)
    return list(kept.values())[:_MOST]


def _of(clauses: Clauses, document: StoredDocument, requirement: Requirement) -> Iterator[Line]:
    if state_of(document) in _PAST:
        return
    pattern = _pattern(requirement)
    text = clauses.view.text(document.rowid)
    if not pattern.search(text):
        return
    parsed = clauses.view.parsed(document.rowid)
    for span in naming_lines(clauses.framework.id, requirement, parsed, Span(0, len(text))):
        yield _line(parsed, document, span)


def naming_lines(identity: str, requirement: Requirement, parsed: ParsedDocument, within: Span) -> Iterator[Span]:
    """The lines inside a span that name a requirement of a framework; see ``naming``."""
    text = parsed.text
    for match in _pattern(requirement).finditer(text, within.start, within.end):
        start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
        span = Span(start, len(text) if end < 0 else end)
        line = text[span.start : span.end]
        if span.end - span.start > _LONG or line.rstrip().endswith("?") or not shown(parsed, span):
            continue
        if _is_meant(identity, requirement, line, match.start() - start, parsed, span.start):
            yield span


def _pattern(requirement: Requirement) -> re.Pattern[str]:
    ref = re.escape(requirement.ref.removeprefix("A."))
    lead = r"A\.?\s?" if requirement.ref.startswith("A.") else ""
    return re.compile(rf"(?<![\w.]){lead}{ref}(?!\w|\.\d)")


def _is_meant(identity: str, requirement: Requirement, line: str, at: int, parsed: ParsedDocument, place: int) -> bool:
    named = frameworks_named(line)
    if named and identity not in named:
        return False
    marked = requirement.ref.startswith("A.") or _MARKED.search(line[max(0, at - _BEFORE) : at]) is not None
    alike = _titled(line, requirement.title)
    if not marked:
        return alike and _in_table(parsed, place)
    return bool(named) or alike


def _titled(line: str, title: str) -> bool:
    """Whether most words of a requirement's title stand in a line."""
    wanted = {word.lower() for word in _WORD.findall(title)} - {"and", "the", "for", "general"}
    return bool(wanted) and len(wanted & {word.lower() for word in _WORD.findall(line)}) >= 0.75 * len(wanted)


def _in_table(parsed: ParsedDocument, place: int) -> bool:
    return any(table.start <= place < table.end for table in parsed.tables)


def _line(parsed: ParsedDocument, document: StoredDocument, span: Span) -> Line:
    """A line with what it tells; in a form of two columns the row below says what it is about."""
    line, spans = parsed.text[span.start : span.end], [span]
    cells = line.split(" | ")
    if len(cells) == 2 and (end := parsed.text.find("\n", span.end + 1)) > 0:
        below = Span(span.end + 1, end)
        said = parsed.text[below.start : below.end]
        if said.count(" | ") == 1 and len(said) <= _LONG and shown(parsed, below):
            spans.append(below)
    words = " | ".join(parsed.text[each.start : each.end] for each in spans)
    short = bool(_SHORT.search(words)) or any(_CELL_SHORT.match(cell) for cell in cells[2:])
    return Line(document, tuple(spans), short and not _CLOSED.search(words), len(cells) > 1)


def shown(parsed: ParsedDocument, span: Span) -> bool:
    """Whether a reader of the file sees a span, and it addresses no machine."""
    return not any(
        note.mark in _UNSEEN and note.start < span.end and span.start < note.end for note in parsed.annotations
    ) and not any(table.hidden and table.start <= span.start < table.end for table in parsed.tables)
