"""The register's answer to one question, or nothing: then passages are searched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.query import Query
from assistant.register import choosing, sets, single, yesno
from assistant.register.match import Shelf
from assistant.register.request import read
from assistant.register.result import Found
from assistant.register.words import spelled
from assistant.understand import content_terms
from evidence.lexical import analyse
from evidence.view import View


def find(query: Query, view: View, as_of: date) -> Found | None:
    """What the facts of ``view`` say to ``query`` as of a day, or ``None`` where they do not decide it."""
    if not view.counts.facts:
        return None
    shelf = Shelf(view)
    query = _spelled(query, shelf)
    wish = choosing.read(query, as_of)
    if wish is not None and (chosen := sets.answer(shelf, wish)):
        return chosen
    if query.kind == "yesno":
        return yesno.answer(shelf, query, as_of)
    request = read(query, as_of)
    return single.answer(shelf, request) if request else None


def _spelled(query: Query, shelf: Shelf) -> Query:
    """``query`` with slips of the pen put right."""
    text = spelled(query.search_text, lambda word: all(shelf.rarity.count(term) == 0 for term in analyse(word)))
    if text == query.search_text:
        return query
    own = spelled(query.text, lambda word: all(shelf.rarity.count(term) == 0 for term in analyse(word)))
    return replace(query, text=own, search_text=text, terms=content_terms(text))
