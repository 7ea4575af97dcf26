"""Minutes laid out as a table of items with a column of outcomes: "Second lift | much was said | Refused."

``outcomes`` gives each item's outcome, sentence by sentence; ``fallen_to`` reads who has to do what by when out of one
("A. Roth, by 31 May 2031", "A. Roth reports on 12 June").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.model import Span
from ingest.facts.columns import Record
from ingest.facts.reading import Reading

_OUTCOME = re.compile(
    r"(?:outcomes?|results?|conclusions?|what (?:was|we) (?:decided|agreed|concluded)|how it ended|upshot)", re.I
)
_TOPIC = re.compile(r"(?:subjects?|topics?|items?|matters?|agenda items?|business|points?|what(?: about)?|title)", re.I)
_NUMBER = re.compile(r"(?:#|no\.?|nr\.?|number|item(?: no\.?)?|ref\.?)", re.I)
_CAP = r"[^\W\d_a-zà-öø-ÿ](?:[^\W\d_]*(?:['’-][^\W\d_]+)*|\.)"
_WHO = rf"(?P<who>(?:(?:Dr|Mr|Mrs|Ms|Prof)\b\.? )?{_CAP}(?: {_CAP}){{0,3}}(?:(?: and |, | & ){_CAP}(?: {_CAP}){{1,2}}){{0,2}})"
_BY = re.compile(rf"^{_WHO},? (?:by|before|due|for) (?P<due>(?:the )?(?:end of )?\S[^.;]{{3,30}})[.;]?$")
_DOES = re.compile(
    rf"^{_WHO} (?P<verb>[a-z]{{3,12}}s)(?: back)?(?P<rest>\b[^.;]{{0,80}}?)(?P<due> (?:on|by|in|at) [^.;]{{3,30}})[.;]?$"
)
_CUT = re.compile(r"(?<=[^\W_]{2}[.!?])\s+(?=[^\W\d_a-zà-öø-ÿ])")  # not behind an initial ("Agreed. O. Holm ...")
_STATE = re.compile(r"(?:is|was|has|stands|remains|does|says|thinks|needs|wants|hopes|believes|fears|holds|knows)")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row: the item's number and topic as written (or ""), its whole span, and the outcome's sentences."""

    number: str
    topic: str
    row: Span
    cell: Span
    sentences: tuple[Span, ...]


def outcomes(reading: Reading) -> Iterator[Outcome]:
    """The rows of the tables of minutes that have a column of outcomes beside one of topics."""
    for table, _ in reading.tables:
        names = [name.strip() for name in table.header]
        said = next((name for name in names if _OUTCOME.fullmatch(name)), "")
        topic = next((name for name in names if _TOPIC.fullmatch(name) and name != said), "")
        number = next((name for name in names if _NUMBER.fullmatch(name) and name not in (said, topic)), "")
        if not said or not topic:
            continue
        for record in reading.records(table):
            entry = record.named(re.escape(said))
            if entry is not None and reading.visible(record.span):
                sentences = tuple(_sentences(reading, entry.span))
                yield Outcome(_words(record, number), _words(record, topic), record.span, entry.span, sentences)


def _sentences(reading: Reading, span: Span) -> Iterator[Span]:
    at = span.start
    for cut in _CUT.finditer(reading.text, span.start, span.end):
        yield reading.trimmed(Span(at, cut.start()))
        at = cut.end()
    yield reading.trimmed(Span(at, span.end))


def _words(record: Record, name: str) -> str:
    entry = record.named(re.escape(name)) if name else None
    return " ".join(entry.text.split()) if entry else ""


def fallen_to(words: str) -> tuple[str, str, str] | None:
    """Who has to do it, the words of the task ("" for what was said before), and the words that say when; or None."""
    words = " ".join(words.split())
    if match := _BY.match(words):
        return match["who"], "", match["due"]
    match = _DOES.match(words)
    if match is None or _STATE.fullmatch(match["verb"]) or not re.search(r"\d", match["due"]):
        return None
    return match["who"], words, match["due"]
