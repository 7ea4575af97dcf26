"""Facts as claims: a plain sentence, and the exact words it rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.answer import Citation, Claim, Derivation
from assistant.decided import heading
from assistant.register import people
from assistant.register.match import Shelf
from assistant.register.speak import field_of, sentence, spoken
from evidence.dates import find_dates
from evidence.model import Mark, ParsedDocument, Span, StoredFact, StoredPassage
from evidence.view import View

SAID = "as the fact says"
_SPANS = 3
_OPENING, _LINE, _ABOVE = 2_000, 300, 50_000  # characters
READ = frozenset({"state", "decision", "outcome", "part", "applicable", "critical", "quorum"})
"""Fields whose values are not words of the document but what those words come to."""
_UNSEEN = (Mark.HIDDEN, Mark.INSTRUCTION)
_SMALL = frozenset("of the and for a an".split())
_WORD = re.compile(r"\w+")
_SHORT = 2  # characters of a word that is looked for only as a word
_EDITION = re.compile(r"[vr]\d+")
_SURE = re.compile(r"[^\W\d_]{3}|^\d{4}")  # a date that can be read in one way
_SHEET_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets, whose days may be shown as numbers


def claim(shelf: Shelf, fact: StoredFact, name: str) -> Claim:
    """The claim that ``fact`` says what it says of ``name``; ``derivation`` names the fact, so that it can be read again."""
    return Claim(
        text=sentence(fact, name, shelf.title(fact)),
        derivation=Derivation(rule=f"{SAID}: {fact.kind}.{name}", inputs=(fact.id,)),
        citations=citations(shelf.view, fact, name),
    )


def citations(view: View, fact: StoredFact, name: str = "") -> tuple[Citation, ...]:
    """The words of a fact: its most telling span first, then those that hold its value of ``name``; at most three."""
    name = field_of(name)
    document = view.document(fact.doc_id)
    parsed = view.parsed(document.rowid)
    passages = view.passages(document.rowid)
    kept: list[tuple[int, int]] = []
    for span in _telling(fact, parsed.text, name):
        if span.end > span.start and not any(start < span.end and span.start < end for start, end in kept):
            kept.append((span.start, span.end))
    found = []
    if name and not any(holds(parsed.text[start:end], fact.get(name)) for start, end in kept):
        kept[1:1] = _elsewhere(parsed, fact.get(name))
    subject = heading(fact)
    if subject and kept and not any(holds(parsed.text[start:end], subject) for start, end in kept):
        kept[1:1] = _above(parsed, kept[0][0], subject)
    for start, end in kept[:_SPANS]:
        passage = _passage(passages, start)
        found.append(
            Citation(
                doc_id=document.doc_id,
                title=document.title,
                page=_page(parsed, start) or (passage.page if passage else None),
                section=passage.section if passage else None,
                sheet=passage.sheet if passage else None,
                cell=_cell(parsed, start, end),
                origin=passage.origin.value if passage else "text",
                start=start,
                end=end,
                quote=parsed.text[start:end],
                sha256=document.sha256,
                strength=fact.fact.strength.value,
                passage_id=passage.passage_id if passage else "",
            )
        )
    return tuple(found)


def span_citation(view: View, doc_id: str, start: int, end: int, strength: str = "record") -> Citation:
    """The citation of ``text[start:end]`` of a document."""
    document = view.document(doc_id)
    parsed = view.parsed(document.rowid)
    passage = _passage(view.passages(document.rowid), start)
    return Citation(
        doc_id=document.doc_id,
        title=document.title,
        page=_page(parsed, start) or (passage.page if passage else None),
        section=passage.section if passage else None,
        sheet=passage.sheet if passage else None,
        cell=_cell(parsed, start, end),
        origin=passage.origin.value if passage else "text",
        start=start,
        end=end,
        quote=parsed.text[start:end],
        sha256=document.sha256,
        strength=strength,
        passage_id=passage.passage_id if passage else "",
    )


def _elsewhere(document: ParsedDocument, value: str) -> list[tuple[int, int]]:
    """The line near the document's beginning that says a value in one word ("Status: draft"), where a reader sees it."""
    if not re.fullmatch(r"[A-Za-z]{4,}", value):
        return []
    match = re.compile(rf"(?i)\b{value}\b").search(document.text, 0, _OPENING)
    if match is None:
        return []
    start = document.text.rfind("\n", 0, match.start()) + 1
    end = document.text.find("\n", match.end())
    end = len(document.text) if end < 0 else end
    unseen = (note for note in document.annotations if note.mark in _UNSEEN)
    if end - start > _LINE or any(note.start < end and start < note.end for note in unseen):
        return []
    return [(start, end)]


