"""Cadence: how often rules want systems and suppliers of a class assessed again, read from documents in force."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from evidence.correlators.authority import in_force
from evidence.findings import Context, Side
from evidence.model import Span

EARLY = timedelta(days=90)  # an assessment so long before it was due is that assessment
SYSTEMS = re.compile(r"(?i)\b(?:systems?|models?|use cases?|AI)\b")
SUPPLIERS = re.compile(r"(?i)\b(?:suppliers?|vendors?|subcontractors?|third part(?:y|ies)|providers?)\b")
_NUMBERS = {"two": 2, "three": 3, "four": 4, "six": 6, "twelve": 12, "eighteen": 18, "twenty-four": 24}
_EVERY = re.compile(
    r"(?i)\bevery (?:(?P<count>\d{1,2}|" + "|".join(_NUMBERS) + r") )?(?P<unit>month|quarter|year)s?\b"
    r"|\b(?P<often>half-yearly|twice a year|quarterly|yearly|annually|once a year|each year|monthly)\b"
)
_OFTEN = {"half-yearly": 6, "twice a year": 6, "quarterly": 3, "monthly": 1}
_UNITS = {"month": 1, "quarter": 3, "year": 12}
_DEED = re.compile(r"(?i)\b(?:re-?)?(?:assess\w*|evaluat\w+|review\w*|audit\w*|checked|look(?:ed)? at|scored)\b")
_CLASS = re.compile(
    r"(?i)\b(?:class|tier|category|level|group|grade) (?P<named>[A-D]|[1-5]|I{1,3})\b"
    r"|\b(?P<grade>critical|high|medium|moderate|limited|low|minimal|key|strategic)\b"
    r"|\b(?P<rest>(?:all )?others?|the (?:rest|remainder))\b"
)
_NOT = re.compile(r"(?i)\b(?:not|no|never|without|instead)\b|n['’]t\b")
_SENTENCE = re.compile(r"[^.;\n]+(?:\.(?=\d)[^.;\n]+)*")
_CLAUSE = re.compile(r"[^,|]+")
_REST = "the rest"
_ALIKE = {"yes": "critical", "key": "critical", "moderate": "medium"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A class ("a", "high", or ``_REST``) is to be assessed again after ``months``; ``day`` is the document's own."""

    group: str
    months: int
    day: date
    words: Side

    def after(self, day: date) -> date:
        """The day by which what was assessed on ``day`` is to be assessed again."""
        month = day.month - 1 + self.months
        year, month = day.year + month // 12, month % 12 + 1
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def rules_of(context: Context, about: re.Pattern[str]) -> list[Rule]:
    """What documents in force say of how often each class of what ``about`` names is assessed."""
    found: list[Rule] = []
    for document in in_force(context):
        text = context.text(document)
        if not _EVERY.search(text) or not about.search(text) or not _CLASS.search(text):
            continue
        titled = bool(about.search(context.documents[document].title))
        day = context.written(document) or date.min
        found += [
            Rule(group, months, day, Side(f"every {months} months", document, span))
            for group, months, span in _said(text, about, titled)
        ]
    return found


def _said(text: str, about: re.Pattern[str], titled: bool) -> Iterator[tuple[str, int, Span]]:
    deeds = False  # the sentence before speaks of assessing: "Class A again every 12 months. Class B every 24 months."
    for sentence in _SENTENCE.finditer(text):
        deeds = bool(_DEED.search(sentence[0])) or (deeds and bool(_EVERY.search(sentence[0])))
        if not deeds or _NOT.search(sentence[0]) or not (titled or about.search(sentence[0])):
            continue
        first = _CLASS.search(sentence[0])
        for clause in _CLAUSE.finditer(sentence[0]):
            often, classes = list(_EVERY.finditer(clause[0])), list(_CLASS.finditer(clause[0]))
            if len(often) == 1 and (named := classes[0] if len(classes) == 1 else None if classes else first):
                start = sentence.start()
                yield _group(named), _months(often[0]), Span(start, start + len(sentence[0].rstrip()))


def _group(named: re.Match[str]) -> str:
    return _REST if named["rest"] else _plain(named["named"] or named["grade"])


def _plain(words: str) -> str:
    kept = re.sub(r"(?i)\b(?:class|tier|category|level|group|grade|risk)\b|[^\w]", " ", words).casefold().split()
    return _ALIKE.get(kept[0], kept[0]) if len(kept) == 1 else ""


def _months(often: re.Match[str]) -> int:
    if often["often"]:
        return _OFTEN.get(often["often"].lower(), 12)
    count = often["count"] or "1"
    return (int(count) if count.isdigit() else _NUMBERS[count.lower()]) * _UNITS[often["unit"].lower()]


def rule_for(rules: Sequence[Rule], group: str, day: date) -> Rule | None:
    """The newest rule of ``day`` for the class that some words give ("High", "class A"); ``None`` for none or two."""
    plain = _plain(group)
    known = [rule for rule in rules if rule.day <= day]
    newest = max((rule.day for rule in known), default=None)
    known = [rule for rule in known if rule.day == newest]
    own = [rule for rule in known if rule.group == plain]
    fitting = own or [rule for rule in known if rule.group == _REST and plain]
    return fitting[0] if len({rule.months for rule in fitting}) == 1 else None
