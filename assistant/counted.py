"""How many there are, as a statement says it: the number is of the very thing asked for, and no limit or target."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.query import Query
from assistant.timing import elsewhen
from assistant.words import presence, stems
from evidence.dates import without_dates
from evidence.lexical import analyse
from evidence.numerals import NUMBER_WORDS

COUNTED = re.compile(r"\b(?:how many|number of|count of)\s+(?P<what>.+)", re.I)
_NUMBER = rf"(?:\d[\d,]*|{'|'.join(NUMBER_WORDS)})"
_GIVEN = re.compile(rf"(?<![\w.,/#§-])(?P<number>{_NUMBER})(?![\w/%]|[.,]\d)(?=\s)", re.I)
_SHARE = re.compile(rf"(?<![\w.,/-])(?P<some>{_NUMBER})\s+(?:out )?of\s+(?:the\s+|our\s+)?(?P<whole>{_NUMBER})\b", re.I)
_PARTS = re.compile(rf"\s+([\w-]+)(?:(?:,| and|, and)\s+{_NUMBER}\s+[\w-]+)+(?=\s)", re.I)
_ENDS = re.compile(
    r"\b(?:do|does|did|is|are|was|were|has|have|had|can|could|may|might|must|will|would|shall|should|there|of|in|on|at"
    r"|for|per|to|from|by|with|without|under|over|within|during|since|until|after|before|that|which|who|the|a|an|our"
    r"|we|i|you|they|it|not|need|needs|take|takes|took)\b|[?.,;:()]",
    re.I,
)
_PLURAL_NOUN = re.compile(r"(?:[^\Wsui]s|[aeo]us?es|people|persons|staff|personnel|children|men|women|criteria)$", re.I)
_NO_COUNT = re.compile(
    r"(?:\b(?:max(?:imum|\.)?|min(?:imum|\.)?|at most|at least|up to|no more than|not more than|more than|less than"
    r"|fewer than|over|under|below|above|targets?|limits?|goals?|planned|expected|required|allowed|objectives?"
    r"|(?<!total )(?<!number )of)(?:\s+(?:of|is|was|are|for|the))*|[<>≤≥]=?)[\s:]*$",
    re.I,
)
_LIMIT_ASKED = re.compile(
    r"\b(?:may|can|must|should|shall|need(?:ed)?|required?|allowed|limit|maximum|minimum|most|least|target|goal|entitled"
    r"|planned|expected)\b",
    re.I,
)
_DENIED = re.compile(r"\b(?:not|no|never|none|without|nor)\b|n['’]t\b", re.I)
_HARMLESS = frozenset(analyse("total different calendar working business consecutive full separate individual"))
_PASSING = frozenset(analyse("year month quarter week today total altogether currently now so far last get there"))
_FORM = 0.8  # presence of a form of the word itself
_NEAR = 3  # words between a number and what it counts
_CLAUSE = re.compile(r"(?<=[;.!?])\s+|;\s|\s[–—•*-]\s|,\s+(?:but|although|though|while|whereas|however)\s")


def counted(query: Query, words: str) -> str | None:
    """The number that ``words`` give of what ``query`` counts; ``None`` where it is not plain."""
    asked = COUNTED.search(query.text)
    if asked is None:
        return None
    thing = thing_of(asked["what"])
    if not thing or parted(query.text, words) or not all(presence(term, stems(words)) for term in thing):
        return None
    clauses = (without_dates(clause) for clause in _CLAUSE.split(words) if not elsewhen(query.periods, clause))
    found = {each for clause in clauses for each in _in_clause(query, thing, clause)}
    return found.pop() if len(found) == 1 else None


def thing_of(asked: str) -> list[str]:
    """The analysed words of the thing that ``asked`` begins with, its head last: "minor nonconformities" of those that
    were closed."""
    run = _ENDS.split(asked, maxsplit=1)[0].split()[:4]
    head = next((place for place, word in enumerate(run) if _PLURAL_NOUN.search(word)), len(run) - 1)
    return analyse(" ".join(run[: head + 1]))


def _in_clause(query: Query, thing: list[str], clause: str) -> list[str]:
    if _DENIED.search(clause) and not _DENIED.search(query.text):
        return []
    rest = [term for term in query.terms if term not in thing and term not in _PASSING and not term.isdigit()]
    said = stems(clause)
    told = [term for term in rest if presence(term, said)]
    shares = list(_SHARE.finditer(clause))
    if shares:
        return [_value(each["some"]) for each in shares if told and presence(thing[-1], said)]
    if rest and not told:
        return []
    return [_value(match["number"]) for match in _GIVEN.finditer(clause) if _counts(query, thing, clause, match)]


def _counts(query: Query, thing: list[str], clause: str, match: re.Match[str]) -> bool:
    """Whether a number counts the thing: it stands right before it, with no word between that the question lacks."""
    if _NO_COUNT.search(clause[: match.start()]) and not _LIMIT_ASKED.search(query.text):
        return False
    after = clause[match.end() :]
    if not clause[: match.start()].strip() and re.match(r"\s+[A-ZÀ-ÖØ-Þ]", after):
        return False  # the number of a heading
    after = _PARTS.sub(r" \1", after, count=1) if _PARTS.match(after) else after
    between: list[str] = []
    for word in re.findall(r"[\w'’-]+|[^\w\s]", after)[: _NEAR + 1]:
        terms = analyse(word)
        if not terms:
            return False
        if presence(thing[-1], frozenset(terms)) >= _FORM:
            return all(term in query.terms or term in _HARMLESS for term in between)
        between += terms
    return False


def _value(number: str) -> str:
    return str(NUMBER_WORDS.get(number.lower(), number.replace(",", "")))


def parted(text: str, words: str) -> bool:
    """Whether two words that stand together in a question stand in ``words`` only with another between them.

    "Parental leave" is not what words on "parental bereavement leave" tell of.
    """
    asked, said = re.findall(r"[\w'’-]+|[^\w\s]", text.lower()), re.findall(r"[\w'’-]+|[^\w\s]", words.lower())
    given = [analyse(word) for word in said]
    for one, other in pairwise(asked):
        first, second = analyse(one), analyse(other)
        if first and second and one not in _LOOSE and other not in _LOOSE and _split(first, second, given, said):
            return True
    return False


def _split(first: list[str], second: list[str], given: list[list[str]], said: list[str]) -> bool:
    places = [place for place, terms in enumerate(given) if terms == first]
    if any(given[place + 1 : place + 2] == [second] for place in places):
        return False
    return any(
        given[place + 2 : place + 3] == [second] and bool(given[place + 1]) and said[place + 1] not in _LOOSE
        for place in places
    )


_LOOSE = frozenset(
    "a an the of in on at to for from by with as and or but if is are was were be been do does did has have had can"
    " could may might must will would shall should not no our your their its his her we i you they it he she there"
    " this that these those how many much long often who when what which per".split()
)
