"""Question and evidence in, checked sentences of a model out, or the reason why there are none.

Each claim is checked as soon as it is whole, and handed on only if it stands. A model that is down, slow, cut off,
talks rubbish or says nothing that stands gives a ``Fallback``: the extractive answer is shown, marked as such.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from assistant.answer import Citation, Claim
from assistant.compose import strength_of
from assistant.llm.check import Reason, Verdict, check, told
from assistant.llm.checker import Checker
from assistant.llm.draft import ClaimReader, DraftClaim, Drafted, Malformed, schema
from assistant.llm.evidence import Count, Evidence, Item, gather
from assistant.llm.stretches import Stretch
from assistant.llm.weighing import Reader, judged
from assistant.query import Query
from evidence.citing import Citer
from evidence.errors import ServiceError, VouchError
from evidence.model import Span
from evidence.view import View
from prompts import load

_TOO_LONG = "prompt_too_long"  # the code of an error that a shorter prompt mends
_PROMPT = "compose"
_TELLING = 4  # words; fewer are a heading or a cell, and tell nothing
_ABOUT = 0.3  # of a sentence's content that its quotes must hold for them to be shown in its stead


class Heard(Protocol):
    """What a model replied (``evidence.ollama_chat.Reply``)."""

    @property
    def prompt_tokens(self) -> int | None:
        """Tokens the server says it read."""
        ...

    @property
    def reply_tokens(self) -> int | None:
        """Tokens it replied."""
        ...


class Chat(Protocol):
    """A chat model (``evidence.ollama_chat.OllamaChat``): refuses a prompt that does not fit, never truncates one."""

    @property
    def id(self) -> str:
        """Name and digest. Raises ``ServiceError`` when there is no such model."""
        ...

    def ask(self, prompt: str, schema: Mapping[str, Any] | None, on_text: Callable[[str], None] | None) -> Heard:
        """The reply; ``on_text`` is given its pieces, and what it raises ends the request."""
        ...


class Left(Exception):
    """Nobody waits for the answer any more."""


@dataclass(frozen=True, slots=True)
class Budget:
    """Bounds of one composition: ``evidence_tokens`` as ``count`` counts them; ``attempts``, ``pause`` seconds apart.

    The pause doubles each time.
    """

    count: Count
    evidence_tokens: int = 360
    attempts: int = 3
    pause: float = 0.5
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Withheld:
    """A sentence of the model that is not shown, and why."""

    text: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Composition:
    """Claims that stand, in the model's order, and what is to be known of how they came about.

    ``checked_s`` are the seconds that checking its sentences took.
    """

    claims: tuple[Claim, ...]
    withheld: tuple[Withheld, ...]
    model: str
    prompt_sha256: str
    notes: tuple[str, ...] = ()
    prompt_tokens: int | None = None
    reply_tokens: int | None = None
    checked_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Fallback:
    """No sentence of a model is to be shown: why, what can be done about it, and what was withheld.

    ``code``: ``service`` (no reply), ``silent`` (it finds no answer), ``unsupported`` (nothing stands), ``beside``
    (what stands does not say what was asked for), ``no_evidence``, ``left``.
    """

    code: str
    reason: str
    remedy: str = ""
    withheld: tuple[Withheld, ...] = ()
    model: str | None = None
    prompt_sha256: str | None = None
    checked_s: float = 0.0


@dataclass(slots=True)
class _Hearing:
    """One composition under way: what stands, what is withheld, over all attempts."""

    view: View
    evidence: Evidence
    checker: Checker | None
    on_claim: Callable[[Claim], None] | None
    left: Callable[[], bool]
    quoting: bool
    asked: str
    entails: Reader | None
    standing: dict[str, Claim] = field(default_factory=dict)
    withheld: dict[str, Withheld] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    reader: ClaimReader = field(default_factory=ClaimReader)
    checked_s: float = 0.0

    def hear(self, piece: str) -> None:
        """A piece of the reply. Raises ``Left`` when nobody waits any more."""
        if self.left():
            raise Left
        self.weigh(self.reader.feed(piece))

    def weigh(self, drafted: Sequence[Drafted]) -> None:
        """Check what became whole; show what stands, once."""
        for each in drafted:
            text = each.text
            if text in self.standing or text in self.withheld:
                continue
            if isinstance(each, Malformed):
                self.withheld[text or each.reason] = Withheld(text, (Reason("malformed", each.reason),))
                continue
            begun = time.perf_counter()
            claim, verdict = self._judged(each)
            self.checked_s += time.perf_counter() - begun
            quoted = verdict.level == "unsupported"
            if quoted:
                self.withheld[text] = Withheld(text, verdict.reasons)
            if claim and not (quoted and any(_repeats(claim, other) for other in self.standing.values())):
                self.standing[text] = claim
                if self.on_claim is not None:
                    self.on_claim(claim)

    def _judged(self, draft: DraftClaim) -> tuple[Claim | None, Verdict]:
        """The claim to show, if any, and the verdict on the model's sentence."""
        spans, missing = _cited(draft, self.evidence)
        if missing:
            return None, Verdict("unsupported", tuple(missing))
        words = [item.words(span) for item, span in spans]
        verdict = _verdict(draft, spans, self.asked, self.entails)
        if self.checker is not None:
            filed = "\n".join(f"{item.about}: {each}" for (item, _), each in zip(spans, words, strict=True))
            verdict, had = self.checker.review(verdict, draft.text, filed)
            if not had and (note := "the checking model gave no opinion on some claims") not in self.notes:
                self.notes.append(note)
        citations = tuple(_citation(item, span, self.view) for item, span in spans)
        if verdict.level != "unsupported":
            shown = told(draft.text, words, asked=self.asked, context=_filed(spans))
            return Claim(text=shown, verdict=verdict.level, citations=citations), verdict
        text = " ".join(words)
        if self.quoting and verdict.coverage >= _ABOUT and len(text.split()) >= _TELLING:
            return Claim(text=text, verdict="partial", citations=citations), verdict
        return None, verdict


