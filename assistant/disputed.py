"""Two documents in force that give different values of what is asked: both are the answer, neither is chosen.

A statement disagrees with the best one only where the cross-encoder holds that each answers, both speak of most of
what is asked, each gives one plain value of the sort asked for, and the values cannot be the same one told in another
way. Where one may speak of an earlier edition, another period, a bound, a wish or what was done rather than is due,
nothing is said of a disagreement: one that is none costs more trust than one that is missed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from assistant.accept import refused
from assistant.answer import ValueType
from assistant.query import Query
from assistant.register.figures import compared, figure
from assistant.register.speak import day_words
from assistant.select import Candidate, outlived
from assistant.values import AMOUNT, TIME, wanted
from assistant.words import presence, stems
from evidence.dates import MONTH_NAMES, FoundDate, Order, find_dates
from evidence.numerals import NUMBER_WORDS, number_in

SURE = 0.3
"""Of log odds in tens, by the cross-encoder: from here each of two statements is held to answer."""

_STATED = 0.4  # of the question's words, by rarity, that each statement itself holds
_ORDERS: tuple[Order, ...] = ("dmy", "mdy")
_SHARED = 0.5  # of those that the one holds, the other holds as well
_DEADLINE = re.compile(r"\b(?:deadline|due date|target date|completion date|expiry date)\b", re.I)
_LENGTH_ASKED = re.compile(
    r"\bhow (?:many (?:working |business )?(?:minutes|hours|days|weeks|months|years)|long|soon|fast|quickly)\b", re.I
)
_LENGTH = re.compile(
    rf"\b(\d+|{'|'.join(NUMBER_WORDS)})[ -]((?:working |business |calendar )?(?:minute|hour|day|week|month|year))s?\b",
    re.I,
)
_SHARE = re.compile(r"(?<![\d.,])\d+(?:[.,]\d+)?\s?(?:%|per ?cent\b)", re.I)
_RANGE = re.compile(r"^\s*(?:to|until|till|[-–—])\s*$", re.I)
_BEGIN = re.compile(r"\b(?:begin|began|start|started|starts|begins|open|opened)\b", re.I)
_PAST = re.compile(
    r"\b(?:originally|initially|previously|formerly|instead of|rather than|no longer|moved (?:from|to)|extended"
    r"|postponed|put (?:off|back)|brought forward|changed (?:from|to)|raised (?:from|to)|cut (?:from|to)|used to)\b",
    re.I,
)
_DONE = re.compile(r"\b(?:done|completed|closed|finished|delivered|ended|implemented|carried out|took place)\b", re.I)
_BOUND = re.compile(
    r"\b(?:at least|at most|no (?:more|less|later|fewer) than|up to|more than|less than|under|over|above|below"
    r"|minimum|maximum|target|goal|limit)\b|[<>≤≥]",
    re.I,
)
_WISHED = re.compile(
    r"\b(?:propos(?:e|es|ed|al|als)|suggest(?:s|ed)?|recommend(?:s|ed)?|ask(?:s|ed)? for|request(?:s|ed)?|would"
    r"|estimate[ds]?|forecast|draft|hop(?:es?|ed)|expect(?:s|ed)?)\b",
    re.I,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\bQ[1-4]\b", re.I)
_MONTH = re.compile(rf"\b(?:{MONTH_NAMES})\b", re.I)
_EDITION = re.compile(r"\b(?:version|edition|issue|revision|rev|v)\.? ?\d+(?:\.\d+)*\b", re.I)


class Reading(NamedTuple):
    """The one value that a statement gives: its sort, as it is compared, and as it is told."""

    type: ValueType
    value: str
    told: str


class Dispute(NamedTuple):
    """The best candidate, another that disagrees, and what each gives."""

    candidates: tuple[Candidate, Candidate]
    readings: tuple[Reading, Reading]
    attribute: str  # date, time, amount, share or length


def disputed(query: Query, best: Candidate, ranked: Sequence[Candidate]) -> Dispute | None:
    """The first of ``ranked`` that gives another value than ``best`` of what is asked; ``None`` where none does."""
    sort = _sort(query)
    own = read(query, sort, best) if sort and _may_side(best) else None
    if own is None:
        return None
    for each in ranked:
        if not _may_side(each) or not _comparable(query, sort, best, each):
            continue
        other = read(query, sort, each)
        if other is not None and _differ(sort, own, other):
            return Dispute((best, each), (own, other), sort)
    return None


def read(query: Query, sort: str, candidate: Candidate) -> Reading | None:
    """The one value of ``sort`` in a candidate's own words; ``None`` for none, and for several."""
    words = candidate.statement.plain
    whole = _values(query, sort, words)
    if len(whole) != 1 and sort != "date":
        whole = _values(query, sort, _clause(query, words))
    return whole[0] if len(whole) == 1 else None


def _sort(query: Query) -> str:
    """Of what sort the values are that may be compared; "" where none are."""
    asked = wanted(query)
    if asked in ("", "count", "length") and _LENGTH_ASKED.search(query.text):
        return "length"
    if asked in ("date", "amount", "share", "time"):
        return asked
    return "date" if not asked and _DEADLINE.search(query.text) else ""


