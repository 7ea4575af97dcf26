"""How and how soon it is reported that something went wrong: a rule that says so beats one that mentions incidents."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.register import engine
from assistant.register.result import register_text
from assistant.retrieve import Retriever
from assistant.understand import understand
from evidence.view import View
from tests.support.archives import EMBEDDER
from tests.support.asking import view_of

TODAY = date(2031, 5, 20)
FILES = {
    "policies/ai-policy-v1.md": """# AI policy

Status: superseded

AI incidents are reported to the office within 5 days.
""",
    "policies/ai-policy-v2.md": """# Policy on artificial intelligence

Version 2, in force from 1 March 2031.

AI incidents are looked at each quarter by the board.
AI incidents are reported to the harbour desk within 3 hours.
Any employee may raise a concern to worries@holm.example.
""",
    "policies/incident-procedure.txt": """WHEN SOMETHING GOES WRONG

Step 1  Make the ship safe.
Step 2  Ring the duty desk on 4711.
Step 3  The master grades it within one working day.
Step 4  Tell the regulator within 72 hours.
""",
    "policies/deviations.md": """# Handling of deviations

1. **Reporting.** Whoever notices a deviation enters it in the deviation log by the end of the next working day.
2. **Closing.** Deviations are not reported to the yard.
""",
    "policies/data-breach.md": """# If personal data go astray

| When | What | Who |
| --- | --- | --- |
| At once | Ring the data line, 0555 0142 | Whoever notices |
| Within 72 hours | Tell the regulator | Data officer |
""",
    "policies/devices.md": """# Laptops and phones on board

- Report a loss within 4 hours by telephone to the guard room.
""",
    "minutes/2031-02-03.md": """# Minutes of the board

Held on 3 February 2031.

Incidents are reported to Ann Orme by Friday.
""",
}
view = view_of(FILES)


def _told(view: View, text: str) -> str:
    query = understand(text)
    hits = Retriever().search(view, EMBEDDER, query.search_text, 20)
    found = engine.look_up(query, view, TODAY, EMBEDDER, hits)
    return register_text(found) if found else ""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How do I report an incident?", "Ring the duty desk on 4711"),
        ("How do I report an AI incident?", "harbour desk"),
        ("How fast must an AI incident be reported?", "within 3 hours"),
        ("Who do I report an AI incident to?", "harbour desk"),
        ("How do I raise a concern about AI?", "worries@holm.example"),
        ("How do I report a deviation?", "deviation log"),
        ("How soon must I report a deviation?", "next working day"),
        ("How quickly must I report a data breach?", "At once"),
        ("How do I report a lost laptop?", "guard room"),
    ],
)
def test_the_rule_that_says_how_or_how_soon_answers(view: View, question: str, told: str) -> None:
    assert told in _told(view, question)


@pytest.mark.parametrize(
    "question",
    [
        "How do I report a whale incident?",  # of another kind than the rules tell of
        "How do I report a near miss?",
        "How did we report an AI incident in 2030?",
        "How soon did AI incidents have to be reported under the old policy?",
        "How do I report my hours?",
    ],
)
def test_no_rule_answers_for_another_thing(view: View, question: str) -> None:
    said = _told(view, question)
    assert not any(words in said for words in ("desk", "log", "data line", "guard room", "within 5 days", "worries"))