def compose(
    query: Query,
    stretches: Sequence[Stretch],
    chat: Chat,
    budget: Budget,
    view: View,
    day: date,
    *,
    checker: Checker | None = None,
    must_say: str = "",
    on_claim: Callable[[Claim], None] | None = None,
    left: Callable[[], bool] = lambda: False,
    quoting: bool = False,
    entails: Reader | None = None,
) -> Composition | Fallback:
    """Let ``chat`` answer ``query`` from ``stretches`` (best first), and keep what stands.

    ``must_say`` is the value the extractive answer would lead with: sentences that stand but do not hold it are beside
    the question. ``day`` is that for which it is asked. ``on_claim`` gets each claim as it stands; ``left`` is asked at
    every piece whether to stop. With ``quoting``, the words that a sentence quotes are shown where it does not stand:
    what the model chose is worth reading, what it made of it is not. ``entails`` has a say in what stands beside the
    rules (``assistant.llm.weighing``).
    """
    prompt = load(_PROMPT)
    tokens = budget.evidence_tokens
    hearing = _Hearing(
        view, gather(stretches, view, budget.count, tokens), checker, on_claim, left, quoting, _asked(query), entails
    )
    if not hearing.evidence.items:
        return Fallback("no_evidence", "no words may be sent to a model")
    try:
        model = chat.id
        heard = _heard(hearing, {"question": hearing.asked, "day": day.isoformat()}, stretches, chat, budget)
    except Left:
        return Fallback("left", "the reader has left")
    except VouchError as error:
        if not hearing.standing:
            return Fallback("service", str(error), error.remedy, tuple(hearing.withheld.values()), None, prompt.sha256)
        heard = None
        hearing.notes.append(f"the reply was not whole: {error}")
    return replace(_outcome(hearing, heard, model, prompt.sha256, must_say), checked_s=hearing.checked_s)


