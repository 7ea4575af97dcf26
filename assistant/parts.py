"""Several questions in one: the answers to its parts as one answer, which says what was not found."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Answer, Claim, Conflict, Side
from assistant.wording import short

_ANSWERED = ("answered", "partial", "conflict")


def in_parts(question: str, answers: Sequence[Answer]) -> Answer:
    """One answer of several, in order: their words, with claims numbered through; ``partial`` where a part is missing.

    The value is that of the first part. Where a part is missing, the others are shown only if the register gives them,
    the first of them included, on which the rest lean: words that were merely near are no answer to half a question.
    """
    found = [answer for answer in answers if answer.status in _ANSWERED]
    enough = 2 * len(found) >= len(answers) and all(map(_told, [answers[0], *found]))
    if len(found) < len(answers) and not enough:
        refused = next((answer for answer in answers if answer.status not in _ANSWERED), answers[0])
        return _refusing(refused, question)
    claims: list[Claim] = []
    conflicts: list[Conflict] = []
    told: list[str] = []
    for answer in answers:
        if answer.status not in _ANSWERED:
            told.append(f"Not found: {answer.question.strip(' ?')}.")
            continue
        told.append(_renumbered(answer.text, len(answer.claims), len(claims)))
        for conflict in answer.conflicts:
            sides = tuple(Side(value=side.value, claim=side.claim + len(claims)) for side in conflict.sides)
            conflicts.append(conflict.model_copy(update={"sides": sides}))
        claims += answer.claims
    whole = len(found) == len(answers) and all(answer.status != "partial" for answer in found)
    return found[0].model_copy(
        update={
            "question": question,
            "status": "conflict" if conflicts else "answered" if whole else "partial",
            "text": "\n".join(told),
            "value": answers[0].value,
            "claims": tuple(claims),
            "conflicts": tuple(conflicts),
            "withheld": sum(answer.withheld for answer in answers),
            "mode": "register" if all(answer.mode == "register" for answer in found) else "extractive",
            "timings_ms": _added(answers),
        }
    )


def _refusing(refused: Answer, question: str) -> Answer:
    """The refusal of a part as that of the whole question, which it quotes as it was asked."""
    part, whole = f"“{short(refused.question)}”", f"“{short(question)}”"
    changes = {"text": refused.text.replace(part, whole, 1), "question": question}
    return refused.model_copy(
        update={**changes, "expected_evidence": refused.expected_evidence.replace(part, whole, 1)}
    )


def _told(answer: Answer) -> bool:
    """Whether the register gives an answer."""
    return answer.status in _ANSWERED and answer.mode == "register"


def _renumbered(text: str, number: int, shift: int) -> str:
    """The references [1], [2] of an answer's text moved on by ``shift``, the highest first."""
    for place in range(number, 0, -1):
        text = text.replace(f"[{place}]", f"[{place + shift}]")
    return text


def _added(answers: Sequence[Answer]) -> dict[str, float]:
    total: dict[str, float] = {}
    for answer in answers:
        for stage, milliseconds in answer.timings_ms.items():
            total[stage] = round(total.get(stage, 0.0) + milliseconds, 1)
    return total
