"""What a pack is about: an answer, a conversation, a clause or a report, as the asker may see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from assistant.clause_decisions import STATUSES, is_stale, signed
from assistant.clauses import Clauses
from assistant.document_state import state_of
from assistant.reports.clauses import said_by, words_of
from assistant.reports.report import EMPTY, Report, Request, Row, Section, Sentence
from assistant.service.deciding import requirement_of
from assistant.service.identity import Identity
from assistant.service.reading import corrections_of, decided
from assistant.service.service import Service
from evidence.citing import Words
from evidence.errors import QuestionError
from evidence.record import Entry, Missing

LEAD = "Answer: "
"""How the sentence begins that is the answer itself."""
_MOST = 2**62  # a number that no ledger reaches
_EARLIER = 6  # questions of a conversation that a follow-up was read with


@dataclass(frozen=True, slots=True)
class AnswerOf:
    """One answer, by its number in the ledger."""

    sequence: int


@dataclass(frozen=True, slots=True)
class ConversationOf:
    """One of the asker's conversations."""

    id: str


@dataclass(frozen=True, slots=True)
class ClauseOf:
    """The evidence for one requirement."""

    framework: str
    ref: str
    as_of: date | None = None
    known_by: date | None = None


@dataclass(frozen=True, slots=True)
class ReportOf:
    """A report by name; an executive summary for an ``audience``."""

    name: str
    frameworks: tuple[str, ...] = ()
    period: str | None = None
    as_of: date | None = None
    known_by: date | None = None
    audience: str = ""


Wanted = AnswerOf | ConversationOf | ClauseOf | ReportOf


def said(wanted: Wanted) -> dict[str, Any]:
    """What is wanted as JSON: the body of ``POST /packs``, and what the ledger holds of an export."""
    if isinstance(wanted, AnswerOf):
        return {"kind": "answer", "sequence": wanted.sequence}
    if isinstance(wanted, ConversationOf):
        return {"kind": "conversation", "conversation": wanted.id}
    days = {"as_of": _written(wanted.as_of), "known_by": _written(wanted.known_by)}
    if isinstance(wanted, ClauseOf):
        return {"kind": "clause", "framework": wanted.framework, "ref": wanted.ref, **days}
    frameworks = list(wanted.frameworks)
    return {
        "kind": "report",
        "name": wanted.name,
        "frameworks": frameworks,
        "period": wanted.period,
        **days,
        **_for(wanted),
    }


def _for(wanted: ReportOf) -> dict[str, str]:
    return {"audience": wanted.audience} if wanted.audience else {}


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


@dataclass(frozen=True, slots=True)
class Matter:
    """What is packed: ``chapters`` to be read, ``answers`` and ``report`` as data, the ledger's ``entries``.

    ``request`` says what was asked for, so that it can be asked again.
    """

    kind: str
    title: str
    as_of: date
    request: Mapping[str, Any]
    chapters: tuple[Report, ...]
    answers: tuple[Mapping[str, Any], ...] = ()
    entries: tuple[Entry, ...] = ()
    report: Any = None
    notes: tuple[str, ...] = field(default=())

    @property
    def citations(self) -> tuple[Words, ...]:
        """Every citation, in the order in which it is met."""
        found: list[Words] = []
        for chapter in self.chapters:
            for section in chapter.sections:
                found.extend(words for each in section.sentences for words in each.citations)
                found.extend(words for each in section.rows for words in each.citations)
        return tuple(dict.fromkeys(found))


def gather(service: Service, who: Identity, wanted: Wanted) -> Matter:
    """What ``who`` asks a pack of. Raises ``Missing`` for what is not theirs, ``Refused``, ``QuestionError``."""
    if isinstance(wanted, AnswerOf):
        return _answer(service, who, wanted)
    if isinstance(wanted, ConversationOf):
        return _conversation(service, who, wanted)
    return _clause(service, who, wanted) if isinstance(wanted, ClauseOf) else _report(service, who, wanted)


def report_of(service: Service, who: Identity, wanted: ClauseOf | ReportOf) -> Report:
    """The report that a pack of a clause or a report shows."""
    if isinstance(wanted, ClauseOf):
        return _clause(service, who, wanted).chapters[0]
    days = wanted.as_of, wanted.known_by
    made: Report = service.report(
        who, wanted.name, wanted.frameworks, wanted.period, *days, wanted.audience, compare=False
    )
    return made


# Answers -----------------------------------------------------------------------------------------


