"""The value asked for, read from a statement's own words: a date, a number, a name, yes or no.

``wanted`` says of what type the value must be; ``has_value`` whether a statement holds one, and is asked of every
statement before it may answer. ``value_of`` gives the value itself, or ``None`` rather than choose between several
candidates: a wrong lead is worse than none, and the quoted words are shown in any case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from assistant.agents import AUTHOR, may_be_meant
from assistant.answer import Value
from assistant.counted import COUNTED, counted
from assistant.query import Query
from assistant.recurring import how_often, recurs
from assistant.statements import Statement
from assistant.synonyms import relates, synonyms
from assistant.timing import elsewhen
from assistant.verdicts import verdict
from assistant.words import akin, presence, stems
from evidence.dates import MONTH_NAMES, find_dates, without_dates
from evidence.lexical import analyse
from evidence.numerals import NUMBER_WORDS

Wanted = Literal["person", "date", "amount", "share", "count", "length", "reason", "time", "verdict", ""]

_HONORIFIC = r"(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame)\.?\s+"
_NAME_WORD = r"[A-ZÀ-ÖØ-Þ][\w'’-]*[a-zß-öø-ÿ][\w'’-]*"
_PARTICLE = r"(?:van|von|de|der|den|del|da|di|du|la|le|bin|ibn|al|el|ter|ten)"
_LETTERED = "".join(
    f"(?<!{word} )"
    for word in "Annex Appendix Part Section Class Category Level Grade Plan Type Group Table Figure Phase".split()
)
_PERSON = re.compile(
    rf"(?:{_HONORIFIC})?{_NAME_WORD}(?:\s+(?:[A-Z]\.|{_PARTICLE}|{_NAME_WORD}))*\s+{_NAME_WORD}"
    rf"|{_HONORIFIC}{_NAME_WORD}"
    rf"|\b[A-Z]\.\s?(?:[A-Z]\.\s?)?{_NAME_WORD}"
    rf"|{_LETTERED}(?<![\w.])\b[B-HJ-Z]\s{_NAME_WORD}"  # "F Reed", but not "A plan", "I agree" or "Annex B Controls"
)
_THING = re.compile(  # what a capitalised name ends with that names no person
    r"\b(?:Union|Kingdom|States|Republic|Act|Regulations?|Directive|Agreement|Contract|Addendum|Clauses?|Polic(?:y|ies)"
    r"|Standards?|Procedures?|Plans?|Charter|Programmes?|Programs?|Projects?|Registers?|Reports?|Frameworks?|Handbook"
    r"|Manual|Guidelines?|Guidance|Terms|Minutes|Agenda)$"
)
_INITIALS = re.compile(
    r"\b(?!(?:AI|IT|HR|QA|QC|EU|UK|US|UN|PC|OK|ISO|IEC|KPI|API|SOA|DPO|NCR|PDF|TBC|TBA|NA)\b)[A-Z]{2,3}"
    r"(?= to (?!be\b)[a-z]+\b| will [a-z]| (?:reported|asked|agreed|noted|confirmed|said|wants|against)\b|: )"
)
_BODY = re.compile(
    r"\b(?:the\s+)?(?:[A-Z][\w&-]*\s+){0,4}(?:[Bb]oard(?:\s+of\s+[Dd]irectors)?|[Cc]ommittee|[Cc]ouncil"
    r"|[Cc]hief\s+(?:\w+\s+){1,3}[Oo]fficer"
    r"|[Dd]irectors?|[Mm]anagers?|[Oo]fficers?|[Pp]resident|[Tt]eam|[Gg]roup|[Ff]oundation|[Oo]wners?"
    r"|[Ll]eads?|[Mm]embers?"
    r"|[Cc]hair(?:person|man|woman)?|[Ss]taff|[Ee]mployees?|[Cc]ontractors?|[Hh]ead\s+of\s+\w+"
    r"|[Vv]oting\s+\w+|[Cc]ollaborators?"
    r"|[Aa]uditors?|[Mm]aintainers?|[Ss]ecretary|[Tt]rustees?|C[A-Z]{1,2}O)\b"
)
_CODE = r"USD|EUR|GBP|CHF|AUD|CAD|JPY|SEK|NOK|DKK"
_SCALE = r"k|m|bn|thousand|million|billion"
AMOUNT = re.compile(
    rf"(?:[€$£¥]|(?:{_CODE})\s?)\s?\d(?:[\d.,]*\d)?(?:\s?(?:{_SCALE})\b)?"
    rf"|\d(?:[\d.,]*\d)?\s?(?:{_SCALE})?\s?(?:€|(?:{_CODE}|dollars|euros|pounds)\b)",
    re.I,
)
_MONEY_COLUMN = re.compile(rf"\b(?:amount|budget|cost|price|fee|salary|pay|base|bonus|total|{_CODE})\b", re.I)
_SHARE = re.compile(
    r"\d\s?(?:%|percent\b|per cent\b)|\b(?:half|third|quarter|all|none)\b|\b0[.,]\d|\d+ (?:of|out of) \d", re.I
)
_DAY_OF_MONTH = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+(?:{MONTH_NAMES})\b|\b(?:{MONTH_NAMES})\s+\d{{1,2}}\b|(?<![\w.,-])(?:19|20)\d\d\b"
    r"|\b\d{1,2}/\d{1,2}\b|\b\d{1,2}\.\d{1,2}\.(?:\d{2,4})?(?!\w)|\bQ[1-4]\b",
    re.I,
)
TIME = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?(?:am|pm|o'clock)\b", re.I)
_UNIT = r"(?:seconds?|minutes?|hours?|(?:working |business |calendar )?days?|weeks?|months?|quarters?|years?)"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_LENGTH = re.compile(
    rf"\b(?:\d+|{'|'.join(NUMBER_WORDS)}|an?|each|every|per|the (?:first|same|next|following|last)"
    rf"|half an?|(?:each|every) (?:other|second|third|calendar|single))[ -]{_UNIT}\b"
    rf"|\b(?:each|every)(?: other| second)? (?:{_WEEKDAY}|spring|summer|autumn|winter|(?:{MONTH_NAMES})\b)"
    rf"|\b(?:(?:bi|semi)-?)?(?:daily|weekly|fortnightly|monthly|quarterly|annual(?:ly)?|yearly)\b"
    r"|\b(?:half-yearly|once|twice|biennial(?:ly)?|termly|immediately|forthwith"
    r"|at once|without delay|indefinitely|permanently)\b",
    re.I,
)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|reasons?|on account of|so that|in order (?:to|that)|for lack of|thanks to|caused?"
    r"|therefore|as (?:the|he|she|it|they|we|people|this|there|nobody)|since (?:the|he|she|it|they|we)"
    r"|to (?:avoid|prevent|ensure|make sure|allow|protect)|for fear|ensures?|aims?)\b",
    re.I,
)
_LABEL = 40  # characters of a label: "Chair: ..."
_CLAUSE = re.compile(r"[;:]\s|,\s|\.\s|\s[–—-]\s|\s\(")
_AMOUNT_ASKED = re.compile(
    r"\b(?:how much (?:money|budget|did|does|do|is|was|were|has|have|will)|budgets?|costs?|price|amounts?|spend|spent"
    r"|fees?|salary|pay|paid|earns?)\b",
    re.I,
)
_SHARE_ASKED = re.compile(
    r"^(?:what|which) (?:share|percentage|proportion|fraction|percent|ratio)\b|\b\w+ rate\b|\bhow many percent", re.I
)
_PERSON_ASKED = re.compile(
    r"^(?:and |so |but )?(?:which|what) (?:person|people|role|body|director|member|manager|executive"
    r"|officer|committee|head"
    r"|employee|colleague)s?\b(?! (?:are|is|were|was) (?:there|in)\b)",
    re.I,
)
_DATE_ASKED = re.compile(
    r"\b(?:since when|until when|by when|when (?:is|was|does|did|will|must|has|have)|(?:what"
    r"|which) (?:date|day)|date\?)",
    re.I,
)


def wanted(query: Query) -> Wanted:
    """The type that the value asked for must have, "" where words of any kind may answer."""
    opening = next((asked for asked, form in _OPENINGS if form.search(query.text)), None)
    if query.kind in _BY_KIND:
        return _BY_KIND[query.kind]
    if opening is not None:
        return opening
    return "date" if query.kind == "what" and _DATE_ASKED.search(query.text) else _sum_asked(query)


def _sum_asked(query: Query) -> Wanted:
    """``share`` or ``amount`` where one of those is asked for, else ""."""
    if query.kind not in ("what", "how", "list"):
        return ""
    if _SHARE_ASKED.search(query.text):
        return "share"
    return "amount" if _SUM_ASKED.search(query.text) else ""


_BY_KIND: Mapping[str, Wanted] = {"yesno": "verdict", "who": "person", "when": "date", "count": "count"}
_OPENINGS: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
    ("person", _PERSON_ASKED),
    ("reason", re.compile(r"^(?:and |so |but )?why\b", re.I)),
    ("time", re.compile(r"^(?:at )?what time\b", re.I)),
    ("length", re.compile(r"^(?:and |so )?how (?:long|often|soon|old|frequently|quickly|fast)\b", re.I)),
)
_SUM_ASKED = re.compile(
    r"^(?:and |so )?(?:what|how much|which)\b(?=.*\b(?:amounts?|budgets?|costs?|price|salary|fees?|earns?)\b)"
    r"|^(?:and |so )?how much (?:money|budget|did|does|do|is|was|were|has|have|will)\b",
    re.I,
)


def value_of(query: Query, statement: Statement) -> Value | None:
    """The value that ``query`` asks for as this statement gives it, or ``None`` when it is not plain."""
    asked = wanted(query)
    if asked == "date":
        return _date(query, statement)
    if asked == "person":
        return _name(query, statement)
    if asked == "verdict":
        said = verdict(query, statement)
        return Value(type="yesno", value=said) if said else None
    if asked == "count":
        number = counted(query, statement.plain)
        return Value(type="count", value=number) if number else None
    if asked == "amount" or _AMOUNT_ASKED.search(query.text):
        amounts = set() if elsewhen(query.periods, statement.plain) else set(AMOUNT.findall(statement.plain))
        return Value(type="amount", value=amounts.pop()) if len(amounts) == 1 else None
    return None


def typed(query: Query, statement: Statement) -> float:
    """How surely the statement holds what was asked for, 0 to 1; 0 if it holds nothing of the type asked for.

    1 in the column or behind the label that was asked for, or where nothing of a certain type is; less where the
    value stands in a clause with the word that relates it, still less anywhere else.
    """
    asked = wanted(query)
    if not asked:
        return 1.0
    if asked == "person" and _asked_cell(query, statement):
        return 1.0
    if not has_value(query, statement):
        return 0.0
    if asked in ("person", "date", "amount"):
        return _related(query, statement)
    return 0.7


def _related(query: Query, statement: Statement) -> float:
    relations = [term for term in query.terms if relates(term)]
    for clause in _CLAUSE.split(statement.plain):
        words = stems(clause)
        if any(presence(term, words) for term in relations) and has_value(query, replace(statement, plain=clause)):
            return 0.85
    return 0.5


def happened(query: Query) -> bool:
    """Whether it is asked when something came to be: a day tells, and no length of time."""
    return wanted(query) == "date" and bool(_CAME_TO_BE.search(query.text))


def has_value(query: Query, statement: Statement) -> bool:
    """Whether the statement holds anything of the type asked for."""
    asked, words = wanted(query), _QUESTION.sub(" ", statement.plain)
    if how_often(query):
        return recurs(query, statement, words)
    if asked in _FORMS:
        return bool(_FORMS[asked].search(words)) or (
            asked == "share" and statement.kind == "row" and bool(_DIGIT.search(words))
        )
    if asked == "person":
        return bool(people(query, words))
    if asked == "date":
        return dated(query, words) or (not happened(query) and bool(_LENGTH.search(words)))
    if asked == "count":
        return bool(_numbers(words)) and _counts(query, words)
    return asked != "verdict" or verdict(query, statement) is not None


_DIGIT = re.compile(r"\d")
_CAME_TO_BE = re.compile(
    r"^(?:and |so )?(?:since when|when (?:was|were|did|has|have|had)"
    r"|(?:on )?(?:which|what) (?:day|date) (?:was|were|did))\b",
    re.I,
)
_QUESTION = re.compile(r"[^.!?:;•]*\?(?=[\s\"”'’)*_]|$)(?:\W*\([^()?]*\))?")
"""A question within a statement, with what may be filled in: "For how long? (6 months or 1 year)" says for how long of
nothing."""
_FORMS: Mapping[str, re.Pattern[str]] = {
    "length": re.compile(f"{_LENGTH.pattern}|{_DAY_OF_MONTH.pattern}", re.I),
    "reason": _REASON,
    "time": TIME,
    "share": _SHARE,
    "amount": re.compile(rf"{AMOUNT.pattern}|(?:{_MONEY_COLUMN.pattern})(?=.*\d{{3}})", re.I),
}


def _counts(query: Query, words: str) -> bool:
    """Whether the words name what is counted: one of the first two words after "how many"."""
    counted = COUNTED.search(query.text)
    named = [term for term in analyse(counted["what"]) if term in query.terms][:2] if counted else []
    return not named or any(presence(term, stems(words)) for term in named)


def dated(query: Query, words: str) -> bool:
    """Whether the words hold a date that the question does not name itself."""
    asked = {word.lower() for word in re.findall(r"\w+", query.text)}
    named = {period.first for period in query.periods if period.first == period.last}
    if any(day not in named for _, _, day, _ in find_dates(words)):
        return True
    return any(not {w.lower() for w in re.findall(r"\w+", m.group())} <= asked for m in _DAY_OF_MONTH.finditer(words))


def people(query: Query, words: str) -> list[str]:
    """People, roles and bodies that the words name and the question does not, in order."""
    asked = set(query.terms)
    names: list[str] = []
    for pattern in (_PERSON, _BODY, _INITIALS):
        for match in pattern.finditer(words):
            name = match.group().strip()
            if (pattern is _PERSON and _THING.search(name)) or not may_be_meant(query, words, *match.span()):
                continue
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
        return Value(type="name", value=cell.rstrip("."))
    if _labels_of(query, statement):
        return None  # the label that is asked for holds no name
    names = people(query, statement.plain)
    return Value(type="name", value=names[0]) if len(names) == 1 else None


def _asked_cell(query: Query, statement: Statement) -> str | None:
    """The one cell, or words behind a label, whose column or label shares a stem with the question's verb."""
    asked = [value for value in _labels_of(query, statement) if _PERSON.search(value)]
    return asked[0] if len(set(asked)) == 1 else None


