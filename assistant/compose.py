"""Accepted candidates in, claims out: each claim is the statement's own words with their citation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from assistant.accept import refused
from assistant.answer import Citation, Claim, Value
from assistant.query import Query
from assistant.register.speak import day_words
from assistant.sections import worded
from assistant.select import Candidate, outlived
from assistant.values import value_of, wanted
from evidence.model import ParsedDocument, Row, StoredDocument, StoredPassage, Strength
from evidence.view import View

_MOST = 2  # stretches shown
_STATUS_WORDS: tuple[tuple[str, Strength], ...] = (
    ("superseded", Strength.SUPERSEDED),
    ("withdrawn", Strength.WITHDRAWN),
    ("draft", Strength.DRAFT),
    ("approved", Strength.APPROVED),
    ("published", Strength.PUBLISHED),
    ("final", Strength.PUBLISHED),
)


def choose(query: Query, ranked: Sequence[Candidate]) -> list[Candidate]:
    """Of the accepted candidates, those to show: the best, with what else stands nearly as high, each place once.

    Evidence from a second place completes, corroborates or contradicts; each is worth knowing. Beside words in force,
    none of a draft or an older edition.
    """
    if not ranked:
        return []
    best = ranked[0]
    others = (each for each in best.others if not refused(each) and (outlived(best) or not outlived(each)))
    chosen = [best, *others]
    return _distinct(_agreeing(query, chosen))[:_MOST]


def _agreeing(query: Query, chosen: list[Candidate]) -> list[Candidate]:
    """For yes or no, only what says the same as the best: two verdicts that differ are no answer."""
    if wanted(query) != "verdict":
        return chosen
    said = [_value(query, candidate) for candidate in chosen]
    return [candidate for candidate, value in zip(chosen, said, strict=True) if value == said[0]]


def claim_of(candidate: Candidate, view: View) -> Claim:
    """The claim that a candidate makes."""
    shown = candidate.block or candidate.statement
    return claim_at(view, shown.passage, shown.start, shown.end, "supported" if candidate.typed else "partial")


def claim_at(
    view: View, passage: StoredPassage, start: int, end: int, verdict: Literal["supported", "partial"]
) -> Claim:
    """A claim in a document's own words. ``quote`` is cut from the stored text here and nowhere else."""
    document = view.document(passage.doc_id)
    parsed = view.parsed(document.rowid)
    citation = Citation(
        doc_id=document.doc_id,
        title=document.title,
        page=page_of(parsed, start) or passage.page,
        section=passage.section,
        sheet=passage.sheet,
        cell=_cells(parsed, start, end),
        origin=passage.origin.value,
        start=start,
        end=end,
        quote=parsed.text[start:end],
        sha256=document.sha256,
        strength=strength_of(document).value,
        passage_id=passage.passage_id,
    )
    words = worded(parsed, start, end) or citation.quote
    return Claim(text=words, verdict=verdict, citations=(citation,))


def lead(query: Query, chosen: Sequence[Candidate]) -> Value | None:
    """The value asked for, as the best statement gives it; none where another that is shown counts differently."""
    value = _value(query, chosen[0]) if chosen else None
    if value is None or value.type != "count":
        return value
    others = [_value(query, each) for each in chosen[1:]]
    return None if any(each and each.value != value.value for each in others) else value


def _value(query: Query, candidate: Candidate) -> Value | None:
    """The value that a candidate gives: the yes or no that is read in it, else what its words hold plainly."""
    if candidate.verdict:
        return Value(type="yesno", value=candidate.verdict)
    return value_of(query, candidate.statement)


def answer_text(value: Value | None, claims: Sequence[Claim]) -> str:
    """The answer as prose: the value first when one was asked for, then the words, numbered."""
    words = " ".join(f"{_sentence(claim.text)} [{number}]" for number, claim in enumerate(claims, 1))
    if value is None:
        return words
    told = day_words(value.value) if value.type == "date" else value.value
    opening = told[:1].upper() + told[1:]
    return words if words.lower().startswith(opening.lower()) else f"{opening}. {words}"


def page_of(document: ParsedDocument, offset: int) -> int | None:
    """The 1-based page on which ``offset`` stands, or ``None`` in a document without pages."""
    return next((page.number for page in document.pages if page.start <= offset < page.end), None)


def strength_of(document: StoredDocument) -> Strength:
    """What the document declares of its own status; ``unknown`` when it declares nothing."""
    status = str(document.metadata.properties.get("status", "")).lower()
    return next((strength for word, strength in _STATUS_WORDS if word in status), Strength.UNKNOWN)


def _cells(document: ParsedDocument, start: int, end: int) -> str | None:
    for table in document.tables:
        if table.start <= start < table.end:
            refs = [cell.ref for row in table.rows if _touches(row, start, end) for cell in row.cells if cell.ref]
            return None if not refs else refs[0] if len(refs) == 1 else f"{refs[0]}:{refs[-1]}"
    return None


def _touches(row: Row, start: int, end: int) -> bool:
    return row.start < end and start < row.end


def _document(candidate: Candidate) -> str:
    return candidate.statement.passage.doc_id


def _distinct(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Without candidates that overlap a better one or repeat its words."""
    kept: list[Candidate] = []
    for candidate in chosen:
        if not any(_same(candidate, other) for other in kept):
            kept.append(candidate)
    return kept


def _same(one: Candidate, other: Candidate) -> bool:
    a, b = one.block or one.statement, other.block or other.statement
    overlap = _document(one) == _document(other) and a.start < b.end and b.start < a.end
    return overlap or _words(a.plain) == _words(b.plain)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _sentence(text: str) -> str:
    text = " ".join(text.split()).rstrip(",")
    return text if text[-1:] in ".!?:;" else f"{text}."
