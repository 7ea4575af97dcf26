"""Which requirement a question asks evidence for: reference, framework, and whether it asks for evidence at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.clause_titles import asked_by_title, titled
from assistant.clauses import fields_of, frameworks_named, in_use
from assistant.query import Period, Query
from evidence.frameworks import Framework, Requirement, bundled, load
from evidence.lexical import analyse
from evidence.view import View

_REF = re.compile(
    r"(?P<word>\b(?:clauses?|cl|controls?|annex|requirements?|sections?|sec|para(?:graph)?)\b\.?\s*|§\s*)?"
    r"(?<![\w.,:/-])(?P<ref>(?:[aA]\.?\s?)?\d{1,2}(?:\.\d{1,2}){0,3})(?![\w%]|[.,:]\d)",
    re.I,
)
_ASKS = re.compile(
    r"\b(?:evidence|proofs?|proves?|prove|show|demonstrat\w*|ready|readiness|prepared|complian\w+|comply|conform\w*|"
    r"fulfil\w*|meet|gaps?|missing|auditors?|"
    r"what (?:do|can|could|have) we|what is there|on file|support\w*|(?:records?|documents?) for|"
    r"examples?|artefacts?|artifacts?)\b",
    re.I,
)
_WANTS_MORE = re.compile(
    r"\b(?:who|whom|whose|when|how long|how many|how much|how often|"
    r"where (?:is|are|was|were|does|do|can)|why|which (?!evidence|documents?|records?|proofs?)\w+|"
    r"what (?:date|version|amount|budget|is it based|are they based))\b",
    re.I,
)
_READY = re.compile(r"\b(?:ready|readiness|prepared|complian\w+|comply|conform\w*|meet|fulfil\w*)\b", re.I)
_NOT_A_REF = re.compile(r"\b(?:version|v|edition|release|rev|scorecard)\.?\s*$", re.I)
_UNITS = (
    r"million|billion|thousand|m\b|bn|k\b|eur|usd|gbp|chf|dkk|per|points?|days?|hours?|weeks?|months?|years?|kg|tonnes?"
    r"|gb|mb"
)
_YEARS_OF_STANDARDS = re.compile(r":\s*$")


@dataclass(frozen=True, slots=True)
class ClauseQuestion:
    """What is asked: the requirements below one reference of a framework; ``assumed`` when none was named."""

    framework: Framework
    requirement: Requirement
    requirements: tuple[Requirement, ...]
    readiness: bool
    periods: tuple[Period, ...] = ()
    assumed: bool = False


def read_clause_questions(query: Query, view: View) -> tuple[ClauseQuestion, ...]:
    """What ``query`` may ask, the likeliest first: one for each framework with the reference, or the title, it names.

    Empty where it names no requirement or asks for something more special.
    """
    text = query.text
    how_show = re.match(r"\s*how (?:can|do|could) we (?:show|prove|demonstrate)", text, re.I)
    if not _ASKS.search(text) or (_WANTS_MORE.search(text) and not how_show):
        return ()
    candidates = _candidates(text, query.framework)
    if not candidates:
        return _titled(query, view)
    readiness = bool(_READY.search(text)) and query.kind in ("yesno", "clause", "what")
    assumed = len({framework.id for framework, _ in candidates}) > 1
    return tuple(
        ClauseQuestion(
            framework,
            requirement,
            framework.below(requirement.ref) or (requirement,),
            readiness,
            _periods(query),
            assumed,
        )
        for framework, requirement in _ranked(text, candidates, view)
    )


def _titled(query: Query, view: View) -> tuple[ClauseQuestion, ...]:
    """The requirements that a question for evidence names by their titles, each framework's as one."""
    about = asked_by_title(query.text)
    frameworks = _frameworks(query.text, query.framework) if about else []
    pairs = [(framework, found) for framework in frameworks if (found := titled(about, framework))]
    order = _ranked(query.text, [(framework, found[0]) for framework, found in pairs], view)
    by_framework = dict((framework.id, found) for framework, found in pairs)
    return tuple(
        ClauseQuestion(
            framework,
            first,
            tuple(each for one in by_framework[framework.id] for each in framework.below(one.ref) or (one,)),
            readiness=False,
            periods=_periods(query),
            assumed=len(pairs) > 1,
        )
        for framework, first in order
    )


def _frameworks(text: str, meant: Framework | None) -> list[Framework]:
    """Those that a text names, else the one that is meant, else all of ours."""
    named = frameworks_named(text)
    return [load(identity) for identity in sorted(named)] or ([meant] if meant else list(bundled()))


def _candidates(text: str, meant: Framework | None) -> list[tuple[Framework, Requirement]]:
    """Every requirement that a reference or a title in the text can mean: of those named, of ``meant``, of all ours."""
    named, frameworks = frameworks_named(text), _frameworks(text, meant)
    found: list[tuple[Framework, Requirement]] = []
    for match in _REF.finditer(text):
        ref = match["ref"]
        if _NOT_A_REF.search(text[: match.start("ref")]):
            continue
        for framework in frameworks:
            requirement = framework.get(ref) or (framework.get(f"A.{ref}") if match["word"] and "." in ref else None)
            if requirement and _meant(text, requirement, match["word"] or named, ref):
                found.append((framework, requirement))
        if found:
            return found
    return found


def _meant(text: str, requirement: Requirement, marked: object, ref: str) -> bool:
    """Whether a number is a reference: marked as one, an annex's, or beside words of the requirement's title."""
    if "." not in ref and not re.match(r"[aA]", ref):
        return isinstance(marked, str) or bool(marked and _shares(text, requirement))
    if marked or ref[:1] in "aA" or _shares(text, requirement):
        return True
    number = re.escape(ref)
    return bool(
        re.search(
            rf"\b(?:for|under|to|per|against|with|of) {number}(?! ?(?:{_UNITS}))|{number} (?:asks|requires|demands)",
            text,
            re.I,
        )
    )


def _shares(text: str, requirement: Requirement) -> int:
    small = {"of", "and", "the", "for", "to", "in", "system", "general", "inform"}
    return len(set(analyse(requirement.title)) & set(analyse(text)) - small)


def _ranked(
    text: str, candidates: list[tuple[Framework, Requirement]], view: View
) -> list[tuple[Framework, Requirement]]:
    """The best candidate of each framework: first the one whose title or field the question speaks of, then by how
    often the documents name the framework."""
    told, counts = fields_of(text), in_use(view) if len(candidates) > 1 else {}
    order = [framework.id for framework in bundled()]

    def rank(pair: tuple[Framework, Requirement]) -> tuple[float, ...]:
        framework, requirement = pair
        return (
            -_shares(text, requirement) - 2 * (framework.id in told),
            -counts.get(framework.id, 0),
            order.index(framework.id) if framework.id in order else len(order),
        )

    best: dict[str, tuple[Framework, Requirement]] = {}
    for pair in sorted(candidates, key=rank):
        best.setdefault(pair[0].id, pair)
    return list(best.values())


def _periods(query: Query) -> tuple[Period, ...]:
    """The periods asked about, less the year in a standard's name."""
    kept = []
    for period in query.periods:
        at = query.text.find(period.text)
        if at < 0 or not _YEARS_OF_STANDARDS.search(query.text[:at]):
            kept.append(period)
    return tuple(kept)
