"""Judged metrics: does a language model, asked about each citation, find that it supports the claim?

Optional, and never a headline: judges and people agree exactly on 56 % of such verdicts (Thakur et al. 2025, TREC 2024
RAG), so every use comes with the judge's agreement with hand-made verdicts (``measure_agreement``).

- ALCE (Gao et al. 2023): *citation recall* of a claim is 1 when its citations together entail it; *citation precision*
  of a citation is 1 when its claim is so entailed and the citation is needed or entails it alone.
- TREC 2024 RAG support: a citation supports its claim fully (1), partly (½) or not (0). *Precision* is the mean over
  citations, *recall* the mean over claims of their best citation. (TREC judged a sentence's first citation only.)

A verdict that cannot be had leaves the answer *unscored* and is counted by its reason. It is never a zero, and never
left out silently.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from evals.errors import JudgeError
from evidence.errors import ServiceError, VouchError
from prompts import Prompt, load

Support = Literal["full", "partial", "none"]
_WEIGHTS: Mapping[str, float] = {"full": 1.0, "partial": 0.5, "none": 0.0}
_GIVE_UP = 5  # failures of the service in a row: it is down, and each further question would wait for nothing
_AGREEMENT = Path(__file__).parent / "data" / "judge_agreement.jsonl"

_ENTAILS = {
    "type": "object",
    "properties": {"reason": {"type": "string"}, "entailed": {"type": "boolean"}},
    "required": ["reason", "entailed"],
}
_SUPPORTS = {
    "type": "object",
    "properties": {"reason": {"type": "string"}, "support": {"type": "string", "enum": list(_WEIGHTS)}},
    "required": ["reason", "support"],
}


class Judge(Protocol):
    """A model that replies to a prompt in the form of a JSON schema (``evidence.ollama_chat.OllamaChat``)."""

    def complete(self, prompt: str, schema: Mapping[str, Any]) -> str:
        """The reply's text. Raises a ``VouchError`` when there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer as judged: metrics by name, or none and ``unscored`` saying why.

    ``claims`` were judged; ``recomputed`` rest on a computation or an absence, which is recomputed and never judged.
    """

    metrics: Mapping[str, float]
    claims: int = 0
    recomputed: int = 0
    unscored: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a judge's verdicts compare with hand-made ones, over ``judged`` of ``cases``; the rest is unscored.

    ``exact`` is the share of equal verdicts, ``kappa`` Cohen's (``None`` where chance alone explains all of it), both
    over the judged. ``confusion`` counts (by hand, by the judge).
    """

    cases: int
    judged: int
    exact: float | None
    kappa: float | None
    confusion: Mapping[tuple[str, str], int]

    def as_json(self) -> dict[str, Any]:
        """For a log: figures, and the confusion as rows."""
        rows = [{"label": a, "judge": b, "count": n} for (a, b), n in sorted(self.confusion.items())]
        return {
            "cases": self.cases,
            "judged": self.judged,
            "unscored": self.cases - self.judged,
            "exact": self.exact,
            "kappa": self.kappa,
            "confusion": rows,
        }


@dataclass(frozen=True, slots=True)
class Case:
    """A hand-made verdict: ``support`` that ``passages``, taken together, give to ``statement``, and why."""

    id: str
    statement: str
    passages: tuple[str, ...]
    support: Support
    why: str


