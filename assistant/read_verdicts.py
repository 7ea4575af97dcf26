"""Yes or no as the entailment reader reads it: whether a statement bears out the question with yes behind it, or no.

Rules tell yes from no where the statement says it in the question's words (``assistant.verdicts``); "Polish names have
not been measured again" answers "had the last names been tested?" in others (docs/decisions/0021-entailment.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.llm.entailed import premise
from assistant.query import Query
from assistant.select import Candidate, Odds
from assistant.statements import Statement
from assistant.values import wanted

READ = 3
"""How many of the best candidates are read."""

_EXISTS = re.compile(
    r"\W*(?:(?:and|so|but) )?(?:(?:is|are) there|(?:do|does) (?:we|you|they|(?:the|our) [\w-]+) have"
    r"|have (?:we|you|they) got)\b",
    re.I,
)
"""Whether there is such a thing: one statement that speaks of something else does not say that there is none."""
_ALL = re.compile(r"(?<!\bat )\b(?:everyone|everybody|everything|all|each|every)\b", re.I)
_SAYS_ALL = re.compile(rf"{_ALL.pattern}|\b(?:both|any|anyone|no ?one|nobody|none|whole|entire|whoever)\b", re.I)
_SHARE = re.compile(r"(?<![\d.,])(?:\d|[1-9]\d)(?:[.,]\d+)? ?(?:%|per ?cent\b)", re.I)
"""A share below the whole: whether it is all is for a person to say."""
_TENS = 10.0  # log odds reach from about -11 to 11


def claims_of(question: str) -> tuple[str, str]:
    """What is asked with yes behind it, and with no: claims that a statement may bear out."""
    asked = question.strip()
    return f"{asked} Yes.", f"{asked} No."


def premise_of(statement: Statement, title: str) -> str:
    """A statement as the entailment reader is given it, behind the title and section that it stands under."""
    return premise([statement.plain], "", f"{title} {statement.passage.section or ''}")


def with_verdicts(query: Query, ranked: Sequence[Candidate], read: Callable[[Statement], Odds]) -> list[Candidate]:
    """``ranked`` with what is read in the first of them, where yes or no is asked for; the others say neither.

    Nothing is read for a question that says only with the one before it what it asks. ``read`` gives the log odds that
    a statement bears out yes, and no. Features: ``borne``, the higher in tens, and ``parted``, how far they lie apart.
    """
    if wanted(query) != "verdict" or query.search_text != query.text:
        return list(ranked)
    unread = {"borne": -1.0, "parted": 0.0}
    rest = [replace(each, features={**each.features, **unread}) for each in ranked[READ:]]
    exists, of_all = bool(_EXISTS.match(query.text)), bool(_ALL.search(query.text))
    told = [
        replace(each, features={**each.features, **unread})
        if of_all and _of_a_part((each.block or each.statement).plain)
        else _with(each, *read(each.block or each.statement), exists=exists)
        for each in ranked[:READ]
    ]
    return [*told, *rest]


def _of_a_part(words: str) -> bool:
    """Whether words do not speak of all: they give a share, or say neither all nor the whole."""
    return bool(_SHARE.search(words)) or not _SAYS_ALL.search(words)


def _with(candidate: Candidate, yes: float, no: float, *, exists: bool) -> Candidate:
    if exists and no >= yes:
        return replace(candidate, features={**candidate.features, "borne": -1.0, "parted": 0.0})
    told = {"borne": max(yes, no) / _TENS, "parted": abs(yes - no) / _TENS}
    return replace(candidate, verdict="yes" if yes > no else "no", features={**candidate.features, **told})
