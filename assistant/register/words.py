"""Words of questions against words of facts: abbreviations, slips of the pen, forms of one word, and how telling each is."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.synonyms import synonyms
from evidence.lexical import analyse

_SHORT = {
    "mgmt": "management", "mgt": "management", "mgr": "manager", "cttee": "committee", "ctte": "committee", "cmte": "committee",
    "comm": "committee", "infosec": "information security", "reg": "register", "dept": "department", "gov": "governance",
    "govt": "government", "ops": "operations", "org": "organisation", "proc": "procedure", "docs": "documents", "doc": "document",
    "info": "information", "sec": "security", "mins": "minutes", "dev": "development", "prod": "production", "config": "configuration",
    "eval": "evaluation", "exec": "executive", "exco": "executive committee", "excom": "executive committee", "abt": "about",
    "hr": "human resources", "dpo": "data protection officer", "ciso": "chief information security officer", "cro": "chief risk officer",
    "ceo": "chief executive", "cfo": "chief financial officer", "cto": "chief technology officer", "coo": "chief operating officer",
    "cio": "chief information officer", "gc": "general counsel", "soa": "statement of applicability", "bcp": "business continuity",
    "dr": "disaster recovery", "aup": "acceptable use", "genai": "generative ai", "gdpr": "data protection", "nc": "nonconformity",
    "ncs": "nonconformities", "ca": "corrective action", "capa": "corrective action", "dpia": "data protection impact assessment",
    "ia": "impact assessment", "aims": "ai management system", "isms": "information security management system",
    "qms": "quality management system", "ems": "environmental management system", "hsse": "health safety", "rmf": "risk management framework",
    "h&s": "health and safety", "ohs": "occupational health and safety", "authorisation": "authorization", "centre": "center",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:[&'’./-][^\W_]+)*")
_SMALL = frozenset(["of", "and", "the", "for", "to", "in", "on", "a", "an", "by", "with", "&"])
_WHOLE = re.compile(r"[A-Z]{2,4}|ai|it")  # stands whole among initials: "AI Safety Group" is the AISG
_RUN, _LETTERS = 8, 6  # words of a run of capitals whose initials are tried, and at most so many at a time
_FORM, _SYNONYM = 0.9, 0.7
_LEAST, _ENDING = 4, 4  # letters of a word that may have forms, and by which a form may be longer
_KNOWN = 200_000  # words whose rarity is kept


def long_form(word: str) -> str:
    """What an abbreviation stands for, or ""."""
    return _SHORT.get(word.lower().strip("."), "")


@lru_cache(maxsize=50_000)
def stems(text: str) -> frozenset[str]:
    """The analysed words of ``text``, its abbreviations written out beside them, and initials of its capitalised names."""
    words = set(analyse(text))
    for word in _WORD.findall(text):
        if full := long_form(word):
            words.update(analyse(full))
    words.update(initials(text))
    return frozenset(words)


def initials(text: str) -> Iterable[str]:
    """ "AI Governance Committee" is "aigc": the initials of runs of capitalised words, acronyms whole."""
    run: list[str] = []
    for word in [*_WORD.findall(text), ""]:
        if word[:1].isupper() and word.isascii():
            run.append(word.lower() if word.isupper() and len(word) <= 4 else word[0].lower())
        elif word.lower() not in _SMALL or not word:
            for first in range(len(run[:_RUN])):
                for last in range(first + 2, min(len(run), first + _LETTERS) + 1):
                    yield "".join(run[first:last])
            run = []


def spelled_out(text: str, letters: str) -> str:
    """The words of ``text`` in a row, however they are written, of which ``letters`` are the initials; "" for none."""
    words = [word for word in _WORD.findall(text) if word.lower() not in _SMALL]
    for first in range(len(words)):
        said = ""
        for last in range(first, min(len(words), first + _LETTERS)):
            said += words[last].lower() if _WHOLE.fullmatch(words[last]) else words[last][0].lower()
            if said == letters.lower() and last > first:
                return " ".join(words[first : last + 1])
    return ""


def akin(one: str, other: str) -> bool:
    """Whether two analysed words are forms of one: the longer only adds an ending."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _LEAST and long.startswith(short) and len(long) - len(short) <= _ENDING