def _above(document: ParsedDocument, start: int, subject: str) -> list[tuple[int, int]]:
    """The nearest line above ``start`` whose beginning holds each word of ``subject``: what it was read from."""
    end = document.text.rfind("\n", 0, start)
    while end > 0 and start - end <= _ABOVE:
        line = document.text.rfind("\n", 0, end) + 1
        begin = end - len(document.text[line:end].lstrip())
        last = end if end - begin <= _LINE else document.text.rfind(" ", begin, begin + _LINE)
        if holds(document.text[begin:last], subject):
            unseen = any(
                note.mark in _UNSEEN and note.start < last and begin < note.end for note in document.annotations
            )
            return [] if unseen else [(begin, last)]
        end = line - 1
    return []


def _telling(fact: StoredFact, text: str, name: str) -> list[Span]:
    """The spans of a fact, those that hold its value of ``name`` before the rest.

    A line that says only what the sentence does not tell (the owner beside the day of approval) is left out.
    """
    told = {each: value for each in (name, *spoken(fact, name)) if (value := fact.get(each))}
    both = {**fact.fact.fields, **fact.fact.dates}
    other = [value for each, value in both.items() if value and each not in told and value not in told.values()]
    value, kept = told.get(name, ""), []
    for span in fact.fact.spans:
        words = text[span.start : span.end]
        if any(holds(words, each) for each in told.values()) or not any(holds(words, each) for each in other):
            kept.append(span)
    first, *rest = kept or fact.fact.spans
    holding = [span for span in rest if value and holds(text[span.start : span.end], value)]
    if not holding or holds(text[first.start : first.end], value):
        return [first, *rest]
    return [first, *holding, *(span for span in rest if span not in holding)]


def holds(words: str, value: str) -> bool:
    """Whether ``words`` give a value: a day of it written in any way (its year may stand elsewhere), or each of its words.

    A day that stands with another year is another day.
    """
    try:
        day = date.fromisoformat(value)
    except ValueError:
        said = {people.fold(word) for word in _WORD.findall(words)}
        said |= {word[1:] for word in said if _EDITION.fullmatch(word)}
        joined = people.fold("".join(_WORD.findall(words)))
        wanted = [people.fold(word) for word in _WORD.findall(value) if word.lower() not in _SMALL]
        held = [word for word in wanted if word in said or (len(word) > _SHORT and word in joined)]
        return len(held) == len(wanted) or (people.sort(value) == "body" and 2 * len(held) >= len(wanted) > 1)
    words = words.replace("_", " ")
    dates = find_dates(words, order="dmy")
    if any(found.value == day for found in dates):
        return True
    for start, end, _, _ in reversed(dates):
        if _SURE.search(words[start:end]):
            words = f"{words[:start]} {words[end:]}"
    serial = (day - _SHEET_EPOCH).days
    if re.search(rf"(?<!\d){serial}(?!\d)", words):
        return True
    month = rf"{day:%b}|(?<!\d)0?{day.month}(?!\d)"
    return bool(re.search(rf"(?<!\d)0?{day.day}(?!\d)", words)) and bool(re.search(month, words, re.I))


def stands(shelf: Shelf, fact: StoredFact, name: str) -> bool:
    """Whether the words that would be cited for ``fact``, or its document's title and path, hold its value of ``name``."""
    document = shelf.documents[fact.document]
    quotes = [citation.quote for citation in citations(shelf.view, fact, name)]
    return bool(quotes) and (
        name in READ or holds(" \n ".join([*quotes, document.title, document.key.path]), fact.get(name))
    )


def merged(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Claims without repetition: one that says the same by the same rule joins its citations to the first's.

    What another kind of facts says in the same words is left out: one rule is checked again over all inputs of a claim.
    """
    kept: dict[str, Claim] = {}
    for each in claims:
        known = kept.get(each.text)
        if known is None:
            kept[each.text] = each
        elif _rule(each) == _rule(known) and {c.doc_id for c in each.citations} - {c.doc_id for c in known.citations}:
            inputs = (known.derivation.inputs if known.derivation else ()) + (
                each.derivation.inputs if each.derivation else ()
            )
            derivation = known.derivation.model_copy(update={"inputs": inputs}) if known.derivation else None
            kept[each.text] = known.model_copy(
                update={"citations": known.citations + each.citations, "derivation": derivation}
            )
    return tuple(kept.values())


def _rule(each: Claim) -> str:
    return each.derivation.rule if each.derivation else ""


def _passage(passages: Sequence[StoredPassage], start: int) -> StoredPassage | None:
    inside = next((each for each in passages if each.start <= start < each.end), None)
    return inside or next(
        (each for each in reversed(passages) if each.start <= start), passages[0] if passages else None
    )


def _page(document: ParsedDocument, offset: int) -> int | None:
    return next((page.number for page in document.pages if page.start <= offset < page.end), None)


def _cell(document: ParsedDocument, start: int, end: int) -> str | None:
    for table in document.tables:
        if table.start <= start < table.end:
            rows = [row for row in table.rows if row.start < end and start < row.end]
            refs = [
                cell.ref for row in rows for cell in row.cells if cell.ref and cell.start < end and start < cell.end
            ]
            return None if not refs else refs[0] if len(refs) == 1 else f"{refs[0]}:{refs[-1]}"
    return None
