"""Facts as claims: a plain sentence, and the exact words it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from assistant.answer import Citation, Claim, Derivation
from assistant.decided import heading
from assistant.register.holding import holds
from assistant.register.match import Shelf
from assistant.register.nouns import topics
from assistant.register.speak import beside, field_of, left_out, sentence, spoken, without
from evidence.dates import find_dates
from evidence.model import Mark, ParsedDocument, Span, StoredFact, StoredPassage
from evidence.view import View

SAID = "as the fact says"
CITED = 3
"""Facts that one sentence is told from, or sides of a conflict, at most."""
_SPANS = 3  # a fact is cited with
_MOST = 5  # where it takes more to show all that is told of it
_OPENING, _LINE, _ABOVE = 2_000, 300, 50_000  # characters
_Told = TypeVar("_Told")
READ = frozenset({"state", "decision", "outcome", "part", "applicable", "critical", "quorum"})
"""Fields whose values are not words of the document but what those words come to."""
_UNSEEN = (Mark.HIDDEN, Mark.INSTRUCTION)


def claim(shelf: Shelf, fact: StoredFact, name: str) -> Claim:
    """The claim that ``fact`` says what it says of ``name``; ``derivation`` names the fact, so that it can be read again.

    What the sentence could tell beside it (who, when, how much) is left out where the cited words do not give it.
    """
    cited = citations(shelf.view, fact, name)
    held = shown_by(cited, shelf.view)
    told = beside(fact, name).items()
    name = without(name, (field for field, value in told if not holds(held, value, whole=field == "from")))
    return Claim(
        text=sentence(fact, name, shelf.title(fact)),
        derivation=Derivation(rule=f"{SAID}: {fact.kind}.{name}", inputs=(fact.id,)),
        citations=cited,
    )


def shown_by(cited: Sequence[Citation], view: View) -> str:
    """All that a reader sees of citations: their quotes, and the titles and paths of their documents."""
    paths = dict.fromkeys((each.title, view.document(each.doc_id).key.path) for each in cited)
    return " \n ".join([each.quote for each in cited] + [words for pair in paths for words in pair])


def citations(view: View, fact: StoredFact, name: str = "") -> tuple[Citation, ...]:
    """The words of a fact: its most telling span first, then those that hold its value of ``name`` and what else is told."""
    document = view.document(fact.doc_id)
    parsed = view.parsed(document.rowid)
    passages = view.passages(document.rowid)
    found = []
    for start, end in _chosen(fact, parsed, name, f"{document.title} \n {document.key.path}"):
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


def _chosen(fact: StoredFact, parsed: ParsedDocument, name: str, titled: str) -> list[tuple[int, int]]:
    """The spans that are cited: three, or as many more as it takes to show all that the sentence tells."""
    field = field_of(name)
    spans: list[tuple[int, int]] = []
    for span in _telling(fact, parsed.text, field):
        if span.end > span.start and not any(start < span.end and span.start < end for start, end in spans):
            spans.append((span.start, span.end))
    if not spans:
        return []
    if field and field not in READ and not any(holds(parsed.text[start:end], fact.get(field)) for start, end in spans):
        spans[1:1] = _elsewhere(parsed, fact.get(field))
    subject = heading(fact)
    if subject and not any(holds(parsed.text[start:end], subject) for start, end in spans):
        spans[1:1] = _above(parsed, spans[0][0], subject)
    needed = _needed(fact, parsed, name, spans, titled) if field else []
    others = [span for span in spans[1:] if span not in needed]
    return [spans[0], *needed[: _MOST - 1], *others[: max(0, _SPANS - 1 - len(needed))]]


def _needed(
    fact: StoredFact, parsed: ParsedDocument, name: str, spans: list[tuple[int, int]], titled: str
) -> list[tuple[int, int]]:
    """The spans without which something that the sentence tells would not be seen; headers of tables among them."""
    own = {each: fact.get(each) for each in (field_of(name), *topics(fact.kind)) if fact.get(each)}
    told = beside(fact, name)
    header = _header(parsed, spans[0][0])
    shown, needed = f"{parsed.text[spans[0][0] : spans[0][1]]} \n {titled}", list[tuple[int, int]]()
    for field, value in {**own, **told}.items():
        if holds(shown, value):
            continue
        opening = _opening(parsed, value, edition=field == "version") if field in told else []
        places = [*spans[1:], *header, *opening]
        further = next((s for s in places if holds(f"{shown} \n {parsed.text[s[0] : s[1]]}", value)), None)
        if further and further not in needed:
            needed.append(further)
            shown += f" \n {parsed.text[further[0] : further[1]]}"
    return needed


def _header(parsed: ParsedDocument, start: int) -> list[tuple[int, int]]:
    """The header of the table that ``start`` stands in, where it has one that can be seen."""
    table = next((each for each in parsed.tables if each.start <= start < each.end and not each.hidden), None)
    if table is None or table.header_end <= table.header_start or table.header_start <= start < table.header_end:
        return []
    return [(table.header_start, table.header_end)]


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
    return _first_line(document, rf"(?i)\b{value}\b") if re.fullmatch(r"[A-Za-z]{4,}", value) else []


def _opening(document: ParsedDocument, value: str, *, edition: bool) -> list[tuple[int, int]]:
    """The line near the document's beginning that gives a day, an edition or a name in full, where a reader sees it."""
    if edition:
        number = re.escape(value)
        return _first_line(document, rf"(?i)\b(?:version|edition|issue|rev(?:ision)?|v)\W{{0,5}}{number}(?![\w]|\.\d)")
    found = next((each for each in find_dates(document.text[:_OPENING]) if each.value.isoformat() == value), None)
    if found is not None:
        return _line(document, found.start, found.end)
    return _first_line(document, rf"(?i)\b{re.escape(value)}(?!\w)") if re.match(r"[^\W\d_]{2}", value) else []


