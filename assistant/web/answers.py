"""An answer as the page shows it, made from its contract's JSON, so that an old one from a conversation shows alike."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.folding import MARK, MOST, beside, folded, names_again
from assistant.readable import on_a_line, readable
from assistant.web.text import evidence_url, where

_PARAGRAPH = re.compile(r"\n\s*\n")
_ITEM = re.compile(r"\s*(?:[-*•▪]|\(?\w{1,3}[.)])\s")
_ROW = " | "  # between cells
_AT_ONCE = 3  # sources of a claim that are shown before "more"


@dataclass(frozen=True, slots=True)
class Source:
    """A document that is cited: what it is called, where it opens, and the words of it."""

    label: str
    title: str
    doc_id: str
    url: str
    place: str
    strength: str
    quotes: tuple[str, ...]
    says: str = ""

    @property
    def file(self) -> str:
        """The file's own name, without its folders; of an attachment or message with what names it."""
        path, mark, inside = self.doc_id.partition("#")
        return path.rpartition("/")[2] + mark + inside

    @property
    def quote(self) -> str:
        """The words, as one."""
        return " … ".join(each for each in self.quotes if each)

    def repeats(self, text: str) -> bool:
        """Whether its words are those of ``text``, so that they need not be shown twice."""
        return re.findall(r"\w+", self.quote) == re.findall(r"\w+", text)


@dataclass(frozen=True, slots=True)
class Claim:
    """A numbered claim with its sources; ``sources`` are shown at once, ``more`` on demand.

    ``heading`` begins a group of claims (of a requirement's evidence, a day), ``rest`` ends it: "and 13 more".
    """

    number: int
    text: str
    verdict: str
    basis: str
    rule: str
    inputs: int
    searched: tuple[tuple[str, int], ...]
    sources: tuple[Source, ...]
    more: tuple[Source, ...] = ()
    heading: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What is shown as one: a claim, or several that say the same of several things, with what each says of its own."""

    claims: tuple[Claim, ...]
    before: str = ""
    parts: tuple[str, ...] = ()
    after: str = ""

    @property
    def named(self) -> tuple[tuple[str, Claim], ...]:
        """What each claim says of its own, beside the claim."""
        return tuple(zip(self.parts, self.claims, strict=True))


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict with the claim that states it (``None`` where it is not shown)."""

    value: str
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer. ``lead`` opens it, ``note`` ends it; ``plain`` is what is copied.

    ``lines`` show its claims, those beyond the first ``at_once`` on demand.
    """

    question: str
    status: str
    lead: str
    claims: tuple[Claim, ...]
    note: str
    as_of: str
    understood: tuple[str, ...]
    withheld: int
    conflicts: tuple[tuple[str, str, tuple[Side, ...]], ...]
    searched: Mapping[str, int]
    nearest: tuple[Source, ...]
    expected: str
    mode: str
    model: str | None
    timings: tuple[tuple[str, float], ...]
    sequence: int | None
    conversation: str | None
    plain: str
    value: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    at_once: int = 0


def shown(answer: Mapping[str, Any], sequence: int | None = None, conversation: str | None = None) -> Shown:
    """An answer's JSON as the page shows it."""
    given = answer.get("claims") or ()
    text, spoken = str(answer.get("text", "")), [str(each.get("text", "")) for each in given]
    groups = _groups(text, spoken)
    claims = tuple(
        replace(claim(each, at), heading=groups[at][0], rest=groups[at][1]) for at, each in enumerate(given, 1)
    )
    cited = [str(cited.get("doc_id")) for each in given for cited in each.get("citations") or ()]
    lead, note = (readable(words, *cited) for words in beside(text, spoken))
    lines = _told(claims, listed=any(map(any, groups.values())) or answer.get("mode") != "register")
    lead = "" if len(lines) == 1 and names_again(lead, folded([each.text for each in claims])) else lead
    timings = answer.get("timings_ms") or {}
    return Shown(
        question=str(answer.get("question", "")),
        status=str(answer.get("status", "error")),
        lead=lead,
        claims=claims,
        note=note,
        as_of=str(answer.get("as_of", "")),
        understood=understood(answer.get("interpretation") or {}),
        withheld=int(answer.get("withheld") or 0),
        conflicts=tuple(_conflict(each, claims) for each in answer.get("conflicts") or ()),
        searched=answer.get("searched") or {},
        nearest=tuple(_near(each, number) for number, each in enumerate(answer.get("nearest") or (), 1)),
        expected=str(answer.get("expected_evidence") or ""),
        mode=str(answer.get("mode") or ""),
        model=answer.get("model"),
        timings=tuple((str(name), float(value)) for name, value in timings.items()),
        sequence=sequence if sequence is not None else answer.get("ledger"),
        conversation=conversation if conversation is not None else answer.get("conversation"),
        plain=plain(answer, sequence if sequence is not None else answer.get("ledger")),
        value=answer.get("value") or {},
        lines=lines,
        at_once=MOST if len(lines) > MOST + 1 else len(lines),
    )


