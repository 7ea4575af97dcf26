"""A judge over the answers of a run: the part ``judged`` of a log."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from evals.judge import Case, Judged, JudgedScorer, agreement, load_cases, measure_agreement
from evals.summary import bootstrap

Progress = Callable[[int, int], None]


def judge_answers(
    scorer: JudgedScorer,
    answers: Mapping[str, Mapping[str, Any]],
    *,
    cases: Sequence[Case] | None = None,
    outcomes: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Judge every answer (question id: the contract's JSON), after measuring the judge itself on ``cases``.

    ``cases`` are those that come with Vouch where none are given. ``outcomes`` are those of the rule-based score (by
    question id). ``progress`` is told (answers done, of how many).

    Returns ``agreement`` (by question put to the judge), ``summary`` (a metric's mean with its 95 % interval over the
    ``n`` answers that it applies to), ``with_rules`` (over the answers that quote: right by the rules, against every
    claim entailed by its citations to the judge; two questions, so that where they part is worth reading),
    ``scored``, ``unscored`` (a verdict was not had), ``not_applicable`` (nothing quoted: refusals and computed
    answers), ``questions`` (by id), and the prompts and failures of ``scorer``.
    """
    measured = measure_agreement(scorer, load_cases() if cases is None else cases)
    judged: dict[str, Judged] = {}
    for identity, answer in answers.items():
        judged[identity] = scorer.score(answer)
        if progress is not None:
            progress(len(judged), len(answers))
    return {
        "agreement": {name: found.as_json() for name, found in measured.items()},
        "summary": _summary(list(judged.values())),
        "with_rules": _with_rules(judged, outcomes or {}),
        "scored": sum(bool(each.metrics) for each in judged.values()),
        "unscored": sum(bool(each.unscored) for each in judged.values()),
        "not_applicable": sum(not each.metrics and not each.unscored for each in judged.values()),
        "questions": {identity: _question(each) for identity, each in judged.items()},
        **scorer.describe(),
    }


def _with_rules(judged: Mapping[str, Judged], outcomes: Mapping[str, str]) -> dict[str, Any]:
    """Pairs (right by the rules, entailed to the judge) of the answers that quote."""
    pairs: list[tuple[str, str | None]] = []
    for identity, each in judged.items():
        if identity in outcomes and (each.metrics or each.unscored):
            recall = each.metrics.get("alce_citation_recall")
            right = "yes" if outcomes[identity] == "right" else "no"
            pairs.append((right, None if recall is None else "yes" if recall == 1.0 else "no"))
    return agreement(pairs).as_json()


def _summary(judged: Sequence[Judged]) -> dict[str, dict[str, float]]:
    names = sorted({name for each in judged for name in each.metrics})
    intervals = {name: bootstrap([each.metrics[name] for each in judged if name in each.metrics]) for name in names}
    return {name: {"mean": i.mean, "low": i.low, "high": i.high, "n": i.n} for name, i in intervals.items()}


def _question(judged: Judged) -> dict[str, Any]:
    row: dict[str, Any] = {"metrics": dict(judged.metrics), "claims": judged.claims, "recomputed": judged.recomputed}
    return row | ({"unscored": judged.unscored} if judged.unscored else {})
