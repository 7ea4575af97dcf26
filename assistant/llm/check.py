"""A claim against its own cited words, and nothing else: supported, partial or unsupported, with reasons.

Pure. Every figure, identifier, proper name and role of the claim must stand in the words; what it affirms, denies,
plans or bounds must be what they do; names and figures must go with the same deeds; and enough of the claim's other
words must be there. Nothing here measures likeness: a fluent sentence with one wrong figure falls.
"""

# ruff: noqa: E501 - vocabularies: one meaning a line

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from assistant.llm.bound import exchanged, misplaced, substituted, undue
from assistant.llm.figures import Figure, figures, unsupported, without
from assistant.llm.names import is_person, missing_names, missing_roles, names
from assistant.llm.order import misattributed, swapped
from assistant.llm.rewording import settled
from assistant.llm.stance import LEFT_OUT, disagreements, roots, stances
from assistant.llm.thesaurus import likeness
from assistant.llm.verbs import untold
from assistant.llm.words import content, stem_of, tokens
from assistant.words import akin, presence, stems

Level = Literal["supported", "partial", "unsupported"]

# What is said to have been done; one deed never stands for another. A line is a deed in several words.
_DEEDS = """
    approve adopt endorse ratify authorise sanction | sign | reject | close | complete finish conclude finalise | accept agree
    implement introduce | verify confirm | test | audit inspect | review reassess revise | publish issue release
    train | report notify inform communicate tell advise brief announce | appoint elect name | resign leave | pay | purchase buy procure | update revise
    delete erase destroy remove | renew extend | revoke withdraw | certify | encrypt | install deploy | replace | delegate
    fund grant allocate | attend present participate | chair preside | obtain | miss | exclude | measure monitor | keep retain store save hold
    low | medium moderate | high | critical | severe | negligible | transfer | avoid | mitigate | green | amber yellow | red
    north | south | east | west | confidential | internal | external | public | restricted
""".replace("\n", " | ")
_LEAST = 0.5  # of the claim's content that the words must hold for it to be shown at all
_ENOUGH = 0.7  # of it for the claim to count as supported
_ALIKE = 0.8  # of a word that is said by another of its kind
_NOUN = re.compile(r".+(?:ion|al|ance|ence|ment|ure)|review|test|audit|report|release|purchase|trial|check")
_CELLS = 3  # of the shortest row that is read with its columns
_NOTHING = re.compile(r"\s*(?:none|no|nil|n/?a|[-–—])?\s*", re.I)
_ITEM = re.compile(r"\(?(\d{1,2})(?:[.)]|[./]\d{1,2}\.?)\s+(?=[^\W\d])")
_BLANK = re.compile(r"(?<![._…])[._…]{6,}(?:\s+\S+){0,3}\s*$")
_EMPTY = re.compile(r"\b(?:not|no|never|nobody|blank|empty|unsigned|undated|missing|without)\b|n['’]t\b", re.I)
"""A line of a form that nobody filled in says that it is empty, and nothing else."""
_OPENING = re.compile(r"^\s*(?:yes|no)\s*[,.:;–—-]\s*", re.I)
# Words in which a claim speaks of its source, or that only carry the noun that says what was done ("carried out").
_CONDITION = re.compile(r"\b(?:if|unless|when(?!\s+(?:was|were|is|are|did|does|do|will|has|have)\b)|in case)\b", re.I)
_PAPER = (
    r"(?:letter|notes?|minutes|meeting|session|report|e-?mail|mail|message|memo|review|audit|visit|edition|register|scorecard|pack"
    r"|newsletter|notice|form|sheet|record|statement|announcement|survey|agenda|extract)"
)
_PAPER_OF = re.compile(rf"\b{_PAPER}(?:\s+(?:of|dated|from|on|held on))?(?:\s+the)?\s*$", re.I)
_OF_PAPER = re.compile(rf"(?:['’]s)?\s+(?:\w+\s+)?{_PAPER}\b", re.I)
_SPEAKING = frozenset(
    map(stem_of, "according state stated states document documents record records say says said show shows evidence "
        "note noted notes describe described specify specified set listed list give given named name called date dated hold take place carry conduct perform occur "
        "make undertake happen".split())
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim is not supported, or not fully: a code and the claim's own word or figure it is about.

    Codes: ``empty``, ``quote``, ``question``, ``blank``, ``figure``, ``identifier``, ``name``, ``role``, ``deed``, ``negation``,
    ``modality``, ``quantity``, ``frequency``, ``order``, ``word``, ``coverage``, ``context``, ``checker``; from composition also
    ``key`` and ``malformed``. ``soft`` ones leave it partial.
    """

    code: str
    detail: str = ""
    soft: bool = False

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}" if self.detail else self.code


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a claim is worth; ``coverage`` is the share of its content words that its cited words hold."""

    level: Level
    reasons: tuple[Reason, ...] = ()
    coverage: float = 0.0


def check(claim: str, words: Sequence[str], *, labels: str = "", context: str = "", asked: str = "") -> Verdict:
    """The verdict on ``claim`` by its cited ``words``, each a whole statement.

    ``labels`` are the column names of cited rows: they may say what a cell means, never supply a name or figure.
    ``context`` is what the words are filed under (title, section, day): what only it holds makes the claim partial.
    ``asked`` is the question: a condition that it makes need not be said again. It supplies no figure, name or role:
    that the director is asked about does not say that the director did it.
    """
    claim, labels, context = settled(opened(claim)), settled(labels), settled(context)
    words = [settled(_unnumbered(_row(each, labels), claim)) for each in words]
    said = [each for each in words if each.strip() and not each.rstrip(" \"'”’*_").endswith("?")]
    if not _EMPTY.search(claim):
        said = [each for each in said if not _BLANK.search(each)]
    if not content(claim) and not figures(claim):
        return Verdict("unsupported", (Reason("empty"),))
    if not said:
        return Verdict(
            "unsupported", (Reason("blank" if any(map(_BLANK.search, words)) else "question" if words else "quote"),)
        )
    if any(claim.split() == each.split() for each in said):
        return Verdict("supported", (), 1.0)
    evidence = " \n ".join(_finished(each) for each in said)
    coverage = _coverage(claim, f"{evidence} {labels}", context)
    reasons = _missing(claim, evidence, labels, context)
    reasons += _contrary(
        claim, evidence, " \n ".join(_finished(_emptied(each, labels)) for each in said), labels, context
    )
    reasons += [Reason("negation", column) for each in said for column in _denied_cells(claim, each, labels)]
    reasons += [Reason("order", pair) for pair in exchanged(claim, said)]
    reasons += [Reason("word", pair) for pair in substituted(claim, said)]
    reasons += [Reason("order", pair) for pair in misplaced(claim, said, labels)]
    reasons += [Reason("modality", f"{day} is when it is due") for day in undue(claim, said, labels)]
    if _CONDITION.search(asked):
        reasons = [replace(each, soft=True) if each.detail == LEFT_OUT else each for each in reasons]
    if coverage < _LEAST:
        reasons.append(Reason("coverage", f"{coverage:.2f}"))
    elif coverage < _ENOUGH:
        reasons.append(Reason("coverage", f"{coverage:.2f}", soft=True))
    hard = any(not reason.soft for reason in reasons)
    level: Level = "unsupported" if hard else "partial" if reasons else "supported"
    return Verdict(level, tuple(reasons), coverage)


def lowered(verdict: Verdict, detail: str) -> Verdict:
    """The verdict one level down, as a second opinion that disagrees leaves it."""
    level: Level = "partial" if verdict.level == "supported" else "unsupported"
    return Verdict(level, (*verdict.reasons, Reason("checker", detail, soft=level == "partial")), verdict.coverage)


def opened(claim: str) -> str:
    """A claim without the yes or no it opens with: those are worth what the rest is."""
    return _OPENING.sub("", claim)


def told(claim: str, words: Sequence[str], *, asked: str, context: str = "") -> str:
    """A claim that stands, as it is shown: with its yes or no only where that goes with what the words say.

    It must deny as the rest does, nothing be denied in the question, and each deed and most of what is asked about be
    in the words or in what they are filed under.
    """
    opening, rest = _OPENING.match(claim), opened(claim)
    evidence = " \n ".join((rest, *words))
    held = _stems(f"{evidence} {context}")
    about = content(without(asked))
    share = sum(presence(stem, held) for stem in about) / len(about) if about else 0.0
    if opening is None:
        return rest
    denies = [bool(each.negators or each.opposed) for each in stances(rest, asked)[:1]]
    agreed = denies == [claim.strip().lower().startswith("no")] and not any(s.negators for s in stances(asked, claim))
    if agreed and share >= _ENOUGH and not _other_deeds(asked, evidence, context):
        return claim.strip()
    return rest[:1].upper() + rest[1:]


def _missing(claim: str, evidence: str, labels: str, context: str) -> list[Reason]:
    """Figures, names and roles that the words do not hold; what they are filed under may hold them."""
    found = []
    for figure in unsupported(claim, evidence, labels):
        code = figure.kind if figure.kind == "identifier" else "figure"
        known = _of_source(claim, figure) and figure not in unsupported(claim, f"{evidence} \n {context}", labels)
        found.append(Reason("context" if known else code, claim[figure.start : figure.end], soft=known))
    filed = f"{evidence} \n {labels} \n {context}"
    for name in missing_names(claim, f"{evidence}"):
        whole = is_person(name) and " " in name
        known = not whole and name not in missing_names(claim, filed)
        found.append(Reason("context" if known else "name", name, soft=known))
    for role in missing_roles(claim, f"{evidence} {labels}"):
        known = role not in missing_roles(claim, filed)
        found.append(Reason("context" if known else "role", role, soft=known))
    return found


def _of_source(claim: str, figure: Figure) -> bool:
    """Whether a figure says which paper or meeting speaks ("the letter of 30 April"), or a month and no more."""
    if figure.kind in ("month", "month_name"):
        return True
    before, after = claim[: figure.start], claim[figure.end :]
    return bool(_PAPER_OF.search(before) or _OF_PAPER.match(after))


def _other_deeds(claim: str, evidence: str, context: str) -> list[Reason]:
    """Deeds of the claim that the words do not tell of, nor of their opposite; of those filed under them only softly."""
    held = _stems(evidence)
    filed = _stems(context)
    signed = roots(evidence, claim)
    told = held | {stem for line in _deeds() if line & held for stem in line}
    said = [token for token in tokens(claim) if token.stem and any(token.stem in line for line in _deeds())]
    found = [
        token.text
        for token in said
        if token.stem not in told
        and token.stem not in _SPEAKING
        and not roots(token.text, evidence) & signed
        and not any(akin(token.stem, w) for w in held)
        and not likeness(token.stem, held)
    ]
    known = {token.text for token in said}
    missing = (*found, *(w for w in untold(claim, held, evidence) if w not in known and stem_of(w) not in _SPEAKING))
    return [Reason("deed", word, soft=stem_of(word.lower()) in filed or _thing(word)) for word in missing]


def _thing(word: str) -> bool:
    """Whether a word of a deed names it only: "the acceptance test", "its approval"."""
    return bool(_NOUN.fullmatch(word.lower()))


@cache
def _deeds() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(stem_of, line.split())) for line in _DEEDS.split("|"))


