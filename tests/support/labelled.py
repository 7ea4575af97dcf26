"""A small labelled set on disk, with documents that a fake embedder can tell apart, and a scripted system."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from assistant.answer import Answer, Interpretation
from evals.labels import LabelledQuestion
from evals.system import Turn
from tests.support.ingestion import write

DOCUMENTS = {
    "policies/ai-policy.md": "# AI policy\n\nThe AI policy was approved by Jane Okafor on 14 March 2026.\n",
    "policies/ai-policy-copy.md": "# AI policy\n\nThe AI policy was approved by Jane Okafor on 14 March 2026.\n",
    "risks/register.md": "# Risk register\n\nRisk R-14 is accepted until 31 December 2026.\n",
    "budget/2026.md": "# Budget\n\nThe board approved EUR 180,000 for bias testing.\n",
    "hr/case.md": "# Case\n\nA grievance against the head of lending was raised on 12 February 2026.\n",
}
ACCESS = {"default": ["staff"], "rules": [{"path": "hr/**", "groups": ["hr"]}]}
QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "id": "who",
        "question": "Who approved the AI policy?",
        "kind": "who",
        "answerable": True,
        "answer": "Jane Okafor",
        "answer_facts": ["Jane Okafor"],
        "gold": [{"doc_id": "policies/ai-policy.md", "quote": "approved by Jane Okafor"}],
        "also": ["policies/ai-policy-copy.md"],
        "split": "dev",
    },
    {
        "id": "when",
        "question": "And when was that?",
        "kind": "when",
        "answerable": True,
        "answer_facts": ["14 March 2026"],
        "follow_up_of": "who",
        "gold": [{"doc_id": "policies/ai-policy.md", "quote": "14 March 2026"}],
        "split": "dev",
    },
    {
        "id": "risk",
        "question": "Until when is risk R-14 accepted?",
        "kind": "when",
        "answerable": True,
        "answer_facts": ["31 December 2026"],
        "gold": [{"doc_id": "risks/register.md", "quote": "31 December 2026"}],
        "split": "dev",
    },
    {
        "id": "budget",
        "question": "What budget was approved for bias testing?",
        "kind": "amount",
        "answerable": True,
        "answer_facts": ["EUR 180,000"],
        "gold": [{"doc_id": "budget/2026.md", "quote": "EUR 180,000"}],
        "split": "test",
    },
    {"id": "absent", "question": "Who approved the whistleblowing policy?", "answerable": False, "split": "dev"},
    {
        "id": "closed",
        "question": "When was a grievance raised against the head of lending?",
        "kind": "restricted",
        "answerable": False,
        "groups": ["staff"],
        "split": "dev",
    },
)


def labelled_folder(root: Path, rows: Sequence[Mapping[str, Any]] = QUESTIONS) -> Path:
    """A set of ``DOCUMENTS`` and ``rows`` in the folder ``root``."""
    write(root, {f"docs/{name}": text for name, text in DOCUMENTS.items()})
    (root / "docs" / "access.json").write_text(json.dumps(ACCESS), "utf-8")
    write_rows(root, rows)
    return root


def write_rows(root: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write ``questions.jsonl``."""
    (root / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def answer(question: LabelledQuestion, text: str = "", status: str = "answered") -> dict[str, Any]:
    """An answer without citations, or a refusal where there is no text."""
    kept = Answer(
        id=question.id,
        question=question.question,
        status=status if text or status != "answered" else "not_found",  # type: ignore[arg-type]  # from a test
        text=text,
        as_of=date(2026, 6, 30).isoformat(),
        interpretation=Interpretation(kind="what", subject=""),
    )
    return kept.as_json()


class Scripted:
    """A system that says what it was told to, and remembers what it was asked."""

    name = "scripted"

    def __init__(self, texts: Mapping[str, str] | None = None, *, model: str = "a", fail_at: str = "") -> None:
        """``texts`` by question id; asked ``fail_at``, it is interrupted instead."""
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []
        self._texts, self._model, self._fail_at = texts or {}, model, fail_at

    def ask(self, question: LabelledQuestion, history: Sequence[Turn]) -> Mapping[str, Any]:
        """The text for the question's id, a refusal where there is none."""
        if question.id == self._fail_at:
            raise KeyboardInterrupt
        self.asked.append((question.id, tuple(history)))
        return answer(question, self._texts.get(question.id, ""))

    def search(self, question: LabelledQuestion, history: Sequence[Turn], k: int) -> Sequence[Mapping[str, Any]]:
        """Nothing."""
        return []

    def describe(self) -> Mapping[str, Any]:
        """Its model."""
        return {"settings": {}, "models": [{"name": self._model}]}