def _told(claims: Sequence[Claim], *, listed: bool) -> tuple[Line, ...]:
    """The lines that show ``claims``: those that say the same together, unless the answer has a list of its own.

    How something was computed is told once.
    """
    ruled: set[str] = set()
    once = []
    for each in claims:
        rule = each.rule.partition(": ")[2]
        once.append(replace(each, rule="", searched=()) if rule and rule in ruled else each)
        ruled.add(rule)
    if listed:
        return tuple(Line((each,)) for each in once)
    lines = []
    for told in folded([each.text for each in once]):
        own = tuple(once[part.number - 1] for part in told.parts)
        words = tuple(part.words for part in told.parts) if told.folded else ()
        lines.append(Line(own, told.before, words, told.after))
    return tuple(lines)


def claim(given: Mapping[str, Any], number: int) -> Claim:
    """One claim of the contract with its number."""
    derivation = given.get("derivation") or {}
    sources = sources_of(given.get("citations") or (), number)
    cited = [one.doc_id for one in sources]
    return Claim(
        number=number,
        text=_lines(readable(str(given.get("text", "")), *cited)),
        verdict=str(given.get("verdict", "supported")),
        basis=str(given.get("basis", "quote")),
        rule=_readable(str(derivation.get("rule", ""))),
        inputs=len(derivation.get("inputs") or ()),
        searched=tuple((str(name), int(value)) for name, value in (derivation.get("searched") or {}).items()),
        sources=sources[:_AT_ONCE],
        more=sources[_AT_ONCE:],
    )


def sources_of(citations: Sequence[Mapping[str, Any]], number: int | None = None) -> tuple[Source, ...]:
    """Citations as sources, one a document: labelled 1a, 1b …, or a, b … without a number; one alone has no letter."""
    documents: dict[tuple[Any, Any], list[Mapping[str, Any]]] = {}
    for each in citations:
        held = documents.setdefault((each.get("doc_id"), each.get("sha256")), [])
        if all((each.get("start"), each.get("end")) != (other.get("start"), other.get("end")) for other in held):
            held.append(each)
    head = "" if number is None else str(number)
    alone = len(documents) == 1 and head
    return tuple(
        source(first, head if alone else f"{head}{_letter(place)}", rest)
        for place, (first, *rest) in enumerate(documents.values())
    )


def source(citation: Mapping[str, Any], label: str, rest: Sequence[Mapping[str, Any]] = ()) -> Source:
    """A citation of the contract as a source; ``rest`` are further words of the same document."""
    doc_id = str(citation.get("doc_id", ""))
    cited = (citation, *rest)
    spans = [(each["start"], each["end"]) for each in cited if each.get("start") is not None]
    return Source(
        label=label,
        title=on_a_line(str(citation.get("title") or doc_id), doc_id),
        doc_id=doc_id,
        url=evidence_url(doc_id, *spans, sha256=str(citation.get("sha256") or "")),
        place=where(citation),
        strength=str(citation.get("strength") or "unknown"),
        quotes=tuple(on_a_line(str(each.get("quote") or ""), doc_id) for each in cited),
        says=str(citation.get("says") or ""),
    )