@dataclass(slots=True)
class JudgedScorer:
    """Asks ``judge`` about answers. ``failures`` counts verdicts not had, by reason; ``asked`` the questions put to it.

    The same question is asked once. After five failures of the service in a row the judge is given up: the rest is
    unscored without asking.
    """

    judge: Judge
    asked: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    _known: dict[str, str | bool] = field(default_factory=dict)
    _in_a_row: int = 0

    def score(self, answer: Mapping[str, Any]) -> Judged:
        """The judged metrics of one answer (the contract's JSON); none apply to one without claims that quote."""
        claims = list(answer.get("claims") or ())
        quoting = [claim for claim in claims if claim.get("basis", "quote") == "quote"]
        recomputed = len(claims) - len(quoting)
        if not quoting:
            return Judged({}, 0, recomputed)
        try:
            verdicts = [self._claim(claim) for claim in quoting]
        except VouchError as error:
            return Judged({}, 0, recomputed, str(error))
        return Judged(_metrics(verdicts), len(quoting), recomputed)

    def entails(self, statement: str, passages: Sequence[str]) -> bool:
        """Whether ``passages`` together say all of ``statement``. Raises ``JudgeError`` for no usable verdict."""
        verdict = self._verdict("judge_entails", _ENTAILS, "entailed", statement, passages)
        return verdict is True

    def supports(self, statement: str, passages: Sequence[str]) -> Support:
        """How far ``passages`` support ``statement``. Raises ``JudgeError`` for no usable verdict."""
        verdict = self._verdict("judge_support", _SUPPORTS, "support", statement, passages)
        return "full" if verdict == "full" else "partial" if verdict == "partial" else "none"

    def describe(self) -> dict[str, Any]:
        """For a log: the prompts in use, and what could not be scored."""
        used = [load("judge_entails"), load("judge_support")]
        return {
            "prompts": {prompt.name: {"version": prompt.version, "sha256": prompt.sha256} for prompt in used},
            "asked": self.asked,
            "failures": dict(sorted(self.failures.items())),
        }

    def _claim(self, claim: Mapping[str, Any]) -> _ClaimVerdict:
        statement = str(claim["text"])
        quotes = [str(citation["quote"]) for citation in claim.get("citations") or ()]
        supported = bool(quotes) and self._says(statement, quotes)
        needed = [supported and self._needed(statement, quotes, place) for place in range(len(quotes))]
        support = [_WEIGHTS[self._support(statement, quote)] for quote in quotes]
        return _ClaimVerdict(supported, tuple(needed), tuple(support))

    def _needed(self, statement: str, quotes: Sequence[str], place: int) -> bool:
        """Whether a citation of an entailed claim entails it alone, or the others do not without it."""
        if len(quotes) == 1 or self._says(statement, [quotes[place]]):
            return True
        return not self._says(statement, [quote for other, quote in enumerate(quotes) if other != place])

    def _says(self, statement: str, quotes: Sequence[str]) -> bool:
        # A claim that is its own quote is entailed by definition: no judge is asked, none can be wrong about it.
        return any(_same(statement, quote) for quote in quotes) or self.entails(statement, quotes)

    def _support(self, statement: str, quote: str) -> Support:
        return "full" if _same(statement, quote) else self.supports(statement, [quote])

    def _verdict(
        self, name: str, schema: Mapping[str, Any], key: str, statement: str, passages: Sequence[str]
    ) -> str | bool:
        prompt = _filled(load(name), statement, passages)
        if prompt not in self._known:
            self._known[prompt] = self._ask(prompt, schema, key)
        return self._known[prompt]

    def _ask(self, prompt: str, schema: Mapping[str, Any], key: str) -> str | bool:
        if self._in_a_row >= _GIVE_UP:
            self.failures["given up"] += 1
            raise JudgeError(f"the judge failed {_GIVE_UP} times in a row and was given up", retry=False)
        self.asked += 1
        try:
            reply = self.judge.complete(prompt, schema)
        except VouchError as error:
            self._in_a_row += error.code == ServiceError.code  # one prompt that is too long says nothing of the next
            self.failures[error.code] += 1
            raise JudgeError(f"the judge did not reply: {error}", remedy=error.remedy, retry=error.retry) from error
        self._in_a_row = 0
        try:
            return _read(reply, key, schema)
        except JudgeError:
            self.failures["malformed"] += 1
            raise


@dataclass(frozen=True, slots=True)
class _ClaimVerdict:
    """Whether a claim's citations entail it; of each citation, whether it is needed, and its support (0 to 1)."""

    entailed: bool
    needed: tuple[bool, ...]
    support: tuple[float, ...]


