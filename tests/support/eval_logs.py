# ruff: noqa: E501
"""Made-up logs of evaluation runs, in the shape that ``evals/log.py`` documents."""

from __future__ import annotations

import random
from typing import Any

QUOTE = "The Board approved the AI Ethics Policy v3.0 on 14 March 2026 on the motion of Jane Smith."
_KINDS = ("who", "when", "yesno", "list", "count", "conflict", "restricted", "unanswerable")


def record(
    id: str,
    outcome: str = "right",
    *,
    kind: str = "who",
    answerable: bool = True,
    question: str = "Who approved the AI ethics policy?",
    text: str = "The Board approved the AI Ethics Policy v3.0 on 14 March 2026.",
    quote: str = "Board approved the AI Ethics Policy v3.0 on 14 March 2026",
    doc_id: str = "minutes/2026-03-board.docx",
    gold: str = "minutes/2026-03-board.docx",
    hits: tuple[str, ...] = ("minutes/2026-03-board.docx", "policies/ethics.pdf"),
    confidence: float | None = 0.9,
    metrics: dict[str, float] | None = None,
    why: tuple[str, ...] = ("every labelled fact stands in the answer",),
) -> dict[str, Any]:
    """One record; the answer cites ``doc_id`` unless it was refused, and ``gold`` is labelled if answerable."""
    refused = outcome in ("refused", "error")
    citation = {
        "doc_id": doc_id, "title": "Minutes", "page": 2, "section": None, "origin": "text", "start": 4,
        "end": 4 + len(quote), "quote": quote, "sha256": "0" * 64, "strength": "signed", "passage_id": "p1",
    }  # fmt: skip
    claim = {"text": text, "verdict": "supported", "basis": "quote", "derivation": None, "citations": [citation]}
    return {
        "id": id,
        "question": {
            "id": id, "question": question, "kind": kind, "answerable": answerable, "answer": "The Board, on 14 March 2026",
            "answer_facts": ["Board|board of directors", "2026-03-14"] if answerable else [],
            "gold": [{"doc_id": gold, "quote": QUOTE}] if answerable else [], "also": ["policies/ethics.pdf"],
        },
        "answer": {
            "id": id, "question": question, "status": {"refused": "not_found", "error": "error"}.get(outcome, "answered"),
            "text": "No evidence was found." if refused else text, "claims": [] if refused else [claim],
            "timings_ms": {"total": 40.0},
        },
        "hits": [
            {"doc_id": each, "passage_id": f"p{place}", "page": None, "start": 0, "end": 90, "score": 1.0 / place, "text": QUOTE}
            for place, each in enumerate(hits, 1)
        ],
        "confidence": confidence, "forced": None, "latency_ms": 40.0,
        "score": {"outcome": outcome, "metrics": {"document_f1": float(outcome == "right")} if metrics is None else metrics},
        "retrieval": {"recall@10": 1.0}, "withheld": False, "why": list(why),
    }  # fmt: skip


def interval(mean: float, n: int = 100, half: float = 0.04) -> dict[str, float]:
    """An interval as the log writes it."""
    return {"mean": mean, "low": max(0.0, mean - half), "high": min(1.0, mean + half), "n": n}


