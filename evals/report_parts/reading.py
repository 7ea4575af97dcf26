"""A log as the report reads it: frozen values with every field present, whatever the log left out.

Logs of earlier versions and of other systems are shown too, so nothing here insists: a missing or ill-typed field
becomes an empty one. (Whether a log is *valid* is the business of ``evals.log``.)
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from evals.report_parts.measures import Figure

Verdict = Literal["wrong", "error", "missed", "right", "silent"]
# Worst first: the order of the questions in the report.
VERDICTS: tuple[Verdict, ...] = ("wrong", "error", "missed", "right", "silent")

RANKING_NAMES = {"recall": "Recall", "map": "MAP", "ndcg": "nDCG", "mrr": "MRR"}
_ABOUT = "set system settings models code withheld gate timings deterministic_digest version".split()
_RETRIEVAL = re.compile(r"(?:(?P<level>document|span)[^a-z]+)?(?P<name>recall|map|ndcg|mrr)@(?P<k>\d+)")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document: what was cited, what the labels name, or what the search ranked."""

    doc_id: str
    text: str = ""
    place: str = ""
    strength: str = ""


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A sentence of the answer and the words it rests on."""

    text: str
    basis: str
    citations: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One question, its labels, the answer and the scores."""

    id: str
    question: str
    kind: str
    answerable: bool
    verdict: Verdict
    status: str
    text: str
    why: tuple[str, ...]
    metrics: Mapping[str, float]
    claims: tuple[ShownClaim, ...] = ()
    hits: tuple[Quote, ...] = ()
    gold: tuple[Quote, ...] = ()
    also: tuple[Quote, ...] = ()
    expected: str = ""
    facts: tuple[str, ...] = ()
    groups: tuple[str, ...] | None = None
    as_of: str = ""
    follow_up_of: str = ""
    confidence: float | None = None
    forced: bool | None = None  # would the best candidate have been right, had it been shown?
    latency_ms: float | None = None
    withheld: bool = False  # its evidence was removed
    cluster: str = ""  # questions about the same evidence

    @property
    def citations(self) -> tuple[Quote, ...]:
        """All citations of the answer, in order."""
        return tuple(quote for claim in self.claims for quote in claim.citations)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One run.

    ``search`` has the retrieval figures by name, ``retrieval`` by (level, metric) and then cut-off; ``risk`` holds
    (coverage, risk) points.
    """

    name: str
    split: str
    started: str
    commit: str
    dirty: bool
    entries: tuple[Entry, ...]
    overall: Mapping[str, Figure]
    by_kind: Mapping[str, Mapping[str, Figure]]
    search: Mapping[str, Figure]
    retrieval: Mapping[tuple[str, str], Mapping[int, Figure]]
    risk: tuple[tuple[float, float], ...] = ()
    risk_area: float | None = None
    risk_best: float | None = None
    peers: tuple[Mapping[str, Any], ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)  # the rest of the log, as it is


def read(log: Mapping[str, Any]) -> Sheet:
    """The log of a run as values that can be shown."""
    labelled, summary = _mapping(log.get("set")), _mapping(log.get("summary"))
    curve = _mapping(log.get("risk_curve"))
    return Sheet(
        name=_text(labelled.get("name")) or "unnamed set",
        split=_text(labelled.get("split")),
        started=_text(log.get("started")),
        commit=_text(log.get("commit")),
        dirty=bool(log.get("dirty")),
        entries=tuple(_entry(record) for record in _mappings(log.get("records"))),
        overall=figures(summary.get("overall")),
        by_kind={_text(kind): figures(row) for kind, row in _mapping(summary.get("by_kind")).items()},
        search=figures(log.get("retrieval")),
        retrieval=retrieval(log.get("retrieval")),
        risk=tuple(_risk_points(curve.get("points"))),
        risk_area=_number(curve.get("area")),
        risk_best=_number(curve.get("best")),
        peers=tuple(_mappings(log.get("peers"))),
        about={key: log.get(key) for key in _ABOUT},
    )


def figures(value: object) -> dict[str, Figure]:
    """Figures by name, from intervals (``mean``, ``low``, ``high``, ``n``) or bare numbers; others are left out."""
    found = {_text(key): figure(each) for key, each in _mapping(value).items()}
    return {key: each for key, each in found.items() if each is not None}


def figure(value: object) -> Figure | None:
    """One figure from an interval or a bare number; ``None`` from anything else."""
    number = _number(value)
    if number is not None:
        return Figure(number)
    row = _mapping(value)
    mean = _number(row.get("mean"))
    if mean is None:
        return None
    count = _number(row.get("n"))
    return Figure(mean, _number(row.get("low")), _number(row.get("high")), None if count is None else int(count))


def series(key: str) -> tuple[str, str, int] | None:
    """Level, metric and cut-off that a retrieval figure's name tells: ``document_recall@10``; ``None`` for others."""
    match = _RETRIEVAL.fullmatch(key)
    return (match["level"] or "document", match["name"], int(match["k"])) if match else None