def _contrary(claim: str, evidence: str, stated: str, labels: str, context: str) -> list[Reason]:
    """Where claim and words disagree in what they say of the same things; ``stated`` are the words with empty cells told."""
    found = [Reason(code.lstrip("~"), what, soft=code.startswith("~")) for code, what in disagreements(claim, stated)]
    found += _other_deeds(claim, f"{evidence} {labels}", context)
    found += [Reason("order", pair) for pair in swapped(claim, evidence)]
    if not labels:  # a row names its columns, not its deeds
        found += [Reason("order", pair) for pair in misattributed(claim, evidence)]
    return found


def _coverage(claim: str, evidence: str, context: str) -> float:
    """How much of the claim's content is in the words; a word that only the context has counts half."""
    named = {token.stem for run in names(claim, evidence) for token in run}
    asked = [stem for stem in content(without(claim)) if stem not in _SPEAKING and stem not in named]
    held, filed = _stems(evidence), _stems(context)
    shares = [max(_presence(stem, held), 0.5 * _presence(stem, filed)) for stem in asked]
    return sum(shares) / len(shares) if shares else 1.0


def _presence(stem: str, held: frozenset[str]) -> float:
    said = presence(stem, held)
    return max(said, _ALIKE) if likeness(stem, held) else said


def _emptied(words: str, labels: str) -> str:
    """A row that says of its empty cells what they are: "no owner"."""
    cells, columns = words.split(" | "), labels.split("; ")
    if len(cells) < _CELLS or len(cells) != len(columns):
        return words
    empty = [f"no {column.lower()}" for column, cell in zip(columns, cells, strict=True) if _NOTHING.fullmatch(cell)]
    filled = [cell for cell in cells if not _NOTHING.fullmatch(cell)]
    return "; ".join([" | ".join(filled), *empty])


