"""What keeps words from being a yes though they speak of what is asked: another thing, a part of it, a plan, a past.

Nothing here makes a no: what is not a plain yes is undecided.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.anchors import missing_from
from assistant.query import Query
from assistant.words import stems
from evidence.dates import MONTH_NAMES, find_dates
from evidence.numerals import NUMBER_WORDS, number_in

_DAY = (
    rf"(?:the |early |mid[- ]|late |end of |the end of |\d{{1,2}}(?:st|nd|rd|th|\.)? ?(?:of )?)*"
    rf"(?:(?:{MONTH_NAMES})\b|Q[1-4]\b|(?:19|20)\d\d\b|(?:month|quarter|year)(?:[’']s)? end|year)"
)
_COUNT = rf"(?:\d+|{'|'.join(NUMBER_WORDS)})"
_OF = re.compile(
    rf"\b(?P<some>{_COUNT})\s+(?:(?:out )?of(?: the| all| our)?|/)\s+(?P<whole>{_COUNT})\b"
    r"(?!\s+(?:votes?|voters|members|directors|trustees)\b)",
    re.I,
)
_ALL = re.compile(r"(?<!\bat )(?<!\bafter )\b(?:all|every|each|everyone|everybody|everything|both)\b", re.I)
_WHOLE = re.compile(r"\b(?:entire(?:ly)?|complete(?:ly)?|fully|whole|without exception|100 ?%)", re.I)
_PARTIAL = re.compile(
    r"\b(?:partly|partially|in part|nearly|almost|mostly|some of|half of|most of)\b"
    r"|\b(?!100\b)\d{1,2}(?:[.,]\d+)? ?(?:%|percent|per cent) (?:of|done|complete|ready|finished|implemented|closed)\b",
    re.I,
)
_EXCEPT = re.compile(
    r"\b(?:except(?:ing)?(?: for)?|excluding|with the exceptions? of|apart from|other than|save for|but not)\b"
    r"(?P<out>[^.;]*)",
    re.I,
)
_FORMER = re.compile(r"\b(?:former(?:ly)?|previous(?:ly)?|ex-\w+|used to)\b", re.I)
_STAND_IN = re.compile(r"\b(?:deputy|acting|interim|provisional(?:ly)?|designate|candidate|assistant|vice)\b", re.I)
_ADVISED = re.compile(
    r"\b(?:recommend\w*|suggest\w*|proposals?|proposed|consider(?:ed|s|ing)?|discuss(?:ed|es|ing)?"
    r"|appl(?:y|ied|ies) for|objectives?|goals?|announc\w+|invit\w+|next|upcoming|attempt\w*|tried|hop(?:ed?|es|ing)"
    r"|wish\w*)\b",
    re.I,
)
_DECIDED = re.compile(
    r"\b(?:approv\w+|adopt\w*|accept\w*|agree\w*|grant\w*|carried|decided|confirmed|endorse\w*|ratified|passed)\b", re.I
)
_TURNS = re.compile(r"\b(?:but|however|although|though|yet)\b", re.I)
_TURNED = re.compile(
    r"\b(?:not|never|no longer|declin\w+|refus\w+|reject\w+|cancel\w+|withdr\w+|revok\w+|fail\w*|postpon\w+"
    r"|deferr?\w*)\b",
    re.I,
)
_NOW = re.compile(r"^(?:and |so |but )?(?:is|are|am|do|does|has|have)\b", re.I)
_BOUND = re.compile(rf"\b(?:until|till|up to|from|as of|as from|effective|starting|with effect from)\s+{_DAY}", re.I)
_BY = re.compile(rf"\bby\s+{_DAY}", re.I)
_LATER = re.compile(r"\b(?:until|till|from|by|as of|when|next|planned)\b", re.I)
_CODES = "USD|EUR|GBP|CHF|AUD|CAD|JPY|SEK|NOK|DKK"
_SUM = re.compile(rf"(?:[€$£¥]|\b(?:{_CODES}))\s?(\d[\d.,]*\d|\d)|(\d[\d.,]*\d|\d)\s?(?:[€%]|(?:{_CODES})\b)")
_IS_IN_OFFICE = re.compile(
    r"^(?i:(?:and |so |but )?(?:is|was))\s+(?P<who>(?:[A-Z][\w.'’-]*\s+){1,4})"
    r"(?:still |now |currently )?(?:the|our|a|an)\s+"
    r"(?P<what>[^?]+)"
)
_TOWARDS = re.compile(r"\b([a-z][\w-]+) (?:with|of|for|at|to|from|by) ([A-ZÀ-ÖØ-Þ][\w&.'’-]*)")
_SMALL = frozenset("the a an of to for in on and or is are was were has have been be by with".split())
_BETWEEN = 6  # words


def unnamed(query: Query, clause: str, filed: str) -> bool:
    """Whether a name, number or sum that the question gives stands neither in the clause nor in what it is filed under.

    A sum must stand in the clause itself.
    """
    sums = [first or second for first, second in _SUM.findall(query.text)]
    said = _ungrouped(clause)
    if any(not re.search(rf"(?<![\d.]){re.escape(_ungrouped(each))}(?!\d|[.,]\d)", said) for each in sums):
        return True
    if missing_from(query, f"{clause} {filed}") or with_another(query, clause):
        return True
    held = stems(f"{clause} {filed}")
    figures = {number_in(word) for word in re.findall(r"\w+", clause)}
    counted = {NUMBER_WORDS.get(word, 0) for word in re.findall(r"\w+", query.text.lower())}
    if any(number > 1 and number not in figures for number in counted):
        return True
    return not query.names and any(not stems(name) <= held for name in _capitals(query.text))


def _capitals(text: str) -> list[str]:
    """The capitalised words of a question that is mostly capitals, unless it is written like a heading."""
    words = re.findall(r"[^\W\d_][\w'’-]*", text)[1:]
    high = [word for word in words if len(word) > 1 and word[0].isupper()]
    heading = len(high) == len(words) or any(word.lower() in _SMALL for word in high)
    return [] if heading else high


def with_another(query: Query, clause: str) -> bool:
    """Whether the words speak of the contract with one where the question asks of the contract with another."""
    for thing, name in _TOWARDS.findall(query.text):
        told = [other for what, other in _TOWARDS.findall(clause) if stems(what) == stems(thing)]
        if told and not any(stems(name) & stems(other) for other in told):
            return True
    return False


def unassured(query: Query, clause: str, words: str, *, row: bool = False) -> bool:
    """Whether ``clause``, which decides, is no plain yes; ``words`` are those of the whole statement."""
    if _turned(clause, words) or any(test(query, clause) for test in _TESTS):
        return True
    return not row and _held_apart(query, clause)


def _ungrouped(words: str) -> str:
    """``words`` with the figures of their numbers together: "6,500" is "6500"."""
    return re.sub(r"(?<=\d)[,.](?=\d{3}\b)", "", words)


def _turned(clause: str, words: str) -> bool:
    """Whether the sentence goes on to the contrary: "..., but he declined"."""
    rest = words.partition(clause)[2]
    sentence = re.split(r"(?<=[.!?;])\s", rest, maxsplit=1)[0]
    return bool(_TURNS.search(f"{rest[:6]}{sentence}") and _TURNED.search(sentence))


def _asks_itself(_query: Query, clause: str) -> bool:
    return clause.rstrip().endswith("?")


def _of_some(query: Query, clause: str) -> bool:
    """Whether the words tell of a part, or the question is after all and the words do not speak of all."""
    if _PARTIAL.search(clause) and not _PARTIAL.search(query.text):
        return True
    shares = [(number_in(found["some"]) or 0, number_in(found["whole"]) or 0) for found in _OF.finditer(clause)]
    if shares:
        return any(some < whole for some, whole in shares)
    is_rule = re.search(r"\b(?:must|shall|should|may|can|need|required|allowed)\b", query.text, re.I)
    wants_all = _ALL.search(query.text) and not is_rule
    return bool(wants_all and not _ALL.search(clause) and not _WHOLE.search(clause))


def _excepted(query: Query, clause: str) -> bool:
    """Whether what is asked about stands in the exception of the clause and not in the rest of it."""
    found = _EXCEPT.search(clause)
    if found is None:
        return False
    asked, rest = stems(query.text), clause[: found.start()] + clause[found.end() :]
    return bool((asked & stems(found["out"])) - stems(rest))


def _of_another_standing(query: Query, clause: str) -> bool:
    """Whether the words speak of who was, deputises or acts, and the question of who is."""
    asked = query.text.lower()
    past = _NOW.search(query.text) and any(match[0].lower() not in asked for match in _FORMER.finditer(clause))
    stands_in = any(match[0].lower() not in asked for match in _STAND_IN.finditer(clause))
    return bool(past or (stands_in and _IS_IN_OFFICE.search(query.text)))


def _advised(query: Query, clause: str) -> bool:
    """Whether something is recommended, discussed or announced, and nothing says that it was done or decided."""
    asked = stems(query.text)
    for found in _ADVISED.finditer(clause):
        if not stems(found[0]) & asked and not (_DECIDED.search(query.text) and _DECIDED.search(clause)):
            return True
    return False


def _bound(query: Query, clause: str) -> bool:
    """Whether the calendar decides: a state of today is asked for, and the words give a day where it begins or ends."""
    if _LATER.search(query.text):
        return False
    return bool(_BY.search(clause) or (_NOW.search(query.text) and _BOUND.search(clause)))


def _of_another_time(query: Query, clause: str) -> bool:
    """Whether the clause gives days and none is of the period that the question names."""
    days = [each.value for each in find_dates(clause)]
    near = [day for day in days for period in query.periods if period.first.replace(day=1) <= day <= period.last]
    return bool(query.periods and days and not near)


def _held_apart(query: Query, clause: str) -> bool:
    """Whether a person and the role asked about do not stand side by side in the clause."""
    asked = _IS_IN_OFFICE.search(query.text)
    if asked is None:
        return False
    who, what = _place(asked["who"], clause), _place(asked["what"], clause)
    if who is None or what is None:
        return True
    between = clause[min(who[1], what[1]) : max(who[0], what[0])]
    return len(between.split()) > _BETWEEN or bool(re.search(r"[A-ZÀ-ÖØ-Þ);]", between))


def _place(words: str, clause: str) -> tuple[int, int] | None:
    found = re.search(r"\W+".join(map(re.escape, words.split())), clause, re.I)
    return found.span() if found else None


_TESTS: tuple[Callable[[Query, str], bool], ...] = (
    _asks_itself,
    _of_some,
    _excepted,
    _of_another_standing,
    _advised,
    _bound,
    _of_another_time,
)
