"""How counts, gaps and refusals are put: so that anybody understands what was counted, and what is missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.ask import Assistant, Question
from assistant.register import engine
from assistant.register.selection import Condition
from assistant.register.sets import _pattern
from assistant.retrieve import Retriever
from assistant.understand import understand
from assistant.verify import verify
from evidence.embedders import MiniLM
from tests.support.asking import ingested
from tests.support.embedders import FakeEmbedder

TODAY = date(2031, 6, 15)
FLEET = """# Ferry company

## Fleet

| Boat | State | Berth |
| --- | --- | --- |
| Kestrel | retired | 1 |
| Osprey | retired | 2 |
| Merlin | in use | 3 |
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("How many boats of the fleet are retired?", "2 of the 3 entries listed under “Fleet” in “Ferry company”"),
        ("How many boats are in the fleet?", "3 entries are listed under “Fleet” in “Ferry company”."),
    ],
)
def test_a_count_says_what_of_and_where(tmp_path: Path, text: str, told: str) -> None:
    with ingested(tmp_path, {"fleet.md": FLEET}) as view:
        found = engine.find(understand(text), view, TODAY, MiniLM())
        assert found is not None and all(verify(claim, view) for claim in found.claims)
    assert found.claims[0].text.startswith(told)


def test_a_row_says_that_an_end_date_is_missing() -> None:
    assert _pattern(Condition("until", "empty")) == "no end date given"
    assert _pattern(Condition("owner", "empty")) == "no owner"


def test_a_refusal_quotes_the_whole_question(tmp_path: Path) -> None:
    text = "Do we have a licence for the crane and who signed it?"
    with ingested(tmp_path, {"fleet.md": FLEET}) as view:
        answer = Assistant(FakeEmbedder(), Retriever()).ask(view, Question(text), TODAY)
    assert answer.status == "not_found" and answer.question == text
    assert f"“{text}”" in answer.text and answer.text.count("“") == answer.text.count("”")
    assert f"it must answer “{text}”." in answer.expected_evidence
