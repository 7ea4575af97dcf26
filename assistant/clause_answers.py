"""Answers to "what evidence do we have for clause 9.3?": evidence by what is expected, then what is missing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.answer import Answer, Citation, Claim, Interpretation, Searched, Value
from assistant.clause_lines import Line, naming, shown
from assistant.clause_questions import ClauseQuestion, read_clause_questions
from assistant.clause_rows import control_answer
from assistant.clause_rules import absent, counted, named, told
from assistant.clauses import Clauses, Correction, Evidence, clauses_of, day_of, fields_of
from assistant.document_state import dated_line, state_of, title_span
from assistant.events import LISTED, event_key, richness, together
from assistant.query import Query
from evidence.citing import Citer
from evidence.closing import closed_numbers
from evidence.frameworks import Expectation, Requirement
from evidence.model import Span, StoredFact, Strength
from evidence.states import over, state
from evidence.view import View

_EACH, _ALL, _TITLES, _LONG, _CITED = 4, 12, 3, 120, 3
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_OPEN = re.compile(r"\b(?:open|overdue|in progress|pending|accepted|not closed|ongoing)\b", re.I)
_CASES = frozenset(("corrective_action", "finding", "incident"))
_PAST = (Strength.SUPERSEDED, Strength.WITHDRAWN)


def clause_answer(query: Query, view: View, today: date, corrections: Sequence[Correction] = ()) -> Answer | None:
    """The answer to a question for a requirement's evidence; ``None`` for another question, or if nothing is found.

    ``Answer.id`` is left empty for the caller. Every claim about a fact is worded from its fields alone
    (``assistant.wording.sentence``) and cites its words; counts and absences carry a derivation.
    """
    questions = read_clause_questions(query, view)
    if not questions:
        return control_answer(query, view, today)
    found = []
    for asked in questions:
        gathered = _Gathered(asked, clauses_of(view, asked.framework, today, corrections), Citer(view))
        gathered.gather()
        if gathered.told:
            found.append(gathered)
        if found and not asked.assumed:
            break
    if not found:
        return None
    best = max(found, key=_weight) if fields_of(query.text) == frozenset() else found[0]
    return _answer(query, best.asked, best, view, today)


@dataclass
class _Gathered:
    """The claims of one answer, as they are put together."""

    asked: ClauseQuestion
    clauses: Clauses
    citer: Citer
    told: list[Claim] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    missing: list[tuple[Requirement, Expectation]] = field(default_factory=list)
    open_findings: list[StoredFact] = field(default_factory=list)
    short: list[Line] = field(default_factory=list)
    stated: bool = False
    held: bool = False
    _seen: set[object] = field(default_factory=set)

    def gather(self) -> None:
        mapped = [self.clauses.of(requirement) for requirement in self.asked.requirements]
        evidence = [each for one in mapped for each in one.evidence if self._in_period(each)]
        groups: dict[str, list[Evidence]] = defaultdict(list)
        for each in evidence:
            if each.fact is not None:
                groups[_heading(each)].append(each)
        groups = {what: [each for each in group if not _is_past(each)] or group for what, group in groups.items()}
        if self.asked.readiness:
            self._open(evidence)
        self._named(evidence)
        for what, group in sorted(groups.items(), key=lambda pair: _rank(pair[1])):
            if len(self.told) < _ALL:
                self._tell(what, group)
        self._titles([each for each in evidence if each.fact is None])
        held = {each.fact.kind for each in evidence if each.fact}
        missing = {expectation: one.requirement for one in mapped for expectation in one.missing}
        self.missing = [
            (requirement, expectation)
            for expectation, requirement in missing.items()
            if expectation.kind not in held or expectation.about
        ]

    def _named(self, evidence: Iterable[Evidence]) -> None:
        """Lines that name the requirement and are no fact's words: a row of a statement of applicability, a finding."""
        known = {(each.fact.doc_id, span.start) for each in evidence if each.fact for span in each.fact.fact.spans}
        lines = naming(self.clauses, self.asked.requirement)
        fresh = [line for line in lines if (line.document.doc_id, line.spans[0].start) not in known]
        self.short = [line for line in lines if line.short]
        claimed = any(each.expectation is None and each.fact for each in evidence)
        self.stated = claimed or any(line.row for line in lines)
        self.held = any(each.expectation is not None for each in evidence)
        if fresh:
            self.told += [line.claim(self.citer) for line in fresh]
            self.lines.append(f"Named in: {self._refer(len(fresh))}")

    def _in_period(self, evidence: Evidence) -> bool:
        if not self.asked.periods or evidence.fact is None:
            return True
        day = day_of(evidence.fact)
        if day is None:
            years = {int(year) for year in _YEAR.findall(f"{evidence.document.title} {evidence.document.key.path}")}
            return not years or any(
                period.first.year <= year <= period.last.year for period in self.asked.periods for year in years
            )
        return any(period.first <= day <= period.last for period in self.asked.periods)

    def _open(self, evidence: Iterable[Evidence]) -> None:
        closed = closed_numbers(self.clauses.view.facts("finding"))
        findings = [each.fact for each in evidence if each.fact is not None and each.fact.kind == "finding"]
        for fact in sorted(findings, key=richness, reverse=True):
            number = fact.get("number")
            known_open = bool(fact.get("due") or _says_open(fact.get("status")))
            if known_open and not _is_closed(fact) and (not number or number not in closed) and self._new(fact):
                self.open_findings.append(fact)
                self._say(fact)
        if self.open_findings:
            self.lines.append("Open: " + self._refer(len(self.open_findings)))

    def _tell(self, what: str, group: list[Evidence]) -> None:
        ordered = [each.fact for each in sorted(group, key=_strongest) if each.fact is not None]
        events = [event for event in together(ordered) if self._new(event[0])]
        if not events:
            return
        before, facts = len(self.told), [event[0] for event in events]
        if facts[0].kind in LISTED and len(facts) > 2:
            by_document: dict[int, list[StoredFact]] = defaultdict(list)
            for fact in facts:
                by_document[fact.document].append(fact)
            for rows in list(by_document.values())[:3]:
                self._count(rows)
        else:
            for event in sorted(events[:_EACH], key=lambda event: str(day_of(event[0]) or "")):
                self._say(*event[:_CITED])
        more = len(facts) - _EACH
        rest = f" and {more} more" if more > 0 and facts[0].kind not in LISTED else ""
        self.lines.append(f"{what[:1].upper()}{what[1:]}: {self._refer(len(self.told) - before)}{rest}")

    def _count(self, rows: list[StoredFact]) -> None:
        if len(rows) == 1:
            self._say(rows[0])
        else:
            self.told.append(counted(self.citer, self.clauses.documents[rows[0].document].title, rows))

    def _say(self, *event: StoredFact) -> None:
        title = self.clauses.documents[event[0].document].title
        self.told.append(told(self.citer, title, event, self.asked.requirement.ref))

    def _titles(self, evidence: list[Evidence]) -> None:
        cited = {citation.doc_id for claim in self.told for citation in claim.citations}
        current = [each for each in evidence if state_of(each.document) not in _PAST]
        fresh = {each.document.doc_id: each for each in current if each.document.doc_id not in cited}
        claims = [claim for each in list(fresh.values())[:_TITLES] if (claim := self._title(each))]
        if claims:
            self.told += claims
            self.lines.append(f"Documents: {self._refer(len(claims))}")

    def _title(self, evidence: Evidence) -> Claim | None:
        """The line with a document's title and the first that dates it; its file's name where that alone tells."""
        document = evidence.document
        parsed = self.clauses.view.parsed(document.rowid)
        span = title_span(parsed.text, document.title)
        if span is None:
            return None
        spans = [
            line
            for line in (_line_of(parsed.text, span), dated_line(parsed.text, span.end))
            if line and shown(parsed, line)
        ]
        if not spans:
            return None
        citations = tuple(
            Citation(**self.citer.span(document.rowid, each, state_of(document)).as_json())
            for each in dict.fromkeys(spans)
        )
        quoted = ": ".join(" ".join(citation.quote.split()) for citation in citations)
        told = evidence.reason.partition("“")[2].partition("”")[0]
        if told.lower() in quoted.lower() and len(quoted) <= _LONG * len(citations):
            return Claim(text=quoted, citations=citations)
        return named(citations[0])

    def _refer(self, count: int) -> str:
        first = len(self.told) - count + 1
        return " ".join(f"{self.told[n - 1].text} [{n}]" for n in range(first, len(self.told) + 1))

    def _new(self, fact: StoredFact) -> bool:
        """Whether the same event has not been told from another document."""
        key = event_key(fact)
        if key in self._seen:
            return False
        self._seen.add(key)
        return True