def _denied_cells(claim: str, words: str, labels: str) -> list[str]:
    """The columns that a claim says are empty, and the row does not: "no owner" where one stands."""
    cells, columns = words.split(" | "), labels.split("; ")
    if len(cells) < _CELLS or len(cells) != len(columns):
        return []
    filled = [column for column, cell in zip(columns, cells, strict=True) if not _NOTHING.fullmatch(cell)]
    return [column for column in filled if re.search(rf"\b(?:no|without(?: an?)?) {re.escape(column)}\b", claim, re.I)]


def _unnumbered(words: str, claim: str) -> str:
    """An item of a list without its number, which counts nothing, unless the claim names it: "under item 3"."""
    number = _ITEM.match(words)
    named = number and re.search(
        rf"\b(?:items?|points?|sections?|paragraphs?|clauses?|conditions?|steps?|rules?|no\.?|number|measures?|findings?|lessons?|objectives?) {number[1]}\b|^{number[1]}\b",
        claim,
        re.I,
    )
    return words if named or not number else words[number.end() :]


def _row(words: str, labels: str) -> str:
    """A row of a CSV file with its cells told apart as those of any other table: 402,431 are two numbers."""
    if not labels or " | " in words or "," not in words:
        return words
    try:
        cells = next(csv.reader([words]))
    except (csv.Error, StopIteration):
        return words
    return " | ".join(cells) if len(cells) >= max(_CELLS, labels.count("; ") + 1) else words


def _stems(text: str) -> frozenset[str]:
    return stems(text) | frozenset(token.stem for token in tokens(text) if token.stem)


def _finished(words: str) -> str:
    words = words.strip()
    return words if words.endswith((".", "!", ";")) else f"{words}."
