"""Quorum: what rules say a body needs, and meetings that decided with fewer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from evidence.correlators.communications import series_of
from evidence.correlators.words import content
from evidence.findings import Context, Finding, Side, day_of, finding, side, spoken
from evidence.model import Span
from evidence.numerals import NUMBER_WORDS

_NUMBERS = {word: number for word, number in NUMBER_WORDS.items() if 1 <= number <= 10}
_HOW_MANY = rf"(?P<n>\d{{1,2}}|{'|'.join(_NUMBERS)})"
_RULE = re.compile(
    rf"(?i)(?:\bquorum\b[^.\n\d]{{0,40}}?(?:\b(?:is|are|be|of|requires?|needs?|consists? of|at least)\b|[:=|])\s*"
    rf"(?:at least |a minimum of |not less than )?{_HOW_MANY}\b(?![-/.]\d)|"
    rf"\b(?:decide|decisions?|quorate|quorum|resolutions?)\b[^.\n]{{0,60}}?"
    rf"\b(?:if|when|where|only|requires?|needs?|unless|with)\b[^.\n]{{0,60}}?\b{_HOW_MANY.replace('?P<n>', '?P<m>')}\b"
    rf"[^.\n]{{0,20}}?\b(?:members?|directors?|persons?|people|of them)\b|"
    rf"\bquorum\b[^.\n\d]{{0,40}}\n\s*(?:at least )?{_HOW_MANY.replace('?P<n>', '?P<r>')} "
    rf"(?:members?|directors?|persons?|people)\b|"
    rf"\b(?:count|valid)\b[^.\n]{{0,30}}?\bmeeting\b[^.\n]{{0,20}}?\bat least {_HOW_MANY.replace('?P<n>', '?P<k>')}\b)"
)
_MINUTED = re.compile(r"(?i)\b(?:was|is|were|being|declared|found|meeting|remains?)\s+(?:\w+\s+){0,3}quorate\b")
_HERE = ("chair", "present", "member", "")
_BEFORE = 1_200  # characters before a rule in which its body is named
_COUNTS = ("approved", "accepted", "decided", "rejected")


def inquorate(context: Context) -> Iterator[Finding]:
    """Meetings that decided with fewer than their rule asks. Who is present counts; who attends as a guest does not."""
    rules = _rules(context)
    present = _present(context)
    for meeting in context.facts("meeting"):
        body, day = series_of(context, meeting.get("body")), day_of(meeting, "held")
        rule = _in_force(rules.get(body, []), day)
        people = present.get((meeting.document, day), set()) if day else set()
        if day is None or rule is None or meeting.get("state") not in ("", "held") or not people:
            continue
        needed, sources = rule
        decided = [
            fact for fact in context.facts("decision")
            if fact.document == meeting.document and fact.get("outcome") in _COUNTS
        ]  # fmt: skip
        if len(people) < needed and decided:
            yield finding(
                "inquorate_decision", (body, day.isoformat()),
                f"{meeting.get('body')} decided on {spoken(day)} with {len(people)} present; its quorum is {needed}.",
                [side(meeting, f"{len(people)} present"), *sources, *(side(fact, "decided") for fact in decided)],
                owner=meeting.get("chair"),
            )  # fmt: skip


def _present(context: Context) -> dict[tuple[int, date], set[str]]:
    present: dict[tuple[int, date], set[str]] = defaultdict(set)
    for fact in context.facts("attendance"):
        day = day_of(fact, "held")
        if day is not None and fact.get("part") in _HERE:
            who = context.entities.resolve(fact.get("person"), fact.document).person
            present[(fact.document, day)].add(who.key if who else fact.get("person"))
    return present


def _rules(context: Context) -> dict[str, list[tuple[date, int, Side]]]:
    """For each body, the numbers that documents ask for, by the day of the document."""
    bodies = _bodies(context)
    found: dict[str, list[tuple[date, int, Side]]] = defaultdict(list)
    for document in context.documents:
        text = context.text(document)
        if "quor" not in text.casefold() and "decide" not in text.casefold():
            continue
        for match in _RULE.finditer(text):
            words = (match["n"] or match["m"] or match["r"] or match["k"] or "").lower()
            sentence = text[text.rfind("\n", 0, match.start()) + 1 : match.end() + 40]
            needed = int(words) if words.isdigit() else _NUMBERS.get(words, 0)
            body = _named(context, document, match.start(), bodies)
            if body and 2 <= needed <= 30 and not _MINUTED.search(sentence):
                span = Span(match.start(), match.end())
                day = context.written(document) or date.min
                found[body].append((day, needed, Side(f"quorum {needed}", document, span)))
    return found


def _bodies(context: Context) -> dict[str, str]:
    """Names of bodies as written, folded, with the series they mean."""
    named: dict[str, str] = {}
    for fact in context.facts("meeting"):
        series = series_of(context, fact.get("body"))
        if series:
            named[fact.get("body").casefold()] = series
            named[series] = series
    return named


def _named(context: Context, document: int, at: int, bodies: dict[str, str]) -> str:
    """The body a rule is for: that of the document's title ("AI Governance Charter"), else the one named just before.

    Minutes of one body speak of the rules of others, so their own is only meant when no other is named.
    """
    title = content(context.documents[document].title)
    titled = {series for name, series in bodies.items() if len(title & content(name)) >= 2}
    own = {series_of(context, fact.get("body")) for fact in context.facts("meeting") if fact.document == document}
    if len(titled) == 1 and not own:
        return next(iter(titled))
    before = context.text(document)[max(0, at - _BEFORE) : at].casefold()
    places = [(before.rfind(name), len(name), series) for name, series in bodies.items() if name in before]
    others = [place for place in places if place[2] not in own]
    return max(others or places)[2] if places else next(iter(own)) if len(own) == 1 else ""


def _in_force(rules: list[tuple[date, int, Side]], day: date | None) -> tuple[int, list[Side]] | None:
    """The lowest number asked for by documents of that time: a meeting is only called inquorate where all would."""
    known = [rule for rule in rules if day is not None and rule[0] <= day]
    if not known:
        return None
    lowest = min(number for _, number, _ in known)
    return lowest, [source for _, number, source in known if number == lowest]