def measure_agreement(scorer: JudgedScorer, cases: Sequence[Case]) -> dict[str, Agreement]:
    """The judge's agreement with hand-made verdicts, for each of the two questions it is asked."""
    entailed = [(_yes(case.support == "full"), _entailed(scorer, case)) for case in cases]
    support = [(case.support, _supported(scorer, case)) for case in cases]
    return {"entailed": agreement(entailed), "support": agreement(support)}


def agreement(pairs: Iterable[tuple[str, str | None]]) -> Agreement:
    """Exact share and Cohen's kappa (Cohen 1960) of pairs (by hand, by the judge); ``None``: no verdict was had."""
    every = list(pairs)
    judged = [(label, verdict) for label, verdict in every if verdict is not None]
    confusion = Counter(judged)
    if not judged:
        return Agreement(len(every), 0, None, None, confusion)
    total = len(judged)
    exact = sum(count for (label, verdict), count in confusion.items() if label == verdict) / total
    labels, verdicts = Counter(label for label, _ in judged), Counter(verdict for _, verdict in judged)
    chance = sum(labels[name] * verdicts[name] for name in labels) / total**2
    kappa = (exact - chance) / (1 - chance) if chance < 1 else None
    return Agreement(len(every), total, exact, kappa, confusion)


def load_cases(file: Path = _AGREEMENT) -> tuple[Case, ...]:
    """The hand-made verdicts of a JSON-lines file. Raises ``JudgeError`` naming the line that is malformed."""
    cases: list[Case] = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            case = Case(row["id"], row["statement"], tuple(row["passages"]), row["support"], row["why"])
        except (ValueError, LookupError, TypeError) as error:
            raise JudgeError(f"{file.name}, line {number}: not a verdict ({error})") from error
        if case.support not in _WEIGHTS or not case.passages or case.id in {other.id for other in cases}:
            raise JudgeError(f"{file.name}, line {number}: an unknown level, no passage, or an id that stands already")
        cases.append(case)
    return tuple(cases)


def _metrics(verdicts: Sequence[_ClaimVerdict]) -> dict[str, float]:
    """Means over all claims and all citations of an answer; without citations there is no precision."""
    needed = [each for verdict in verdicts for each in verdict.needed]
    support = [each for verdict in verdicts for each in verdict.support]
    metrics = {
        "alce_citation_recall": _mean([verdict.entailed for verdict in verdicts]),
        "trec_support_recall": _mean([max(verdict.support, default=0.0) for verdict in verdicts]),
    }
    if needed:
        metrics |= {"alce_citation_precision": _mean(needed), "trec_support_precision": _mean(support)}
    return metrics


def _filled(prompt: Prompt, statement: str, passages: Sequence[str]) -> str:
    numbered = "\n\n".join(f"[{number}] {passage}" for number, passage in enumerate(passages, 1))
    return prompt.render(statement=statement, passages=numbered)


def _read(reply: str, key: str, schema: Mapping[str, Any]) -> str | bool:
    """The verdict in a reply. Anything but the JSON object that was asked for is refused, never guessed at."""
    try:
        value = json.loads(reply)
    except (ValueError, RecursionError) as error:
        raise JudgeError("the judge's reply is not JSON", retry=False) from error
    verdict = value.get(key) if isinstance(value, dict) else None
    allowed = schema["properties"][key].get("enum", (True, False))
    if isinstance(verdict, bool | str) and verdict in allowed:
        return verdict
    raise JudgeError(f"the judge's reply has no usable `{key}`", retry=False)


def _entailed(scorer: JudgedScorer, case: Case) -> str | None:
    try:
        return _yes(scorer.entails(case.statement, case.passages))
    except JudgeError:
        return None


def _supported(scorer: JudgedScorer, case: Case) -> str | None:
    try:
        return scorer.supports(case.statement, case.passages)
    except JudgeError:
        return None


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _same(statement: str, quote: str) -> bool:
    return statement.split() == quote.split()
