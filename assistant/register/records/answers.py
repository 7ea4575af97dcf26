"""Sets of records in answers: each record a claim that is read again from its document, the count computed again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import date

from assistant.answer import Citation, Claim, Derivation, Value
from assistant.query import Query
from assistant.readable import on_a_line
from assistant.register.cite import span_citation
from assistant.register.conditions import STATES
from assistant.register.match import Shelf
from assistant.register.records import worth
from assistant.register.records.gather import Entry
from assistant.register.records.grids import Grid, called, grids_of, row_words, short_words, value_of
from assistant.register.records.wishes import Test, Wish, read
from assistant.register.result import Found
from assistant.register.words import presence
from evidence.embedders import Embedder
from evidence.errors import UnknownDocument
from evidence.view import View

RECORD, TOTAL = "record", "records"
_MOST = 40  # records shown
_NEAR = 0.6
_UNLISTED = re.compile(
    r"\bhow many (?:\w+ )?(?:days|weeks|months|years|hours|minutes)\b"
    r"|\b(?:allowed|permitted|entitled)\b|\bwant(?:ed|s)? to\b"
    r"|^(?:(?:and|so|but) )?what (?:(?:was|is|has been|is being|were) done|(?:did|do|have) (?:we|they|you) (?:do|done))\b",
    re.I,
)
"""A span of time, what somebody may do or wants, what was done about something: no rows of a register."""
_WITHOUT = ("empty", "lacking", "no")
_COMING = re.compile(r"\b(?:next|planned|upcoming|due|coming)\b", re.I)
_AI_AIMS = re.compile(r"\bAI (?:management )?(?:objectives|goals|targets|aims)\b")
_PEOPLE = re.compile(
    r"\bhow many (?:\w+ ){0,2}?(?:people|persons|staff|employees|colleagues|members|users|customers)\b", re.I
)


def find(shelf: Shelf, embedder: Embedder, query: Query, as_of: date) -> Found | None:
    """The set that ``query`` asks for from the registers as documents keep them, or ``None``."""
    wish = None if _UNLISTED.search(query.text) else read(shelf, embedder, query, as_of)
    chosen = [entry for entry in wish.grid.entries if meets(entry, wish.tests, wish.terms)] if wish else []
    if wish is None or not chosen or len(chosen) > _MOST or _beside(wish, query, len(chosen)):
        return None
    rows = [_claim(shelf.view, wish, entry) for entry in chosen]
    if wish.count:
        total = _total(wish, chosen, rows)
        return Found((total, *rows), Value(type="count", value=str(len(chosen))), str(len(chosen)), min(1.0, wish.sure))
    names = [_name(wish.grid, entry) for entry in chosen]
    return Found(tuple(rows), Value(type="list", value="; ".join(dict.fromkeys(names))), "", min(1.0, wish.sure))


def _beside(wish: Wish, query: Query, chosen: int) -> bool:
    """Whether the records chosen are something else than the set that is asked for."""
    every = chosen == len(wish.grid.entries)
    if any(test.op in _WITHOUT and _COMING.match(test.label) for test in wish.tests) and not _COMING.search(query.text):
        return True  # no next assessment is not no assessment
    if not every:
        return bool(_AI_AIMS.search(query.text))  # one that says "AI" among aims of all sorts is not what is aimed at
    # the rows of a table of figures are not what the figures count
    return not wish.count or bool(query.periods or _PEOPLE.search(query.text))


def meets(entry: Entry, tests: Sequence[Test], terms: Sequence[str]) -> bool:
    """Whether a record meets every test and holds every term."""
    words, short = row_words(entry), short_words(entry)
    return all(_TESTS[test.op](value_of(entry, test.label), test.value) for test in tests) and all(
        presence(term, short if term in STATES else words) >= _NEAR for term in terms
    )


def _past(value: str, today: str) -> bool:
    found = worth.days(value)
    return bool(found) and found[-1].isoformat() < today


def _within(value: str, span: str) -> bool:
    first, _, last = span.partition("..")
    found = worth.days(value)
    return bool(found) and first <= found[0].isoformat() <= last


_TESTS: dict[str, Callable[[str, str], bool]] = {
    "past": _past,
    "within": _within,
    "empty": lambda value, _: worth.nothing(value),
    "lacking": lambda value, _: worth.lacking(value),
    "filled": lambda value, _: not worth.nothing(value),
    "is": lambda value, wanted: value.lower() == wanted.lower(),
    "has": lambda value, wanted: bool(re.search(wanted, value, re.I)),
    "hasnt": lambda value, wanted: not re.search(wanted, value, re.I),
    "yes": lambda value, _: worth.verdict(value) is True,
    "no": lambda value, _: worth.nothing(value) or worth.verdict(value) is False,
}


def _rule(wish: Wish) -> str:
    told = {
        "labels": list(wish.grid.labels),
        "where": [[t.label, t.op, t.value] for t in wish.tests],
        "about": list(wish.terms),
    }
    return json.dumps(told, ensure_ascii=False)


def _claim(view: View, wish: Wish, entry: Entry) -> Claim:
    grid = wish.grid
    return Claim(
        text=_said(grid, entry, wish.tests),
        basis="absence" if any(test.op in ("empty", "lacking") for test in wish.tests) else "computed",
        derivation=Derivation(rule=f"{RECORD}: {_rule(wish)}", inputs=(f"{grid.document.doc_id}@{entry.start}",)),
        citations=(span_citation(view, grid.document.doc_id, entry.start, entry.end),),
    )


def _total(wish: Wish, chosen: Sequence[Entry], rows: Sequence[Claim]) -> Claim:
    inputs = tuple(f"{wish.grid.document.doc_id}@{entry.start}" for entry in chosen)
    cited: list[Citation] = [citation for row in rows for citation in row.citations]
    searched = {"records": len(wish.grid.entries)}
    return Claim(
        text=_counted(wish.grid, len(chosen)),
        basis="computed",
        derivation=Derivation(rule=f"{TOTAL}: {_rule(wish)}", inputs=inputs, searched=searched),
        citations=tuple(cited),
    )


def _counted(grid: Grid, number: int) -> str:
    """How many there are, and where: under the heading that all of them share, in the document of that title."""
    title, whole = grid.document.title, len(grid.entries)
    headings = {on_a_line(entry.heading.split(" > ")[-1], grid.document.doc_id) for entry in grid.entries}
    heading = headings.pop() if len(headings) == 1 else ""
    where = f"under “{heading}” in “{title}”" if heading and heading != title else f"in “{title}”"
    if number == whole:
        return f"{number} {'entry is' if number == 1 else 'entries are'} listed {where}."
    return f"{number} of the {whole} entries listed {where} {'is' if number == 1 else 'are'} as asked for."


def _said(grid: Grid, entry: Entry, tests: Sequence[Test]) -> str:
    told = []
    for test in tests:
        value = value_of(entry, test.label)
        shown = "nothing" if worth.nothing(value) else on_a_line(value, grid.document.doc_id)
        told.append(f"{test.label.replace('_', ' ')}: {shown}")
    name = _name(grid, entry)
    return f"{name} ({'; '.join(dict.fromkeys(told))})." if told else f"{name}."


def _name(grid: Grid, entry: Entry) -> str:
    return on_a_line(called(grid, entry), grid.document.doc_id)


def recompute(claim: Claim, view: View) -> bool:
    """Whether the records named are there, meet the conditions, and make the claim's sentence; all of them, for a count."""
    assert claim.derivation is not None
    verb, _, rule = claim.derivation.rule.partition(": ")
    doc_id = claim.derivation.inputs[0].rpartition("@")[0] if claim.derivation.inputs else ""
    try:
        told = json.loads(rule)
        document = view.document(doc_id)
    except (ValueError, UnknownDocument):
        return False
    tests = [Test(*each) for each in told["where"]]
    grid = next((g for g in grids_of(view, document) if list(g.labels) == told["labels"]), None)
    if grid is None:
        return False
    chosen = {f"{doc_id}@{e.start}": e for e in grid.entries if meets(e, tests, told["about"])}
    spans = {(citation.start, citation.end) for citation in claim.citations}
    named = [chosen[place] for place in claim.derivation.inputs if place in chosen]
    if len(named) != len(claim.derivation.inputs) or not all((e.start, e.end) in spans for e in named):
        return False
    if verb == TOTAL:
        return len(named) == len(chosen) and claim.text == _counted(grid, len(chosen))
    return len(named) == 1 and claim.text == _said(grid, named[0], tests)
