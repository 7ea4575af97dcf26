"""Questions in, recorded answers out, for every way in. Nothing is shown for good that the ledger does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from assistant.answer import Answer
from assistant.ask import Assistant, Question
from assistant.composer import Composer
from assistant.listening import Listener
from assistant.reports import Report
from assistant.retrieve import Retriever
from assistant.service import deciding, reading
from assistant.service.identity import OPERATOR, Identity
from assistant.service.showing import Shown
from assistant.unmentioned import prepare
from evidence.archive import Archive
from evidence.cross_encoder import CrossEncoder
from evidence.embedders import Embedder
from evidence.errors import ArchiveError, QuestionError, SettingsError
from evidence.frameworks import Framework
from evidence.model import Hit, StoredFact
from evidence.record import Conversation, Decision, Feedback, Record, Source
from evidence.view import View

_HISTORY = 6  # earlier questions of a conversation that a follow-up is read with
EARLIER = 20
"""Most earlier questions that a question outside a conversation may be read with."""
_VERDICTS = ("helpful", "wrong", "missing")


_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it came in. ``conversation`` continues one of the asker's; ``None`` begins another.

    With ``keep`` false it belongs to no conversation; the ledger holds it either way. With ``known_by`` it is answered
    from what was known by that day. ``framework`` is the one whose clauses are meant where the question names none: a
    bundled one by name, or one that was loaded. ``earlier`` are questions that it follows up outside a conversation.
    """

    text: str
    as_of: date | None = None
    mode: str = "auto"
    conversation: str | None = None
    keep: bool = True
    id: str = "q1"
    known_by: date | None = None
    framework: str | Framework = ""
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as it was shown: the ledger's sequence number, and the conversation that it belongs to."""

    answer: Answer
    sequence: int
    conversation: str | None

    def as_json(self) -> dict[str, Any]:
        """The answer's contract with ``ledger`` and ``conversation`` added."""
        return {**self.answer.as_json(), "ledger": self.sequence, "conversation": self.conversation}