def _has_form(term: str, words: frozenset[str] | set[str]) -> bool:
    """Whether any of ``words`` is ``akin`` to a term that is not among them: shorter ones are looked up."""
    size = len(term)
    if size < _LEAST:
        return False
    if any(term[:shorter] in words for shorter in range(max(_LEAST, size - _ENDING), size)):
        return True
    most = size + _ENDING
    return any(word.startswith(term) and len(word) <= most for word in words)


def presence(term: str, words: frozenset[str] | set[str]) -> float:
    """How surely ``term`` is among ``words``: 1 itself, less for a form or a word used for it, 0 not at all."""
    if term in words:
        return 1.0
    if _has_form(term, words):
        return _FORM
    full = _SHORT.get(term)
    if full and all(stem in words for stem in analyse(full)):
        return 1.0
    return _SYNONYM if synonyms(term) & words else 0.0


_COMMON = frozenset(
    """accepted acceptance action actions agreement agreements approved approver approval assessment assessments attended attendees audit
    audits auditor board budget certificate chaired closed committee communicated completed contract contracts control controls corrective
    course deadline decided decision decisions document documents expired finding findings framework governance impact implemented incident
    incidents indicator indicators information inventory management measure meeting meetings minutes missing nonconformities nonconformity
    objective objectives officer overdue owner owners person policies policy procedure procedures published register report reported
    responsible review reviewed reviews risks security signature signed standard status supplier suppliers system systems target targets
    training treatment treatments validated validation vendor version""".split()
)


_INFLECTED = re.compile(r"(?:ed|ing|ers?)$")  # "supplied" is no slip of "supplier"


_CONTRACTED = re.compile(r"\b(is|are|was|were|do|does|did|has|have|had|should|would|could|must)(nt)\b", re.I)


def contracted(text: str) -> str:
    """``text`` with the apostrophe in what is contracted without one: "havent" says no as "haven't" does."""
    return _CONTRACTED.sub(r"\1n't", text)


def spelled(text: str, unknown: Callable[[str], bool]) -> str:
    """``text`` with slips of the pen in the common words of management systems put right, where the view has no such word."""

    def better(match: re.Match[str]) -> str:
        word = match[0]
        if word.lower() in _COMMON or not unknown(word):
            return word
        right = corrected(word.lower(), _COMMON)
        ending = _INFLECTED.search(word.lower())
        return word if not right or (ending and right.startswith(word.lower()[: ending.start()])) else right

    return re.sub(r"(?<![\w-])[A-Za-z]{4,}(?![\w-])", better, text)


@dataclass
class Rarity:
    """How telling a term is: the rarer in the view, the more. ``known`` says whether it stands anywhere."""

    frequency: Callable[[str], int]
    total: int
    _held: dict[str, int] = field(default_factory=dict)
    _weights: dict[str, float] = field(default_factory=dict)

    def count(self, term: str) -> int:
        """The number of passages of the view that hold ``term``."""
        known = self._held.get(term)
        if known is None:
            if len(self._held) >= _KNOWN:
                self._held.clear()
            known = self._held[term] = self.frequency(term)
        return known

    def weight(self, term: str) -> float:
        """At least 0; that of a term which stands nowhere is the highest."""
        known = self._weights.get(term)
        if known is None:
            if len(self._weights) >= _KNOWN:
                self._weights.clear()
            known = self._weights[term] = math.log(1.0 + (self.total + 1) / (1 + self.count(term)))
        return known


def coverage(weights: Mapping[str, float], words: frozenset[str], also: Mapping[str, float] | None = None) -> float:
    """The share of weighted terms that ``words`` hold; ``also`` gives the presence of some terms elsewhere."""
    total = sum(weights.values())
    held = sum(weight * max(presence(term, words), (also or {}).get(term, 0.0)) for term, weight in weights.items())
    return held / total if total else 1.0


def corrected(word: str, vocabulary: Iterable[str]) -> str:
    """The one word of ``vocabulary`` that ``word`` is but for one slip (a letter left out, added, changed or swapped), or ""."""
    found = {other for other in vocabulary if abs(len(other) - len(word)) <= 1 and _one_slip(word, other)}
    return found.pop() if len(found) == 1 else ""


def _one_slip(one: str, other: str) -> bool:
    if one == other:
        return True
    first = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[first:], other[first:]
    swapped = len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or swapped
