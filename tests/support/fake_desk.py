"""A desk with a few scripted documents, some of them for few: what the Slack part needs, without an archive.

It sees what an asker's groups open, as a real one does, and keeps everything that it was asked.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from assistant.answer import Answer, Citation, Claim, Conflict, Interpretation, Nearest, Searched, Side
from assistant.reports import Report
from assistant.reports.report import Bar, Row, Section, Sentence
from assistant.service import Asked, Identity, Listener, Told
from evidence.record import Missing

DAY = date(2026, 6, 15)
SECRET = "Vestergaard"
"""A word that only the restricted documents hold."""


@dataclass(frozen=True)
class Paper:
    """A document: who may see it, and the sentence it holds."""

    doc_id: str
    title: str
    words: str
    label: str = "staff"


PAPERS = (
    Paper("policies/ai-policy.docx", "AI Ethics Policy", "The Board approved the AI policy on 3 March 2026."),
    Paper("risks/register.xlsx", "Risk register", "Risk R-12 is accepted without a decision."),
    Paper(
        "legal/vestergaard settlement.docx",
        f"{SECRET} settlement",
        f"The {SECRET} settlement cost 40,000 euro.",
        "legal",
    ),
)


@dataclass(frozen=True)
class FakeRow:
    """A row of the register."""

    doc_id: str
    fields: Mapping[str, str]

    def get(self, name: str) -> str:
        return self.fields.get(name, "")


@dataclass
class FakeDesk:
    """Answers with the papers of which a word (longer than three letters) stands in the question."""

    papers: tuple[Paper, ...] = PAPERS
    asked: list[tuple[Identity, Asked]] = field(default_factory=list)
    said: list[tuple[Identity, int, str, str, list[Any]]] = field(default_factory=list)
    before: Callable[[Identity, Asked], None] = lambda who, asked: None
    claims: Callable[[str], list[str]] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _owners: dict[int, str] = field(default_factory=dict)
    _turns: dict[str, list[str]] = field(default_factory=dict)

    def public(self, who: Identity) -> Identity:
        return replace(who, groups=("staff",))

    def _seen(self, who: Identity) -> list[Paper]:
        assert who.groups is not None, "Slack never asks as the operator"
        return [paper for paper in self.papers if paper.label in who.groups]

    def ask(self, who: Identity, asked: Asked, listener: Listener | None = None) -> Told:
        with self._lock:
            self.asked.append((who, asked))
        self.before(who, asked)
        with self._lock:
            if asked.conversation is not None and asked.conversation not in self._turns:
                raise Missing("no such conversation")
            conversation = asked.conversation or f"c{len(self._turns) + 1}"
            turns = self._turns.setdefault(conversation, [])
            turns.append(asked.text)
            sequence = len(self._owners) + 1
            self._owners[sequence] = who.person
            earlier = turns[-2] if len(turns) > 1 and asked.text.lower().startswith("and ") else ""
        answer = self._answer(who, asked, f"{asked.text} {earlier}")
        if listener:
            for number, claim in enumerate(answer.claims, 1):
                listener("claim", {"number": number, **claim.model_dump(mode="json")})
        return Told(answer, sequence, conversation)

    def _answer(self, who: Identity, asked: Asked, words: str) -> Answer:
        wanted = {word.strip("?.,!").lower() for word in words.split() if len(word) > 3}
        seen = self._seen(who)
        found = [paper for paper in seen if wanted & {word.strip(".,").lower() for word in paper.words.split()}]
        claims = [Claim(text=paper.words, citations=(cited(paper),)) for paper in found]
        if self.claims is not None:
            claims = [Claim(text=text, citations=(cited(seen[0]),)) for text in self.claims(asked.text)]
        conflicts: tuple[Conflict, ...] = ()
        if "conflict" in wanted and len(claims) > 1:
            sides = (Side(value="one", claim=0), Side(value="other", claim=1))
            conflicts = (Conflict(subject="it", attribute="approver", sides=sides),)
        text = " ".join(f"{claim.text} [{number}]" for number, claim in enumerate(claims, 1))
        return Answer(
            id="q1",
            question=asked.text,
            status="conflict" if conflicts else "answered" if claims else "not_found",
            text=text or "Not found.",
            as_of=DAY.isoformat(),
            interpretation=Interpretation(kind="what", subject=asked.text),
            claims=tuple(claims),
            conflicts=conflicts,
            searched=Searched(documents=len(seen), passages=len(seen), facts=0),
            nearest=() if claims else (Nearest(doc_id=seen[0].doc_id, title=seen[0].title, start=0, end=5),),
            expected_evidence="" if claims else "A record that states it",
        )

    def feedback(
        self, who: Identity, sequence: int, verdict: str, note: str = "", sources: Sequence[Mapping[str, Any]] = ()
    ) -> int:
        if self._owners.get(sequence) != who.person:
            raise Missing(f"there is no answer {sequence}")
        known = {paper.doc_id for paper in self._seen(who)}
        if any(source["doc_id"] not in known for source in sources):
            raise Missing("no such document")
        self.said.append((who, sequence, verdict, note, list(sources)))
        return len(self.said)

    def register(
        self, who: Identity, kind: str, filters: Iterable[str] = (), as_of: date | None = None
    ) -> list[FakeRow]:
        rows = {
            "action": [
                FakeRow("log.md", {"text": "Review the policy", "owner": "Amara Diallo", "due": "2026-07-01"}),
                FakeRow("log.md", {"text": "Done already", "owner": "Amara Diallo", "status": "closed"}),
                FakeRow("log.md", {"text": "Another's", "owner": "Leo Brandt", "due": "2026-07-01"}),
            ]
        }
        return rows.get(kind, [])

    def findings(self, who: Identity, as_of: date | None = None) -> list[dict[str, Any]]:
        return [
            {
                "id": f"f{number}", "type": kind, "severity": severity, "clause": "7.5.2", "summary": paper.words,
                "owner": "Leo Brandt", "state": "open", "evidence": [cited(paper).model_dump(mode="json")],
            }
            for number, (paper, kind, severity) in enumerate(
                (paper, kind, severity)
                for paper in self._seen(who)
                for kind, severity in (("overdue_review", "medium"), ("missing_signature", "high"))
            )
        ]  # fmt: skip

    def report(
        self,
        who: Identity,
        name: str,
        frameworks: Iterable[str] = (),
        period: str | None = None,
        as_of: date | None = None,
    ) -> Report:
        bars = (Bar("Policies approved", 3, "3", "good"), Bar("Messages sent", 0, "0", "bad"))
        if name == "leadership":
            told = tuple(Sentence(paper.words) for paper in self._seen(who))
            section = Section("At a glance", sentences=told, bars=bars)
            return Report(name, f"Leadership activity, {period or 'all time'}", DAY, (section,), period=period or "")
        if name == "readiness":
            rows = (Row(("1 Scope and sponsor", "6", "4", "1", "75%", "4.2")),)
            stages = ("Stage", "Requirements", "With evidence", "Partly", "Share", "Without evidence")
            return Report(name, "Readiness by stage", DAY, (Section("", stages, rows, bars=bars),), ("A proposal.",))
        cells = (
            ("5.2", "Policy", "Compliant", "", "", "Leo Brandt", "", ""),
            ("9.3", "Management review", "Not assessed", "", "high", "Leo Brandt", "", ""),
        )
        columns = ("Ref", "Requirement", "Proposed status", "Why", "Priority", "Owner", "Due", "Signed off")
        return Report(name, name, DAY, (Section("", columns, tuple(Row(each) for each in cells)),))


def cited(paper: Paper) -> Citation:
    """The whole of a paper's words."""
    return Citation(
        doc_id=paper.doc_id, title=paper.title, page=2, section="4 Approval", start=0, end=len(paper.words),
        quote=paper.words, sha256="ab" * 32, strength="approved", passage_id=f"{paper.doc_id}#1",
    )  # fmt: skip
