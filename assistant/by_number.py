"""A record that a question names by its number is that record, whatever else the asker calls it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.query import Query
from assistant.register.relations import named
from assistant.understand import content_terms
from evidence.lexical import analyse
from evidence.view import View

_CALLED = re.compile(r"[ ,(“\"']+(?P<name>[^\W\d_][\w-]*(?: [^\W\d_][\w-]*){0,3})[)”\"' ]*(?P<end>[?.!]*)\s*")
_JOINING = re.compile(
    r"\b(?:and|or|but|nor|wh\w+|how|since|because|if|to|for|of|on|in|at|by|with|from|as|until)\b", re.I
)
"""What goes on with the question, and calls nothing."""


def by_number(query: Query, view: View) -> Query:
    """``query`` without what a question for a person calls a numbered record, where ``view`` has no such word.

    Who owns "R-07 Zeppelin" owns R-07: its number says which one it is, and the answer what it is called.
    """
    if query.kind != "who" or len(query.identifiers) != 1:
        return query
    text, own = (_called_plainly(words, query.identifiers[0], view) for words in (query.search_text, query.text))
    if text == query.search_text:
        return query
    names, phrases = (tuple(each for each in said if each in text) for said in (query.names, query.phrases))
    return replace(query, text=own, search_text=text, names=names, phrases=phrases, terms=content_terms(text))


def _called_plainly(text: str, number: str, view: View) -> str:
    asks, _, called = text.partition(number)
    words = _CALLED.fullmatch(called)
    if not words or not named(asks) or _JOINING.search(words["name"]):
        return text
    known = any(view.frequency(term) for term in analyse(words["name"]))
    return text if known else f"{asks}{number}{words['end']}"
