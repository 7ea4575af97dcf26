"""A question as understood: its kind, the exact things it names, and the words that matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.frameworks import Framework

KINDS = ("who", "when", "what", "yesno", "list", "count", "how", "clause", "summary")


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days named in a question, inclusive; ``text`` is how it was written."""

    first: date
    last: date
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """What a question asks.

    ``kind`` is one of ``KINDS``. The anchors must be matched exactly before words are accepted
    as an answer: ``identifiers`` (R-14, ISO 27001, 9.3.2), ``numbers``, ``periods``, ``names``
    (capitalised words and acronyms) and ``phrases`` (in quotation marks). ``terms`` are the
    analysed content words of ``search_text``, each once, in order. ``search_text`` is what passages are
    searched with: the question, and for a follow-up the question that it follows. ``framework`` is the one whose
    clauses are meant where the question itself names none. ``then`` is the day in the past
    whose rules are asked for, where the question was put without it.
    """

    text: str
    search_text: str
    kind: str
    subject: str
    identifiers: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    names: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    framework: Framework | None = None
    then: date | None = None