def understood(interpretation: Mapping[str, Any]) -> tuple[str, ...]:
    """How the question was read: what is asked for, about what, and when."""
    kind, subject, period = (str(interpretation.get(part) or "") for part in ("kind", "subject", "period"))
    return tuple(part for part in (kind, subject, "" if period in subject else period) if part)


def plain(answer: Mapping[str, Any], sequence: int | None) -> str:
    """The answer with its sources as plain text, for a mail or a report."""
    lines = [str(answer.get("question", "")), "", str(answer.get("text", ""))]
    for number, each in enumerate(answer.get("claims") or (), 1):
        for citation in each.get("citations") or ():
            place = where(citation)
            quote = on_a_line(str(citation.get("quote") or ""), str(citation.get("doc_id") or ""))
            file = ", ".join(filter(None, (str(citation.get("doc_id")), place)))
            lines.append(f"[{number}] {citation.get('title')} ({file})")
            lines.append(f"    “{quote}”")
    lines += ["", f"As of {answer.get('as_of')}" + (f" · ledger entry {sequence}" if sequence is not None else "")]
    return "\n".join(lines)


def _groups(text: str, claims: Sequence[str]) -> dict[int, tuple[str, str]]:
    """What the lines of an answer that is a list say before their first claim and after their last, by its number."""
    heading, rest = dict.fromkeys(range(1, len(claims) + 1), ""), dict.fromkeys(range(1, len(claims) + 1), "")
    for line in text.split("\n"):
        marks = [mark for mark in MARK.finditer(line) if 1 <= int(mark[1]) <= len(claims)]
        if not line.startswith("- ") or not marks:
            continue
        first, last = int(marks[0][1]), int(marks[-1][1])
        place = line[: marks[0].start()].rfind(" ".join(claims[first - 1].split()).rstrip("."))
        heading[first] = line[2:place].strip().rstrip(":") if place > 2 else ""
        rest[last] = line[marks[-1].end() :].strip() if last < len(claims) else ""
    return {at: (heading[at], rest[at]) for at in heading}


def _lines(text: str) -> str:
    """A claim's words with the line breaks that tell something: of rows, of items and between paragraphs."""
    kept: list[str] = []
    for paragraph in _PARAGRAPH.split(text.strip()):
        kept.append("")
        for line in paragraph.split("\n"):
            apart = not kept[-1] or _ROW in line or _ROW in kept[-1] or _ITEM.match(line)
            kept[-1:] = [kept[-1], line.strip()] if apart else [f"{kept[-1]} {line.strip()}"]
    return "\n".join(filter(None, kept))


def _readable(rule: str) -> str:
    """A rule in words: of one that is data, the tests that it names."""
    name, _, said = rule.partition(": ")
    if not said.startswith("{"):
        return rule
    try:
        told = json.loads(said)
        tests = [" ".join(map(str, test)).strip() for test in told["where"]]
        about = f"about {' '.join(told['about'])}" if told["about"] else ""
        return "; ".join(filter(None, (f"{name}: {' | '.join(told['labels'])}", *(f"where {t}" for t in tests), about)))
    except (ValueError, KeyError, TypeError):
        return rule


def _conflict(given: Mapping[str, Any], claims: Sequence[Claim]) -> tuple[str, str, tuple[Side, ...]]:
    sides = []
    for side in given.get("sides") or ():
        place = int(side.get("claim", -1))
        sides.append(Side(str(side.get("value", "")), claims[place] if 0 <= place < len(claims) else None))
    return str(given.get("subject", "")), str(given.get("attribute", "")), tuple(sides)


def _near(given: Mapping[str, Any], number: int) -> Source:
    return source(given, str(number))


def _letter(place: int) -> str:
    return chr(ord("a") + place) if place < 26 else f"·{place + 1}"