def retrieval(value: object) -> dict[tuple[str, str], dict[int, Figure]]:
    """Retrieval figures by level and metric, then cut-off: ``("document", "recall") -> {1: …, 5: …, 10: …}``."""
    found: dict[tuple[str, str], dict[int, Figure]] = {}
    for key, shown in figures(value).items():
        if told := series(key):
            found.setdefault(told[:2], {})[told[2]] = shown
    order = {name: place for place, name in enumerate(RANKING_NAMES)}
    return dict(sorted(found.items(), key=lambda item: (item[0][0], order[item[0][1]])))


def _entry(record: Mapping[str, Any]) -> Entry:
    given = record.get("question")
    row = given if isinstance(given, Mapping) else {"question": given}
    answer, score = _mapping(record.get("answer")), _mapping(record.get("score"))
    metrics = {_text(key): _number(each) for key, each in _mapping(score.get("metrics")).items()}
    answerable = bool(row.get("answerable", score.get("answerable", True)))
    return Entry(
        id=_text(record.get("id") or row.get("id")),
        question=_text(row.get("question") or answer.get("question")),
        kind=_text(row.get("kind") or score.get("kind")) or "other",
        answerable=answerable,
        verdict=_verdict(_text(score.get("outcome")), answerable),
        status=_text(answer.get("status")),
        text=_text(answer.get("text")),
        why=_why(score.get("why")) or _why(record.get("why")),
        metrics={key: each for key, each in metrics.items() if each is not None},
        claims=tuple(_claim(each) for each in _mappings(answer.get("claims"))),
        hits=tuple(_hit(each) for each in _mappings(record.get("hits"))),
        confidence=_number(record.get("confidence")),
        forced={"right": True, "wrong": False}.get(_text(record.get("forced"))),
        withheld=bool(record.get("withheld")),
        cluster=_text(score.get("cluster")),
        latency_ms=metrics.get("latency_ms") or _latency(record, answer),
        **_labels(row),
    )


def _labels(row: Mapping[str, Any]) -> dict[str, Any]:
    groups = row.get("groups")
    return {
        "gold": tuple(_quote(each) for each in _mappings(row.get("gold"))),
        "also": tuple(_quote(each) for each in _mappings_or_ids(row.get("also"))),
        "expected": _text(row.get("answer")),
        "facts": tuple(_fact(each) for each in _items(row.get("answer_facts") or row.get("facts"))),
        "groups": None if groups is None else tuple(_text(each) for each in _items(groups)),
        "as_of": _text(row.get("as_of")),
        "follow_up_of": _text(row.get("follow_up_of")),
    }


def _verdict(outcome: str, answerable: bool) -> Verdict:
    if outcome == "refused":
        return "missed" if answerable else "silent"
    return "right" if outcome == "right" else "wrong" if outcome == "wrong" else "error"


def _claim(row: Mapping[str, Any]) -> ShownClaim:
    citations = tuple(_citation(each) for each in _mappings(row.get("citations")))
    return ShownClaim(_text(row.get("text")), _text(row.get("basis")), citations)


def _citation(row: Mapping[str, Any]) -> Quote:
    strength = _text(row.get("strength"))
    return Quote(
        _text(row.get("doc_id")), _text(row.get("quote")), _place(row), "" if strength == "unknown" else strength
    )


def _hit(row: Mapping[str, Any]) -> Quote:
    return Quote(_text(row.get("doc_id")), _text(row.get("text")), _place(row))


def _quote(row: Mapping[str, Any]) -> Quote:
    return Quote(_text(row.get("doc_id")), _text(row.get("quote")), _place(row))


def _place(row: Mapping[str, Any]) -> str:
    """Where in the document: page, sheet and cell, section."""
    parts = [f"page {row['page']}"] if row.get("page") is not None else []
    if row.get("sheet"):
        parts.append(f"sheet {row['sheet']}" + (f", {row['cell']}" if row.get("cell") else ""))
    elif row.get("section"):
        parts.append(f"§ {row['section']}")
    return " · ".join(parts)


def _latency(record: Mapping[str, Any], answer: Mapping[str, Any]) -> float | None:
    timings = _mapping(answer.get("timings_ms"))
    total = _number(record.get("latency_ms")) or _number(timings.get("total"))
    parts = [number for each in timings.values() if (number := _number(each)) is not None]
    return total if total is not None else (math.fsum(parts) if parts else None)


def _risk_points(value: object) -> Iterator[tuple[float, float]]:
    for point in _mappings(value):
        coverage, risk = _number(point.get("coverage")), _number(point.get("risk"))
        if coverage is not None and risk is not None:
            yield coverage, risk


def _fact(value: object) -> str:
    """Alternatives of one fact, written ``a|b`` or as a list in the labels."""
    alternatives = value if isinstance(value, list | tuple) else _text(value).split("|")
    return " or ".join(_text(each).strip() for each in alternatives)


def _why(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) and value else tuple(_text(each) for each in _items(value))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _number(value: object) -> float | None:
    ok = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if ok else None  # type: ignore[arg-type]  # checked in the line above


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _items(value: object) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()


def _mappings(value: object) -> list[Mapping[str, Any]]:
    return [each for each in _items(value) if isinstance(each, Mapping)]


def _mappings_or_ids(value: object) -> list[Mapping[str, Any]]:
    """``also`` lists documents by id, or in the form of gold entries."""
    return [each if isinstance(each, Mapping) else {"doc_id": each} for each in _items(value)]
