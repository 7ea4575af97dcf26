"""The register's answer to one question, or nothing: then passages are searched."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from assistant.named_documents import named_by, speaks_of
from assistant.query import Query
from assistant.register import (
    assessed,
    audited,
    authors,
    cadence,
    certified,
    certifiers,
    chairs,
    changing,
    choosing,
    decisions,
    describing,
    holders,
    measured,
    most,
    off_target,
    outcomes,
    overdue_reviews,
    punctual,
    reporting,
    reviewing,
    sets,
    single,
    successors,
    tested,
    yesno,
)
from assistant.register.asked import another_event, labelled, put
from assistant.register.bodies import is_another
from assistant.register.given import in_full
from assistant.register.match import Shelf, shelf_of
from assistant.register.records import answers, lookup
from assistant.register.records.grids import grids
from assistant.register.records.meaning import usual
from assistant.register.request import read, unkept
from assistant.register.result import Found
from assistant.register.words import contracted, spelled
from assistant.understand import content_terms
from evidence.embedders import Embedder
from evidence.lexical import analyse
from evidence.model import Hit
from evidence.view import View

_SURE = 0.9
_PEOPLE_COUNTED = re.compile(
    r"(?:and |so )?how many (?:of (?:us|our|the) )?(?:(?:people|staff|employees|colleagues|users|members|managers|volunteers|learners)\b|(?:have|had|has|did|were)\b)",
    re.I,
)
_HOW_OFTEN = re.compile(r"(?:and |so )?how (?:often|frequently)\b", re.I)
_CASE = re.compile(
    r"(?:and |so |but )?what (?:happens?|happened|if|(?:do|should|must|would|will|can) (?:we|i|they|you|staff|people|one) do)\b",
    re.I,
)
"""What is done in a case is a rule and no set of records: "what happens when a system fails?"."""
_READERS: tuple[Callable[[Shelf, Query, date], Found | None], ...] = (
    certified.answer,
    certifiers.answer,
    audited.answer,
    outcomes.answer,
    reviewing.answer,
    overdue_reviews.answer,
    describing.answer,
    changing.answer,
    decisions.answer,
    most.answer,
    off_target.answer,
    successors.answer,
)
"""Those that know a form of question, in the order in which they are asked."""


def find(query: Query, view: View, as_of: date, embedder: Embedder | None = None) -> Found | None:
    """What ``view`` says to ``query`` as of a day, or ``None`` where it does not decide it.

    Typed facts first; then, where ``embedder`` compares labels, registers whose columns no rule knows by name; then the
    question once more in the register's own words, where it is put in words that no rule knows.
    """
    shelf = shelf_of(view)
    found = _typed(query, shelf, as_of) if view.counts.facts else None
    if punctual.asked(query):
        return found
    if found is not None and not found.complete and embedder is not None:
        found = chairs.of_standing(shelf, embedder, _spelled(query, shelf), as_of) or found
    if found is None and embedder is not None and not _CASE.match(query.text):
        found = answers.find(shelf, embedder, _spelled(query, shelf), as_of)
        found = None if found and one_line_of_people(query, found) else found
    if found is None and embedder is not None and view.counts.facts and (asked := put(query, embedder, as_of)):
        found = None if another_event(query, asked, as_of) else _typed(asked, shelf, as_of)
    return found


def listed(query: Query, view: View, as_of: date, embedder: Embedder) -> Found | None:
    """The set that ``query`` asks for as a register keeps it, where nearly every word of the question is explained."""
    shelf = shelf_of(view)
    found = None if _CASE.match(query.text) else answers.find(shelf, embedder, _spelled(query, shelf), as_of)
    return found if found and found.confidence >= _SURE else None


def look_up(query: Query, view: View, as_of: date, embedder: Embedder, found: Sequence[Hit]) -> Found | None:
    """The value that ``query`` asks for under a label of a record in the documents of ``found``, or ``None``."""
    if punctual.asked(query) or unkept(query):
        return None  # that it was done does not say whether it was in time
    query, shelf = authors.by_label(query), shelf_of(view)
    if told := cadence.find(shelf, query, as_of, found) or reporting.find(shelf, query, as_of, found):
        return told
    places = dict.fromkeys(hit.passage.document for hit in found)
    documents = [shelf.documents[rowid] for rowid in places if not _of_another_body(shelf, query, rowid)]
    found_there = lookup.find(shelf, embedder, _spelled(query, shelf), as_of, documents)
    if found_there is None and (asked := labelled(query, embedder, as_of)):
        found_there = lookup.find(shelf, embedder, _spelled(asked[0], shelf), as_of, documents, query.text)
        if found_there is not None and usual(lookup.label_of(found_there), embedder) != asked[1]:
            return None
    if found_there is None:
        return holders.find(shelf, query, as_of, found)
    return None if _of_another_sort(query, found_there) else found_there


def one_line_of_people(query: Query, found: Found) -> bool:
    """Whether people are counted, and a register has one line: that of a course or group, which counts them itself."""
    counted = found.value is not None and found.value.type == "count" and found.value.value == "1"
    return counted and bool(_PEOPLE_COUNTED.match(query.text))


def is_looked_up(found: Found) -> bool:
    """Whether an answer is a label's value in a record, found by the likeness of words alone."""
    rules = [claim.derivation.rule for claim in found.claims if claim.derivation]
    return bool(rules) and all(rule.startswith(f"{lookup.VALUE}: ") for rule in rules)