def _weight(gathered: _Gathered) -> float:
    """How much the evidence for a requirement is about the framework's own field: of several the best few pieces."""
    mapped = [gathered.clauses.of(requirement) for requirement in gathered.asked.requirements]
    scores = sorted((each.score for one in mapped for each in one.evidence), reverse=True)
    return sum(scores[:_EACH])


def _line_of(text: str, span: Span) -> Span:
    """The whole line of a title, where it is short."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    line = Span(start, len(text) if end < 0 else end)
    return line if line.end - line.start <= _LONG else span


def _is_past(evidence: Evidence) -> bool:
    """Whether the evidence is of an edition that is no longer in force."""
    said = evidence.fact.get("status").lower() if evidence.fact else ""
    strength = evidence.fact.fact.strength if evidence.fact else Strength.UNKNOWN
    return state_of(evidence.document) in _PAST or strength in _PAST or said in ("superseded", "withdrawn", "obsolete")


def _strongest(evidence: Evidence) -> tuple[float, int, int]:
    """Order by score; then cases by how much is on file, and everything by its day, the latest first."""
    fact = evidence.fact
    day = day_of(fact) if fact else None
    told = richness(fact) if fact and fact.kind in _CASES else 0
    return -evidence.score, -told, -day.toordinal() if day else 0


def _says_open(status: str) -> bool:
    return state(status) == "open" or bool(_OPEN.search(status))


def _is_closed(fact: StoredFact) -> bool:
    return over(fact.get("status"), bool(fact.get("closed")))


def _heading(evidence: Evidence) -> str:
    if evidence.expectation is not None:
        return evidence.expectation.what
    what = (
        "findings that name" if evidence.fact and evidence.fact.kind == "finding" else "statement of applicability for"
    )
    return f"{what} {evidence.requirement.ref}"


def _answer(query: Query, asked: ClauseQuestion, gathered: _Gathered, view: View, today: date) -> Answer:
    claims = list(gathered.told)
    lines = list(gathered.lines)
    counts = view.counts
    for requirement, expectation in gathered.missing:
        claims.append(absent(view, asked.framework, requirement, expectation, today))
        lines.append(f"{claims[-1].text} [{len(claims)}]")
    ready, opening = _opening(asked, gathered)
    return Answer(
        id="",
        question=query.text,
        status="answered",
        text="\n".join([opening, *(f"- {line}" for line in lines)]),
        value=ready,
        as_of=today.isoformat(),
        interpretation=Interpretation(
            kind="clause",
            subject=f"{asked.framework.name} {asked.requirement.ref} {asked.requirement.title}"
            + (" (no standard was named)" if asked.assumed else ""),
            period=asked.periods[0].text if asked.periods else None,
        ),
        claims=tuple(claims),
        searched=Searched(documents=counts.documents, passages=counts.passages, facts=counts.facts),
        expected_evidence="; ".join(each.what for _, each in gathered.missing),
        mode="register",
    )


def _opening(asked: ClauseQuestion, gathered: _Gathered) -> tuple[Value | None, str]:
    name = f"{asked.framework.name} {asked.requirement.ref} {asked.requirement.title}"
    about = next((each.explanation for each in asked.requirements if each.explanation), "")
    if not asked.readiness:
        return None, f"{name}. {about}".strip()
    judge = "A person has to judge it."
    if gathered.open_findings or gathered.missing or gathered.short:
        why = (
            "a finding is open"
            if gathered.open_findings
            else "documents name a shortfall"
            if gathered.short
            else "expected evidence was not found"
        )
        partly = "Partly" if gathered.held else "No"
        return Value(type="yesno", value="no"), f"{partly}, not fully: {why} for {name}. {judge}"
    if gathered.stated:
        return Value(type="yesno", value="yes"), f"Yes, as far as the documents show, for {name}. {judge}"
    return None, f"There is evidence for {name}; no document states whether it is fully met. {judge}"


def _rank(group: list[Evidence]) -> tuple[int, int, float]:
    """Required evidence first, in the order in which the requirement expects it."""
    expectation = group[0].expectation
    if expectation is None:
        return 1, -1, 0.0
    expected = group[0].requirement.expects
    return 0 if expectation.required else 1, expected.index(expectation), -max(each.score for each in group)