def _labels_of(query: Query, statement: Statement) -> list[str]:
    """What stands in the columns or behind the labels that the question asks for; by its verb, where it has one."""
    split = "; " if statement.kind == "row" else r"; |(?<=[^\W\d_]{2})\.\s|(?<=[.;])\s+(?=[A-Z][\w ]{2,30}:\s)"
    parts = re.split(split, statement.plain)
    cells = [part.partition(": ") for part in parts if ": " in part and len(part.partition(": ")[0]) <= _LABEL]
    verbs = tuple(term for term in query.terms if relates(term))
    by_author = bool(AUTHOR.search(query.text))
    return [
        value
        for column, _, value in cells
        if _asked(verbs or query.terms, analyse(column)) and (by_author or not AUTHOR.search(column))
    ]


def _asked(terms: tuple[str, ...], column: list[str]) -> bool:
    return any(term == word or akin(term, word) or word in synonyms(term) for term in terms for word in column)


def _numbers(words: str) -> list[str]:
    """The numbers of a statement that may be counts: no dates, no identifiers, no list marker."""
    words = re.sub(r"^\s*(?:\d{1,3}[.)]|[(\[]\d{1,3}[)\]])\s", " ", without_dates(words))
    digits = re.findall(r"(?<![\w.,/#-])\d[\d,]*(?:\.\d+)?(?![\w/]|-\d|\.\d)", words)
    return [*digits, *(word for word in re.findall(r"[a-z]+", words.lower()) if word in NUMBER_WORDS)]
