"""The value asked for, read from a statement's own words: a date, a number, a name, yes or no.

Every function returns ``None`` rather than choose between several candidates: a wrong lead is
worse than none, and the quoted words are shown in any case.
"""

from __future__ import annotations

import re

from assistant.answer import Value
from assistant.query import Query
from assistant.statements import Statement
from assistant.synonyms import synonyms
from evidence.dates import find_dates
from evidence.lexical import analyse

_HONORIFIC = r"(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame)\.?\s+"
_NAME_WORD = r"[A-ZÀ-ÖØ-Þ][\w'’-]*[a-zß-öø-ÿ][\w'’-]*"
_PARTICLE = r"(?:van|von|de|der|den|del|da|di|du|la|le|bin|ibn|al|el|ter|ten)"
_PERSON = re.compile(
    rf"(?:{_HONORIFIC})?{_NAME_WORD}(?:\s+(?:[A-Z]\.|{_PARTICLE}|{_NAME_WORD}))*\s+{_NAME_WORD}|{_HONORIFIC}{_NAME_WORD}"
    rf"|\b[A-Z]\.\s?(?:[A-Z]\.\s?)?{_NAME_WORD}"
)
_BODY = re.compile(
    r"\b(?:the\s+)?(?:[A-Z][\w&-]*\s+){0,4}(?:[Bb]oard(?:\s+of\s+[Dd]irectors)?|[Cc]ommittee|[Cc]ouncil|[Cc]hief\s+(?:\w+\s+){1,3}[Oo]fficer"
    r"|[Dd]irector|[Mm]anager|[Oo]fficer|[Pp]resident|[Tt]eam|[Gg]roup|[Ff]oundation|C[A-Z]{1,2}O)\b"
)
_CODE = r"USD|EUR|GBP|CHF|AUD|CAD|JPY|SEK|NOK|DKK"
_SCALE = r"k|m|bn|thousand|million|billion"
_AMOUNT = re.compile(
    rf"(?:[€$£¥]|(?:{_CODE})\s?)\s?\d(?:[\d.,]*\d)?(?:\s?(?:{_SCALE})\b)?"
    rf"|\d(?:[\d.,]*\d)?\s?(?:{_SCALE})?\s?(?:€|(?:{_CODE}|dollars|euros|pounds)\b)",
    re.I,
)
_NUMBER = re.compile(r"(?<![\w.,/#-])\d[\d,]*(?:\.\d+)?(?!\s?%|[\w/]|-\d|\.\d)")
_NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen twenty".split()
    )
}
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nor|without|cannot|neither|nobody|nothing|refused|rejected|declined|denied|lacks?)\b|n['’]t\b",
    re.I,
)
_PLAN = re.compile(
    r"\b(?:will|shall|should|would|(?-i:may)|might|could|plans?|planned|planning|intends?|intended|proposed?s?|draft|pending|expected"
    r"|must|required|needs?|to be|aims?|if|unless|once|considering|subject to)\b",
    re.I,
)
_ENDINGS = frozenset("er or ee al man woman person ment ion ation atori abl".split())
_AMOUNT_ASKED = re.compile(r"\b(?:how much|budgets?|costs?|price|amount|spend|spent|fees?|salary|paid)\b", re.I)


def value_of(query: Query, statement: Statement) -> Value | None:
    """The value that ``query`` asks for as this statement gives it, or ``None`` when it is not plain."""
    if query.kind == "when":
        return _date(query, statement)
    if query.kind == "who":
        return _name(query, statement)
    if query.kind == "yesno":
        return _yesno(query, statement)
    if query.kind == "count":
        return _count(query, statement)
    if _AMOUNT_ASKED.search(query.text):
        amounts = {m.group() for m in _AMOUNT.finditer(statement.plain)}
        return Value(type="amount", value=amounts.pop()) if len(amounts) == 1 else None
    return None