class Service:
    """The use cases that every way in shares. Safe from several threads."""

    def __init__(
        self,
        archive: Archive,
        assistant: Assistant,
        embedder: Embedder,
        record: Record,
        today: Callable[[], date],
        default_groups: Callable[[], tuple[str, ...]],
        composer: Composer | None = None,
    ) -> None:
        """``composer`` rewords executive summaries where that is asked for."""
        self.archive = archive
        self.assistant = assistant
        self.record = record
        self.today = today
        self._embedder = embedder
        self._retriever = Retriever()
        self._default_groups = default_groups
        self._composer = composer

    # Worlds ------------------------------------------------------------------------------------

    def view(self, who: Identity, as_of: date | None = None, known_by: date | None = None) -> View:
        """The world as ``who`` may see it; with ``known_by`` without the documents of later days."""
        return self.archive.view(who.groups, as_of, known_by)

    def public(self, who: Identity) -> Identity:
        """``who`` with the groups that everybody has: what may be shown where everybody reads."""
        return replace(who, groups=self._default_groups())

    def warm(self, stop: Callable[[], bool] = lambda: False) -> None:
        """Work out ahead what questions of anybody will ask for, until ``stop`` says so.

        Raises as ``Assistant.warm`` does.
        """
        view = self.view(self.public(OPERATOR))
        prepare(view)
        self.assistant.warm(view, self.today(), stop)

    # Questions ---------------------------------------------------------------------------------

    def ask(self, who: Identity, asked: Asked, listener: Listener | None = None) -> Told:
        """Answer, and enter it in the ledger before it is returned.

        ``listener`` is told of it as it comes about. Where the reader leaves (it raises), or the answer breaks off
        after claims were shown, the ledger gets what was shown so far, ``interrupted``. When a document vanishes
        meanwhile the question is asked once more. Raises ``QuestionError`` for no question at all, ``Missing`` for a
        conversation that is not the asker's.
        """
        who.require("read")
        earlier = (*self._earlier(who, asked.conversation), *asked.earlier[-EARLIER:])
        framework = _framework(who, asked.framework)
        question = Question(asked.text, asked.id, asked.as_of, earlier, asked.mode, framework)
        shown = Shown(listener)
        try:
            view, answer = self._answered(who, asked, question, shown)
        except BaseException:
            if shown.left or shown.claims:
                self._interrupted(who, asked, shown)
            raise
        entry = self.record.ledger.append(
            "answer", who.person, who.groups, self._entered(who, answer, asked, view, shown)
        )
        conversation = self._keep(who, asked, answer, entry.sequence)
        return Told(answer, entry.sequence, conversation)

    def _answered(self, who: Identity, asked: Asked, question: Question, shown: Shown) -> tuple[View, Answer]:
        view = self.view(who, asked.as_of, asked.known_by)
        try:
            return view, self.assistant.ask(view, question, self.today(), shown)
        except ArchiveError as error:
            if not error.retry or shown.claims:
                raise
        shown.seen.clear()
        view = self.view(who, asked.as_of, asked.known_by)
        return view, self.assistant.ask(view, question, self.today(), shown)

    def _interrupted(self, who: Identity, asked: Asked, shown: Shown) -> None:
        view = self.view(who, asked.as_of, asked.known_by)
        answer = shown.so_far(asked.id, asked.text, asked.as_of or self.today(), view)
        content = {**self._entered(who, answer, asked, view, shown), "interrupted": True}
        self.record.ledger.append("answer", who.person, who.groups, content)

    def _entered(self, who: Identity, answer: Answer, asked: Asked, view: View, shown: Shown) -> dict[str, Any]:
        models = {"embedding": self._embedder.id, "cross_encoder": CrossEncoder.id}
        seen = [dict(each) for each in shown.seen.values()]
        return {**_entered(who, answer, asked, view), "seen": seen, "models": models}

    @property
    def embedder(self) -> Embedder:
        """The model that turns text into vectors."""
        return self._embedder

    def search(self, who: Identity, question: str, k: int, known_by: date | None = None) -> list[Hit]:
        """The passages nearest to a question, best first."""
        who.require("read")
        return _twice(lambda: self._retriever.search(self.view(who, known_by=known_by), self._embedder, question, k))

    def conversations(self, who: Identity, limit: int = 50, before: str | None = None) -> list[Conversation]:
        """The asker's own conversations, newest first, without their turns."""
        return self.record.conversations.of(who.person, limit, before)

    def conversation(self, who: Identity, identity: str) -> Conversation:
        """One of the asker's own. Raises ``Missing`` for any other."""
        return self.record.conversations.get(identity, who.person)

    def _earlier(self, who: Identity, conversation: str | None) -> tuple[str, ...]:
        if conversation is None:
            return ()
        turns = self.record.conversations.get(conversation, who.person).turns
        return tuple(turn.question for turn in turns[-_HISTORY:])

    def _keep(self, who: Identity, asked: Asked, answer: Answer, sequence: int) -> str | None:
        if not asked.keep:
            return asked.conversation
        identity = asked.conversation or self.record.conversations.start(who.person, asked.text)
        self.record.conversations.add(identity, who.person, asked.text, answer.as_json(), sequence)
        return identity

    # What people say ---------------------------------------------------------------------------

    def feedback(
        self, who: Identity, sequence: int, verdict: str, note: str = "", sources: Sequence[Mapping[str, Any]] = ()
    ) -> int:
        """Keep what a reader says of an answer of theirs, and where the right words stand; its number.

        ``sources`` are ``{"doc_id", "start", "end"}``; their words are read from the asker's own view, so that nobody
        can learn by it what a document holds. Raises ``QuestionError`` for what is no verdict.
        """
        who.require("feedback")
        if verdict not in _VERDICTS:
            raise QuestionError(f"{verdict!r} is no verdict", remedy=f"One of: {', '.join(_VERDICTS)}.")
        shown = reading.answer_entry(self.record, who, sequence)
        view = self.view(who)
        marked = tuple(_source(view, each) for each in sources)
        return self.record.feedback.add(
            Feedback(
                person=who.person,
                sequence=sequence,
                verdict=verdict,
                note=note,
                sources=marked,
                groups=who.groups,
                question=str(shown["question"]),
                as_of=shown.get("as_of"),
                by=who.by,
            )
        )

    def decide_finding(
        self, who: Identity, finding: str, state: str, reason: str = "", owner: str = "", due: str = ""
    ) -> Decision:
        """Accept or resolve a finding, or open it again. Raises ``Missing`` for one that the asker cannot see."""
        who.require("decide")
        decision = deciding.finding(self.view(who), self.today(), who, finding, state, reason, owner, due)
        return self._decided(who, decision)

    def sign_off(
        self, who: Identity, framework: str, ref: str, status: str, reason: str = "", owner: str = "", due: str = ""
    ) -> Decision:
        """Sign the status of a requirement as the asker sees its evidence."""
        who.require("decide")
        corrected = reading.corrections_of(self.record)
        decision = deciding.sign_off(
            self.view(who), self.today(), who, framework, ref, status, reason, owner, due, corrected
        )
        return self._decided(who, decision)

    def correct_mapping(
        self, who: Identity, framework: str, ref: str, doc_id: str, counts: bool, reason: str = "", words: str = ""
    ) -> Decision:
        """Say that a document, or a passage of it with these ``words``, is or is not evidence for a requirement.

        It survives re-ingestion.
        """
        who.require("decide")
        return self._decided(who, deciding.mapping(self.view(who), who, framework, ref, doc_id, counts, reason, words))

    def _decided(self, who: Identity, decision: Decision) -> Decision:
        self.record.decide(decision)
        self.record.ledger.append("decision", who.person, who.groups, deciding.as_json(decision))
        return decision

    # The register ------------------------------------------------------------------------------

    def report(
        self,
        who: Identity,
        name: str,
        frameworks: Iterable[str] = (),
        period: str | None = None,
        as_of: date | None = None,
        known_by: date | None = None,
        audience: str = "",
        reword: bool = False,
        compare: bool = True,
    ) -> Report:
        """A report by name. Raises ``QuestionError`` for none, ``Refused`` outside an auditor's frameworks.

        ``audience`` and ``reword`` are for executive summaries: for whom, and whether the language model may put their
        sentences into words of its own. With ``compare`` it says what is new since the asker's last one that was
        ``exported``.
        """
        day, named = as_of or self.today(), tuple(frameworks)
        if reword and (self._composer is None or name != reading.SUMMARY):
            raise QuestionError("it cannot be reworded", remedy="Set `llm.model`, and ask for an executive summary.")

        def make() -> Report:
            view = self.view(who, as_of, known_by)
            embed = lambda: self._embedder  # noqa: E731
            return reading.report(self.record, view, who, name, named, period, day, audience, compare, embed)

        made = _twice(make)
        if not reword or self._composer is None:
            return made
        from assistant.reports.rewording import reworded

        return reworded(made, self._composer)

    def exported(self, who: Identity, report: Report, said: Mapping[str, Any]) -> None:
        """Note in the ledger that a report was taken away; the next executive summary is compared with this one."""
        content = {**said, "as_of": report.as_of.isoformat()}
        if report.name == reading.SUMMARY:
            content |= reading.noted(report)
        self.record.ledger.append("export", who.person, who.groups, content)

    def register(
        self,
        who: Identity,
        kind: str,
        filters: Iterable[str] = (),
        as_of: date | None = None,
        known_by: date | None = None,
    ) -> list[StoredFact]:
        """The facts of a kind that pass the filters (``owner=…``, as ``vouch register --filter`` has them)."""
        tests = tuple(filters)
        return _twice(lambda: reading.register(self.view(who, as_of, known_by), kind, tests, as_of))

    def findings(self, who: Identity, as_of: date | None = None, known_by: date | None = None) -> list[dict[str, Any]]:
        """The findings in the asker's world, with what people decided about them."""
        day = as_of or self.today()
        return _twice(lambda: reading.findings(self.record, self.view(who, as_of, known_by), day))