def _outcome(hearing: _Hearing, heard: Heard | None, model: str, sha256: str, must_say: str) -> Composition | Fallback:
    """What stands, or why nothing of it is to be shown."""
    claims, withheld = tuple(hearing.standing.values()), tuple(hearing.withheld.values())
    if not claims and hearing.reader.silent:
        return Fallback("silent", "the model finds no answer", "", withheld, model, sha256)
    if not claims:
        return Fallback("unsupported", "nothing the model says stands", "", withheld, model, sha256)
    if must_say and not any(says(claim.text, must_say) for claim in claims):
        return Fallback("beside", f"the model does not say {must_say!r}", "", withheld, model, sha256)
    return Composition(
        claims,
        withheld,
        model,
        sha256,
        (*hearing.evidence.notes, *hearing.notes),
        heard.prompt_tokens if heard else None,
        heard.reply_tokens if heard else None,
    )


def _heard(
    hearing: _Hearing, asked: Mapping[str, str], stretches: Sequence[Stretch], chat: Chat, budget: Budget
) -> Heard:
    """The reply, asked for again after a failure that may pass, and with half the evidence after one of length.

    Raises the last ``VouchError`` when the attempts are used up.
    """
    tokens, pause = budget.evidence_tokens, budget.pause
    for attempt in range(1, budget.attempts + 1):
        hearing.reader = ClaimReader()
        text = load(_PROMPT).render(evidence=hearing.evidence.render(), **asked)
        try:
            heard = chat.ask(text, schema([item.key for item in hearing.evidence.items]), hearing.hear)
        except VouchError as error:
            if attempt == budget.attempts or hearing.standing:
                raise
            if error.code == _TOO_LONG:
                tokens //= 2
                smaller = gather(stretches, hearing.view, budget.count, tokens)
                if smaller == hearing.evidence:
                    raise
                hearing.evidence = smaller
                hearing.notes.append("the evidence was shortened: the prompt did not fit the model")
            elif error.retry:
                budget.sleep(pause)
                pause *= 2
            else:
                raise
        else:
            hearing.weigh(hearing.reader.finish())
            return heard
    raise ServiceError("No attempt to ask the model was allowed.", remedy="Allow at least one attempt.", retry=False)


def _asked(query: Query) -> str:
    """The question as the model reads it: with the words that it takes over from what was asked before."""
    text = " ".join(query.text.split())
    before = query.search_text.removeprefix(query.text).strip()
    return f"{text} (asked after: {' '.join(before.split())})" if before else text


def _cited(draft: DraftClaim, evidence: Evidence) -> tuple[list[tuple[Item, Span]], list[Reason]]:
    """Each quote's whole statements among the items named, and what is wrong: a key or a quote that is not there."""
    items = [(key, evidence.item(key)) for key in draft.keys]
    missing = [Reason("key", key) for key, item in items if item is None]
    spans: list[tuple[Item, Span]] = []
    for quote in draft.quotes:
        found = [(item, span) for _, item in items if item is not None for span in item.find(quote)]
        if not found:
            missing.append(Reason("quote", quote[:80]))
        spans += [each for each in found if each not in spans]
    return spans, missing


def _verdict(draft: DraftClaim, spans: Sequence[tuple[Item, Span]], asked: str, entails: Reader | None) -> Verdict:
    """What a sentence is worth by the statements it cites and what they are filed under."""
    words = [item.words(span) for item, span in spans]
    labels = "; ".join(dict.fromkeys(item.labels for item, _ in spans if item.labels))
    return judged(draft.text, words, labels=labels, context=_filed(spans), asked=asked, reader=entails)


def _filed(spans: Sequence[tuple[Item, Span]]) -> str:
    """What statements are filed under: title, section and day of each."""
    return " \n ".join(dict.fromkeys(f"{item.about} {item.title} {item.section}" for item, _ in spans))


def _repeats(claim: Claim, other: Claim) -> bool:
    """Whether the words that a claim quotes are cited by another already."""
    shown = {(each.doc_id, each.start) for each in other.citations}
    return all((each.doc_id, each.start) in shown for each in claim.citations)


def _citation(item: Item, span: Span, view: View) -> Citation:
    document = view.document(item.passage.doc_id)
    words = Citer(view).span(document.rowid, span, strength_of(document))
    return Citation(**words.as_json())


def says(text: str, value: str) -> bool:
    """Whether a claim holds a value, in whatever form it is written."""
    if " ".join(value.lower().split()) in " ".join(text.lower().split()):
        return True
    verdict = check(value, [text])
    return verdict.level == "supported"
