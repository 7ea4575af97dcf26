"""Words that answer nothing, since they say only that there is what is asked about: "We have clear opening hours"."""

from __future__ import annotations

import re

from assistant.query import Query
from assistant.statements import Statement
from assistant.understand import content_terms
from assistant.words import presence, stems
from evidence.lexical import analyse

_ITEM = re.compile(r"\W*(?:[A-Z]{1,4}[-/])?\d[\d./-]*[.):]?\s+(?=[A-Za-z])")
_HEADING = 6  # words of a heading
_SHORT = 22  # words: who says more than that says something
_FORM = 0.8  # presence of a form of the word itself
_THERE_IS = re.compile(
    r"\b(?:have|has|there (?:is|are)|exists?|in place|(?:is|are) (?:set|laid|defined|described|established|specified"
    r"|documented|maintained|in use|covered|given|important)|sets?|maintains?|defines?|describes?|establish(?:es)?"
    r"|operates?|follows?|covers?|applies|apply|us(?:es?|ing))\b",
    re.I,
)
_TELLS = re.compile(r"\d|[:;]|\b(?:not?|never|none|because|only|through|via|means?|when|if|until|unless)\b", re.I)
"""What says something of its own: a figure, a list, a denial, a way, a condition."""
_NAMES = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]+")
_OF_ALL = re.compile(r"\b(?:for|across|in|of) (?:each|every|all|any|various|different)\b[^,;.]{0,60}", re.I)
_EMPTY = frozenset(
    analyse(
        "we our us there have has had exist exists set defined define document documented describe described establish"
        " established maintain maintained place put specific specified particular certain own clear various several"
        " different appropriate suitable relevant necessary following each every all any kind type sort organisation"
        " organization company firm business important key cover covered contain include provide provided apply applied"
        " operate operates use used follow follows lay laid down out this these those section chapter page which that"
        " robust effective adequate number range"
    )
)


def echoes(query: Query, statement: Statement) -> bool:
    """Whether a sentence says no more than that there is what ``query`` asks about.

    What it adds to the words of the question is empty ("we have", "clear", "for each kind"); no name, figure, way or
    condition is among it.
    """
    words = statement.plain
    if statement.kind != "sentence" or len(words.split()) > _SHORT or not _THERE_IS.search(words):
        return False
    if _TELLS.search(words) or _NAMES.search(words):
        return False
    asked = stems(query.search_text) | _about(statement)
    return all(term in _EMPTY or presence(term, asked) >= _FORM for term in content_terms(_OF_ALL.sub(" ", words)))


def only_names(query: Query, words: str) -> bool:
    """Whether words are a numbered heading of what is asked about, and no more: "26-35. Risk appetite."."""
    number = _ITEM.match(words)
    rest = words[number.end() :] if number else ""
    if not rest or len(rest.split()) > _HEADING or re.search(r"\d|[:;|]", rest):
        return False
    asked = stems(query.search_text)
    return all(presence(term, asked) >= _FORM for term in content_terms(rest))


def _about(statement: Statement) -> frozenset[str]:
    """The words that the document is called by: "a record" says nothing new in a procedure on records."""
    return stems(statement.passage.context)