def _twice(work: Callable[[], _T]) -> _T:
    """What ``work`` gives, done once more where a document vanished meanwhile: it takes a view of its own."""
    try:
        return work()
    except ArchiveError as error:
        if not error.retry:
            raise
    return work()


def _framework(who: Identity, meant: str | Framework) -> Framework | None:
    if not meant or not isinstance(meant, str):
        return meant or None
    try:
        return deciding.framework_of(who, meant)
    except SettingsError as error:
        raise QuestionError(str(error), remedy=error.remedy) from error


def _entered(who: Identity, answer: Answer, asked: Asked, view: View) -> dict[str, Any]:
    """What the ledger holds of an answer: the question, what was shown, and the versions that it rests on."""
    cited = {(c.doc_id, c.sha256) for claim in answer.claims for c in claim.citations}
    return {
        **({"by": who.by} if who.by else {}),
        "question": asked.text,
        "as_of": answer.as_of,
        "known_by": asked.known_by.isoformat() if asked.known_by else None,
        "framework": (asked.framework if isinstance(asked.framework, str) else asked.framework.id) or None,
        "mode": asked.mode,
        "conversation": asked.conversation,
        **({"earlier": list(asked.earlier[-EARLIER:])} if asked.earlier else {}),
        "generation": view.generation,
        "documents": [{"doc_id": doc_id, "sha256": sha256} for doc_id, sha256 in sorted(cited)],
        "passages": sorted({c.passage_id for claim in answer.claims for c in claim.citations}),
        "answer": answer.as_json(),
    }


def _source(view: View, given: Mapping[str, Any]) -> Source:
    document = view.document(str(given["doc_id"]))
    text = view.text(document.rowid)
    start, end = int(given.get("start", 0)), int(given.get("end", 0))
    if not 0 <= start <= end <= len(text):
        raise QuestionError(f"{document.doc_id} has no characters {start} to {end}")
    return Source(document.doc_id, start, end, text[start:end])