def _of_another_body(shelf: Shelf, query: Query, document: int) -> bool:
    """Whether a document holds minutes of another body than the one that the question names."""
    held = [fact.get("body") for fact in shelf.facts("meeting") if fact.document == document and fact.get("body")]
    return bool(held) and all(is_another(shelf.view, query.terms, body) for body in held)


def _of_another_sort(query: Query, found: Found) -> bool:
    """Whether a value stands for something else than is asked: a number for an interval, another term, another policy."""
    if _HOW_OFTEN.match(query.text) and found.value and found.value.value.strip(" .").isdigit():
        return True  # a number under another label is no interval
    return certified.of_another_thing(query, found) or not _of_the_one_named(query, found)


def _of_the_one_named(query: Query, found: Found) -> bool:
    """Whether what is told of a document is told of the one that the question names."""
    cited = [citation for claim in found.claims for citation in claim.citations]
    named = named_by(query.text)
    papers = (f"{each.title} {each.doc_id}" for each in cited if named_by(each.title))
    if any(not speaks_of(named, paper) for paper in papers):
        return False  # the record stands in another policy
    words = " ".join(f"{each.doc_id} {each.title} {each.section or ''} {each.quote}" for each in cited)
    return speaks_of(named, words)


def _typed(query: Query, shelf: Shelf, as_of: date) -> Found | None:
    query = _spelled(query, shelf)
    for reader in _READERS:
        if found := reader(shelf, query, as_of):
            return found
    wish = choosing.read(query, as_of)
    told = sets.answer(shelf, wish) if wish else None
    told = told or measured.answer(shelf, query, as_of) or tested.answer(shelf, query, as_of)
    if told is not None:
        return told
    if query.kind == "yesno":
        if told := assessed.answer(shelf, query, as_of):
            return told
        return yesno.answer(shelf, query, as_of) or decisions.whether(shelf, query, as_of)
    request = read(query, as_of)
    return single.answer(shelf, request) if request else None


def prepare(view: View) -> None:
    """Make the register's tables of a view ahead of questions."""
    if view.counts.facts:
        shelf_of(view).prepare()
    grids(view)


def _spelled(query: Query, shelf: Shelf) -> Query:
    """``query`` with slips of the pen put right, and given names written out where the records know one such person."""

    def right(words: str) -> str:
        words = contracted(words)
        words = spelled(words, lambda word: all(shelf.rarity.count(term) == 0 for term in analyse(word)))
        return in_full(words, shelf.given) if shelf.view.counts.facts else words

    text = right(query.search_text)
    if text == query.search_text:
        return query
    own = right(query.text)
    return replace(query, text=own, search_text=text, terms=content_terms(text))