def typed(query: Query, statement: Statement) -> float:
    """How surely the statement holds what was asked for: 1 in the column asked for, 0.7 anywhere, 0 not at all."""
    if query.kind == "who" and _asked_cell(query, statement):
        return 1.0
    if query.kind in ("who", "when", "count"):
        return 0.7 if has_value(query, statement) else 0.0
    return 1.0 if has_value(query, statement) else 0.0


def has_value(query: Query, statement: Statement) -> bool:
    """Whether the statement holds anything of the type asked for."""
    words = statement.plain
    if query.kind == "when":
        return bool(find_dates(words))
    if query.kind == "who":
        return bool(people(query, words))
    if query.kind == "count" or re.match(r"how (?:long|often|much|large|big|old)\b", query.text, re.I):
        return bool(re.search(r"\d", words)) or any(word in _NUMBER_WORDS for word in words.lower().split())
    if _AMOUNT_ASKED.search(query.text):
        return bool(re.search(r"\d", words))
    return True


def people(query: Query, words: str) -> list[str]:
    """People, roles and bodies that the words name and the question does not, in order."""
    asked = set(query.terms)
    names: list[str] = []
    for pattern in (_PERSON, _BODY):
        for match in pattern.finditer(words):
            name = match.group().strip()
            if not set(analyse(name)) <= asked and not any(name in other for other in names):
                names.append(name)
    return names


def _date(query: Query, statement: Statement) -> Value | None:
    asked = {period.first for period in query.periods}
    days = {day for _, _, day, precision in find_dates(statement.plain) if precision == "day" and day not in asked}
    return Value(type="date", value=days.pop().isoformat()) if len(days) == 1 else None


def _name(query: Query, statement: Statement) -> Value | None:
    cell = _asked_cell(query, statement)
    if cell:
        return Value(type="name", value=cell)
    names = people(query, statement.plain)
    return Value(type="name", value=names[0]) if len(names) == 1 else None


def _asked_cell(query: Query, statement: Statement) -> str | None:
    """For a row: the cell under the one column whose name shares a stem with the question's verb."""
    if statement.kind != "row":
        return None
    cells = [part.partition(": ") for part in statement.plain.split("; ") if ": " in part]
    asked = [value for column, _, value in cells if _asked(query.terms, analyse(column)) and _PERSON.search(value)]
    return asked[0] if len(set(asked)) == 1 else None


def _asked(terms: tuple[str, ...], column: list[str]) -> bool:
    return any(akin(term, word) or word in synonyms(term) for term in terms for word in column)


def akin(one: str, other: str) -> bool:
    """Whether two analysed words are forms of one: own and owner, approv and approver."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 3 and long.startswith(short) and long[len(short) :] in _ENDINGS


def _count(query: Query, statement: Statement) -> Value | None:
    """The one number that stands right before what is counted."""
    words = statement.plain
    for start, end, _, _ in reversed(find_dates(words)):
        words = words[:start] + " " * (end - start) + words[end:]
    found = set()
    for match in re.finditer(r"\b(\d[\d,]*|[a-z]+)\b(?=\s+(?:[\w-]+\s+){0,2}?([\w-]+))", words, re.I):
        number = _NUMBER_WORDS.get(match.group(1).lower(), match.group(1).replace(",", ""))
        following = analyse(words[match.end() : match.end() + 40])[:2]
        if number.isdigit() and set(following) & set(query.terms):
            found.add(number)
    return Value(type="count", value=found.pop()) if len(found) == 1 else None


def _yesno(query: Query, statement: Statement) -> Value | None:
    """Yes or no, only where the statement says nearly everything that the question asks."""
    said = set(analyse(statement.plain)) | set(analyse(statement.reading))
    if not query.terms or sum(term in said for term in query.terms) < 0.8 * len(query.terms):
        return None
    if _PLAN.search(statement.plain) and not _PLAN.search(query.text):
        return None  # planned is not done: the words are shown without a verdict
    negative = bool(_NEGATION.search(statement.plain)) != bool(_NEGATION.search(query.text))
    return Value(type="yesno", value="no" if negative else "yes")