def _may_side(candidate: Candidate) -> bool:
    """Whether a candidate may be a side: it surely answers, in words in force that tell of no change and no wish."""
    told, words = candidate.features, candidate.statement.plain
    if told["cross"] < SURE or told["stated"] < _STATED or refused(candidate) or outlived(candidate):
        return False
    return not _PAST.search(words) and not _WISHED.search(words)


def _comparable(query: Query, sort: str, best: Candidate, other: Candidate) -> bool:
    """Whether two candidates speak of the same thing, in documents of which neither follows the other."""
    one, two = best.statement, other.statement
    if _series(one.passage.doc_id) == _series(two.passage.doc_id) or not _alike(query, one.plain, two.plain):
        return False
    if sort == "date":
        return bool(_DONE.search(one.plain)) == bool(_DONE.search(two.plain))
    if _said(_BOUND, one.plain) != _said(_BOUND, two.plain):
        return False
    return all(_overlap(_said(form, one.plain), _said(form, two.plain)) for form in (_YEAR, _EDITION))


def _alike(query: Query, one: str, other: str) -> bool:
    """Whether both hold the same of the question's words, for the most part."""
    held = [{term for term in query.terms if presence(term, stems(words))} for words in (one, other)]
    return len(held[0] & held[1]) >= max(1.0, _SHARED * max(map(len, held)))


def _overlap(one: set[str], other: set[str]) -> bool:
    return not one or not other or bool(one & other)


def _said(form: re.Pattern[str], words: str) -> set[str]:
    return {match.group().lower() for match in form.finditer(words)}


def _series(doc_id: str) -> str:
    """A document's path without numbers and the words of months: the same for editions, and for meetings of a body."""
    name = doc_id.rpartition(".")[0] or doc_id
    return "".join(re.findall(r"[^\W\d_]{2,}|/", _MONTH.sub("", name.lower().replace("_", " "))))


def _clause(query: Query, words: str) -> str:
    """Of several clauses the one that holds most of the question's words; "" where two hold as many."""
    clauses = re.split(r"[;:]\s", words)
    held = [sum(presence(term, stems(clause)) > 0 for term in query.terms) for clause in clauses]
    most = max(held)
    return clauses[held.index(most)] if held.count(most) == 1 else ""


def _values(query: Query, sort: str, words: str) -> list[Reading]:
    """The different values of ``sort`` in ``words``, without a day that the question names itself."""
    found = {each.value: each for each in _READ[sort](query, words)}
    return list(found.values())


def _days(query: Query, words: str) -> list[Reading]:
    asked = {day for period in query.periods for day in (period.first, period.last)}
    found = _found_days(words)
    if any(precision != "day" for _, _, _, precision in found):
        return []
    return [Reading("date", day.isoformat(), day_words(day.isoformat())) for _, _, day, _ in found if day not in asked]


def _found_days(words: str) -> list[FoundDate]:
    """The dates of ``words``, "31/05/26" among them, which can be read in one order only."""
    found = find_dates(words)
    if found:
        return found
    first, *rest = [found for order in _ORDERS if (found := find_dates(words, order=order))] or [[]]
    return first if all(each == first for each in rest) else []


def _times(query: Query, words: str) -> list[Reading]:
    """Times of day; of "08:30 to 11:10" the first, where it is asked when something begins."""
    found = list(TIME.finditer(words))
    begins = len(found) > 1 and _RANGE.match(words[found[0].end() : found[1].start()]) and _BEGIN.search(query.text)
    kept = found[:1] if begins and len(found) == 2 else found
    return [Reading("text", _clock(match.group()), match.group()) for match in kept]


def _clock(words: str) -> str:
    hours, _, minutes = re.sub(r"[^\d:.]", "", words).replace(".", ":").partition(":")
    afternoon = words.lower().rstrip(".").endswith("pm") and int(hours) < 12
    return f"{int(hours) + (12 if afternoon else 0):02}:{minutes or '00'}"


def _amounts(query: Query, words: str) -> list[Reading]:
    return [Reading("amount", match.group().strip(), match.group().strip()) for match in AMOUNT.finditer(words)]


def _shares(query: Query, words: str) -> list[Reading]:
    return [Reading("text", match.group(), match.group()) for match in _SHARE.finditer(words)]


def _lengths(query: Query, words: str) -> list[Reading]:
    found = []
    for match in _LENGTH.finditer(words):
        number = number_in(match[1])
        found.append(Reading("text", f"{number} {match[2].lower()}s", f"{match.group()}"))
    return found


_READ: Mapping[str, Callable[[Query, str], list[Reading]]] = {
    "date": _days,
    "time": _times,
    "amount": _amounts,
    "share": _shares,
    "length": _lengths,
}


def _differ(sort: str, one: Reading, other: Reading) -> bool:
    """Whether two values cannot be the same: figures in units that do not compare ("30 days", "a month") may be."""
    if sort in ("date", "time"):
        return one.value != other.value
    order = compared(figure(one.value), figure(other.value))
    return order is not None and order != 0
