"""What the columns of a table hold, told by their cells: references, people, days, figures, states, choices.

A register names its columns as it likes; where a name says nothing, what stands below it often does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from ingest.facts.parties import party

_MOST = 60  # cells of a column that are looked at
_REFERENCE = re.compile(r"(?=[^\s]*\d)[A-Z][A-Za-z]{0,7}[-–/. ]?\d{1,6}(?:[-–/.]\d{1,6}){0,3}")
_FIGURE = re.compile(
    r"(?:(?:[<>≤≥]|under|over|below|above|at (?:least|most)|max\.?|min\.?|up to|less than|more than)\s*)?[€$£]?\s?\d[\d\s.,]*\s?"
    r"(?:%|per cent|percent|[a-z]{1,8})?(?: (?:or (?:more|fewer|less)|a year|in the year|per (?:year|month|quarter)|at most|at least))?",
    re.I,
)
_STATE = re.compile(
    r"(?:open|closed|done|not done|partly(?: done)?|in (?:progress|hand|use|place|force)|ongoing|started|not started|planned|overdue|late|"
    r"complete[d]?|finished|resolved|pending|live|retired|withdrawn|implemented|partial(?:ly)?|on (?:track|hold|test)|green|amber|yellow|red)"
    r"\b.{0,30}",
    re.I,
)
_CHOICE = re.compile(
    r"(?:to )?(?:treat|mitigate|reduce|fix|transfer|share|avoid|stop|terminate|accept|tolerate|retain|live with|watch|monitor|modify)\w*\b.{0,30}",
    re.I,
)
_OTHERS = re.compile(
    r"\b(?:auditor|approv\w+|reviewed|reviewer|found|reported|raised|assess\w+|accept\w+|sign\w*|witness|trainer|supplier|vendor|made|maker|"
    r"participant|trainee|employee|name|sent (?:from|to)|sender|author|checked|verified|logged|entered)\b|^\s*(?:from|to)\s*$",
    re.I,
)
_DUE = re.compile(r"\b(?:by|due|until|deadline|target|promis\w+|wanted|planned|expected)\b", re.I)
_AGAIN = re.compile(r"\b(?:again|next|review\w*|re-?\w*assess\w*|check\w*|look\w*)\b", re.I)
_CLOSED = re.compile(r"\b(?:finish|clos|complet|done|sorted|put right|ended)", re.I)
_SINCE = re.compile(r"\b(?:live|since|start|use|launch)", re.I)
_AIM = re.compile(r"\b(?:target|aim|goal|reach|level|wanted|beat|get to|ceiling|floor)\b", re.I)
_SCORE = re.compile(r"\b(?:score|total|rating)\b", re.I)


def references(held: Sequence[str]) -> bool:
    """Whether a column's cells are references ("CA-7", "R12"), all but a few."""
    return _most(held, lambda words: bool(_REFERENCE.fullmatch(words)), 0.8)


def figures(held: Sequence[str]) -> bool:
    """Whether a column's cells are figures ("85%", "under 60")."""
    return _most(held, lambda words: bool(_FIGURE.fullmatch(words)), 0.7)


def people(held: Sequence[str]) -> bool:
    """Whether a column's cells name people or posts."""
    return _most(held, _somebody, 0.7)


def nobody(held: Sequence[str]) -> bool:
    """Whether a column's cells can name nobody: figures, or words that begin in small letters."""
    return bool(held) and (figures(held) or _most(held, lambda words: words[:1].islower(), 0.7, 1))


def _somebody(words: str) -> bool:
    who = party(words) if len(words) <= 80 else None
    if who is None and (noted := re.search(r"\(([^()]{3,40})\)$", words)):
        who = party(noted[1])  # a post, and who fills it in brackets
    return who is not None and bool(who.person or who.role)


def _states(held: Sequence[str]) -> bool:
    return _most(held, lambda words: bool(_STATE.fullmatch(words)), 0.85) and len({w.casefold() for w in held}) <= 6


def _choices(held: Sequence[str]) -> bool:
    return _most(held, lambda words: bool(_CHOICE.fullmatch(words)), 0.85) and len({w.casefold() for w in held}) <= 6


def _most(held: Sequence[str], test: Callable[[str], bool], share: float, least: int = 2) -> bool:
    looked = [words for words in held[:_MOST] if words]
    return len(looked) >= least and sum(map(test, looked)) >= share * len(looked)


def inferred(
    name: str, header: Sequence[str], cells: Mapping[int, Sequence[str]], dated: Callable[[str], bool]
) -> int | None:
    """The column among ``cells`` (those with no meaning yet) that holds the field ``name``, told by what stands in it."""

    def days(at: int) -> bool:  # one cell tells where the column's name says that it holds days
        return _most(cells[at], lambda words: len(words) <= 40 and dated(words), 0.7, 1)

    tests: dict[str, Callable[[int], bool]] = {
        "number": lambda at: at == 0 and references(cells[at]),
        "owner": lambda at: not _OTHERS.search(header[at]) and people(cells[at]),
        "status": lambda at: _states(cells[at]),
        "treatment": lambda at: _choices(cells[at]),
        "due": lambda at: bool(_DUE.search(header[at])) and not _AGAIN.search(header[at]) and days(at),
        "closed": lambda at: bool(_CLOSED.search(header[at])) and days(at),
        "since": lambda at: bool(_SINCE.search(header[at])) and days(at),
        "kpi": lambda at: at > 0 and references(cells[at]),
        "target": lambda at: bool(_AIM.search(header[at])) and figures(cells[at]),
        "score": lambda at: bool(_SCORE.search(header[at])) and figures(cells[at]),
    }
    test = tests.get(name)
    found = [at for at in sorted(cells) if at < len(header) and test(at)] if test else []
    return found[0] if len(found) == 1 or (found and name in ("number", "due")) else None