def _answer(service: Service, who: Identity, wanted: AnswerOf) -> Matter:
    entry = answer_entry(service, who, wanted.sequence)
    return _matter("answer", _question(entry), {"sequence": entry.sequence}, [entry], service, who)


def _conversation(service: Service, who: Identity, wanted: ConversationOf) -> Matter:
    held = service.conversation(who, wanted.id)
    entries = [answer_entry(service, who, turn.sequence) for turn in held.turns if turn.answer is not None]
    if not entries:
        raise Missing(f"there is nothing left to pack in the conversation {wanted.id}")
    erased = len(held.turns) - len(entries)
    notes = (f"{erased} of its {len(held.turns)} questions were erased and are left out.",) if erased else ()
    return _matter("conversation", held.title, {"conversation": held.id}, entries, service, who, notes)


def answer_entry(service: Service, who: Identity, sequence: int) -> Entry:
    """An answer of the ledger: the asker's own, or for who may audit one that showed no more than they may see."""
    absent = Missing(f"there is no answer {sequence}", remedy="Your conversations show the numbers of your answers.")
    try:
        entry = service.record.ledger.entry(min(max(sequence, 0), _MOST))
    except Missing as error:
        raise absent from error
    own = entry.asker == who.person
    seen = who.groups is None or (entry.groups is not None and set(entry.groups) <= set(who.groups))
    if entry.kind != "answer" or entry.content is None or not (own or (who.may("audit") and seen)):
        raise absent
    return entry


def _question(entry: Entry) -> str:
    return str((entry.content or {}).get("question", ""))


def _matter(
    kind: str,
    title: str,
    request: Mapping[str, Any],
    entries: list[Entry],
    service: Service,
    who: Identity,
    notes: tuple[str, ...] = (),
) -> Matter:
    earlier = _earlier_questions(service, entries[0])
    answers: list[Mapping[str, Any]] = []
    chapters = []
    for entry in entries:
        content = entry.content or {}
        answer = content["answer"]
        asked = [*earlier, *(str(each["question"]) for each in answers)] if kind == "conversation" else earlier
        asked = [*asked, *map(str, content.get("earlier", ()))]
        answers.append(
            {
                "ledger": entry.sequence,
                "question": content["question"],
                "earlier": asked[-_EARLIER:],
                "mode": content.get("mode", "auto"),
                "known_by": content.get("known_by"),
                "framework": content.get("framework"),
                "groups": None if entry.groups is None else list(entry.groups),
                "answer": answer,
            }
        )
        chapters.append(chapter_of(answer, entry))
    newest = max(date.fromisoformat(str(each["answer"]["as_of"])) for each in answers)
    return Matter(kind, title, newest, request, tuple(chapters), tuple(answers), tuple(entries), notes=notes)


def _earlier_questions(service: Service, entry: Entry) -> list[str]:
    """The questions that stood before an answer in its conversation, where that is still there."""
    conversation = (entry.content or {}).get("conversation")
    if not conversation:
        return []
    try:
        turns = service.record.conversations.get(str(conversation), entry.asker).turns
    except Missing:
        return []
    return [turn.question for turn in turns if turn.sequence < entry.sequence and turn.question]


def chapter_of(answer: Mapping[str, Any], entry: Entry) -> Report:
    """An answer as it is read: what was said, each sentence with its words, and how it came about."""
    told = [
        Sentence(claim["text"], tuple(Words(**each) for each in claim["citations"]), _rule(claim))
        for claim in answer["claims"]
    ]
    value = answer.get("value")
    lead = [Sentence(LEAD + str(value["value"]))] if value and told else [] if told else [Sentence(answer["text"])]
    sections = [Section("", sentences=(*lead, *told))]
    if answer["conflicts"]:
        sections.append(Section("The documents disagree", sentences=tuple(map(_conflict, answer["conflicts"]))))
    if answer["nearest"]:
        near = tuple(Sentence(f"{each['title']} ({each['doc_id']})") for each in answer["nearest"])
        sections.append(Section("Nearest, not sure enough to be an answer", sentences=near))
    return Report(
        "answer",
        answer["question"],
        date.fromisoformat(answer["as_of"]),
        tuple(sections),
        tuple(_circumstances(answer, entry)),
    )


def _rule(claim: Mapping[str, Any]) -> str:
    derivation = claim.get("derivation")
    parts = ["supported in part"] if claim["verdict"] == "partial" else []
    parts += [claim["basis"]] if claim["basis"] != "quote" else []
    parts += [derivation["rule"]] if derivation else []
    return "; ".join(parts)


