"""Rules are told from what is in force, not from a draft or an edition of a later day."""

from datetime import date
from pathlib import Path

import pytest

from assistant.accept import Acceptance
from assistant.answer import Answer
from assistant.ask import Assistant, Question
from assistant.retrieve import Retriever
from tests.support.asking import ingested
from tests.support.embedders import FakeEmbedder

FILES = {
    "rules/Mooring rules ed 2.md": (
        "# Mooring rules\n\n| Edition | 2 |\n| --- | --- |\n| Approved by | Rosa Blum, 3 February 2025 |\n"
        "| In force from | 1 March 2025 |\n\nMooring lines are renewed every two years.\n"
    ),
    "rules/Mooring rules ed 3.md": (
        "# Mooring rules\n\n| Edition | 3 |\n| --- | --- |\n| Approved by | Rosa Blum, 3 May 2026 |\n"
        "| In force from | 1 December 2026 |\n\nMooring lines are renewed every year.\n"
    ),
    "rules/Galley rules.md": "# Galley rules\n\nVersion 2 draft of 4 May 2026\n\nCrew may smoke in the galley.\n",
}


@pytest.mark.parametrize(
    ("question", "day", "told"),
    [
        ("How often are mooring lines renewed?", date(2026, 6, 1), "every two years"),
        ("How often are mooring lines renewed?", date(2027, 1, 1), "every year"),
        ("May crew smoke in the galley?", date(2026, 6, 1), ""),
    ],
)
def test_a_rule_holds_from_its_day_on(tmp_path: Path, question: str, day: date, told: str) -> None:
    anything = Acceptance(bias=100.0)
    with ingested(tmp_path, FILES) as view:
        answer: Answer = Assistant(FakeEmbedder(), Retriever(), anything).ask(view, Question(question, "x"), day)
    assert told in answer.text
    assert not answer.text.startswith("Yes")
    assert "may smoke" not in answer.text
    assert ("every year" in answer.text) == (told == "every year")