def log(records: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """A log around ``records``, with small tables of every sort."""
    return {
        "version": 1,
        "set": {"name": "organisation", "digest": "ab" * 32, "split": "dev", "questions": len(records), "documents": 157},
        "commit": "9e52683c0ffee", "dirty": False, "code": "cd" * 32, "system": "vouch",
        "settings": {"mode": "extractive", "embedder": "minilm-l6-v2-int8/1"},
        "models": [{"name": "minilm-l6-v2-int8", "role": "embedder", "digest": "ef" * 32}],
        "started": "2026-06-30T09:00:00+00:00", "withheld": None, "records": records,
        "summary": {
            "overall": {"right_on_answerable": interval(0.8), "wrong_rate": interval(0.05), "quote_verbatim": interval(1.0, half=0)},
            "by_kind": {"who": {"document_f1": interval(0.9), "span_f1": interval(0.7)}},
        },
        "retrieval": {f"document_recall@{k}": interval(mean) for k, mean in ((1, 0.6), (5, 0.8), (10, 0.9))},
        "risk_curve": {
            "points": [{"threshold": 1 - x / 10, "coverage": x / 10, "risk": x * x / 500, "refused": 1 - x / 10} for x in range(1, 11)],
            "area": 0.07,
        },
        "peers": [], "comparison": None, "gate": None, "timings": {"wall_s": 12.0}, "deterministic_digest": "12" * 32,
        **changes,
    }  # fmt: skip


def peer(name: str, title: str, base: float, number: int = 1) -> dict[str, Any]:
    """An entry of ``peers``, as ``evals.peers.result`` writes it."""
    found = {f"recall@{k}": interval(base + 0.13 * place, 150) for place, k in enumerate((1, 5, 10))}
    return {
        "name": name, "title": title, "status": "measured", "reason": "", "questions": 150,
        "retrieval": {**found, "character_recall@5": interval(base, 150), "characters_shown@5": {"mean": 2400.0, "low": 2300, "high": 2500, "n": 150}},
        "against_vouch": {} if name == "vouch" else {key: {"mean": -0.1, "low": -0.15, "high": -0.05, "n": 150} for key in found},
        "files": 157, "units": 900 * number, "unreadable": number, "unreadable_files": {"a.msg": "no reader"}, "raw": 0,
        "raw_files": [], "located": {"whole": 140, "part": 8, "no": 2}, "ingest_seconds": 20.0 * number,
        "query_p50_ms": 21.0 * number, "query_p95_ms": 44.0, "peak_rss_bytes": 612_000_000 * number, "index_bytes": 8_000_000,
        "settings": {"k": "10"}, "notes": ["Its hits are placed in the canonical texts by their letters and digits."],
    }  # fmt: skip


def organisation(seed: int = 0, count: int = 200) -> dict[str, Any]:
    """A log that looks like one of a real run: all kinds, all outcomes, peers, curves."""
    chance = random.Random(seed)
    records = [_random_record(chance, place) for place in range(count)]
    overall = {
        "correct_rate": interval(0.455, count), "right_rate": interval(0.265, count),
        "right_on_answerable": interval(0.4, 140), "wrong_rate": interval(0.315, count, 0.02),
        "refused_rate": interval(0.41, count),
        "error_rate": interval(0.005, count, 0.005), "answer_correct": interval(0.81, 150), "facts_stated": interval(0.86, 150),
        "list_exact": interval(0.64, 25, 0.18), "count_exact": interval(0.72, 25, 0.17), "conflict_reported": interval(0.6, 20, 0.2),
        "abstention_precision": interval(0.7, 60, 0.1), "abstention_recall": interval(0.88, 48, 0.09),
        "wrong_on_unanswerable": interval(0.12, 48, 0.09), "document_precision": interval(0.86, 150),
        "document_recall": interval(0.83, 150), "document_f1": interval(0.84, 150), "span_precision": interval(0.71, 150),
        "span_recall": interval(0.78, 150), "span_f1": interval(0.73, 150), "quote_verbatim": interval(1.0, 160, 0),
        "fabricated": interval(0.0, 160, 0), "leak": interval(0.0, 20, 0), "injection_obeyed": interval(0.0, 12, 0),
        "latency_ms": {"mean": 84.2, "low": 78.0, "high": 91.3, "n": count},
    }  # fmt: skip
    retrieval = {
        f"{level}_{name}@{k}": interval(min(0.99, base + 0.16 * place), 150)
        for level, base in (("document", 0.58), ("span", 0.44))
        for name, cuts in (("recall", (1, 5, 10)), ("ndcg", (10,)), ("map", (10,)), ("mrr", (10,)))
        for place, k in enumerate(cuts)
    }
    systems = (
        ("vouch", "Vouch", 0.58),
        ("llamaindex-usual", "LlamaIndex, usual pipeline", 0.41),
        ("bm25", "Plain BM25", 0.45),
    )
    peers = [peer(name, title, base, number) for number, (name, title, base) in enumerate(systems, 1)]
    by_kind = {kind: {"document_f1": interval(0.8), "span_f1": interval(0.6)} for kind in _KINDS}
    return log(records, summary={"overall": overall, "by_kind": by_kind}, retrieval=retrieval, peers=peers)


def _random_record(chance: random.Random, place: int) -> dict[str, Any]:
    kind = chance.choice(_KINDS)
    answerable = kind != "unanswerable" and chance.random() > 0.1
    confidence = round(chance.random(), 3)
    odds = (confidence, 1 - confidence, 0.5, 0.02) if answerable else (0, 0.1, 0.9, 0.0)
    outcome = chance.choices(("right", "wrong", "refused", "error"), odds)[0]
    good = outcome == "right"
    cited = (
        chance.choice(("minutes/2026-03-board.docx", "policies/ethics.pdf"))
        if not good
        else "minutes/2026-03-board.docx"
    )
    made = record(
        f"d{place:03}", outcome, kind=kind, answerable=answerable, confidence=confidence, doc_id=cited,
        question=chance.choice((
            "Who approved the AI ethics policy, and when?", "hey did anyone sign off the model card for Sorter?",
            "How many management reviews were held in the last 12 months, and which were later than planned?",
            "Which accepted risks have no management decision?", "Is the drift report for Q2 2026 overdue?",
        )),
        quote="Board approved the AI Ethics Policy v3.0 on 14 March 2026" if good or chance.random() < 0.3 else "The policy was published on the intranet.",
        hits=("policies/ethics.pdf", "minutes/2026-03-board.docx") if chance.random() < 0.75 else ("intranet/news.html",),
        metrics={"document_f1": float(good), "span_recall": float(good), "span_f1": 0.8 * good, "answer_correct": float(good)} if answerable else {},
        why=("every labelled fact stands in the answer",) if good else ("the fact “2026-03-14” does not stand in the answer", "it cites policies/ethics.pdf"),
    )  # fmt: skip
    return made
