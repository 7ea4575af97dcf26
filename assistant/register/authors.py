"""Who wrote a paper: its author, whom it names itself, and not whoever sent a message about it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.query import Query
from assistant.understand import content_terms

_PAPER = (
    r"(?:polic(?:y|ies)|procedures?|standards?|guidelines?|guidance|plans?|reports?|assessments?|manual|handbook|charter"
    r"|strategy|framework|terms of reference|code of conduct|instructions?|papers?|reviews?|evaluation|dpia)"
)
_WROTE = re.compile(rf"\b(?:wrote|writes?|written)\b(?! to\b).{{0,200}}?\b{_PAPER}\b", re.I)
_MADE = re.compile(
    r"\b(?:wrote|writ(?:es?|ten|ers?)|authors?|authored|draft(?:s|ed|er)?|prepar(?:ed|es|er)|compil(?:ed|er)"
    r"|produced|originat(?:or|ed)|composed|created|edit(?:or|ed))\b",
    re.I,
)
_WHO_WROTE = re.compile(r"^((?:and |so |but )?who) (?:wrote|writes?|authored|drafted|has written)\b", re.I)


def of_a_paper(text: str) -> bool:
    """Whether a question asks who wrote a policy, a report or the like."""
    return bool(_WROTE.search(text))


def names_an_author(words: str) -> bool:
    """Whether words tell who made a paper, and not who sent it, owns it or is named in it."""
    return bool(_MADE.search(words))


def by_label(query: Query) -> Query:
    """``query`` in the word of the labels ("Author", "Originator/author") where it asks who wrote a paper."""
    if not of_a_paper(query.text) or not _WHO_WROTE.match(query.text):
        return query
    text = _WHO_WROTE.sub(r"\1 is the author of", query.text, count=1)
    whole = f"{text}{query.search_text.removeprefix(query.text)}"
    return replace(query, text=text, search_text=whole, terms=content_terms(whole))
