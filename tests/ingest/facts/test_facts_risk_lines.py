"""Risks of which each is one item of a list; organisations made up here."""

from __future__ import annotations

from ingest.facts.risks import facts
from tests.support.readings import found, of

_RISKS = """# Key risks for the trustees

1. **R4 Damp in the archive** – likelihood 3, impact 4, score 12 (amber). Owner: Estates Manager.
2. R5: Loss of the county's grant, L4 I5 = 20. Owner: Director. Status: open.

- **RSK-11 (High):** The old generator may fail. Owner: Site Manager. Treatment: replace it in June.
- **R6 is not rated yet.** Owner: Clerk.
- R7 was discussed at length and will be rated in June.
"""


def test_rated_items() -> None:
    assert of(found(facts, _RISKS, "risks.md"), "risk") == [
        {"number": "R4", "text": "Damp in the archive", "likelihood": "3", "impact": "4", "score": "12",
         "level": "amber", "owner": "Estates Manager"},
        {"number": "R5", "text": "Loss of the county's grant", "likelihood": "4", "impact": "5", "score": "20",
         "owner": "Director", "status": "open"},
        {"number": "RSK-11", "text": "The old generator may fail", "level": "High", "owner": "Site Manager",
         "treatment": "replace it in June"},
    ]  # fmt: skip


def test_the_same_words_in_a_policy_or_beside_other_matters_are_none() -> None:
    line = "- R1 Example of a risk – likelihood 3, impact 4, score 12. Owner: Head.\n"
    assert not found(facts, f"# Risk management policy\n\n{line}", "risk-policy.md")
    assert not found(facts, f"# Shopping list\n\n{line.replace('a risk', 'an item')}", "list.md")