def _conflict(conflict: Mapping[str, Any]) -> Sentence:
    sides = " / ".join(f"“{side['value']}” (statement {side['claim'] + 1})" for side in conflict["sides"])
    return Sentence(f"{conflict['subject']}, {conflict['attribute']}: {sides}")


def _circumstances(answer: Mapping[str, Any], entry: Entry) -> Iterable[str]:
    read = answer["interpretation"]
    period = f", in {read['period']}" if read.get("period") else ""
    yield f"Status: {answer['status'].replace('_', ' ')}. Read as “{read['kind']}”, about “{read['subject']}”{period}."
    searched = answer["searched"]
    counts = ", ".join(f"{searched[name]:,} {name}" for name in ("documents", "passages", "facts") if name in searched)
    yield f"Searched: {counts} that the asker may see."
    if answer["withheld"]:
        yield f"Statements withheld because they did not verify: {answer['withheld']}."
    if answer.get("expected_evidence"):
        yield f"What would count as evidence: {answer['expected_evidence']}"
    content = entry.content or {}
    if content.get("known_by"):
        yield f"Answered from what was known by {content['known_by']}."
    if content.get("interrupted"):
        yield "The reader left before the answer was whole; this is what was shown."
    model = f", model {answer['model']}" if answer.get("model") else ""
    yield f"Asked by {entry.asker} on {entry.at[:16].replace('T', ' at ')} UTC; composed by: {answer['mode']}{model}."
    yield f"Ledger entry {entry.sequence}, digest {entry.digest}."


# Clauses and reports ------------------------------------------------------------------------------


def _report(service: Service, who: Identity, wanted: ReportOf) -> Matter:
    made = report_of(service, who, wanted)
    request = {
        "report": wanted.name,
        "frameworks": list(wanted.frameworks),
        "period": wanted.period,
        "as_of": made.as_of.isoformat(),
        "known_by": _written(wanted.known_by),
        **_for(wanted),
        "groups": None if who.groups is None else list(who.groups),
    }
    return Matter("report", made.title, made.as_of, request, (made,), report=made.as_json())


def _clause(service: Service, who: Identity, wanted: ClauseOf) -> Matter:
    who.require("read")
    framework, requirement = requirement_of(who, wanted.framework, wanted.ref)
    if not requirement.assessable:
        raise QuestionError(f"{requirement.ref} is a heading", remedy="Name one of the requirements below it.")
    view, day = service.view(who, wanted.as_of, wanted.known_by), wanted.as_of or service.today()
    request = Request(view, day, (framework,), corrections=corrections_of(service.record, wanted.known_by))
    mapped = Clauses(view, framework, day, request.corrections).of(requirement)
    rows = []
    for each in mapped.evidence:
        fact = each.fact
        strength = (fact.fact.strength if fact else state_of(each.document)).value.replace("_", " ")
        said = said_by(request, each)
        rows.append(Row((said, each.document.doc_id, strength, each.reason), words_of(request, each)))
    missing = tuple(Sentence(f"Not found: {each.what}.") for each in mapped.missing)
    about = tuple(Sentence(text) for text in (requirement.explanation,) if text)
    columns = ("Evidence", "Document", "Strength", "Why it counts")
    sections = (
        Section("", sentences=(*about, *missing)),
        Section("Evidence", columns, tuple(rows or [Row((EMPTY, "", "", "nothing was found"), tone="bad")])),
    )
    decision = signed(decided(service.record, "signoff", wanted.known_by)).get((framework.id, requirement.ref.upper()))
    notes = [f"From what was known by {wanted.known_by}."] if wanted.known_by else []
    notes += ["Proposed by rules from the documents; a person decides what counts."]
    if decision:
        stale = " The evidence has changed since." if is_stale(decision, mapped) else ""
        told = f": {decision.reason}" if decision.reason else ""
        notes.insert(0, f"Signed {STATUSES[decision.verdict]} by {decision.by} on {decision.at[:10]}{told}.{stale}")
    title = f"{framework.name} {requirement.ref}: {requirement.title}"
    made = Report("clause", title, day, sections, tuple(notes), framework.name)
    asked = {
        "framework": framework.id,
        "ref": requirement.ref,
        "as_of": day.isoformat(),
        "known_by": _written(wanted.known_by),
        "groups": None if who.groups is None else list(who.groups),
    }
    data = {**made.as_json(), "signoff": asdict(decision) if decision else None}
    return Matter("clause", title, day, asked, (made,), report=data)