def _first_line(document: ParsedDocument, pattern: str) -> list[tuple[int, int]]:
    match = re.compile(pattern).search(document.text, 0, _OPENING)
    return _line(document, match.start(), match.end()) if match else []


def _line(document: ParsedDocument, first: int, last: int) -> list[tuple[int, int]]:
    """The line around ``text[first:last]``, where it is short and a reader sees it."""
    start = document.text.rfind("\n", 0, first) + 1
    end = document.text.find("\n", last)
    end = len(document.text) if end < 0 else end
    unseen = (note for note in document.annotations if note.mark in _UNSEEN)
    if end - start > _LINE or any(note.start < end and start < note.end for note in unseen):
        return []
    return [(start, end)]


def _above(document: ParsedDocument, start: int, subject: str) -> list[tuple[int, int]]:
    """The nearest line above ``start`` whose beginning holds each word of ``subject``: what it was read from.

    What stands before ``start`` in its own line counts as one.
    """
    end = start
    while end > 0 and start - end <= _ABOVE:
        line = document.text.rfind("\n", 0, end) + 1
        begin = end - len(document.text[line:end].lstrip())
        last = end if end - begin <= _LINE else document.text.rfind(" ", begin, begin + _LINE)
        last = begin + len(document.text[begin:last].rstrip())
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
            rule = _both(known, each)
            derivation = (
                known.derivation.model_copy(update={"inputs": inputs, "rule": rule}) if known.derivation else None
            )
            kept[each.text] = known.model_copy(
                update={"citations": known.citations + each.citations, "derivation": derivation}
            )
    return tuple(kept.values())


def of_each_document(told: Iterable[_Told], fact_of: Callable[[_Told], StoredFact]) -> list[_Told]:
    """What is told first of each document, of so many documents as are cited for one sentence."""
    kept: dict[str, _Told] = {}
    for each in told:
        kept.setdefault(fact_of(each).doc_id, each)
    return list(kept.values())[:CITED]


def _rule(each: Claim) -> str:
    """The rule of a claim, without what it leaves out: the same words tell the same."""
    return field_of(each.derivation.rule) if each.derivation else ""


def _both(one: Claim, other: Claim) -> str:
    """The rule of two claims of the same words: what either leaves out, the other does not tell."""
    rules = [each.derivation.rule for each in (one, other) if each.derivation]
    return without(rules[0], left_out(rules[-1]))


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
